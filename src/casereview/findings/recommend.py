"""Which of the programme's standard recommendations the answers suggest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from casereview.questions.model import QuestionSet, Recommendation
from casereview.scoring import QuestionFigures, Tally, percent, total


class Suggestion(NamedTuple):
    """A standard recommendation, the answers behind it, and the lowest-scoring questions among them, at most three."""

    recommendation: Recommendation
    tally: Tally
    percent: int
    lowest: tuple[QuestionFigures, ...]


def suggest(question_set: QuestionSet, figures: Mapping[str, QuestionFigures]) -> list[Suggestion]:
    """Return the recommendations with a key question below the limit of a strength, that with the lowest share first.

    The share is that of the recommendation's key questions together (of all its questions where none is a key question); they
    are pooled like every score.
    """
    limit = question_set.finding_rules.strength_from
    found = []
    for each in question_set.recommendations:
        asked = [figures[name] for name in each.questions if figures[name].tally.scored]
        rows = [row for row in asked if question_set.by_id[row.id].themes] or asked
        low = sorted(
            (row for row in rows if (row.percent or 0) < limit),
            key=lambda row: (row.percent or 0, -row.tally.no, row.id),
        )
        tally = total(row.tally for row in rows)
        share = percent(tally.yes, tally.scored)
        if low and share is not None:
            found.append(Suggestion(each, tally, share, tuple(low[:3])))
    return sorted(found, key=lambda each: (each.percent, -each.tally.no))
