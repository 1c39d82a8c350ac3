"""A list to pick one thing from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from casereview.text import visible
from casereview.tui.screens.dialogs import Dialog
from casereview.tui.widgets.fields import Field
from casereview.tui.widgets.lines import Line, Page, Rows, fit, wrapped

# From this height of the screen on, a list has room below it for the line under the cursor in full.
_ROOMY = 20


class Choice(NamedTuple):
    """A line to pick: what is given, its text, and what stays whole at the right when the text must be cut."""

    value: Any
    text: str
    right: str = ""

    def line(self, width: int) -> str:
        """Return the line for a width in cells."""
        room = self._room(width)
        return fit(self.text, room) + (f"  {self.right}" if room < width else "")

    def is_cut(self, width: int) -> bool:
        """Tell whether the text must be cut for a width."""
        room = self._room(width)
        return cell_len(visible(self.text[: room + 1])) > room

    def _room(self, width: int) -> int:
        room = width - cell_len(self.right) - 2
        return room if self.right and room >= 8 else width


class Pick(Dialog[Any]):
    """A list to pick one thing from, narrowed by typing if `search` is on. Gives what was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("enter", "pick", show=False, priority=True),
    ]

    def __init__(
        self, heading: str, choices: Sequence[Choice], *, search: bool = False, none: str = "Nothing here."
    ) -> None:
        super().__init__()
        self.heading = heading
        self.add_class("tall")
        self._choices = [(choice, choice.text.casefold()) for choice in choices]
        self._found = self._choices
        self._search = search
        self._none = none
        self.keys = (("↑↓", "move"), ("Enter", "go there"), ("Esc", "back")) if choices else (("Esc", "back"),)

    def content(self) -> ComposeResult:
        """The field to type in, if any, and the list."""
        if self._search:
            yield Field(placeholder="type words, parts of words will do")
        yield Rows(self._line, id="choices", focus=not self._search)
        yield Page(id="whole", classes="box-whole")

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._found:
            return [(fit(f"   {self._none}", width), "dim")]
        return [(f" {'▸' if here else ' '} {self._found[index][0].line(width - 3)}", "strong" if here else "")]

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The cursor is on another line."""
        self._show_whole()

    def on_resize(self) -> None:
        """What is cut depends on the width."""
        self.call_after_refresh(self._show_whole)

    def _show_whole(self) -> None:
        """Below the list: the line under the cursor in full, if the list has to cut any."""
        rows, page = self.query_one(Rows), self.query_one("#whole", Page)
        room = rows.scrollable_content_region.width - 3
        page.display = self.app.size.height >= _ROOMY and any(choice.is_cut(room) for choice, _ in self._choices)
        text = self._found[rows.cursor][0].text if self._found else ""
        page.show(lambda width: [[(line, "")] for line in wrapped(text[:1000], width - 1, " ")])

    def on_mount(self) -> None:
        """Show the list."""
        self._show()
        (self.query_one(Field) if self._search else self.query_one(Rows)).focus()

    def _show(self) -> None:
        self.query_one(Rows).show(max(1, len(self._found)))
        self._show_whole()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list: every word typed must occur."""
        words = event.value.casefold().split()
        self._found = [each for each in self._choices if all(word in each[1] for word in words)]
        self._show()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click picks."""
        self.action_pick()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(Rows).move(by)

    def action_pick(self) -> None:
        """Give what the cursor is on."""
        if self._found:
            self.dismiss(self._found[self.query_one(Rows).cursor][0].value)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
