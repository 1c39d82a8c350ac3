"""What stands behind a score, in words: how far it could be otherwise, what would move it, what pulls it down."""

from __future__ import annotations

from collections.abc import Iterable

from casereview.questions.model import QuestionSet
from casereview.reports.documents.comparators import CAUTION as COMPARE
from casereview.reports.documents.comparators import Range
from casereview.scoring import QuestionFigures, Score
from casereview.scoring.interval import Estimate
from casereview.scoring.interval_words import interval_said
from casereview.scoring.movers import pulls, to_lose_band, to_next_band
from casereview.scoring.movers_words import CAUTION, lose_said, pull_said, reach_said
from casereview.scoring.rules import in_full, rule_of, said_of
from casereview.scoring.words import share, x_of_y

_PULLS = 3


def behind_score(
    question_set: QuestionSet,
    score: Score,
    estimate: Estimate,
    figures: Iterable[QuestionFigures],
    beside: Range | None = None,
) -> list[str]:
    """Return what to know about a score, a paragraph each; `beside` is the range of other inspections, for a theme."""
    band = f" {score.band.label}." if score.band and score.kind != "section" else ""
    if not rule_of(score).pooled:
        rows = [] if rule_of(score).rated and score.kind == "section" else _questions(question_set, score, figures)
        return [f"{in_full(question_set, score)}.{band}", *rows]
    said = [f"{share(score.tally)}, {x_of_y(score.tally)} answers sufficient.{band}", interval_said(estimate)]
    if beside is not None and score.percent is not None:
        said.append(
            f"Beside {beside.about} ({beside.date}): lowest {beside.lowest}%, average {beside.average}%, highest {beside.highest}%. {COMPARE}"
        )
    # A section is published without a band, so there is none for it to reach.
    moves = (
        []
        if score.kind == "section"
        else [
            words
            for words in (
                reach_said(to_next_band(score, question_set.bands)),
                lose_said(to_lose_band(score, question_set.bands)),
            )
            if words
        ]
    )
    said += [f"{words}." for words in moves]
    found = pulls(question_set, score, figures, _PULLS)
    if found:
        said.append("What pulls it down most:")
        said += [f"· {pull_said(question_set, each)}." for each in found]
    return [*said, CAUTION] if moves or found else said


def _questions(question_set: QuestionSet, score: Score, figures: Iterable[QuestionFigures]) -> list[str]:
    """The questions behind a score that is not pooled, the lowest first; those without a case last."""
    behind = [each for each in figures if each.id in score.questions]
    behind.sort(key=lambda each: each.tally.yes / each.tally.scored if each.tally.scored else 2)
    return [f"· {question_set.by_id[each.id].short}: {said_of(question_set, each.tally)}." for each in behind]
