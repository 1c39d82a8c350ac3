"""The list that a sitting begins with, of cases or of respondents: counting,
watching the file, order, filter, who is assessing.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len
from textual.app import ComposeResult

from casereview.casebook import CasebookError, CaseLine
from casereview.questions.catalogue import namesake_words
from casereview.text import visible
from casereview.tui.arranged import Arranged
from casereview.tui.screens.base import BaseScreen, ListScreen
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Rows, Span, fit

if TYPE_CHECKING:
    from textual.widgets import Input

# How often the file is looked at for changes made by another window, in seconds.
_WATCH = 1.0


class Listed(Protocol):
    """What stands in the list, and how it can be ordered.

    `unit` is what a line is about; `opens` what Enter does to it; `orders` come before `last touched` and after
    `reference`.
    """

    unit: str
    opens: str
    orders: tuple[str, ...]

    def heading(self) -> str:
        """Return how far they all are."""

    def figures(self, width: int) -> Line:
        """Return the line above the list: what there is in figures."""

    def room(self, longest: int, width: int) -> int:
        """Return the room for references, of which the longest has this many cells."""

    def head(self, room: int, width: int) -> Line:
        """Return the line of the columns' names."""

    def rest(self, line: CaseLine, touched: str, room: int, width: int) -> list[Span]:
        """Return what follows the reference; `touched` is when it was last touched, as it is stored."""

    def searched(self, line: CaseLine) -> str:
        """Return what the filter looks through, in small letters."""

    def rank(self, order: str, line: CaseLine) -> int:
        """Return what an order of its own goes by; the most comes first."""


class Roster(ListScreen):
    """The list; a screen of its own says what its lines are (`Listed`) and what can be done with them."""

    def __init__(self, session: Session, listed: Listed) -> None:
        super().__init__(session)
        self.listed = listed
        self.arranged = Arranged(listed.orders, listed.searched, listed.rank)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(*self._heading())(width), classes="heading")
        yield OneLine(self._figures, id="scores", classes="scores")
        yield OneLine(self._columns, classes="columns")
        yield Rows(self._line, id=self.kind)
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show the references at once; the figures follow when they are counted."""
        super().on_mount()
        self._take(self.session.casebook.case_refs())
        self.arranged.arrange({})
        self._show_at(self.session.casebook.last_case(self.session.reader) if self.session.reader else "")
        self.query_one(Rows).focus()
        if self.session.notice:
            self.say(self.session.notice, "warn")
        else:
            self.guide()
        # A case that is being opened comes first: it is what will be seen, and counting takes the processor from it.
        self.set_timer(0.15 if self.ways.opening else 0.02, self._load)
        self.set_interval(_WATCH, self._watch)

    @abstractmethod
    def guide(self) -> None:
        """Say what comes next."""

    def nothing(self) -> str:
        """Return what the list says while nobody is in it."""
        return ""

    def counted_anew(self) -> None:
        """All figures were counted again: say what they ask for."""

    async def _load(self) -> None:
        await self.read_again(anew=False)
        if self.session.loaded and not self.session.reader and not self.session.read_only:
            self.action_assessor()

    async def read_again(self, *, anew: bool = True) -> None:
        """Count everything: at the start, or `anew` where this window has merged."""
        try:
            await (self.session.read_again() if anew else self.session.load())
        except CasebookError as error:
            self.say(str(error), "warn")
            return
        self.look(self._show_everywhere)
        if not anew:
            await self._say_what_is_asked()
        self.look(self.counted_anew)
        if self.session.casebook.asked.differs and not self.session.notice:
            key = next(each.shown for each in self.actions if each.call == "conflicts")
            self.say(f"Copies were upgraded differently: {key} settles.", "warn")

    async def _say_what_is_asked(self) -> None:
        """Say so where the question set is not the one that is shipped under its id and version."""
        # In a thread, as the shipped one is read for it; what is unresolved is more urgent and is said after it.
        said = await asyncio.to_thread(namesake_words, self.session.casebook.asked.question_set)
        if said and not self.session.notice:
            self.say(said, "warn")

    async def _watch(self) -> None:
        asked = self.session.casebook.asked
        try:
            changed = self.session.loaded and self.session.changed_elsewhere()
            upgraded = self.session.casebook.asked != asked
            # Before anything is counted: a screen above shows what is not asked any more.
            while upgraded and self.app.screen is not self:
                self.app.pop_screen()
            if changed:
                await self.session.load()
                self.look(self._show_everywhere)
        except CasebookError as error:
            self.say(str(error), "warn")
            return
        if upgraded:
            self.say("The question set was changed elsewhere: this is what is asked now.", "warn")

    def _show_everywhere(self) -> None:
        """The figures are new: on this list and on whatever screen lies over it."""
        self.arranged.touched = self.session.casebook.last_touched()
        self._take(self.session.lines)
        for screen in self.app.screen_stack:
            # One that is only just being opened has nothing to draw on yet, and reads the figures by itself.
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.refresh_figures()

    def refresh_figures(self) -> None:
        """Show the figures as they are now."""
        self._rearrange()

    def on_screen_resume(self) -> None:
        """Coming back from a case or a form: its line has changed."""
        if self.session.loaded:
            self.look(self.come_back)

    def come_back(self) -> None:
        """Show what has changed meanwhile."""
        self.arranged.touched = self.session.casebook.last_touched()
        self._take(self.session.lines)
        self._rearrange()

    # --- what is shown ---

    def _heading(self) -> tuple[str, str]:
        who = self.session.reader or "nobody yet"
        right = f"READ ONLY  {who}" if self.session.read_only else who
        standing = self.listed.heading() if self.session.loaded else ""
        return f"{self.session.casebook.inspection.area}  {standing}", fit(right, min(len(right), 36))

    def _figures(self, width: int) -> Line:
        return self.listed.figures(width) if self.session.loaded else [(" counting…", "dim")]

    def _take(self, refs: Iterable[str]) -> None:
        self.arranged.take(refs)
        self._longest = max((cell_len(visible(ref[:60])) for ref in self.arranged.refs), default=0)

    def _columns(self, width: int) -> Line:
        # The lines have less room where there is a scroll bar beside them.
        width = min(width, self.query_one(Rows).scrollable_content_region.width or width)
        return self.listed.head(self.listed.room(self._longest, width), width)

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self.arranged.shown:
            unmatched = f"No {self.listed.unit} matches; Esc shows all."
            return [(fit(f"   {unmatched if self.arranged.refs else self.nothing()}", width), "dim")]
        ref = self.arranged.shown[index]
        line = self.session.lines.get(ref)
        room = self.listed.room(self._longest, width)
        # The start of a line is known before anything is counted.
        start: Line = [(f" {'▸' if here else ' '} ", "key"), (f"{fit(ref, room)} ", "strong" if here else "")]
        if line is None:
            return start
        return [*start, *self.listed.rest(line, self.arranged.touched.get(ref, ""), room, width)]

    # --- order and filter ---

    def _rearrange(self) -> None:
        at = self.here
        self.arranged.arrange(self.session.lines)
        self._show_at(at)
        for line in self.query(OneLine):
            line.refresh()

    def _show_at(self, ref: str) -> None:
        """Show the list with the cursor on one of them; where there is none, the line that says so."""
        shown = self.arranged.shown
        self.query_one(Rows).show(max(1, len(shown)), shown.index(ref) if ref in shown else 0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show only what matches what is typed."""
        self.arranged.words = event.value.casefold().split()
        self._rearrange()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        self.query_one(Rows).focus()

    def action_filter(self) -> None:
        """Show the filter."""
        from casereview.tui.widgets.fields import Field

        if not self.query("#filter"):
            hint = f"type to show only some {self.listed.unit}s; Enter goes to the list, Esc shows all"
            self.mount(Field(placeholder=hint, id="filter"), before=".columns")
        self.query_one("#filter").focus()

    def action_sort(self) -> None:
        """Take the next order."""
        order = self.arranged.turn()
        self._rearrange()
        self.query_one(Rows).go(0)
        self.say(f"Order: {order}.")

    # --- keys ---

    @property
    def here(self) -> str:
        """The case or respondent under the cursor, or nothing."""
        return self.arranged.shown[self.query_one(Rows).cursor] if self.arranged.shown else ""

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open it where it was left."""
        if self.here:
            self.with_reader(lambda: self.ways.open_case(self.here))

    def action_summary(self) -> None:
        """Open the figures."""
        self.ways.open_summary()

    def action_merge(self) -> None:
        """Ask what to merge, and show what would come."""
        from casereview.tui.screens.merge import ask_for_source

        self.with_reader(lambda: ask_for_source(self, self.ways.open_merge))

    def action_conflicts(self) -> None:
        """Open what is in conflict."""
        self.with_reader(self.ways.open_conflicts)

    def with_reader(self, then: Callable[[], object]) -> None:
        """Nothing is entered without a name to it."""
        if self.session.reader or self.session.read_only:
            then()
        else:
            self.action_assessor()

    def action_assessor(self) -> None:
        """Ask who is assessing."""

        def named(name: str | None) -> None:
            if name:
                self.try_to(lambda: self.session.casebook.sit_down(name), lambda: seated(name))

        def seated(name: str) -> None:
            self.session.reader = name
            self.say(f"Assessing as {name}. {self.listed.opens}")
            self._rearrange()

        from casereview.tui.screens.dialogs import Ask

        explanation = "Your name goes with every answer. It is remembered in this casebook."
        self.app.push_screen(Ask("Who is assessing?", explanation, self.session.reader), named)

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

    def action_back(self) -> None:
        """Show all again; Esc once too often does not end the program."""
        if self.query("#filter"):
            self.query("#filter").remove()
            self.arranged.words = []
            self._rearrange()
            self.query_one(Rows).focus()
        else:
            self.say("q leaves casereview. Everything is saved already.")
