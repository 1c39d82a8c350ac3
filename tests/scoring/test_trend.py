"""Scores over time: each step and the whole way are those of two inspections compared; only what all asked is counted."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.scoring.compare import compare
from casereview.scoring.tally import CaseAnswers
from casereview.scoring.trend import trend


def cases(asked: QuestionSet, yes: int, number: int = 12) -> list[CaseAnswers]:
    """Cases with every question answered, yes in the first so many of them."""
    return [
        CaseAnswers(f"C-{place}", {}, answers={row.id: "yes" if place < yes else "no" for row in asked.questions})
        for place in range(number)
    ]


def shares(found: Any, kind: str) -> Mapping[str, list[int | None]]:
    return {each.id: [side.score.percent for side in each.sides] for each in found.of_kind(kind)}


def test_two_times_are_what_a_comparison_says(small: QuestionSet) -> None:
    before, after = cases(small, 3), cases(small, 9)
    found = trend([(small, before), (small, after)])
    wanted = compare(small, before, small, after)
    assert tuple(each.whole for each in found.lines) == wanted.differences
    assert all(each.steps == (each.whole,) for each in found.lines)
    assert found.answers == wanted.answers
    assert found.cases == (12, 12)
    assert found.common == wanted.rows.common
    assert found.left_out == {}


def test_each_time_is_held_against_the_one_before_and_the_last_against_the_first(small: QuestionSet) -> None:
    times = [(small, cases(small, yes)) for yes in (1, 3, 5, 11)]
    found = trend(times)
    assert shares(found, "theme") == {each.id: [8, 25, 42, 92] for each in small.themes}
    for each in found.lines:
        assert [step.points for step in each.steps] == [17, 17, 50]
        assert [step.verdict for step in each.steps] == ["chance", "chance", "larger"]
        assert (each.whole.points, each.whole.verdict) == (84, "larger")
        assert [side.score.id for side in each.sides] == [each.id] * 4


def test_a_question_that_one_time_did_not_ask_counts_in_none(small: QuestionSet) -> None:
    without = replace(small, questions=tuple(each for each in small.questions if each.id != "safe"))
    other = cases(small, 6)
    for each in other:
        each.answers["safe"] = "no"  # as if it had dragged the first time down
    found = trend([(small, other), (without, cases(without, 6)), (small, other)])
    assert "safe" not in found.common
    assert found.left_out == {"safe": small.by_id["safe"].short}
    assert all(side.score.percent == 50 for each in found.lines for side in each.sides)


def test_a_question_in_other_words_in_the_middle_counts_in_none(small: QuestionSet, small_data: dict[str, Any]) -> None:
    data = copy.deepcopy(small_data)
    next(each for each in data["questions"] if each["id"] == "safe")["text"] = "Was it otherwise?"
    middle = build(data)
    found = trend([(small, cases(small, 6)), (middle, cases(middle, 6)), (small, cases(small, 6))])
    assert found.left_out == {"safe": small.by_id["safe"].short}
    # It was all that fed this criterion: there is no line for it.
    fed = {question.criterion for question in small.questions if question.id != "safe"}
    assert {each.id for each in found.of_kind("criterion")} == fed


def test_a_key_question_that_became_a_prompt_counts_in_none(small: QuestionSet) -> None:
    later = replace(
        small,
        questions=tuple(
            each._replace(prompt_of="assessed") if each.id == "rmp-done" else each for each in small.questions
        ),
    )
    for times in ([small, later], [later, small, small]):
        found = trend([(each, cases(each, 6)) for each in times])
        assert found.left_out == {"rmp-done": small.by_id["rmp-done"].short}
        for line in found.lines:
            assert all("rmp-done" not in side.score.questions for side in line.sides)


def test_few_cases_are_too_few_to_tell(small: QuestionSet) -> None:
    found = trend([(small, cases(small, 0, 3)), (small, cases(small, 3, 3))])
    assert {each.whole.verdict for each in found.lines} == {"few"}


def test_counts_have_no_share_and_no_verdict(small: QuestionSet) -> None:
    counted = replace(small, scoring="counts", bands=())
    found = trend([(counted, cases(counted, 3)), (counted, cases(counted, 9))])
    assert {(each.whole.points, each.whole.verdict) for each in found.lines} == {(None, "untold")}
    assert all(each.sides[0].score.tally.yes < each.sides[1].score.tally.yes for each in found.lines)
