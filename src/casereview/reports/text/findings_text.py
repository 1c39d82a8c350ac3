"""The findings, the recommendations and the accounts of notable practice as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from casereview.casebook.decisions import Practice
from casereview.findings.choose import Offer, state_words
from casereview.findings.identify import Warning
from casereview.findings.model import TITLES, Finding
from casereview.questions.model import QuestionSet
from casereview.scoring.words import x_of_y
from casereview.text import capital


def findings_lines(question_set: QuestionSet, findings: Sequence[Finding], provisional: str, width: int) -> list[str]:
    """Return the findings by criterion, strengths first, each with its id and what was decided."""
    lines = [capital(provisional)] if provisional else []
    if not findings:
        return [*lines, "The answers make no finding yet."]
    before: tuple[str, str] = ("", "")
    for each in findings:
        if each.criterion != before[0]:
            lines += ([""] if lines else []) + [
                f"{each.criterion} {question_set.title_of('criterion', each.criterion)}"
            ]
        if (each.criterion, each.which) != before:
            lines.append(f"  {TITLES[each.which]}")
        before = (each.criterion, each.which)
        lines.append(f"    {each.id}  ({state_words(each)})")
        lines += _wrapped(each.text, width, 6)
    return lines


def behind(offer: Offer) -> str:
    """Return what answers stand behind a recommendation: `54% of its key questions; lowest: plan-good 6 of 20`."""
    if offer.suggestion is None:
        return "an own one" if not offer.standard else "not suggested by the answers"
    low = ", ".join(f"{each.id} {x_of_y(each.tally)}" for each in offer.suggestion.lowest)
    return f"{offer.suggestion.said} sufficient; lowest: {low}"


def recommendation_lines(offers: Sequence[Offer], width: int) -> list[str]:
    """Return the recommendations that are made, numbered; then the suggested and the other standard ones."""
    lines: list[str] = []
    for title, found in (
        ("Recommendations", [each for each in offers if each.number]),
        ("Suggested by the answers", [each for each in offers if not each.number and each.suggestion]),
        ("Other standard recommendations", [each for each in offers if not each.number and not each.suggestion]),
    ):
        if not found and title != "Recommendations":
            continue
        lines += ["", title] if lines else [title]
        lines += [] if found else ["  None is made yet."]
        for each in found:
            number = f"{each.number}. " if each.number else ""
            lines += textwrap.wrap(
                f"{number}{each.id}  ({behind(each)})", width, initial_indent="  ", subsequent_indent="    "
            )
            lines += _wrapped(each.text, width, 4)
            lines += _wrapped(f"Who: {each.who}", width, 4) if each.who else []
    return lines


def practice_lines(practices: Sequence[tuple[Practice, Sequence[Warning]]], width: int) -> list[str]:
    """Return the accounts of notable practice, each with what in it may identify somebody."""
    lines: list[str] = []
    for practice, warnings in practices:
        lines += [""] if lines else []
        lines.append(f"{practice.case}  {practice.name or 'no name given'}")
        lines += _wrapped(practice.text, width, 4)
        lines += _wrapped(may_identify(warnings), width, 4) if warnings else []
    return lines or ["No notable practice is marked yet."]


def may_identify(warnings: Sequence[Warning]) -> str:
    """Return in one sentence what may identify somebody."""
    kinds: dict[str, list[str]] = {}
    for each in warnings:
        kinds.setdefault(each.kind, []).append(each.words)
    return "May identify somebody: " + "; ".join(f"{kind}: {', '.join(words)}" for kind, words in kinds.items())


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * indent)
