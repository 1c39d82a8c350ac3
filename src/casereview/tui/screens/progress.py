"""How far the assessors are, from what was merged so far."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from casereview.casebook.progress import progress
from casereview.reports.text.progress_text import progress_lines, standing
from casereview.tui.screens.base import PageScreen
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import OneLine, Page


class ProgressScreen(PageScreen):
    """Each assessor with cases done and under way, blank answers, alerts, last entry; by name, and no scores."""

    kind: ClassVar[str] = "progress"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._standing = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(self._title(), self._standing)(width), classes="heading")
        yield Page(id="progress")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Count."""
        super().on_mount()
        self.look(self.refresh_figures)
        self.say("What was merged so far; last entries by the assessors' own clocks.")

    def refresh_figures(self) -> None:
        """Count again."""
        casebook = self.session.casebook
        lines = list(self.session.lines.values()) if self.session.loaded else list(casebook.case_lines())
        found, places = progress(casebook, lines), casebook.open_places()
        self._standing = standing(lines)
        # Without what the heading says already.
        self.query_one(Page).show(
            lambda width: [
                [(f" {line}", "")] for line in progress_lines(casebook, lines, found, places, width=width - 2)[4:]
            ]
        )
        for line in self.query(OneLine):
            line.refresh()

    def _title(self) -> str:
        return f"{self.session.casebook.inspection.area}  Progress"
