"""How far the assessors are."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.progress import Progress, progress
from casereview.questions import QuestionSet
from tests.casebook.hands import ticking

QUESTIONS = ("assessed", "safe", "rmp-done", "rmp-timely", "delivered", "joint-health", "joint-police")


@pytest.fixture
def lead(tmp_path: Path, small: QuestionSet) -> Path:
    """C1 to C3 are Ann's, C3 with Bea as second reader; C4 is zoe's and C5 is nobody's."""
    path = tmp_path / "lead.db"
    Casebook.create(path, small, "Invented town", [NewCase(f"C{n}", {}) for n in range(1, 6)], by="Lead")
    with Casebook.open(path) as casebook:
        casebook.allocate({"C1": ("Ann", ""), "C2": ("Ann", ""), "C3": ("Ann", "Bea"), "C4": ("zoe", "")}, "Lead")
    return path


def of(path: Path) -> dict[str, Progress]:
    with Casebook.open(path, write=False) as casebook:
        return {each.assessor: each for each in progress(casebook)}


def test_before_anything_is_entered_all_is_to_begin(lead: Path) -> None:
    found = of(lead)
    assert list(found) == ["Ann", "Bea", "zoe"]  # by name; the lead inspector is no assessor
    assert found["Ann"] == Progress("Ann", cases=3, blank=21)
    assert found["Ann"].not_begun == 3
    assert found["Bea"] == Progress("Bea", second_cases=1)


def test_cases_blank_answers_alerts_and_the_last_entry_are_counted(lead: Path) -> None:
    with Casebook.open(lead, clock=ticking("2026-01-05T10:00:00+00:00")) as casebook:
        for question in QUESTIONS:
            casebook.answer("C1", question, "yes", "Ann")
        casebook.sign_off("C1", "Ann")
        casebook.answer("C2", "safe", "no", "Ann")
        casebook.put_facts("C2", {"rmp-needed": "no"}, "Ann")
        kept = casebook.raise_alert("C2", "seen alone", "Ann")
        casebook.withdraw_alert("C2", casebook.raise_alert("C2", "other", "Ann"), "told", "Lead")
    found = of(lead)["Ann"]
    assert kept
    assert (found.cases, found.done, found.under_way, found.not_begun) == (3, 1, 1, 1)
    assert found.blank == 7 + 4  # C3 whole; C2 but for one answer and two that do not apply
    assert found.alerts == 1
    assert found.last_entry == "2026-01-05T10:00:12.000Z"


def test_a_case_opened_again_is_under_way(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        for question in QUESTIONS:
            casebook.answer("C1", question, "yes", "Ann")
        casebook.sign_off("C1", "Ann")
        casebook.reopen("C1", "one more", "Ann")
    assert (of(lead)["Ann"].done, of(lead)["Ann"].under_way) == (0, 1)


def test_second_readings_are_counted_apart(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        for question in QUESTIONS:
            casebook.answer("C3", question, "yes", "Bea")
        casebook.sign_off("C3", "Bea")
    found = of(lead)
    assert (found["Bea"].cases, found["Bea"].second_cases, found["Bea"].second_done) == (0, 1, 1)
    assert (found["Ann"].cases, found["Ann"].done, found["Ann"].under_way) == (3, 0, 0)


def test_a_case_that_moved_counts_for_whom_it_went_to_and_who_had_it_is_still_there(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        casebook.answer("C4", "safe", "no", "zoe")
        casebook.allocate({"C4": ("Ann", "")}, "Lead")
    found = of(lead)
    assert (found["Ann"].cases, found["Ann"].blank) == (4, 21 + 6)  # what was handed over is no longer blank
    assert (found["Ann"].under_way, found["Ann"].not_begun) == (1, 3)  # begun, whoever began it
    assert found["zoe"].cases == 0
    assert found["zoe"].last_entry


def test_a_case_given_to_nobody_counts_for_who_began_it(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        casebook.answer("C5", "safe", "no", "Cy")
    assert (of(lead)["Cy"].cases, of(lead)["Cy"].under_way) == (1, 1)
