"""What a score is, and what every rule of scoring builds on: whole percentages, bands, which questions feed a score.

How answers become scores is the question set's rule (see `rules`); `summary` puts an inspection's scores together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from casereview.questions.model import Band, Question, QuestionSet
from casereview.scoring.tally import Tally

Kind = Literal["theme", "section", "criterion"]

# Below this many scored answers the count is said before the percentage.
FEW = 10


def percent(yes: int, scored: int) -> int | None:
    """Return 100 * yes / scored as a whole number, halves rounded up; None where nothing is scored.

    Whole-number arithmetic: `round` would take 62.5 to 62 and work on binary fractions.
    """
    return (200 * yes + scored) // (2 * scored) if scored else None


def band_of(whole_percent: int | None, bands: Iterable[Band]) -> Band | None:
    """Return the band of a whole percentage; None for no percentage.

    The published limits have gaps (44/45, 59/60, 74/75), so a band is read from the rounded figure only.
    """
    if whole_percent is None:
        return None
    return next((band for band in bands if band.first <= whole_percent <= band.last), None)


class Score(NamedTuple):
    """A score by the question set's rule, and the tally of all the questions that feed it.

    Where one question alone sets the score, `lowest` is its id and `of` its tally. `points` are those of the rating, or of all the
    ratings of a section; `most` are the most that there could be, and `not_rated` is how many standards have none.
    """

    kind: Kind
    id: str
    title: str
    tally: Tally
    percent: int | None
    band: Band | None
    questions: tuple[str, ...]
    rule: str = "pooled"
    lowest: str = ""
    of: Tally | None = None
    points: int | None = None
    most: int | None = None
    not_rated: int = 0

    @property
    def behind(self) -> Tally:
        """The tally that the percentage is read from."""
        return self.tally if self.of is None else self.of


def questions_of(question_set: QuestionSet, kind: Kind, identifier: str) -> tuple[str, ...]:
    """Return the ids of the scored rows that feed a theme, section or criterion."""

    def feeds(question: Question) -> bool:
        match kind:
            case "theme":
                return identifier in question.themes
            case "section":
                return question.section == identifier
            case "criterion":
                return question.criterion == identifier

    return tuple(question.id for question in question_set.scored if feeds(question))


class OverallRating(NamedTuple):
    """The sum of the points of the rated standards, of the `most` that these could have.

    `not_rated` standards had no scored answer, `elsewhere` are those that this question set does not ask about. Without them `band`
    is None, and so it is where nothing is rated.
    """

    points: int
    most: int
    not_rated: int
    elsewhere: int
    band: Band | None


class QuestionFigures(NamedTuple):
    """One question's tally, percentage (None where the rule gives none) and reasons."""

    id: str
    tally: Tally
    percent: int | None
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """Every figure of an inspection: themes, then each section followed by its criteria; and the questions."""

    cases: int
    started: int
    signed_off: int
    answers: Tally
    scores: tuple[Score, ...]
    questions: tuple[QuestionFigures, ...]
    overall: OverallRating | None = None

    def of_kind(self, kind: Kind) -> tuple[Score, ...]:
        """Return the scores of one kind, in the set's order."""
        return tuple(each for each in self.scores if each.kind == kind)

    @property
    def provisional(self) -> bool:
        """Tell whether an answer is still to come or to be settled."""
        return self.answers.open > 0


class WhatIf(NamedTuple):
    """What a score is now and would be with *yes* and with *no* to one question of one case."""

    score: Score
    now: int | None
    with_yes: int | None
    with_no: int | None
