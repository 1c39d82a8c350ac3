"""The rule `lowest-key-question`: the lowest key question of a standard sets
its rating, and the ratings' points add up.

The shape is that of the inspectorate's programmes from 2018 on, whose reports print a rating for each standard and the
sum of their points (for East Sussex in 2024: 2, 2, 3, 3 and 2, 0, 3, 3 and 1, 1, 3, 2, which is 25 of 36, Good). Limits
and points are the question set's. A criterion is a standard here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casereview.questions.model import Band, Overall, QuestionSet
from casereview.scoring.score import (
    Kind,
    OverallRating,
    Score,
    StandardRating,
    Summary,
    WhatIf,
    band_of,
    percent,
    questions_of,
)
from casereview.scoring.tally import Tally, total
from casereview.scoring.words import share

RULE = "lowest-key-question"
NOT_RATED = "not rated"

APPROACH = (
    "Each key question is a judgement of its own; the prompts beneath it help to make it and are not added up. For each key"
    " question the share of sufficient answers is taken over all the cases that it applied to; what does not apply, is blank"
    " or is unresolved is left out. The lowest of a standard's key questions sets the standard's rating. A standard without a"
    " scored answer is not rated, which is not the same as the lowest rating. Percentages are whole numbers, halves rounded up."
)


def score(question_set: QuestionSet, kind: Kind, identifier: str, tallies: Mapping[str, Tally]) -> Score:
    """Return the score of a criterion or theme, which is that of its lowest
    question; of a section its standards' points.

    A question without a scored answer is passed over. Where there is no other the standard is not rated: no percentage,
    no band, no points, and never zero. A section pools nothing.
    """
    questions = questions_of(question_set, kind, identifier)
    title = question_set.title_of(kind, identifier)
    tally = total(tallies[each] for each in questions)
    found = Score(kind, identifier, title, tally, None, None, questions, rule=RULE)
    if kind == "section":
        standards = [
            score(question_set, "criterion", each.id, tallies)
            for each in question_set.criteria
            if each.section == identifier
        ]
        points = [each.points for each in standards if each.points is not None]
        found = found._replace(not_rated=sum(each.not_rated for each in standards))
        highest = _highest(question_set.bands)
        if not points or highest is None:
            return found
        return found._replace(points=sum(points), most=highest * len(points))
    lowest = _lowest(questions, tallies)
    if lowest is None:
        return found._replace(not_rated=1)
    whole = percent(tallies[lowest].yes, tallies[lowest].scored)
    band = band_of(whole, question_set.bands)
    return found._replace(
        percent=whole,
        band=band,
        lowest=lowest,
        of=tallies[lowest],
        points=band.points if band else None,
        most=_highest(question_set.bands),
    )


def _lowest(questions: Sequence[str], tallies: Mapping[str, Tally]) -> str | None:
    """The question with the lowest share; exact shares, so that of two that
    round alike the lower is named, else the first.
    """
    lowest: str | None = None
    for each in questions:
        here = tallies[each]
        if here.scored and (lowest is None or here.yes * tallies[lowest].scored < tallies[lowest].yes * here.scored):
            lowest = each
    return lowest


def _highest(bands: Sequence[Band]) -> int | None:
    """The most points that a rating can have; None where ratings have no points."""
    return max((band.points for band in bands if band.points is not None), default=None)


def overall_of(
    question_set: QuestionSet, scores: Sequence[Score], ratings: Mapping[str, str | None]
) -> OverallRating | None:
    """Return the overall rating; None where the question set has none.

    `ratings` are those entered for standards that are judged elsewhere, by id: the id of a band or `UNRATED`, and None
    where copies of the casebook differ.
    """
    if question_set.overall is None:
        return None
    bands = {band.id: band for band in question_set.bands}
    standards = [StandardRating(each.id, each.title, each.band) for each in scores if each.kind == "criterion"]
    for each in question_set.overall.elsewhere:
        given = ratings.get(each.id)
        band, differs = bands.get(given or ""), each.id in ratings and given is None
        standards.append(StandardRating(each.id, each.title, band, True, given is not None, differs))
    found = overall_rating([each.points for each in standards if each.given], question_set.overall)
    return found._replace(standards=tuple(standards))


def overall_rating(points: Sequence[int | None], overall: Overall) -> OverallRating:
    """Return the overall rating from the points of the standards that are given, None for one that is not rated.

    A standard that is not rated counts neither for nor against: it takes its points off the most there could be, and
    the sum is read against the limits in the same proportion, halves up (our reading: the published limits are for a
    whole set of standards). With fewer than `overall.standards` given there is a sum and no rating, for the others are
    judged elsewhere.
    """
    rated = [each for each in points if each is not None]
    elsewhere = max(0, overall.standards - len(points))
    top = overall.bands[0].last  # they come from the highest down
    most = top * len(rated) // overall.standards
    band = None
    if rated and not elsewhere:
        band = band_of((2 * sum(rated) * top + most) // (2 * most) if most else 0, overall.bands)
    return OverallRating(sum(rated), most, len(points) - len(rated), elsewhere, band)


def said(score: Score) -> str:
    """Return a score in words: the share of its lowest question; `7 of 12 points` for a section (`by standard` where
    ratings have no points); `not rated`.
    """
    if score.kind == "section" and score.tally.scored:
        return "by standard" if score.points is None else f"{score.points} of {score.most} points"
    return NOT_RATED if score.of is None else share(score.of)


def watched(summary: Summary, question: str, answer: str) -> list[WhatIf]:
    """Return what the rating's percentage of the question's standard would become."""
    standards = [each for each in summary.of_kind("criterion") if question in each.questions]
    tallies = {each.id: each.tally for each in summary.questions}

    def becomes(each: Score, new: str) -> int | None:
        moved = {**tallies, question: tallies[question].moved(answer, new)}
        lowest = _lowest(each.questions, moved)
        return None if lowest is None else percent(moved[lowest].yes, moved[lowest].scored)

    return [WhatIf(each, each.percent, becomes(each, "yes"), becomes(each, "no")) for each in standards]
