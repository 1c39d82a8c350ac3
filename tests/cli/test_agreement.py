"""`casereview agreement`."""

from __future__ import annotations

import json
from pathlib import Path

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from tests.cli.running import Program
from tests.reports.making import JONES, SMITH


def second_reading(path: Path, asked: QuestionSet) -> None:
    """Smith reads BR-001 too, differs once, and signs it off."""
    with Casebook.open(path) as casebook:
        casebook.begin_second_reading("BR-001", SMITH)
        for row in asked.questions:
            casebook.answer("BR-001", row.id, "na" if row.id.startswith("rmp") else "yes", SMITH)
        casebook.sign_off("BR-001", SMITH)


def test_agreement_lists_the_disagreements_with_both_notes(program: Program, area: Path, small: QuestionSet) -> None:
    second_reading(area, small)
    ended = program("agreement", area)
    assert (ended.status, ended.err) == (0, "")
    assert "Raw agreement: 4 of 5 of the answers that both judged yes or no" in ended.out
    assert (
        f'    No              {JONES} (first): "See the contact log."\n    Yes             {SMITH} (second)'
        in ended.out
    )
    assert "\x1b" not in ended.out


def test_agreement_json_is_the_published_format(program: Program, area: Path, small: QuestionSet) -> None:
    second_reading(area, small)
    data = json.loads(program("agreement", area, "--json").out)
    assert data["format"] == "casereview.agreement/1"
    assert [each["question"] for each in data["disagreements"]] == ["safe"]


def test_agreement_without_second_readings_is_no_fault(program: Program, area: Path) -> None:
    ended = program("agreement", area)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.endswith("No second reading has been begun.\n")


def test_a_reading_under_way_is_counted_and_kept_to_its_reader(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.begin_second_reading("BR-001", SMITH)
        casebook.answer("BR-001", "safe", "yes", SMITH)
        casebook.note("BR-001", "safe", "My own thoughts.", SMITH)
    for more in ((), ("--json",)):
        out = program("agreement", area, *more).out
        assert "thoughts" not in out
        assert "contact log" not in out
    assert "1 second reading is not signed off yet." in program("agreement", area).out


def test_agreement_changes_nothing(program: Program, area: Path, small: QuestionSet) -> None:
    second_reading(area, small)
    before = area.read_bytes()
    program("agreement", area, "--json")
    assert area.read_bytes() == before
    assert [each.name for each in area.parent.iterdir()] == ["area.db"]
