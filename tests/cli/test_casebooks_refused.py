"""A casebook that is none, is newer, damaged or out of reach: one line in words and the right code, by every command."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Program, as_nobody

COMMANDS = {
    "summary": ["summary"],
    "history": ["history"],
    "verify": ["verify"],
    "export": ["export", "--csv"],
    "record": ["record", "--as", "A Jones"],
}


def patched(path: Path, place: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[place : place + len(data)] = data
    path.write_bytes(content)


def missing(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


BAD: dict[str, tuple[int, str, Callable[[Path], object]]] = {
    "missing": (66, "no such file", missing),
    "folder": (65, "this is a folder", folder),
    "pipe": (65, "not an ordinary file", pipe),
    "empty": (65, "not a casebook", lambda path: path.write_bytes(b"")),
    "text": (65, "not a casebook", lambda path: path.write_text("answers\n" * 100)),
    "other database": (65, "not a casebook", lambda path: patched(path, 68, b"\0\0\0\0")),
    "newer": (65, "newer version", lambda path: patched(path, 60, b"\0\0\0\x63")),
    "cut short": (65, "", lambda path: path.write_bytes(path.read_bytes()[:5000])),
    "write-ahead log": (65, "another program", lambda path: patched(path, 18, b"\x02\x02")),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("bad", BAD)
def test_one_line_and_the_right_code(program: Program, area: Path, command: str, bad: str) -> None:
    status, words, spoil = BAD[bad]
    spoil(area)
    answers = area.with_name("answers.csv")
    answers.write_text("case,question,answer\nBR-003,safe,yes\n")
    name, *options = COMMANDS[command]
    ended = program(name, area, *([answers] if name == "record" else []), *options)
    assert (ended.status, ended.out) == (status, "")
    assert ended.err.startswith(f"casereview: {area}: ")
    assert ended.err.count("\n") == 1
    assert words in ended.err


def test_a_read_only_file_is_read_and_refuses_answers(area: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path, answers = Path(folder) / "area.db", Path(folder) / "answers.csv"
        shutil.copy(area, path)
        answers.write_text("case,question,answer\nBR-003,safe,yes\n")
        answers.chmod(0o644)
        path.chmod(0o444)
        ended = as_nobody("summary", path)
        assert (ended.returncode, ended.stderr) == (0, "")
        ended = as_nobody("record", path, answers, "--as", "A Jones")
        assert ended.returncode == 77
        assert "can not be written to" in ended.stderr
        path.chmod(0o000)
        ended = as_nobody("summary", path)
        assert ended.returncode == 77
        assert "you may not read this file" in ended.stderr
