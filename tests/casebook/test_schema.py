"""The tables: made once, migrated as often as wanted, and exactly ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casereview.casebook import CannotCreate, StorageFailed, schema
from casereview.casebook import connection as door
from tests.casebook.hands import rows


def test_migrating_again_changes_nothing(path: Path) -> None:
    before = rows(path, "sqlite_schema"), rows(path, "_sqlite_migrations")
    with closing(door.connect(path, write=True)) as connection:
        schema.migrate(connection)
    assert (rows(path, "sqlite_schema"), rows(path, "_sqlite_migrations")) == before
    assert [row[1:3] for row in before[1]] == [("casereview", "first_schema")]


def test_the_stored_statements_are_word_for_word_ours(path: Path) -> None:
    stored = {row[4] for row in rows(path, "sqlite_schema") if row[4] is not None}
    assert stored == schema.STATEMENTS[schema.SCHEMA]


def test_a_connection_keeps_the_laws_of_the_file(path: Path) -> None:
    with closing(door.connect(path, write=True)) as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "mmap_size", "query_only")
        }
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
        "query_only": 0,
    }


def test_a_reading_connection_can_not_write(path: Path) -> None:
    with (
        closing(door.connect(path, write=False)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM drafts")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO entries VALUES (NULL, x'00', 'r', 1, zeroblob(32), 'c', 'i', 'f', 'v', 'w', x'', 'now')",
        "INSERT INTO entries VALUES (NULL, zeroblob(32), 'r', 0, zeroblob(32), 'c', 'i', 'f', 'v', 'w', x'', 'now')",
        "INSERT INTO entries VALUES (NULL, zeroblob(32), 'r', 1, zeroblob(31), 'c', 'i', 'f', 'v', 'w', x'', 'now')",
        "INSERT INTO entries VALUES (NULL, zeroblob(32), 'r', 1, zeroblob(32), 'c', 'i', 'f', 'v', 'w', x'00', 'now')",
        "INSERT INTO entries VALUES (NULL, zeroblob(32), 'r', 1, zeroblob(32), NULL, 'i', 'f', 'v', 'w', x'', 'now')",
        "INSERT INTO heads VALUES ('answer', 'c', 'i', 'w', 999, 'v')",
    ],
)
def test_the_file_itself_refuses_an_entry_of_a_wrong_shape(path: Path, statement: str) -> None:
    with closing(door.connect(path, write=True)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_a_casebook_that_could_not_be_made_is_given_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[sqlite3.Connection] = []

    def failing(connection: sqlite3.Connection) -> None:
        opened.append(connection)
        raise sqlite3.OperationalError

    monkeypatch.setattr(schema, "migrate", failing)
    with pytest.raises(StorageFailed):
        door.create(tmp_path / "new.db")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


def test_an_empty_casebook_is_not_made_over_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(CannotCreate, match="there is something here already"):
        door.create(path)
    assert path.read_bytes() == before
