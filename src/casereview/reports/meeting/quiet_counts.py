"""Which counts of cases are small, and what may be said beside them or in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casereview.findings.model import Finding
from casereview.questions.model import FindingRules, QuestionSet
from casereview.scoring import Tally

SMALL = "a small number"
# Of a score that would tell of a small number.
TOO_FEW = "too few to show"
# Of a cell of a table: a withheld one can be a small number, or one from which that could be worked out.
WITHHELD = "not shown"


def is_small(count: int, rules: FindingRules) -> bool:
    """Tell whether a count of cases is too small to be said; none at all is not."""
    return 0 < count < rules.small


def tells(tally: Tally, rules: FindingRules) -> bool:
    """Tell whether a tally has a count that is too small to be said, so that neither it nor its percentage may be."""
    return any(is_small(count, rules) for count in (tally.yes, tally.no, tally.scored))


def total_may_be_said(total: int, rules: FindingRules) -> bool:
    """Beside words for a count: where there are few, the total and the list that it is in would tell the count."""
    return total >= max(rules.few, 2 * rules.small - 1)


def nearly_all(total: int, rules: FindingRules) -> str:
    """The word for all but a small number; it depends on the total alone."""
    return "almost all" if 100 * (total - rules.small + 1) >= rules.almost_all * total else "most"


def quiet_count(tally: Tally, rules: FindingRules) -> str:
    """Return how many of how many as it may be said of a tally that tells: `almost all of 14`; `too few to show`."""
    if not total_may_be_said(tally.scored, rules):
        return TOO_FEW
    return f"{_worded_count(tally.yes, tally.scored, rules)} of {tally.scored:,}"


def _worded_count(count: int, total: int, rules: FindingRules) -> str:
    if count in (0, total):
        return "none" if not count else "all"
    if total < 2 * rules.small - 1:
        return "some"
    if is_small(count, rules):
        return SMALL
    return nearly_all(total, rules) if is_small(total - count, rules) else f"{count:,}"


def near_totals(findings: Iterable[Finding], cases: int, question_set: QuestionSet) -> Mapping[str, frozenset[int]]:
    """Return by criterion the totals that are not said beside its others: the difference would be a small number of cases.

    The largest is said; `cases` stands beside all. Of all the findings of a criterion, whichever of them are shown: what is left
    out of one document can not be made up for from another.
    """
    rules, totals = question_set.finding_rules, dict[str, set[int]]()
    for finding in findings:
        totals.setdefault(finding.criterion, set()).update(
            each.tally.scored
            for each in finding.figures
            if not tells(each.tally, rules) or total_may_be_said(each.tally.scored, rules)
        )
    return {criterion: _too_near(found, cases, rules) for criterion, found in totals.items()}


def _too_near(totals: Iterable[int], cases: int, rules: FindingRules) -> frozenset[int]:
    said, near = [cases], set[int]()
    for total in sorted(totals, reverse=True):
        if any(is_small(abs(each - total), rules) for each in said):
            near.add(total)
        else:
            said.append(total)
    return frozenset(near)
