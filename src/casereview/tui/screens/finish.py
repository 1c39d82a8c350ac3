"""What is left to do in a case, and its sign-off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult

from casereview.text import counted
from casereview.tui.screens.base import ListScreen
from casereview.tui.screens.dialogs import Ask, Show
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Rows, fit, wrapped


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list: a heading, a question to go to, or an alert."""

    text: str
    kind: str = ""
    question: str = ""
    alert: str = ""


class Finish(ListScreen):
    """Blank answers, each *no* without a reason, what is marked, alerts; sign-off."""

    kind: ClassVar[str] = "finish"

    def __init__(self, session: Session, case: str) -> None:
        super().__init__(session)
        self.case = case
        self.reader = session.reader_shown(case)
        self.reading = session.reading(case, self.reader)
        self._items = self._list()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(f"{self.case}  What is left", self._state())(width), classes="heading")
        yield Rows(
            self._line,
            selectable=lambda index: bool(self._items[index].question or self._items[index].alert),
            id="left",
        )
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show what is left."""
        super().on_mount()
        self.query_one(Rows).focus()
        self._refresh()

    def on_screen_resume(self) -> None:
        """Coming back."""
        self.look(self._refresh)

    def refresh_figures(self) -> None:
        """Another window has written."""
        self._refresh()

    def may_write(self) -> bool:
        """One's own reading only."""
        return super().may_write() and self.reader == self.session.reader

    def _state(self) -> str:
        return "signed off" if self.reading.signed_off else f"{counted(self._blank, 'blank', 'blank')}"

    def _refresh(self) -> None:
        self.reading = self.session.reading(self.case, self.reader)
        self._items = self._list()
        rows = self.query_one(Rows)
        rows.show(len(self._items), rows.cursor)
        self.query_one(OneLine).refresh()
        if self.reading.signed_off:
            self.say("Signed off: to look at. o opens it again, with a reason.")
        elif not self.may_write():
            self.say("To look at only.")
        elif self._blank:
            self.say("Enter goes to the question. The case can be signed off when nothing is blank.")
        else:
            self.say("Nothing is blank. o signs the case off.")

    def _list(self) -> list[Item]:
        questions, reading = self.session.question_set.questions, self.reading
        blank = reading.to_answer(self.session.question_set)
        self._blank = len(blank)
        # A no that came with the case has the reasons of who answered it.
        own_no = [q for q in questions if reading.answer(q.id) == "no" and q.id not in reading.handed_over]
        bare = [q for q in own_no if q.reasons and not reading.reasons.get(q.id)]
        marked = [q for q in questions if q.id in reading.marks]
        items: list[Item] = []
        if self.reader == self.session.reader and self.session.casebook.draft(self.case, "alert", self.reader):
            items.append(Item("ALERT NOT RAISED: its text is half-typed. ! goes on with it.", "warn"))
        for alert in reading.alerts:
            state = f"withdrawn: {alert.withdrawn}" if alert.withdrawn else f"raised by {alert.reader}"
            items.append(
                Item(
                    f"ALERT  {' '.join(alert.text.split())}  ({state})",
                    "dim" if alert.withdrawn else "warn",
                    alert=alert.id,
                )
            )
        for title, found, kind in (
            (f"{counted(len(blank), 'question', 'questions')} blank", blank, ""),
            (f"{counted(len(bare), 'no', 'no')} without a reason", bare, "no"),
            (f"{counted(len(marked), 'question', 'questions')} marked to come back to", marked, "warn"),
        ):
            items.append(Item(title, "head"))
            items += [
                Item(f"{fit(self.session.question_set.title_of('part', q.part), 24)} {q.short}", kind, question=q.id)
                for q in found
            ]
        prefilled = len(reading.suggested)
        if prefilled:
            items.append(Item(f"{counted(prefilled, 'question')} pre-filled not applicable from the facts (~)", "dim"))
        return items

    def _line(self, index: int, width: int, here: bool) -> Line:
        item = self._items[index]
        chosen = here and bool(item.question or item.alert)
        indent = f" {'▸' if chosen else ' '} " if item.question or item.alert else " "
        return [(indent, "key"), (fit(item.text, max(0, width - len(indent))), item.kind)]

    @property
    def _here(self) -> Item:
        return self._items[self.query_one(Rows).cursor]

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click goes there."""
        self.action_go()

    def action_go(self) -> None:
        """Go to the question on this line, or show its alert whole."""
        alert = next((each for each in self.reading.alerts if each.id == self._here.alert), None)
        if alert is not None:
            words = f"{alert.text}\n\nRaised by {alert.reader}."
            words += f"\n\nWithdrawn: {alert.withdrawn}" if alert.withdrawn else ""
            self.app.push_screen(
                Show(
                    f"Case alert: {self.case}", lambda width: [[(line, "")] for line in wrapped(words, width - 2, " ")]
                )
            )
        elif self._here.question:
            self.app.pop_screen()
            self.ways.open_review(self.case, self._here.question)

    def action_sign_off(self) -> None:
        """Sign off, or open again."""
        if self.reading.signed_off:
            self._ask("Open the case again", "Why? The reason is kept in the history.", self._reopen)
            return
        sign = lambda: self.session.casebook.sign_off(self.case, self.reader)  # noqa: E731 - read once, here

        def signed() -> None:
            self.session.notice = ""
            self.ways.back_to_cases(self.case)

        self.try_to(lambda: self.session.change(self.case, sign), signed)

    def _reopen(self, why: str) -> None:
        reopen = lambda: self.session.casebook.reopen(self.case, why, self.reader)  # noqa: E731 - read once, here
        self.try_to(lambda: self.session.change(self.case, reopen), self._refresh)

    def _ask(self, heading: str, explanation: str, then: Callable[[str], None]) -> None:
        def given(text: str | None) -> None:
            if text:
                then(text)

        self.app.push_screen(Ask(heading, explanation), given)

    def action_alert(self) -> None:
        """Raise a case alert."""
        self.write_alert(self.case)

    def action_practice(self) -> None:
        """Write an account of notable practice."""
        from casereview.tui.screens.practice import write_practice

        write_practice(self, self.case)

    def action_withdraw(self) -> None:
        """Withdraw the alert on this line."""
        alert = self._here.alert
        if not alert:
            self.say("Put the cursor on an alert to withdraw it.")
            return

        def withdraw(why: str) -> None:
            session = self.session
            operation = lambda: session.casebook.withdraw_alert(self.case, alert, why, session.reader)  # noqa: E731 - read once, here
            self.try_to(lambda: session.change(self.case, operation), self._refresh)

        self._ask("Withdraw the alert", "Why? The alert and the reason stay in the history.", withdraw)

    def title_words(self) -> str:
        """What this screen is called."""
        return f"what is left in case {self.case}"
