"""Which answers make a strength or an area for improvement, and in which order: the rules are the question set's."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence

from casereview.casebook.decisions import Decision
from casereview.findings.figures import filled, key
from casereview.findings.model import TITLES, Finding, Which
from casereview.findings.sentences import Side, about_one, about_rows
from casereview.questions.model import FindingRules, Question, QuestionSet
from casereview.scoring import QuestionFigures, Tally, percent
from casereview.scoring.rules import rule_of

# How far apart the places of a list are. Earlier versions wrote 1, 2, 3 for a whole list, which all come before the
# first of these.
STEP = 1 << 20
_Z = 1.959963984540054  # of 95 in 100


def which_list(question: Question, figures: QuestionFigures, rules: FindingRules) -> Which | None:
    """Return the list that a question's answers put it in, or None; a strength is looked for first."""
    return list_of(figures.tally, rules, question.strength_from)


def list_of(tally: Tally, rules: FindingRules, strength_from: int | None = None) -> Which | None:
    """Return the list that a tally comes into; `strength_from` is the question's own limit, if it has one."""
    share = percent(tally.yes, tally.scored)
    if share is None:
        return None
    usual = rules.strength_from_few if tally.scored < rules.few else rules.strength_from
    if share >= (usual if strength_from is None else strength_from):
        return "strength"
    return "improvement" if share < max(rules.improvement_below, strength_from or 0) else None


def sentence_rules(question_set: QuestionSet, *, shares: bool = True) -> FindingRules:
    """Return the rules for sentences: with counts alone where there are to be
    no shares, or the rule of scoring has none.
    """
    rules = question_set.finding_rules
    return rules if shares and rule_of(question_set).shares else rules._replace(few=sys.maxsize)


def draft(question_set: QuestionSet, figures: Iterable[QuestionFigures], *, shares: bool = True) -> list[Finding]:
    """Return the findings that the answers make, by criterion, strengths first, the weightiest first.

    The rows of a repeated question that come into one list are one finding. Without `shares` counts are given alone, as
    in a letter on few cases.
    """
    found: dict[tuple[str, Which, str], list[QuestionFigures]] = {}
    for each in figures:
        question = question_set.by_id[each.id]
        which = which_list(question, each, question_set.finding_rules)
        if which:
            found.setdefault(
                (question.criterion, which, (question.good and question.matrix) or question.id), []
            ).append(each)
    drafted = [_finding(question_set, which, rows, shares) for (_, which, _), rows in found.items()]
    return in_order(question_set, drafted)


def weight(which: Which, figures: Sequence[QuestionFigures]) -> float:
    """Return the weight of evidence: the least share, of yes or of no, that 95 in 100 samples would be consistent with.

    So 19 of 20 weighs more than 2 of 2. Published: E. B. Wilson, "Probable inference, the law of succession, and
    statistical inference", Journal of the American Statistical Association 22 (1927), 209-212.
    """
    n = sum(each.tally.scored for each in figures)
    p = sum(each.tally.yes if which == "strength" else each.tally.no for each in figures) / n
    middle, spread = p + _Z * _Z / (2 * n), _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
    return (middle - spread) / (1 + _Z * _Z / n)


def _finding(
    question_set: QuestionSet, which: Which, rows: Sequence[QuestionFigures], shares: bool, named: str = ""
) -> Finding:
    questions = [question_set.by_id[each.id] for each in rows]
    rules, first = sentence_rules(question_set, shares=shares), questions[0]
    if len(rows) == 1:
        sentence, name = about_one(first, rows[0], rules, why=which == "improvement"), first.id
    else:
        side: Side = "yes" if which == "strength" else "no"
        # The largest share first; where shares are alike, in the set's order.
        rows = sorted(rows, key=lambda each: -getattr(each.tally, side) / each.tally.scored)
        questions = [question_set.by_id[each.id] for each in rows]
        sentence = about_rows(questions, rows, side, rules)
        name = f"{first.matrix}/{which}"
    return Finding(
        named or name, first.criterion, which, sentence, filled(sentence, rows), tuple(rows), weight(which, rows)
    )


def in_order(question_set: QuestionSet, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by criterion, strengths first, each list by places (see `places`)."""
    criteria = {each.id: place for place, each in enumerate(question_set.criteria)}
    found = list(findings)
    place = places(found)
    return sorted(
        found,
        key=lambda each: (
            criteria[each.criterion],
            each.which == "improvement",
            place[each.id],
            -each.weight,
            each.id,
        ),
    )


def places(findings: Iterable[Finding]) -> dict[str, int]:
    """Return where each finding stands in its list: its place if it has one, else its number by weight, `STEP` apart.

    So one that is moved gets a place between two others, and nothing is said about those.
    """
    found: dict[str, int] = {}
    last: dict[tuple[str, Which], int] = {}
    for each in sorted(findings, key=lambda each: (-each.weight, each.id)):
        last[each.criterion, each.which] = number = last.get((each.criterion, each.which), 0) + STEP
        found[each.id] = each.place or number
    return found


def decided(
    question_set: QuestionSet,
    figures: Sequence[QuestionFigures],
    decisions: Mapping[str, Decision],
    *,
    shares: bool = True,
) -> list[Finding]:
    """Return the findings with what was decided about them, dropped ones too, in the order that was chosen.

    An accepted finding whose figures no longer put it in either list stays, and says that they changed; one about
    several rows of a repeated question of which fewer than two are left in its list stays as well, about all its rows.
    `shares` is that of `draft`.
    """
    found = {each.id: each for each in draft(question_set, figures, shares=shares)}
    astray = set()
    by_id = {each.id: each for each in figures}
    for name, decision in decisions.items():
        if name not in found and decision.state == "accepted" and name in by_id and by_id[name].tally.scored:
            rules, tally = question_set.finding_rules, by_id[name].tally
            middle = (rules.strength_from + rules.improvement_below) / 2
            nearer: Which = "strength" if (percent(tally.yes, tally.scored) or 0) >= middle else "improvement"
            found[name] = _finding(question_set, nearer, [by_id[name]], shares)
            astray.add(name)
        elif name not in found and decision.state == "accepted":
            rows = _rows_of(question_set, name, by_id)
            if rows:
                found[name] = _finding(question_set, _list_named(name), rows, shares, name)
                astray.add(name)
    return in_order(question_set, [_with(each, decisions.get(each.id), each.id in astray) for each in found.values()])


def _rows_of(question_set: QuestionSet, name: str, by_id: Mapping[str, QuestionFigures]) -> list[QuestionFigures]:
    """The scored rows of the repeated question that a finding's id names; none where it names no such finding."""
    matrix, _, which = name.rpartition("/")
    if which not in TITLES:
        return []
    rows = [by_id[each.id] for each in question_set.scored if each.matrix == matrix and each.id in by_id]
    return [each for each in rows if each.tally.scored]


def _list_named(name: str) -> Which:
    return "strength" if name.endswith("/strength") else "improvement"


def _with(finding: Finding, decision: Decision | None, astray: bool) -> Finding:
    if decision is None:
        return finding
    return finding._replace(
        wording=decision.text,
        text=filled(decision.text or finding.draft, finding.figures),
        state=decision.state,
        place=decision.place,
        changed=astray or _changed(finding, decision),
        differs=decision.differs,
    )


def _changed(finding: Finding, decision: Decision) -> bool:
    """Tell whether it was worded under other figures, or accepted as it was drafted while it stood
    in the other list.
    """
    if decision.text:
        return decision.figures != key(finding.figures)
    return decision.state == "accepted" and decision.figures in TITLES and decision.figures != finding.which
