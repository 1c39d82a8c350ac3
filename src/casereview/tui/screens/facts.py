"""The facts of a case: a short form, each fact with what it decides beside it."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult

from casereview.questions import Fact
from casereview.text import counted
from casereview.tui.screens.base import ListScreen
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Page, Rows, fit, wrapped


class Facts(ListScreen):
    """One line per fact; a number or the arrows choose its value, which is saved at once."""

    kind: ClassVar[str] = "facts"

    def __init__(self, session: Session, case: str, *, before_review: bool = False) -> None:
        super().__init__(session)
        self.case = case
        self._before_review = before_review
        self.reading = session.reading(case, session.reader_shown(case))

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(
            lambda width: self.heading(f"{self.case}  Case facts", self._progress())(width), classes="heading"
        )
        yield Rows(self._line, id="facts")
        yield Page(id="about-fact")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Begin at the first fact that is open."""
        super().on_mount()
        open_facts = [place for place, fact in enumerate(self._facts) if fact.id not in self.reading.facts]
        rows = self.query_one(Rows)
        rows.show(len(self._facts), open_facts[0] if open_facts else 0)
        rows.focus()
        self._show_about()
        if self._before_review:
            self.say("What you know fills in what does not apply. Numbers choose; Enter goes on.")
        elif not self.may_write():
            self.say("To look at: signed off, another assessor's, or open for reading only.")

    def may_write(self) -> bool:
        """Not while this assessor has signed the case off."""
        return super().may_write() and bool(self.session.reader) and not self.reading.signed_off

    def _progress(self) -> str:
        known = sum(fact.id in self.reading.facts for fact in self._facts)
        return f"{known} of {len(self._facts)} known"

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._facts:
            return [(" This question set has no facts.", "dim")]
        fact = self._facts[index]
        value = self.reading.facts.get(fact.id)
        room = max(14, min(48, width - 32))
        line: Line = [(f" {'▸' if here else ' '} ", "key"), (fit(fact.label, room) + " ", "strong" if here else "")]
        options: Line = []
        for place, option in enumerate(fact.options, 1):
            chosen = option.id == value
            options += [
                (f"{place} ", "key"),
                (f"{'●' if chosen else '○'} {option.label}  ", "strong" if chosen else ""),
            ]
        if here and sum(cell_len(text) for text, _ in options) <= width - room - 4:
            return [*line, *options]
        # The values that find no room here are listed below.
        choose = [(f"  1 to {len(fact.options)}", "key"), (" choose", "dim")] if here else []
        before = self._before(fact)
        blank = f"open (was {before})" if before else "open"
        return [*line, (fact.words(value) or blank, "" if value else "dim"), *choose]

    def _show_about(self) -> None:
        """What the fact under the cursor is for, its values if the line is too narrow for them, and what it decides."""
        if not self._facts:
            return
        fact = self._fact
        before = self._before(fact)
        decided = self.session.question_set.gated_by.get(fact.id, ())

        def lines(width: int) -> list[Line]:
            values = "   ".join(f"{place} {option.label}" for place, option in enumerate(fact.options, 1))
            made: list[Line] = [[(f" {line}", "strong")] for line in wrapped(fact.label, width - 2)]
            made += [[(f" {line}", "")] for line in wrapped(values, width - 2)]
            made += [[(f" {line}", "dim")] for line in wrapped(fact.help, width - 2)] if fact.help else []
            if before:
                said = (
                    f"Entered before: {before}. The question set was changed, so it does not count; the history has it."
                )
                made += [[(f" {line}", "warn")] for line in wrapped(said, width - 2)]
            if decided:
                names = "; ".join(question.short for question in decided)
                made.append([(f" Decides {counted(len(decided), 'question')}", "head")])
                made += [[(f" {line}", "dim")] for line in wrapped(names, width - 2)]
            else:
                made.append([(" Decides no question; it is for breakdowns.", "dim")])
            return made

        self.query_one(Page).show(lines)

    def _before(self, fact: Fact) -> str:
        """What was entered to an open fact that the question set does not let it hold any more."""
        return "" if fact.id in self.reading.facts else self.reading.otherwise.get(f"fact:{fact.id}", "")

    @property
    def _facts(self) -> tuple[Fact, ...]:
        return self.session.question_set.facts

    def speak(self) -> None:
        """In another language: what stands below too."""
        super().speak()
        self._show_about()

    @property
    def _fact(self) -> Fact:
        return self._facts[self.query_one(Rows).cursor]

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Say what the fact decides."""
        self._show_about()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on the fact under the cursor takes its next value."""
        if self.may_write():
            self.action_next_option()

    def on_key(self, event: events.Key) -> None:
        """A number chooses a value and goes on."""
        if event.key.isdecimal() and self._facts and 0 < int(event.key) <= len(self._fact.options):
            event.stop()
            if self._put(self._fact.options[int(event.key) - 1].id):
                self.query_one(Rows).move(1)

    def _put(self, value: str | None) -> bool:
        if not self.may_write() or not self._facts:
            self.app.bell()
            return False
        fact, reader = self._fact, self.session.reader
        operation = lambda: self.session.casebook.put_facts(self.case, {fact.id: value}, reader)  # noqa: E731 - read once, here

        def put() -> None:
            self.reading = self.session.reading(self.case, reader)
            self.say(f"Saved: {fact.label} {fact.words(value) or 'open'}")
            self.query_one(Rows).refresh()
            self.query_one(OneLine).refresh()

        return self.try_to(lambda: self.session.change(self.case, operation), put)

    def action_next_option(self) -> None:
        """Choose the next value."""
        self._turn(1)

    def action_previous_option(self) -> None:
        """Choose the value before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if not self._facts:
            return
        options = [option.id for option in self._fact.options]
        value = self.reading.facts.get(self._fact.id)
        at = options.index(value) + by if value in options else (0 if by > 0 else -1)
        self._put(options[at % len(options)])

    def action_clear(self) -> None:
        """Leave the fact open."""
        self._put(None)

    def action_enter(self) -> None:
        """Go on to the questions."""
        self.app.pop_screen()
        if self._before_review:
            self.ways.open_review(self.case)

    def title_words(self) -> str:
        """What this screen is called."""
        return f"facts of case {self.case}"
