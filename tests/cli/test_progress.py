"""`casereview progress`."""

from __future__ import annotations

import json
from pathlib import Path

from casereview.casebook import Casebook
from tests.cli.running import Program


def test_progress_by_assessor(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        refs = casebook.case_refs()
        casebook.allocate({refs[0]: ("[/]zoe", ""), refs[1]: ("Ann", "[/]zoe")}, "Lead")
    ended = program("progress", area)
    assert (ended.status, ended.err) == (0, "")
    assert "1 case given to nobody" in ended.out
    assert ended.out.index("[/]zoe ") < ended.out.index("Ann ")
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "%" not in ended.out  # no scores by assessor


def test_progress_for_a_program(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.allocate({casebook.case_refs()[0]: ("Ann", "Bea")}, "Lead")
    ended = program("progress", area, "--json")
    data = json.loads(ended.out)
    assert list(data) == ["format", "inspection", "cases", "assessors"]
    assert data["format"] == "casereview.progress/1"
    assert (data["cases"]["total"], data["cases"]["allocated"]) == (3, 1)
    bea = next(each for each in data["assessors"] if each["assessor"] == "Bea")
    assert list(bea) == [
        "assessor", "cases", "done", "under_way", "not_begun", "blank", "alerts", "last_entry", "second_readings",
    ]  # fmt: skip
    assert bea["second_readings"] == {"given": 1, "done": 0}
    assert bea["last_entry"] is None or bea["last_entry"].endswith("Z")


def test_progress_of_a_casebook_that_nobody_touched(program: Program, tmp_path: Path, small_file: Path) -> None:
    program("new", tmp_path / "a.db", "--set", small_file, "--area", "Anytown")
    ended = program("progress", tmp_path / "a.db")
    assert ended.status == 0
    assert "Nobody was given a case or has begun one." in ended.out
