"""Places shared out over strata."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.sampling.strata import Margins, Stratum, apportion
from tests.strategies import examples


@st.composite
def shared_out(draw: st.DrawFn) -> tuple[dict[Stratum, int], int]:
    facts = draw(st.integers(0, 3))
    strata = st.tuples(*(st.sampled_from("wxyz") for _ in range(facts)))
    sizes = draw(st.dictionaries(strata, st.integers(1, 12), min_size=1, max_size=12))
    return sizes, draw(st.integers(0, sum(sizes.values())))


def squares(sizes: dict[Stratum, int], taken: dict[Stratum, int]) -> Fraction:
    whole, places = sum(sizes.values()), sum(taken.values())
    total = Fraction(0)
    for fact in range(len(next(iter(sizes)))):
        for value in {stratum[fact] for stratum in sizes}:
            got, there = (sum(each[s] for s in sizes if s[fact] == value) for each in (taken, sizes))
            total += (got - Fraction(places * there, whole)) ** 2
    return total


@examples(300)
@given(shared_out())
def test_every_stratum_gets_its_share_rounded_down_or_up_and_all_places_are_given(
    asked: tuple[dict[Stratum, int], int],
) -> None:
    sizes, places = asked
    taken = apportion(sizes, places)
    assert sum(taken.values()) == places
    for stratum, size in sizes.items():
        share = Fraction(places * size, sum(sizes.values()))
        assert floor(share) <= taken[stratum] <= ceil(share)
        assert taken[stratum] <= size


@examples(300)
@given(shared_out())
def test_no_single_move_brings_the_facts_nearer_to_the_caseload(asked: tuple[dict[Stratum, int], int]) -> None:
    sizes, places = asked
    taken = apportion(sizes, places)
    share = {stratum: Fraction(places * size, sum(sizes.values())) for stratum, size in sizes.items()}
    reached = squares(sizes, taken)
    for giver in sizes:
        for taker in sizes:
            if taken[giver] > share[giver] and taken[taker] < share[taker]:
                moved = {**taken, giver: taken[giver] - 1, taker: taken[taker] + 1}
                assert squares(sizes, moved) >= reached


@examples(200)
@given(shared_out(), st.data())
def test_the_gain_of_a_move_is_half_of_what_the_sum_of_squares_falls_by(
    asked: tuple[dict[Stratum, int], int], data: st.DataObject
) -> None:
    sizes, places = asked
    taken = apportion(sizes, places)
    giver, taker = (data.draw(st.sampled_from(sorted(sizes))) for _ in range(2))
    moved = dict(taken)
    moved[giver] -= 1
    moved[taker] += 1
    margins = Margins(sizes, taken)
    whole = sum(sizes.values())
    assert Fraction(2 * margins.gain(giver, taker), whole) == squares(sizes, taken) - squares(sizes, moved)
    margins.move(giver, taker)
    assert margins.off == Margins(sizes, moved).off


def test_moves_mend_what_the_largest_remainder_leaves_lopsided() -> None:
    """Nine strata of one case, three places: by remainder alone the first three would get them all."""
    sizes = {(a, b): 1 for a in "123" for b in "xyz"}
    taken = apportion(sizes, 3)
    for fact in range(2):
        values = {stratum[fact] for stratum in sizes}
        assert [sum(n for s, n in taken.items() if s[fact] == value) for value in sorted(values)] == [1, 1, 1]


@pytest.mark.parametrize("places", [0, 7])
def test_one_stratum_gets_everything(places: int) -> None:
    assert apportion({(): 7}, places) == {(): places}
