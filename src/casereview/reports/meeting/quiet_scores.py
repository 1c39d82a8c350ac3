"""Scores before a room: a score always stands, what stands behind it only where no small number of cases follows from it.

The only place of that rule. A score is what the meeting came for and what is published: its percentage and its band are
shown as they are. How many answers are behind it, and its interval, which says the same, are left out where anything is
withheld of a question beneath it (see `quiet`): whoever takes the questions beside it from that count would have the
small number. A score of one question is that question's count: where this tells, a band stands without its percentage,
and a count is said in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from casereview.findings.model import Finding
from casereview.questions.model import FindingRules, QuestionSet
from casereview.reports.meeting.quiet_counts import TOO_FEW, near_totals, quiet_count, tells, total_may_be_said
from casereview.scoring import Kind, Score, Summary
from casereview.scoring.interval import Estimate
from casereview.scoring.interval_words import interval_said
from casereview.scoring.rules import rule_of, said
from casereview.scoring.words import share, x_of_y

Figures = Mapping[tuple[Kind, str], "Figure"]


class Figure(NamedTuple):
    """A score as it is shown: `percent` None where there is none or too little to show; `behind` and `interval` may be empty.

    Without `bar` it is no share, so there is none to draw.
    """

    title: str
    said: str
    percent: int | None
    band: str = ""
    behind: str = ""
    interval: str = ""
    bar: bool = True


def quiet_scores(
    question_set: QuestionSet,
    summary: Summary,
    findings: Iterable[Finding],
    estimates: Mapping[tuple[Kind, str], Estimate],
) -> Figures:
    """Return every score as it may be said; `findings` are those that are printed anywhere."""
    rules = question_set.finding_rules
    near = near_totals(findings, summary.cases, question_set)
    withheld = {
        each.id
        for each in summary.questions
        if tells(each.tally, rules) or each.tally.scored in near.get(question_set.by_id[each.id].criterion, ())
    }
    return {
        (each.kind, each.id): _figure(each, withheld, rules, estimates.get((each.kind, each.id)))
        for each in summary.scores
    }


def _figure(score: Score, withheld: set[str], rules: FindingRules, interval: Estimate | None) -> Figure:
    rule, tally = rule_of(score), score.behind
    if not tally.scored:
        return Figure(score.name, said(score), None, bar=rule.shares)
    if rule.rated and score.kind == "section":
        return Figure(score.name, said(score), None, bar=False)
    # The published sections are figures without a band.
    band = score.band.label if score.band and score.kind != "section" else ""
    if not rule.shares:
        return Figure(score.name, quiet_count(tally, rules) if tells(tally, rules) else said(score), None, bar=False)
    if tells(tally, rules) and (score.lowest or len(score.questions) == 1):
        return Figure(score.name, band or TOO_FEW, None, bar=False)
    if tells(tally, rules) and not total_may_be_said(tally.scored, rules):
        return Figure(score.name, TOO_FEW, None)
    if tells(tally, rules) or withheld.intersection([score.lowest] if score.lowest else score.questions):
        return Figure(score.name, f"{score.percent}%", score.percent, band)
    same = interval is not None and (interval.yes, interval.scored) == (tally.yes, tally.scored)
    words = interval_said(interval, few=rules.few) if interval and same and interval.whole else ""
    return Figure(score.name, share(tally), score.percent, band, f"{x_of_y(tally)} answers were sufficient", words)
