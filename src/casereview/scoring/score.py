"""From tallies to scores, by the method of HM Inspectorate of Probation's Core Case Inspections.

The rule is published in the inspection reports, "Scoring approach" (Bromley 2012, Appendix 5): a score is the share of
sufficient answers among all scored answers of all the questions concerned, over all cases together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from casereview.questions.model import Band, Question, QuestionSet
from casereview.scoring.tally import Tally, total

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
    """A pooled score and the tally behind it."""

    kind: Kind
    id: str
    title: str
    tally: Tally
    percent: int | None
    band: Band | None
    questions: tuple[str, ...]


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


def score(question_set: QuestionSet, kind: Kind, identifier: str, tallies: Mapping[str, Tally]) -> Score:
    """Return the pooled score of a theme, section or criterion."""
    questions = questions_of(question_set, kind, identifier)
    tally = total(tallies[each] for each in questions)
    whole = percent(tally.yes, tally.scored)
    title = question_set.title_of(kind, identifier)
    return Score(kind, identifier, title, tally, whole, band_of(whole, question_set.bands), questions)


class QuestionFigures(NamedTuple):
    """One question's tally, percentage and reasons."""

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

    def of_kind(self, kind: Kind) -> tuple[Score, ...]:
        """Return the scores of one kind, in the set's order."""
        return tuple(each for each in self.scores if each.kind == kind)

    @property
    def provisional(self) -> bool:
        """Tell whether an answer is still to come or to be settled."""
        return self.answers.open > 0


def summarise(
    question_set: QuestionSet,
    tallies: Mapping[str, Tally],
    reasons: Mapping[str, Mapping[str, int]],
    *,
    cases: int,
    started: int,
    signed_off: int,
) -> Summary:
    """Return the whole summary of an inspection from its questions' tallies and reasons."""
    wanted: list[tuple[Kind, str]] = [("theme", theme.id) for theme in question_set.themes]
    for section in question_set.sections:
        wanted.append(("section", section.id))
        wanted += [("criterion", each.id) for each in question_set.criteria if each.section == section.id]
    figures = tuple(
        QuestionFigures(
            question.id,
            tallies[question.id],
            percent(tallies[question.id].yes, tallies[question.id].scored),
            reasons.get(question.id, {}),
        )
        for question in question_set.scored
    )
    return Summary(
        cases=cases,
        started=started,
        signed_off=signed_off,
        answers=total(tallies.values()),
        scores=tuple(score(question_set, kind, identifier, tallies) for kind, identifier in wanted),
        questions=figures,
    )


class WhatIf(NamedTuple):
    """What a score is now and would be with *yes* and with *no* to one question of one case."""

    score: Score
    now: int | None
    with_yes: int | None
    with_no: int | None


def what_if(scores: Iterable[Score], question: str, answer: str) -> list[WhatIf]:
    """Return what each score that the question feeds would become.

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
