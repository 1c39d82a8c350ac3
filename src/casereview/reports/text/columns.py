"""A table in lines of text: a title on the left, figures on the right."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

_GAP = "  "
_NARROW_GAP = " "
_NARROWEST_TITLE = 16
# A title that has as much room as this is read easily in two lines.
_TITLE = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; `indent` sets the title in, `notes` are lines that go below it."""

    title: str
    cells: Sequence[str]
    indent: int = 0
    notes: Sequence[str] = ()


def table_lines(columns: Sequence[str], rows: Sequence[Row], width: int, *, words: Sequence[str] = ()) -> list[str]:
    """Return the lines of a table of at most `width` columns.

    Long titles are wrapped, and so are the cells of the columns named in `words` where that gives titles more room;
    where figures leave them none they stand on lines of their own. Figures line up on the right, words on the left.
    """
    widths = [max(len(name), *(len(row.cells[at]) for row in rows)) for at, name in enumerate(columns)]
    longest = max(len(row.title) + row.indent for row in rows)
    widths = _narrowed(columns, rows, widths, width - len(_GAP) * len(widths) - min(longest, _TITLE), words)
    between = _GAP if sum(widths) + len(_GAP) * len(widths) <= width else _NARROW_GAP

    def figures(cells: Sequence[str]) -> list[str]:
        """The line of a row; more where words are wrapped."""
        wrapped = [
            (textwrap.wrap(cell, wide) or [""]) if name in words else [cell]
            for name, cell, wide in zip(columns, cells, widths, strict=True)
        ]
        return [
            between.join(
                cell.ljust(wide) if name in words else cell.rjust(wide)
                for name, cell, wide in zip(columns, line, widths, strict=True)
            )
            for line in zip_longest(*wrapped, fillvalue="")
        ]

    room = min(longest, width - sum(widths) - len(between) * (len(widths) - 1) - len(_GAP))
    beside = room >= min(longest, _NARROWEST_TITLE)
    start = room if beside else 0
    lines = [f"{'':{start}}{_GAP}{each}".rstrip() for each in figures(columns)]
    for row in rows:
        title = textwrap.wrap(
            row.title,
            room if beside else width,
            initial_indent=" " * row.indent,
            subsequent_indent=" " * (row.indent + 2),
        ) or [""]
        if not beside:
            lines += title
            title = []
        for named, each in zip_longest(title, figures(row.cells), fillvalue=""):
            lines.append(f"{named:{start}}{_GAP}{each}".rstrip())
        for note in row.notes:
            lines += textwrap.wrap(note, width, initial_indent=" " * 4, subsequent_indent=" " * 6)
    return lines


def _narrowed(
    columns: Sequence[str], rows: Sequence[Row], widths: Sequence[int], room: int, words: Sequence[str]
) -> list[int]:
    """The widths of the columns, those of words taken in until all have room, or until their longest word has."""
    found = list(widths)
    for at, name in enumerate(columns):
        if name in words:
            longest = max(len(word) for cell in (name, *(row.cells[at] for row in rows)) for word in cell.split())
            found[at] = max(min(longest, found[at]), found[at] - max(0, sum(found) - room))
    return found
