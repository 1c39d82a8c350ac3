"""Casebooks spoiled on purpose: entries with right hashes that the program would not have made, and tables of others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from casereview.casebook.entry import FIRST, entry_id
from casereview.questions.build import build
from tests.casebook.hands import sql

WHEN = "2026-01-05T09:00:00.000Z"


class Forger:
    """Enters whatever it is told into a file, each entry with the hash that belongs to it; heads are left as they are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        (self.inspection,) = connection.execute("SELECT id FROM inspection").fetchone()
        self._chains: dict[str, tuple[int, bytes]] = {}

    def enter(
        self,
        case: str = "B2",
        item: str = "assessed",
        field: str = "answer",
        value: str = '"no"',
        reader: str = "Eve",
        parents: tuple[bytes, ...] = (),
        at: str = WHEN,
        replica: str = "e" * 16,
        *,
        seq: float | None = None,
        previous: bytes | None = None,
        number: int | None = None,
        identifier: bytes | None = None,
    ) -> bytes:
        """Enter it as the next entry of a writing, unless told otherwise; return its id."""
        last, before = self._chains.get(replica, (0, FIRST))
        seq = last + 1 if seq is None else seq
        previous = before if previous is None else previous
        if identifier is None:
            about = (case, item, field)
            identifier = entry_id(self.inspection, replica, seq, previous, about, value, reader, parents, at)  # type: ignore[arg-type]
        self._chains[replica] = (int(seq), identifier)
        row = (number, identifier, replica, seq, previous, case, item, field, value, reader, b"".join(parents), at)
        self.connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        return identifier


@contextmanager
def forging(path: Path) -> Iterator[Forger]:
    """Open a file to forge entries in it."""
    with sql(path, write=True) as connection:
        yield Forger(connection)


def other_version(path: Path, data: dict[str, Any]) -> None:
    """Make a file carry another version of its question set."""
    other = build(data)
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        values = (other.digest, other.id, other.version, other.title, other.source)
        connection.execute("UPDATE question_sets SET (digest, id, version, title, content) = (?, ?, ?, ?, ?)", values)
        connection.execute("UPDATE inspection SET question_set = ?", (other.digest,))


@contextmanager
def without_guards(path: Path, *, entries_as: str = "") -> Iterator[sqlite3.Connection]:
    """Open a file with its triggers off (and `entries` made by another statement), and put the schema text back after."""
    with sql(path, write=True) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        if entries_as:
            text = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'entries'").fetchone()[0]
            _put_text(connection, "entries", entries_as)
    with sql(path, write=True) as connection:
        yield connection
        if entries_as:
            _put_text(connection, "entries", text)
    with sql(path, write=True) as connection:
        for _, text in triggers:
            connection.execute(text)


def _put_text(connection: sqlite3.Connection, table: str, text: str) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (text, table))
    connection.execute("PRAGMA writable_schema = OFF")


# Like `entries`, for values of any kind.
LOOSE_ENTRIES = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, id UNIQUE, replica, seq, previous, case_ref, item, field, value,"
    " reader, parents, at, UNIQUE (replica, seq))"
)
