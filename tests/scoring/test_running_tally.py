"""Tallies kept current one case at a time are what a recount gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casereview.scoring import CaseAnswers, RunningTally, Tally
from tests.strategies import examples, random_cases, random_question_set


@examples(100)
@given(st.randoms(use_true_random=False))
def test_any_adding_and_removing_ends_as_a_recount_from_scratch(chance) -> None:  # type: ignore[no-untyped-def]
    asked = random_question_set(chance)
    rows = [row.id for row in asked.questions]
    present: list[CaseAnswers] = []
    running = RunningTally(rows)
    for _ in range(chance.randint(0, 30)):
        if present and chance.random() < 0.4:
            running.remove(present.pop(chance.randrange(len(present))))
        else:
            for case in random_cases(chance, asked)[:1]:
                present.append(case)
                running.add(case)
    recount = RunningTally(rows, present)
    assert running.tallies() == recount.tallies()
    assert running.reasons() == recount.reasons()
    assert (running.cases, running.started, running.signed_off) == (
        len(present),
        sum(case.started for case in present),
        sum(case.signed_off for case in present),
    )


def test_a_question_that_is_absent_from_a_case_is_blank() -> None:
    running = RunningTally(["a", "b"], [CaseAnswers("1", {}, {"a": "yes"}), CaseAnswers("2", {}, {"a": "unresolved"})])
    assert running.tallies() == {"a": Tally(yes=1, unresolved=1), "b": Tally(blank=2)}


def test_an_answer_to_a_question_no_longer_asked_is_not_counted() -> None:
    running = RunningTally(["a"], [CaseAnswers("1", {}, {"a": "no", "gone": "yes"})])
    assert running.tallies() == {"a": Tally(no=1)}


def test_reasons_that_are_all_taken_away_are_absent() -> None:
    case = CaseAnswers("1", {}, {"a": "no"}, {"a": ("late", "thin")})
    other = CaseAnswers("2", {}, {"a": "no"}, {"a": ("late",)})
    running = RunningTally(["a"], [case, other])
    assert running.reasons() == {"a": {"late": 2, "thin": 1}}
    running.remove(case)
    assert running.reasons() == {"a": {"late": 1}}
    running.remove(other)
    assert running.reasons() == {}
