"""Which question set an open casebook asks at present, which it asked before, and what was entered in other words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from casereview.casebook.asked import Asked, of_value
from casereview.casebook.asked_view import show
from casereview.casebook.entry import INSPECTION, QUESTION_SET, split_parents
from casereview.questions.changes import FACT
from casereview.questions.model import QuestionSet


def ask(connection: sqlite3.Connection, first: QuestionSet) -> Asked:
    """Return what is asked at present; from now on `heads` has for this connection what is asked, by its names.

    The table itself is `main.heads`. Without an upgrade the two are one. With one, a view of the connection's own
    stands before the table: it leaves out what is not asked any more, and shows what is asked under its present name,
    several options or reasons in their present order.
    """
    values = _standing(connection)
    differs = len(values) > 1
    value = stack(connection)[-1] if differs else (values or ["null"])[0]
    asked = (Asked(first) if value == "null" else of_value(json.loads(value)))._replace(
        differs=differs, upgraded=bool(values)
    )
    show(connection, asked if values else None)  # after one was taken back too: what was entered to it is still there
    return asked


def _standing(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT value FROM main.heads WHERE field = ? AND case_ref = ?", (QUESTION_SET, INSPECTION)
    )
    return [value for (value,) in rows]


def stack(connection: sqlite3.Connection) -> list[str]:
    """Return the sets one upon the other, as the JSON of their entries: each came
    after the one before it and was not taken back.

    The first is `null`: what the inspection began with. The last is what stands.
    """
    rows = connection.execute(
        "SELECT id, value, parents FROM entries WHERE case_ref = ? AND field = ?", (INSPECTION, QUESTION_SET)
    ).fetchall()
    values = {identifier: value for identifier, value, _ in rows}
    parents = {identifier: frozenset(split_parents(blob)) & values.keys() for identifier, _, blob in rows}
    heads = frozenset(values) - frozenset[bytes]().union(*parents.values())
    path: list[str] = []
    while heads:
        if len({values[each] for each in heads}) == 1:
            newest = min(heads)  # of several that say the same, in every copy the same
            path.append(values[newest])
            heads = parents[newest]
        else:
            common = frozenset.intersection(*(_before(each, parents) for each in heads))
            heads = common - frozenset[bytes]().union(*(_before(each, parents) for each in common))
    found = ["null"]
    for value in reversed(path):
        if value in found:
            del found[found.index(value) + 1 :]
        else:
            found.append(value)
    return found


def facts_otherwise(connection: sqlite3.Connection, asked: Asked, first: QuestionSet, case: str) -> dict[str, str]:
    """Return what was entered to facts, in words, that the present set can not hold, by `fact:ID`: another value or wording."""
    rows = connection.execute(
        "SELECT item, value FROM main.heads WHERE field = 'value' AND case_ref = ? AND value <> 'null' ORDER BY item, value",
        (case,),
    ).fetchall()
    names = {asked.item(f"{FACT}{each.id}"): each for each in asked.question_set.facts}
    found: dict[str, str] = {}
    for item, text in rows:
        value, earlier = json.loads(text), item.partition("~")[0].removeprefix(FACT)
        fact = names.get(item) or asked.question_set.fact.get(earlier)
        if fact is None or (item in names and fact.option(value)):
            continue
        facts = (each.fact.get(one) for each in sets_before(connection, first) for one in (fact.id, earlier))
        options = (each.option(value) for each in facts if each)
        found[f"{FACT}{fact.id}"] = next((each.label for each in options if each), str(value))
    return found


def answered_otherwise(connection: sqlite3.Connection, asked: Asked, case: str, reader: str) -> dict[str, Any]:
    """Return what an assessor entered to questions in another wording than the
    present one, by question; it does not count.
    """
    rows = connection.execute(
        "SELECT item, value FROM main.heads WHERE field IN ('answer', 'response') AND case_ref = ? AND reading = ?"
        " AND value <> 'null' ORDER BY item, value",
        (case, reader),
    ).fetchall()
    found: dict[str, Any] = {}
    for item, value in rows:
        name = item.partition("~")[0]
        if name in asked.question_set.by_id and item != asked.item(name) and asked.had(name, item):
            found[name] = json.loads(value)
    return found


def sets_before(connection: sqlite3.Connection, first: QuestionSet) -> Iterator[QuestionSet]:
    """Return every set that was asked at some time, the latest of those that stand one upon the other first."""
    rows = connection.execute(
        "SELECT DISTINCT value FROM entries WHERE case_ref = ? AND field = ? ORDER BY value", (INSPECTION, QUESTION_SET)
    ).fetchall()
    for value in dict.fromkeys([*reversed(stack(connection)), *(value for (value,) in rows)]):
        yield first if value == "null" else of_value(json.loads(value)).question_set


def _before(entry: bytes, parents: Mapping[bytes, frozenset[bytes]]) -> frozenset[bytes]:
    """Every entry that came before one."""
    found: set[bytes] = set()
    left = list(parents[entry])
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += parents[each]
    return frozenset(found)
