"""What of a form is not carried: a line for each thing, told once."""

from __future__ import annotations

from collections.abc import Collection, Hashable

from casereview.questions.xlsform.columns import Line
from casereview.text import clipped

_SHEETS = ("survey", "choices", "settings")
_AFTER_ROWS = 1_000_000


class Left:
    """Gathers the lines. Each is kept with what it is about, so that it is known whether that was changed."""

    def __init__(self) -> None:
        # Each line: where it belongs among the others, and what it is about.
        self._lines: dict[str, tuple[tuple[int, int], Hashable]] = {}
        self._whole: set[tuple[str, int]] = set()
        self._rows: dict[tuple[str, int], Hashable] = {}

    def row(self, line: Line, what: str, *beside: Line) -> None:
        """Tell something of a row; `beside` are the other rows that it depends on."""
        about = (line.sheet, what, *map(self._cells, (line, *beside)))
        self._lines.setdefault(f"{line.where}: {what}", ((_place(line.sheet), line.number), about))

    def _cells(self, line: Line) -> Hashable:
        """What stands in a row; made once, for a row may have many lines."""
        key = (line.sheet, line.number)
        if key not in self._rows:
            self._rows[key] = frozenset(line.cells.items())
        return self._rows[key]

    def whole(self, line: Line, what: str) -> None:
        """Tell that nothing of a row is carried: none of its texts is told besides."""
        self.row(line, what)
        self._whole.add((line.sheet, line.number))

    def is_whole(self, line: Line) -> bool:
        """Tell whether it was told that nothing of a row is carried."""
        return (line.sheet, line.number) in self._whole

    def form(self, where: str, what: str, *about: Hashable) -> None:
        """Tell something of a sheet, in whose cells it is `about` this; `where` begins with the sheet."""
        place = _place(where.replace(":", ",").split(",")[0])
        self._lines.setdefault(f"{where}: {what}", ((place, _AFTER_ROWS), (where, what, *about)))

    def unread(self, line: Line, carried: Collection[str]) -> None:
        """Tell what stands in the other columns of a row than those that are carried."""
        for column, text in line.cells.items():
            if column not in carried:
                self.row(line, f"'{clipped(column, 40)}' is not carried: {clipped(text, 80)}")

    def lines(self, unchanged: Left | None = None) -> list[str]:
        """Return the lines by sheet and row, what is about a whole sheet after its rows.

        `unchanged` is what was told of the form as it was written: what is about the same there came back by another
        way.
        """
        known = {about for _, about in unchanged._lines.values()} if unchanged else set()
        told = [(place, line) for line, (place, about) in self._lines.items() if about not in known]
        return [line for _, line in sorted(told, key=lambda each: each[0])]


def _place(sheet: str) -> int:
    return _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS)
