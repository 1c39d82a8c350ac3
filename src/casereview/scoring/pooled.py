"""The rule `pooled`, by which HM Inspectorate of Probation scored its Core Case Inspections.

Published in the inspection reports, "Scoring approach" (Bromley 2012, Appendix 5): a score is the share of sufficient
answers among all scored answers of all the questions concerned, over all cases together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casereview.questions.model import QuestionSet
from casereview.scoring.score import Kind, Score, Summary, WhatIf, band_of, percent, questions_of
from casereview.scoring.tally import Tally, total
from casereview.scoring.words import share

APPROACH = (
    "A score is the share of sufficient answers among all that were scored, of all the questions concerned and all the cases"
    " together; answers that do not apply are left out of it, and so is what is blank or unresolved. A section's score is not"
    " the mean of its {criteria}, and a headline, which is fed by the key questions alone, is not made from the {criteria} of"
    " the same name. There is no score for a single case. Percentages are whole numbers, halves rounded up."
)


def score(question_set: QuestionSet, kind: Kind, identifier: str, tallies: Mapping[str, Tally]) -> Score:
    """Return the pooled score of a theme, section or criterion."""
    questions = questions_of(question_set, kind, identifier)
    tally = total(tallies[each] for each in questions)
    whole = percent(tally.yes, tally.scored)
    title = question_set.title_of(kind, identifier)
    return Score(kind, identifier, title, tally, whole, band_of(whole, question_set.bands), questions)


def said(score: Score) -> str:
    """Return a score in words: `75%`; `3 of 5 (60%)`; `no cases`."""
    return share(score.tally)


def what_if(scores: Iterable[Score], question: str, answer: str) -> list[WhatIf]:
    """Return what each pooled score that the question feeds would become.

    `answer` is the case's present answer to the question (`yes`, `no`, `na`, `blank` or `unresolved`).
    """

    def becomes(each: Score, new: str) -> int | None:
        tally = each.tally.moved(answer, new)
        return percent(tally.yes, tally.scored)

    return [
        WhatIf(each, each.percent, becomes(each, "yes"), becomes(each, "no"))
        for each in scores
        if question in each.questions
    ]


def watched(summary: Summary, question: str, answer: str) -> list[WhatIf]:
    """Return what the headlines would become: they are what a set that pools is known by."""
    return what_if(summary.of_kind("theme"), question, answer)
