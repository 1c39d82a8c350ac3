"""Making, opening and holding a casebook; and every file that is not one."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    CannotCreate,
    Casebook,
    CasebookBusy,
    CasebookError,
    DamagedCasebook,
    NewCase,
    NewerCasebook,
    NoSuchCasebook,
    NotACasebook,
    NotPermitted,
    Refused,
    StorageFailed,
)
from casereview.casebook.hold import Hold
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.casebook.hands import sql
from tests.conftest import DATA

# --- making ---


def test_a_new_casebook_is_one_private_file_marked_as_ours(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or path.name == "small.db"
    header = path.read_bytes()[:100]
    assert header[:16] == b"SQLite format 3\0"
    assert header[68:72] == b"CaRv"
    assert int.from_bytes(header[60:64], "big") == 1
    assert header[18:20] == b"\x01\x01", "no write-ahead log"


def test_a_new_casebook_is_readable_by_its_owner_only(tmp_path: Path, small: QuestionSet) -> None:
    before = os.umask(0)
    try:
        Casebook.create(tmp_path / "new.db", small, "Town")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["new.db"]


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dead link"])
def test_a_casebook_is_never_made_over_anything(tmp_path: Path, small: QuestionSet, kind: str) -> None:
    path, other = tmp_path / "new.db", tmp_path / "other"
    match kind:
        case "file":
            path.write_bytes(b"mine")
        case "folder":
            path.mkdir()
        case "link":
            other.write_bytes(b"mine")
            path.symlink_to(other)
        case _:
            path.symlink_to(other)
    before = sorted(each.name for each in tmp_path.iterdir())
    with pytest.raises(CannotCreate, match="there is something here already and nothing was changed"):
        Casebook.create(path, small, "Town")
    assert sorted(each.name for each in tmp_path.iterdir()) == before
    assert kind not in ("file", "link") or path.read_bytes() == b"mine"


@pytest.mark.parametrize("linked", [True, False], ids=["with hard links", "without hard links, as on a USB stick"])
def test_a_file_that_appears_while_a_casebook_is_made_is_left_alone(
    tmp_path: Path, small: QuestionSet, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    path = tmp_path / "new.db"
    if not linked:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(CannotCreate, match="there is something here already"):
        Casebook.create(path, small, "Town", fill=lambda casebook: path.write_bytes(b"mine") and None)
    assert path.read_bytes() == b"mine"
    assert [each.name for each in tmp_path.iterdir()] == ["new.db"]


def no_links(*_: Any) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_casebook_is_made_where_there_are_no_hard_links(
    tmp_path: Path, small: QuestionSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    Casebook.create(tmp_path / "new.db", small, "Town", [NewCase("A1", {})])
    assert verify(tmp_path / "new.db").faults == []
    assert [each.name for each in tmp_path.iterdir()] == ["new.db"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none/new.db", "can not be made (no such file or directory); choose a folder that you can write to"),
        ("file/new.db", "can not be made (not a directory); choose a folder that you can write to"),
        ("x" * 300, "can not be made (file name too long); choose a folder that you can write to"),
        ("x" * 250, "can not be made (file name too long); choose a folder that you can write to"),
    ],
)
def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path, small: QuestionSet, name: str, said: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotCreate) as caught:
        Casebook.create(tmp_path / name, small, "Town")
    assert str(caught.value) == f"{tmp_path / name}: {said}"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("area", "cases"),
    [
        ("", []),
        (" \n", []),
        ("Town", [NewCase("A1", {}), NewCase("A1", {})]),
        ("Town", [NewCase("A1", {"age": "9"})]),
        ("Town", [NewCase("", {})]),
    ],
)
def test_a_casebook_whose_content_does_not_fit_is_not_made(
    tmp_path: Path, small: QuestionSet, area: str, cases: list[NewCase]
) -> None:
    with pytest.raises(Refused):
        Casebook.create(tmp_path / "new.db", small, area, cases)
    assert list(tmp_path.iterdir()) == []


def test_an_error_while_filling_leaves_no_file(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Casebook.create(tmp_path / "new.db", small, "Town", fill=fill)
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from casereview.casebook import Casebook, NewCase
from casereview.questions import load
import casereview.casebook.create as module
place, set_file, when = sys.argv[1:]
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if when == "made": Casebook.open = classmethod(die)
if when == "published": module._publish = die
Casebook.create(Path(place), load(Path(set_file)), "Town", [NewCase("A1", {})], fill=die if when == "filled" else lambda c: None)
"""


@pytest.mark.parametrize("when", ["made", "filled", "published"])
def test_killed_while_making_a_casebook_leaves_no_file_of_that_name(tmp_path: Path, when: str) -> None:
    path = tmp_path / "new.db"
    done = subprocess.run([sys.executable, "-c", KILLED, path, DATA / "small.toml", when], check=False)
    assert done.returncode == -9
    assert not path.exists()


# --- one window writes, the others read ---


def test_the_second_window_is_told_who_holds_the_casebook(casebook: Casebook, path: Path) -> None:
    casebook.sit_down("Ann [/]\x1b")
    with pytest.raises(CasebookBusy) as caught:
        Casebook.open(path)
    assert str(caught.value).startswith(f"{path}: Ann [/]␛ has it open on ")
    assert str(caught.value).endswith("since 2026-01-05 10:00 UTC; close it there first")
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.close()
    with Casebook.open(path) as again:
        assert again.reading("A1", "Ann").answers == {"assessed": "yes"}


@pytest.mark.parametrize("setting", [None, "x", "[]", '{"since": 3}'])
def test_a_casebook_held_by_who_knows_whom_is_busy_all_the_same(
    casebook: Casebook, path: Path, setting: str | None
) -> None:
    if setting is not None:
        with sql(path, write=True) as connection:
            connection.execute("INSERT INTO settings VALUES ('holder', ?)", (setting,))
    with pytest.raises(CasebookBusy, match="close it there first"):
        Casebook.open(path)


def test_a_casebook_held_elsewhere_opens_for_reading_and_refuses_every_change(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    with Casebook.open(path, write=False) as reading:
        assert reading.read_only
        assert reading.reading("A1", "Ann").answers == {"assessed": "yes"}
        doings: list[Callable[[], Any]] = [
            lambda: reading.answer("A1", "assessed", "no", "Ann"),
            lambda: reading.add_cases([NewCase("C3", {})], "Ann"),
            lambda: reading.put_draft("A1", "assessed", "x", "Ann"),
            lambda: reading.put_place("A1", "assessed", "Ann"),
            lambda: reading.sit_down("Ann"),
            lambda: reading.raise_alert("A1", "x", "Ann"),
        ]
        for doing in doings:
            with pytest.raises(NotPermitted, match="open for reading only"):
                doing()
        assert reading.undo("A1", "Ann") is None


def test_a_casebook_given_free_can_be_taken_at_once(path: Path) -> None:
    for _ in range(3):
        with Casebook.open(path) as casebook:
            assert not casebook.read_only
    casebook.close()
    assert casebook.read_only


def test_a_casebook_that_fails_to_open_is_not_held(path: Path) -> None:
    with sql(path, write=True) as connection:
        connection.execute("UPDATE inspection SET question_set = ?", ("0" * 64,))
    for _ in range(2):
        with pytest.raises(DamagedCasebook, match="holds no inspection"):
            Casebook.open(path)


def test_a_file_that_vanishes_while_it_is_opened_is_said_in_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(_: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Hold, "take", vanish)
    with pytest.raises(StorageFailed, match="can not be opened for saving"):
        Casebook.open(path)


WRITER = """
import sys, time
from pathlib import Path
from casereview.casebook import Casebook, CasebookBusy
path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(25):
    while True:
        try:
            with Casebook.open(path) as casebook:
                casebook.note("A1", "assessed", f"{name} {number}", name)
            print(f"{name} {number}", flush=True)
            break
        except CasebookBusy:
            time.sleep(0.002)
"""


def test_four_programs_that_take_turns_on_one_file_lose_nothing(path: Path) -> None:
    names = ["Ann", "Bea", "Cy", "Dee"]
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, name], stdout=subprocess.PIPE, text=True)
        for name in names
    ]
    said = [line for each in running for line in each.communicate()[0].splitlines()]
    assert [each.returncode for each in running] == [0, 0, 0, 0]
    with Casebook.open(path) as casebook:
        kept = {entry.value.strip('"') for entry in casebook.history("A1", "assessed")}
    assert len(said) == 100
    assert set(said) == kept
    assert verify(path).faults == []


# --- what is not a casebook ---


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


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder_opens_for_reading_only(
    path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    # The tests may run as root, whom no mode stops.
    closed = path if what == "file" else path.parent
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda place, mode: real(place, mode) and not (Path(place) == closed and mode & os.W_OK)
    )
    before = path.read_bytes()
    with pytest.raises(NotPermitted, match="can not be written to; copy it to a disk that you can write to"):
        Casebook.open(path)
    with Casebook.open(path, write=False) as casebook:
        assert casebook.read_only
        assert casebook.summary().cases == 2
    assert path.read_bytes() == before


AS_ANOTHER = """
import os, sys
from pathlib import Path
# What root has imported already is kept: the other user may not read the program's folder.
from casereview.casebook import Casebook, CasebookError
os.setgid(65534); os.setuid(65534)
for write in (True, False):
    try:
        with Casebook.open(Path(sys.argv[1]), write=write) as casebook:
            print("opened", len(casebook.case_refs()))
    except CasebookError as error:
        print(type(error).__name__)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "said"),
    [
        (0o644, 0o755, ["NotPermitted", "opened 2"]),
        (0o666, 0o755, ["NotPermitted", "opened 2"]),
        (0o644, 0o777, ["NotPermitted", "opened 2"]),
        (0o666, 0o777, ["opened 2", "opened 2"]),
        (0o600, 0o777, ["NotPermitted", "NotPermitted"]),
        (0o644, 0o600, ["NoSuchCasebook", "NoSuchCasebook"]),
    ],
)
def test_what_another_user_may_do_depends_on_the_modes(
    template: Path, file_mode: int, folder_mode: int, said: list[str]
) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        path = Path(shutil.copy(template, Path(folder) / "small.db"))
        path.chmod(file_mode)
        Path(folder).chmod(folder_mode)
        done = subprocess.run([sys.executable, "-c", AS_ANOTHER, path], capture_output=True, text=True, check=False)
        assert done.stdout.splitlines() == said, done.stderr
