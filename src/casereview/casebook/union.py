"""Putting entries from elsewhere into a casebook: a union, and the heads follow.

Inside a transaction of the caller's.
"""

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
        self._heads: dict[bytes, tuple[str, str, str, str, int, str | None]] = {}
        self._replaced: list[tuple[str, str, str, str, bytes]] = []

    def add(self, entry: Entry, own_parents: tuple[bytes, ...], slot: Slot | None = None) -> bool:
        """Add an entry that replaces `own_parents` in its slot (given where it is known); tell whether it was new.

        Raises Fork.
        """
        known = self._known.get(entry.replica)
        if known is None:
            known = self._chain(entry.replica)
        if entry.seq <= len(known):
            if known[entry.seq - 1] != entry.id:
                raise Fork
            return False
        self._number += 1
        value, parents = entry.value, entry.parents
        self._rows.append((self._number, *entry[:9], b"".join(parents) if parents else b"", entry.at))
        self._waiting += len(value)
        if len(self._rows) >= _BATCH or self._waiting > _MOST_WAITING:
            self._flush()
        case, item, field, reading = slot or entry.slot
        for parent in own_parents:
            if self._heads.pop(parent, None) is None:
                self._replaced.append((field, case, item, reading, parent))
        short = value if len(value) <= _LONG else None
        self._heads[entry.id] = (field, case, item, reading, self._number, short)
        return True

    def finish(self) -> None:
        """Write what is left, and the heads."""
        self._flush()
        self._connection.executemany(
            "DELETE FROM main.heads WHERE field = ? AND case_ref = ? AND item = ? AND reading = ?"
            " AND entry = (SELECT number FROM entries WHERE id = ?)",
            self._replaced,
        )
        # In the order of the table, so that each of its pages is written to once.
        rows = sorted(self._heads.values())
        self._connection.executemany(
            "INSERT INTO main.heads (field, case_ref, item, reading, entry, value) VALUES (?, ?, ?, ?, ?, ?)",
            (row if row[5] is not None else (*row[:5], self._value(row[4])) for row in rows),
        )
        self._heads, self._replaced = {}, []

    def _value(self, number: int) -> str:
        row = self._connection.execute("SELECT value FROM entries WHERE number = ?", (number,)).fetchone()
        return str(row[0])

    def _chain(self, replica: str) -> list[bytes]:
        """The ids that the casebook holds of a writing, in order."""
        rows = self._connection.execute("SELECT id FROM entries WHERE replica = ? ORDER BY seq", (replica,))
        found = self._known[replica] = [identifier for (identifier,) in rows]
        return found

    def _flush(self) -> None:
        self._connection.executemany(_INSERT, self._rows)
        self._rows, self._waiting = [], 0
