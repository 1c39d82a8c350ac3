"""The languages that the question set's words can be shown in, and which one this assessor reads."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from casereview.casebook import Casebook, CasebookError
from casereview.questions import QuestionSet, QuestionSetError
from casereview.questions.catalogue import translations as shipped_translations
from casereview.tui.actions import ACTIONS

_NONE = "There is no translation of this question set; `--translation FILE` gives one."


class Languages:
    """The set as it is written, and its translations by language tag: those given, or the shipped ones of its id.

    Entries hold ids: whatever the language, the same keys make the same entries. With `strict` a translation must fit
    the set in every line; a shipped one may know more than an older set, which a casebook can carry.
    """

    def __init__(self, casebook: Casebook, given: Mapping[str, Path] | None = None, *, strict: bool = False) -> None:
        self._casebook = casebook
        self._given = given
        self._strict = strict
        self._made: dict[str, QuestionSet] = {"": self._own}
        self._now = ""

    @property
    def _own(self) -> QuestionSet:
        """The set as it is written; another one once the casebook was upgraded."""
        return self._casebook.asked.question_set

    def tags(self) -> list[str]:
        """Return the languages that there are, the set's own first."""
        if self._made[""].digest != self._casebook.question_set.digest:  # upgraded since
            self._made, self._now = {"": self._casebook.question_set}, ""
        if self._given is None:
            self._given = shipped_translations(self._own.id)
        return ["", *self._given]

    def show(self, tag: str) -> None:
        """Show the set's words in a language. Raises QuestionSetError where its file can not be used."""
        self._casebook.speak(self._in(tag))
        self._now = tag

    def prove(self) -> None:
        """Read every translation, so that what is wrong with one is said before the screens.

        Raises QuestionSetError.
        """
        for tag in self.tags():
            self._in(tag)

    def _in(self, tag: str) -> QuestionSet:
        own = self._own
        if self._made[""].digest != own.digest:
            self._made = {"": own}
        if tag not in self._made:
            # Late: most casebooks are never read in another language.
            from casereview.questions.translate import read_translation, translated

            path = (self._given or {})[tag]
            try:
                found = read_translation(path, own, [each.id for each in ACTIONS], strict=self._strict)
            except OSError as error:
                raise QuestionSetError([f"{path}: can not be read: {error.strerror}"]) from error
            self._made[tag] = translated(own, found)
        return self._made[tag]

    def recall(self, reader: str) -> None:
        """Show the language that an assessor chose in this copy; the set's own if it is not there any more."""
        tag = self._casebook.language(reader) if reader else ""
        if tag and tag in self.tags():
            with contextlib.suppress(QuestionSetError):
                self.show(tag)

    def turn(self, reader: str) -> str:
        """Show the next language, and remember it for an assessor; return what there is to say.

        Raises QuestionSetError.
        """
        tags = self.tags()
        if len(tags) == 1:
            return _NONE
        if not self._casebook.question_set.words.language:
            self._now = ""  # an upgrade is asked as it is written
        tag = tags[(tags.index(self._now) + 1) % len(tags)]
        self.show(tag)
        name = self._casebook.question_set.words.name
        if reader and not self._casebook.read_only:
            # A disk that is full keeps nobody from reading.
            with contextlib.suppress(CasebookError):
                self._casebook.put_language(reader, tag)
        return (
            f"{name}: what is not translated stays as it was written." if tag else "The question set as it was written."
        )
