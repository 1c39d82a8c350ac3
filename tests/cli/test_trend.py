"""`casereview trend`."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.questions import QuestionSet
from tests.cli.running import Program
from tests.reports.comparing import make


@pytest.fixture
def months(tmp_path: Path, small: QuestionSet) -> list[Path]:
    """Three casebooks of areas that are months."""
    return [make(tmp_path / f"{noes}.db", small, f"Town, month {noes}", noes) for noes in (11, 8, 1)]


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_trend_writes_the_document_and_changes_no_casebook(
    program: Program, months: list[Path], tmp_path: Path, suffix: str
) -> None:
    before = [path.read_bytes() for path in months]
    target = tmp_path / f"trend{suffix}"
    ended = program("trend", *months, "-o", target, "--date", "2026-11-21")
    assert (ended.status, ended.out, ended.err) == (0, "", f"casereview: {target}: written\n")
    assert target.stat().st_size > 1000
    assert [path.read_bytes() for path in months] == before


def test_trend_names_each_by_its_area_or_as_it_is_told(program: Program, months: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "trend.md"
    program("trend", *months, "-o", target)
    text = target.read_text(encoding="utf-8")
    assert text.splitlines()[0].endswith(" in Town")
    assert "month 11 to month 1; 36 cases" in text
    labels = ["--label", "May", "--label", "June", "--label", "July"]
    assert program("trend", *months, "-o", target, *labels, "--force").status == 0
    text = target.read_text(encoding="utf-8")
    assert "May to July; 36 cases" in text
    assert "larger than chance" in text
    assert "C-0" not in text  # no case is in it


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["-o", "trend.xlsx"], "no format of ours", id="format"),
        pytest.param(["-o", "trend.md", "--label", "May"], "--label: given 1 times for 3 casebooks", id="labels"),
        pytest.param(["-o", "trend.md", *["--label", "May"] * 3], "--label: two casebooks under one name", id="equal"),
        pytest.param(["-o", "trend.md", "--date", "May"], "--date: 'May' is no day", id="day"),
    ],
)
def test_what_can_not_be_is_said_in_one_line(
    program: Program, months: list[Path], arguments: list[str], said: str
) -> None:
    ended = program("trend", *months, *arguments)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err


def test_a_trend_takes_two_and_no_copies(program: Program, months: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "trend.md"
    assert program("trend", months[0], "-o", target).status == 2
    ended = program("trend", months[0], months[1], months[0], "-o", target)
    assert (ended.status, ended.err.count("\n")) == (65, 1)
    assert "a copy of the same inspection" in ended.err
    assert not target.exists()


def test_a_document_that_is_there_is_kept_and_a_missing_casebook_is_named(
    program: Program, months: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "trend.md"
    target.write_text("mine", encoding="utf-8")
    assert program("trend", *months, "-o", target).status == 73
    assert target.read_text(encoding="utf-8") == "mine"
    ended = program("trend", months[0], tmp_path / "none.db", "-o", tmp_path / "new.md")
    assert ended.status == 66
    assert "none.db" in ended.err
