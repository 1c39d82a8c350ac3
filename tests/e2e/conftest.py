"""Whatever a test of the real program starts is ended with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.hands import Assessor

Sit = Callable[..., Assessor]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Start the program with arguments, in a home of its own."""
    started: list[Assessor] = []

    def start(*arguments: str, columns: int = 80, lines: int = 24) -> Assessor:
        assessor = Assessor(*arguments, columns=columns, lines=lines, home=tmp_path)
        started.append(assessor)
        return assessor

    yield start
    for assessor in started:
        assessor.terminal.close()
