"""The scoring rule a second time, from raw (case, question, answer) triples and fractions, sharing no code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import Any

from casereview.questions import QuestionSet
from casereview.scoring import CaseAnswers, Summary

Triple = tuple[str, str, str]


def triples(asked: QuestionSet, cases: Iterable[CaseAnswers]) -> list[Triple]:
    return [(case.ref, row.id, case.answers.get(row.id, "blank")) for case in cases for row in asked.questions]


def whole(answers: Iterable[str]) -> int | None:
    """The share of yes among yes and no, as a whole percentage with halves up."""
    scored = [Fraction(answer == "yes") for answer in answers if answer in ("yes", "no")]
    return floor(100 * sum(scored, Fraction(0)) / len(scored) + Fraction(1, 2)) if scored else None


def band(percent: int | None) -> str | None:
    if percent is None:
        return None
    return "minimum" if percent > 74 else "moderate" if percent > 59 else "substantial" if percent > 44 else "drastic"


def _figures(answers: list[str]) -> tuple[Any, ...]:
    count = Counter(answers)
    return (*(count[each] for each in ("yes", "no", "na", "blank", "unresolved")), whole(answers))


def expected(asked: QuestionSet, cases: list[CaseAnswers]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Every figure of an inspection by kind and id: the five counts, the percentage and the band."""
    raw = triples(asked, cases)
    by_question = {row.id: [answer for _, name, answer in raw if name == row.id] for row in asked.questions}
    groups: dict[tuple[str, str], list[str]] = {("all", ""): [answer for _, _, answer in raw]}
    for row in asked.questions:
        fed = [("section", row.section), ("criterion", row.criterion), *(("theme", each) for each in row.themes)]
        for group in fed:
            groups.setdefault(group, []).extend(by_question[row.id])
    found = {group: (*(figures := _figures(answers)), band(figures[-1])) for group, answers in groups.items()}
    return found | {("question", name): _figures(answers) for name, answers in by_question.items()}


def computed(summary: Summary) -> dict[tuple[str, str], tuple[Any, ...]]:
    """The same figures as the program says them."""

    def counts(tally: Any) -> tuple[int, ...]:
        return tally.yes, tally.no, tally.na, tally.blank, tally.unresolved

    found: dict[tuple[str, str], tuple[Any, ...]] = {
        (each.kind, each.id): (*counts(each.tally), each.percent, each.band and each.band.id) for each in summary.scores
    }
    everything = whole(["yes"] * summary.answers.yes + ["no"] * summary.answers.no)
    found["all", ""] = (*counts(summary.answers), everything, band(everything))
    return found | {("question", each.id): (*counts(each.tally), each.percent) for each in summary.questions}
