"""How figures are said."""

from __future__ import annotations

import pytest

from casereview.scoring import FEW, Tally
from casereview.scoring.words import cases_said, provisional, share, x_of_y


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(), "no cases"),
        (Tally(na=9), "no cases"),
        (Tally(na=9, blank=4), "none yet"),
        (Tally(unresolved=1), "none yet"),
        (Tally(yes=3, no=2), "3 of 5 (60%)"),
        (Tally(no=1), "0 of 1 (0%)"),
        (Tally(yes=9), "9 of 9 (100%)"),
        (Tally(yes=9, no=1), "90%"),
        (Tally(no=10, na=99), "0%"),
        (Tally(yes=149, no=51), "75%"),
    ],
)
def test_a_share_says_the_count_first_below_ten_scored_answers(tally: Tally, said: str) -> None:
    assert FEW == 10
    assert share(tally) == said


def test_the_count_behind_a_figure_leaves_not_applicable_and_blank_out_and_is_never_0_of_0() -> None:
    assert x_of_y(Tally(yes=14, no=9, na=15, blank=3, unresolved=2)) == "14 of 23"
    assert x_of_y(Tally(no=1)) == "0 of 1"
    assert x_of_y(Tally(na=15)) == "no cases"
    assert x_of_y(Tally(na=15, blank=1)) == "none yet"


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(yes=1), ""),
        (Tally(blank=412), "provisional: 412 blank"),
        (Tally(unresolved=3), "provisional: 3 unresolved"),
        (Tally(blank=1412, unresolved=3), "provisional: 1,412 blank, 3 unresolved"),
    ],
)
def test_what_keeps_the_figures_provisional_is_said(tally: Tally, said: str) -> None:
    assert provisional(tally) == said


def test_how_far_the_sample_is_agrees_in_number() -> None:
    assert cases_said(38, 12, 10) == "38 cases, 12 started, 10 signed off"
    assert cases_said(1, 1, 0) == "1 case, 1 started, 0 signed off"
    assert cases_said(2, 1, 0, "respondent") == "2 respondents, 1 started, 0 signed off"
