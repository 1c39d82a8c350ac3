"""Reading the CSV files that people make: any usual separator and encoding, every row with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casereview.casebook.errors import CasebookError
from casereview.casebook.values import LONGEST_TEXT
from casereview.text import clipped, nearest, visible

_MOST_BYTES = 50_000_000
_MOST_NAMES = 12  # of columns, in one line
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?[ \t,;]*(?:\r?\n|\r|\Z)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell or row that can not be used."""

    line: int
    column: str
    what: str

    def __str__(self) -> str:
        return f"line {self.line}{', column ' + self.column if self.column else ''}: {self.what}"


class TableFault(CasebookError):
    """A CSV file can not be used; `faults` has one line for each reason."""

    def __init__(self, path: Path, faults: Sequence[RowFault | str]) -> None:
        self.faults = [f"{path}: {fault}" for fault in faults]
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first line in the file and its cells by column, spaces around them taken off."""

    line: int
    cells: dict[str, str]


def read_table(path: Path, required: Iterable[str], optional: Iterable[str] | None) -> list[Row]:
    """Return the rows of a CSV file whose columns are named in its first line, in any order.

    Where `optional` is None any column is taken, as long as it has a name, small letters for capitals. UTF-8 with or
    without a mark, UTF-16 with one, and Windows-1252 are read; commas, semicolons and tabs separate. Blank lines are
    passed over. Raises TableFault naming line and column, OSError if the file can not be read.
    """
    required, optional = list(required), None if optional is None else list(optional)
    text = _decoded(path)
    empty = f"empty; its first line names the columns: {', '.join([*required, *(optional or ())][:8])}"
    # Excel's own line that names the separator: taken at its word, and left blank so that lines keep their numbers.
    named = _SEPARATOR_LINE.match(text)
    if named is not None:
        text = text[named.end() :] if not named[0].endswith("\n") else "\n" + text[named.end() :]
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip(" \t,;")), None)
    if first is None:
        raise TableFault(path, [empty])
    # The module's own limit is 131,072 characters; a note may be longer.
    csv.field_size_limit(LONGEST_TEXT)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=named[1] if named else _separator(lines[first]), strict=True
    )
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, [cell.strip() for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableFault(path, [RowFault(start, "", f"the quotation marks do not match ({error})")]) from error
    if not rows:  # spaces and quotation marks, and nothing in them
        raise TableFault(path, [empty])
    header_line, header = rows[0]
    columns = [cell.casefold() for cell in header]
    while not columns[-1]:  # a spreadsheet's empty columns at the end
        columns.pop()
    faults = _header_faults(header_line, columns, required, optional)
    if faults:
        raise TableFault(path, faults)
    long = [
        RowFault(line, "", f"{len(cells)} cells, but there are {len(columns)} columns")
        for line, cells in rows[1:]
        if any(cells[len(columns) :])
    ]
    if long:
        raise TableFault(path, long)
    return [
        Row(line, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False)))
        for line, cells in rows[1:]
    ]


def reference_fault(ref: str) -> str:
    """Return what is wrong with a case's reference in a file, in words, or nothing."""
    if not ref:
        return "empty; each case needs a reference"
    return "" if visible(ref) == ref else f"'{clipped(ref, 40)}': a reference has characters that can all be seen"


def _decoded(path: Path) -> str:
    with path.open("rb") as file:  # a device or a pipe does not say its size beforehand
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise TableFault(path, [f"too large (at most {_MOST_BYTES:,} bytes)"])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if data[:200].count(0) * 3 > len(data[:200]):  # every other byte, where the letters are Latin
        raise TableFault(path, ["holds zero bytes, as UTF-16 without its mark does; save it as CSV UTF-8"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise TableFault(
                path, [f"neither UTF-8 nor Windows-1252 at byte {error.start}; save it as CSV UTF-8"]
            ) from error


def _separator(header: str) -> str:
    return max(",;\t", key=header.count)


def _header_faults(line: int, columns: list[str], required: list[str], optional: list[str] | None) -> list[RowFault]:
    if optional is None:
        faults = [
            RowFault(line, "", f"column {number} has no name") for number, column in enumerate(columns, 1) if not column
        ]
    else:
        known = [*required, *optional]
        all_known = f"; it can be {', '.join(known[:_MOST_NAMES])}{', …' if len(known) > _MOST_NAMES else ''}"
        faults = [
            RowFault(line, column, "there is no such column" + (nearest(column, known) or all_known))
            for column in columns
            if column not in known
        ]
    faults += [
        RowFault(line, column, "this column is there twice")
        for column in sorted({c for c in columns if c and columns.count(c) > 1})
    ]
    faults += [RowFault(line, column, "this column is missing") for column in required if column not in columns]
    return faults
