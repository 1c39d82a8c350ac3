"""`casereview resolve`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.verify import verify
from tests.cli.running import Ended, Program
from tests.reports.differing import LEAD, SHAH, copies, merged
from tests.reports.making import JONES


@pytest.fixture
def lead(area: Path) -> Path:
    """A casebook with three conflicts: an answer and a fact of BR-003, and a note of A Jones's about BR-002."""
    return merged(area)


def resolve(program: Program, lead: Path, *arguments: str) -> Ended:
    return program("resolve", lead, *arguments, "--as", LEAD)


def counted(lead: Path, case: str = "BR-003", question: str = "assessed") -> str | None:
    with Casebook.open(lead, write=False) as casebook:
        return casebook.case_line(case).counted.answers.get(question)


@pytest.mark.parametrize(
    ("given", "stands", "words"),
    [("yes", "yes", "Yes"), ("NO", "no", "No"), ("na", "na", "Not applicable"), ("blank", None, "blank")],
)
def test_an_answer_is_settled_with_any_answer(
    program: Program, lead: Path, given: str, stands: str | None, words: str
) -> None:
    assert counted(lead) == "unresolved"
    ended = resolve(program, lead, "BR-003", "assessed", given, "--note", "Agreed on Tuesday.")
    assert (ended.status, ended.err) == (3, "")
    assert ended.out == (
        f"BR-003, assessed: settled as {words}, by {LEAD}\n2 conflicts remain.\nNext: casereview conflicts {lead}\n"
    )
    assert counted(lead) == stands
    with Casebook.open(lead, write=False) as casebook:
        found = casebook.resolution("BR-003", "assessed")
    assert found is not None
    assert (found.answer, found.note, found.reader) == (stands, "Agreed on Tuesday.", LEAD)
    assert verify(lead).faults == []


def test_a_side_is_taken_by_its_number(program: Program, lead: Path) -> None:
    sides = json.loads(program("conflicts", lead, "--case", "BR-003", "--json").out)["conflicts"][0]["sides"]
    chosen = sides[1]
    assert resolve(program, lead, "BR-003", "assessed", str(chosen["number"])).status == 3
    assert counted(lead) == chosen["value"]


@pytest.mark.parametrize("question", ["rmp-needed", "fact:rmp-needed"])
def test_a_fact_is_settled_by_its_value(program: Program, lead: Path, question: str) -> None:
    ended = resolve(program, lead, "BR-003", question, "no")
    assert ended.out.startswith(f"BR-003, {question}: settled as No, by {LEAD}\n2 conflicts remain.\n")
    with Casebook.open(lead, write=False) as casebook:
        assert casebook.reading("BR-003", JONES).facts["rmp-needed"] == "no"


def test_a_note_is_settled_in_the_reading_that_it_belongs_to(program: Program, lead: Path) -> None:
    sides = json.loads(program("conflicts", lead, "--case", "BR-002", "--json").out)["conflicts"][0]["sides"]
    ended = resolve(program, lead, "BR-002", "assessed", "2", "--field", "note", "--reading", JONES)
    assert ended.status == 3
    assert ended.out.startswith(
        f'BR-002, assessed in the reading of {JONES}: settled as "{sides[1]["value"]}", by {LEAD}\n'
    )
    with Casebook.open(lead, write=False) as casebook:
        assert casebook.reading("BR-002", JONES).notes == {"assessed": sides[1]["value"]}


def test_the_last_one_ends_with_0_and_leads_on_to_the_summary(program: Program, lead: Path) -> None:
    resolve(program, lead, "BR-003", "assessed", "no")
    resolve(program, lead, "BR-003", "rmp-needed", "no")
    ended = resolve(program, lead, "BR-002", "assessed", "1", "--field", "note")
    assert ended.status == 0
    assert ended.out.endswith(f"No conflicts remain.\nNext: casereview summary {lead}\n")


def test_what_was_settled_can_be_settled_anew_and_taken_back(program: Program, lead: Path) -> None:
    resolve(program, lead, "BR-003", "assessed", "no")
    anew = resolve(program, lead, "BR-003", "assessed", "yes")
    assert anew.out.startswith(f"BR-003, assessed: settled anew as Yes, by {LEAD}\n")
    assert counted(lead) == "yes"
    undone = resolve(program, lead, "BR-003", "assessed", "--undo")
    assert undone.status == 3
    assert undone.out.startswith(f"BR-003, assessed: what was settled is taken back, by {LEAD}\n3 conflicts remain.\n")
    assert counted(lead) == "unresolved"


def test_a_resolution_travels_and_no_copy_sees_the_conflict_again(program: Program, lead: Path) -> None:
    copy = Path(shutil.copy(lead, lead.with_name("copy.db")))
    resolve(program, lead, "BR-003", "assessed", "no", "--note", "Agreed.")
    assert program("merge", copy, lead).status == 3
    assert json.loads(program("conflicts", copy, "--json").out)["total"] == 2
    assert counted(copy) == "no"
    program("merge", lead, copy)
    assert json.loads(program("conflicts", lead, "--json").out)["total"] == 2


def test_two_leads_who_settled_it_otherwise_are_a_conflict_that_can_be_settled(program: Program, lead: Path) -> None:
    copy = Path(shutil.copy(lead, lead.with_name("copy.db")))
    resolve(program, lead, "BR-003", "assessed", "no")
    resolve(program, copy, "BR-003", "assessed", "yes")
    assert program("merge", lead, copy).status == 3
    said = program("conflicts", lead, "--case", "BR-003").out
    assert said.count(f"settled by {LEAD}") == 2
    resolve(program, lead, "BR-003", "assessed", "na")
    assert counted(lead) == "na"


def test_what_differs_in_a_case_that_was_taken_out_can_be_settled(program: Program, area: Path) -> None:
    jones, shah = copies(area)
    with Casebook.open(area) as casebook:
        casebook.add_cases([NewCase("R-1", {})], LEAD, reserves=True)
        casebook.replace_case("BR-003", "the file is lost", LEAD)
    program("merge", area, jones, shah)
    ended = program("conflicts", area, "--case", "BR-003")
    assert (ended.status, "BR-003 (taken out of the sample: it does not count)" in ended.out) == (3, True)
    assert resolve(program, area, "BR-003", "assessed", "no").err == ""


def test_copies_of_a_second_reading_are_settled_in_that_reading(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.begin_second_reading("BR-003", SHAH)
    copy = Path(shutil.copy(area, area.with_name("copy.db")))
    for path, answer in ((area, "yes"), (copy, "no")):
        with Casebook.open(path) as casebook:
            casebook.answer("BR-003", "assessed", answer, SHAH)
    program("merge", area, copy)
    refused = resolve(program, area, "BR-003", "assessed", "na")
    assert (refused.status, refused.out) == (65, "")
    assert resolve(program, area, "BR-003", "assessed", "no", "--reading", SHAH).status == 0
    with Casebook.open(area, write=False) as casebook:
        assert casebook.reading("BR-003", SHAH).answers == {"assessed": "no"}
        assert casebook.case_line("BR-003").counted.answers == {}


def test_several_readings_must_be_told_apart(program: Program, area: Path) -> None:
    copy = Path(shutil.copy(area, area.with_name("copy.db")))
    for path, text in ((area, "page 3"), (copy, "page 9")):
        with Casebook.open(path) as casebook:
            for reader in (JONES, SHAH):
                casebook.note("BR-003", "assessed", text, reader)
    program("merge", area, copy)
    ended = resolve(program, area, "BR-003", "assessed", "1", "--field", "note")
    assert (ended.status, ended.out) == (2, "")
    assert f"--field note --reading '{JONES}' or --field note --reading '{SHAH}'" in ended.err


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["BR-001", "safe", "no"], 65, "case BR-001, safe: there is no conflict, so nothing to settle"),
        (["BR-002", "assessed", "no"], 65, f"what differs there is --field note --reading '{JONES}'"),
        (["BR-001", "safe", "--undo"], 65, "nothing was settled, so there is nothing to undo"),
        (["BR-009", "safe", "no"], 65, "no case BR-009"),
        (["BR-009", "safe", "--undo"], 65, "no case BR-009"),
        (["BR-003", "sfae", "no"], 65, "no question or fact 'sfae'"),
        (["BR-003", "sfae", "--undo"], 65, "no question or fact 'sfae'"),
        (["BR-003", "fact:x", "no"], 65, "no question or fact 'fact:x'"),
        (["BR-003", "assessed", "3"], 2, "say yes, no, na, blank, or the number of a side, 1 to 2"),
        (["BR-003", "assessed", "0"], 2, "'0' settles nothing"),
        (["BR-003", "assessed", "²"], 2, "settles nothing"),
        (["BR-003", "assessed", "maybe"], 2, "'maybe' settles nothing"),
        (["BR-003", "rmp-needed", "male"], 2, "say an option of the fact, or the number of a side"),
        (["BR-003", "rmp-needed", "blank"], 65, "take one of the values"),
        (
            ["BR-002", "assessed", "yes", "--field", "note"],
            2,
            "'yes' settles nothing; say the number of a side, 1 to 2",
        ),
        (["BR-002", "assessed", "1", "--field", "note", "--note", "x"], 2, "--note is kept only with an answer"),
        (["BR-003", "assessed"], 2, "say the answer"),
        (["BR-003", "assessed", "yes", "--undo"], 2, "--undo takes a settled answer back"),
        (["BR-003", "assessed", "--undo", "--field", "note"], 2, "--undo takes a settled answer back"),
    ],
)
def test_what_can_not_be_settled_is_said_in_one_line_and_nothing_changes(
    program: Program, lead: Path, arguments: list[str], status: int, words: str
) -> None:
    before = verify(lead).digest
    ended = resolve(program, lead, *arguments)
    assert (ended.status, ended.out) == (status, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
    assert verify(lead).digest == before


def test_once_settled_there_are_no_sides_to_number(program: Program, lead: Path) -> None:
    resolve(program, lead, "BR-003", "assessed", "no")
    ended = resolve(program, lead, "BR-003", "assessed", "1")
    assert (ended.status, ended.out) == (2, "")
    assert f"it was settled as No by {LEAD}, so there are no sides" in ended.err
    assert "say yes, no, na or blank, or --undo brings the sides back" in ended.err


def test_who_settles_must_be_said(program: Program, lead: Path) -> None:
    assert program("resolve", lead, "BR-003", "assessed", "no").status == 2
    assert program("resolve", lead, "BR-003", "assessed", "no", "--as", " ").status == 65
    assert counted(lead) == "unresolved"


def test_a_long_value_is_cut_in_what_is_said_and_kept_whole(program: Program, area: Path) -> None:
    copy = Path(shutil.copy(area, area.with_name("copy.db")))
    for path, text in ((area, "x" * 5000), (copy, "\x1b[31m" + "y" * 5000)):
        with Casebook.open(path) as casebook:
            casebook.note("BR-003", "assessed", text, JONES)
    program("merge", area, copy)
    ended = resolve(program, area, "BR-003", "assessed", "1", "--field", "note")
    assert ended.status == 0
    assert "\x1b" not in ended.out
    assert len(ended.out.splitlines()[0]) < 160
    with Casebook.open(area, write=False) as casebook:
        assert len(casebook.reading("BR-003", JONES).notes["assessed"]) >= 5000
