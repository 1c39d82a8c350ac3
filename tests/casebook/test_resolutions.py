"""Settling an answer: what counts then, how it travels, and what opens it again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NotPermitted, Refused
from casereview.casebook.verify import verify
from casereview.scoring import Tally
from tests.casebook.apart import answer, apart, counted, doing, in_conflict, look, merge, note, resolve, second, settle


def test_a_resolution_is_what_counts_and_can_be_taken_back(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    assert counted(path) == "unresolved"
    with Casebook.open(path) as casebook:
        casebook.resolve("A1", "assessed", "na", "both were wrong", "Lead")
        found = casebook.resolution("A1", "assessed")
        assert found is not None
        assert (found.answer, found.note, found.reader) == ("na", "both were wrong", "Lead")
        assert casebook.reading("A1", "Ann").resolved == {"assessed": found}
        assert casebook.reading("A1", "Ann").answers == {"assessed": "yes"}
        assert casebook.conflicts() == []
        assert casebook.case_line("A1").counted.answers == {"assessed": "na"}
        casebook.unresolve("A1", "assessed", "Lead")
        assert casebook.resolution("A1", "assessed") is None
        assert casebook.reading("A1", "Ann").resolved == {}
        assert len(casebook.conflicts()) == 1
    assert counted(path) == "unresolved"
    assert verify(path).faults == []


def test_settling_again_takes_the_place_of_what_was_settled(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    with Casebook.open(path) as casebook:
        casebook.resolve("A1", "assessed", "yes", "", "Lead")
        casebook.resolve("A1", "assessed", "no", "looked again", "Lead")
    assert (counted(path), in_conflict(path)) == ("no", [])


def test_settled_as_blank_is_blank_and_no_conflict(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    settle(path, None, "nobody can tell")
    assert (counted(path), in_conflict(path)) == (None, [])
    assert look(path)[2]["assessed"] == Tally(blank=2)


def test_an_answer_that_all_agree_on_can_be_settled_otherwise(path: Path) -> None:
    apart(path, answer("yes"), answer("yes", "Bea"))
    with Casebook.open(path) as casebook:
        casebook.resolve("A1", "assessed", "no", "the plan was another case's", "Lead")
    assert (counted(path), in_conflict(path)) == ("no", [])


def test_copies_of_one_reading_that_differ_read_as_what_was_settled(path: Path) -> None:
    apart(path, answer("yes"), answer("no"))
    settle(path, "no")
    reading, line, _ = look(path)
    assert reading.answers == line.counted.answers == {"assessed": "no"}


def test_a_resolution_travels(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    ann = Path(shutil.copy(path.with_name("apart 0.db"), path.with_name("ann.db")))
    settle(path, "no", "p. 3")
    merge(ann, path)
    merge(path, ann, path.with_name("apart 1.db"))
    for each in (path, ann):
        assert (counted(each), in_conflict(each)) == ("no", [])


@pytest.mark.parametrize(("late", "opens"), [("yes", True), ("no", False)])
@pytest.mark.parametrize("who", ["Ann", "Bea", "Cy"])
def test_an_answer_given_without_sight_of_a_resolution_opens_it_again_if_it_differs(
    path: Path, who: str, late: str, opens: bool
) -> None:
    apart(path, answer("na"), answer("na" if late == "no" else "no", "Bea"), answer("yes", "Dee"))
    other = Path(shutil.copy(path, path.with_name("other.db")))
    settle(path, "no", "p. 3")
    with Casebook.open(other) as casebook:
        casebook.answer("A1", "assessed", late, who)
    merge(path, other)
    assert counted(path) == ("unresolved" if opens else "no")
    if opens:
        (conflict,) = in_conflict(path)
        first, second = conflict.sides
        assert (first.value, first.reader, first.note, first.resolves) == ("no", "Lead", "p. 3", True)
        assert set(first.before) == {"na", "no", "yes"}
        assert (second.value, second.reader, second.resolves) == (late, who, False)
        settle(path, late)
        assert (counted(path), in_conflict(path)) == (late, [])


def test_an_answer_changed_in_sight_of_a_resolution_opens_it_too(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    settle(path, "no")
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "na", "Ann")
    assert counted(path) == "unresolved"


def test_two_leads_who_settle_alike_are_of_one_mind_whatever_their_notes(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    apart(path, resolve("no", "p. 3", "Lead"), resolve("no", "p. 9", "Lena"))
    assert (counted(path), in_conflict(path)) == ("no", [])


@pytest.mark.parametrize("other", ["yes", None])
def test_two_leads_who_settle_differently_leave_it_unresolved(path: Path, other: str | None) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    apart(path, resolve("no", "p. 3", "Lead"), resolve(other, "p. 9", "Lena"))
    assert counted(path) == "unresolved"
    (conflict,) = in_conflict(path)
    sides = {(side.value, side.reader, side.note, side.resolves) for side in conflict.sides}
    assert sides == {("no", "Lead", "p. 3", True), (other, "Lena", "p. 9", True)}
    settle(path, "no", "talked it over")
    assert (counted(path), in_conflict(path)) == ("no", [])


def test_a_resolution_taken_back_elsewhere_and_made_anew_here_stands(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    settle(path, "yes")
    apart(path, lambda casebook: casebook.unresolve("A1", "assessed", "Lena"), resolve("no"))
    assert (counted(path), in_conflict(path)) == ("no", [])


def test_a_second_reading_never_counts_and_is_no_side(path: Path) -> None:
    apart(path, answer("yes"), doing(second, answer("no", "Cy")))
    assert (counted(path), in_conflict(path)) == ("yes", [])
    apart(path, answer("na", "Bea"))
    (conflict,) = in_conflict(path)
    assert {side.reader for side in conflict.sides} == {"Ann", "Bea"}
    settle(path, "na")
    assert counted(path) == "na"
    with Casebook.open(path, write=False) as casebook:
        assert casebook.reading("A1", "Cy").answers == {"assessed": "no"}
        assert casebook.reading("A1", "Cy").resolved == {}


def test_copies_of_a_second_reading_that_differ_are_settled_in_that_reading(path: Path) -> None:
    with Casebook.open(path) as casebook:
        second(casebook)
    apart(path, doing(answer("no", "Cy"), note("page 3", "Cy")), answer("yes", "Cy"))
    (conflict,) = in_conflict(path)
    assert conflict[:4] == ("A1", "assessed", "answer", "Cy")
    assert {side.note for side in conflict.sides} == {"page 3"}
    settle(path, "yes")
    reading, line, _ = look(path, reader="Cy")
    assert (reading.answers, reading.second, line.counted.answers) == ({"assessed": "yes"}, True, {})
    assert in_conflict(path) == []


@pytest.mark.parametrize(
    ("case", "question", "value", "note", "who", "words"),
    [
        ("A1", "none", "yes", "", "Lead", "no question 'none'"),
        ("A1", "assessed", "perhaps", "", "Lead", "'perhaps' is no answer"),
        ("A1", "assessed", "yes", "x" * 1_000_001, "Lead", "at most 1,000,000 fit"),
        ("A1", "assessed", "yes", "", " ", "say who is assessing"),
        ("C3", "assessed", "yes", "", "Lead", "no case C3 in this casebook"),
        ("A1", "assessed", "yes", "", "Lead", "nobody has answered"),
    ],
)
def test_what_can_not_be_settled_is_refused_and_nothing_written(
    path: Path, case: str, question: str, value: str, note: str, who: str, words: str
) -> None:
    before = path.read_bytes()
    with Casebook.open(path) as casebook, pytest.raises(Refused, match=words):
        casebook.resolve(case, question, value, note, who)
    assert path.read_bytes() == before


def test_taking_back_what_was_not_settled_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with Casebook.open(path) as casebook:
        casebook.unresolve("A1", "assessed", "Lead")
        with pytest.raises(Refused, match="say who is assessing"):
            casebook.unresolve("A1", "assessed", "")
    assert path.read_bytes() == before


def test_a_casebook_open_for_reading_settles_nothing(path: Path) -> None:
    apart(path, note("page 3"), note("page 9"))
    with Casebook.open(path, write=False) as casebook:
        (conflict,) = casebook.conflicts()
        with pytest.raises(NotPermitted):
            casebook.settle(conflict, "page 3", "Lead")
        with pytest.raises(NotPermitted):
            casebook.resolve("A1", "assessed", "yes", "", "Lead")
