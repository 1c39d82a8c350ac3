"""Fields to type in. What they hold is stored as typed and drawn so that it can not act on the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widgets import Input, TextArea

from casereview.text import visible


def _one_cell(character: str) -> str:
    """Return a character as it is, or one sign for it if it would act on the terminal or can not be seen."""
    shown = visible(character)
    return shown if len(shown) == 1 else "�"


def inert(strip: Strip) -> Strip:
    """Return a drawn line with every control, bidirectional and invisible character replaced by a sign of one cell."""
    if all(text.isprintable() and visible(text) == text for text, _, control in strip if not control):
        return strip
    segments = [
        segment if segment.control else Segment("".join(map(_one_cell, segment.text)), segment.style)
        for segment in strip
    ]
    return Strip(segments).adjust_cell_length(strip.cell_length)


class Field(Input):
    """One line to fill in."""

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        return inert(super().render_line(y))


class Editor(TextArea):
    """Several lines to write."""

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        return inert(super().render_line(y))


# The longest text that somebody types on a page that is handed to them.
LONGEST_TYPED = 10_000


class PlainEditor(Editor):
    """Where a respondent writes: Enter and Tab are no characters, and go to the
    screen; nothing beyond the longest text.
    """

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "escape", "tab", "shift+tab") or len(self.text) >= LONGEST_TYPED:
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        if len(self.text) + len(event.text) > LONGEST_TYPED:
            event.prevent_default()
