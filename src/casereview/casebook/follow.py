"""The same questions asked again and again: several casebooks followed over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casereview.casebook.errors import Refused
from casereview.scoring.trend import Trend, trend

if TYPE_CHECKING:
    from casereview.casebook.casebook import Casebook


def followed(casebooks: Sequence[Casebook]) -> Trend:
    """Return the trend over two or more casebooks in the order given, by their counted answers.

    Raises Refused where two are copies of one inspection, which are to be merged; where one is a questionnaire, or of
    another question set; and where no scored question means the same in all of them.
    """
    first = casebooks[0]
    for place, each in enumerate(casebooks):
        if not each.question_set.scored:
            raise Refused(f"{each.path}: a questionnaire is counted and never scored, so there is no trend of it")
        for earlier in casebooks[:place]:
            if earlier.inspection.id == each.inspection.id:
                raise Refused(
                    f"{each.path}: a copy of the same inspection as {earlier.path}; give each once (copies are put together by"
                    " `casereview merge`)"
                )
        if each.question_set.id != first.question_set.id:
            raise Refused(
                f"{each.path}: of question set {each.question_set.id}, and {first.path} of {first.question_set.id}; a trend"
                " follows one set"
            )
    found = trend([(each.question_set, (line.counted for line in each.case_lines())) for each in casebooks])
    if not found.common:
        raise Refused(
            f"{casebooks[-1].path}: no scored question means the same there as in all before it; there is no trend"
        )
    return found


def shared_area(casebooks: Sequence[Casebook]) -> str:
    """Return the area of all of them: of `Town, July` and `Town, August` it is `Town`; empty where they differ."""
    areas = [each.inspection.area for each in casebooks]
    for found in ({*areas}, {area.rpartition(", ")[0] for area in areas}):
        if len(found) == 1:
            return found.pop()
    return ""


def labels(casebooks: Sequence[Casebook]) -> list[str]:
    """Return a name for each: its area, without what all share of it; where areas are the same, the day it was begun; where
    days are too, its file's name.

    Raises Refused where those are the same as well.
    """
    areas, shared = [each.inspection.area for each in casebooks], shared_area(casebooks)
    if shared and {*areas} != {shared}:
        areas = [area.removeprefix(f"{shared}, ") for area in areas]
    days = [each.inspection.created_at[:10] for each in casebooks]
    for found in (areas, days, [each.path.stem for each in casebooks]):
        if len(set(found)) == len(found):
            return found
    raise Refused("these casebooks have one area, day and name, and can not be told apart; name each with --label")
