"""Small cells: whoever knows the rule, the total and all that is shown can not work out a count that is withheld."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.scoring.small import FEWEST, Withheld, shown, withheld

breakdowns = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), max_size=8)


@pytest.mark.parametrize(
    ("cells", "most", "fewest"), [(1, 12, 3), (2, 12, 3), (3, 9, 3), (4, 7, 3), (5, 5, 3), (3, 9, 5)]
)
def test_no_withheld_count_follows_from_what_is_shown(cells: int, most: int, fewest: int) -> None:
    """Every breakdown there can be, by what is seen of it: each withheld cell has several counts that look the same."""
    seen: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        by_cell = {str(place): count for place, count in enumerate(counts)}
        total = None if withheld(by_cell, fewest).total else sum(counts)
        seen[(*shown(by_cell, fewest).values(), total)].append(counts)
    for view, same in seen.items():
        for place, cell in enumerate(view[:-1]):
            if cell is None:
                assert len({counts[place] for counts in same}) > 1, (view, same)


@given(breakdowns)
def test_every_small_count_is_withheld_and_nothing_shown_is_wrong(counts: dict[str, int]) -> None:
    for cell, count in shown(counts).items():
        assert count in (None, counts[cell])
        assert count is None or count == 0 or count >= FEWEST


@given(breakdowns)
def test_without_a_small_count_nothing_is_withheld(counts: dict[str, int]) -> None:
    larger = {cell: count and count + FEWEST for cell, count in counts.items()}
    assert withheld(larger) == Withheld(frozenset())
    assert shown(larger) == larger


@given(breakdowns, st.randoms(use_true_random=False))
def test_the_order_of_the_cells_tells_nothing(counts: dict[str, int], chance) -> None:  # type: ignore[no-untyped-def]
    cells = list(counts)
    chance.shuffle(cells)
    assert withheld({cell: counts[cell] for cell in cells}) == withheld(counts)


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ({"a": 2, "b": 9, "c": 20}, "ab", False),
        ({"a": 1, "b": 2, "c": 9}, "ab", False),
        ({"a": 2, "b": 9, "c": 9, "d": 20}, "abc", False),
        ({"a": 1, "b": 1, "c": 9, "d": 20}, "abc", False),
        ({"a": 2, "b": 9, "c": 0}, "ab", False),
        ({"a": 2, "b": 2, "c": 0}, "abc", False),
        ({"a": 1, "b": 1, "c": 1}, "abc", True),
        ({"a": 2, "b": 0}, "ab", True),
        ({"a": 2}, "a", True),
        ({"a": 0, "b": 0}, "", False),
        ({}, "", False),
    ],
    ids=["one small", "two small", "a tie goes together", "two alike take a third", "a zero is shown",
         "a zero where there is no other", "ones only", "a small total", "one cell", "nobody", "no cells"],
)  # fmt: skip
def test_what_is_withheld(counts: dict[str, int], cells: str, total: bool) -> None:
    assert withheld(counts) == Withheld(frozenset(cells), total)
