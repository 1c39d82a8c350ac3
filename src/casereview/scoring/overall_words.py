"""An overall rating in words: its band and points, the rating of each standard, and what it is without."""

from __future__ import annotations

from casereview.questions.model import Overall
from casereview.scoring.score import OverallRating, StandardRating
from casereview.text import counted


def overall_said(rating: OverallRating, overall: Overall) -> str:
    """Return an overall rating in a sentence: `Good, 25 of 36 points.`, and what it lacks."""
    if not rating.most:
        nothing = f"No overall rating: none of the {overall.standards} standards is rated."
        return " ".join([nothing, *overall_lacks(rating._replace(not_rated=0), overall)])
    band = f"{rating.band.label}, " if rating.band else ""
    return " ".join([f"{band}{sum_said(rating)}.", *overall_lacks(rating, overall)])


def sum_said(rating: OverallRating) -> str:
    """Return the sum of an overall rating: `25 of 36 points`."""
    return f"{rating.points} of {rating.most} points"


def limits_said(overall: Overall) -> str:
    """Return how an overall rating is read from a sum of points, in a sentence with the set's own limits."""
    limits = ", ".join(f"{band.label.lower()} from {band.first}" for band in overall.bands)
    return (
        f"The points of {overall.standards} standards are added up: {limits}, of {overall.bands[0].last} points. A standard"
        " that is not rated is left out, and the limits are then in proportion to the points that there could be."
    )


def overall_short(rating: OverallRating) -> str:
    """Return an overall rating in a few words: `Good, 25 of 36 points`; `6 of 12 points, 8 standards to come`."""
    parts = [f"{rating.band.label}, {sum_said(rating)}" if rating.band else sum_said(rating)]
    if not rating.most:
        parts = ["nothing rated"]
    parts += [f"{rating.not_rated} not rated"] if rating.not_rated and rating.most else []
    return ", ".join([*parts, *([f"{counted(rating.elsewhere, 'standard')} to come"] if rating.elsewhere else [])])


def overall_lacks(rating: OverallRating, overall: Overall) -> list[str]:
    """Return in sentences what an overall rating is without; nothing where every standard is rated."""
    unrated = f"{counted(rating.not_rated, 'standard')} not rated, and left out of it"
    # Once there is a rating it is said how its limits were read, or 4 of 6 points would seem to be read against those of 8.
    unrated += ": the limits of the ratings are taken in proportion to the points." if rating.band else "."
    takes = f"An overall rating takes {overall.standards} standards; {_lacking(rating)}."
    return [unrated] * bool(rating.not_rated) + [takes] * bool(rating.elsewhere)


def standard_said(standard: StandardRating) -> str:
    """Return the rating of a standard in words, or why it has none."""
    if standard.band is not None:
        return standard.band.label
    if standard.differs:
        return "Copies differ"
    return "Not rated" if standard.given else "Not entered yet"


def _lacking(rating: OverallRating) -> str:
    """What an overall rating lacks: standards whose rating is not entered, or
    differs, or that the question set does not list.
    """
    differ = [each.title for each in rating.standards if each.differs]
    missing = sum(not each.given and not each.differs for each in rating.standards)
    others = rating.elsewhere - len(differ) - missing
    has = "has" if missing == 1 else "have"
    parts = [f"{counted(missing, 'standard')} judged elsewhere {has} no rating yet"] if missing else []
    parts += [f"copies of the casebook differ on {'; '.join(differ)}"] if differ else []
    parts += [f"{counted(others, 'other')} {'is' if others == 1 else 'are'} judged elsewhere"] if others else []
    return ", and ".join(parts)
