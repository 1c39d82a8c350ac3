"""Who has begun a reading: whoever has entered an answer of either kind stays the first or second reader that they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NotPermitted, Refused
from casereview.questions.build import build
from tests.casebook.hands import ticking
from tests.casebook.test_upgrade import without
from tests.questionnaire import ME, begin, data, fill_in


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A questionnaire in which R-01 said something, as `ME` entered it."""
    return begin(tmp_path / "q.db", lambda casebook: fill_in(casebook, helped="yes"))


def test_whoever_entered_a_form_is_not_made_its_second_reader(form: Path) -> None:
    with Casebook.open(form) as casebook:
        with pytest.raises(NotPermitted, match="stays the first or second reader"):
            casebook.allocate({"R-01": ("Bob", ME)}, "Lead")
        with pytest.raises(NotPermitted, match="stays a first reading"):
            casebook.begin_second_reading("R-01", ME)
        assert [each.respondent for each in casebook.forms()] == ["R-01"]


def test_a_second_reading_of_a_form_stays_one_when_the_form_is_given_to_others(form: Path) -> None:
    with Casebook.open(form) as casebook:
        casebook.allocate({"R-01": (ME, "Bea")}, "Lead")
        casebook.respond("R-01", "helped", "no", "Bea")
        casebook.allocate({"R-01": (ME, "Cy")}, "Lead")
        assert casebook.case_line("R-01").seconds == ("Bea", "Cy")


def test_copies_that_differ_in_a_response_are_begun_too(form: Path) -> None:
    other = Path(shutil.copy(form, form.with_name("other.db")))
    with Casebook.open(other) as casebook:
        casebook.respond("R-01", "helped", "no", ME)
    with Casebook.open(form) as casebook:
        casebook.respond("R-01", "helped", "a-bit", ME)
        casebook.merge([other], "Lead")
        with pytest.raises(NotPermitted, match="stays a first reading"):
            casebook.begin_second_reading("R-01", ME)


def test_whoever_got_a_case_with_answers_in_it_has_begun_nothing_yet(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.allocate({"A1": ("Bea", "")}, "Lead")
    casebook.begin_second_reading("A1", "Bea")
    assert casebook.case_line("A1").seconds == ("Bea",)


def test_answers_to_what_is_not_asked_any_more_are_a_beginning(casebook: Casebook) -> None:
    casebook.answer("A1", "delivered", "yes", "Ann")
    casebook.upgrade(without("delivered"), "Lead")
    with pytest.raises(NotPermitted, match="stays a first reading"):
        casebook.begin_second_reading("A1", "Ann")
    with pytest.raises(NotPermitted, match="stays the first or second reader"):
        casebook.allocate({"A1": ("Bob", "Ann")}, "Lead")
    casebook.undo_upgrade("Lead")
    assert casebook.case_line("A1").counted.answers == {"delivered": "yes"}


def test_a_form_with_responses_in_other_words_is_not_handed_over(form: Path) -> None:
    reworded = data() | {"version": "1.1.0"}
    reworded["questions"][0]["text"] = "Was it of help?"
    with Casebook.open(form) as casebook:
        casebook.upgrade(build(reworded), "Lead")
        with pytest.raises(Refused, match="something is entered already"):
            casebook.check_hand_over("R-01")


def test_whoever_began_a_form_learns_that_it_is_somebody_else_s(form: Path, tmp_path: Path) -> None:
    """From the new copy, merged into the file that was begun."""
    begun = Path(shutil.copy(form, tmp_path / "begun.db"))
    with Casebook.open(form, clock=ticking("2026-01-07T09:00:00+00:00")) as casebook:
        casebook.allocate({"R-01": ("Bob", "")}, "Lead")
        casebook.write_copy(tmp_path / "mine.db", ME)
    with Casebook.open(begun) as casebook:
        casebook.merge([tmp_path / "mine.db"], ME)
        assert casebook.case_line("R-01").first == "Bob"
