"""Files that can not be opened as a casebook: refused in one line, to write and to read, and left as they are."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    Casebook,
    CasebookError,
    DamagedCasebook,
    NewerCasebook,
    NoSuchCasebook,
    NotACasebook,
    NotPermitted,
    StorageFailed,
)
from tests.casebook.hands import sql


@pytest.fixture(params=[True, False], ids=["to write", "to read"])
def write(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def refused(path: Path, write: bool, kind: type[CasebookError], said: str) -> None:
    before = path.read_bytes() if os.path.isfile(path) else None
    with pytest.raises(CasebookError) as caught:
        Casebook.open(path, write=write)
    assert type(caught.value) is kind
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if os.path.isfile(path) else None) == before


def test_nothing_there(tmp_path: Path, write: bool) -> None:
    refused(tmp_path / "none.db", write, NoSuchCasebook, "there is no such file")


def test_a_name_too_long_for_a_file(tmp_path: Path, write: bool) -> None:
    refused(tmp_path / ("x" * 300), write, NoSuchCasebook, "can not be reached (file name too long)")


def test_a_folder(tmp_path: Path, write: bool) -> None:
    refused(tmp_path, write, NotACasebook, "this is a folder")


def test_a_pipe_is_not_waited_for(tmp_path: Path, write: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", write, NotACasebook, "this is not an ordinary file")


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0", b"case,question\n" * 100, bytes(4096)])
def test_a_file_that_is_no_database(tmp_path: Path, write: bool, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    refused(tmp_path / "x.db", write, NotACasebook, "this is not a casebook")


def test_another_program_s_database(tmp_path: Path, write: bool) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        connection.execute("CREATE TABLE entries (a)")
    refused(tmp_path / "x.db", write, NotACasebook, "this is not a casebook")


def test_a_casebook_of_a_newer_version(path: Path, write: bool) -> None:
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA user_version = 2")
    refused(path, write, NewerCasebook, "written by a newer version of casereview; update casereview to open it")


def test_a_casebook_without_a_version(path: Path, write: bool) -> None:
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA user_version = 0")
    refused(path, write, DamagedCasebook, "has no valid version number")


def test_a_casebook_that_another_program_put_into_write_ahead_mode(path: Path, write: bool) -> None:
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    refused(path, write, NotACasebook, "write-ahead log")
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW extra AS SELECT 1",
        "CREATE TABLE extra (a)",
        "CREATE INDEX extra ON heads (value)",
        "CREATE TRIGGER extra AFTER INSERT ON heads BEGIN SELECT 1; END",
        "ALTER TABLE settings ADD COLUMN extra TEXT",
        "DROP VIEW history",
        "DROP TRIGGER entries_are_never_deleted",
        "DROP INDEX entries_of_a_case",
        "DROP TABLE drafts",
    ],
)
def test_a_casebook_whose_tables_were_changed_is_not_opened(path: Path, write: bool, statement: str) -> None:
    with sql(path, write=True) as connection:
        connection.execute(statement)
    refused(path, write, NotACasebook, "its tables are not a casebook's")


def test_a_hostile_schema_is_never_run(path: Path, write: bool) -> None:
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE VIEW history AS WITH RECURSIVE n(i) AS"
            " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n' WHERE name = 'history'"
        )
    refused(path, write, NotACasebook, "its tables are not a casebook's")


def damage(statement: str, *values: Any) -> Callable[[Path], None]:
    def doing(path: Path) -> None:
        with sql(path, write=True) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(statement, values)

    return doing


def test_a_casebook_without_an_inspection(path: Path, write: bool) -> None:
    damage("DELETE FROM inspection")(path)
    refused(path, write, DamagedCasebook, "holds no inspection")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "3", '{"id": "x", "criteria": 3}', "[" * 100_000])
def test_a_casebook_whose_question_set_can_not_be_read(path: Path, write: bool, content: str) -> None:
    damage("UPDATE question_sets SET content = ?", content)(path)
    refused(path, write, DamagedCasebook, "its question set can not be read")


def test_a_casebook_whose_question_set_was_changed(path: Path, write: bool) -> None:
    damage("UPDATE question_sets SET content = replace(content, 'Was an assessment done?', 'Was it?')")(path)
    refused(path, write, DamagedCasebook, "its question set was changed")


def test_a_file_that_may_not_be_read(path: Path, write: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, whom no mode stops.
    def denied(*_: Any, **__: Any) -> Iterator[Any]:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", denied)
        with pytest.raises(NotPermitted, match="you may not read this file; ask its owner"):
            Casebook.open(path, write=write)


def test_a_medium_that_fails(path: Path, write: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any, **__: Any) -> Iterator[Any]:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", failing)
        with pytest.raises(StorageFailed, match=r"can not be read \(input/output error\)"):
            Casebook.open(path, write=write)
