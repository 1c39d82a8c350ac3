"""The counted answer of a question in a case, from everything that stands: first readings and resolutions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from casereview.casebook.entry import RESOLUTION, split_parents
from casereview.scoring.tally import UNRESOLVED


class Head(NamedTuple):
    """An answer that stands in a first reading: its value as JSON text, and its entry."""

    reading: str
    value: str
    entry: bytes


class Resolution(NamedTuple):
    """An answer that settles others: `answer` is None for *blank*; `settles` the entries that it
    was made in sight of.
    """

    answer: str | None
    note: str
    reader: str
    at: str
    settles: frozenset[bytes]
    entry: bytes


def settled(heads: Iterable[Head], resolutions: Sequence[Resolution]) -> str | None:
    """Return the counted answer: `yes`, `no`, `na`, `unresolved`, or None for blank.

    A resolution settles the answers that it was made in sight of. An answer given without sight of it, or after it,
    that differs opens the question again; so do resolutions that differ from one another. Without a resolution it is
    what the first readings agree on, blank ones left aside.
    """
    seen = frozenset().union(*(each.settles for each in resolutions))
    by_reading: dict[str, set[str]] = {}
    for head in heads:
        if head.entry not in seen:
            by_reading.setdefault(head.reading, set()).add(head.value)
    answers: set[str | None] = {each.answer for each in resolutions}
    for values in by_reading.values():
        if len(values) > 1:
            return UNRESOLVED  # two copies of one reading differ, were it only that one cleared the answer
        (value,) = values
        if value != "null":
            answers.add(json.loads(value))
    if len(answers) > 1:
        return UNRESOLVED
    return answers.pop() if answers else None


def resolutions_of(connection: sqlite3.Connection, case: str | None = None) -> dict[tuple[str, str], list[Resolution]]:
    """Return the resolutions that stand, by case and question; of one case if given."""
    only = "" if case is None else " AND h.case_ref = ?"
    rows = connection.execute(
        "SELECT h.case_ref, h.item, h.value, e.reader, e.at, e.parents, e.id FROM heads AS h"  # noqa: S608 - our own condition
        f" JOIN entries AS e ON e.number = h.entry WHERE h.field = ?{only} ORDER BY e.id",
        (RESOLUTION, *(() if case is None else (case,))),
    )
    found: dict[tuple[str, str], list[Resolution]] = {}
    for ref, item, text, reader, at, parents, identifier in rows:
        value = json.loads(text)
        if value is not None:  # one that was taken back
            settles = frozenset(split_parents(parents))
            found.setdefault((ref, item), []).append(
                Resolution(value["answer"], value["note"], reader, at, settles, identifier)
            )
    return found


_HEADS = (
    "SELECT h.reading, h.value, e.id, h.item FROM heads AS h JOIN entries AS e ON e.number = h.entry"
    " WHERE h.field = 'answer' AND h.case_ref = ? AND NOT EXISTS (SELECT 1 FROM heads AS k"
    " WHERE k.field = 'kind' AND k.case_ref = h.case_ref AND k.item = 'reading' AND k.reading = h.reading"
    " AND k.value = '\"second\"')"
)


def answer_heads(connection: sqlite3.Connection, case: str, question: str) -> list[Head]:
    """Return the answers to a question that stand in the first readings of a case."""
    rows = connection.execute(f"{_HEADS} AND h.item = ? ORDER BY h.reading, e.id", (case, question))
    return [Head(*row[:3]) for row in rows]


def heads_by_question(connection: sqlite3.Connection, case: str) -> dict[str, list[Head]]:
    """Return all the answers that stand in the first readings of a case, by question."""
    found: dict[str, list[Head]] = {}
    for *head, question in connection.execute(f"{_HEADS} ORDER BY h.item, h.reading, e.id", (case,)):
        found.setdefault(question, []).append(Head(*head))
    return found
