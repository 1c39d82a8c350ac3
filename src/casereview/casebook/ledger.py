"""The one write path: changes become entries, in one transaction, and the heads follow."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

from casereview.casebook.entry import (
    FIRST,
    NAMED_FIELDS,
    QUESTION_SET,
    RESOLUTION,
    Entry,
    Slot,
    as_json,
    entry_id,
    slot_of,
    split_parents,
)
from casereview.casebook.errors import DamagedCasebook
from casereview.casebook.values import check_reader

COLUMNS = "id, replica, seq, previous, case_ref, item, field, value, reader, parents, at"

# Entries that have a chain of their own in every reading.
_APART = frozenset({RESOLUTION, QUESTION_SET})


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def stamp(clock: Callable[[], datetime]) -> str:
    """Return the time by a clock as it is kept: UTC, ISO 8601, milliseconds."""
    return clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Change(NamedTuple):
    """A value wanted in a slot: what every operation of a casebook comes down to.

    `settles` are entries of other slots that it replaces as well: the answers that a resolution settles.
    """

    case: str
    item: str
    field: str
    value: Any
    settles: tuple[bytes, ...] = ()

    def slot(self, reader: str) -> Slot:
        """Return what the change is about when this assessor makes it."""
        return slot_of(self.case, self.item, self.field, reader)


class Made(NamedTuple):
    """A change that was made: the JSON text before and after."""

    slot: Slot
    before: str
    after: str


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; what is inside is durable when the block ends."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:  # Ctrl-C too: all or nothing; raised again
        # SQLite may have rolled back by itself (disk full), and then there is nothing to end.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class _Chain:
    """Where one replica's chain of entries stands."""

    def __init__(self) -> None:
        self.replica = secrets.token_hex(8)
        self.seq = 0
        self.previous = FIRST


class Ledger:
    """Appends entries to an open casebook, as replicas of its own.

    A replica is one writing of one copy of the file: a new random name at the first entry after opening, so that the
    chains of two copies never share a name. Each reading of each case has its own (and what belongs to the case as a
    whole, and its resolutions), so that an assessor's copy can hold some cases and readings only and still be proved.
    """

    def __init__(self, connection: sqlite3.Connection, inspection: str, clock: Callable[[], datetime] = now) -> None:
        self._connection = connection
        self._inspection = inspection
        self._clock = clock
        self._chains: dict[tuple[str, str, str], _Chain] = {}
        # The item under which a question or fact is kept, where it is not its name (see `asked`).
        self.items: Mapping[str, str] = {}
        self.newest = b""  # the id of the last entry that was appended, or nothing

    def append(self, changes: Iterable[Change], reader: str) -> list[Made]:
        """Append an entry for each change that changes something; call it inside a transaction.

        After a transaction that failed, call `forget` before the next. Raises Refused for a `reader` whose entries
        could not be merged; nobody named is taken.
        """
        if reader:
            check_reader(reader)
        at = stamp(self._clock)
        made = []
        for change in changes:
            slot, value = change.slot(reader), as_json(change.value)
            heads = self._connection.execute(
                "SELECT entry, value FROM main.heads WHERE field = ? AND case_ref = ? AND item = ? AND reading = ?",
                (slot.field, slot.case, self._item(slot), slot.reading),
            ).fetchall()
            values = {head_value for _, head_value in heads} or {"null"}
            if values == {value} and not change.settles:
                continue
            parents = (*self._ids(number for number, _ in heads), *change.settles)
            self._insert(slot, change, value, reader, tuple(sorted(parents)), at)
            # Where copies differ there is no one value to go back to.
            made.append(Made(slot, values.pop() if len(values) == 1 else "null", value))
        return made

    def forget(self) -> None:
        """Start new replicas: the entries of the last transaction were not kept, so no chain can go on from them."""
        self._chains, self.newest = {}, b""

    def _insert(self, slot: Slot, change: Change, value: str, reader: str, parents: tuple[bytes, ...], at: str) -> None:
        chain = self._chains.setdefault((slot.case, slot.reading, slot.field if slot.field in _APART else ""), _Chain())
        chain.seq += 1
        item = self._item(slot)
        about = (slot.case, item, change.field)
        identifier = entry_id(
            self._inspection, chain.replica, chain.seq, chain.previous, about, value, reader, parents, at
        )
        number = self._connection.execute(
            f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own constant
            (identifier, chain.replica, chain.seq, chain.previous, *about, value, reader, b"".join(parents), at),
        ).lastrowid
        key = (slot.field, slot.case, item, slot.reading)
        self._connection.execute(
            "DELETE FROM main.heads WHERE field = ? AND case_ref = ? AND item = ? AND reading = ?", key
        )
        self._connection.execute(
            "INSERT INTO main.heads (field, case_ref, item, reading, entry, value) VALUES (?, ?, ?, ?, ?, ?)",
            (*key, number, value),
        )
        chain.previous = self.newest = identifier

    def _item(self, slot: Slot) -> str:
        """The item under which an entry of this slot is kept: of a question or fact, that of its present words."""
        return self.items.get(slot.item, slot.item) if slot.field in NAMED_FIELDS else slot.item

    def _ids(self, numbers: Iterable[int]) -> tuple[bytes, ...]:
        found: list[bytes] = []
        for each in numbers:
            row = self._connection.execute("SELECT id FROM entries WHERE number = ?", (each,)).fetchone()
            if row is None or not isinstance(row[0], bytes):
                raise DamagedCasebook("the history lacks an entry that stands; use a backup or another copy")
            found.append(row[0])
        return tuple(found)


def entries(connection: sqlite3.Connection, where: str = "", parameters: tuple[object, ...] = ()) -> Iterator[Entry]:
    """Return entries in the order in which this file got them; `where` is an SQL condition of this package's own."""
    condition = f" WHERE {where}" if where else ""
    rows = connection.execute(f"SELECT {COLUMNS} FROM entries{condition} ORDER BY number", parameters)  # noqa: S608 - our own conditions
    for identifier, replica, seq, previous, case, item, field, value, reader, parents, at in rows:
        replaced = split_parents(parents) if parents else ()
        yield Entry(identifier, replica, seq, previous, case, item, field, value, reader, replaced, at)


def fold(entries: Iterable[Entry]) -> dict[Slot, tuple[Entry, ...]]:
    """Return the heads of each slot: the entries that no other entry of the slot replaces.

    The order of the entries does not matter, nor does their time. (A resolution names answers too, which stay what
    their readers said.)
    """
    slots: dict[Slot, dict[bytes, Entry]] = {}
    replaced: dict[Slot, set[bytes]] = {}
    for entry in entries:
        slots.setdefault(entry.slot, {})[entry.id] = entry
        replaced.setdefault(entry.slot, set()).update(entry.parents)
    return {
        slot: tuple(entry for identifier, entry in sorted(found.items()) if identifier not in replaced[slot])
        for slot, found in slots.items()
    }
