"""Question set files that mean harm, or are no files at all: each is refused quickly, in words, and nothing is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.questions.hostile_files import FILES, RLO, SMALL, questions

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="what a process took is measured where it can fork")

SECONDS, MEGABYTES = 2.0, 100.0


class Ended(NamedTuple):
    """How the check of a file ended, and what it took."""

    status: int
    lines: list[str]
    seconds: float
    megabytes: float


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """Every file checked by the real program, one process each."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    paths = {}
    for number, (name, hostile) in enumerate(FILES.items()):
        path = folder / f"{number:02d}.toml"
        if name.endswith(".small.cy"):
            place = folder / f"{number:02d}"
            place.mkdir()
            (place / "small.toml").write_text(SMALL, encoding="utf-8")
            path = place / "small.cy.toml"
        paths[str(path)] = name
        if callable(hostile.content):
            hostile.content(path)
        else:
            path.write_bytes(hostile.content.encode() if isinstance(hostile.content, str) else hostile.content)
    before = sorted(folder.rglob("*"))
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.questions.hostile_run", *paths]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=280, cwd=root)
    assert sorted(folder.rglob("*")) == before
    return {
        paths[path]: Ended(status, said.splitlines(), seconds, megabytes)
        for path, status, said, seconds, megabytes in map(json.loads, ran.stdout.splitlines())
    } | {"": Ended(0, list(paths), 0, 0)}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused(ended: dict[str, Ended], name: str) -> None:
    found, wanted = ended[name], FILES[name]
    path = ended[""].lines[list(FILES).index(name)]
    assert found.status == wanted.status
    assert all(line.startswith(f"{path}: ") for line in found.lines)  # every line names the file
    assert any(wanted.said in line for line in found.lines), found.lines[:3]
    assert 1 <= len(found.lines) <= 21
    assert max(len(line) - len(path) for line in found.lines) < 400
    assert all(line.isprintable() and RLO not in line for line in found.lines)
    assert not any("Traceback" in line or "went wrong" in line for line in found.lines)
    # Who writes a set need not know what these are.
    jargon = (
        r"\b(TOML|bytes?|int|str|float|datetime|dict|dictionary|tuple|NoneType|instance|keys|valid|parse|Pydantic)\b"
    )
    assert [line for line in found.lines if re.search(jargon, line.removeprefix(path))] == []
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES


def test_of_many_faults_the_rest_are_counted(ended: dict[str, Ended]) -> None:
    assert ended["59,000 faults of shape"].lines[-1].endswith(": and 58,804 faults more")
    assert ended["4,000 faults of reference"].lines[-1].endswith(": and 3,980 faults more")
    assert ended["translation of nothing known.small.cy"].lines[-1].endswith(": and 14,980 faults more")


def test_a_sound_set_is_not_refused_in_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "made.toml").write_text(questions(2_000), encoding="utf-8")
    command = [sys.executable, "-m", "tests.questions.hostile_run", tmp_path / "small.toml", tmp_path / "made.toml"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=Path(__file__).parents[2])
    for line in ran.stdout.splitlines():
        _, status, said, _, megabytes = json.loads(line)
        assert status == 0
        assert "sound" in said
        assert megabytes < MEGABYTES
