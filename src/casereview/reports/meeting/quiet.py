"""Small numbers of cases in a sentence: said as "a small number", so that nobody can be found by them.

The only place of that rule. A count from 1 to the set's limit less one is not said, and nothing from which it could be worked
out: not what is left of the total (22 of the 23 tells of the 1), not a percentage, not words like "both", not a total beside
another that differs from it by so few (38 cases, and 37 that had one). The words that stand for a count are the same for at least
two counts. A zero may be said. See `scoring.small` for tables.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from casereview.findings.draft import sentence_rules
from casereview.findings.figures import filled
from casereview.findings.model import Finding
from casereview.findings.sentences import Side, about_one, clause, listed
from casereview.questions.model import FindingRules, Question, QuestionSet
from casereview.reports.meeting.quiet_counts import SMALL, is_small, nearly_all, tells, total_may_be_said
from casereview.reports.meeting.quiet_reasons import reasons_said
from casereview.reports.meeting.quiet_wording import quiet_wording
from casereview.scoring import QuestionFigures, Tally, percent
from casereview.text import capital


def quiet(finding: Finding, question_set: QuestionSet, near: Collection[int] = ()) -> str:
    """Return a finding's sentence without small numbers, and without the totals in `near` (see `near_totals`).

    What somebody typed themselves stays, as long as each figure in it may be said or replaced by words in its place; else what
    the program drafted stands there.
    """
    rules, spoken = question_set.finding_rules, sentence_rules(question_set)
    if finding.wording:
        worded = quiet_wording(finding.wording, finding.figures, rules, near)
        if worded is not None:
            return worded
    rows = [(question_set.by_id[each.id], each) for each in finding.figures]
    if len(rows) == 1:
        return _one(*rows[0], rules, spoken, near, why=finding.which == "improvement")
    if not any(tells(each.tally, rules) or each.tally.scored in near for _, each in rows):
        return filled(finding.draft, finding.figures) if finding.wording else finding.text
    # In the set's order: the draft's, by share, would tell which of two small numbers is the smaller.
    rows.sort(key=lambda row: question_set.position[row[0].id])
    return _rows(rows, "yes" if finding.which == "strength" else "no", rules, spoken, near)


def replaced(finding: Finding, question_set: QuestionSet, near: Collection[int] = ()) -> bool:
    """Tell whether the draft stands in the place of what somebody worded, for a figure in it that may not be said."""
    return (
        bool(finding.wording)
        and quiet_wording(finding.wording, finding.figures, question_set.finding_rules, near) is None
    )


def _one(
    question: Question,
    figures: QuestionFigures,
    rules: FindingRules,
    spoken: FindingRules,
    near: Collection[int],
    *,
    why: bool,
) -> str:
    """A sentence on one question; `spoken` are the rules for what may be said out in full."""
    tally, among = figures.tally, question.among or "cases"
    side: Side = "yes" if 2 * tally.yes >= tally.scored else "no"
    alone = tally.scored in near
    if tells(tally, rules):
        said = f"{capital(clause(question, side))} in {_how_many(tally, side, rules, among, alone=alone)}."
    elif alone:
        said = f"{capital(clause(question, side))} in {_without_total(tally, side, rules, among)}."
    else:
        said = filled(about_one(question, figures, spoken, why=False), [figures])
    reasons = reasons_said(question, figures, side, rules, alone=alone) if why else ""
    return f"{said} {reasons}" if reasons else said


def _how_many(tally: Tally, side: Side, rules: FindingRules, among: str, *, alone: bool) -> str:
    """How many where a count tells; `alone` without the total."""
    count, scored = (tally.yes if side == "yes" else tally.no), tally.scored
    if count == scored:
        return f"the small number of {among}"
    if total_may_be_said(scored, rules):
        return f"{nearly_all(scored, rules)} of the {among if alone else f'{scored:,} {among}'}"
    # Below two thirds there are so few ways to come to a strength or not that "most" would tell the count.
    return f"{'some' if side == 'yes' and 3 * count < 2 * scored else 'most'} of the few {among}"


def _without_total(tally: Tally, side: Side, rules: FindingRules, among: str) -> str:
    """The count alone; with its share it would tell the total."""
    count, scored = (tally.yes if side == "yes" else tally.no), tally.scored
    if count == scored:
        return f"all {among}"
    if 2 * count == scored and scored >= rules.few:
        return f"half of the {among}"
    if (percent(count, scored) or 0) >= rules.almost_all:
        return f"almost all of the {among}"
    return f"{count:,} of the {among}"


def _rows(
    rows: Sequence[tuple[Question, QuestionFigures]],
    side: Side,
    rules: FindingRules,
    spoken: FindingRules,
    near: Collection[int],
) -> str:
    """One sentence about several rows; those of which the same is said stand together."""
    words = rows[0][0].good if side == "yes" else rows[0][0].poor
    before, _, after = words.partition("{item}") if "{item}" in words else ("", "", "")
    alike: dict[str, list[str]] = {}
    for question, each in rows:
        many = _short(each.tally, side, rules, spoken, near)
        alike.setdefault(many, []).append(clause(question, side)[len(before) :])
    parts = [
        f"{listed([*(each.removesuffix(after) for each in items[:-1]), items[-1]])} in {many}"
        for many, items in alike.items()
    ]
    if any(len(items) > 1 for items in alike.values()) and len(parts) > 1:
        return f"{capital(before)}{'; '.join(parts[:-1])}; and {parts[-1]}."
    return f"{capital(before + listed(parts))}."


def _short(tally: Tally, side: Side, rules: FindingRules, spoken: FindingRules, near: Collection[int]) -> str:
    count, scored = (tally.yes if side == "yes" else tally.no), tally.scored
    if not tells(tally, rules) and scored in near:
        return _without_total(tally, side, rules, "cases").replace(" of the cases", " cases")
    if not tells(tally, rules):
        if count == scored:
            return f"all {scored:,} cases"
        share = f" ({percent(count, scored)}%)" if scored >= spoken.few else ""
        return f"{count:,} of {scored:,} cases{share}"
    if count == scored:
        return "the small number of cases concerned"
    if is_small(scored - count, rules) and total_may_be_said(scored, rules):
        return f"{nearly_all(scored, rules)} of {'the' if scored in near else f'{scored:,}'} cases"
    if count < rules.small and scored >= 2 * rules.small - 1:
        return f"{SMALL} of cases"
    return f"{'most' if 2 * count > scored else 'some'} of the few cases"
