"""The figures against an oracle that shares no code, and the edges of rounding and bands."""

from __future__ import annotations

import random
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given

from casereview.questions import QuestionSet
from casereview.scoring import (
    CaseAnswers,
    RunningTally,
    Summary,
    Tally,
    percent,
    summarise,
    total,
)
from casereview.scoring.pooled import score, what_if
from casereview.scoring.score import band_of, questions_of
from tests.scoring.oracle import computed, expected
from tests.strategies import BANDS, examples, inspections, question, question_set, random_cases, random_question_set


def summary_of(asked: QuestionSet, cases: list[CaseAnswers]) -> Summary:
    running = RunningTally((row.id for row in asked.questions), cases)
    return summarise(
        asked,
        running.tallies(),
        running.reasons(),
        cases=running.cases,
        started=running.started,
        signed_off=running.signed_off,
    )


@pytest.mark.parametrize(
    "seed", [*range(10), *(pytest.param(more, marks=pytest.mark.trust) for more in range(10, 100))]
)
def test_ten_thousand_random_inspections_agree_with_the_oracle_exactly(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(1_000):
        asked = random_question_set(chance)
        cases = random_cases(chance, asked)
        assert computed(summary_of(asked, cases)) == expected(asked, cases)


@examples(100)
@given(inspections)
def test_any_inspection_agrees_with_the_oracle(inspection: tuple[QuestionSet, list[CaseAnswers]]) -> None:
    asked, cases = inspection
    summary = summary_of(asked, cases)
    assert computed(summary) == expected(asked, cases)
    assert summary.cases == len(cases)
    assert summary.started == sum(case.started for case in cases)
    assert summary.signed_off == sum(case.signed_off for case in cases)
    open_answers = [
        row for case in cases for row in asked.questions if case.answers.get(row.id) in (None, "unresolved")
    ]
    assert summary.provisional == bool(open_answers)


@examples(100)
@given(inspections)
def test_reasons_are_counted_once_for_each_case_that_ticked_them(
    inspection: tuple[QuestionSet, list[CaseAnswers]],
) -> None:
    asked, cases = inspection
    for figures in summary_of(asked, cases).questions:
        assert figures.reasons == Counter(reason for case in cases for reason in case.reasons.get(figures.id, ()))


def test_every_percentage_up_to_200_answers_is_rounded_half_up() -> None:
    for scored in range(1, 201):
        for yes in range(scored + 1):
            exact = (Decimal(100) * yes / scored).quantize(Decimal(1), ROUND_HALF_UP)
            assert percent(yes, scored) == exact, (yes, scored)


def test_every_band_up_to_200_answers_is_read_from_the_rounded_figure() -> None:
    for scored in range(1, 201):
        for yes in range(scored + 1):
            whole = (Decimal(100) * yes / scored).quantize(Decimal(1), ROUND_HALF_UP)
            name = (
                "minimum" if whole >= 75 else "moderate" if whole >= 60 else "substantial" if whole >= 45 else "drastic"
            )
            band = band_of(percent(yes, scored), BANDS)
            assert band is not None
            assert band.id == name, (yes, scored)


@pytest.mark.parametrize("edge", [45, 60, 75])
def test_one_answer_fewer_than_the_least_that_reaches_a_band_does_not_reach_it(edge: int) -> None:
    for scored in range(1, 201):
        # The least number of yes whose percentage is at least half a point below the edge, in whole numbers.
        least = -(-(2 * edge - 1) * scored // 200)
        assert percent(least, scored) >= edge
        assert percent(least - 1, scored) < edge
        band, below = (band_of(percent(yes, scored), BANDS) for yes in (least, least - 1))
        assert below.last < edge <= band.first


@pytest.mark.parametrize(
    ("yes", "scored", "whole", "band"),
    [
        (149, 200, 75, "minimum"),  # 74.5
        (148, 200, 74, "moderate"),  # 74.0
        (745, 1000, 75, "minimum"),  # 74.5
        (7449, 10000, 74, "moderate"),  # 74.49
        (119, 200, 60, "moderate"),  # 59.5
        (118, 200, 59, "substantial"),
        (89, 200, 45, "substantial"),  # 44.5
        (88, 200, 44, "drastic"),
        (5, 8, 63, "moderate"),  # 62.5: `round` would say 62
        (0, 7, 0, "drastic"),
        (7, 7, 100, "minimum"),
        (1, 200, 1, "drastic"),  # 0.5
        (199, 200, 100, "minimum"),  # 99.5
    ],
)
def test_a_half_rounds_up_and_takes_the_band_with_it(yes: int, scored: int, whole: int, band: str) -> None:
    assert percent(yes, scored) == whole
    found = band_of(whole, BANDS)
    assert found is not None
    assert found.id == band


def test_percentages_are_exact_where_binary_fractions_are_not() -> None:
    huge = 10**15
    assert percent(745 * huge, 1000 * huge) == 75
    assert percent(745 * huge - 1, 1000 * huge) == 74


def test_nothing_scored_has_no_percentage_and_no_band() -> None:
    assert percent(0, 0) is None
    assert band_of(None, BANDS) is None


def test_a_percentage_outside_all_bands_has_no_band() -> None:
    assert band_of(50, BANDS[:1]) is None


def pooled_section() -> tuple[QuestionSet, list[CaseAnswers]]:
    """Shaped like section 3 of the published inspection: a large criterion at 67, a small one at 90."""
    asked = question_set(
        [
            *(question(f"a{number}", "3.1") for number in range(30)),
            *(question(f"b{number}", "3.2") for number in range(10)),
        ]
    )
    cases = []
    for place in range(38):
        # 30 questions of 38 cases, two in three yes: 760 of 1140; 10 questions of 30 or 31 cases, nine in ten yes.
        answers = {f"a{number}": "yes" if (place + number) % 3 else "no" for number in range(30)}
        answers |= {f"b{number}": ("yes" if number else "no") if place < 31 else "na" for number in range(10)}
        cases.append(CaseAnswers(f"c{place:02}", {}, answers, started=True))
    return asked, cases


def test_a_section_is_pooled_over_its_answers_and_not_the_mean_of_its_criteria() -> None:
    summary = summary_of(*pooled_section())
    section, first, second = (each for each in summary.scores if each.kind != "theme")
    assert (first.percent, second.percent) == (67, 90)
    assert (first.percent + second.percent) / 2 == 78.5
    assert section.percent == (100 * section.tally.yes + section.tally.scored // 2) // section.tally.scored == 72


def test_criteria_of_67_and_90_pool_to_73_and_not_to_their_mean_78() -> None:
    asked = question_set([question("many", "3.1"), question("few", "3.2")])
    # 67 of 100 and 31.5 of 35 do not exist; 201 of 300 and 81 of 90 do.
    tallies = {"many": Tally(yes=201, no=99), "few": Tally(yes=81, no=9, na=210)}
    found = {
        each.id: each.percent for each in summarise(asked, tallies, {}, cases=300, started=300, signed_off=0).scores
    }
    assert found == {"3": 72, "3.1": 67, "3.2": 90}
    tallies = {"many": Tally(yes=201, no=99), "few": Tally(yes=99, no=11, na=190)}
    found = {
        each.id: each.percent for each in summarise(asked, tallies, {}, cases=300, started=300, signed_off=0).scores
    }
    assert found == {"3": 73, "3.1": 67, "3.2": 90}


def test_a_key_question_counts_once_in_each_theme_that_it_feeds() -> None:
    asked = question_set(
        [question("both", "1.1", ("lor", "roh")), question("one", "1.1", ("roh",)), question("none", "1.2")]
    )
    cases = [CaseAnswers("a", {}, {"both": "yes", "one": "no", "none": "yes"}, started=True)]
    found = {(each.kind, each.id): each.tally for each in summary_of(asked, cases).scores}
    assert found["theme", "lor"] == Tally(yes=1)
    assert found["theme", "roh"] == Tally(yes=1, no=1)
    assert found["section", "1"] == Tally(yes=2, no=1)
    assert summary_of(asked, cases).answers == Tally(yes=2, no=1)


def test_scores_come_as_themes_then_each_section_followed_by_its_criteria(small: QuestionSet) -> None:
    summary = summary_of(small, [])
    assert [(each.kind, each.id) for each in summary.scores] == [
        ("theme", "roh"),
        ("theme", "safeguarding"),
        ("section", "1"),
        ("criterion", "1.1"),
        ("criterion", "1.2"),
        ("section", "2"),
        ("criterion", "2.1"),
    ]
    assert [each.id for each in summary.of_kind("section")] == ["1", "2"]
    assert [each.id for each in summary.questions] == [row.id for row in small.questions]
    assert not summary.provisional


def test_questions_of_names_the_rows_that_feed_a_figure(small: QuestionSet) -> None:
    assert questions_of(small, "theme", "safeguarding") == ("safe", "delivered", "joint-health", "joint-police")
    assert questions_of(small, "section", "1") == ("assessed", "safe", "rmp-done", "rmp-timely")
    assert questions_of(small, "criterion", "1.1") == ("assessed", "rmp-done", "rmp-timely")
    assert questions_of(small, "part", "rmp") == (), "a part is no figure"  # type: ignore[arg-type]


def test_a_score_carries_its_title_and_the_tally_behind_it(small: QuestionSet) -> None:
    tallies = {row.id: Tally(yes=3, no=1) for row in small.questions}
    found = score(small, "theme", "roh", tallies)
    assert (found.title, found.tally, found.percent) == ("Risk of Harm", Tally(yes=9, no=3), 75)
    assert found.band is not None
    assert found.band.label == "Minimum improvement required"


def test_what_if_equals_counting_again_with_the_new_answer() -> None:
    chance = random.Random(20)
    for _ in range(400):
        asked = random_question_set(chance)
        cases = random_cases(chance, asked) or [CaseAnswers("c0", {}, {})]
        place, row = chance.randrange(len(cases)), chance.choice(asked.questions)
        before = cases[place].answers.get(row.id, "blank")

        def after(answer: str, cases: list[CaseAnswers] = cases, place: int = place, row: str = row.id) -> Summary:
            changed = CaseAnswers(cases[place].ref, {}, dict(cases[place].answers) | {row: answer})
            return summary_of(asked, [*cases[:place], changed, *cases[place + 1 :]])  # noqa: B023 - called at once

        now, with_yes, with_no = (
            {(each.kind, each.id): each.percent for each in summary.scores}
            for summary in (summary_of(asked, cases), after("yes"), after("no"))
        )
        offered = what_if(summary_of(asked, cases).scores, row.id, before)
        assert {(each.score.kind, each.score.id) for each in offered} == {
            ("criterion", row.criterion),
            ("section", row.section),
            *(("theme", theme) for theme in row.themes),
        }
        for each in offered:
            key = each.score.kind, each.score.id
            assert (each.now, each.with_yes, each.with_no) == (now[key], with_yes[key], with_no[key])


def test_a_tally_adds_up_and_moves_one_answer_at_a_time() -> None:
    first, second = Tally(1, 2, 3, 4, 5), Tally(10, 20, 30, 40, 50)
    assert first + second == total([first, second]) == Tally(11, 22, 33, 44, 55)
    assert total([]) == Tally()
    assert (first.scored, first.open) == (3, 9)
    assert first.moved("blank", "yes") == Tally(2, 2, 3, 3, 5)
    assert first.moved("no", "no") == first
