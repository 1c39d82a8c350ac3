"""Ratings of standards that are judged elsewhere: entries about the inspection as a whole, like every other decision.

The question set lists such standards under `[overall]`. What is entered is the id of a band, or `UNRATED`; it counts
with the ratings of the cases here towards the overall rating.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from casereview.casebook.decisions import DecisionOperations
from casereview.casebook.entry import INSPECTION, RATING
from casereview.casebook.errors import Refused
from casereview.casebook.responses import option_named
from casereview.questions.model import Option, QuestionSet
from casereview.text import clipped


class Rated(NamedTuple):
    """What stands for a standard judged elsewhere: `values` are several where
    copies of the casebook differ, None for *taken back*.

    `readers` are who entered them, in the same order.
    """

    values: tuple[str | None, ...]
    readers: tuple[str, ...]

    @property
    def rating(self) -> str | None:
        """The rating, or None where it is taken back or copies differ."""
        return self.values[0] if len(self.values) == 1 else None

    @property
    def differs(self) -> bool:
        """Tell whether copies of the casebook say different things; it counts as not given until that is settled."""
        return len(self.values) > 1


class RatingOperations(DecisionOperations):
    """The ratings of standards that are judged elsewhere."""

    def ratings(self) -> dict[str, Rated]:
        """Return what stands for each standard for which anything was entered, by id."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT h.item, h.value, e.reader FROM heads AS h JOIN entries AS e ON e.number = h.entry"
                " WHERE h.field = ? AND h.case_ref = ? ORDER BY h.item, h.value, e.id",
                (RATING, INSPECTION),
            ).fetchall()
        found: dict[str, dict[str | None, str]] = {}
        for item, value, reader in rows:
            found.setdefault(item.partition(":")[2], {}).setdefault(json.loads(value), reader)
        return {standard: Rated(tuple(values), tuple(values.values())) for standard, values in found.items()}

    def ratings_given(self) -> Mapping[str, str | None]:
        """Return the ratings as the overall rating takes them: by id, None
        where copies differ, and none that was taken back.
        """
        if not self.question_set.elsewhere:
            return {}
        return {name: each.rating for name, each in self.ratings().items() if each.rating or each.differs}

    def rate(self, standard: str, rating: str | None, reader: str) -> None:
        """Enter the rating of a standard judged elsewhere: a band's id or `UNRATED`; None takes back what was entered.

        Where copies differ, it settles that. Raises Refused.
        """
        question_set = self.question_set
        if standard not in question_set.elsewhere:
            raise Refused(_no_standard(question_set, standard))
        if rating is not None and rating not in question_set.ratings:
            known = ", ".join(question_set.ratings)
            raise Refused(
                f"'{clipped(rating, 40)}' is no rating; it can be {known}; `rate` with --take-back takes one back"
            )
        self._put(f"{RATING}:{standard}", RATING, rating, reader)


def check_added_up(question_set: QuestionSet) -> None:
    """Refuse a question set whose ratings do not add up to an overall one. Raises Refused."""
    if question_set.overall is None:
        raise Refused(f"question set {question_set.id} has no overall rating, so no standards to rate")


def rating_named(question_set: QuestionSet, words: str) -> str:
    """Return the id of the rating that somebody named by its id or label, in capitals or not; what
    names none, or several, as it is.
    """
    ratings = [Option(*each) for each in question_set.ratings.items()]
    return option_named(ratings, " ".join(words.split())) or words


def _no_standard(question_set: QuestionSet, standard: str) -> str:
    if not question_set.elsewhere:
        return f"question set {question_set.id} lists no standards that are judged elsewhere"
    if any(each.id == standard for each in question_set.criteria):
        return f"standard {clipped(standard, 40)} is rated by the cases here, and by nothing else"
    known = ", ".join(question_set.elsewhere)
    return f"no standard '{clipped(standard, 40)}' is judged elsewhere; it can be {known}"
