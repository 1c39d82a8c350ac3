"""What the tests of the screens share."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.questions import QuestionSet, find
from tests.tui.hands import make


@pytest.fixture(scope="session")
def large() -> QuestionSet:
    """The question set that is shipped."""
    return find("cci-2009")


@pytest.fixture
def path(tmp_path: Path, small: QuestionSet) -> Path:
    """A casebook of three cases with nothing answered."""
    return make(tmp_path / "a.db", small)


@pytest.fixture(autouse=True)
def _quiet_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour switched off by whoever runs the tests, and one time zone."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "UTC")
