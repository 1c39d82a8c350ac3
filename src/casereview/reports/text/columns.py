"""A table in lines of text: a title on the left, figures on the right."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_GAP = "  "
_NARROW_GAP = " "
_NARROWEST_TITLE = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; `indent` sets the title in, `notes` are lines that go below it."""

    title: str
    cells: Sequence[str]
    indent: int = 0
    notes: Sequence[str] = ()


def table_lines(columns: Sequence[str], rows: Sequence[Row], width: int, *, words: Sequence[str] = ()) -> list[str]:
    """Return the lines of a table of at most `width` columns.

    Long titles are wrapped; where figures leave them no room they stand on lines of their own. Figures line up on the
    right, the columns named in `words` on the left.
    """
    widths = [max(len(name), *(len(row.cells[at]) for row in rows)) for at, name in enumerate(columns)]
    between = _GAP if sum(widths) + len(_GAP) * len(widths) <= width else _NARROW_GAP

    def figures(cells: Sequence[str]) -> str:
        return between.join(
            cell.ljust(wide) if name in words else cell.rjust(wide)
            for name, cell, wide in zip(columns, cells, widths, strict=True)
        )

    longest = max(len(row.title) + row.indent for row in rows)
    room = min(longest, width - len(figures(columns)) - len(_GAP))
    beside = room >= min(longest, _NARROWEST_TITLE)
    start = room if beside else 0
    lines = [f"{'':{start}}{_GAP}{figures(columns)}".rstrip()]
    for row in rows:
        title = textwrap.wrap(
            row.title,
            room if beside else width,
            initial_indent=" " * row.indent,
            subsequent_indent=" " * (row.indent + 2),
        ) or [""]
        if beside:
            lines.append(f"{title[0]:{start}}{_GAP}{figures(row.cells)}".rstrip())
            lines += title[1:]
        else:
            lines += [*title, f"{_GAP}{figures(row.cells)}".rstrip()]
        for note in row.notes:
            lines += textwrap.wrap(note, width, initial_indent=" " * 4, subsequent_indent=" " * 6)
    return lines
