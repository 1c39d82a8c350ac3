"""What the screens on which a lead inspector decides share: a grouped list, its line in full below, and a way back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult

from casereview.scoring import QuestionFigures
from casereview.scoring.rules import said_of
from casereview.scoring.words import cases_said, provisional, x_of_y
from casereview.text import counted
from casereview.tui.screens.base import ListScreen
from casereview.tui.screens.dialogs import Show
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Page, Rows, fit, wrapped

# From this height of the screen on there is room for the line under the cursor in full.
ROOMY = 18
# Below this width the heading says in one word how things stand.
_WIDE = 70
# Of a text in full so many characters are shown; nobody reads on, and wrapping 100,000 would keep the screen waiting.
_LONGEST = 4000


class Deciding(ListScreen):
    """A list under headings; what the cursor is on stands below it in full. What is decided here can be undone here.

    A row is a heading (a text) or what the screen is about. A screen says how each is drawn and told.
    """

    nothing = "Nothing here yet."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._list: list[Any] = []
        self._before: list[Callable[[], object] | None] = []

    # --- what a screen says about itself ---

    @abstractmethod
    def read(self) -> list[Any]:
        """Return the rows: headings as text, everything else to be chosen."""

    @abstractmethod
    def name_of(self, row: Any) -> str:
        """Return what tells a row from the others, for the cursor to stay on it."""

    @abstractmethod
    def draw(self, row: Any, width: int) -> Line:
        """Return a row as one line."""

    @abstractmethod
    def in_full(self, row: Any, width: int) -> list[Line]:
        """Return a row in full."""

    @abstractmethod
    def heading_words(self) -> str:
        """Return what the heading says on the left."""

    @abstractmethod
    def in_short(self, row: Any) -> str:
        """Return what the status line says about a row where there is no room for it in full."""

    # --- the screen ---

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(self.heading_words(), self.state(width))(width), classes="heading")
        yield Rows(self._line, selectable=lambda index: not self._is_heading(index), id="decided")
        yield Page(id="in-full")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def state(self, width: int) -> str:
        """What keeps the figures provisional, or how far the sample is; in one word where there is little room."""
        if not self.session.loaded:
            return "counting…"
        summary = self.session.summary
        said = provisional(summary.answers)
        if width < _WIDE:
            return "provisional" if said else counted(summary.cases, "case")
        return said or cases_said(summary.cases, summary.started, summary.signed_off)

    def on_mount(self) -> None:
        """Show what there is."""
        super().on_mount()
        self.query_one(Rows).focus()
        self._room()
        self.look(self.refresh_figures)

    def on_screen_resume(self) -> None:
        """Coming back: answers may have changed."""
        super().on_screen_resume()
        self.look(self.refresh_figures)

    def on_resize(self) -> None:
        """Where there are few lines, they are for the list."""
        self._room()

    def _room(self) -> None:
        self.query_one("#in-full").display = self.app.size.height >= ROOMY
        self.call_after_refresh(self._tell)

    def refresh_figures(self, name: str = "") -> None:
        """Show everything as it is now, the cursor where it was, or on the row of a name."""
        rows, here = self.query_one(Rows), self.here
        name, place = name or (self.name_of(here) if here is not None else ""), rows.cursor
        self._list = self.read()
        found = [
            index for index, row in enumerate(self._list) if not self._is_heading(index) and self.name_of(row) == name
        ]
        rows.show(max(1, len(self._list)), found[0] if found else place)
        self.query_one(OneLine).refresh()
        self._tell()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The cursor is on another row."""
        self._tell()

    def _tell(self) -> None:
        """Say in full, or in short, what the cursor is on."""
        row = self.here
        self.query_one("#in-full", Page).show(lambda width: [] if row is None else self.in_full(row, width - 1))
        if row is None:
            self.say(self.nothing)
        elif self.query_one("#in-full").display:
            self.say("" if self.may_write() else "To look at only.")
        else:
            self.say(self.in_short(row))

    def _is_heading(self, index: int) -> bool:
        return index < len(self._list) and isinstance(self._list[index], str)

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._list:
            return [(fit(f"   {self.nothing}", width), "dim")]
        row = self._list[index]
        if isinstance(row, str):
            # A heading within another is set in, and quieter.
            return [(fit(f" {row}", width), "dim" if row.startswith(" ") else "head")]
        return [(" ▸ " if here else "   ", "key"), *self.draw(row, width - 3)]

    @property
    def here(self) -> Any:
        """What the cursor is on, or None."""
        cursor = self.query_one(Rows).cursor
        return None if cursor >= len(self._list) or self._is_heading(cursor) else self._list[cursor]

    def may_write(self) -> bool:
        """Who decides has a name."""
        return super().may_write() and bool(self.session.reader)

    # --- keys ---

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click shows what is behind it."""
        self.call_next(self.run_action, "open")

    def do(
        self,
        operation: Callable[[], object],
        said: str,
        back: Callable[[], object] | None = None,
        *,
        on_to_next: bool = False,
    ) -> None:
        """Carry out a decision, show it and say so; `back` undoes it, without it copies differed.

        With `on_to_next` the cursor stays in its list when the row goes to another.
        """
        cursor = self.query_one(Rows).cursor
        near = [*self._list[cursor + 1 :], *reversed(self._list[:cursor])]
        after = next((self.name_of(each) for each in near if not isinstance(each, str)), "") if on_to_next else ""

        def done() -> None:
            self._before.append(back)
            self.refresh_figures(after)
            self.say(said)

        self.try_to(operation, done, what="what was decided")

    def action_undo(self) -> None:
        """Undo what was decided last on this screen."""
        if not self._before:
            self.say("Nothing was decided here since this list was opened.")
            return
        back = self._before[-1]
        if back is None:
            self._before.pop()
            self.say("Copies that differed can not be made to differ again.")
            return

        def undone() -> None:
            self._before.pop()
            self.refresh_figures()
            self.say("Taken back.")

        self.try_to(back, undone, what="taking back")

    @abstractmethod
    def action_open(self) -> None:
        """Show what is behind the row under the cursor."""

    def show_lines(self, heading: str, make: Callable[[int], list[Line]]) -> None:
        """Show text to read."""
        self.app.push_screen(Show(heading, lambda width: make(width - 1)))

    def text_lines(self, text: str, width: int, ink: str = "") -> list[Line]:
        """Return a text in lines, all but what is absurdly long."""
        more = f"… ({len(text) - _LONGEST:,} characters more)" if len(text) > _LONGEST else ""
        return [[(line, ink)] for line in wrapped(text[:_LONGEST] + more, width, " ")]

    def question_lines(self, figures: QuestionFigures, width: int) -> list[Line]:
        """Return a question with its figures and the reasons behind each *no*, the most frequent first."""
        question, tally = self.session.question_set.by_id[figures.id], figures.tally
        counts = f"yes {tally.yes}  no {tally.no}  n/a {tally.na}  blank {tally.blank}"
        counts += f"  unresolved {tally.unresolved}" if tally.unresolved else ""
        figure = said_of(self.session.question_set, tally)
        said = figure if " of " in figure or not tally.scored else f"{x_of_y(tally)} ({figure})"
        lines: list[Line] = [[(line, "strong")] for line in wrapped(question.text, width, " ")]
        lines += [[(f" {question.id}", "dim")], [(f" {said}   {counts}", "")]]
        for reason, number in sorted(figures.reasons.items(), key=lambda each: -each[1]):
            found = question.reason(reason)
            if number:
                lines += [
                    [(line, "")]
                    for line in wrapped(f"{number} × {found.label if found else reason}", width, "   ", "       ")
                ]
        return [*lines, [("", "")]]
