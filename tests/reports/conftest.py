"""What the tests of the reports share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from tests.reports.making import make


@pytest.fixture
def casebook(tmp_path: Path, small: QuestionSet) -> Iterator[Casebook]:
    """A casebook of three cases, open for reading."""
    with Casebook.open(make(tmp_path / "area.db", small), write=False) as opened:
        yield opened
