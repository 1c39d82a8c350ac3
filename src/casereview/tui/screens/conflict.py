"""One conflict: both sides, and one key to settle it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from casereview.casebook import CasebookError
from casereview.casebook.conflicts import Conflict
from casereview.casebook.entry import QUESTION_SET
from casereview.questions import ANSWERS
from casereview.reports.text.decisions_text import INSPECTION_WORDS
from casereview.tui.screens import conflict_page
from casereview.tui.screens.base import BaseScreen, PageScreen
from casereview.tui.screens.dialogs import Dialog
from casereview.tui.screens.pick import Choice, Pick
from casereview.tui.screens.write import Write
from casereview.tui.session import Session
from casereview.tui.settling import Settling
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Page, fit, shortened, wrapped

BLANK = "blank"


class ConflictScreen(PageScreen):
    """Both values with reasons, notes, who, when and what each saw before; after one is settled, the next."""

    kind: ClassVar[str] = "conflict"

    def __init__(self, session: Session, settling: Settling, conflict: Conflict) -> None:
        super().__init__(session)
        self.settling = settling
        self.conflict = conflict

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(*self._heading())(width), classes="heading")
        yield Page(id="conflict")
        yield OneLine(self._choices, id="answers")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        self._show()

    def refresh_figures(self) -> None:
        """Another window has written."""
        self.settling.load()
        self.query_one(".heading", OneLine).refresh()

    def speak(self) -> None:
        """In another language: the page anew."""
        super().speak()
        self._show()

    def may_write(self) -> bool:
        """Who settles has a name."""
        return super().may_write() and bool(self.session.reader)

    # --- what is shown ---

    def _heading(self) -> tuple[str, str]:
        found = self.settling.conflicts
        what = conflict_page.title(self.session.question_set, self.conflict)
        where = f"{min(self.settling.place(self.conflict) + 1, len(found))} of {len(found)}"
        case = self.conflict.case or INSPECTION_WORDS
        return f"{fit(case, min(len(case), 30))}  {what}", where

    def _choices(self, width: int) -> Line:
        """The sides with their keys."""
        sides = self.conflict.sides
        said = [
            conflict_page.choice_words(self.session.question_set, self.conflict, side.value)[:200] for side in sides
        ]
        names = [f"{words}: {side.reader[:60]}" for words, side in zip(said, sides, strict=True)]
        line: Line = [(" ", "")]
        for number, (words, side) in enumerate(
            zip(shortened(names, width - 2 - 5 * len(sides)), sides, strict=True), 1
        ):
            line += [(f"{number} ", "key"), (f"{words}   ", conflict_page.kind_of(self.conflict, side.value))]
        return line

    def _show(self) -> None:
        question_set, conflict = self.session.question_set, self.conflict
        self.query_one(Page).show(lambda width: conflict_page.page(question_set, conflict, width))
        for line in self.query(OneLine):
            line.refresh()
        if self.session.read_only:
            self.say(self.session.notice or "Open for reading only: to look at.", "warn")
        elif not self.session.reader:
            self.say("To look at: a on the list of cases says who you are.", "warn")
        elif self.settling.is_settled(conflict):
            self.say("It was settled; 1 or 2 takes another of the values, or the same again.", "warn")
        elif conflict.field == "answer" and not conflict.reading:
            self.say("1 or 2 takes that side; e enters another answer, with a note.")
        else:
            self.say("1 or 2 takes that side.")

    # --- settling ---

    def action_take(self, number: int) -> None:
        """Take the side of that number, from 1."""
        if number <= len(self.conflict.sides):
            self._settle(self.conflict.sides[number - 1].value)
        else:
            self.say(f"There is no side {number} here.")

    def _settle(self, value: Any, note: str = "", then: Callable[[], None] = lambda: None) -> None:
        conflict, question_set = self.conflict, self.session.question_set
        what = conflict_page.title(question_set, conflict)
        value_words = conflict_page.value_words(question_set, conflict, value)
        said = f"{fit(value_words, min(len(value_words), 20))} to {fit(what, min(len(what), 36))}"

        def settled() -> None:
            then()
            if conflict.field == QUESTION_SET:
                self.ways.read_again()
            self._go_on(conflict, f"Settled: {said}. u undoes.")

        self.try_to(lambda: self.settling.settle(conflict, value, note), settled, what=said)

    def _go_on(self, conflict: Conflict, words: str) -> None:
        """To the next conflict; where none is left, back to the list, which says so."""
        found = self.settling.conflicts
        if found:
            self.conflict = found[self.settling.place(conflict) % len(found)]
            self._show()
            self.say(words)
        else:
            self.app.pop_screen()
            self.app.call_later(self._said_on_list, f"{words} Nothing is left to settle.")

    def _said_on_list(self, words: str) -> None:
        if isinstance(self.app.screen, BaseScreen):
            self.app.screen.say(words)

    def action_another(self) -> None:
        """Enter an answer of one's own with a note; for what is no answer, pick a side."""
        conflict = self.conflict
        if conflict.field == "answer" and not conflict.reading:
            self.app.push_screen(Third(self.session.question_set.words.answers), self._write_note)
            return

        def picked(place: int | None) -> None:
            if place is not None:
                self.action_take(place)

        words = [conflict_page.value_words(self.session.question_set, conflict, side.value) for side in conflict.sides]
        choices = [
            Choice(place, f"{text[:1000]}: {side.reader}")
            for place, (text, side) in enumerate(zip(words, conflict.sides, strict=True), 1)
        ]
        self.app.push_screen(Pick("Take which?", choices), picked)

    def _write_note(self, chosen: str | None) -> None:
        if chosen is None:
            return
        conflict, session = self.conflict, self.session
        answer = None if chosen == BLANK else chosen
        words = "Blank" if answer is None else session.question_set.words.answers[answer]
        item = f"resolution:{conflict.item}"

        def keep(text: str) -> None:
            session.casebook.put_draft(conflict.case, item, text, session.reader)

        def save(text: str, then: Callable[[], None]) -> None:
            def settled() -> None:
                with contextlib.suppress(CasebookError):  # it is settled; a half-typed note left over does no harm
                    keep("")
                then()

            self._settle(answer, text, settled)

        draft = session.casebook.draft(conflict.case, item, session.reader)
        explanation = (
            "Half-typed text was kept and is here again." if draft else "Why? The assessors can read it. No names."
        )
        write = Write(f"Settle: {words}", explanation, draft, keep, save, deliberate=f"Settle with {words}")
        self.app.push_screen(write)

    def action_undo(self) -> None:
        """Undo what was settled last on this screen, and show it."""
        last = self.settling.last
        if last is None:
            self.say("Nothing was settled here since the list was opened.")
            return
        again: list[bool] = []

        def undone() -> None:
            found = self.settling.conflicts
            if again[-1]:
                self.conflict = found[self.settling.place(last)]
                self._show()
                if not self.settling.is_settled(self.conflict):
                    self.say("Taken back: the answers stand against one another again.")
            else:
                self.say("Taken back: the answers agree by now.")

        self.try_to(lambda: again.append(self.settling.undo()), undone, what="taking back")

    # --- moving ---

    def action_next(self) -> None:
        """The next conflict."""
        self._move(1)

    def action_previous(self) -> None:
        """The conflict before."""
        self._move(-1)

    def _move(self, by: int) -> None:
        found = self.settling.conflicts
        place = self.settling.place(self.conflict) + by
        if 0 <= place < len(found):
            self.conflict = found[place]
            self._show()
        else:
            self.say("This is the last one." if by > 0 else "This is the first one.")

    def title_words(self) -> str:
        """What this screen is called."""
        return "a conflict"


class Third(Dialog[str | None]):
    """Which answer settles it: `yes`, `no`, `na` or `blank`; None for none."""

    heading = "Settle with which answer?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "give('yes')", show=False),
        Binding("n", "give('no')", show=False),
        Binding("x", "give('na')", show=False),
        Binding("space", f"give('{BLANK}')", show=False),
        Binding("escape", "give('')", show=False),
    ]

    def __init__(self, answers: Mapping[str, str]) -> None:
        super().__init__()
        named = zip("ynx", (answers[each].lower() for each in ANSWERS), strict=True)
        self.keys = (*named, ("space", "blank"), ("Esc", "back"))

    def content(self) -> ComposeResult:
        """What follows."""
        yield Page(classes="box-text")

    def on_mount(self) -> None:
        """Show it."""
        words = "It counts in place of the answers that stand now. A note comes next."
        self.query_one(Page).show(lambda width: [[(line, "")] for line in wrapped(words, width)])

    def action_give(self, answer: str) -> None:
        """Close with the answer."""
        self.dismiss(answer or None)
