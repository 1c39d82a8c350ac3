"""The draw: fair, exact, the same for ever."""

from __future__ import annotations

import time
from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook.errors import Refused
from casereview.sampling.caseload import Caseload
from casereview.sampling.draw import ALGORITHM, MOST_QUOTAS, Draw, draw, having
from casereview.sampling.quotas import Quota
from tests.sampling.making import MINORITY, asked, demanding, of, realistic, shuffled
from tests.sampling.oracle import Again
from tests.strategies import examples

Asked = tuple[Caseload, int, list[str], list[Quota], int]
PUBLISHED = [
    Quota("rosh", ("high", "very-high"), 12),
    Quota("gender", ("female",), 20),
    Quota("ethnicity", MINORITY, 20),
]


def drawn(what: Asked, seed: str = "seed") -> Draw | None:
    caseload, size, by, quotas, reserves = what
    try:
        return draw(caseload, size, seed=seed, by=by, quotas=quotas, reserves=reserves)
    except Refused:
        return None


# --- what holds for every draw ---


@examples(300)
@given(asked(), st.integers(0, 999))
def test_every_case_is_drawn_at_most_once_and_the_numbers_are_exact(what: Asked, seed: int) -> None:
    caseload, size, _, _, reserves = what
    found = drawn(what, str(seed))
    if found is None:
        return
    assert (len(found.sample), len(found.reserves)) == (size, reserves)
    every = [*found.sample, *found.reserves]
    assert len(set(every)) == len(every)
    assert set(every) <= set(caseload.rows)
    assert set(found.exchanged) <= set(found.sample)


@examples(400)
@given(asked() | demanding(), st.integers(0, 999))
def test_minimums_are_met_or_refused_and_refused_only_where_no_sample_meets_them(what: Asked, seed: int) -> None:
    caseload, size, _, quotas, _ = what
    found = drawn(what, str(seed))

    def meets(sample: tuple[str, ...]) -> bool:
        return all(having(caseload, quota, sample) >= quota.at_least for quota in quotas)

    if found is None:
        assert not any(meets(each) for each in combinations(caseload.rows, size))
    else:
        assert meets(found.sample)


@examples(400)
@given(asked(7) | demanding() | demanding(), st.integers(0, 999))
def test_whoever_follows_the_description_draws_the_same(what: Asked, seed: int) -> None:
    caseload, size, by, quotas, reserves = what
    again = Again(caseload, str(seed), by, quotas)
    found, wanted = drawn(what, str(seed)), again.sample(size)
    assert (None if found is None else set(found.sample)) == wanted
    if found is not None:
        assert list(found.reserves) == again.reserves(set(found.sample), reserves)


def test_a_draw_that_exchanges_get_stuck_in_is_found_all_the_same() -> None:
    """One case for two minimums each: whoever takes cases one by one may take two that leave no place for the third."""
    caseload = of("abc", "C1 x - -", "C2 - x -", "C3 x x -", "C4 - - x", "C5 - - -")
    quotas = [Quota(column, ("x",), 1) for column in "abc"]
    for seed in range(200):
        found = draw(caseload, 2, seed=str(seed), quotas=quotas)
        assert found.sample == ("C3", "C4")
        again = Again(caseload, str(seed), [], quotas)
        assert again.sample(2) == {"C3", "C4"}


def test_a_draw_that_got_stuck_keeps_of_its_cases_what_it_can() -> None:
    both, one, other, third, none = "x x -", "x - -", "- x -", "- - x", "- - -"
    cells = [both, both, one, one, other, other, third, third, third, third, none, none]
    caseload = of("abcs", *(f"C{number} {cell} {number % 4}" for number, cell in enumerate(cells)))
    quotas = [Quota("a", ("x",), 1), Quota("b", ("x",), 1), Quota("c", ("x",), 3)]
    for seed in range(150):
        found = draw(caseload, 4, seed=str(seed), by=["s"], quotas=quotas)
        assert set(found.sample) == Again(caseload, str(seed), ["s"], quotas).sample(4)


@examples(200)
@given(asked(), st.integers(0, 999))
def test_the_order_of_rows_columns_facts_and_minimums_does_not_matter(what: Asked, seed: int) -> None:
    caseload, size, by, quotas, reserves = what
    other = (shuffled(caseload, seed), size, by[::-1], quotas[::-1], reserves)
    assert drawn(what) == drawn(other)


@examples(100)
@given(asked())
def test_reserves_do_not_change_the_sample_and_more_of_them_do_not_leave_any_overlap(what: Asked) -> None:
    caseload, size, by, quotas, _ = what
    samples = {
        found.sample
        for reserves in range(len(caseload.rows) - size + 1)
        if (found := drawn((caseload, size, by, quotas, reserves)))
    }
    assert len(samples) <= 1


@examples(200)
@given(asked(), st.integers(0, 999))
def test_without_minimums_every_stratum_is_within_one_case_of_its_share(what: Asked, seed: int) -> None:
    caseload, size, by, _, reserves = what
    found = drawn((caseload, size, by, [], reserves), str(seed))
    assert found is not None
    assert found.exchanged == ()

    def strata(refs: tuple[str, ...] | list[str]) -> Counter[tuple[str, ...]]:
        return Counter(tuple(caseload.rows[ref][column] for column in by) for ref in refs)

    in_sample = strata(found.sample)
    for stratum, there in strata(list(caseload.rows)).items():
        assert abs(in_sample[stratum] - Fraction(size * there, len(caseload.rows))) < 1


@examples(100)
@given(asked())
def test_minimums_that_the_plain_draw_meets_change_nothing(what: Asked) -> None:
    caseload, size, by, _, _ = what
    plain = drawn((caseload, size, by, [], 0))
    assert plain is not None
    quotas = [
        Quota(column, (caseload.rows[ref][column],), 1) for ref in plain.sample[:1] for column in caseload.columns
    ]
    assert drawn((caseload, size, by, quotas, 0)) == plain


# --- a draw of a realistic size ---


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_a_sample_of_85_mirrors_400_cases_by_each_fact_and_holds_the_minimums(seed: str) -> None:
    caseload = realistic(400)
    plain = draw(caseload, 85, seed=seed, by=["tier", "gender", "ethnicity"])
    for column in ("tier", "gender", "ethnicity"):
        in_sample = Counter(caseload.value(ref, column) for ref in plain.sample)
        for value, there in caseload.values(column).items():
            assert abs(in_sample[value] - 85 * there / 400) <= 1
    found = draw(caseload, 85, seed=seed, by=["tier", "gender", "ethnicity"], quotas=PUBLISHED, reserves=10)
    for quota in PUBLISHED:
        assert having(caseload, quota, found.sample) >= quota.at_least
    # The tiers, of which no minimum speaks, are as they were.
    tiers = [Counter(caseload.value(ref, "tier") for ref in each.sample) for each in (plain, found)]
    assert sum((tiers[0] - tiers[1]).values()) <= 1
    assert len(set(found.sample) - set(plain.sample)) == len(found.exchanged) <= 30


def test_every_case_has_the_same_chance() -> None:
    caseload = of("t", *(f"C{number} {'ab'[number % 2]}" for number in range(12)))
    times = Counter(ref for seed in range(3000) for ref in draw(caseload, 4, seed=str(seed), by=["t"]).sample)
    # 1,000 are expected of each, 26 is the standard deviation.
    assert set(times) == set(caseload.rows)
    assert all(abs(number - 1000) < 5 * 26 for number in times.values())


def test_a_place_between_two_equal_strata_is_not_always_given_to_the_larger_or_the_first() -> None:
    caseload = of("t", "C1 a", "C2 b", "C3 b", "C4 b")
    alone = sum("C1" in draw(caseload, 2, seed=str(seed), by=["t"]).sample for seed in range(1000))
    assert abs(alone - 500) < 5 * 16


def test_another_seed_draws_other_cases() -> None:
    caseload = realistic(400)
    samples = {draw(caseload, 85, seed=str(seed), by=["tier"]).sample for seed in range(20)}
    assert len(samples) == 20


def test_the_draw_is_frozen() -> None:
    """What `casereview.draw/1` draws is what it will always draw. If this fails, the algorithm needs another name."""
    assert ALGORITHM == "casereview.draw/1"
    caseload = of(
        ("tier", "gender", "rosh"),
        *(
            f"WB-{number} {('community', 'custody', 'first-tier')[number % 3]} {('male', 'female')[number % 5 == 0]}"
            f" {('low', 'medium', 'high')[(number % 7 == 0) + (number % 4 == 0)]}"
            for number in range(1, 41)
        ),
    )
    plain = draw(caseload, 10, seed="Westborough 2026", by=["tier", "gender"], reserves=4)
    assert plain == GOLDEN_PLAIN
    quotas = [Quota("gender", ("female",), 4), Quota("rosh", ("high", "medium"), 6)]
    found = draw(caseload, 10, seed="Westborough 2026", by=["tier", "gender"], quotas=quotas, reserves=4)
    assert found == GOLDEN_QUOTAS


@pytest.mark.parametrize(("cases", "size", "seconds"), [(400, 85, 0.5), (20_000, 377, 3.0)])
def test_a_draw_with_minimums_takes_no_time_to_speak_of(cases: int, size: int, seconds: float) -> None:
    caseload = realistic(cases)
    start = time.perf_counter()
    draw(caseload, size, seed="x", by=["tier", "gender", "ethnicity"], quotas=PUBLISHED, reserves=10)
    assert time.perf_counter() - start < seconds


# --- words for what can not be ---

SMALL = of(("gender", "rosh"), "C1 male low", "C2 Male high", "C3 female high", "C4 female low", "C5 male low")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"size": 6}, "a sample of 6 wanted, and the caseload has 5 cases"),
        ({"size": 0}, "a sample has at least 1 case"),
        ({"reserves": 4}, "4 reserves wanted, and 3 cases are left beside the sample"),
        ({"reserves": -1}, "the number of reserves can not be below 0"),
        ({"by": ["gendre"]}, "the caseload has no column 'gendre'; did you mean 'gender'?"),
        ({"by": ["zzz"]}, "the caseload has no column 'zzz'; there are gender, rosh"),
        ({"by": ["case"]}, "the caseload has no column 'case'; there are gender, rosh"),
        ({"quotas": [Quota("rosh", ("hgih",), 1)]}, "no case can have rosh = 'hgih'; did you mean 'high'?"),
        ({"quotas": [Quota("rosh", ("x",), 1)]}, "no case can have rosh = 'x'; there are high, low"),
        ({"quotas": [Quota("rosh", ("high",), 0)]}, "rosh: a minimum names a value and a number of cases from 1 on"),
        ({"quotas": [Quota("rosh", (), 1)]}, "rosh: a minimum names a value and a number of cases from 1 on"),
        ({"quotas": [Quota("rosh", ("high",), 3)]}, "rosh = high: 3 wanted, 2 in the caseload"),
        ({"quotas": [Quota("rosh", ("low",), 3)]}, "rosh = low: 3 wanted, and the sample has 2"),
        (
            {"quotas": [Quota("rosh", ("high",), 3), Quota("gender", ("female",), 4)]},
            "rosh = high: 3 wanted, 2 in the caseload\ngender = female: 4 wanted, 2 in the caseload",
        ),
        (
            {"quotas": [Quota("rosh", ("high",), 2), Quota("gender", ("female",), 2)]},
            "these minimums together need at least 3 cases, and the sample has 2; ask for fewer, or for more cases",
        ),
        (
            {"quotas": [Quota("rosh", ("low",), 1)] * (MOST_QUOTAS + 1)},
            "11 minimums; at most 10 can be asked for at once",
        ),
        ({"seed": ""}, "the seed is a text of 1 to 200 characters, each of which can be seen"),
        ({"seed": " "}, "the seed is a text of 1 to 200 characters, each of which can be seen"),
        ({"seed": "x" * 201}, "the seed is a text of 1 to 200 characters, each of which can be seen"),
        ({"seed": "a\0b"}, "the seed is a text of 1 to 200 characters, each of which can be seen"),
        ({"seed": "\ud800"}, "the seed is a text of 1 to 200 characters, each of which can be seen"),
    ],
)
def test_what_can_not_be_is_refused_in_words(how: dict[str, object], words: str) -> None:
    asked_for = {"size": 2, "seed": "x"} | how
    with pytest.raises(Refused) as caught:
        draw(SMALL, **asked_for)  # type: ignore[arg-type]
    assert str(caught.value) == words


def test_a_caseload_without_cases_is_refused() -> None:
    with pytest.raises(Refused, match="the caseload holds no cases"):
        draw(Caseload((), {}), 1, seed="x")


@pytest.mark.parametrize("how", [{"by": ["g"]}, {"quotas": [Quota("g", ("a",), 1)]}])
def test_cases_without_a_value_that_the_draw_needs_are_named(how: dict[str, object]) -> None:
    rows = {f"C-{number}": {"g": "a" if number < 3 else " "} for number in range(1, 13)}
    with pytest.raises(Refused) as caught:
        draw(Caseload(("g",), rows), 2, seed="x", **how)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "g: 10 cases without a value (C-3, C-4, C-5, C-6, C-7, …); fill it in, if need be with a word like 'not-recorded'"
    )
    assert draw(Caseload(("g",), rows), 2, seed="x")


def test_capitals_and_spaces_make_no_other_value() -> None:
    told = [{"by": ["GENDER "]}, {"quotas": [Quota("Gender", (" MALE",), 2)]}]
    untold = [{"by": ["gender"]}, {"quotas": [Quota("gender", ("male",), 2)]}]
    for one, other in zip(told, untold, strict=True):
        assert draw(SMALL, 3, seed="x", **one) == draw(SMALL, 3, seed="x", **other)  # type: ignore[arg-type]


GOLDEN_PLAIN = Draw(
    sample=("WB-4", "WB-17", "WB-19", "WB-24", "WB-26", "WB-27", "WB-33", "WB-34", "WB-35", "WB-40"),
    reserves=("WB-16", "WB-9", "WB-20", "WB-14"),
    exchanged=(),
)
GOLDEN_QUOTAS = Draw(
    sample=("WB-4", "WB-15", "WB-16", "WB-17", "WB-19", "WB-20", "WB-24", "WB-33", "WB-35", "WB-40"),
    reserves=("WB-34", "WB-26", "WB-27", "WB-10"),
    exchanged=("WB-15", "WB-16", "WB-20"),
)
