"""How it is said what would move a score: the same words on every screen and in every document."""

from __future__ import annotations

from casereview.questions.model import QuestionSet
from casereview.scoring.movers import Pull, Step
from casereview.text import counted

# To stand once beside the words: nobody's answers are to be changed to reach a figure.
CAUTION = "This says how far off a band is. It is no reason to look at an answer again: answers follow the evidence."


def reach_said(step: Step | None) -> str:
    """Return what would reach a higher band: `3 more sufficient answers would reach: Minimum ...`; or nothing."""
    if step is None:
        return ""
    return f"{counted(step.answers, 'more sufficient answer')} would reach: {step.band.label}"


def lose_said(step: Step | None) -> str:
    """Return what would lose the band: `2 fewer sufficient answers would bring it down to: Moderate
    ...`; or nothing.
    """
    if step is None:
        return ""
    answers = f"{step.answers:,} fewer sufficient answer{'' if step.answers == 1 else 's'}"
    return f"{answers} would bring it down to: {step.band.label}"


def pull_said(question_set: QuestionSet, pull: Pull) -> str:
    """Return how a question pulls a score down: its words, its count, and what the score would be without its no."""
    gain = f"{counted(pull.points, 'point')} higher" if pull.points else "less than a point higher"
    short = question_set.by_id[pull.question].short
    return (
        f"{short}: no in {pull.no:,} of {pull.scored:,}; were each a yes, the score would be {pull.would_be}%, {gain}"
    )
