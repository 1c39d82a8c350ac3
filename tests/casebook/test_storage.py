"""Saved means safe: full disks, files that vanish, kills, copies of an open file, other programs' locks."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from casereview.casebook import (
    Casebook,
    CasebookBusy,
    CasebookError,
    DamagedCasebook,
    NewCase,
    NotPermitted,
    StorageFailed,
)
from casereview.casebook import connection as door
from casereview.casebook.ledger import transaction
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.casebook.hands import rows
from tests.conftest import DATA


def test_a_copy_of_the_open_file_has_every_answer_and_there_is_no_file_beside_it(
    casebook: Casebook, path: Path
) -> None:
    for number, row in enumerate(casebook.question_set.questions):
        casebook.answer("A1", row.id, "yes", "Ann")
        assert [each.name for each in path.parent.iterdir() if each.suffix != ".copy"] == [path.name]
        copy = Path(shutil.copy(path, path.with_suffix(".copy")))
        with Casebook.open(copy) as copied:
            assert len(copied.reading("A1", "Ann").answers) == number + 1
        assert verify(copy).faults == []


def test_what_was_saved_is_there_after_a_kill_at_any_moment(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from casereview.casebook import Casebook\n"
        "with Casebook.open(Path(sys.argv[1])) as casebook:\n"
        "    for number in range(10_000):\n"
        "        casebook.note('A1', 'assessed', f'{sys.argv[2]} {number}', 'Ann')\n"
        "        print(f'{sys.argv[2]} {number}', flush=True)\n"
    )
    chance = random.Random()
    shown: set[str] = set()
    for run in range(5):
        command = [sys.executable, "-c", program, str(path), f"run {run}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            for _ in range(chance.randint(1, 40)):
                shown.add(running.stdout.readline().strip())
            running.send_signal(signal.SIGKILL)
            shown |= {line.strip() for line in running.stdout if line.endswith("\n")}
    with Casebook.open(path) as casebook:
        kept = {entry.value.strip('"') for entry in casebook.history("A1", "assessed")}
    assert len(shown) >= 5
    assert shown <= kept
    assert verify(path).faults == []


# --- the file goes and comes back ---


def fails(casebook: Casebook, said: str) -> None:
    with pytest.raises(StorageFailed, match=said):
        casebook.answer("A1", "safe", "no", "Ann")


def test_a_file_that_vanished_takes_no_answer_until_it_is_back(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    away = path.rename(path.with_name("away.db"))
    fails(casebook, "the file is gone; put it back")
    assert not path.exists()
    assert casebook.reading("A1", "Ann").answers == {"assessed": "yes"}
    away.rename(path)
    casebook.answer("A1", "safe", "no", "Ann")
    assert verify(path).faults == []


def test_a_file_that_came_back_as_a_copy_goes_on_and_can_be_undone(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    away = Path(shutil.copy(path, path.with_name("away.db")))
    path.unlink()
    fails(casebook, "the file is gone; put it back")
    shutil.copy(away, path)
    casebook.answer("A1", "safe", "no", "Ann")
    casebook.answer("A1", "delivered", "no", "Ann")
    with pytest.raises(CasebookBusy):
        Casebook.open(path)
    assert [casebook.undo("A1", "Ann") for _ in range(4)] == ["delivered", "safe", "assessed", None]
    casebook.close()
    assert verify(path).faults == []
    with Casebook.open(path) as again:
        assert len(again.history("A1")) == 7


def test_a_file_that_came_back_with_more_in_it_goes_on(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    away = Path(shutil.copy(path, path.with_name("away.db")))
    with Casebook.open(away) as other:
        other.answer("B2", "assessed", "no", "Bea")
    os.replace(away, path)
    casebook.answer("A1", "safe", "no", "Ann")
    assert {entry.reader for entry in casebook.history()} == {"Lead", "Ann", "Bea"}


def test_a_file_that_came_back_with_another_answer_keeps_it_whatever_is_undone_here(
    casebook: Casebook, path: Path
) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    away = Path(shutil.copy(path, path.with_name("away.db")))
    with Casebook.open(away) as other:
        other.answer("A1", "assessed", "na", "Ann")
    os.replace(away, path)
    assert casebook.undo("A1", "Ann") is None
    assert casebook.reading("A1", "Ann").answers == {"assessed": "na"}
    casebook.answer("A1", "safe", "no", "Ann")
    assert [casebook.undo("A1", "Ann") for _ in range(2)] == ["safe", None]


def test_an_older_copy_in_its_place_is_refused(casebook: Casebook, path: Path) -> None:
    old = Path(shutil.copy(path, path.with_name("old.db")))
    casebook.answer("A1", "assessed", "yes", "Ann")
    right = path.rename(path.with_name("right.db"))
    shutil.copy(old, path)
    fails(casebook, "another file is in its place; put the one back that was open")
    fails(casebook, "another file is in its place")
    assert rows(path, "entries") == rows(old, "entries")
    right.replace(path)
    casebook.answer("A1", "safe", "no", "Ann")
    assert casebook.reading("A1", "Ann").answers == {"assessed": "yes", "safe": "no"}


def test_another_inspection_in_its_place_is_refused(casebook: Casebook, path: Path, small: QuestionSet) -> None:
    path.unlink()
    Casebook.create(path, small, "Other town", [NewCase("A1", {})])
    fails(casebook, "another file is in its place")
    with Casebook.open(path) as other:
        assert other.reading("A1", "Ann").answers == {}


def test_rubbish_in_its_place_is_refused(casebook: Casebook, path: Path) -> None:
    path.unlink()
    path.write_bytes(b"rubbish")
    fails(casebook, "the file is gone; put it back")
    assert path.read_bytes() == b"rubbish"


def test_a_damaged_copy_in_its_place_is_refused_and_not_held(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    away = Path(shutil.copy(path, path.with_name("away.db")))
    path.unlink()
    with closing(sqlite3.connect(away)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_entries_1'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(away.read_bytes())
    content[(root - 1) * size : root * size] = bytes(size)
    path.write_bytes(content)
    with pytest.raises(CasebookError):
        casebook.answer("A1", "safe", "no", "Ann")
    shutil.copy(away, path)
    casebook.answer("A1", "safe", "no", "Ann")


def test_a_casebook_with_no_entry_yet_goes_on_after_coming_back(tmp_path: Path, small: QuestionSet) -> None:
    path = tmp_path / "empty.db"
    Casebook.create(path, small, "Town")
    with Casebook.open(path) as casebook:
        away = Path(shutil.copy(path, tmp_path / "away.db"))
        path.unlink()
        shutil.copy(away, path)
        casebook.add_cases([NewCase("A1", {})], "Lead")
    assert verify(path).faults == []


# --- full disks ---

FULL = """
import resource, sys
from pathlib import Path
from casereview.casebook import Casebook, NewCase, StorageFailed
from casereview.casebook.verify import verify
from casereview.questions import load
path, set_file, way = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
small = load(set_file)
if way == "limit":
    def fill(): resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 60_000, resource.RLIM_INFINITY))
    def free(): resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
else:
    ballast = path.with_name("ballast")
    def fill(): ballast.write_bytes(bytes(200_000))
    def free(): ballast.unlink()
Casebook.create(path, small, "Town", [NewCase("A1", {})])
fill()
saved = []
with Casebook.open(path) as casebook:
    try:
        for number in range(1_000):
            casebook.note("A1", "assessed", f"{number} " + "x" * 5_000, "Ann")
            saved.append(number)
    except StorageFailed as error:
        print(error)
    history = [int(entry.value.strip('"').split()[0]) for entry in casebook.history("A1", "assessed")]
    assert history == saved, (history, saved)
    assert casebook.reading("A1", "Ann").notes["assessed"].startswith(f"{saved[-1]} ")
    try:
        Casebook.create(path.with_name("new.db"), small, "Town", [NewCase("x" * 500_000, {})])
    except StorageFailed as error:
        print(error)
    assert not [each for each in path.parent.iterdir() if "new" in each.name]
    assert not path.with_name(path.name + "-journal").exists()
    free()
    casebook.note("A1", "assessed", "again", "Ann")
    casebook.undo("A1", "Ann")
    assert casebook.reading("A1", "Ann").notes["assessed"].startswith(f"{saved[-1]} ")
assert verify(path).faults == []
print(len(saved))
"""


def fill_the_disk(path: Path, way: str, *before: str) -> list[str]:
    command = [*before, sys.executable, "-c", FULL, str(path), str(DATA / "small.toml"), way]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_file_that_may_not_grow_loses_nothing_and_goes_on_when_it_may(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    first, second, saved = fill_the_disk(path, "limit")
    assert first.startswith(f"{path}: the disk did not take it (SQLITE_IOERR")
    assert second.startswith(f"{path.with_name('new.db')}: ")
    assert int(saved) > 3


def _can_mount() -> bool:
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _can_mount(), reason="no right to mount; the file-size limit above proves the same")
def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "disk" / "full.db"
    path.parent.mkdir()
    mount = f'mount -t tmpfs -o size=480k tmpfs "{path.parent}" && exec "$@"'
    first, second, saved = fill_the_disk(path, "tmpfs", "unshare", "--mount", "sh", "-c", mount, "sh")
    assert first == f"{path}: the disk is full; free some space and try again"
    assert second == f"{path.with_name('new.db')}: the disk is full; free some space and try again"
    assert int(saved) > 3


# --- other programs, and SQLite's own words ---


def test_a_file_locked_by_another_program_is_busy_and_takes_the_answer_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_BUSY_SECONDS", 0.05)
    with Casebook.open(path) as casebook, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasebookBusy, match="another program is using the file; try again when it is done"):
            casebook.answer("A1", "assessed", "yes", "Ann")
        other.execute("ROLLBACK")
        casebook.answer("A1", "assessed", "yes", "Ann")
    assert verify(path).faults == []


def test_a_file_locked_while_it_is_opened_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CasebookBusy):
            Casebook.open(path)
    with Casebook.open(path):
        pass


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("SQLITE_FULL", StorageFailed, "the disk is full"),
        ("SQLITE_BUSY", CasebookBusy, "another program is using the file"),
        ("SQLITE_BUSY_SNAPSHOT", CasebookBusy, "another program is using the file"),
        ("SQLITE_LOCKED", CasebookBusy, "another program is using the file"),
        ("SQLITE_READONLY_DBMOVED", NotPermitted, "can not be written to"),
        ("SQLITE_PERM", NotPermitted, "can not be written to"),
        ("SQLITE_CORRUPT_INDEX", DamagedCasebook, "the file is damaged"),
        ("SQLITE_NOTADB", DamagedCasebook, "the file is damaged"),
        ("SQLITE_CANTOPEN", StorageFailed, "is the disk or USB stick still there?"),
        ("SQLITE_IOERR_WRITE", StorageFailed, "the disk did not take it (SQLITE_IOERR_WRITE); try again"),
        ("", StorageFailed, "the disk did not take it (no reason given); try again"),
    ],
)
def test_what_sqlite_says_is_said_in_words_without_case_text(
    path: Path, name: str, kind: type[CasebookError], said: str
) -> None:
    error = sqlite3.OperationalError("about a child")
    if name:
        error.sqlite_errorname = name
    found = door.in_words(path, error)
    assert type(found) is kind
    assert said in str(found)
    assert "child" not in str(found)


def test_a_transaction_that_sqlite_ended_by_itself_is_not_ended_again() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:

        def fail() -> None:
            connection.execute("ROLLBACK")
            raise KeyError

        with pytest.raises(KeyError), transaction(connection):
            fail()
        assert not connection.in_transaction
