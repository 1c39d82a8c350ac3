"""How far a pooled score could have come out otherwise, had other cases been drawn.

Answers come in cases: those of one case are alike, so 2,000 answers of 38 cases say less than 2,000 answers of 2,000
cases. The score is therefore taken as a ratio estimated over a sample of cases, and its variance from how far the cases
lie from it. Published: W. G. Cochran, "Sampling Techniques", 3rd edition (1977), chapter 3 (proportions over clusters,
with the finite population correction). From the variance follows the number of independent answers that would say as
much, the effective size (L. Kish, "Survey Sampling", 1965), and from that the interval of E. B. Wilson, "Probable
inference, the law of succession, and statistical inference", Journal of the American Statistical Association 22 (1927),
209-212, with Student's t for the normal distribution since the variance is itself estimated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from casereview.questions.model import QuestionSet
from casereview.scoring.rules import rule_of
from casereview.scoring.score import FEW, Kind, percent, questions_of
from casereview.scoring.tally import CaseAnswers

# Below this many cases the variance between them is anybody's guess.
FEWEST_CASES = 5

# The point of the normal distribution below which 97.5% lies: 95% are within it on both sides.
NORMAL = 1.959963984540054


class InCase(NamedTuple):
    """How many answers of one case are scored, and how many of them are yes."""

    yes: int
    scored: int


Lack = Literal["", "nothing", "answers", "cases", "rule"]


class Estimate(NamedTuple):
    """A pooled score and its 95% interval, in shares from 0 to 1; `low` and `high` are None where it lacks something.

    `cases` are those with a scored answer. `lack` is what there are too few of: nothing is scored at all, fewer answers
    or fewer cases than an interval takes; or that the rule of the set gives none, since it does not pool. `caseload` is
    its number of cases where that was known.
    """

    yes: int
    scored: int
    cases: int
    caseload: int | None = None
    lack: Lack = ""
    low: float | None = None
    high: float | None = None

    @property
    def percent(self) -> int | None:
        """The score as a whole percentage."""
        return percent(self.yes, self.scored)

    @property
    def whole(self) -> tuple[int, int] | None:
        """The limits as whole percentages, halves rounded up like a score; None where there is no interval."""
        at = self.percent
        if self.low is None or self.high is None or at is None:
            return None
        # A limit that is the score itself must not fall a point short of it by the last binary digit.
        low, high = (math.floor(100 * limit + 0.5 + 1e-9) for limit in (self.low, self.high))
        return min(low, at), max(high, at)


def student(freedom: float) -> float:
    """Return the point of Student's t distribution below which 97.5% lies, for 4 degrees of freedom or more.

    Published: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5. It is 0.001 short at
    4 degrees of freedom and 0.00001 at 10.
    """
    z = NORMAL
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )


def wilson(share: float, size: float, quantile: float) -> tuple[float, float]:
    """Return Wilson's limits for a share of `size` independent answers (it may be a fraction, or without end)."""
    square = quantile * quantile / size
    middle = (share + square / 2) / (1 + square)
    reach = math.sqrt(square * (share * (1 - share) + square / 4)) / (1 + square)
    # The share is always between them; where it is a limit, rounding must not put it outside.
    return max(0.0, min(middle - reach, share)), min(1.0, max(middle + reach, share))


def estimate(cases: Iterable[InCase], caseload: int | None = None, *, few: int = FEW) -> Estimate:
    """Return the pooled score of some cases with its interval.

    `cases` are those that were looked at, one each; one without a scored answer says nothing about the score, and only
    counts among the cases read of a caseload. `caseload` is how many cases there were to draw from; all read, nothing
    is left to chance. Without it the interval is as wide as for a caseload without end. Fewer than five cases or `few`
    answers have no interval.

    Answers never count for more than as many independent ones. Where all are alike, cases that differ can not be seen
    and each case counts as one answer, so that the interval is not without width.
    """
    read = tuple(cases)
    clusters = [each for each in read if each.scored]
    yes, scored, number = sum(each.yes for each in clusters), sum(each.scored for each in clusters), len(clusters)
    lack: Lack = "nothing" if not scored else "answers" if scored < few else "cases" if number < FEWEST_CASES else ""
    found = Estimate(yes, scored, number, caseload, lack)
    if lack:
        return found
    size = effective_size(clusters)
    if caseload is not None:
        left = 1 - len(read) / max(caseload, len(read))  # the finite population correction
        size = size / left if left else math.inf
    low, high = wilson(yes / scored, size, student(number - 1))
    return found._replace(low=low, high=high)


def effective_size(clusters: Sequence[InCase]) -> float:
    """Return how many independent answers would say as much as the scored answers of two or more cases.

    That is share * (1 - share) / variance, of a sample from a caseload without end.
    """
    yes, scored, number = sum(each.yes for each in clusters), sum(each.scored for each in clusters), len(clusters)
    if yes in (0, scored):
        return float(number)
    # Whole numbers, so that the order of the cases makes no difference in the last digit.
    squares = sum((each.yes * scored - yes * each.scored) ** 2 for each in clusters)
    if not squares:
        return float(scored)
    # variance = number / (number - 1) * sum((yes_i - share * scored_i) ** 2) / scored ** 2
    return min(float(scored), yes * (scored - yes) * scored**2 * (number - 1) / (number * squares))


def by_case(question_set: QuestionSet, cases: Iterable[CaseAnswers]) -> dict[tuple[Kind, str], list[InCase]]:
    """Return what each case brings to each theme, section and criterion, by kind and id, in one pass over the cases.

    A case where nothing applied is there with nothing scored; one where nothing is scored and something is still open
    is not there, since it has not been read so far.
    """
    groups: list[tuple[Kind, str]] = [("theme", each.id) for each in question_set.themes]
    groups += [("section", each.id) for each in question_set.sections]
    groups += [("criterion", each.id) for each in question_set.criteria]
    sizes = [len(questions_of(question_set, *group)) for group in groups]
    fed: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        for each in questions_of(question_set, *group):
            fed.setdefault(each, []).append(at)
    found: dict[tuple[Kind, str], list[InCase]] = {group: [] for group in groups}
    for case in cases:
        yes, scored, aside = [0] * len(groups), [0] * len(groups), [0] * len(groups)
        for question_id, answer in case.answers.items():
            for at in fed.get(question_id, ()):
                yes[at] += answer == "yes"
                scored[at] += answer in ("yes", "no")
                aside[at] += answer == "na"
        for at, group in enumerate(groups):
            if scored[at] or aside[at] == sizes[at]:
                found[group].append(InCase(yes[at], scored[at]))
    return found


def estimates(
    question_set: QuestionSet, cases: Iterable[CaseAnswers], caseload: int | None = None, *, few: int = FEW
) -> dict[tuple[Kind, str], Estimate]:
    """Return the estimate of every theme, section and criterion, by kind and id (see `estimate`).

    A rule that does not pool has no interval: what is drawn here is the share of all the answers together.
    """
    found = {group: estimate(each, caseload, few=few) for group, each in by_case(question_set, cases).items()}
    if rule_of(question_set).pooled:
        return found
    return {group: each._replace(lack="rule", low=None, high=None) for group, each in found.items()}
