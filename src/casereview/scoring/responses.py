"""Counting what respondents say: how many chose each option, a scale's distribution; apart from every score.

What a respondent left blank is counted as blank and is in no share; nothing here is a score and none of it enters one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from casereview.questions.model import HIGHEST_MARK, Question, QuestionSet
from casereview.scoring.small import withheld

MARKS = tuple(str(mark) for mark in range(HIGHEST_MARK + 1))


class Form(NamedTuple):
    """What one respondent said, as one assessor entered it: values by question id.

    `differing` are the items on which copies of the casebook hold different values: not counted until that is settled.
    """

    respondent: str
    reader: str
    values: Mapping[str, Any]
    differing: frozenset[str] = frozenset()


class ItemFigures(NamedTuple):
    """One item over all forms: how many answered, left it blank, or stand differently in copies.

    `counts` has every option, or every mark of a scale from "0" to "10", with how often it was chosen; where several
    can be chosen they add up to more than `answered`. A text has none. Of a scale: `median` (a half between two marks),
    `lowest` and `highest`, None where nobody answered.
    """

    question: str
    answered: int
    blank: int
    differing: int
    counts: Mapping[str, int]
    median: float | None = None
    lowest: int | None = None
    highest: int | None = None


class Responses(NamedTuple):
    """All items in screen order; `forms` were begun, of `respondents` that there are."""

    respondents: int
    forms: int
    items: tuple[ItemFigures, ...]


def median(marks: Iterable[int]) -> float | None:
    """Return the middle one of some numbers, or half-way between the middle two; None of none."""
    found = sorted(marks)
    if not found:
        return None
    middle = len(found) // 2
    return float(found[middle]) if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def count(question_set: QuestionSet, forms: Iterable[Form], respondents: int) -> Responses:
    """Return the figures of every item that is asked of respondents; judgements are counted elsewhere."""
    forms = list(forms)
    items = tuple(_figures(each, forms) for each in question_set.questions if each.kind != "judgement")
    return Responses(respondents, len(forms), items)


def _figures(question: Question, forms: list[Form]) -> ItemFigures:
    said = [form.values[question.id] for form in forms if question.id in form.values]
    differing = sum(question.id in form.differing for form in forms)
    counts: dict[str, int] = {}
    marks: list[int] = []
    if question.kind == "scale":
        marks = [mark for mark in said if isinstance(mark, int)]
        counts = dict.fromkeys(MARKS, 0)
    elif question.kind != "text":
        counts = {option.id: 0 for option in question.options}
    for value in said:
        for each in value if isinstance(value, list) else [str(value)]:
            if each in counts:
                counts[each] += 1
    return ItemFigures(
        question.id,
        len(said),
        len(forms) - len(said) - differing,
        differing,
        counts,
        median(marks),
        min(marks, default=None),
        max(marks, default=None),
    )


def outward(question: Question, figures: ItemFigures, small: int) -> dict[str, int | None] | None:
    """Return an item's counts as they may leave the room: None for each that is withheld; None for all where even the
    number of respondents is small.

    Of options that exclude one another a second count is withheld where the first could be worked out from it
    (`scoring.small`); of several choices each stands for itself, the number who did not choose it as well. Of two
    respondents, where two are no small number, a count so withheld could only be 1: all are.
    """
    if 0 < figures.answered < small:
        return None
    if question.kind == "choices":
        if figures.answered == small == 2:
            return None
        return {
            option: None if 0 < number < small or 0 < figures.answered - number < small else number
            for option, number in figures.counts.items()
        }
    hidden = withheld(figures.counts, small)
    return None if hidden.total else {each: None if each in hidden.cells else n for each, n in figures.counts.items()}
