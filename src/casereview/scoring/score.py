"""What a score is, and what every rule of scoring builds on: whole percentages, bands, which questions feed a score.

How answers become scores is the question set's rule (see `rules`); `summary` puts an inspection's scores together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from casereview.questions.model import Band, QuestionSet
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


def name_of(kind: Kind, identifier: str, title: str) -> str:
    """Return what a theme, section or criterion is called: the last two by number and title."""
    return title if kind == "theme" else f"{identifier} {title}"


class Score(NamedTuple):
    """A score by the question set's rule, and the tally of all the questions that feed it.

    Where one question alone sets the score, `lowest` is its id and `of` its tally. `points` are those of the rating, or
    of all the ratings of a section; `most` are the most that there could be, and `not_rated` is how many standards have
    none.
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
    def name(self) -> str:
        """What it is called wherever it stands: sections and criteria with their number."""
        return name_of(self.kind, self.id, self.title)

    @property
    def behind(self) -> Tally:
        """The tally that the percentage is read from."""
        return self.tally if self.of is None else self.of


def questions_of(question_set: QuestionSet, kind: Kind, identifier: str) -> tuple[str, ...]:
    """Return the ids of the scored rows that feed a theme, section or criterion."""
    return question_set.behind.get((kind, identifier), ())


class StandardRating(NamedTuple):
    """One standard of an overall rating: rated by the cases here, or judged `elsewhere` and entered.

    Without a `band` it is not rated, or not `given` yet. `differs`: copies of the casebook hold different ratings of
    it, so that it counts as not given.
    """

    id: str
    title: str
    band: Band | None
    elsewhere: bool = False
    given: bool = True
    differs: bool = False

    @property
    def points(self) -> int | None:
        """The points of its rating."""
        return self.band.points if self.band else None


class OverallRating(NamedTuple):
    """The sum of the points of the rated standards, of the `most` that these could have.

    `not_rated` standards had no scored answer, or were entered as not rated; `elsewhere` are those judged elsewhere
    whose rating is not given, or that the question set does not list. Without them `band` is None, and so it is where
    nothing is rated. `standards` are all that the question set lists, those rated by the cases here first.
    """

    points: int
    most: int
    not_rated: int
    elsewhere: int
    band: Band | None
    standards: tuple[StandardRating, ...] = ()


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
