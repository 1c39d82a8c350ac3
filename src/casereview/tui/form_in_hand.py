"""The form that is being filled in, whoever holds the keyboard: which
respondent, what is said so far, and how it is saved.

A respondent is added to the casebook with the first thing that is said: a form that was only looked at leaves nothing
behind.
"""

from __future__ import annotations

from typing import Any

from casereview.casebook import Reading
from casereview.questions.model import ANSWER_WORDS, Option, Question
from casereview.scoring.responses import MARKS
from casereview.tui.session import Session

_JUDGED = tuple(Option(answer, words) for answer, words in ANSWER_WORDS.items())


def options_of(question: Question) -> tuple[Option, ...]:
    """Return what there is to choose from; of a scale the marks from 0 to 10; nothing for a text."""
    match question.kind:
        case "judgement":
            return _JUDGED
        case "scale":
            return tuple(Option(mark, mark) for mark in MARKS)
        case _:
            return question.options


class FormInHand:
    """One respondent's form in the reading of whoever enters it; `case` is empty until something is said."""

    def __init__(self, session: Session, case: str = "") -> None:
        self.session = session
        self.case = case
        self.reader = session.reader_shown(case) if case else session.reader
        self.reading: Reading | None = session.reading(case, self.reader) if case else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """The items, in their order."""
        return self.session.question_set.questions

    @property
    def open_items(self) -> list[Question]:
        """The items of which nothing is said."""
        return [each for each in self.questions if self.value(each) is None]

    @property
    def own(self) -> bool:
        """Tell whether this assessor can write in it."""
        return bool(self.reader) and self.reader == self.session.reader and not self.session.read_only

    @property
    def signed_off(self) -> bool:
        """Tell whether the form is finished."""
        return self.reading is not None and self.reading.signed_off

    def value(self, question: Question) -> Any:
        """Return what is said: an option's id, several ids, a mark, a text;
        None for nothing (or for different things in copies).
        """
        if self.reading is None:
            return None
        if question.kind == "judgement":
            given = self.reading.answer(question.id)
            return given if given in ANSWER_WORDS else None
        return self.reading.responses.get(question.id)

    def chosen(self, question: Question) -> frozenset[str]:
        """Return the ids of what is chosen."""
        value = self.value(question)
        if value is None or question.kind == "text":
            return frozenset()
        return frozenset(value) if isinstance(value, list) else frozenset([str(value)])

    def begin(self) -> None:
        """See to it that there is a respondent: something is said."""
        if not self.case:
            self.case = self.session.casebook.add_respondent(self.session.reader)
            self.look_again()

    def look_again(self) -> None:
        """Read the form as it stands in the casebook."""
        if self.case:
            self.reading = self.session.reading(self.case, self.reader)

    def save(self, question: Question, value: Any) -> None:
        """Save what is said; it is safe when this returns.

        None clears it. Raises the casebook's errors, and nothing changes.
        """
        if not self.case and ((not value and value != 0) or (isinstance(value, str) and not value.strip())):
            return
        self.begin()
        casebook, reader = self.session.casebook, self.session.reader
        write = casebook.answer if question.kind == "judgement" else casebook.respond
        self.session.change(self.case, lambda: write(self.case, question.id, value, reader, then=question.id))
        self.look_again()

    def choose(self, question: Question, option: str) -> None:
        """Choose an option or a mark; of several that can be chosen, take it off again if it is there."""
        if question.kind == "choices":
            self.save(question, sorted(self.chosen(question) ^ {option}))
        else:
            self.save(question, int(option) if question.kind == "scale" else option)

    def draft(self, question: Question) -> str:
        """Return what is half-typed, or nothing."""
        return self.session.casebook.draft(self.case, question.id, self.session.reader) if self.case else ""

    def keep_draft(self, question: Question, text: str) -> None:
        """Keep what is half-typed."""
        if text or self.case:
            self.begin()
            self.session.casebook.put_draft(self.case, question.id, text, self.session.reader)
