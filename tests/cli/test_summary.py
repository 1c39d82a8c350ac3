"""`casereview summary`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Program


def test_summary_shows_the_tables_on_standard_output_and_nothing_else(program: Program, area: Path) -> None:
    ended = program("summary", area)
    assert (ended.status, ended.err) == (0, "")
    assert "provisional: 11 blank" in ended.out
    assert "1.1 Risk of Harm" in ended.out
    assert ended.out.isascii()  # a pipe gets no sign that needs a font, and no colour
    assert "\x1b" not in ended.out


def test_summary_json_is_the_published_format(program: Program, area: Path) -> None:
    data = json.loads(program("summary", area, "--json").out)
    assert list(data) == ["format", "inspection", "cases", "answers", "scores", "questions"]
    assert data["format"] == "casereview.summary/1"


def test_summary_by_a_fact_adds_a_block_for_each_value(program: Program, area: Path) -> None:
    out = program("summary", area, "--by", "gender").out
    assert "Gender: Male\n2 cases, 1 started" in out
    assert "Gender: Female\n1 case, 1 started" in out
    data = json.loads(program("summary", area, "--by", "gender", "--json").out)
    assert [group["value"] for group in data["by"]["groups"]] == ["male", "female"]


def test_summary_questions_adds_every_question(program: Program, area: Path) -> None:
    assert "joint work: the police" not in program("summary", area).out
    assert "joint work: the police" in program("summary", area, "--questions").out


def test_an_unknown_fact_is_refused_with_those_there_are(program: Program, area: Path) -> None:
    ended = program("summary", area, "--by", "sex")
    assert (ended.status, ended.out) == (65, "")
    assert ended.err == "casereview: no fact 'sex'; it can be gender, rmp-needed\n"


def test_summary_changes_nothing(program: Program, area: Path) -> None:
    before = area.read_bytes()
    program("summary", area, "--json")
    assert area.read_bytes() == before
    assert [each.name for each in area.parent.iterdir()] == ["area.db"]


def test_a_set_without_facts_says_so_where_one_is_asked_for(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert program("new", path, "--set", "case-managers", "--area", "Area").status == 0
    ended = program("summary", path, "--by", "gender")
    assert ended.status != 0
    assert "no fact 'gender'; question set case-managers has no facts; leave it out" in ended.err
