"""A document appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casereview.casebook import CannotCreate
from casereview.reports.new_file import write_file


def test_a_new_file_is_whole_and_its_owners_only(tmp_path: Path) -> None:
    write_file(tmp_path / "new.csv", [b"one ", b"two"])
    assert (tmp_path / "new.csv").read_bytes() == b"one two"
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["new.csv"]


def test_what_is_there_stays_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_bytes(b"old")
    with pytest.raises(CannotCreate, match="--force"):
        write_file(path, [b"new"])
    assert path.read_bytes() == b"old"
    write_file(path, [b"new"], force=True)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["new.csv"]


def test_a_casebook_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "area.db"
    path.write_bytes(b"SQLite format 3\0" + b"all the answers")
    with pytest.raises(CannotCreate, match="casebook"):
        write_file(path, [b"new"], force=True)
    assert path.read_bytes().endswith(b"all the answers")


def test_only_ordinary_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "link", "pipe"):
        with pytest.raises(CannotCreate):
            write_file(tmp_path / name, [b"new"])
        with pytest.raises(CannotCreate, match="ordinary"):
            write_file(tmp_path / name, [b"new"], force=True)
    assert sorted(os.listdir(tmp_path)) == ["folder", "link", "pipe"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotCreate, match="no such file or directory"):
        write_file(tmp_path / "nowhere" / "new.csv", [b"new"])


def test_something_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"

    def pieces() -> Iterator[bytes]:
        yield b"mine"
        path.write_bytes(b"theirs")

    with pytest.raises(CannotCreate):
        write_file(path, pieces())
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["new.csv"]


@pytest.mark.parametrize("taken", [False, True])
def test_a_stick_whose_file_system_has_no_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    path = tmp_path / "new.csv"

    def no_links(*_: object) -> None:
        if taken:
            path.write_bytes(b"theirs")
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    if taken:
        with pytest.raises(CannotCreate):
            write_file(path, [b"mine"])
    else:
        write_file(path, [b"mine"])
    assert path.read_bytes() == (b"theirs" if taken else b"mine")
    assert os.listdir(tmp_path) == ["new.csv"]


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("the rest is missing")

    with pytest.raises(ValueError, match="missing"):
        write_file(tmp_path / "new.csv", pieces())
    assert os.listdir(tmp_path) == []


def test_a_full_disk_is_said_and_leaves_the_old_file(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk."""
    path = tmp_path / "new.csv"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from casereview.reports.new_file import write_file; from casereview.casebook import StorageFailed\n"
        "try: write_file(Path(sys.argv[1]), [b'x' * 9000], force=True)\n"
        "except StorageFailed as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{path}: was not written (file too large); nothing was changed\n"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["new.csv"]
