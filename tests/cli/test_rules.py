"""The commands under other rules of scoring than pooling."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Program


def begun(program: Program, folder: Path, name: str, file: str = "a.db") -> Path:
    """Return a new casebook of three cases of a shipped set."""
    path = folder / file
    (folder / "cases.csv").write_text("case\nA-1\nA-2\nA-3\n")
    assert program("new", path, "--set", name, "--area", "Northshire", "--cases", folder / "cases.csv").status == 0
    return path


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("sqs-2012", "# Short Quality Screening: "),
        ("youth-casework", "# Youth casework, by standards: "),
        ("cci-2009", "# Core Case Inspection: "),
    ],
)
def test_without_a_kind_each_programme_has_its_own_document(
    program: Program, tmp_path: Path, name: str, begins: str
) -> None:
    area = begun(program, tmp_path, name)
    target = tmp_path / "made.md"
    assert program("report", area, "-o", target).status == 0
    assert target.read_text().startswith(begins)
    assert program("report", area, "-o", tmp_path / "made.xlsx").status == 0


def test_a_report_of_a_screening_can_be_asked_for(program: Program, tmp_path: Path) -> None:
    area = begun(program, tmp_path, "sqs-2012")
    assert program("report", area, "-o", tmp_path / "made.md", "--kind", "report").status == 0
    assert (tmp_path / "made.md").read_text().startswith("# Short Quality Screening: ")


def test_standards_without_cases_are_not_rated_and_not_zero(program: Program, tmp_path: Path) -> None:
    area = begun(program, tmp_path, "youth-casework")
    ended = program("summary", area, "--why")
    assert ended.status == 0
    assert "not rated" in ended.out
    assert "0%" not in ended.out
    assert "none of the 12 standards is rated" in " ".join(ended.out.split())
    data = json.loads(program("summary", area, "--json").out)
    standards = data["overall"].pop("standards")
    assert data["overall"] == {"points": 0, "most": 0, "not_rated": 4, "elsewhere": 8, "band": None}
    assert [each["rating"] for each in standards] == ["not-rated"] * 4 + [None] * 8
    assert {each["percent"] for each in data["scores"]} == {None}


@pytest.mark.parametrize("name", ["sqs-2012", "youth-casework", "youth-victims-casework"])
def test_every_rule_can_be_compared_broken_down_and_looked_behind(program: Program, tmp_path: Path, name: str) -> None:
    area, later = begun(program, tmp_path, name), begun(program, tmp_path, name, "b.db")
    for command in (
        ("summary", area, "--questions", "--why"),
        ("compare", area, later),
        ("findings", area),
        ("recommend", area),
        ("agreement", area),
        ("progress", area),
    ):
        ended = program(*command)
        assert ended.status == 0, (command, ended.err)


def test_the_example_of_the_standards_has_each_of_the_four_ratings(program: Program, tmp_path: Path) -> None:
    area = tmp_path / "demo.db"
    assert program("demo", area, "--set", "youth-casework").status == 0
    data = json.loads(program("summary", area, "--json").out)
    standards = [each for each in data["scores"] if each["kind"] == "criterion"]
    assert [each["band"] for each in standards] == ["good", "requires-improvement", "outstanding", "inadequate"]
    assert [each["lowest"] for each in standards] == ["assess-others", "plan-others", "deliver-child", "review-others"]
    assert (data["overall"]["points"], data["overall"]["most"]) == (6, 12)
