"""The rules of scoring: published fixtures, and what must hold of any inspection."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import QuestionSet
from casereview.questions.file_model import QuestionSetFile
from casereview.questions.model import SCORINGS, Band, Overall
from casereview.scoring import (
    CaseAnswers,
    RunningTally,
    Score,
    Summary,
    Tally,
    outlook,
    percent,
    summarise,
)
from casereview.scoring.compare import compare
from casereview.scoring.compare_words import verdict_said
from casereview.scoring.interval import estimates
from casereview.scoring.interval_words import interval_said
from casereview.scoring.lowest import overall_rating, score
from casereview.scoring.movers import pulls, to_lose_band, to_next_band
from casereview.scoring.overall_words import overall_said
from casereview.scoring.rules import RULES, in_full, rule_of, said, said_of
from casereview.scoring.score import band_of
from tests.scoring.rated import EAST_SUSSEX, OVERALL, RATINGS, rated
from tests.strategies import examples, inspections, question, question_set, random_cases


def counted(asked: QuestionSet) -> QuestionSet:
    return replace(asked, scoring="counts", bands=())


def summary_of(asked: QuestionSet, cases: list[CaseAnswers]) -> Summary:
    running = RunningTally((row.id for row in asked.questions), cases)
    return summarise(asked, running.tallies(), running.reasons(), cases=len(cases), started=0, signed_off=0)


def standard(**tallies: tuple[int, int]) -> tuple[QuestionSet, dict[str, Tally]]:
    """One standard of key questions, each with so many yes of so many."""
    asked = rated(question_set([question(name, "1.1") for name in tallies]))
    return asked, {name: Tally(yes=yes, no=of - yes) for name, (yes, of) in tallies.items()}


def test_every_rule_that_a_set_can_name_is_there() -> None:
    assert tuple(RULES) == SCORINGS == get_args(QuestionSetFile.model_fields["scoring"].annotation)


# --- the lowest key question ---


def test_the_lowest_key_question_sets_the_rating_of_its_standard() -> None:
    asked, tallies = standard(change=(18, 20), child=(12, 20), others=(15, 20))
    found = score(asked, "criterion", "1.1", tallies)
    assert (found.percent, found.band and found.band.id, found.points, found.most) == (60, "requires", 1, 3)
    assert (found.lowest, found.behind, found.tally) == ("child", Tally(yes=12, no=8), Tally(yes=45, no=15))
    assert said(found) == "60%"
    assert in_full(asked, found) == "60%, the lowest: child (12 of 20)"


def test_a_rating_can_lie_below_what_all_answers_pooled_would_give() -> None:
    asked, tallies = standard(many=(95, 100), few=(2, 5))
    found = score(asked, "criterion", "1.1", tallies)
    assert (said(found), found.points) == ("2 of 5 (40%)", 0)
    assert in_full(asked, found) == "2 of 5 (40%), the lowest: few"
    assert percent(found.tally.yes, found.tally.scored) == 92


def test_a_key_question_without_cases_does_not_lower_its_standard() -> None:
    asked, tallies = standard(change=(9, 10), child=(8, 10))
    tallies["child"] = Tally(na=10)
    assert score(asked, "criterion", "1.1", tallies).percent == 90


def test_a_standard_without_a_scored_answer_is_not_rated_and_never_zero() -> None:
    asked, tallies = standard(change=(0, 0), child=(0, 0))
    found = score(asked, "criterion", "1.1", tallies)
    assert (found.percent, found.band, found.points, found.lowest, found.not_rated) == (None, None, None, "", 1)
    assert said(found) == in_full(asked, found) == "not rated"


def test_of_shares_that_round_alike_the_lower_is_named_and_of_equal_ones_the_first() -> None:
    asked, tallies = standard(a=(667, 1000), b=(666, 1000), c=(2, 3))
    assert score(asked, "criterion", "1.1", tallies).lowest == "b"
    asked, tallies = standard(a=(4, 6), b=(2, 3))
    assert score(asked, "criterion", "1.1", tallies).lowest == "a"


@pytest.mark.parametrize(
    ("yes", "band"),
    [(0, 0), (98, 0), (99, 1), (128, 1), (129, 2), (158, 2), (159, 3), (200, 3)],
)
def test_a_rating_is_read_from_the_rounded_share(yes: int, band: int) -> None:
    asked, tallies = standard(only=(yes, 200))
    assert score(asked, "criterion", "1.1", tallies).points == band


def test_a_section_pools_nothing_and_says_the_points_of_its_standards() -> None:
    asked = rated(question_set([question(f"q{n}", f"1.{n}") for n in "1234"]))
    tallies = {f"q{n}": Tally(yes=yes, no=20 - yes) for n, yes in zip("1234", (17, 14, 11, 14), strict=True)}
    section = score(asked, "section", "1", tallies)
    assert (section.percent, section.band, section.points, section.most) == (None, None, 8, 12)
    assert said(section) == in_full(asked, section) == "8 of 12 points"
    tallies["q3"] = Tally(na=20)
    section = score(asked, "section", "1", tallies)
    assert (said(section), section.not_rated) == ("7 of 9 points", 1)
    assert in_full(asked, section) == "7 of 9 points, 1 standard not rated"
    nothing = score(asked, "section", "1", dict.fromkeys(tallies, Tally(blank=2)))
    assert (said(nothing), nothing.points, nothing.not_rated) == ("not rated", None, 4)


def test_ratings_without_points_have_none_to_add_up() -> None:
    asked, tallies = standard(only=(9, 10))
    asked = replace(asked, bands=tuple(each._replace(points=None) for each in RATINGS))
    assert score(asked, "criterion", "1.1", tallies).points is None
    assert said(score(asked, "section", "1", tallies)) == "by standard"


def test_a_share_outside_all_bands_has_no_points() -> None:
    asked, tallies = standard(only=(1, 10))
    found = score(replace(asked, bands=RATINGS[:1]), "criterion", "1.1", tallies)
    assert (found.percent, found.band, found.points) == (10, None, None)


# --- the overall rating ---


def test_east_sussex_in_2024_had_25_of_36_points_and_was_good() -> None:
    found = overall_rating(EAST_SUSSEX, OVERALL)
    assert (found.points, found.most, found.band and found.band.id) == (25, 36, "good")
    assert overall_said(found, OVERALL) == "Good, 25 of 36 points."


@pytest.mark.parametrize(
    ("points", "most", "band"),
    [((3,) * 12, 36, "outstanding"), ((0,) * 12, 0, "inadequate"), ((0,) * 8 + (2, 2, 2, 2), 8, "requires")],
)
def test_published_ends_and_what_eight_inadequate_of_twelve_leave(
    points: tuple[int, ...], most: int, band: str
) -> None:
    # Brighton & Hove 2021, Cardiff 2020, and the shape of Bradford 2019.
    found = overall_rating(points, OVERALL)
    assert (found.points, found.band and found.band.id) == (most, band)


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, "inadequate"), (6, "inadequate"), (7, "requires"), (18, "requires"), (19, "good"), (30, "good"),
     (31, "outstanding"), (36, "outstanding")],
)  # fmt: skip
def test_every_limit_of_the_overall_rating(total: int, band: str) -> None:
    points = [min(3, max(0, total - 3 * place)) for place in range(12)]
    found = overall_rating(points, OVERALL)
    assert (found.points, found.band and found.band.id) == (total, band)


def test_a_standard_that_is_not_rated_takes_its_points_off_the_most_and_is_not_zero() -> None:
    found = overall_rating([*(3,) * 10, None, None], OVERALL)
    assert (found.points, found.most, found.not_rated, found.band and found.band.id) == (30, 30, 2, "outstanding")
    assert overall_said(found, OVERALL) == (
        "Outstanding, 30 of 30 points. 2 standards not rated, and left out of it: the limits of the ratings are taken in"
        " proportion to the points."
    )
    as_zero = overall_rating([*(3,) * 10, 0, 0], OVERALL)
    assert as_zero.band is not None
    assert as_zero.band.id == "good"


def test_nothing_rated_is_no_rating() -> None:
    found = overall_rating([None] * 12, OVERALL)
    assert (found.points, found.most, found.band) == (0, 0, None)
    assert overall_said(found, OVERALL) == "No overall rating: none of the 12 standards is rated."


def test_fewer_standards_than_it_takes_have_a_sum_and_no_rating() -> None:
    found = overall_rating([2, 2, 3, None], OVERALL)
    assert (found.points, found.most, found.elsewhere, found.band) == (7, 9, 8, None)
    assert overall_said(found, OVERALL) == (
        "7 of 9 points. 1 standard not rated, and left out of it. An overall rating takes 12 standards; 8 others are judged"
        " elsewhere."
    )
    eleven = overall_said(overall_rating([3] * 11, OVERALL), OVERALL)
    assert eleven == "33 of 33 points. An overall rating takes 12 standards; 1 other is judged elsewhere."


def test_a_band_from_more_points_than_there_are_makes_the_most_no_more() -> None:
    """`check` refuses it; a casebook made by something else may hold it."""
    found = overall_rating([3] * 12, Overall(12, (Band("o", 50, 36, "O"), Band("g", 0, 49, "G"))))
    assert (found.points, found.most, found.band and found.band.id) == (36, 36, "g")


def test_ratings_that_are_all_worth_nothing_are_read_from_zero() -> None:
    flat = Overall(2, (Band("only", 0, 0, "Only"),))
    found = overall_rating([0, 0], flat)
    assert found.band is not None


@examples(200)
@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=12, max_size=12))
def test_leaving_a_standard_out_is_never_worse_than_counting_it_as_zero(points: list[int | None]) -> None:
    found, as_zero = overall_rating(points, OVERALL), overall_rating([each or 0 for each in points], OVERALL)
    assert as_zero.band is not None
    assert found.points == as_zero.points
    assert found.band is None or found.band.first >= as_zero.band.first
    assert (found.band is None) == all(each is None for each in points)


def test_the_summary_of_a_set_with_an_overall_rating_has_it() -> None:
    asked = rated(question_set([question(f"q{n}", f"1.{n}") for n in "12"]), Overall(2, OVERALL.bands))
    found = summary_of(asked, [CaseAnswers("c", {}, {"q1": "yes", "q2": "no"})])
    assert found.overall is not None
    assert (found.overall.points, found.overall.elsewhere) == (3, 0)
    assert summary_of(question_set(list(asked.questions)), []).overall is None


# --- what holds of any inspection ---


@examples(100)
@given(inspections)
def test_a_rating_is_never_above_the_share_of_any_of_its_key_questions(
    inspection: tuple[QuestionSet, list[CaseAnswers]],
) -> None:
    asked, cases = rated(inspection[0]), inspection[1]
    summary = summary_of(asked, cases)
    figures = {each.id: each for each in summary.questions}
    for each in (*summary.of_kind("criterion"), *summary.of_kind("theme")):
        shares = [figures[name].percent for name in each.questions if figures[name].percent is not None]
        assert each.percent == (min(shares) if shares else None)  # type: ignore[type-var]
        assert each.band == band_of(each.percent, RATINGS)
        assert (said(each) == "not rated") == (not shares) == bool(each.not_rated)
    for each in summary.of_kind("section"):
        points = [one.points for one in summary.of_kind("criterion") if one.id.startswith(f"{each.id}.")]
        assert (each.points or 0) == sum(one or 0 for one in points)
        assert each.not_rated == points.count(None)
        assert each.percent is None


@examples(100)
@given(inspections)
def test_counts_give_no_percentage_and_no_band_anywhere(inspection: tuple[QuestionSet, list[CaseAnswers]]) -> None:
    asked, cases = counted(inspection[0]), inspection[1]
    summary, pooled = summary_of(asked, cases), summary_of(inspection[0], cases)
    for each, same in zip(summary.scores, pooled.scores, strict=True):
        assert (each.percent, each.band, each.points, each.tally) == (None, None, None, same.tally)
        assert re.fullmatch(r"\d+ of \d+" if each.tally.scored else "none yet|no cases", said(each))
        assert in_full(asked, each) == said(each)
    for row in summary.questions:
        assert row.percent is None
        assert "%" not in said_of(asked, row.tally)
    assert [each.tally for each in summary.questions] == [each.tally for each in pooled.questions]
    assert all(outlook(asked, summary, row.id, "blank") == [] for row in asked.questions)


@pytest.mark.parametrize("rule", [counted, rated])
def test_only_pooled_scores_have_intervals_and_steps_to_a_band(rule: Any) -> None:
    asked = question_set([question("q1", "1.1"), question("q2", "1.1")])
    cases = [
        CaseAnswers(f"c{place}", {}, {"q1": "yes" if place % 3 else "no", "q2": "yes"}, started=True)
        for place in range(30)
    ]
    other, summary = rule(asked), summary_of(rule(asked), cases)
    assert {each.lack for each in estimates(asked, cases).values()} == {""}
    for each in estimates(other, cases).values():
        assert (each.lack, each.whole, each.low, each.high) == ("rule", None, None, None)
        assert interval_said(each) == "No interval: it is for pooled scores only."
    for each in summary.scores:
        assert to_next_band(each, other.bands) is None
        assert to_lose_band(each, other.bands) is None
        assert pulls(other, each, summary.questions) == []
    assert {verdict_said(each) for each in compare(other, cases, other, cases).differences} == {
        "not held against chance"
    }


def test_what_a_rating_would_become_is_what_counting_again_gives() -> None:
    chance = random.Random(7)
    for _ in range(200):
        asked = rated(
            question_set([question(f"q{n}", chance.choice(("1.1", "1.2"))) for n in range(chance.randint(1, 5))])
        )
        cases = random_cases(chance, asked) or [CaseAnswers("c0", {}, {})]
        place, row = chance.randrange(len(cases)), chance.choice(asked.questions)
        before = cases[place].answers.get(row.id, "blank")
        [found] = outlook(asked, summary_of(asked, cases), row.id, before)
        for answer, offered in (("yes", found.with_yes), ("no", found.with_no)):
            changed = CaseAnswers(cases[place].ref, {}, dict(cases[place].answers) | {row.id: answer})
            again = summary_of(asked, [*cases[:place], changed, *cases[place + 1 :]])
            assert offered == next(each.percent for each in again.scores if each.id == row.criterion)


def test_the_headlines_are_what_a_pooled_set_watches() -> None:
    asked = question_set([question("q1", "1.1", ("roh",)), question("q2", "1.1")])
    summary = summary_of(asked, [CaseAnswers("c", {}, {"q1": "yes"})])
    assert [(each.score.id, each.with_no) for each in outlook(asked, summary, "q1", "yes")] == [("roh", 0)]
    assert outlook(asked, summary, "q2", "blank") == []


@pytest.mark.parametrize("rule", [counted, rated, lambda asked: asked])
def test_prompts_enter_no_figure(rule: Any) -> None:
    asked = rule(question_set([question("key", "1.1"), question("prompt", "1.1", prompt_of="key")]))
    with_prompts = summary_of(asked, [CaseAnswers("c", {}, {"key": "yes", "prompt": "no"})])
    assert with_prompts.answers == Tally(yes=1)
    assert [each.id for each in with_prompts.questions] == ["key"]
    assert {each.tally for each in with_prompts.scores} == {Tally(yes=1)}
    assert not summary_of(asked, [CaseAnswers("c", {}, {"key": "yes"})]).provisional


def test_a_score_knows_its_rule() -> None:
    plain = Score("theme", "a", "A", Tally(yes=3, no=1), 75, None, ())
    assert rule_of(plain) is RULES["pooled"]
    assert plain.behind == plain.tally
    asked = question_set([question("q", "1.1")])
    assert in_full(asked, plain) == "3 of 4 (75%)"
    assert in_full(asked, plain._replace(tally=Tally(na=3))) == "no cases"
    assert in_full(asked, plain._replace(tally=Tally(blank=3))) == "none yet"
    assert in_full(asked, plain._replace(tally=Tally(yes=30, no=10))) == "30 of 40, 75%"
    assert said_of(asked, Tally(yes=30, no=10)) == "75%"


def test_exact_shares_decide_which_question_is_the_lowest() -> None:
    chance = random.Random(3)
    for _ in range(300):
        shares = {f"q{n}": (chance.randint(0, 9), chance.randint(9, 12)) for n in range(4)}
        asked, tallies = standard(**shares)
        found = score(asked, "criterion", "1.1", tallies)
        assert Fraction(*shares[found.lowest]) == min(Fraction(*each) for each in shares.values())
