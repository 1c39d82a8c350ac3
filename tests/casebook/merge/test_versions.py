"""Copies of other inspections, and copies with another version of the question set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    Casebook,
    Refused,
)
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.casebook.forging import other_version
from tests.casebook.merge.copies import Doing, copy, everything, merge
from tests.questionnaire import begin, data, fill_in


def test_another_inspection_is_refused(path: Path, small: QuestionSet) -> None:
    other = path.with_name("other.db")
    Casebook.create(other, small, "Invented town")
    (arrival,) = merge(path, other).arrivals
    assert type(arrival.refused) is Refused
    assert "of another inspection" in str(arrival.refused)


def question(data: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in data["questions"] if each["id"] == name)


def version(path: Path, data: dict[str, Any], *doings: Doing) -> Path:
    """A copy in which something was done, of which a later version of the question set is then said to be the set."""
    made = copy(path, "later.db", *doings)
    other_version(made, data | {"version": "1.1.0"})
    assert verify(made).faults == []
    return made


def test_another_version_with_the_same_questions_merges_and_says_so(path: Path, small_data: dict[str, Any]) -> None:
    question(small_data, "assessed")["guidance"] = "Said better."
    later = version(path, small_data, everything("Ann"))
    (arrival,) = merge(path, later).arrivals
    assert (arrival.refused, arrival.new) == (None, {"Ann": 7})
    assert arrival.mapped == (
        "version 1.1.0 there, 1.0.0 here: 2 questions entered there, the same here",
        "not asked here: 0; asked only here: 0",
    )
    assert verify(path).faults == []


def changed_text(data: dict[str, Any]) -> None:
    question(data, "assessed")["text"] = "Was an assessment done on time?"


def changed_reason(data: dict[str, Any]) -> None:
    question(data, "assessed")["reasons"][1]["label"] = "Later"


def other_reason(data: dict[str, Any]) -> None:
    question(data, "assessed")["reasons"].append({"id": "lost", "label": "Lost"})


def no_longer_asked(data: dict[str, Any]) -> None:
    question(data, "assessed")["id"] = "assessed-well"


def changed_fact(data: dict[str, Any]) -> None:
    data["facts"][0]["label"] = "Recorded gender"


def other_option(data: dict[str, Any]) -> None:
    data["facts"][0]["options"].append("other")


def other_fact(data: dict[str, Any]) -> None:
    data["facts"][0]["id"] = "sex"


@pytest.mark.parametrize("change", [changed_text, changed_reason, other_reason])
def test_another_version_is_refused_if_a_question_entered_there_means_something_else(
    path: Path, small_data: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(small_data)
    later = version(path, small_data, everything("Ann"))
    (arrival,) = merge(path, later).arrivals
    assert type(arrival.refused) is Refused
    assert "where 1 item in use means something else than in 1.0.0 here (assessed)" in str(arrival.refused)


@pytest.mark.parametrize("change", [changed_text, changed_reason, other_reason, no_longer_asked])
def test_another_version_merges_if_what_changed_was_not_entered(
    path: Path, small_data: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(small_data)
    later = version(path, small_data, lambda casebook: casebook.answer("A1", "safe", "yes", "Ann"))
    (arrival,) = merge(path, later).arrivals
    assert (arrival.refused, arrival.new) == (None, {"Ann": 1})
    assert verify(path).faults == []


@pytest.mark.parametrize("change", [changed_fact, other_option, other_fact])
def test_another_version_is_refused_if_a_fact_entered_there_means_something_else(
    path: Path, small_data: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(small_data)
    gender = small_data["facts"][0]["id"]
    later = copy(path, "later.db")
    other_version(later, small_data | {"version": "1.1.0"})
    if gender == "sex":  # B2 was made with its gender, of which this version knows nothing
        with Casebook.open(later) as casebook:
            casebook.put_facts("A1", {"sex": "male"}, "Ann")
    (arrival,) = merge(path, later).arrivals
    assert type(arrival.refused) is Refused
    assert f"means something else than in 1.0.0 here ({gender})" in str(arrival.refused)


def test_a_question_that_is_only_asked_there_and_was_answered_is_refused(
    path: Path, small_data: dict[str, Any]
) -> None:
    small_data["questions"].append(question(small_data, "delivered") | {"id": "new-one"})
    later = copy(path, "later.db")
    other_version(later, small_data | {"version": "1.1.0"})
    with Casebook.open(later) as casebook:
        casebook.answer("A1", "new-one", "yes", "Ann")
    (arrival,) = merge(path, later).arrivals
    assert type(arrival.refused) is Refused
    assert "(new-one)" in str(arrival.refused)


def test_options_that_changed_places_mean_something_else(tmp_path: Path) -> None:
    here = begin(tmp_path / "here.db", lambda casebook: fill_in(casebook, helped="yes"))
    swapped = data() | {"version": "1.1.0"}
    swapped["questions"][0]["options"] = [{"id": "yes", "label": "No"}, "a-bit", {"id": "no", "label": "Yes"}]
    there = copy(here, "there.db")
    other_version(there, swapped)
    (arrival,) = merge(here, there).arrivals
    assert "where 1 item in use means something else than in 1.0.0 here (helped)" in str(arrival.refused)
