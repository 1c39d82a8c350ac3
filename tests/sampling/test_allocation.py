"""Sharing out: even, for ever the same, and nobody gets what they may not have."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook import Refused
from casereview.sampling.allocation import ALGORITHM, Case, by_assessor, pair, share_out
from tests.strategies import examples

NAMES = ("Ann", "Bea", "Cy", "Dee")
TIERS = ("", "high", "low", "medium")


def spread(numbers: Iterable[int]) -> int:
    numbers = list(numbers)
    return max(numbers) - min(numbers)


fresh = st.lists(st.sampled_from(TIERS), max_size=30).map(
    lambda groups: [Case(f"C{number}", group) for number, group in enumerate(groups)]
)
some_names = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)


@st.composite
def as_they_stand(draw: st.DrawFn, most: int = 20) -> list[Case]:
    """Cases of which some are somebody's, with answers of first and second readers that do not contradict it."""
    cases = []
    for number in range(draw(st.integers(0, most))):
        first = draw(st.sampled_from(["", "", *NAMES]))
        second = draw(st.sampled_from(["", "", "", *(name for name in NAMES if name != first)]))
        firsts = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)) if first else []
        cases.append(
            Case(
                f"C{number}",
                draw(st.sampled_from(TIERS[:2])),
                first,
                second,
                tuple(name for name in firsts if name != second),
                (second,) if second and draw(st.booleans()) else (),
            )
        )
    return cases


@examples(200)
@given(fresh, some_names, st.text("abc", min_size=1))
def test_counts_differ_by_at_most_one_in_all_and_in_each_group(cases: list[Case], names: list[str], seed: str) -> None:
    found = share_out(cases, names, seed)
    assert set(found) == {case.ref for case in cases}
    assert {first for first, _ in found.values()} <= set(names)
    counts = by_assessor((found[case.ref][0], case.group) for case in cases)
    assert spread(counts.get(name, Counter()).total() for name in names) <= 1
    for group in TIERS:
        assert spread(counts.get(name, Counter())[group] for name in names) <= 1


@examples(100)
@given(as_they_stand(), some_names, st.randoms(use_true_random=False))
def test_what_somebody_has_stays_and_the_order_of_rows_and_names_does_not_matter(
    cases: list[Case], names: list[str], chance: st.DataObject
) -> None:
    try:
        found = share_out(cases, names, "seed")
    except Refused:
        found = {}
    for case in cases if found else ():
        first, second = found[case.ref]
        assert first == case.first or not case.first
        assert second == case.second
        assert first != second
        assert first not in case.seconds or case.first
    shuffled, other = list(cases), list(names)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(other)  # type: ignore[attr-defined]
    try:
        assert share_out(shuffled, other, "seed") == found
    except Refused:
        assert found == {}


@examples(100)
@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["", "", "Ann", "Bea"])), max_size=9),
    st.sampled_from([("Ann",), ("Ann", "Bea"), ("Ann", "Bea", "Cy")]),
)
def test_with_what_stays_it_is_as_even_as_it_can_be(rows: list[tuple[str, str]], names: tuple[str, ...]) -> None:
    cases = [Case(f"C{number}", group, first) for number, (group, first) in enumerate(rows)]
    free = [case for case in cases if not case.first][:6]
    cases = [case for case in cases if case.first] + free

    def uneven(firsts: list[tuple[str, str]]) -> tuple[int, int]:
        in_all = Counter(name for name, _ in firsts)
        return sum(n * n for n in in_all.values()), sum(n * n for n in Counter(firsts).values())

    kept = [(case.first, case.group) for case in cases if case.first]
    possible = (
        uneven(kept + [(name, case.group) for name, case in zip(dealt, free, strict=True)])
        for dealt in itertools.product(names, repeat=len(free))
    )
    found = share_out(cases, names, "seed")
    assert uneven([(found[case.ref][0], case.group) for case in cases]) == min(possible)


@examples(200)
@given(as_they_stand(), st.lists(st.sampled_from(NAMES), min_size=2, unique=True), st.integers(0, 100))
def test_second_readings_are_as_many_as_asked_for_or_refused_if_they_can_not_be(
    cases: list[Case], names: list[str], points: int
) -> None:
    share = Fraction(points, 100)
    try:
        found = share_out(cases, names, "seed")
    except Refused:
        return
    able = sum(bool(case.second or set(names) - {found[case.ref][0], *case.firsts}) for case in cases)
    wanted = math.ceil(share * len(cases))
    if wanted > able:
        with pytest.raises(Refused, match=f"{able} cases? can have one"):
            share_out(cases, names, "seed", share)
        return
    found = share_out(cases, names, "seed", share)
    seconds = {case: found[case.ref][1] for case in cases if found[case.ref][1]}
    assert len(seconds) == max(wanted, sum(bool(case.second) for case in cases))
    for case, name in seconds.items():
        assert name != found[case.ref][0]
        assert name == case.second or (name in names and name not in case.firsts)


@examples(100)
@given(st.integers(2, 5), st.integers(1, 60), st.sampled_from([10, 25, 50]))
def test_second_readings_spread_over_the_pairs(readers: int, cases: int, points: int) -> None:
    names = [f"N{number}" for number in range(readers)]
    found = share_out([Case(f"C{n}") for n in range(cases)], names, "seed", Fraction(points, 100))
    pairs = Counter(pair(*both) for both in found.values() if both[1])
    if cases >= 2 * readers * (readers - 1):
        assert spread(pairs[each] for each in itertools.combinations(names, 2)) <= 1


def test_a_share_is_rounded_up() -> None:
    cases = [Case(f"C{number}") for number in range(85)]
    found = share_out(cases, NAMES, "seed", Fraction(1, 10))
    assert sum(bool(second) for _, second in found.values()) == 9


def test_a_real_week_is_shared_out_evenly() -> None:
    names = [f"N{number}" for number in range(7)]
    cases = [Case(f"C{number}", TIERS[number % 4]) for number in range(85)]
    found = share_out(cases, names, "seed", Fraction(1, 10))
    assert sorted(Counter(first for first, _ in found.values()).values()) == [12] * 6 + [13]
    assert spread(Counter(second for _, second in found.values() if second)[name] for name in names) <= 1
    assert max(Counter(pair(*both) for both in found.values() if both[1]).values()) == 1


def test_another_seed_shares_out_otherwise() -> None:
    cases = [Case(f"C{number}") for number in range(12)]
    assert share_out(cases, NAMES, "one") != share_out(cases, NAMES, "two")


def test_a_case_whose_second_reader_is_the_only_assessor_is_refused() -> None:
    with pytest.raises(Refused, match="case C1: its second reader"):
        share_out([Case("C1", second="Ann")], ["Ann"], "seed")


@pytest.mark.parametrize(
    ("names", "seed", "words"),
    [
        ([], "seed", "name the assessors"),
        (["Ann", "Ann"], "seed", "Ann is named twice"),
        (["Ann"], " ", "the seed"),
        (["Ann"], "a\x00b", "the seed"),
        (["Ann"], "x" * 201, "the seed"),
    ],
)
def test_what_can_not_be_is_refused_in_words(names: list[str], seed: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        share_out([Case("C1")], names, seed)


def test_the_outcome_of_a_seed_is_for_ever() -> None:
    """Frozen: whatever changes this outcome gets another name than casereview.allocation/1."""
    assert ALGORITHM == "casereview.allocation/1"
    cases = [Case(f"C{number:02}", TIERS[number % 3]) for number in range(12)]
    cases[0] = cases[0]._replace(first="Bea", firsts=("Bea",))
    cases[1] = cases[1]._replace(first="Bea", second="Cy")
    cases[2] = cases[2]._replace(first="Bea")
    cases[3] = cases[3]._replace(second="Ann", seconds=("Ann",))
    cases[4], cases[7] = (cases[place]._replace(first="Ann") for place in (4, 7))
    assert share_out(cases, ["Ann", "Bea", "Cy"], "golden3", Fraction(1, 3)) == GOLDEN


GOLDEN = {
    "C00": ("Bea", ""),
    "C01": ("Bea", "Cy"),
    "C02": ("Bea", ""),
    "C03": ("Cy", "Ann"),
    "C04": ("Ann", ""),
    "C05": ("Cy", "Ann"),
    "C06": ("Cy", ""),
    "C07": ("Ann", "Bea"),
    "C08": ("Bea", ""),
    "C09": ("Ann", ""),
    "C10": ("Cy", ""),
    "C11": ("Ann", ""),
}
