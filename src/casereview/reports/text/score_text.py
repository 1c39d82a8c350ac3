"""What stands behind a score, in words: how far it could be otherwise, what would move it, what pulls it down."""

from __future__ import annotations

from casereview.questions.model import QuestionSet
from casereview.reports.documents.comparators import CAUTION as COMPARE
from casereview.reports.documents.comparators import Range
from casereview.scoring import Score, Summary
from casereview.scoring.interval import Estimate
from casereview.scoring.interval_words import interval_said
from casereview.scoring.lowest import NOT_RATED
from casereview.scoring.movers import pulls, to_lose_band, to_next_band
from casereview.scoring.movers_words import CAUTION, lose_said, pull_said, reach_said
from casereview.scoring.overall_words import overall_said
from casereview.scoring.rules import in_full, rule_of, said_of
from casereview.scoring.score import FEW
from casereview.scoring.words import share, x_of_y

_PULLS = 3


def behind_score(
    question_set: QuestionSet,
    score: Score,
    estimate: Estimate,
    summary: Summary,
    beside: Range | None = None,
) -> list[str]:
    """Return what to know about a score, a paragraph each; `beside` is the range of other inspections, for a theme."""
    band = f" {score.band.label}." if score.band and score.kind != "section" else ""
    if rule_of(score).rated and score.kind == "section":
        return _standards(question_set, score, summary)
    if not rule_of(score).pooled:
        return [f"{in_full(question_set, score)}.{band}", *_questions(question_set, score, summary)]
    behind = f", {x_of_y(score.tally)} answers sufficient" if score.tally.scored >= FEW else ""
    said = [f"{share(score.tally)}{behind}.{band}", interval_said(estimate)]
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
    found = pulls(question_set, score, summary.questions, _PULLS)
    if found:
        said.append("What pulls it down most:")
        said += [f"· {pull_said(question_set, each)}." for each in found]
    return [*said, CAUTION] if moves or found else said


def _standards(question_set: QuestionSet, section: Score, summary: Summary) -> list[str]:
    """The rated standards of a section, and the overall rating; the section's own points where they
    are not the same.
    """
    inside = {each.id for each in question_set.criteria if each.section == section.id}
    rows = [
        f"· {each.title}: {each.band.label.lower() if each.band else NOT_RATED}{'' if each.points is None else f', {each.points} of {each.most} points'}."
        for each in summary.of_kind("criterion")
        if each.id in inside
    ]
    whole, words = summary.overall, question_set.overall
    if whole is None or words is None:
        return [f"{in_full(question_set, section)}.", *rows]
    first = (
        [] if (whole.points, whole.most) == (section.points, section.most) else [f"{in_full(question_set, section)}."]
    )
    return [*first, *rows, f"Overall. {overall_said(whole, words)}"]


def _questions(question_set: QuestionSet, score: Score, summary: Summary) -> list[str]:
    """The questions behind a score that is not pooled, the lowest first; those without a case last."""
    behind = [each for each in summary.questions if each.id in score.questions]
    behind.sort(key=lambda each: each.tally.yes / each.tally.scored if each.tally.scored else 2)
    return [f"· {question_set.by_id[each.id].short}: {said_of(question_set, each.tally)}." for each in behind]
