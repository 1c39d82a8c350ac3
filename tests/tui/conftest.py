"""What the tests of the screens share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet, find
from tests.tui.hands import Filled, make


@pytest.fixture(scope="session")
def large() -> QuestionSet:
    """The question set that is shipped."""
    return find("cci-2009")


@pytest.fixture
def path(tmp_path: Path, small: QuestionSet) -> Path:
    """A casebook of three cases with nothing answered."""
    return make(tmp_path / "a.db", small)


@pytest.fixture
def filled(tmp_path: Path, small: QuestionSet) -> Filled:
    """Makes a casebook with something in it."""

    def make_it(fill: Callable[[Casebook], None]) -> Path:
        return make(tmp_path / "filled.db", small, fill=fill)

    return make_it


@pytest.fixture(autouse=True)
def _alike_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours, time zone and settings do not depend on who runs the tests; and they need not wait long for each key."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    # After each key the pilot looks three times whether the program is idle, 20 ms apart.
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
