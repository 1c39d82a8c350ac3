"""What would move a score: how far the next band is, and which questions pull it down most.

Of pooled scores only: where one question sets the score, or there is none, no answer weighs as much as every other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from casereview.questions.model import Band, QuestionSet
from casereview.scoring.rules import rule_of
from casereview.scoring.score import QuestionFigures, Score, band_of, percent


class Step(NamedTuple):
    """How many answers would have to be otherwise, and the band that the score would then have."""

    answers: int
    band: Band


class Pull(NamedTuple):
    """A question of a score: how many of its answers are no, and what the score would be were each of them a yes.

    `points` is how much higher that is than the score as it is said: the difference of two whole percentages.
    """

    question: str
    no: int
    scored: int
    would_be: int
    points: int


def to_next_band(score: Score, bands: Iterable[Band]) -> Step | None:
    """Return how many answers must be yes instead of no to reach a higher band;
    None in the highest, or without a score.

    With few answers one of them may carry a score over a band, so the band reached is not always the next.
    """
    bands = tuple(bands)
    if score.band is None or not rule_of(score).pooled:
        return None
    higher = [band for band in bands if band.first > score.band.first]
    if not higher:
        return None
    yes = _least(min(band.first for band in higher), score.tally.scored)
    return _step(yes, yes - score.tally.yes, score, bands)


def to_lose_band(score: Score, bands: Iterable[Band]) -> Step | None:
    """Return how many answers must be no instead of yes to lose the band; None in the lowest, or without a score."""
    bands = tuple(bands)
    if score.band is None or not score.band.first or not rule_of(score).pooled:
        return None
    yes = _least(score.band.first, score.tally.scored) - 1
    return _step(yes, score.tally.yes - yes, score, bands)


def _step(yes: int, answers: int, score: Score, bands: tuple[Band, ...]) -> Step | None:
    band = band_of(percent(yes, score.tally.scored), bands)
    return None if band is None else Step(answers, band)


def _least(whole: int, scored: int) -> int:
    """Return the smallest number of yes whose percentage, halves rounded up, is `whole` (1 or more) or higher."""
    # (200 * yes + scored) // (2 * scored) >= whole, solved for yes and rounded up.
    return -(-(2 * whole - 1) * scored // 200)


def pulls(question_set: QuestionSet, score: Score, figures: Iterable[QuestionFigures], most: int = 5) -> list[Pull]:
    """Return the questions that pull a score down most, at most `most` of them; none of those without a no.

    They come by how much higher the score would be, exactly and not as rounded; alike, as the set asks them.
    All answers of a score weigh the same, so that is the number of no.
    """
    if not rule_of(score).pooled:
        return []
    tally, feeds = score.tally, frozenset(score.questions)
    found: list[Pull] = []
    for each in figures:
        now, then = percent(tally.yes, tally.scored), percent(tally.yes + each.tally.no, tally.scored)
        if each.id in feeds and each.tally.no and now is not None and then is not None:
            found.append(Pull(each.id, each.tally.no, each.tally.scored, then, then - now))
    return sorted(found, key=lambda pull: (-pull.no, question_set.position[pull.question]))[:most]
