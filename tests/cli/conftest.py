"""What the tests of the commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.questions import QuestionSet
from tests.cli.running import Program
from tests.reports.making import make


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str]) -> Program:
    """The program, run in this process."""
    return Program(capfd)


@pytest.fixture
def area(tmp_path: Path, small: QuestionSet) -> Path:
    """A casebook of three cases."""
    return make(tmp_path / "area.db", small)


@pytest.fixture
def small_file() -> Path:
    """The file of the small question set."""
    return Path(__file__).parents[1] / "data" / "small.toml"
