"""Several inspections or audits in order: each score over time, and which changes are larger than chance.

Only rows that are scored and mean the same in all of them are counted, so that a question which came in, went, was
reworded or became a prompt moves nothing. Each is held against the one before it, and the last against the first, as `compare` holds two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from casereview.questions.model import QuestionSet
from casereview.scoring.compare import Comparison, Difference, Side, compare, narrowed
from casereview.scoring.score import FEW, Kind
from casereview.scoring.tally import CaseAnswers, Tally


class Line(NamedTuple):
    """A score over time: each time's own figures, the step from each to the
    next, and the way from the first to the last.
    """

    kind: Kind
    id: str
    title: str
    sides: tuple[Side, ...]
    steps: tuple[Difference, ...]
    whole: Difference


class Trend(NamedTuple):
    """What became of each score.

    `common` are the ids of the rows that all scored in the same words, `left_out` those that some scored and not all
    alike, each with its short words where it was asked last. `cases` and `answers` are those of each time, the answers
    to the common rows only.
    """

    common: tuple[str, ...]
    left_out: Mapping[str, str]
    cases: tuple[int, ...]
    answers: tuple[Tally, ...]
    lines: tuple[Line, ...]

    def of_kind(self, kind: Kind) -> tuple[Line, ...]:
        """Return the lines of one kind, in the last set's order."""
        return tuple(each for each in self.lines if each.kind == kind)


def trend(times: Sequence[tuple[QuestionSet, Iterable[CaseAnswers]]], *, few: int = FEW) -> Trend:
    """Return the trend of two or more inspections, the earliest first: each its question set and its cases.

    A score that no common row feeds is left out. Fewer than `few` answers or five cases are too few to tell.
    """
    sets = [asked for asked, _ in times]
    cases = [list(each) for _, each in times]
    same = [reduce(narrowed, sets, own) for own in sets]
    steps = [compare(*before, *after, few=few) for before, after in pairwise(zip(same, cases, strict=True))]
    whole = compare(same[0], cases[0], same[-1], cases[-1], few=few)
    asked = {question.id: question.short for each in sets for question in each.scored}
    common = tuple(question.id for question in same[-1].questions)
    return Trend(
        common,
        {name: short for name, short in asked.items() if name not in common},
        (steps[0].cases[0], *(step.cases[1] for step in steps)),
        (steps[0].answers[0], *(step.answers[1] for step in steps)),
        tuple(_line(each, steps) for each in whole.differences),
    )


def _line(whole: Difference, steps: Iterable[Comparison]) -> Line:
    own = tuple(each for step in steps for each in step.differences if (each.kind, each.id) == (whole.kind, whole.id))
    sides = (own[0].before, *(each.after for each in own))
    return Line(whole.kind, whole.id, whole.title, sides, own, whole)
