"""Casebooks of the small question set."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet
from tests.casebook.hands import ticking


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, small: QuestionSet) -> Path:
    """A casebook with the cases A1 and B2, to be copied and not changed."""
    path = tmp_path_factory.mktemp("template") / "small.db"
    cases = [NewCase("A1", {}), NewCase("B2", {"gender": "female", "rmp-needed": "no"})]
    Casebook.create(path, small, "Invented town", cases, about="For tests", by="Lead", clock=ticking())
    return path


@pytest.fixture
def path(tmp_path: Path, template: Path) -> Path:
    """A casebook with the cases A1 (no facts) and B2 (female, no RMP needed)."""
    return Path(shutil.copy(template, tmp_path / "small.db"))


@pytest.fixture
def casebook(path: Path) -> Iterator[Casebook]:
    """The casebook of `path`, open."""
    with Casebook.open(path, clock=ticking("2026-01-05T10:00:00+00:00")) as opened:
        yield opened
