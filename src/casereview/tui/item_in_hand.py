"""The item that a respondent has before them: where the marker stands, and what each key does to it.

Nothing is saved here.
"""

from __future__ import annotations

from casereview.questions.model import Option, Question
from casereview.tui.form_in_hand import FormInHand, options_of
from casereview.tui.widgets.item import OPTION_KEYS, TEN


class ItemInHand:
    """An item with its marker: of what is chosen already, else nowhere; of several choices on the first."""

    def __init__(self, form: FormInHand, place: int) -> None:
        self.place = place
        self.question: Question = form.questions[place]
        self.options: tuple[Option, ...] = options_of(self.question)
        self.several = self.question.kind == "choices"
        chosen = form.chosen(self.question)
        self.marker = next((at for at, each in enumerate(self.options) if each.id in chosen), None)
        if self.several:
            self.marker = 0
        self._before = ""

    @property
    def marked(self) -> str:
        """The id of the option or mark that the marker is on; nothing where it is nowhere."""
        return "" if self.marker is None else self.options[self.marker].id

    @property
    def picked(self) -> frozenset[str]:
        """The id that looks chosen where one can be: that of the marker, saved or not."""
        return frozenset([self.marked]) if self.marked else frozenset()

    def move(self, by: int) -> None:
        """Move the marker: round and round through options, to the ends of a scale."""
        self._before = ""
        before = -1 if self.marker is None and by > 0 else self.marker or 0
        if self.question.kind == "scale":
            self.marker = min(max(before + by, 0), len(self.options) - 1)
        else:
            self.marker = (before + by) % len(self.options)

    def type(self, character: str) -> bool:
        """Put the marker where a key says; tell whether there is such an option or mark.

        A one and then a nought are a ten.
        """
        before, self._before = self._before, character
        if self.question.kind == "scale":
            ten = character == TEN or (character == "0" and before == "1")
            place = 10 if ten else "0123456789".find(character)
        else:
            place = OPTION_KEYS.find(character)
        if not character or not 0 <= place < len(self.options):
            return False
        self.marker = place
        return True
