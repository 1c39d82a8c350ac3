"""Merging: the union of the entries of several copies of one casebook.

In any order, any grouping and any number of times it comes to the same; no value is dropped and time decides nothing.
Each source is proved entry by entry while it is read; one that can not be trusted is left out whole, and the others
still merge. Everything is one transaction: killed at any moment, the casebook is as before or as after. A dry run is
the same merge into a copy in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from casereview.casebook import connection as door
from casereview.casebook.asked import value_words
from casereview.casebook.asked_now import ask
from casereview.casebook.conflicts import count, resettled
from casereview.casebook.entry import INSPECTION, QUESTION_SET, Entry, Slot, digest, slot_of
from casereview.casebook.errors import UNREADABLE, CasebookError, DamagedCasebook, NotACasebook, Refused
from casereview.casebook.file import Inspection
from casereview.casebook.foreign import connect_foreign
from casereview.casebook.ledger import entries, stamp
from casereview.casebook.proof import Proof, Unproved
from casereview.casebook.receipt import Arrival, NewAlert, Receipt
from casereview.casebook.reserves import open_places
from casereview.casebook.same_questions import mapping
from casereview.casebook.union import Fork, Union
from casereview.questions.model import QuestionSet
from casereview.text import clipped

# An alert of a million characters is not said whole.
_LONGEST_SAID = 2_000
# Ids come in no order, so each new one may touch any page of their index: SQLite's own 2 MB would be written over and
# over.
_CACHE_KIB = 32_000
_CHANGED = "was changed by another program; ask for the file again, and keep this one"


def take_in(
    connection: sqlite3.Connection,
    inspection: Inspection,
    question_set: QuestionSet,
    sources: Sequence[Path],
    by: str,
    clock: Callable[[], datetime],
) -> Receipt:
    """Put the entries of the sources into the casebook of a connection, inside a transaction of the caller's.

    `question_set` is the one that the inspection began with.
    """
    ask(connection, question_set)
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    before = _number(connection)
    known = _assessors(connection)
    told = set(resettled(connection))
    arrivals: list[Arrival] = []
    for source in sources:
        arrivals.append(_source(connection, inspection, question_set, source, known))
        known |= set(arrivals[-1].new)
    return Receipt(
        stamp(clock),
        by,
        before,
        _number(connection),
        set_digest(connection),
        tuple(arrivals),
        open_places(connection),
        tuple(each for each in resettled(connection) if each not in told),
    )


def _assessors(connection: sqlite3.Connection) -> set[str]:
    """Return who is known here: who entered anything, and who was given a case."""
    known = {reader for (reader,) in connection.execute("SELECT DISTINCT reader FROM entries")}
    given = connection.execute("SELECT DISTINCT value FROM heads WHERE field IN ('first', 'second')")
    return known | {json.loads(name) for (name,) in given}


def set_digest(connection: sqlite3.Connection) -> str:
    """Return the digest of a casebook's set of entries, as `verify` gives it."""
    found = hashlib.sha256()
    for (identifier,) in connection.execute("SELECT id FROM entries ORDER BY id"):
        found.update(identifier)
    return found.hexdigest()


def _number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])


def _source(
    connection: sqlite3.Connection, inspection: Inspection, question_set: QuestionSet, source: Path, known: set[str]
) -> Arrival:
    connection.execute("SAVEPOINT source")
    try:
        arrival = _proved(connection, inspection, question_set, source, known)
    except CasebookError as error:
        connection.execute("ROLLBACK TO source")
        arrival = Arrival(source, refused=error)
    connection.execute("RELEASE source")
    return arrival


def _proved(
    connection: sqlite3.Connection, inspection: Inspection, question_set: QuestionSet, source: Path, known: set[str]
) -> Arrival:
    with contextlib.closing(connect_foreign(source)) as foreign:
        with _trouble_of(source):
            mapped = _same_inspection(foreign, inspection, question_set, source)
        arrival = _read(connection, inspection, question_set, source, foreign, known)
        return arrival._replace(mapped=(*mapped, *arrival.mapped))


@contextlib.contextmanager
def _trouble_of(source: Path) -> Iterator[None]:
    """What goes wrong in here is the source's, which is then left out; all else is the casebook's,
    and ends the merge.
    """
    try:
        with door.storage(source):
            yield
    except UNREADABLE as error:
        raise DamagedCasebook(f"{source}: the file is damaged; ask for it again, and keep this one") from error


def _read(
    connection: sqlite3.Connection,
    inspection: Inspection,
    question_set: QuestionSet,
    source: Path,
    foreign: sqlite3.Connection,
    known: set[str],
) -> Arrival:
    # What each entry so far is about: kept here, as the order and the index of a file from elsewhere prove nothing.
    slots: dict[bytes, Slot] = {}
    proof = Proof(inspection.id, question_set, slots.get)
    union = Union(connection)
    new: dict[str, int] = {}
    cases: dict[str, None] = {}
    alerts: dict[tuple[str, str], NewAlert] = {}
    upgrades: list[str] = []
    for entry, own_parents in _entries(foreign, source, proof):
        case, item, field, reader = entry.case, entry.item, entry.field, entry.reader
        slot = slots[entry.id] = slot_of(case, item, field, reader)
        try:
            if union.add(entry, own_parents, slot):
                new[reader] = new.get(reader, 0) + 1
                if case != INSPECTION:
                    cases[case] = None
                if field == QUESTION_SET:
                    upgrades.append(_upgraded(entry))
                if field == "alert":
                    alerts[case, item] = _alert(entry)
        except Fork as fault:
            raise NotACasebook(
                f"{source}: entry {entry.seq} of {clipped(entry.replica, 16)} differs from the one that is here under"
                f" the same name; one of the two copies {_CHANGED}"
            ) from fault
    about = [*cases, INSPECTION]
    before = count(connection, about)
    union.finish()
    if any(slot.field == QUESTION_SET for slot in slots.values()):
        ask(connection, question_set)
    return Arrival(
        source,
        digest=digest(slots),
        entries=len(slots),
        new=dict(sorted(new.items())),
        cases=tuple(sorted(cases)),
        conflicts=count(connection, about) - before,
        alerts=tuple(alert for _, alert in sorted(alerts.items())),
        unknown=tuple(sorted(name for name in new if name and name not in known)),
        mapped=(*upgrades, *_not_upgraded(connection, slots)),
    )


def _entries(foreign: sqlite3.Connection, source: Path, proof: Proof) -> Iterator[tuple[Entry, tuple[bytes, ...]]]:
    """Return the entries of a source, proved, each with what it replaces in its slot."""
    with _trouble_of(source):
        for entry in entries(foreign):
            try:
                own_parents = proof.replaced(entry)
            except Unproved as fault:
                raise DamagedCasebook(f"{source}: {fault}; it {_CHANGED}") from fault
            yield entry, own_parents


def _upgraded(entry: Entry) -> str:
    value = json.loads(entry.value)
    did = "upgraded to" if value else "an upgrade is taken back, to"
    return f"{did} {clipped(value_words(value), 80)} by {clipped(entry.reader, 40) or 'nobody named'}"


def _not_upgraded(connection: sqlite3.Connection, there: Container[bytes]) -> list[str]:
    """Say so where a source has not seen what is asked here."""
    rows = connection.execute(
        "SELECT e.id FROM main.heads AS h JOIN entries AS e ON e.number = h.entry WHERE h.field = ? AND h.case_ref = ?",
        (QUESTION_SET, INSPECTION),
    )
    if all(identifier in there for (identifier,) in rows):
        return []
    return ["another question set is asked there; answers to questions in other words are kept and do not count here"]


def _alert(entry: Entry) -> NewAlert:
    value = json.loads(entry.value)
    withdrawn = value.get("withdrawn")
    return NewAlert(
        entry.case, _said(value["text"]), value["reader"], withdrawn if withdrawn is None else _said(withdrawn)
    )


def _said(text: str) -> str:
    """As much of an alert as a receipt says; it is whole in its case."""
    return text if len(text) <= _LONGEST_SAID else text[:_LONGEST_SAID] + "…"


def _same_inspection(
    foreign: sqlite3.Connection, inspection: Inspection, question_set: QuestionSet, source: Path
) -> list[str]:
    """Refuse another inspection; return what is to be said where the question set is another version."""
    row = foreign.execute("SELECT id, question_set FROM inspection").fetchone()
    if row is None:
        raise DamagedCasebook(f"{source}: holds no inspection; ask for the file again")
    if row[0] != inspection.id:
        raise Refused(
            f"{source}: is of another inspection, so it is not merged; copies are made from one casebook, by `allocate` or by copying"
        )
    if row[1] == question_set.digest:
        return []
    return mapping(foreign, row[1], question_set, source)
