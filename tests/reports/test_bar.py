"""The bar of a score: its length, its filling, its limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions.model import Band
from casereview.reports.text.bar import bar
from tests.strategies import BANDS

percents = st.none() | st.integers(0, 100)
limits = st.sets(st.integers(1, 100), max_size=6)
widths = st.integers(1, 130)


def bands_from(firsts: set[int]) -> list[Band]:
    return [Band(f"b{first}", first, 100, "") for first in sorted({0, *firsts})]


@given(percents, limits, widths, st.booleans())
def test_a_bar_has_exactly_the_width_asked_for_and_plain_is_ascii(
    percent: int | None, firsts: set[int], width: int, plain: bool
) -> None:
    drawn = bar(percent, bands_from(firsts), width, plain=plain)
    assert len(drawn) == width
    assert not plain or drawn.isascii()


@given(percents, limits, widths)
def test_every_limit_is_marked_in_its_cell_and_nothing_else_is(
    percent: int | None, firsts: set[int], width: int
) -> None:
    drawn = bar(percent, bands_from(firsts), width, plain=True)
    marked = {place for place, sign in enumerate(drawn) if sign in "+|"}
    assert marked == {min(first * width // 100, width - 1) for first in firsts}


@given(percents, limits, widths)
def test_the_filling_has_no_holes(percent: int | None, firsts: set[int], width: int) -> None:
    drawn = bar(percent, bands_from(firsts), width, plain=True)
    filled = [sign in "#+" for sign in drawn]
    assert filled == sorted(filled, reverse=True)


@given(st.integers(0, 100), st.integers(1, 100), widths)
def test_a_mark_is_filled_exactly_where_its_band_is_reached(percent: int, first: int, width: int) -> None:
    drawn = bar(percent, bands_from({first}), width, plain=True)
    assert ("+" in drawn) == (percent >= first)


@given(st.integers(0, 99), limits, widths)
def test_a_higher_percentage_is_never_drawn_shorter(percent: int, firsts: set[int], width: int) -> None:
    def filled(of: int) -> int:
        return sum(sign in "#+" for sign in bar(of, bands_from(firsts), width, plain=True))

    assert filled(percent) <= filled(percent + 1)


@given(limits, widths, st.booleans())
def test_only_100_fills_all(firsts: set[int], width: int, plain: bool) -> None:
    full = set("#+") if plain else set("█┃")
    assert set(bar(100, bands_from(firsts), width, plain=plain)) <= full
    assert width == 1 or not set(bar(99, bands_from(set()), width, plain=plain)) <= full


def test_no_percentage_and_none_of_it_are_empty() -> None:
    assert bar(None, BANDS, 20) == bar(0, BANDS, 20) == "░░░░░░░░░│░░│░░│░░░░"


def test_what_it_looks_like() -> None:
    assert bar(81, BANDS, 20) == "█████████┃██┃██┃░░░░"
    assert bar(74, BANDS, 20, plain=True) == "#########+##+#.|...."
    assert bar(50, BANDS, 0) == ""


@pytest.mark.parametrize("percent", [44, 45, 59, 60, 74, 75])
def test_the_published_limits_show_which_side_a_score_is_on(percent: int) -> None:
    assert bar(percent, BANDS, 30, plain=True).count("+") == sum(percent >= first for first in (45, 60, 75))
