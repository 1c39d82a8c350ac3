"""An assessor's copy: a casebook of the same inspection that holds only that person's cases and readings.

It holds whole chains or nothing of them, so that it can be proved entry by entry and merged back like any other copy. A
second reader's copy has nothing of the first reading, nor the other way round, until both are signed off. Of a case
that they had before it says only whose it is now, or that it is out: merged into the file that they have, it says so
there. (A case that copies of the file give to different people is nobody's until that is settled.)
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from casereview.casebook import desk
from casereview.casebook.case_lines import CaseLine, case_lines
from casereview.casebook.create import whole_file
from casereview.casebook.entry import INSPECTION, QUESTION_SET, RESOLUTION, Entry, Slot, as_json
from casereview.casebook.errors import DamagedCasebook, Refused
from casereview.casebook.ledger import entries
from casereview.casebook.proof import Proof, Unproved
from casereview.casebook.union import Union
from casereview.questions.model import QuestionSet
from casereview.text import clipped


def write_copy(
    connection: sqlite3.Connection, source: Path, sets: tuple[QuestionSet, QuestionSet], path: Path, reader: str
) -> None:
    """Write the copy of one assessor to `path`: the cases that they were given, as first or second reader.

    `connection` is that of the whole casebook, whose name for messages is `source`, and `sets` are the question set
    that its inspection began with and the one that is asked at present. Raises CannotCreate, DamagedCasebook for a
    history that can not be proved, and Refused for one whose chains would have to be cut.
    """
    inspection = connection.execute("SELECT * FROM inspection").fetchone()
    first, question_set = sets
    stored = connection.execute("SELECT * FROM question_sets WHERE digest = ?", (first.digest,)).fetchone()
    given = [line for line in case_lines(connection, question_set) if reader in (line.first, line.second)]
    # First, since what was entered after an upgrade may be about what it asks.
    chosen = list(entries(connection, "case_ref = ? AND field = ?", (INSPECTION, QUESTION_SET)))
    chosen += [entry for line in given for entry in _entries_of(connection, line, reader)]
    chosen += _of_former(connection, reader, {line.ref for line in given})
    _refuse_cut_chains(connection, source, chosen)
    slots: dict[bytes, Slot] = {}
    proof = Proof(inspection[0], first, slots.get)

    def begin(copy: sqlite3.Connection) -> None:
        copy.execute("INSERT INTO question_sets VALUES (?, ?, ?, ?, ?)", stored)
        copy.execute("INSERT INTO inspection VALUES (?, ?, ?, ?, ?)", inspection)
        union = Union(copy)
        for entry in chosen:
            try:
                union.add(entry, proof.replaced(entry))
            except Unproved as fault:
                raise DamagedCasebook(f"{source}: {fault}; no copy was made; use a backup or another copy") from fault
            slots[entry.id] = entry.slot
        union.finish()
        desk.put_setting(copy, "reader", reader)

    whole_file(path, begin)


def _entries_of(connection: sqlite3.Connection, line: CaseLine, reader: str) -> list[Entry]:
    """Return the entries of a case that belong into the copy of its first or second reader."""
    second = reader in (*line.seconds, line.second)
    hidden = line.hidden_from(reader)

    def shown(slot: Slot) -> bool:
        if not second:
            return slot.reading not in hidden
        # Before both are signed off not even what was settled: it tells of the first reading.
        both_done = not hidden and reader in line.signed
        return both_done or slot.reading == reader or (not slot.reading and slot.field != RESOLUTION)

    chosen = [entry for entry in entries(connection, "case_ref = ?", (line.ref,)) if shown(entry.slot)]
    # What was settled before a blank reading became a second one can name entries that are not here. Such a chain stays
    # out whole, and so does what goes on from it.
    while astray := set(_chains_astray(chosen)):
        chosen = [entry for entry in chosen if entry.replica not in astray]
    return chosen


def _of_former(connection: sqlite3.Connection, reader: str, given: set[str]) -> list[Entry]:
    """Return what tells of the cases that somebody was given or began and has
    no more: to whom they went, or that they are out.
    """
    rows = connection.execute(
        "SELECT case_ref FROM entries WHERE field IN ('first', 'second') AND value = ?"
        " UNION SELECT case_ref FROM main.heads WHERE field IN ('answer', 'response') AND reading = ? ORDER BY case_ref",
        (as_json(reader), reader),
    ).fetchall()
    return [entry for (case,) in rows if case not in given for entry in _whose_now(connection, case)]


def _whose_now(connection: sqlite3.Connection, case: str) -> list[Entry]:
    """Return the chains that tell to whom a case went or that it is out, and those that they go on from."""
    found = entries(connection, "case_ref = ?", (case,))
    about = [entry for entry in found if not entry.slot.reading and entry.field != RESOLUTION]
    chain_of = {entry.id: entry.replica for entry in about}
    telling = {
        entry.replica
        for entry in about
        if entry.field in ("first", "second") or (entry.field == "case" and "out" in json.loads(entry.value))
    }
    while (
        more := {
            chain_of[parent]
            for entry in about
            if entry.replica in telling
            for parent in entry.parents
            if parent in chain_of
        }
        - telling
    ):
        telling |= more
    return [entry for entry in about if entry.replica in telling]


def _chains_astray(chosen: list[Entry]) -> Iterator[str]:
    there = {entry.id for entry in chosen}
    return (e.replica for e in chosen if e.field == RESOLUTION and not there.issuperset(e.parents))


def _refuse_cut_chains(connection: sqlite3.Connection, source: Path, chosen: list[Entry]) -> None:
    whole = dict(connection.execute("SELECT replica, count(*) FROM entries GROUP BY replica"))
    for replica, number in Counter(entry.replica for entry in chosen).items():
        if number != whole[replica]:
            raise Refused(
                f"{source}: its history was written by an older version and can not be shared out case by case (writing"
                f" {clipped(replica, 16)}); give each assessor a copy of the whole file"
            )
