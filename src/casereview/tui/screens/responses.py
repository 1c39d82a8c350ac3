"""What respondents said so far, counted."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from casereview.reports.text.responses_text import responses_lines
from casereview.scoring.responses import Responses
from casereview.tui.screens.base import PageScreen
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Page


class ResponsesScreen(PageScreen):
    """Every item with its figures. What somebody wrote is counted here, and read in their form."""

    kind: ClassVar[str] = "responses"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._found: Responses = session.casebook.responses()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(self._heading_line, classes="heading")
        yield Page(id="figures")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show the figures."""
        super().on_mount()
        self._show()

    def refresh_figures(self) -> None:
        """Count anew: another window has written."""
        self.look(self._count)

    def _count(self) -> None:
        self._found = self.session.casebook.responses()
        self._show()

    def _show(self) -> None:
        self.query_one("#figures", Page).show(self._lines)

    def _heading_line(self, width: int) -> Line:
        title = self.session.question_set.title
        return self.heading(f"{self.session.casebook.inspection.area}  {title}")(width)

    def _lines(self, width: int) -> list[Line]:
        lines = responses_lines(self.session.question_set, self._found, width=max(20, min(100, width - 2)))
        return [[], *([(f" {line}", "")] for line in lines)]

    def action_present(self) -> None:
        """Show it to a meeting."""
        self.ways.open_present()

    def title_words(self) -> str:
        """What this screen is called."""
        return "What respondents say"
