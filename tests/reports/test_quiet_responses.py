"""No small number of people follows from what is said of a questionnaire's item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations_with_replacement, product

import pytest

from casereview.questions import QuestionSet, find
from casereview.questions.model import Question
from casereview.reports.meeting.quiet_responses import quiet_items
from casereview.scoring.responses import MARKS, ItemFigures, Responses, median

ASKED = find("young-people")
SCALE = next(each for each in ASKED.questions if each.kind == "scale")
CHOICE = next(each for each in ASKED.questions if each.kind == "choice")
SMALL = ASKED.finding_rules.small


def said(figures: ItemFigures, asked: QuestionSet = ASKED) -> tuple[str, tuple[tuple[str, str], ...]]:
    (item,) = quiet_items(asked, Responses(figures.answered, figures.answered, (figures,)))
    return item.said, item.rows


def of_marks(marks: Iterable[int]) -> ItemFigures:
    marks = list(marks)
    counts = {each: marks.count(int(each)) for each in MARKS}
    return ItemFigures(SCALE.id, len(marks), 0, 0, counts, median(marks), min(marks), max(marks))


def of_counts(question: Question, counts: Iterable[int]) -> ItemFigures:
    counts = list(counts)
    options = [each.id for each in question.options]
    return ItemFigures(question.id, sum(counts), 0, 0, dict(zip(options, counts, strict=True)))


def assert_nothing_follows(every: Iterable[ItemFigures]) -> None:
    behind: dict[tuple[str, tuple[tuple[str, str], ...]], list[Mapping[str, int]]] = defaultdict(list)
    for figures in every:
        behind[said(figures)].append(figures.counts)
    for words, together in behind.items():
        for option in together[0]:
            found = {each[option] for each in together}
            assert len(found) > 1 or not 0 < found.pop() < SMALL, (words, option)


@pytest.mark.parametrize("people", [3, 4, 5, 6])
def test_no_small_number_follows_of_the_marks_of_a_scale(people: int) -> None:
    assert_nothing_follows(of_marks(each) for each in combinations_with_replacement(range(11), people))


def test_no_small_number_follows_of_the_options_of_a_choice() -> None:
    counts = product(range(9), repeat=len(CHOICE.options))
    assert_nothing_follows(of_counts(CHOICE, each) for each in counts if 0 < sum(each) < 9)


def test_where_marks_are_withheld_neither_the_middle_nor_which_marks_were_given_is_said() -> None:
    words, rows = said(of_marks((1, 5, 9, 9, 9)))
    assert words == "5 people answered; 0 left it blank."
    assert len(rows) == 11
    words, rows = said(of_marks((1, 1, 1, 9, 9, 9)))
    assert "The middle one of their marks was 5" in words
    assert rows == (("1", "3"), ("9", "3"))
