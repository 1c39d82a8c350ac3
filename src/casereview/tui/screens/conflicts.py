"""What is in conflict, by case: the list to settle from."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult

from casereview.casebook.conflicts import Conflict
from casereview.reports.text.conflicts_text import conflicts_said
from casereview.reports.text.decisions_text import INSPECTION_WORDS
from casereview.tui.screens.base import ListScreen
from casereview.tui.screens.conflict import ConflictScreen
from casereview.tui.screens.conflict_page import title, value_words
from casereview.tui.session import Session
from casereview.tui.settling import Settling
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Rows, fit


class ConflictsScreen(ListScreen):
    """Every conflict under its case, with the values that stand against one another; Enter opens one to settle it."""

    kind: ClassVar[str] = "conflicts"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.settling = Settling(session)
        # A case, as the heading of what follows, or a conflict.
        self._list: list[str | Conflict] = []

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(*self._heading())(width), classes="heading")
        yield Rows(self._line, selectable=lambda index: not self._is_case(index), id="conflicts")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Read what is in conflict."""
        super().on_mount()
        self.query_one(Rows).focus()
        self.look(self.refresh_figures)

    def on_screen_resume(self) -> None:
        """Coming back from one that was settled."""
        super().on_screen_resume()
        if self._list:
            self.look(self.refresh_figures)

    def refresh_figures(self) -> None:
        """Show what is in conflict now, the cursor where it was."""
        rows = self.query_one(Rows)
        here = self._here
        self.settling.load()
        self._list = []
        for case, found in groupby(self.settling.conflicts, lambda each: each.case):
            self._list += [case, *found]
        rows.show(max(1, len(self._list)))
        if here is not None:
            self.show_conflict(min(self.settling.place(here), len(self.settling.conflicts) - 1))
        for line in self.query(OneLine):
            line.refresh()
        self._guide()

    def show_conflict(self, place: int) -> None:
        """Put the cursor on a conflict by its place among them."""
        found = [index for index, row in enumerate(self._list) if not isinstance(row, str)]
        if 0 <= place < len(found):
            self.query_one(Rows).go(found[place])

    def _guide(self) -> None:
        back = self.settling.kept_back
        said = f" {back:,} more: hidden until both readings are signed off." if back else ""
        if not self.settling.conflicts:
            self.say(f"Nothing is left to settle.{said}")
        elif self.session.read_only or not self.session.reader:
            self.say(f"To look at only.{said}")
        else:
            self.say(f"Enter shows both sides.{said}" if back else "Enter shows both sides; there 1 or 2 takes one.")

    # --- what is shown ---

    def _heading(self) -> tuple[str, str]:
        return f"{self.session.casebook.inspection.area}  Conflicts", conflicts_said(self.settling.conflicts)

    def _is_case(self, index: int) -> bool:
        return index < len(self._list) and isinstance(self._list[index], str)

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._list:
            return [(fit("   Nothing is left to settle.", width), "dim")]
        row = self._list[index]
        if isinstance(row, str):
            return [(fit(f" {row or INSPECTION_WORDS}", width), "head")]
        question_set = self.session.question_set
        room = max(12, min(44, (width - 3) // 2))
        sides = [f"{value_words(question_set, row, side.value)[:200]}: {side.reader}" for side in row.sides]
        said = "  |  ".join(sides) + ("  (settled)" if self.settling.is_settled(row) else "")
        what = fit(title(question_set, row), room)
        return [
            (" ▸ " if here else "   ", "key"),
            (what, "strong" if here else ""),
            (fit(f" {said}", width - room - 3), ""),
        ]

    @property
    def _here(self) -> Conflict | None:
        row = self._list[self.query_one(Rows).cursor] if self._list else None
        return None if isinstance(row, str) else row

    # --- keys ---

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the conflict under the cursor."""
        if self._here is None:
            self._guide()
        else:
            self.app.push_screen(ConflictScreen(self.session, self.settling, self._here))

    def action_undo(self) -> None:
        """Undo what was settled last on this screen."""
        last = self.settling.last
        if last is None:
            self.say("Nothing was settled here yet; `casereview resolve --undo` goes further back.")
            return

        def undone() -> None:
            self.refresh_figures()
            self.show_conflict(self.settling.place(last))
            self.say("Taken back: Enter shows both sides again.")

        self.try_to(self.settling.undo, undone, what="taking back")

    def may_write(self) -> bool:
        """Who settles has a name."""
        return super().may_write() and bool(self.session.reader)

    def title_words(self) -> str:
        """What this screen is called."""
        return "conflicts"
