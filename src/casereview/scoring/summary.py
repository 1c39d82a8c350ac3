"""Every figure of an inspection, by the question set's rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from casereview.questions.model import QuestionSet
from casereview.scoring.lowest import overall_of
from casereview.scoring.rules import rule_of
from casereview.scoring.score import Kind, QuestionFigures, Summary, WhatIf, percent
from casereview.scoring.tally import Tally, total


def summarise(
    question_set: QuestionSet,
    tallies: Mapping[str, Tally],
    reasons: Mapping[str, Mapping[str, int]],
    *,
    cases: int,
    started: int,
    signed_off: int,
    ratings: Mapping[str, str | None] = MappingProxyType({}),
) -> Summary:
    """Return the whole summary of an inspection from its questions' tallies and reasons.

    What is not scored, such as a prompt, is in none of its figures. `ratings` are those of standards judged elsewhere
    (see `overall_of`).
    """
    rule = rule_of(question_set)
    wanted: list[tuple[Kind, str]] = [("theme", theme.id) for theme in question_set.themes]
    for section in question_set.sections:
        wanted.append(("section", section.id))
        wanted += [("criterion", each.id) for each in question_set.criteria if each.section == section.id]
    scored = [question.id for question in question_set.scored]
    figures = tuple(
        QuestionFigures(
            each,
            tallies[each],
            percent(tallies[each].yes, tallies[each].scored) if rule.shares else None,
            reasons.get(each, {}),
        )
        for each in scored
    )
    scores = tuple(rule.score(question_set, kind, identifier, tallies) for kind, identifier in wanted)
    return Summary(
        cases=cases,
        started=started,
        signed_off=signed_off,
        answers=total(tallies[each] for each in scored),
        scores=scores,
        questions=figures,
        overall=overall_of(question_set, scores, ratings),
    )


def outlook(question_set: QuestionSet, summary: Summary, question: str, answer: str) -> list[WhatIf]:
    """Return what the scores to watch would become with *yes* and with *no* to
    one question of one case; none under `counts`.

    `answer` is the case's present answer to the question (`yes`, `no`, `na`, `blank` or `unresolved`).
    """
    return rule_of(question_set).what_if(summary, question, answer)
