"""Why no? The reasons, ticked by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from casereview.questions import Question
from casereview.tui.screens.dialogs import Dialog
from casereview.tui.widgets.lines import Line, Rows, fit


class Reasons(Dialog[bool]):
    """Tick the reasons for a *no*; each tick is saved at once. Gives True when the assessor goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(False)", show=False),
        Binding("enter", "leave(True)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("space", "tick", show=False),
        Binding("L", "language", show=False),
    ]
    keys = (("1-9", "tick"), ("Enter", "go on"), ("Esc", "stay here"))

    def __init__(
        self,
        question: Question,
        ticked: tuple[str, ...],
        save: Callable[[set[str], Callable[[], None]], None],
        again: Callable[[], Question] | None = None,
    ) -> None:
        super().__init__()
        self._say(question)
        self._again = again
        self._ticked = set(ticked)
        self._save = save

    def _say(self, question: Question) -> None:
        self.heading = f"Why no? {question.short}"
        self._reasons = question.reasons

    def content(self) -> ComposeResult:
        """The reasons."""
        yield Rows(self._line, id="reasons")

    def _line(self, index: int, width: int, here: bool) -> Line:
        reason = self._reasons[index]
        ticked = reason.id in self._ticked
        text = f" {'▸' if here else ' '} {index + 1 if index < 9 else ' '} {'[x]' if ticked else '[ ]'} {reason.label}"
        return [(fit(text, width), "strong" if ticked else "")]

    def on_mount(self) -> None:
        """Show the reasons."""
        rows = self.query_one(Rows)
        rows.show(len(self._reasons))
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        """A number ticks."""
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._reasons):
            event.stop()
            self._tick(int(event.key) - 1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click ticks."""
        self._tick(event.index)

    def action_tick(self) -> None:
        """Space ticks what the cursor is on."""
        self._tick(self.query_one(Rows).cursor)

    def _tick(self, index: int) -> None:
        wanted = self._ticked ^ {self._reasons[index].id}
        rows = self.query_one(Rows)

        def saved() -> None:
            self._ticked = wanted
            rows.refresh()

        rows.go(index)
        self._save(wanted, saved)

    def action_language(self) -> None:
        """Show the question and its reasons in the next language; `again` switches and gives the question."""
        if self._again is not None:
            self._say(self._again())
            for lines in self.query("Lines"):
                lines.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(Rows).move(by)

    def action_leave(self, go_on: bool) -> None:
        """Close."""
        self.dismiss(go_on)
