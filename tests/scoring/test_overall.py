"""The overall rating of standards by the cases here and of others that are judged elsewhere: published figures, and what must hold."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import QuestionSet
from casereview.questions.model import Overall, Standard
from casereview.scoring import CaseAnswers, RunningTally, Summary, summarise
from casereview.scoring.overall_words import limits_said, overall_said
from tests.scoring.rated import EAST_SUSSEX, OVERALL, RATINGS, rated
from tests.strategies import examples, inspections, question, question_set

ELSEWHERE = ("o1", "o2", "o3", "o4", "d1", "d2", "d3", "d4")
TWELVE = Overall(12, OVERALL.bands, tuple(Standard(each, f"Standard {each}") for each in ELSEWHERE))
GIVEN = dict(
    zip(
        ELSEWHERE,
        ("good", "good", "outstanding", "outstanding", "requires", "requires", "outstanding", "good"),
        strict=True,
    )
)


def found_of(asked: QuestionSet, cases: list[CaseAnswers], ratings: Mapping[str, str | None] | None = None) -> Summary:
    running = RunningTally((row.id for row in asked.questions), cases)
    return summarise(
        asked, running.tallies(), running.reasons(), cases=len(cases), started=0, signed_off=0, ratings=ratings or {}
    )


def court(shares: tuple[int, int, int, int]) -> tuple[QuestionSet, list[CaseAnswers]]:
    """Four standards, and ten cases in which so many answers of each were sufficient."""
    asked = rated(question_set([question(f"q{n}", f"1.{n}") for n in range(1, 5)]), TWELVE)
    answers = [{f"q{n}": "yes" if case < yes else "no" for n, yes in enumerate(shares, 1)} for case in range(10)]
    return asked, [CaseAnswers(f"c{case}", {}, each) for case, each in enumerate(answers)]


def test_east_sussex_in_2024_of_cases_and_of_what_was_judged_elsewhere() -> None:
    asked, cases = court((7, 4, 9, 9))
    found = found_of(asked, cases, GIVEN).overall
    assert found is not None
    assert sorted(each.points for each in found.standards if each.points is not None) == sorted(EAST_SUSSEX)
    assert (found.points, found.most, found.band and found.band.id) == (25, 36, "good")
    assert overall_said(found, TWELVE) == "Good, 25 of 36 points."


def test_what_is_not_given_is_named_and_there_is_no_rating_until_then() -> None:
    asked, cases = court((7, 4, 9, 9))
    ratings: dict[str, str | None] = {**GIVEN, "o1": None, "d1": "not-rated"}
    del ratings["o2"], ratings["o3"]
    found = found_of(asked, cases, ratings).overall
    assert found is not None
    assert (found.points, found.most, found.not_rated, found.elsewhere, found.band) == (17, 24, 1, 3, None)
    assert overall_said(found, TWELVE) == (
        "17 of 24 points. 1 standard not rated, and left out of it. An overall rating takes 12 standards; 2 standards judged"
        " elsewhere have no rating yet, and copies of the casebook differ on Standard o1."
    )
    states = {each.id: (each.given, each.differs, each.band is None) for each in found.standards}
    assert states["o1"] == (False, True, True)
    assert states["o2"] == (False, False, True)
    assert states["d1"] == (True, False, True)
    assert states["d2"] == (True, False, False)


def test_a_set_that_lists_fewer_than_it_takes_says_how_many_are_missing() -> None:
    asked, cases = court((9, 9, 9, 9))
    fewer = replace(asked, overall=TWELVE._replace(elsewhere=TWELVE.elsewhere[:6]))
    found = found_of(fewer, cases, GIVEN).overall
    assert found is not None
    assert (found.elsewhere, found.band) == (2, None)
    assert overall_said(found, TWELVE).endswith("An overall rating takes 12 standards; 2 others are judged elsewhere.")


@examples(100)
@given(inspections, st.randoms(use_true_random=False))
def test_whatever_is_entered_elsewhere_changes_no_rating_of_the_cases(
    inspection: tuple[QuestionSet, list[CaseAnswers]], chance: random.Random
) -> None:
    asked, cases = rated(inspection[0], TWELVE), inspection[1]
    ratings = {each.id: chance.choice([*(band.id for band in RATINGS), "not-rated", None]) for each in TWELVE.elsewhere}
    without, found = found_of(asked, cases), found_of(asked, cases, ratings)
    assert found.scores == without.scores
    assert found.overall is not None
    assert found.overall.points == sum(each.points or 0 for each in found.overall.standards)
    assert found.overall.most == 3 * sum(each.points is not None for each in found.overall.standards)
    assert (found.overall.band is None) == bool(found.overall.elsewhere or not found.overall.most)


def test_how_the_limits_are_read_is_said_with_the_sets_own() -> None:
    said = limits_said(TWELVE)
    assert all(f"{band.label.lower()} from {band.first}" in said for band in OVERALL.bands)
    assert "12 standards" in said
    assert "of 36 points" in said
