"""Two inspections side by side: what both asked, how both scored on it, and
whether the difference is larger than chance.

Only rows that are scored and mean the same in both are compared: the same id, and no difference that would make an
upgrade ask again (`questions.changes`). The scores of both are taken anew over these, so a question that came in, went,
was reworded or became a prompt moves nothing. A row that feeds other scores than it did counts in those it feeds in
both.

The difference is held against chance by the interval for a difference of two independent estimates that is made of
their own intervals. Published: R. G. Newcombe, "Interval estimation for the difference between independent proportions:
comparison of eleven methods", Statistics in Medicine 17 (1998), 873-890, method 10; for estimates of any kind G. Y. Zou
and A. Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27 (2008), 1693-1702.
It is asked how the work changed and not these two caseloads, so there is no finite population correction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, NamedTuple

from casereview.questions.changes import differences
from casereview.questions.model import Question, QuestionSet
from casereview.scoring.interval import Estimate, estimates
from casereview.scoring.score import FEW, Kind, Score
from casereview.scoring.summary import summarise
from casereview.scoring.tally import CaseAnswers, RunningTally, Tally

Verdict = Literal["larger", "chance", "few", "untold"]


class Rows(NamedTuple):
    """The scored questions of two inspections by id: those compared, and why each
    of the others is not, or not for every score.

    `reworded` have the same id and other words, `rescored` are scored in one and asked unscored in the other. `moved`
    are among `common` and feed other scores in one than in the other.
    """

    common: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    reworded: tuple[str, ...]
    moved: tuple[str, ...]
    rescored: tuple[str, ...]


class Side(NamedTuple):
    """One inspection's score over the common rows, and its estimate."""

    score: Score
    estimate: Estimate


class Difference(NamedTuple):
    """A score before and after.

    `points` is the difference of the two whole percentages, None where one has none or each was found by another rule.
    `low` and `high` are the limits of the difference at 95%, in points; None with `few`, too little to tell. It is
    `larger` than chance if they leave no difference out. A rule without intervals leaves it `untold`.
    """

    kind: Kind
    id: str
    title: str
    before: Side
    after: Side
    points: int | None
    low: float | None
    high: float | None
    verdict: Verdict


class Comparison(NamedTuple):
    """Two inspections side by side; the answers of each are those to the common rows."""

    rows: Rows
    cases: tuple[int, int]
    answers: tuple[Tally, Tally]
    differences: tuple[Difference, ...]

    def of_kind(self, kind: Kind) -> tuple[Difference, ...]:
        """Return the differences of one kind, in the later set's order."""
        return tuple(each for each in self.differences if each.kind == kind)


def rows(before: QuestionSet, after: QuestionSet) -> Rows:
    """Return which scored rows mean the same in two question sets, and the others; each in the order of its own set."""
    shared = [question for question in after.questions if question.id in before.by_id]
    both = [question for question in shared if question.scored and before.by_id[question.id].scored]
    same = [question for question in both if _one_meaning(before.by_id[question.id], question)]
    kept = {each.id for each in same}
    return Rows(
        common=tuple(each.id for each in same),
        only_before=tuple(each.id for each in before.scored if each.id not in after.by_id),
        only_after=tuple(each.id for each in after.scored if each.id not in before.by_id),
        reworded=tuple(each.id for each in both if each.id not in kept),
        moved=tuple(each.id for each in same if _feeds(each) != _feeds(before.by_id[each.id])),
        rescored=tuple(each.id for each in shared if each.scored != before.by_id[each.id].scored),
    )


def _one_meaning(before: Question, after: Question) -> bool:
    """The label of a reason says why, not what: a *no* is the same *no* when it is put in other words."""
    return all(each.startswith("reason ") for each in differences(before, after))


def _feeds(question: Question) -> tuple[str, str, frozenset[str]]:
    return question.section, question.criterion, frozenset(question.themes)


def narrowed(question_set: QuestionSet, other: QuestionSet) -> QuestionSet:
    """Return a question set with only the rows that mean the same in another, each feeding only
    what it feeds in both.
    """

    def row(question: Question) -> Question:
        there = other.by_id[question.id]
        return question._replace(
            section=question.section if question.section == there.section else "",
            criterion=question.criterion if question.criterion == there.criterion else "",
            themes=tuple(each for each in question.themes if each in there.themes),
        )

    common = frozenset(rows(other, question_set).common)
    return replace(question_set, questions=tuple(row(each) for each in question_set.questions if each.id in common))


def compare(
    before: QuestionSet,
    before_cases: Iterable[CaseAnswers],
    after: QuestionSet,
    after_cases: Iterable[CaseAnswers],
    *,
    few: int = FEW,
) -> Comparison:
    """Return two inspections side by side: themes, then each section with its criteria, as the later set has them.

    A score that no common row feeds is left out. The bands are each set's own. Fewer than `few` answers or five cases
    on either side are too few to tell.
    """
    past, present = list(before_cases), list(after_cases)
    old, new = narrowed(before, after), narrowed(after, before)
    old_answers, old_sides = _sides(old, past, few)
    new_answers, new_sides = _sides(new, present, few)
    differences = tuple(
        _difference(old_sides[group], side)
        for group, side in new_sides.items()
        if side.score.questions and group in old_sides
    )
    return Comparison(rows(before, after), (len(past), len(present)), (old_answers, new_answers), differences)


def _sides(asked: QuestionSet, cases: list[CaseAnswers], few: int) -> tuple[Tally, dict[tuple[Kind, str], Side]]:
    running = RunningTally((each.id for each in asked.questions), cases)
    figures = summarise(
        asked, running.tallies(), {}, cases=running.cases, started=running.started, signed_off=running.signed_off
    )
    found = estimates(asked, cases, few=few)
    return figures.answers, {(each.kind, each.id): Side(each, found[each.kind, each.id]) for each in figures.scores}


def _difference(before: Side, after: Side) -> Difference:
    old, new = before.score.percent, after.score.percent
    one_rule = before.score.rule == after.score.rule
    points = None if old is None or new is None or not one_rule else new - old
    found = limits(before.estimate, after.estimate)
    low, high = (None, None) if found is None else found
    verdict: Verdict = "few" if low is None or high is None else "chance" if low <= 0 <= high else "larger"
    if "rule" in (before.estimate.lack, after.estimate.lack):
        verdict = "untold"
    score = after.score
    return Difference(score.kind, score.id, score.title, before, after, points, low, high, verdict)


def limits(before: Estimate, after: Estimate) -> tuple[float, float] | None:
    """Return the 95% limits of the later share less the earlier, in points; None where one has no interval."""
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return None
    old, new = before.yes / before.scored, after.yes / after.scored
    down = math.hypot(new - after.low, before.high - old)
    up = math.hypot(after.high - new, old - before.low)
    return 100 * (new - old - down), 100 * (new - old + up)
