"""The interval of a score: by its laws, by drawing samples from a population, and against other people's statistics."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casereview.questions import QuestionSet
from casereview.scoring import CaseAnswers
from casereview.scoring.interval import (
    FEWEST_CASES,
    NORMAL,
    Estimate,
    InCase,
    by_case,
    effective_size,
    estimate,
    estimates,
    student,
    wilson,
)
from casereview.scoring.interval_words import MEANING, interval_said, interval_short
from casereview.scoring.score import questions_of
from tests.scoring.populations import population
from tests.strategies import inspections, question, question_set

ROOT = Path(__file__).resolve().parents[2]
ORACLES = ROOT / ".venv-oracles" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

in_case = st.integers(0, 30).flatmap(lambda scored: st.builds(InCase, st.integers(0, scored), st.just(scored)))
samples = st.lists(in_case, max_size=40)


# --- laws ---


@given(samples, st.integers(0, 200))
def test_a_score_lies_in_its_interval_and_the_interval_in_0_to_100(sample: list[InCase], more: int) -> None:
    for caseload in (None, len(sample) + more or 1):
        found = estimate(sample, caseload)
        if found.whole is None:
            assert found.lack
            assert (found.low, found.high) == (None, None)
            continue
        assert found.percent is not None
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.whole[0] <= found.percent <= found.whole[1] <= 100
        assert 0 <= found.low <= found.yes / found.scored <= found.high <= 1


def width(found: Estimate) -> float:
    assert found.low is not None
    assert found.high is not None
    return found.high - found.low


@given(samples, st.integers(2, 5))
def test_more_cases_of_the_same_kind_make_it_narrower(sample: list[InCase], times: int) -> None:
    once, more = estimate(sample), estimate(sample * times)
    assume(not once.lack)
    assert width(more) < width(once)


@given(samples)
def test_the_more_of_a_caseload_is_read_the_narrower(sample: list[InCase]) -> None:
    assume(not estimate(sample).lack)
    widths = [width(estimate(sample, len(sample) * times)) for times in (1, 2, 5, 100)] + [width(estimate(sample))]
    assert widths == sorted(widths)
    assert len(set(widths)) == len(widths)


@given(samples)
def test_a_caseload_that_was_read_whole_leaves_nothing_to_chance(sample: list[InCase]) -> None:
    found = estimate(sample, len(sample) or 1)
    assume(not found.lack)
    assert found.whole == (found.percent, found.percent)
    assert estimate(sample, 0).whole == found.whole, "no caseload is smaller than what was read of it"
    assert width(found) == 0
    assert "nothing to the draw" in interval_said(found)


@given(samples, st.randoms(use_true_random=False), st.none() | st.integers(40, 500))
def test_the_order_of_the_cases_makes_no_difference(sample: list[InCase], chance: random.Random, load: int) -> None:
    shuffled = list(sample)
    chance.shuffle(shuffled)
    assert estimate(shuffled, load) == estimate(sample, load)


@given(samples, st.integers(1, 20))
def test_cases_without_a_scored_answer_say_nothing_about_the_score(sample: list[InCase], empty: int) -> None:
    assert estimate([*sample, *[InCase(0, 0)] * empty]) == estimate(sample)


@given(st.integers(1, 4), st.integers(1, 400))
def test_however_many_answers_a_few_cases_give_they_have_no_interval(cases: int, answers: int) -> None:
    found = estimate([InCase(answers, 2 * answers + 10)] * cases)
    assert (found.cases, found.lack, found.whole) == (cases, "cases", None)


@given(samples)
def test_a_case_counts_as_one_however_alike_its_answers_are(sample: list[InCase]) -> None:
    """Each case of all yes or all no: its answers say no more than one answer would, so their number does not matter."""
    alike = [InCase(10 if each.yes else 0, 10) for each in sample]
    tenfold = [InCase(10 * each.yes, 10 * each.scored) for each in alike]
    assume(not estimate(alike).lack)
    mixed = len({each.yes for each in alike}) > 1
    assert effective_size(tenfold) == pytest.approx(len(alike) - mixed)
    assert effective_size(alike) == pytest.approx(len(alike) - mixed)


@given(st.integers(FEWEST_CASES, 60), st.integers(2, 40), st.booleans())
def test_answers_that_are_all_alike_have_the_width_of_as_many_cases(cases: int, scored: int, yes: bool) -> None:
    sample = [InCase(scored if yes else 0, scored)] * cases
    found = estimate(sample)
    assert effective_size(sample) == cases
    assert width(found) > 0
    assert (found.high if yes else found.low) == (1 if yes else 0)


@given(st.integers(FEWEST_CASES, 60), st.integers(2, 40), st.integers(1, 39))
def test_cases_that_are_all_alike_count_for_no_more_than_their_answers(cases: int, scored: int, yes: int) -> None:
    assume(yes < scored)
    assert effective_size([InCase(yes, scored)] * cases) == cases * scored


@given(samples)
def test_the_variance_is_the_linearised_one_of_a_ratio_over_clusters(sample: list[InCase]) -> None:
    found = estimate(sample)
    assume(not found.lack and 0 < found.yes < found.scored)
    share = Fraction(found.yes, found.scored)
    clusters = [each for each in sample if each.scored]
    squares = sum((each.yes - share * each.scored) ** 2 for each in clusters)
    variance = Fraction(len(clusters), len(clusters) - 1) * squares / found.scored**2
    expected = share * (1 - share) / variance if variance else Fraction(found.scored)
    assert effective_size(clusters) == pytest.approx(float(min(expected, Fraction(found.scored))), rel=1e-12)


# --- how often it holds the truth ---


@pytest.mark.parametrize(("caseload", "size"), [(400, 38), (120, 38), (400, 12)])
def test_in_95_of_100_samples_it_holds_the_score_of_the_caseload(caseload: int, size: int) -> None:
    chance, draws = random.Random(2009), 1_200
    made = population(chance, caseload)
    truth = sum(each.yes for each in made) / sum(each.scored for each in made)
    held = naive = 0
    for _ in range(draws):
        found = estimate(chance.sample(made, size), caseload)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high
        low, high = wilson(found.yes / found.scored, found.scored, NORMAL)
        naive += low <= truth <= high
    assert 0.92 <= held / draws <= 0.98
    assert naive / draws < 0.75, "answers taken for independent: far too sure of itself"


# --- other people's statistics ---


def ask_the_oracles(shares: Sequence[tuple[int, int]], freedoms: Sequence[int]) -> Any:
    """Wilson's limits by statsmodels and points of t by scipy, all in one process of their own environment."""
    if not ORACLES.exists():
        pytest.fail("the statistics packages to compare with are not installed: run `make oracles`")
    done = subprocess.run(
        [ORACLES, ROOT / "tests" / "oracles" / "interval.py"],
        input=json.dumps({"shares": shares, "freedoms": freedoms}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"run `make clean oracles`: {done.stderr}"
    return json.loads(done.stdout)


def test_without_clusters_it_is_wilsons_interval_and_t_is_students() -> None:
    chance = random.Random()
    shares = [(0, 12), (12, 12), (1, 1), (0, 1), (5, 10), (99_999, 100_000)]
    shares += [(chance.randint(0, size), size) for size in (chance.randint(1, 5_000) for _ in range(400))]
    freedoms = [*range(FEWEST_CASES - 1, 120), 1_000, 100_000]
    theirs = ask_the_oracles(shares, freedoms)
    for (yes, size), limits in zip(shares, theirs["limits"], strict=True):
        assert wilson(yes / size, size, NORMAL) == pytest.approx(limits, abs=1e-9), (yes, size)
    for freedom, point in zip(freedoms, theirs["points"], strict=True):
        near = 1e-3 if freedom < 6 else 2e-4 if freedom < 10 else 1e-5
        assert student(freedom) == pytest.approx(point, abs=near), freedom


def test_the_normal_point_is_the_normal_distributions() -> None:
    assert pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-14) == NORMAL
    assert student(math.inf) == NORMAL


def test_a_size_without_end_leaves_the_share_itself() -> None:
    assert wilson(0.145, math.inf, NORMAL) == (0.145, 0.145)


# --- what each case brings ---


@given(inspections)
def test_what_each_case_brings_is_what_counting_each_score_by_itself_gives(
    inspection: tuple[QuestionSet, list[CaseAnswers]],
) -> None:
    asked, cases = inspection
    found = by_case(asked, cases)
    assert set(found) == {
        *(("theme", each.id) for each in asked.themes),
        *(("section", each.id) for each in asked.sections),
        *(("criterion", each.id) for each in asked.criteria),
    }
    for (kind, identifier), pairs in found.items():
        expected = []
        for case in cases:
            answers = [case.answers.get(each, "blank") for each in questions_of(asked, kind, identifier)]
            pair = InCase(answers.count("yes"), answers.count("yes") + answers.count("no"))
            if pair.scored or not {"blank", "unresolved"} & set(answers):
                expected.append(pair)
        assert pairs == expected


def test_a_case_not_read_so_far_is_none_of_the_cases_read_of_a_caseload() -> None:
    asked = question_set([question("a", "1.1"), question("b", "1.1")])
    scored = [CaseAnswers(f"c{place}", {}, {"a": "yes", "b": "no", "gone": "no"}) for place in range(8)]
    aside = [CaseAnswers("d", {}, {"a": "na", "b": "na"})]
    half = [CaseAnswers("e", {}, {"a": "na"}), CaseAnswers("f", {}, {"a": "unresolved"}), CaseAnswers("g", {}, {})]
    everything = by_case(asked, [*scored, *aside, *half])
    assert everything["criterion", "1.1"] == [InCase(1, 2)] * 8 + [InCase(0, 0)]
    census = estimates(asked, [*scored, *aside], 9)["section", "1"]
    assert census.whole == (50, 50)
    not_yet = estimates(asked, [*scored, *half], 11)["section", "1"]
    assert not_yet.whole is not None
    assert not_yet.whole[0] < 50 < not_yet.whole[1]


# --- words ---


def test_an_interval_is_said_in_a_sentence() -> None:
    sample = [InCase(place % 4 + 6, 10) for place in range(38)]
    found = estimate(sample)
    assert found.whole == (70, 79)
    assert interval_said(found) == (
        "Had other cases been drawn from the same caseload, this score would probably have been between 70 and 79"
        " (38 cases with 380 answers)."
    )
    assert interval_short(found) == "70 to 79"
    sure = Estimate(750_000, 1_000_000, 900, low=0.7491, high=0.7509)
    assert "been about 75 (" in interval_said(sure)
    assert "not a range of what the cases that were read scored" in MEANING


@pytest.mark.parametrize(
    ("sample", "few", "said"),
    [
        ([], 10, "No interval: nothing is scored."),
        ([InCase(0, 0)] * 9, 10, "No interval: nothing is scored."),
        ([InCase(1, 1)] * 9, 10, "No interval: 9 answers scored, and fewer than 10 say too little."),
        ([InCase(1, 1)], 2, "No interval: 1 answer scored, and fewer than 2 say too little."),
        (
            [InCase(9, 10)] * 4,
            10,
            "No interval: the answers come from 4 cases, and fewer than 5 do not show how far cases differ.",
        ),
        (
            [InCase(9, 10)],
            10,
            "No interval: the answers come from 1 case, and fewer than 5 do not show how far cases differ.",
        ),
    ],
)
def test_where_there_is_no_interval_it_says_why(sample: list[InCase], few: int, said: str) -> None:
    found = estimate(sample, few=few)
    assert found.whole is None
    assert interval_said(found, few=few) == said
    assert interval_short(found) == "-"


def test_a_score_of_five_cases_and_ten_answers_has_an_interval() -> None:
    assert estimate([InCase(1, 2)] * 5).whole is not None
    assert estimate([InCase(1, 1)] * 9, few=9).whole is not None


def test_limits_are_rounded_half_up_like_a_score() -> None:
    assert Estimate(1, 8, 8, low=0.125, high=0.125).whole == (13, 13)
    assert Estimate(29, 200, 9, low=0.145, high=29 / 200).whole == (15, 15), "14.499999999999998 in binary"
    assert Estimate(50, 100, 9, low=0.4049, high=0.605).whole == (40, 61)
