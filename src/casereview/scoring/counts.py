"""The rule `counts`, of screenings of a few cases: so many of so many, no percentage, no band.

As in the inspectorate's letters on its short quality screenings ("10 of the 14"): of so few cases a percentage says
more than is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from casereview.questions.model import QuestionSet
from casereview.scoring.score import Kind, Score, Summary, WhatIf, questions_of
from casereview.scoring.tally import Tally, total
from casereview.scoring.words import x_of_y

APPROACH = (
    "There is no score: of so few cases a percentage would say more than is known. What is said are counts, of the cases to which"
    " a question applied; answers that do not apply are left out, and so is what is blank or unresolved."
)


def score(question_set: QuestionSet, kind: Kind, identifier: str, tallies: Mapping[str, Tally]) -> Score:
    """Return the count of a theme, section or criterion: its tally and nothing else."""
    questions = questions_of(question_set, kind, identifier)
    tally = total(tallies[each] for each in questions)
    return Score(kind, identifier, question_set.title_of(kind, identifier), tally, None, None, questions, rule="counts")


def said(score: Score) -> str:
    """Return a score in words: its count."""
    return x_of_y(score.tally)


def watched(summary: Summary, question: str, answer: str) -> list[WhatIf]:
    """Return nothing: there is no score to watch."""
    return []
