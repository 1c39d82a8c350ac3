"""Small numbers of cases in a sentence: said as "a small number", so that nobody can be found by them.

The only place of that rule. A count from 1 to the set's limit less one is not said, and nothing from which it could be worked
out: not what is left of the total (22 of the 23 tells of the 1), not a percentage, not words like "both". The words that stand
for a count are the same for at least two counts. A zero may be said. See `scoring.small` for tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casereview.findings.figures import filled
from casereview.findings.model import Finding
from casereview.findings.sentences import Side, about_one, clause, listed
from casereview.questions.model import FindingRules, Question, QuestionSet
from casereview.scoring import QuestionFigures, Tally, percent

SMALL = "a small number"
_REASONS = 3
_SHARE = re.compile(r"(\s*\(\s*|,\s*)(\{(?:yes|no)%(?:@[^{}\s]+)?\})\s*(?=[,)])")
_EMPTY = re.compile(r"\s*\(\s*,?\s*\)")


def is_small(count: int, rules: FindingRules) -> bool:
    """Tell whether a count of cases is too small to be said; none at all is not."""
    return 0 < count < rules.small


def tells(tally: Tally, rules: FindingRules) -> bool:
    """Tell whether a tally has a count that is too small to be said, so that neither it nor its percentage may be."""
    return any(is_small(count, rules) for count in (tally.yes, tally.no, tally.scored))


def quiet(finding: Finding, question_set: QuestionSet) -> str:
    """Return a finding's sentence without small numbers; what somebody typed themselves stays, figures in it do not."""
    rules = question_set.finding_rules
    if finding.wording:
        return _worded(finding.wording, finding.figures, rules)
    rows = [(question_set.by_id[each.id], each) for each in finding.figures]
    if len(rows) == 1:
        return _one(*rows[0], rules, why=finding.which == "improvement")
    if not any(tells(each.tally, rules) for _, each in rows):
        return finding.text
    # In the set's order: the draft's, by share, would tell which of two small numbers is the smaller.
    rows.sort(key=lambda row: question_set.position[row[0].id])
    return _rows(rows, "yes" if finding.which == "strength" else "no", rules)


def _one(question: Question, figures: QuestionFigures, rules: FindingRules, *, why: bool) -> str:
    tally, among = figures.tally, question.among or "cases"
    side: Side = "yes" if 2 * tally.yes >= tally.scored else "no"
    if tells(tally, rules):
        said = f"{_capital(clause(question, side))} in {_how_many(tally, side, rules, among)}."
    else:
        said = filled(about_one(question, figures, rules, why=False), [figures])
    reasons = _reasons(question, figures, side, rules) if why else ""
    return f"{said} {reasons}" if reasons else said


def _how_many(tally: Tally, side: Side, rules: FindingRules, among: str) -> str:
    count, scored = (tally.yes if side == "yes" else tally.no), tally.scored
    if count == scored:
        return f"the small number of {among}"
    if _total_may_be_said(scored, rules):
        return f"{_nearly_all(scored, rules)} of the {scored:,} {among}"
    # Below two thirds there are so few ways to come to a strength or not that "most" would tell the count.
    return f"{'some' if side == 'yes' and 3 * count < 2 * scored else 'most'} of the few {among}"


def _total_may_be_said(total: int, rules: FindingRules) -> bool:
    """Beside words for a count: where there are few, the total and the list that it is in would tell the count."""
    return total >= max(rules.few, 2 * rules.small - 1)


def _nearly_all(total: int, rules: FindingRules) -> str:
    """The word for all but a small number; it depends on the total alone."""
    return "almost all" if 100 * (total - rules.small + 1) >= rules.almost_all * total else "most"


def _reasons(question: Question, figures: QuestionFigures, side: Side, rules: FindingRules) -> str:
    """Why it fell short; nothing where that is said of a small number of cases, since it would be about one case or two."""
    no, hidden = figures.tally.no, tells(figures.tally, rules)
    if no < rules.small:
        return ""
    # Beside a number that is not said, no other may be: it would narrow that one down.
    loose = hidden or no < 2 * rules.small - 1
    given = [(_rank(figures.reasons.get(reason.id, 0), no, rules, loose), reason) for reason in question.reasons]
    parts: list[str] = []
    total = f" of the {no:,}"
    for count, reason in sorted((each for each in given if each[0]), key=lambda each: -each[0])[:_REASONS]:
        if count == no:
            many = "all of them" if hidden else f"all {no:,}"
        elif loose:
            many = "some of them"
        elif count < rules.small:
            many = SMALL
        elif no - count < rules.small:
            many = "most of them"
        else:
            many, total = f"{count:,}{total}", ""
        parts.append(f"{reason.phrase or f'the reason was “{_in_sentence(reason.label)}”'} in {many}")
    start = "Where it fell short" if side == "yes" else "Of these"
    return f"{start}, {listed(parts)}." if parts else ""


def _rank(count: int, total: int, rules: FindingRules, loose: bool) -> int:
    """Return a count, or another that is said alike: the order of the reasons must not tell more than the words."""
    if count in (0, total):
        return count
    if loose or count < rules.small:
        return 1
    return total - 1 if total - count < rules.small else count


def _rows(rows: Sequence[tuple[Question, QuestionFigures]], side: Side, rules: FindingRules) -> str:
    words = rows[0][0].good if side == "yes" else rows[0][0].poor
    before = words.partition("{item}")[0] if "{item}" in words else ""
    parts = [
        f"{clause(question, side)[len(before) :]} in {_short(each.tally, side, rules, first=place == 0)}"
        for place, (question, each) in enumerate(rows)
    ]
    return f"{_capital(before + listed(parts))}."


def _short(tally: Tally, side: Side, rules: FindingRules, *, first: bool) -> str:
    count, scored = (tally.yes if side == "yes" else tally.no), tally.scored
    cases = " cases" if first else ""
    if not tells(tally, rules):
        if count == scored:
            return f"all {scored:,}{cases}"
        share = f" ({percent(count, scored)}%)" if scored >= rules.few else ""
        return f"{count:,} of {scored:,}{cases}{share}"
    if count == scored:
        return "the small number concerned"
    if is_small(scored - count, rules) and _total_may_be_said(scored, rules):
        return f"{_nearly_all(scored, rules)} of {scored:,}{cases}"
    return SMALL if count < rules.small and scored >= 2 * rules.small - 1 else "most" if 2 * count > scored else "some"


def _worded(wording: str, figures: Sequence[QuestionFigures], rules: FindingRules) -> str:
    """Fill a person's sentence; where a count may not be said its name becomes words, and its percentage goes."""
    known: dict[str, str] = {}
    for each in figures:
        of = f"@{each.id}" if len(figures) > 1 else ""
        tally, hidden = each.tally, tells(each.tally, rules)
        if hidden:
            for name, count in (("yes", tally.yes), ("no", tally.no)):
                known[name + of] = known[f"{name}%{of}"] = _worded_count(count, tally.scored, rules)
            known[f"scored{of}"] = f"{tally.scored:,}" if _total_may_be_said(tally.scored, rules) else "few"
        for reason, count in each.reasons.items():
            if hidden and 0 < count < tally.no:
                known[reason + of] = "some"
            elif hidden or is_small(count, rules) or is_small(tally.no - count, rules):
                known[reason + of] = _worded_count(count, tally.no, rules)
    wording = _SHARE.sub(lambda match: match[0] if match[2][1:-1] not in known else _opening(match[1]), wording)
    for name, words in known.items():
        wording = wording.replace(f"{{{name}}}", words)
    return filled(_EMPTY.sub("", wording), figures)


def _opening(before: str) -> str:
    """What stays of the words before a percentage that goes: an opening bracket, no comma."""
    return before if "(" in before else ""


def _worded_count(count: int, total: int, rules: FindingRules) -> str:
    if count in (0, total):
        return "none" if not count else "all"
    if total < 2 * rules.small - 1:
        return "some"
    if is_small(count, rules):
        return SMALL
    return _nearly_all(total, rules) if is_small(total - count, rules) else f"{count:,}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_sentence(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
