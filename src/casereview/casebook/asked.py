"""What is asked at present: the question set that an inspection began with, or what it was upgraded to.

An upgrade is an entry about the inspection as a whole that carries the new set whole, so it travels like every other entry, and
merging stays a union. An answer belongs to the words that were asked: a question that was reworded is kept under another item from
then on, one that was only renamed under the item that it had. So nothing that was entered is written again or moved, copies that
are not upgraded yet go on as they are, and taking an upgrade back brings the old answers back.

Where copies were upgraded differently without sight of each other, the set that both saw before stands until it is settled.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from casereview.casebook.entry import INSPECTION, QUESTION_FIELDS, QUESTION_SET, RESOLUTION, as_json, split_parents
from casereview.casebook.errors import UNREADABLE
from casereview.questions.build import build_stored, canonical
from casereview.questions.changes import Changes, differences, named, wording
from casereview.questions.model import Fact, Question, QuestionSet

_ITEM = re.compile(r"(fact:)?[a-z0-9]+([.-][a-z0-9]+)*(~[0-9a-f]{12}(~[0-9]{1,4})?)?")
_LONGEST_ITEM = 200


class Asked(NamedTuple):
    """A question set, and the item under which each question (by id) and fact (as `fact:ID`) is kept where it is not its name.

    `differs`: copies were upgraded differently, and this is what stands until that is settled.
    """

    question_set: QuestionSet
    items: Mapping[str, str] = {}
    differs: bool = False

    def item(self, name: str) -> str:
        """Return the item under which a question or fact is kept."""
        return self.items.get(name, name)

    def had(self, question: str, item: str) -> bool:
        """Tell whether an item holds answers to a question, in its present words or in earlier ones."""
        if item == self.item(question) or item.startswith(f"{question}~"):
            return True
        return item == question and item not in self.items.values()


# --- the value of an upgrade ---


def as_value(asked: Asked) -> dict[str, str]:
    """Return what an entry holds of a set: its content, and a line for each item that is not the name."""
    lines = [f"{name} {item}" for name, item in sorted(asked.items.items())]
    return {"content": asked.question_set.source, "items": "\n".join(lines)}


def of_value(value: Any) -> Asked:
    """Return what an upgrade asks. Raises one of UNREADABLE for a value that is none."""
    items = dict(line.split(" ", 1) for line in value["items"].splitlines())
    return Asked(build_stored(value["content"]), items)


def is_sound(value: Any) -> bool:
    """Tell whether a value is that of an upgrade: a set without a fault, and every question under an item of its own."""
    if not (isinstance(value, dict) and all(isinstance(each, str) for each in value.values())):
        return False
    if set(value) != {"content", "items"}:
        return False
    question_set = _faultless(value["content"])
    if question_set is None:
        return False
    items = dict(line.split(" ", 1) for line in value["items"].splitlines())
    names = named(question_set)
    return (
        as_value(Asked(question_set, items)) == value
        and items.keys() <= names.keys()
        and all(_is_item(name, item) for name, item in items.items())
        and len({items.get(name, name) for name in names}) == len(names)
    )


def _is_item(name: str, item: str) -> bool:
    fact = item.startswith("fact:") == name.startswith("fact:")
    return item != name and fact and len(item) <= _LONGEST_ITEM and _ITEM.fullmatch(item) is not None


@lru_cache(maxsize=2)
def _faultless(content: str) -> QuestionSet | None:
    # Late: a casebook opens without pydantic, and few hold an upgrade.
    from casereview.questions.check import check

    try:
        question_set = build_stored(content)
        data = json.loads(content)
        sound = canonical(data) == content and not check(data)
    except UNREADABLE:
        return None
    return question_set if sound else None


def value_words(value: Any) -> str:
    """Return which set the value of an upgrade asks: id, version and the beginning of its digest."""
    if value is None:
        return "the question set that the inspection began with"
    try:
        data = json.loads(value["content"])
        digest = hashlib.sha256(value["content"].encode()).hexdigest()
        return f"{data['id']} {data['version']} ({digest[:8]})"
    except UNREADABLE:
        return "a question set that can not be read"


# --- the items of a new set ---


def items_after(
    before: Asked, to: QuestionSet, changes: Changes, same: Iterable[str], first: QuestionSet
) -> dict[str, str]:
    """Return the items under which a set is kept that comes after another one; only those that are not the name.

    What is asked in the same words keeps its item, and so does what a person says to mean the `same`. Other words get an item
    of their own, but for those that the `first` set asked under this name: they are kept under the name, as ever. It depends
    on the words alone, so two people who upgrade alike come to the same.
    """
    asked, began = named(to), named(first)
    again = {each.name for each in changes.reworded} - set(same)
    found = {name: before.item(old) for name, old in changes.pairs.items() if name not in again}
    used = set(found.values())
    for name, each in asked.items():
        if name not in found:
            found[name] = _own_item(name, each, began.get(name), used)
            used.add(found[name])
    return {name: found[name] for name in asked if found[name] != name}


def _own_item(name: str, asked: Question | Fact, first: Question | Fact | None, used: set[str]) -> str:
    if first is not None and name not in used and not differences(first, asked):
        return name
    item = own = f"{name}~{wording(asked)[:12]}"
    number = 1
    while item in used:
        number += 1
        item = f"{own}~{number}"
    return item


# --- what stands in a casebook ---


def ask(connection: sqlite3.Connection, first: QuestionSet) -> Asked:
    """Return what is asked at present; from now on `heads` has for this connection what is asked, by its names.

    The table itself is `main.heads`. Without an upgrade the two are one. With one, a view of the connection's own stands before
    the table: it leaves out what is not asked any more, and shows what is asked under its present name.
    """
    values = _standing(connection)
    differs = len(values) > 1
    value = stack(connection)[-1] if differs else (values or ["null"])[0]
    asked = (Asked(first) if value == "null" else of_value(json.loads(value)))._replace(differs=differs)
    _show(connection, asked if values else None)  # after one was taken back too: what was entered to it is still there
    return asked


def _standing(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT value FROM main.heads WHERE field = ? AND case_ref = ?", (QUESTION_SET, INSPECTION)
    )
    return [value for (value,) in rows]


def stack(connection: sqlite3.Connection) -> list[str]:
    """Return the sets one upon the other, as the JSON of their entries: each came after the one before it and was not taken back.

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


# --- the present as it is asked ---

# What can hold only what the question set offers: one of these, or several.
_ONE, _SEVERAL = 1, 2
_FIELDS = ", ".join(f"'{each}'" for each in sorted((*QUESTION_FIELDS, "value")))
_VIEW = f"""CREATE TEMP VIEW heads AS
SELECT h.field AS field, h.case_ref AS case_ref, coalesce(a.name, h.item) AS item, h.reading AS reading, h.entry AS entry,
  CASE WHEN a.choice = {_SEVERAL} THEN coalesce(nullif((SELECT json_group_array(each.value) FROM json_each(h.value) AS each
    WHERE EXISTS (SELECT 1 FROM temp.offered AS o
      WHERE o.field = h.field AND o.item = h.item AND o.value = json_quote(each.value))), '[]'), 'null')
  ELSE h.value END AS value
FROM main.heads AS h LEFT JOIN temp.asked AS a ON a.field = h.field AND a.item = h.item
WHERE (a.item IS NOT NULL OR h.field NOT IN ({_FIELDS}))
  AND (a.choice IS NOT {_ONE} OR h.value = 'null' OR EXISTS (SELECT 1 FROM temp.offered AS o
    WHERE o.field = h.field AND o.item = h.item AND o.value = h.value))"""  # noqa: S608 - our own constants
_TABLES = (
    "CREATE TEMP TABLE asked (field TEXT, item TEXT, name TEXT, choice INTEGER, PRIMARY KEY (field, item)) WITHOUT ROWID",
    "CREATE TEMP TABLE offered (field TEXT, item TEXT, value TEXT, PRIMARY KEY (field, item, value)) WITHOUT ROWID",
)


def _show(connection: sqlite3.Connection, asked: Asked | None) -> None:
    """Put the view before the table, or take it away."""
    there = connection.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'heads'").fetchone()
    if asked is None and there is None:
        return
    (query_only,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute(
        "PRAGMA query_only = OFF"
    )  # which would keep even what is of this connection only from being made
    try:
        if there:
            for each in ("VIEW temp.heads", "TABLE temp.asked", "TABLE temp.offered"):
                connection.execute(f"DROP {each}")
        if asked is not None:
            for statement in _TABLES:
                connection.execute(statement)
            rows = [row for name, each in named(asked.question_set).items() for row in _rows(name, each, asked)]
            connection.executemany("INSERT INTO temp.asked VALUES (?, ?, ?, ?)", [row[:4] for row in rows])
            offered = [(field, item, as_json(value)) for field, item, _, _, values in rows for value in values]
            connection.executemany("INSERT INTO temp.offered VALUES (?, ?, ?)", offered)
            connection.execute(_VIEW)
    finally:
        connection.execute(f"PRAGMA query_only = {int(query_only)}")


def _rows(name: str, asked: Question | Fact, of: Asked) -> list[tuple[str, str, str, int, tuple[str, ...]]]:
    """Field, item, name, how many can be chosen and from which, for everything that can be entered to a question or fact."""
    item = of.item(name)
    options = tuple(each.id for each in asked.options)
    if isinstance(asked, Fact):
        return [("value", item, name, _ONE, options)]
    found = [(field, item, name, 0, ()) for field in ("note", "mark")]
    if asked.kind == "judgement":
        reasons = tuple(each.id for each in asked.reasons)
        found += [(field, item, name, 0, ()) for field in ("answer", RESOLUTION)]
        return [*found, ("reasons", item, name, _SEVERAL, reasons)]
    choice = {"choice": _ONE, "choices": _SEVERAL}.get(asked.kind, 0)
    return [*found, ("response", item, name, choice, options if choice else ())]
