"""The example inspections: written whole, or the same cases unanswered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import CannotCreate, Casebook, Refused
from casereview.casebook import example as module
from casereview.casebook.example import example_paths, write_example
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet, QuestionSetError
from casereview.scoring import Tally


@pytest.fixture
def folder(tmp_path: Path, small: QuestionSet, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An example of the small set: two cases, one of them signed off."""
    folder = tmp_path / "example"
    folder.mkdir()
    (folder / "example.toml").write_text(
        'area = "Invented town"\nabout = "Invented cases"\nassessor = "An assessor"\nnot_signed_off = ["A1"]\n'
    )
    (folder / "cases.csv").write_text("case,gender\nA1,male\nB2,female\n")
    rows = "".join(f"B2,{row.id},yes\n" for row in small.questions)
    (folder / "answers.csv").write_text("case,question,answer\nA1,assessed,no\n" + rows)
    monkeypatch.setattr(module, "find", lambda name: small)
    monkeypatch.setattr(module, "examples", lambda: {"small": folder / "example.toml", "other": folder / "none.toml"})
    return folder


def test_the_example_is_written_with_its_answers_and_sign_offs(folder: Path) -> None:
    path = folder / "demo.db"
    write_example(path, "small")
    assert verify(path).faults == []
    with Casebook.open(path) as casebook:
        assert (casebook.inspection.area, casebook.inspection.about) == ("Invented town", "Invented cases")
        assert casebook.last_reader == "An assessor"
        assert casebook.running_tally().tallies()["assessed"] == Tally(yes=1, no=1)
        assert {line.ref: line.counted.signed_off for line in casebook.case_lines()} == {"A1": False, "B2": True}


def test_the_blank_example_has_the_same_cases_unanswered(folder: Path) -> None:
    path = folder / "demo.db"
    write_example(path, "small", blank=True)
    with Casebook.open(path) as casebook:
        assert casebook.case_line("A1").counted.facts == {"gender": "male"}
        assert casebook.summary().started == 0
        assert casebook.last_reader == "An assessor"


def test_the_example_is_not_written_over_anything(folder: Path) -> None:
    (folder / "demo.db").write_bytes(b"mine")
    with pytest.raises(CannotCreate):
        write_example(folder / "demo.db", "small")
    assert (folder / "demo.db").read_bytes() == b"mine"


def test_a_set_without_an_example_says_which_have_one(folder: Path) -> None:
    with pytest.raises(Refused, match=r"^question set large has no example; these have one: small, other$"):
        write_example(folder / "demo.db", "large")
    assert not (folder / "demo.db").exists()


def test_where_no_set_is_named_it_is_the_usual_one(folder: Path) -> None:
    write_example(folder / "demo.db")
    with Casebook.open(folder / "demo.db") as casebook:
        assert casebook.question_set.id == "small"
        assert casebook.recommendations() == []


def test_an_example_can_have_chosen_recommendations(folder: Path) -> None:
    with (folder / "example.toml").open("a") as file:
        file.write('recommendations = ["together", "plans"]\n')
    write_example(folder / "demo.db")
    with Casebook.open(folder / "demo.db") as casebook:
        assert [each.id for each in casebook.recommendations()] == ["together", "plans"]
    write_example(folder / "blank.db", blank=True)
    with Casebook.open(folder / "blank.db") as casebook:
        assert casebook.recommendations() == []


def test_there_is_no_example_of_a_set_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError):
        write_example(tmp_path / "demo.db", "none")


@pytest.fixture
def months(folder: Path) -> Path:
    """The same example, and one of the month before."""
    shutil.copytree(folder, folder / "may", ignore=shutil.ignore_patterns("may"))
    (folder / "may" / "example.toml").write_text(
        'area = "Invented town, May"\nabout = "Invented cases"\nassessor = "An assessor"\nnot_signed_off = ["A1"]\n'
    )
    with (folder / "example.toml").open("a") as file:
        file.write('earlier = ["may"]\n')
    return folder


def test_an_example_of_several_months_is_a_casebook_for_each(months: Path) -> None:
    path, before = months / "demo.db", months / "demo-may.db"
    assert example_paths(path, "small") == [before, path]
    write_example(path, "small")
    assert verify(before).faults == []
    with Casebook.open(before) as casebook:
        assert casebook.inspection.area == "Invented town, May"
        assert casebook.running_tally().tallies()["assessed"] == Tally(yes=1, no=1)
    assert example_paths(months / "blank.db", "small", blank=True) == [months / "blank.db"]
    write_example(months / "blank.db", "small", blank=True)
    assert not (months / "blank-may.db").exists()


def test_where_a_month_can_not_be_written_none_is(months: Path) -> None:
    (months / "demo-may.db").write_bytes(b"mine")
    with pytest.raises(CannotCreate, match=r"demo-may\.db: there already"):
        write_example(months / "demo.db", "small")
    assert (months / "demo-may.db").read_bytes() == b"mine"
    assert not (months / "demo.db").exists()
