"""What would move a score: held against trying every number of answers, one after the other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import QuestionSet
from casereview.questions.model import Band
from casereview.scoring import (
    CaseAnswers,
    RunningTally,
    Score,
    Summary,
    Tally,
    percent,
    summarise,
)
from casereview.scoring.movers import Pull, Step, pulls, to_lose_band, to_next_band
from casereview.scoring.movers_words import CAUTION, lose_said, pull_said, reach_said
from casereview.scoring.score import band_of
from tests.strategies import BANDS, inspections, question, question_set


def scored(yes: int, no: int, bands: tuple[Band, ...] = BANDS) -> Score:
    whole = percent(yes, yes + no)
    return Score("theme", "roh", "Risk of Harm", Tally(yes, no), whole, band_of(whole, bands), ())


def summary_of(asked: QuestionSet, cases: list[CaseAnswers]) -> Summary:
    running = RunningTally([row.id for row in asked.questions], cases)
    return summarise(asked, running.tallies(), running.reasons(), cases=len(cases), started=0, signed_off=0)


def first_with(score: Score, bands: tuple[Band, ...], by: int) -> Step | None:
    """Try one answer more (or fewer) after the other until the band is a higher (or lower) one."""
    assert score.band is not None
    there = score.tally.no if by > 0 else score.tally.yes
    for answers in range(1, there + 1):
        band = band_of(percent(score.tally.yes + by * answers, score.tally.scored), bands)
        assert band is not None
        if (band.first - score.band.first) * by > 0:
            return Step(answers, band)
    return None


def test_both_ways_are_those_of_trying_every_number_of_answers() -> None:
    many = tuple(Band(str(first), first, min(first + 6, 100), str(first)) for first in range(0, 101, 7))
    for bands in (BANDS, many, (Band("all", 0, 100, "All"),)):
        for yes in range(61):
            for no in range(61 - yes):
                if yes + no:
                    score = scored(yes, no, bands)
                    assert to_next_band(score, bands) == first_with(score, bands, 1), (yes, no)
                    assert to_lose_band(score, bands) == first_with(score, bands, -1), (yes, no)


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_one_answer_less_does_not_reach_it(yes: int, no: int) -> None:
    score = scored(yes, no)
    for step, by in ((to_next_band(score, BANDS), 1), (to_lose_band(score, BANDS), -1)):
        if step is not None:
            assert band_of(percent(yes + by * step.answers, yes + no), BANDS) == step.band != score.band
            assert band_of(percent(yes + by * (step.answers - 1), yes + no), BANDS) == score.band


def test_the_published_edge_of_59_and_60_is_read_from_the_rounded_figure() -> None:
    assert to_next_band(scored(118, 82), BANDS) == Step(1, BANDS[1]), "119 of 200 is 59.5, which is 60"
    assert to_lose_band(scored(119, 81), BANDS) == Step(1, BANDS[2])


def test_one_answer_of_few_may_pass_over_a_band() -> None:
    assert to_next_band(scored(1, 1), BANDS) == Step(1, BANDS[0])


def test_the_ends_have_no_further_band_and_no_score_has_none() -> None:
    assert to_next_band(scored(9, 1), BANDS) is None
    assert to_lose_band(scored(1, 9), BANDS) is None
    assert to_next_band(scored(0, 0), BANDS) is None
    assert to_lose_band(scored(0, 0), BANDS) is None


def test_bands_with_a_hole_where_the_score_would_come_give_nothing() -> None:
    holed = (BANDS[0], Band("low", 60, 70, "Low"))
    assert to_lose_band(scored(75, 25, holed), holed) is None
    assert to_next_band(scored(74, 26, holed), holed) is None


@given(inspections, st.integers(0, 15))
def test_the_questions_that_pull_most_are_those_of_scoring_anew_with_each_no_a_yes(
    inspection: tuple[QuestionSet, list[CaseAnswers]], most: int
) -> None:
    asked, cases = inspection
    summary = summary_of(asked, cases)
    by_id = {each.id: each.tally for each in summary.questions}
    for score in summary.scores:
        expected = []
        for place, name in enumerate(score.questions):
            turned = [
                CaseAnswers(each.ref, {}, dict(each.answers) | {name: "yes"})
                if each.answers.get(name) == "no"
                else each
                for each in cases
            ]
            tally = next(s.tally for s in summary_of(asked, turned).scores if (s.kind, s.id) == (score.kind, score.id))
            if tally != score.tally:
                gain = Fraction(tally.yes - score.tally.yes, tally.scored)
                would_be = percent(tally.yes, tally.scored)
                assert would_be is not None
                assert score.percent is not None
                of = by_id[name]
                expected.append((-gain, place, Pull(name, of.no, of.scored, would_be, would_be - score.percent)))
        found = pulls(asked, score, summary.questions, most)
        assert found == [pull for *_, pull in sorted(expected)[:most]]


def test_what_would_move_a_score_is_said_in_words() -> None:
    minimum, moderate = BANDS[:2]
    assert reach_said(Step(3, minimum)) == "3 more sufficient answers would reach: Minimum improvement required"
    assert reach_said(Step(1, minimum)).startswith("1 more sufficient answer would reach: ")
    assert lose_said(Step(1, moderate)) == (
        "1 fewer sufficient answer would bring it down to: Moderate improvement required"
    )
    assert lose_said(Step(1_200, moderate)).startswith("1,200 fewer sufficient answers would")
    assert reach_said(None) == lose_said(None) == ""
    assert "answers follow the evidence" in CAUTION


@pytest.mark.parametrize(
    ("points", "gain"),
    [(2, "2 points higher"), (1, "1 point higher"), (0, "less than a point higher")],
)
def test_a_pull_is_said_with_its_count(points: int, gain: str) -> None:
    asked = question_set([question("a", "1.1", short="plan on time")])
    said = pull_said(asked, Pull("a", 9, 23, 75, points))
    assert said == f"plan on time: no in 9 of 23; were each a yes, the score would be 75%, {gain}"
