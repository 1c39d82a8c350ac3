"""Writing a note or an alert: kept while it is half-typed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from casereview.casebook import CasebookError
from casereview.tui.screens.dialogs import Dialog
from casereview.tui.widgets.fields import Editor
from casereview.tui.widgets.lines import Line, OneLine, Rows, fit

# A half-typed text is kept after this many seconds without a further key, and at the latest after twice that.
DRAFT_SECONDS = 1.0


class Write(Dialog[str | None]):
    """A text of several lines, kept while it is half-typed.

    `keep` is called with the text at most two seconds after a key; while it raises, the box says that nothing is kept
    and it is tried again. With `deliberate` the text is given by Tab and Enter only and Esc leaves it half-typed (a
    case alert); otherwise Esc saves and closes (a note).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+s", "give", show=False, priority=True),
        Binding("tab", "next", show=False, priority=True),
    ]

    def __init__(
        self,
        heading: str,
        explanation: str,
        text: str,
        keep: Callable[[str], None],
        save: Callable[[str, Callable[[], None]], None],
        *,
        deliberate: str = "",
    ) -> None:
        super().__init__()
        self.heading = heading
        self._explanation = explanation
        self._text = text
        self._keep = keep
        self._save = save
        self._deliberate = deliberate
        self._kept = text
        self._untouched = ""
        self._trouble = ""
        self._refusal = ""
        if deliberate:
            self.keys = (("Tab Enter", deliberate), ("Esc", "back, keep as half-typed"))
        else:
            self.keys = (("Esc", "save and close"), ("Tab", "undo or discard"))

    def content(self) -> ComposeResult:
        """The explanation, the text, and what else can be done."""
        yield OneLine(self._about, id="about")
        yield Editor(self._text, id="text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield Rows(self._choice, id="choices")

    def _about(self, width: int) -> Line:
        said = self._trouble or self._refusal
        return [(fit(f" {said or self._explanation}", width), "warn" if said else "dim")]

    def refuse(self, words: str) -> None:
        """Say why it is not saved as it is; nothing takes that back."""
        self._refusal = words
        self.query_one("#about", OneLine).refresh()

    def _choices(self) -> list[str]:
        if self._deliberate:
            return [self._deliberate, "Discard what is typed"]
        return ["Save and close", "Discard what was typed just now"]

    def _choice(self, index: int, width: int, here: bool) -> Line:
        shown = here and self.query_one("#choices").has_focus
        return [(fit(f" {'▸' if shown else ' '} {self._choices()[index]}", width), "strong" if shown else "dim")]

    def on_mount(self) -> None:
        """Begin at the end of the text, and look after it."""
        self.query_one(Rows).show(len(self._choices()))
        area = self.query_one(Editor)
        self._untouched = area.text
        area.move_cursor(area.document.end)
        self.first().focus()
        self.set_interval(DRAFT_SECONDS, self._keep_draft)

    def first(self) -> Widget:
        """Return what is filled in first."""
        return self.query_one(Editor)

    @property
    def text(self) -> str:
        """What is typed; as it came, to the character, while nothing was changed (an editor evens out line ends)."""
        text = self.query_one(Editor).text
        return self._text if text == self._untouched else text

    def _keep_draft(self) -> bool:
        """Keep what is half-typed; tell whether it is kept."""
        text = self.text
        if text != self._kept:
            try:
                self._keep(text)
            except CasebookError:
                self._trouble = "NOT KEPT: the casebook can not be reached. Do not close this yet."
            else:
                self._kept, self._trouble = text, ""
            self.query_one("#about", OneLine).refresh()
        return text == self._kept

    def action_next(self) -> None:
        """Tab: between the text and the choices."""
        rows, area = self.query_one(Rows), self.query_one(Editor)
        (area if rows.has_focus else rows).focus()
        rows.refresh()

    def action_leave(self) -> None:
        """Esc."""
        if not self._deliberate:
            self.action_give()
        elif self._keep_draft():
            self.dismiss(None)
        else:
            self.app.bell()

    def _close(self, text: str | None) -> None:
        self._kept = self.text  # nothing is half-typed any more
        self.dismiss(text)

    def action_give(self) -> None:
        """Save, and close once it is saved; until then the text stays."""
        text = self.text
        self._save(text, lambda: self._close(text))

    def on_key(self, event: events.Key) -> None:
        """On the choices: up, down, Enter."""
        rows = self.query_one(Rows)
        if rows.has_focus and event.key in ("up", "down", "enter"):
            event.stop()
            if event.key == "enter":
                self._choose(rows.cursor)
            else:
                rows.move(1 if event.key == "down" else -1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a choice."""
        self._choose(event.index)

    def _choose(self, index: int) -> None:
        if index == 0:
            self.action_give()
        else:
            with contextlib.suppress(CasebookError):
                self._keep("")
            self._close(None)
