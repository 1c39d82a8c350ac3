"""What a finding is: a sentence about some questions, the figures in it, and what was decided about it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from casereview.scoring import QuestionFigures

Which = Literal["strength", "improvement"]
TITLES: dict[Which, str] = {"strength": "Strengths", "improvement": "Areas for improvement"}
# One, and several.
NAMES: dict[Which, tuple[str, str]] = {
    "strength": ("strength", "strengths"),
    "improvement": ("area for improvement", "areas for improvement"),
}


class Finding(NamedTuple):
    """A strength or an area for improvement of a criterion.

    `id` is that of its question; of several rows of a repeated question, that question's id, a slash and the list.
    `draft` and `wording` are sentences with a name in braces for each figure (`{yes}`, see `figures`): what the program
    drafts, and what somebody made of it, if they did. `text` is what is printed. `changed`: the figures are no longer
    those under which it was worded, or no longer make it a finding at all though it was accepted (a draft that was
    accepted keeps its figures live). `weight` orders a list: the larger, the more the answers say it.
    """

    id: str
    criterion: str
    which: Which
    draft: str
    text: str
    figures: tuple[QuestionFigures, ...]
    weight: float
    wording: str = ""
    state: Literal["", "accepted", "dropped"] = ""
    place: int = 0
    changed: bool = False
    differs: bool = False

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the scored rows that it speaks of."""
        return tuple(each.id for each in self.figures)

    @property
    def printed(self) -> bool:
        """Tell whether it goes into the documents: all that is not dropped."""
        return self.state != "dropped"
