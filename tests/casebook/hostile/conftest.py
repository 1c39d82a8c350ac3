"""A good copy, one to be spoiled, and what must come of merging both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import (
    Casebook,
    Change,
)
from casereview.casebook.verify import verify
from tests.casebook.hands import ticking
from tests.casebook.hostile.refusing import merge


@pytest.fixture(scope="session")
def good_file(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """A copy in which Ann has answered."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("good") / "ann.db"))
    with Casebook.open(path, clock=ticking()) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
    return path


@pytest.fixture(scope="session")
def bad_file(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """A copy in which Eve has answered, changed her mind, and raised an alert; to be spoiled."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("bad") / "eve.db"))
    with Casebook.open(path, clock=ticking()) as casebook:
        for answer in ("yes", "no", "na"):
            casebook.answer("B2", "assessed", answer, "Eve")
        casebook.give_reasons("B2", "safe", ["thin"], "Eve")
        casebook.note("B2", "safe", "page 3", "Eve")
        casebook.raise_alert("B2", "seen alone", "Eve")
        for row in casebook.question_set.questions:
            casebook.record([Change("A1", row.id, "answer", "no")], "Eve")
    return path


@pytest.fixture
def bad(tmp_path: Path, bad_file: Path) -> Path:
    return Path(shutil.copy(bad_file, tmp_path / "eve.db"))


@pytest.fixture(scope="session")
def merged_digest(tmp_path_factory: pytest.TempPathFactory, template: Path, good_file: Path) -> str:
    """The digest of the casebook with what Ann entered and nothing else."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("merged") / "lead.db"))
    return merge(path, good_file)[0].digest and verify(path).digest
