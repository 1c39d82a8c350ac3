"""Before a room a score stands as it is; what stands behind it only where no small number of cases follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.findings.draft import draft
from casereview.questions.model import QuestionSet
from casereview.reports.meeting.quiet import quiet
from casereview.reports.meeting.quiet_counts import is_small, near_totals
from casereview.reports.meeting.quiet_scores import Figures, quiet_scores
from casereview.scoring import Summary, Tally
from casereview.scoring.summary import summarise
from tests.strategies import examples, question, question_set


def summed(asked: QuestionSet, tallies: Sequence[Tally], cases: int) -> Summary:
    by_id = dict(zip((each.id for each in asked.questions), tallies, strict=True))
    return summarise(asked, by_id, {}, cases=cases, started=cases, signed_off=cases)


def shown(asked: QuestionSet, tallies: Sequence[Tally], cases: int) -> Figures:
    summary = summed(asked, tallies, cases)
    return quiet_scores(asked, summary, draft(asked, summary.questions), {})


def of_some(scoring: str = "pooled", **criteria: str) -> QuestionSet:
    """A set of questions: of each its criterion, and the headlines that it feeds."""
    made = question_set(
        [
            question(name, where.split()[0], tuple(where.split()[1:]), good=f"{name} was", poor=f"{name} was not")
            for name, where in criteria.items()
        ]
    )
    return replace(made, scoring=scoring)


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=6, max_size=6))
def test_every_score_over_several_questions_stands_with_its_band(rows: list[tuple[int, int]]) -> None:
    asked = of_some(a="1.1 roh", b="1.1 roh", c="1.2 roh", d="1.2", e="1.2", f="1.1 roh")
    tallies = [Tally(yes, no, 80 - yes - no) for yes, no in rows]
    summary, figures = summed(asked, tallies, 80), shown(asked, tallies, 80)
    for score in summary.scores:
        figure = figures[score.kind, score.id]
        if score.tally.scored >= 10:
            assert figure.percent == score.percent
            assert figure.band == (score.band.label if score.band and score.kind != "section" else "")


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=4, max_size=4))
def test_no_count_stands_over_a_small_number(rows: list[tuple[int, int]]) -> None:
    """Nor over a total that is not said because another is near it."""
    asked = of_some(a="1.1 roh", b="1.1 roh", c="1.2 roh", d="1.2")
    tallies = [Tally(yes, no, 60 - yes - no) for yes, no in rows]
    summary, rules = summed(asked, tallies, 60), asked.finding_rules
    near = near_totals(draft(asked, summary.questions), 60, asked)
    of = {each.id: each.tally for each in summary.questions}
    for (kind, name), figure in shown(asked, tallies, 60).items():
        [score] = [each for each in summary.of_kind(kind) if each.id == name]
        beneath = [(asked.by_id[each].criterion, of[each]) for each in score.questions]
        if figure.behind or figure.interval:
            assert not any(is_small(count, rules) for _, each in beneath for count in (each.yes, each.no, each.scored))
            assert not any(each.scored in near.get(criterion, ()) for criterion, each in beneath)


def test_a_small_number_is_not_told_by_taking_one_score_from_another() -> None:
    asked = of_some(a="1.1", b="1.1", c="1.1", d="1.2", e="1.2")
    half, whole = Tally(5, 5), Tally(10, 0)
    figures = shown(asked, [whole, half, whole, Tally(8, 2), half], 10)
    assert [each.said for each in figures.values()] == ["76%", "83%", "65%"]
    assert [each.behind for each in figures.values()] == ["", "25 of 30 answers were sufficient", ""]


@pytest.mark.parametrize("scoring", ["pooled", "lowest-key-question"])
def test_where_one_question_is_the_score_its_band_stands_without_the_percentage(scoring: str) -> None:
    """With its percentage "most of the 12 cases" would be 10 of 12."""
    asked = of_some(scoring, a="1.1")
    seen = set()
    for no in (1, 2):
        summary = summed(asked, [Tally(12 - no, no)], 12)
        figure = shown(asked, [Tally(12 - no, no)], 12)["criterion", "1.1"]
        (finding,) = draft(asked, summary.questions)
        seen.add((figure, quiet(finding, asked, near_totals([finding], 12, asked)["1.1"])))
        assert (figure.said, figure.percent, figure.behind) == ("Minimum improvement required", None, "")
    assert len(seen) == 1


def test_where_one_question_is_the_count_it_is_said_in_words() -> None:
    asked = of_some("counts", a="1.1")
    assert {shown(asked, [Tally(12 - no, no)], 12)["criterion", "1.1"].said for no in (1, 2)} == {"most of 12"}
    assert shown(asked, [Tally(9, 3)], 12)["criterion", "1.1"].said == "9 of 12"


def test_where_nothing_is_small_all_is_told_in_full() -> None:
    asked = of_some(a="1.1 roh", b="1.2 roh")
    figures = shown(asked, [Tally(20, 10), Tally(15, 15)], 30)
    assert {each.said for each in figures.values()} == {"58%", "67%", "50%"}
    assert all(each.behind for each in figures.values())
