"""Opening and holding a casebook: one window writes, the others read; and what a file's modes allow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    Casebook,
    CasebookBusy,
    DamagedCasebook,
    NewCase,
    NotPermitted,
    StorageFailed,
)
from casereview.casebook.hold import Hold
from casereview.casebook.verify import verify
from tests.casebook.hands import sql


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
