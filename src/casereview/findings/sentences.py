"""Sentences in the manner of the published reports, each figure by its name (see `figures`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from casereview.questions.model import FindingRules, Question
from casereview.scoring import QuestionFigures, percent
from casereview.text import capital

Side = Literal["yes", "no"]


THE_ONE = "in the one case concerned"
_REASONS = 3  # the most frequent; a sentence with more is a table


def about_one(question: Question, figures: QuestionFigures, rules: FindingRules, *, why: bool) -> str:
    """Return the sentences about one question: in how many cases, and `why` where it fell short.

    It is said from the side of the larger share, so that 20 of 29 reads as the 20.
    """
    tally = figures.tally
    side: Side = "yes" if 2 * tally.yes >= tally.scored else "no"
    said = f"{capital(clause(question, side))} {_in_how_many(figures, side, rules, question.among or 'cases')}."
    reasons = _reasons(question, figures, side) if why else ""
    return f"{said} {reasons}" if reasons else said


def about_rows(
    questions: Sequence[Question], figures: Sequence[QuestionFigures], side: Side, rules: FindingRules
) -> str:
    """Return one sentence about several rows of a repeated question."""
    before, _, after = (questions[0].good if side == "yes" else questions[0].poor).partition("{item}")
    parts = [
        f"{_small(question.item)}{after} in {_short(each, side, rules, first=place == 0)}"
        for place, (question, each) in enumerate(zip(questions, figures, strict=True))
    ]
    return f"{capital(before)}{listed(parts)}."


def clause(question: Question, side: Side) -> str:
    """Return what a yes or a no to a question means; from its short label where the set has no words for it."""
    words = question.good if side == "yes" else question.poor
    if not words:
        return f"“{question.short}” was judged {'sufficient' if side == 'yes' else 'not sufficient'}"
    return words.replace("{item}", _small(question.item))


def listed(parts: Sequence[str]) -> str:
    """Return parts as a list in words: `a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _in_how_many(figures: QuestionFigures, side: Side, rules: FindingRules, among: str) -> str:
    count, scored = getattr(figures.tally, side), figures.tally.scored
    if scored == 1:
        return THE_ONE
    if count == scored:
        return f"in both {among}" if scored == 2 else f"in all {{scored}} {among}"
    share = f"{{{side}%}}" if scored >= rules.few else ""
    if 2 * count == scored and scored >= rules.few:
        return f"in half of the {{scored}} {among} ({{{side}}})"
    if (percent(count, scored) or 0) >= rules.almost_all:
        return f"in almost all of the {{scored}} {among} ({{{side}}}{', ' + share if share else ''})"
    return f"in {{{side}}} of the {{scored}} {among}{f' ({share})' if share else ''}"


def _short(figures: QuestionFigures, side: Side, rules: FindingRules, *, first: bool) -> str:
    count, scored, of = getattr(figures.tally, side), figures.tally.scored, f"@{figures.id}"
    if count == scored:
        return (
            f"all {{scored{of}}}{' cases' if first else ''}" if scored > 2 else ("both" if scored == 2 else "the one")
        )
    share = f" ({{{side}%{of}}})" if scored >= rules.few else ""
    return f"{{{side}{of}}} of {{scored{of}}}{' cases' if first else ''}{share}"


def _reasons(question: Question, figures: QuestionFigures, side: Side) -> str:
    """Why it fell short: the reasons among the insufficient cases only, the most frequent first."""
    no = figures.tally.no
    order = {reason.id: place for place, reason in enumerate(question.reasons)}
    given = sorted(
        ((count, name) for name, count in figures.reasons.items() if count and name in order),
        key=lambda each: (-each[0], order[each[1]]),
    )[:_REASONS]
    if not given or not no:
        return ""
    words = {reason.id: reason.phrase or f"the reason was “{_small(reason.label)}”" for reason in question.reasons}
    if no == 1:
        return f"In the one where it fell short, {listed([words[name] for _, name in given])}."
    always = [words[name] for count, name in given if count == no]
    some = [
        f"{words[name]} in {{{name}}}{' of the {no}' if not always and place == 0 else ''}"
        for place, (_, name) in enumerate(given[len(always) :])
    ]
    return why_said(always, some, side)


def why_said(always: Sequence[str], some: Sequence[str], side: Side) -> str:
    """Return why it fell short as a sentence: what was so in each such case, and what in `some`, with how many; nothing of neither."""
    if not always:
        return f"{'Where it fell short' if side == 'yes' else 'Of these'}, {listed(some)}." if some else ""
    # Not "they were not told in all 3", which can be read as in none.
    start = "Wherever it fell short," if side == "yes" else "In each of them"
    return f"{start} {listed(always)}{f'; {listed(some)}' if some else ''}."


def _small(label: str) -> str:
    """A label in the middle of a sentence; one that begins with an abbreviation stays as it is."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]
