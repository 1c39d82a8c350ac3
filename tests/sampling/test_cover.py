"""Whether minimums that overlap can be met: against trying everything."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from casereview.sampling.cover import at_least, cover
from tests.strategies import examples


@st.composite
def programmes(draw: st.DrawFn) -> tuple[list[int], dict[int, int]]:
    wanted = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    sorts = st.integers(0, 2 ** len(wanted) - 1)
    return wanted, draw(st.dictionaries(sorts, st.integers(0, 3), max_size=6))


def meets(wanted: list[int], numbers: dict[int, int]) -> bool:
    return all(sum(n for sort, n in numbers.items() if sort >> bit & 1) >= each for bit, each in enumerate(wanted))


def fewest_by_trying(wanted: list[int], available: dict[int, int]) -> int | None:
    every = product(*(range(there + 1) for there in available.values()))
    tried = (dict(zip(available, numbers, strict=True)) for numbers in every)
    return min((sum(numbers.values()) for numbers in tried if meets(wanted, numbers)), default=None)


@examples(300)
@given(programmes())
def test_a_cover_is_found_exactly_where_there_is_one(programme: tuple[list[int], dict[int, int]]) -> None:
    wanted, available = programme
    fewest = fewest_by_trying(wanted, available)
    for places in range(14):
        found = cover(wanted, available, places)
        assert (found is not None) == (fewest is not None and fewest <= places)
        if found is not None:
            assert meets(wanted, found)
            assert sum(found.values()) <= places
            assert all(0 <= number <= available[sort] for sort, number in found.items())
    if fewest is not None:
        assert fewest - 1 <= at_least(wanted, available) <= fewest


def test_fractions_alone_would_promise_too_much() -> None:
    """Three minimums, each pair with one case: one and a half cases would do, but there are only whole ones."""
    pairs = {0b011: 1, 0b110: 1, 0b101: 1}
    assert cover([1, 1, 1], pairs, 1) is None
    assert sum((cover([1, 1, 1], pairs, 2) or {}).values()) == 2


def test_a_number_rounded_up_may_be_the_wrong_way() -> None:
    """Found by search: the relaxation takes a fraction of a sort of which no whole case belongs to any solution."""
    available = {8: 3, 13: 3, 14: 1, 3: 1, 11: 2}
    assert fewest_by_trying([1, 1, 1, 3], available) == 3
    assert meets([1, 1, 1, 3], cover([1, 1, 1, 3], available, 3) or {})


def test_no_minimums_need_no_cases() -> None:
    assert cover([], {0: 5}, 0) == {}
    assert cover([0, 0], {3: 1}, 0) == {}
