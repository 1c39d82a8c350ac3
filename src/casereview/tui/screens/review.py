"""The screen an assessor works in all day: one question large, one key per answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from casereview.questions import Question
from casereview.tui import places
from casereview.tui.screens.case_screen import CaseScreen
from casereview.tui.screens.reasons import Reasons
from casereview.tui.screens.write import Write
from casereview.tui.widgets.lines import OneLine, Rows


class Review(CaseScreen):
    """One case, to be answered: each key is saved before it is shown."""

    kind: ClassVar[str] = "review"

    def may_write(self) -> bool:
        """Only one's own reading, and only until it is signed off."""
        return super().may_write() and self.reader == self.session.reader and not self.reading.signed_off

    def action_yes(self) -> None:
        """Answer yes."""
        self._answer("yes")

    def action_no(self) -> None:
        """Answer no."""
        self._answer("no")

    def action_na(self) -> None:
        """Answer not applicable."""
        self._answer("na")

    def action_clear(self) -> None:
        """Take the answer away."""
        question = self.question
        if question.id not in self.reading.answers:
            self.say("Nothing was answered here, so there is nothing to clear.")
            return
        if question.id in self.reading.handed_over:
            self.say("The answer of who had the case before stays; yours stands beside it.")
            return
        self._change(
            lambda: self.session.casebook.answer(self.case, question.id, None, self.reader),
            lambda: self.say("Cleared: blank again. u brings the answer back."),
        )

    def _answer(self, answer: str) -> None:
        question, index = self.question, self.index
        was_open = bool(self._blanks())
        following: int | None
        if question.prompt_of:
            following = places.after_prompt(self.session.question_set, self.reading, index)
        else:
            following = places.blank_once_answered(self.session.question_set, self.reading, index, answer)
        stay = answer == "no" and bool(question.reasons)
        then = question.id if stay or following is None else self.questions[following].id

        def answered() -> None:
            if stay:
                self._show_question()
                self._ask_reasons(question, was_open)
            else:
                self._go_on(index, was_open)
            # Last: a move clears the line, and this is what the key did.
            self.say(f"Saved: {self._words[answer]} to {question.short}.")

        self._change(
            lambda: self.session.casebook.answer(self.case, question.id, answer, self.reader, then=then),
            answered,
            moves=True,
            what=f"{self._words[answer]} to {question.short}",
        )

    def _go_on(self, index: int, was_open: bool) -> None:
        """After an answer: the next blank question; when that was the last one, what is left to do."""
        blanks = self._blanks()
        if self.questions[index].prompt_of:
            self.go(places.after_prompt(self.session.question_set, self.reading, index))
            return
        place = places.following(blanks, index)
        if place is not None:
            self.go(place)
        elif was_open and not blanks:
            self._show_question()
            self.action_finish()
        else:
            self._show_question()
            self.go(index + 1)

    def _change(
        self, operation: Callable[[], object], then: Callable[[], object], *, moves: bool = False, what: str = ""
    ) -> None:
        """Carry out a change of this case, show it as saved, and go on; with `moves`, `then` shows
        a question itself.
        """

        def changed() -> None:
            self.reading = self.session.reading(self.case, self.reader)
            self._saved = "✓ saved"
            self.query_one("#part", Rows).refresh()
            if not moves:
                self._show_question()
            then()

        if not self.try_to(lambda: self.session.change(self.case, operation), changed, what=what):
            self._saved = "NOT SAVED"
            self.query_one("#heading", OneLine).refresh()

    def action_reasons(self) -> None:
        """Tick reasons."""
        if self.reading.answer(self.question.id) != "no":
            self.say("Reasons are for a no: press n first.")
        elif self.question.id in self.reading.handed_over:
            self.say("This no is of who had the case before: press n to make it yours too, with reasons.")
        elif not self.question.reasons:
            self.say("This question has no list of reasons; e writes a note.")
        else:
            self._ask_reasons(self.question, was_open=False)

    def _ask_reasons(self, question: Question, was_open: bool) -> None:
        index = self.index

        def save(ticked: set[str], then: Callable[[], None]) -> None:
            self.try_to(
                lambda: self.session.change(
                    self.case, lambda: self.session.casebook.give_reasons(self.case, question.id, ticked, self.reader)
                ),
                then,
            )

        def again() -> Question:
            self.action_language()
            return self.question

        def closed(go_on: bool | None) -> None:
            self.look(self.refresh_figures)
            if go_on:
                self._go_on(index, was_open)

        self.app.push_screen(Reasons(question, self.reading.reasons.get(question.id, ()), save, again), closed)

    def action_note(self) -> None:
        """Write a note."""
        question = self.question
        draft, before = self._draft(), self.reading.notes.get(question.id, "")

        def keep(text: str) -> None:
            self.session.casebook.put_draft(self.case, question.id, text, self.reader)

        def save(text: str, then: Callable[[], None]) -> None:
            def saved() -> None:
                then()
                self.say(f"Saved: the note to {question.short}." if text else "The note is empty: none is kept.")

            note = lambda: self.session.casebook.note(self.case, question.id, text, self.reader)  # noqa: E731 - read once
            self._change(note, saved, what=f"the note to {question.short}")

        explanation = "Half-typed text was kept and is here again." if draft else "Where is the evidence? No names."
        self.app.push_screen(Write(f"Note: {question.short}", explanation, draft or before, keep, save))

    def action_mark(self) -> None:
        """Mark the question to come back to."""
        question = self.question
        marked = question.id not in self.reading.marks
        self._change(
            lambda: self.session.casebook.mark(self.case, question.id, marked, self.reader),
            lambda: self.say("Marked to come back to; G lists what is marked too." if marked else "Mark taken off."),
        )

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step(back=True)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        item: list[str | None] = []
        casebook = self.session.casebook
        step = casebook.undo if back else casebook.redo

        def stepped() -> None:
            if item[-1] is None:
                self.say("Nothing to take back since this casebook was opened." if back else "Nothing to do again.")
                return
            place = self.session.question_set.position.get(item[-1])
            if place is not None:
                self.go(place)
            self.say("Taken back; U does it again." if back else "Done again.")

        self._change(lambda: item.append(step(self.case, self.reader)), stepped)

    def action_alert(self) -> None:
        """Raise a case alert."""
        self.write_alert(self.case)

    def action_practice(self) -> None:
        """Write an account of notable practice in this case."""
        from casereview.tui.screens.practice import write_practice

        write_practice(self, self.case)
