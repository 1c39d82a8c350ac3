"""`casereview compare`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from tests.cli.running import Program
from tests.reports.making import make


@pytest.fixture
def earlier(tmp_path: Path, small: QuestionSet) -> Path:
    """Another inspection by the same question set."""
    (tmp_path / "earlier").mkdir()
    return make(tmp_path / "earlier" / "before.db", small)


def test_compare_shows_two_inspections_side_by_side(program: Program, earlier: Path, area: Path) -> None:
    ended = program("compare", earlier, area)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Before: Anytown, 2026-11-21, Small inspection 1.0.0, 3 cases; provisional: ")
    assert "too few to tell" in ended.out
    assert "\x1b" not in ended.out


def test_compare_json_is_the_published_format(program: Program, earlier: Path, area: Path) -> None:
    data = json.loads(program("compare", earlier, area, "--json").out)
    assert data["format"] == "casereview.comparison/1"
    assert {each["verdict"] for each in data["scores"]} == {"few"}


def test_two_copies_of_one_inspection_are_refused_in_one_line(program: Program, area: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(area, copy)
    for pair in ((area, copy), (area, area)):
        ended = program("compare", *pair)
        assert (ended.status, ended.out) == (65, "")
        assert ended.err.count("\n") == 1
        assert "a copy of the same inspection" in ended.err


def test_compare_tells_which_file_is_not_there_or_no_casebook(program: Program, area: Path, tmp_path: Path) -> None:
    missing, other = tmp_path / "missing.db", tmp_path / "other.db"
    other.write_text("no casebook", encoding="utf-8")
    for status, pair, at_fault in (
        (66, (missing, area), missing),
        (66, (area, missing), missing),
        (65, (area, other), other),
    ):
        ended = program("compare", *pair)
        assert (ended.status, ended.out, ended.err.count("\n")) == (status, "", 1)
        assert str(at_fault) in ended.err
    assert program("compare", area).status == 2


def test_compare_shows_no_case_and_changes_neither_file(program: Program, earlier: Path, area: Path) -> None:
    before = earlier.read_bytes(), area.read_bytes()
    for more in ((), ("--json",)):
        out = program("compare", earlier, area, *more).out
        assert "BR-00" not in out
        assert "contact log" not in out
    assert (earlier.read_bytes(), area.read_bytes()) == before
    assert [each.name for each in earlier.parent.iterdir()] == ["before.db"]


def test_compare_reads_while_somebody_has_the_casebook_open(program: Program, earlier: Path, area: Path) -> None:
    with Casebook.open(area):
        assert program("compare", earlier, area).status == 0
