"""`casereview progress`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from casereview.casebook import Casebook, NewCase
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


def test_second_readings_are_said_apart_from_the_cases_signed_off(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        refs = casebook.case_refs()
        casebook.allocate({refs[1]: ("Ann", "Bea"), refs[2]: ("Bea", "Ann")}, "Lead")
        for question in casebook.question_set.questions:
            casebook.answer(refs[2], question.id, "yes", "Ann")
        casebook.sign_off(refs[2], "Ann")
    assert "1 of 3 cases signed off; 1 of 2 second readings" in program("progress", area).out


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


def test_a_place_that_two_copies_left_open_is_said(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.add_cases([NewCase("R-1", {}), NewCase("R-2", {})], "Lead", reserves=True)
        one, other, _ = casebook.case_refs()
    copy = Path(shutil.copy(area, area.with_name("copy.db")))
    for path, ref in ((area, one), (copy, other)):
        assert program("replace-case", path, ref, "--why", "lost", "--as", "Lead").status == 0
    assert program("merge", area, copy).out.count("1 place of the sample is open") == 1
    said = f"1 place of the sample is open: {one} and {other} were both replaced by R-1.\n"
    assert said in program("progress", area).out
    assert said in program("summary", area).out
    assert json.loads(program("progress", area, "--json").out)["cases"]["open_places"] == 1
    assert "R-2 is in" in program("replace-case", area, other, "--why", "lost", "--as", "Lead").out
    assert "open" not in program("progress", area).out


def test_progress_of_a_casebook_that_nobody_touched(program: Program, tmp_path: Path, small_file: Path) -> None:
    program("new", tmp_path / "a.db", "--set", small_file, "--area", "Anytown")
    ended = program("progress", tmp_path / "a.db")
    assert ended.status == 0
    assert "Nobody was given a case or has begun one." in ended.out
