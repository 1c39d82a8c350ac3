"""Which question comes next, and which are blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook, Reading
from casereview.questions import QuestionSet
from casereview.tui.places import blank_once_answered, blanks, following, part_from
from tests.tui.hands import ME, make

# In screen order: assessed, safe, rmp-done, rmp-timely, delivered, joint-health, joint-police.


@pytest.mark.parametrize(
    ("places", "after", "found"),
    [((1, 4), 1, 4), ((1, 4), 2, 4), ((1, 4), 4, 1), ((1, 4), 6, 1), ((4,), 4, None), ((), 0, None)],
)
def test_the_next_place_is_another_one_from_the_start_again_at_the_end(
    places: tuple[int, ...], after: int, found: int | None
) -> None:
    assert following(places, after) == found


@pytest.fixture
def reading(tmp_path: Path, small: QuestionSet) -> Reading:
    """Two answered; a risk management plan was needed."""
    path = make(tmp_path / "a.db", small)
    with Casebook.open(path) as casebook:
        casebook.answer("C-1", "assessed", "yes", ME)
        casebook.answer("C-1", "joint-police", "no", ME)
        return casebook.reading("C-1", ME)


def test_what_is_not_answered_is_blank(small: QuestionSet, reading: Reading) -> None:
    assert blanks(small, reading) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("index", "answer", "found"), [(1, "yes", 2), (2, "yes", 3), (2, "no", 4), (5, "yes", 1), (0, "no", 1)]
)
def test_an_answer_leads_past_what_it_makes_not_applicable(
    small: QuestionSet, reading: Reading, index: int, answer: str, found: int
) -> None:
    assert blank_once_answered(small, reading, index, answer) == found


@pytest.mark.parametrize(
    ("part", "by", "found"), [("asset", 1, 2), ("rmp", 1, 4), ("delivery", 1, None), ("delivery", -1, 2), ("asset", -1, None)]
)  # fmt: skip
def test_a_part_begins_with_its_first_question(small: QuestionSet, part: str, by: int, found: int | None) -> None:
    assert part_from(small, part, by) == found
