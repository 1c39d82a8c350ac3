"""Files that are not ours, by their header, their tables or what lies beside them: refused in words, and the others merge."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from casereview.casebook import (
    CasebookError,
    DamagedCasebook,
    NewerCasebook,
    NoSuchCasebook,
    NotACasebook,
    Refused,
)
from tests.casebook.hostile.refusing import Spoiling, header, merge, refused, statements


def link(path: Path) -> None:
    path.rename(path.with_name("real.db"))
    path.symlink_to(path.with_name("real.db"))


def instead(make: Callable[[Path], object]) -> Spoiling:
    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def beside(end: str) -> Spoiling:
    return lambda path: path.with_name(path.name + end).write_bytes(b"left over")


def zeros_after(path: Path) -> None:
    with path.open("ab") as file:
        file.write(bytes(1_000_000))


def holes(path: Path) -> None:
    """Ten gigabytes, nearly all of them on no disk, and a header that says so."""
    header(28, (10 * 1024**3 // 4096).to_bytes(4, "big"))(path)
    os.truncate(path, 10 * 1024**3)


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY)")


FILES: dict[str, tuple[Spoiling, type[CasebookError], str]] = {
    "no file": (Path.unlink, NoSuchCasebook, "there is no such file"),
    "an impossible name": (instead(lambda path: path.with_name("x" * 300)), NoSuchCasebook, "no such file"),
    "another application": (header(68, b"abcd"), NotACasebook, "this is not a casebook"),
    "another program's database": (instead(other_program), NotACasebook, "this is not a casebook"),
    "newer": (header(60, (99).to_bytes(4, "big")), NewerCasebook, "newer version"),
    "no version": (header(60, bytes(4)), DamagedCasebook, "no valid version"),
    "write-ahead log": (header(18, b"\2\2"), NotACasebook, "write-ahead log"),
    "a journal beside it": (beside("-journal"), NotACasebook, "eve.db-journal lies beside it"),
    "a log beside it": (beside("-wal"), NotACasebook, "eve.db-wal lies beside it"),
    "an index beside it": (beside("-shm"), NotACasebook, "eve.db-shm lies beside it"),
    "a symbolic link": (link, NotACasebook, "symbolic link"),
    "a link to nowhere": (instead(lambda path: path.symlink_to("nowhere")), NotACasebook, "symbolic link"),
    "a link to itself": (instead(lambda path: path.symlink_to(path)), NotACasebook, "symbolic link"),
    "a pipe": (instead(os.mkfifo), NotACasebook, "not an ordinary file"),
    "empty": (instead(Path.touch), NotACasebook, "this is not a casebook"),
    "text": (instead(lambda path: path.write_text("case,question\n" * 99)), NotACasebook, "this is not a casebook"),
    "zeros at the end": (zeros_after, DamagedCasebook, "something added at its end"),
    "ten gigabytes of holes": (holes, NotACasebook, "sparse file"),
    "a header that claims ten gigabytes": (header(28, b"\0\x28\0\0"), DamagedCasebook, "is cut off"),
    "a header that claims no page size": (header(16, b"\0\0"), DamagedCasebook, "something added at its end"),
    "a view more": (statements("CREATE VIEW x AS SELECT 1"), NotACasebook, "its tables are not a casebook's"),
    "a trigger more": (
        statements("CREATE TRIGGER x AFTER INSERT ON settings BEGIN DELETE FROM drafts; END"),
        NotACasebook,
        "its tables are not a casebook's",
    ),
    "a table more": (statements("CREATE TABLE x (y)"), NotACasebook, "its tables are not a casebook's"),
    "an index more": (statements("CREATE INDEX x ON entries (at)"), NotACasebook, "its tables are not a casebook's"),
    "a trigger less": (statements("DROP TRIGGER entries_are_never_changed"), NotACasebook, "its tables are not"),
    "a generated column": (
        statements("ALTER TABLE drafts ADD COLUMN x TEXT GENERATED ALWAYS AS (text || text)"),
        NotACasebook,
        "its tables are not a casebook's",
    ),
    "altered text": (
        statements("DROP VIEW history", "CREATE VIEW history AS SELECT 1 AS number"),
        NotACasebook,
        "its tables are not a casebook's",
    ),
    "no inspection": (
        statements("PRAGMA foreign_keys = OFF", "DELETE FROM inspection"),
        DamagedCasebook,
        "holds no inspection",
    ),
    "another inspection": (statements("UPDATE inspection SET id = 'other'"), Refused, "of another inspection"),
    "no question set": (
        statements("UPDATE inspection SET question_set = 'x'"),
        DamagedCasebook,
        "holds no question set",
    ),
    "another question set under another digest": (
        statements("UPDATE inspection SET question_set = 'x'", "UPDATE question_sets SET digest = 'x'"),
        DamagedCasebook,
        "its question set was changed",
    ),
    "no question set that can be read": (
        statements("UPDATE inspection SET question_set = 'x'", "UPDATE question_sets SET digest = 'x', content = '['"),
        DamagedCasebook,
        "the file is damaged",
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_not_ours_is_refused_in_words_and_the_others_merge(
    kind: str, path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    spoil, error, words = FILES[kind]
    spoil(bad)
    why = refused(path, bad, good_file, merged_digest)
    assert type(why) is error, why
    assert words in str(why)


def test_where_the_system_does_not_tell_of_holes_the_file_is_read_for_what_it_is(
    path: Path, bad: Path, good_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holes(bad)
    monkeypatch.delattr(os, "SEEK_HOLE")
    began = time.perf_counter()
    assert [arrival.refused for arrival in merge(path, bad, good_file)] == [None, None]
    assert time.perf_counter() - began < 3


def test_a_few_holes_are_no_matter(path: Path, bad: Path, good_file: Path) -> None:
    """As a copying program leaves them where a page is all zeros."""
    pages = bad.stat().st_size // 4096
    header(28, (pages + 100).to_bytes(4, "big"))(bad)
    os.truncate(bad, (pages + 100) * 4096)
    assert [arrival.refused for arrival in merge(path, bad, good_file)] == [None, None]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(path: Path, good_file: Path, merged_digest: str, device: str) -> None:
    why = refused(path, Path(device), good_file, merged_digest)
    assert type(why) is NotACasebook
    assert "not an ordinary file" in str(why)


def test_a_name_that_no_file_can_have_is_refused(path: Path, good_file: Path, merged_digest: str) -> None:
    for name in ("x" * 300, "half\x00way"):
        target = Path(shutil.copy(path, path.with_name("lead.db")))
        assert type(refused(target, path.with_name(name), good_file, merged_digest)) is NoSuchCasebook
