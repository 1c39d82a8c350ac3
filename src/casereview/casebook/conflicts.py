"""Conflicts: entries for the same thing, made without sight of each other, that differ."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from casereview.casebook.entry import FIELDS, RESOLUTION, split_parents
from casereview.casebook.settle import answer_heads, resolutions_of, settled
from casereview.scoring.tally import UNRESOLVED


class Side(NamedTuple):
    """One of the values that stand against one another.

    `reader` made the entry, at `at` (UTC; for people, it decides nothing); `before` are the values that the entry
    replaced: what was seen before. `reasons` and `note` are those of the same reading, for an answer. `resolves` tells
    a resolution from an answer.
    """

    value: Any
    reader: str
    at: str
    before: tuple[Any, ...]
    reasons: tuple[str, ...]
    note: str
    resolves: bool
    entry: bytes


class Conflict(NamedTuple):
    """Values that differ, for one field of one item of one case.

    `reading` is the assessor in whose reading copies differ; empty where first readings differ (field `answer`: the
    question is unresolved), and for what belongs to the case as a whole.
    """

    case: str
    item: str
    field: str
    reading: str
    sides: tuple[Side, ...]


class Resettled(NamedTuple):
    """A question that was settled, taken back by some and settled again by others
    without sight of each other; the latter stands.
    """

    case: str
    question: str
    taken_back_by: tuple[str, ...]
    settled_by: tuple[str, ...]


def conflicts(connection: sqlite3.Connection, case: str | None = None) -> list[Conflict]:
    """Return the conflicts of a casebook, or of one case, by case, item and field."""
    found = [
        Conflict(ref, item, "answer", "", tuple(_answer_sides(connection, ref, item)))
        for ref, item in unresolved(connection, case)
    ]
    for field, ref, item, reading in differing(connection, case):
        found.append(Conflict(ref, item, field, reading, tuple(_sides(connection, field, ref, item, reading))))
    return sorted(found, key=lambda each: each[:4])


def count(connection: sqlite3.Connection, cases: Iterable[str]) -> int:
    """Return how many conflicts these cases have."""
    return sum(
        sum(1 for _ in unresolved(connection, case)) + sum(1 for _ in differing(connection, case))
        for case in cases
        if _can_differ(connection, case)
    )


def _can_differ(connection: sqlite3.Connection, case: str) -> bool:
    """Tell whether two values stand for anything in a case: one look instead of one for each field."""
    rows = connection.execute(
        f"SELECT 1 FROM heads WHERE field IN (?, {', '.join('?' * len(FIELDS))}) AND case_ref = ?"  # noqa: S608 - question marks
        " GROUP BY field, item HAVING count(*) > 1 OR field = ? LIMIT 1",
        (RESOLUTION, *FIELDS, case, RESOLUTION),
    )
    return rows.fetchone() is not None


def unresolved(connection: sqlite3.Connection, case: str | None = None) -> Iterator[tuple[str, str]]:
    """Return case and question where the counted answer is unresolved."""
    only, bound = ("", ()) if case is None else (" AND case_ref = ?", (case,))
    rows = connection.execute(
        f"SELECT case_ref, item FROM heads WHERE field = 'answer'{only}"  # noqa: S608 - our own condition
        " GROUP BY case_ref, item HAVING count(DISTINCT value) > 1",
        bound,
    ).fetchall()
    resolutions = resolutions_of(connection, case)
    for ref, item in sorted({*rows, *resolutions}):
        if settled(answer_heads(connection, ref, item), resolutions.get((ref, item), ())) == UNRESOLVED:
            yield ref, item


def differing(connection: sqlite3.Connection, case: str | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Return field, case, item and reading of the slots in which copies of the
    file differ, but for first readings' answers.
    """
    only, bound = ("", ()) if case is None else (" AND case_ref = ?", (case,))
    for field in FIELDS:
        rows = connection.execute(
            f"SELECT case_ref, item, reading FROM heads WHERE field = ?{only}"  # noqa: S608 - our own condition
            " GROUP BY case_ref, item, reading HAVING count(DISTINCT value) > 1",
            (field, *bound),
        ).fetchall()
        for ref, item, reading in rows:
            if field != "answer" or _is_second(connection, ref, reading):
                yield field, ref, item, reading


def resettled(connection: sqlite3.Connection) -> list[Resettled]:
    """Return the questions whose resolution some took back while others settled it again."""
    rows = connection.execute(
        "SELECT h.case_ref, h.item, h.value = 'null', e.reader FROM heads AS h JOIN entries AS e ON e.number = h.entry"
        " WHERE h.field = ? AND (h.case_ref, h.item) IN (SELECT case_ref, item FROM heads WHERE field = ?"
        " GROUP BY case_ref, item HAVING count(DISTINCT value = 'null') > 1) ORDER BY h.case_ref, h.item, e.reader",
        (RESOLUTION, RESOLUTION),
    ).fetchall()
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for case, item, taken_back, reader in rows:
        found.setdefault((case, item), ({}, {}))[0 if taken_back else 1][reader] = None
    return [Resettled(*about, tuple(back), tuple(anew)) for about, (back, anew) in found.items()]


def _is_second(connection: sqlite3.Connection, case: str, reading: str) -> bool:
    rows = connection.execute(
        "SELECT value FROM heads WHERE field = 'kind' AND case_ref = ? AND item = 'reading' AND reading = ?",
        (case, reading),
    )
    return ('"second"',) in rows.fetchall()


def _answer_sides(connection: sqlite3.Connection, case: str, question: str) -> Iterator[Side]:
    """The answers and resolutions that stand against one another; equal ones of one reading once."""
    resolutions = resolutions_of(connection, case).get((case, question), [])
    seen = frozenset().union(*(each.settles for each in resolutions))
    for each in resolutions:
        before = _before(connection, each.entry)
        yield Side(each.answer, each.reader, each.at, before, (), each.note, True, each.entry)
    shown: set[tuple[str, str]] = set()
    heads = [head for head in answer_heads(connection, case, question) if head.entry not in seen]
    by_reading: dict[str, set[str]] = {}
    for head in heads:
        by_reading.setdefault(head.reading, set()).add(head.value)
    for head in heads:
        # A blank reading beside an answered one is no side of it; one copy that cleared what another answered is.
        if (head.reading, head.value) in shown or by_reading[head.reading] == {"null"}:
            continue
        shown.add((head.reading, head.value))
        yield from _entry_side(connection, head.entry, case, question, head.reading)


def _sides(connection: sqlite3.Connection, field: str, case: str, item: str, reading: str) -> Iterator[Side]:
    rows = connection.execute(
        "SELECT h.value, e.id FROM heads AS h JOIN entries AS e ON e.number = h.entry"
        " WHERE h.field = ? AND h.case_ref = ? AND h.item = ? AND h.reading = ? ORDER BY e.id",
        (field, case, item, reading),
    )
    shown: set[str] = set()
    for value, identifier in rows.fetchall():
        if value not in shown:
            shown.add(value)
            yield from _entry_side(connection, identifier, case, item, reading if field == "answer" else "")


def _entry_side(connection: sqlite3.Connection, entry: bytes, case: str, item: str, reading: str) -> Iterator[Side]:
    """One entry as a side, with the reasons and the note of its reading if that is given."""
    row = connection.execute("SELECT value, reader, at FROM entries WHERE id = ?", (entry,)).fetchone()
    beside = dict(
        connection.execute(
            "SELECT field, value FROM heads WHERE field IN ('reasons', 'note') AND case_ref = ? AND item = ? AND reading = ?"
            " ORDER BY value",  # where copies differ, in every copy the same
            (case, item, reading),
        ).fetchall()
        if reading
        else ()
    )
    reasons, note = (json.loads(beside.get(name, "null")) for name in ("reasons", "note"))
    value = json.loads(row[0])
    yield Side(
        value, row[1], row[2], _before(connection, entry), tuple(reasons or ()) if value == "no" else (), note or "",
        False, entry,
    )  # fmt: skip


def _before(connection: sqlite3.Connection, entry: bytes) -> tuple[Any, ...]:
    """Return the values that an entry replaced, each once."""
    (parents,) = connection.execute("SELECT parents FROM entries WHERE id = ?", (entry,)).fetchone()
    found: list[Any] = []
    for parent in split_parents(parents):
        row = connection.execute("SELECT value, field FROM entries WHERE id = ?", (parent,)).fetchone()
        value = json.loads(row[0])
        if row[1] == RESOLUTION:
            value = value["answer"] if value else None
        if value not in found:
            found.append(value)
    return tuple(found)
