"""The wheel is whole: the question sets and their examples are in it and found there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from casereview.questions.catalogue import folder, shipped

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked into a folder of its own."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    place = out / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(place)
    return place


def test_a_checkout_finds_the_question_sets_at_the_top() -> None:
    assert folder() == ROOT / "question_sets"


def test_an_installed_wheel_finds_its_own(installed: Path, tmp_path: Path) -> None:
    program = "from casereview.questions.catalogue import folder, shipped; print(folder()); print(len(shipped()))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    place, count = done.stdout.splitlines()
    assert place == str(installed / "casereview" / "question_sets")
    assert int(count) == len(shipped())
    for name in ("py.typed", "tui/casereview.tcss", "question_sets/examples/cci-2009/answers.csv"):
        assert (installed / "casereview" / name).is_file(), name


def test_an_installed_wheel_writes_the_example(installed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "casereview", "demo", "demo.db", "--no-open"]
    env = {**os.environ, "PYTHONPATH": str(installed)}
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
    assert (tmp_path / "demo.db").stat().st_size > 100_000
