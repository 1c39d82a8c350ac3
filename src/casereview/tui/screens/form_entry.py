"""Entering a form from paper: one key for each item, the next item at once, and at the end the next form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult

from casereview.questions.model import Question
from casereview.reports.text.responses_text import value_said
from casereview.text import clipped, natural
from casereview.tui.entry_page import end_lines, item_lines
from casereview.tui.form_in_hand import FormInHand, options_of
from casereview.tui.quiet_page import in_sight
from casereview.tui.screens.base import BaseScreen
from casereview.tui.screens.dialogs import Ask
from casereview.tui.session import Session
from casereview.tui.widgets.item import Drawn
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Fitted, Line, OneLine, Page


class FormEntry(BaseScreen):
    """One form: an item at a time, and behind the last one the end, from where the next form begins.

    Without a case it is a new form, and the respondent is added with the first thing that is entered.
    """

    kind: ClassVar[str] = "entry"

    def __init__(self, session: Session, case: str = "", question: str = "") -> None:
        super().__init__(session)
        self.form = FormInHand(session, case)
        self._at = self._start(question)
        self._marker: int | None = None
        # The first line in sight, where there are more than fit; and whether it goes with the marker, or was turned to.
        self._top, self._follows = 0, True

    @property
    def case(self) -> str:
        """The respondent's reference; empty for a new form with nothing entered."""
        return self.form.case

    @property
    def question(self) -> Question | None:
        """The item that is shown; None at the end."""
        return self.form.questions[self._at] if self._at < len(self.form.questions) else None

    def _start(self, question: str) -> int:
        """At the item that was asked for; else at the first one that is open behind where it was left."""
        places = self.session.question_set.position
        if question in places:
            return places[question]
        if not self.form.case:
            return 0
        left = places.get(self.session.casebook.place(self.form.case, self.session.reader), 0)
        still_open = [places[each.id] for each in self.form.open_items]
        return next((place for place in still_open if place >= left), still_open[0] if still_open else len(places))

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(*self._heading())(width), classes="heading")
        yield Fitted(id="item")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show where it was left."""
        super().on_mount()
        if self.form.signed_off:
            self.say("Signed off: to look at. o opens it again, with a reason.")
        elif not self.form.own:
            self.say(f"To look at only: {self.form.reader or 'nobody'} entered it.")
        else:
            self.say(
                "One key for each item; it is saved at once." if self.case else "A new form: nothing is entered yet."
            )
        self._show()

    def may_write(self) -> bool:
        """One's own form, until it is signed off."""
        return super().may_write() and self.form.own and not self.form.signed_off

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A form that is signed off can be opened again, and the next one begun."""
        if action in ("sign_off", "next_form"):
            return self.form.own
        return super().check_action(action, parameters)

    def refresh_figures(self) -> None:
        """Another window has written."""
        self.look(self.form.look_again)
        self._show()

    # --- what is shown ---

    def _heading(self) -> tuple[str, str]:
        state = "  signed off" if self.form.signed_off else ""
        total = len(self.form.questions)
        place = f"item {self._at + 1} of {total}" if self.question else "end of the form"
        return f"{self.case or 'New form'}  {self.session.question_set.title}{state}", place

    def _show(self) -> None:
        self.query_one("#item", Page).show(self._lines)
        for line in self.query(".heading").results(OneLine):
            line.refresh()
        self.query(Keys).refresh()

    def _lines(self, width: int) -> list[Line]:
        question, height = self.question, max(1, self.query_one("#item", Page).size.height)
        if question:
            drawn = item_lines(self.form, question, self._marker, width)
        else:
            drawn = Drawn(end_lines(self.form, width), 0)
        lines, self._top = in_sight(drawn if self._follows else drawn._replace(marker=0), height, self._top)
        return lines

    # --- keys ---

    def _go(self, place: int) -> None:
        self._at = min(max(place, 0), len(self.form.questions))
        self._marker, self._top, self._follows = None, 0, True
        self._show()

    def _save(self, question: Question, write: Callable[[], None], *, stay: bool = False) -> None:
        def saved() -> None:
            said = value_said(question, self.form.value(question)) or "cleared"
            self.say(f"Saved: {clipped(question.short, 40)}: {clipped(said, 200)}")
            if stay:
                self._show()
            else:
                self._go(self._at + 1)

        self.try_to(write, saved, what=clipped(question.short, 40))

    def _pick(self, place: int) -> None:
        """Choose an option by its place, from 0; a mark by itself."""
        question = self.question
        if question is None or question.kind == "text" or place >= len(options_of(question)):
            self.app.bell()
            return
        option = options_of(question)[place].id
        self._save(question, lambda: self.form.choose(question, option), stay=question.kind == "choices")

    def action_pick(self, digit: int) -> None:
        """The option with this key (0 is the tenth), or this mark."""
        scale = self.question is not None and self.question.kind == "scale"
        before = self.form.questions[self._at - 1] if self._at else None
        self._pick(digit if scale else (digit or 10) - 1)
        if not digit and before is not None and before.kind == "scale" and self.form.value(before) == 1:
            self.say(f"{clipped(before.short, 40)}: 1 is entered. For ten, ↑ goes back to it, and x is ten.", "warn")

    def action_ten(self) -> None:
        """The highest mark."""
        if self.question is not None and self.question.kind == "scale":
            self._pick(10)
        else:
            self.app.bell()

    def action_right(self) -> None:
        """Move the marker on."""
        self._move(1)

    def action_left(self) -> None:
        """Move the marker back."""
        self._move(-1)

    def _move(self, by: int) -> None:
        options = options_of(self.question) if self.question else ()
        if options:
            before = -1 if self._marker is None and by > 0 else self._marker or 0
            self._marker, self._follows = (before + by) % len(options), True
            self._show()

    def action_read_on(self) -> None:
        """What is below; two lines stay in sight."""
        self._turn(1)

    def action_read_back(self) -> None:
        """What is above."""
        self._turn(-1)

    def _turn(self, pages: int) -> None:
        page = self.query_one("#item", Page)
        self._top, self._follows = max(0, self._top + pages * max(1, page.size.height - 2)), False
        page.draw_again()

    def action_go_on(self) -> None:
        """Enter: take what the marker is on, write, or go on; at the end begin the next form."""
        question = self.question
        if question is None:
            self.action_next_form()
        elif self._marker is not None and self.may_write():
            self._pick(self._marker)
        elif question.kind == "text" and self.may_write():
            self._write(question)
        else:
            self._go(self._at + 1)

    def action_write(self) -> None:
        """Write the text of this item."""
        if self.question is not None and self.question.kind == "text":
            self._write(self.question)
        else:
            self.app.bell()

    def _write(self, question: Question) -> None:
        from casereview.tui.screens.write import Write

        def save(text: str, then: Callable[[], None]) -> None:
            def saved() -> None:
                then()
                said = "Saved: " + clipped(question.short, 40) if text.strip() else "Nothing written."
                self.say(said)
                self._go(self._at + 1)

            self.try_to(lambda: self.form.save(question, text), saved, what=clipped(question.short, 40))

        text = self.form.draft(question) or str(self.form.value(question) or "")
        keep = lambda typed: self.form.keep_draft(question, typed)  # noqa: E731 - read once, here
        self.app.push_screen(
            Write(question.short, "Word for word as it stands on the form. No names.", text, keep, save)
        )

    def action_clear(self) -> None:
        """Take back what is entered for this item."""
        question = self.question
        if question is not None and self.form.value(question) is not None:
            self._save(question, lambda: self.form.save(question, None), stay=True)

    def action_next(self) -> None:
        """The next item, this one left as it is."""
        self._go(self._at + 1)

    def action_previous(self) -> None:
        """The item before."""
        self._go(self._at - 1)

    def action_undo(self) -> None:
        """Take the last change to this form back."""
        self._step(self.session.casebook.undo, "undo")

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._step(self.session.casebook.redo, "redo")

    def _step(self, step: Callable[[str, str], Any], words: str) -> None:
        if not self.case:
            self.say(f"Nothing to {words}.")
            return
        done: list[str | None] = []

        def gone() -> None:
            self.form.look_again()
            if done[0] is None:
                self.say(f"Nothing to {words} since this casebook was opened.")
            else:
                self._go(self.session.question_set.position.get(done[0], self._at))
                self.say("Undone." if words == "undo" else "Done again.")

        self.try_to(
            lambda: self.session.change(self.case, lambda: done.append(step(self.case, self.session.reader))), gone
        )

    def action_next_form(self) -> None:
        """Begin the next form: a respondent that is there and has nothing, or a new one."""
        if not self.case:
            self._go(0)
            return
        before = self.case
        waiting = [ref for ref, line in self.session.lines.items() if line.untouched]
        later = [ref for ref in sorted(waiting, key=natural) if natural(ref) > natural(before)]
        self.form = FormInHand(self.session, later[0] if later else "")
        self._go(0)
        self.say(f"{before} is saved. This is {self.case or 'a new form'}.")

    def action_sign_off(self) -> None:
        """Sign the form off, whatever is left open; or open it again, with a reason."""
        session, case = self.session, self.case
        if not case:
            self.say("Nothing is entered yet.")
            return

        def done() -> None:
            self.form.look_again()
            self._show()
            self.say("Signed off." if self.form.signed_off else "Open again.")

        if not self.form.signed_off:
            sign = lambda: session.casebook.sign_off(case, session.reader)  # noqa: E731 - read once, here
            self.try_to(lambda: session.change(case, sign), done)
            return

        def opened(why: str | None) -> None:
            if why:
                reopen = lambda: session.casebook.reopen(case, why, session.reader)  # noqa: E731 - read once, here
                self.try_to(lambda: session.change(case, reopen), done)

        self.app.push_screen(Ask("Why is it opened again?", "The reason is kept in the history."), opened)

    def action_alert(self) -> None:
        """Raise a case alert: what somebody wrote can be a serious concern."""
        if self.case:
            self.write_alert(self.case)
        else:
            self.say("Nothing is entered yet.")

    def title_words(self) -> str:
        """What this screen is called."""
        return f"Form {self.case}" if self.case else "New form"
