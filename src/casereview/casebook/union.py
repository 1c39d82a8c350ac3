"""Putting entries from elsewhere into a casebook: a union, and the heads follow. Inside a transaction of the caller's."""

from __future__ import annotations

import sqlite3

from casereview.casebook.entry import Entry, Slot
from casereview.casebook.ledger import COLUMNS

_BATCH = 1000
# Long values are not kept waiting, and are written to the heads from where they stand by then.
_LONG = 1_000
_MOST_WAITING = 1_000_000
_INSERT = f"INSERT INTO entries (number, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own constant


class Fork(ValueError):
    """An entry stands where another one of the same writing stands already."""


class Union:
    """Adds entries in an order in which what is replaced comes before what replaces it; call `finish` at the end.

    What is held in memory grows with the entries of one source, not with their number or with the casebook.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (newest,) = connection.execute("SELECT max(number) FROM entries").fetchone()
        self._number: int = newest or 0
        self._known: dict[str, list[bytes]] = {}
        self._rows: list[tuple[object, ...]] = []
        self._waiting = 0
        self._heads: dict[bytes, tuple[Slot, int, str | None]] = {}
        self._replaced: list[tuple[str, str, str, str, bytes]] = []

    def add(self, entry: Entry, own_parents: tuple[bytes, ...], slot: Slot | None = None) -> bool:
        """Add an entry that replaces `own_parents` in its slot (given where it is known); tell whether it was new. Raises Fork."""
        known = self._known.get(entry.replica)
        if known is None:
            known = self._chain(entry.replica)
        if entry.seq <= len(known):
            if known[entry.seq - 1] != entry.id:
                raise Fork
            return False
        self._number += 1
        self._rows.append((self._number, *entry[:9], b"".join(entry.parents), entry.at))
        self._waiting += len(entry.value)
        if len(self._rows) >= _BATCH or self._waiting > _MOST_WAITING:
            self._flush()
        slot = slot or entry.slot
        for parent in own_parents:
            if self._heads.pop(parent, None) is None:
                self._replaced.append((slot.field, slot.case, slot.item, slot.reading, parent))
        self._heads[entry.id] = (slot, self._number, entry.value if len(entry.value) <= _LONG else None)
        return True

    def finish(self) -> None:
        """Write what is left, and the heads."""
        self._flush()
        self._connection.executemany(
            "DELETE FROM heads WHERE field = ? AND case_ref = ? AND item = ? AND reading = ?"
            " AND entry = (SELECT number FROM entries WHERE id = ?)",
            self._replaced,
        )
        self._connection.executemany(
            "INSERT INTO heads (field, case_ref, item, reading, entry, value)"
            " VALUES (?, ?, ?, ?, ?5, coalesce(?6, (SELECT value FROM entries WHERE number = ?5)))",
            # In the order of the table, so that each of its pages is written to once.
            sorted(
                (slot.field, slot.case, slot.item, slot.reading, number, value)
                for slot, number, value in self._heads.values()
            ),
        )
        self._heads, self._replaced = {}, []

    def _chain(self, replica: str) -> list[bytes]:
        """The ids that the casebook holds of a writing, in order."""
        rows = self._connection.execute("SELECT id FROM entries WHERE replica = ? ORDER BY seq", (replica,))
        found = self._known[replica] = [identifier for (identifier,) in rows]
        return found

    def _flush(self) -> None:
        self._connection.executemany(_INSERT, self._rows)
        self._rows, self._waiting = [], 0
