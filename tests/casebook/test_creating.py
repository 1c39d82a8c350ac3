"""Making a casebook: one private file, whole or not at all, over nothing that is there."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    CannotCreate,
    Casebook,
    NewCase,
    Refused,
)
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.conftest import DATA


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
