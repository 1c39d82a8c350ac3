"""Widgets that draw line by line: what changes on every answer must not lay out or repaint a whole screen.

A line is a list of spans, each a text and a kind (`strong`, `dim`, `yes`, ...). Text is shown literally: there is no
markup anywhere here, and control characters are made visible.
"""

from __future__ import annotations

import textwrap
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import cast

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from casereview.text import visible
from casereview.tui.ways import Ways

Span = tuple[str, str]
Line = list[Span]


def fit(text: str, width: int) -> str:
    """Return `text` made visible and exactly `width` cells wide: padded, or cut with an ellipsis."""
    # Nothing beyond the width can be shown, so a text of 100,000 characters is not looked through.
    line = visible(text[: width + 1])
    if cell_len(line) > width:
        return set_cell_size(line, max(0, width - 1)) + "…"[: max(0, width)]
    return set_cell_size(line, width)


def shortened(texts: Sequence[str], room: int) -> list[str]:
    """Return the texts made visible, the longest of them cut until all together
    fit into `room` cells (3 each at least).
    """
    # No more than the room can be shown of any, however long it is.
    sizes = [min(cell_len(visible(text[: max(0, room) + 1])), max(3, room)) for text in texts]
    longest = max(sizes, default=0)
    while longest > 3 and sum(min(size, longest) for size in sizes) > room:
        longest -= 1
    return [fit(text, min(size, longest)) for text, size in zip(texts, sizes, strict=True)]


def wrapped(text: str, width: int, indent: str = "", hanging: str = "") -> list[str]:
    """Return `text` made visible and broken into lines of at most `width` cells.

    Each paragraph begins with `indent`; its further lines with `hanging`, or `indent` too where that is empty.
    """
    lines: list[str] = []
    width = max(8, width)
    for paragraph in visible(text, lines=True).split("\n"):
        found = textwrap.wrap(
            paragraph, width, initial_indent=indent, subsequent_indent=hanging or indent, break_on_hyphens=False
        )
        for line in found or [""]:
            # Wide letters take two cells: what is still too long is cut in two.
            while cell_len(line) > width:
                head = set_cell_size(line, width).rstrip()
                lines.append(head)
                line = line[max(1, len(head)) :]
            lines.append(line)
    return lines


class Lines(ScrollView, inherit_bindings=False):
    """Base: a column of lines, of which only those in sight are drawn.

    It has no keys of its own: a ScrollView's arrows would scroll a long list where they are to move its cursor. What is
    abstract here and on the screens is so for the type checker: ABC's metaclass and Textual's do not go together.
    """

    can_focus = False

    @abstractmethod
    def count(self) -> int:
        """Return how many lines there are."""

    @abstractmethod
    def line(self, index: int, width: int) -> Line:
        """Return one line's spans for a width in cells."""

    def resize_lines(self) -> None:
        """Take note that the number of lines changed, and draw them all."""
        self.virtual_size = Size(0, self.count())
        self.refresh()

    def base_kind(self, index: int) -> str:
        """Return the kind of a whole line."""
        return ""

    def on_mount(self) -> None:
        """Draw."""
        self.resize_lines()

    def on_resize(self, event: events.Resize) -> None:
        """Lines depend on the width."""
        self.resize_lines()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y
        if index >= self.count():
            return Strip.blank(width, self.rich_style)
        styles = cast(Ways, self.app).styles_of_kinds
        base = self.rich_style + styles[self.base_kind(index)]
        # Made visible here once more: whatever a line is made of, nothing raw reaches the terminal.
        segments = [
            Segment(visible(text), base + styles[kind] if kind else base) for text, kind in self.line(index, width)
        ]
        return Strip(segments).adjust_cell_length(width, base)


class Page(Lines):
    """Text to read: lines made anew for each width."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._make: Callable[[int], list[Line]] = lambda width: []
        self._made: tuple[int, list[Line]] = (-1, [])

    def show(self, make: Callable[[int], list[Line]]) -> None:
        """Show what `make` returns for a width in cells; scroll to the top."""
        self._make, self._made = make, (-1, [])
        self.scroll_to(y=0, animate=False)
        self.resize_lines()

    def draw_again(self) -> None:
        """Make the lines anew, as far scrolled as before."""
        self._made = (-1, [])
        self.resize_lines()

    def _lines(self) -> list[Line]:
        width = self.scrollable_content_region.width
        if self._made[0] != width:
            self._made = (width, self._make(width) if width > 0 else [])
        return self._made[1]

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines())

    def line(self, index: int, width: int) -> Line:
        """Return one line."""
        return self._lines()[index]


class Fitted(Page):
    """Text that depends on how high it may be: it is made anew where something comes or goes beneath it."""

    def on_resize(self, event: events.Resize) -> None:
        """Make it for the room that there is now."""
        self.draw_again()


class OneLine(Lines):
    """One line: a heading, a status, a bar."""

    def __init__(
        self, line: Callable[[int], Line] | Line, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._content = line

    def show(self, line: Callable[[int], Line] | Line) -> None:
        """Show a line: its spans, or what makes them for a width."""
        self._content = line
        self.refresh()

    @property
    def words(self) -> str:
        """The line's text, as it is at this width."""
        return "".join(text for text, _ in self.line(0, self.size.width))

    def count(self) -> int:
        """Return one."""
        return 1

    def line(self, index: int, width: int) -> Line:
        """Return the line."""
        return self._content(width) if callable(self._content) else self._content


class Rows(Lines):
    """A list with a cursor. Lines that can not be chosen (headings) are passed over."""

    can_focus = True

    class _Row(Message):
        """Something happened to a row of a list."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    class Chosen(_Row):
        """A row was chosen by a click on it."""

    class Moved(_Row):
        """The cursor came to another row."""

    def __init__(
        self,
        draw: Callable[[int, int, bool], Line] = lambda index, width, here: [],
        *,
        selectable: Callable[[int], bool] = lambda index: True,
        focus: bool = True,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._selectable = selectable
        self._count = 0
        self.cursor = 0
        self.can_focus = focus

    def show(self, count: int, cursor: int = 0) -> None:
        """Show `count` rows with the cursor on one of them (or the next that can be chosen)."""
        self._count = count
        self.cursor = self._near(min(max(cursor, 0), max(count - 1, 0)), 1)
        self.resize_lines()
        self._keep_in_sight()

    def count(self) -> int:
        """Return how many rows there are."""
        return self._count

    def line(self, index: int, width: int) -> Line:
        """Return one row."""
        return self._draw(index, width, index == self.cursor)

    def base_kind(self, index: int) -> str:
        """The row under the cursor stands out."""
        return "cursor" if index == self.cursor and self._count else ""

    def refresh_line(self, index: int) -> None:
        """Draw one row again, if it is in sight."""
        self.refresh_lines(index, 1)

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        """Draw rows again."""
        from textual.geometry import Region

        top = y_start - self.scroll_offset.y
        self.refresh(Region(0, top, self.size.width, line_count))

    def go(self, index: int) -> None:
        """Move the cursor to a row."""
        if not self._count:
            return
        index = self._near(min(max(index, 0), self._count - 1), 1 if index >= self.cursor else -1)
        before, self.cursor = self.cursor, index
        if before != index:
            self.refresh_line(before)
            self.refresh_line(index)
            self._keep_in_sight()
            self.post_message(self.Moved(self, index))

    def move(self, by: int) -> None:
        """Move the cursor some rows up or down."""
        if self._count:
            self.go(self.cursor + by)

    def _near(self, index: int, step: int) -> int:
        """Return the nearest row that can be chosen, first in the direction of the step."""
        ahead = range(index, self._count) if step > 0 else range(index, -1, -1)
        behind = range(index, -1, -1) if step > 0 else range(index, self._count)
        return next((each for way in (ahead, behind) for each in way if self._selectable(each)), index)

    def _keep_in_sight(self) -> None:
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        if height and not top <= self.cursor < top + height:
            self.scroll_to(y=max(0, self.cursor - height // 2), animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        self.resize_lines()
        self._keep_in_sight()

    def on_key(self, event: events.Key) -> None:
        """Page keys: the same on every list. All other keys are actions of the screen."""
        page = max(1, self.scrollable_content_region.height - 1)
        moves = {"pagedown": self.cursor + page, "pageup": self.cursor - page, "home": 0, "end": self._count - 1}
        if event.key in moves:
            event.stop()
            event.prevent_default()
            self.go(moves[event.key])

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; a click on the cursor chooses it."""
        index = self.scroll_offset.y + event.y
        if index >= self._count or not self._selectable(index):
            return
        if index == self.cursor:
            self.post_message(self.Chosen(self, index))
        else:
            self.go(index)
