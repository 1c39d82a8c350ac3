"""Which of the programme's standard recommendations the answers suggest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from casereview.casebook.decisions import Chosen
from casereview.questions.model import QuestionSet, Recommendation
from casereview.scoring import QuestionFigures, Tally, percent, total
from casereview.scoring.rules import rule_of
from casereview.scoring.words import x_of_y


class Suggestion(NamedTuple):
    """A standard recommendation, the answers behind it, and the lowest-scoring questions among them, at most three.

    `said` is their share in words; `percent` is None where the rule of scoring has none.
    """

    recommendation: Recommendation
    tally: Tally
    percent: int | None
    lowest: tuple[QuestionFigures, ...]
    said: str = ""


def words_of(question_set: QuestionSet, chosen: Chosen) -> tuple[str, str]:
    """Return a recommendation that is made in words, and who is responsible: its own, else the standard one's."""
    usual = next((each for each in question_set.recommendations if each.id == chosen.id), None)
    return chosen.text or (usual.text if usual else ""), chosen.who or (usual.who if usual else "")


def suggest(question_set: QuestionSet, figures: Mapping[str, QuestionFigures]) -> list[Suggestion]:
    """Return the recommendations with a key question below the limit of a strength, that with the lowest share first.

    The share is that of the recommendation's key questions together (of all its questions where none is a key
    question); they are pooled like every score.
    """
    limit, shares = question_set.finding_rules.strength_from, rule_of(question_set).shares
    found = []
    for each in question_set.recommendations:
        asked = [figures[name] for name in each.questions if name in figures and figures[name].tally.scored]
        rows = [row for row in asked if question_set.by_id[row.id].themes] or asked
        low = sorted(
            (row for row in rows if _share(row.tally) < limit),
            key=lambda row: (_share(row.tally), -row.tally.no, row.id),
        )
        tally = total(row.tally for row in rows)
        if low:
            share = _share(tally) if shares else None
            words = x_of_y(tally) if share is None else f"{share}%"
            found.append(Suggestion(each, tally, share, tuple(low[:3]), words))
    return sorted(found, key=lambda each: (_share(each.tally), -each.tally.no))


def _share(tally: Tally) -> int:
    """The share of a question that something is scored of, also where the rule of scoring does not say shares."""
    return percent(tally.yes, tally.scored) or 0
