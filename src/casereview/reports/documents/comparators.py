"""Comparators: published scores of other inspections, read from a CSV file, to stand as ranges beside a score.

A row is the lowest, average or highest score of many areas at a date, or one area's scores; there is a column for each
theme of the question set. Areas come by the alphabet and are chosen by name: nothing here puts them in order of a
score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from casereview.casebook.errors import Refused
from casereview.casebook.table_file import Row, RowFault, TableFault, read_table
from casereview.questions.catalogue import folder
from casereview.questions.model import QuestionSet
from casereview.text import clipped, nearest

# To stand wherever a score stands beside others'.
CAUTION = (
    "Compare with care: the inspections differ in how many cases were read and in what kind of cases they were,"
    " so a difference in score need not be a difference in the work."
)

_COLUMNS = ("area", "date", "kind", "source")
_LIMITS = ("lowest", "average", "highest")
_KINDS = (*_LIMITS, "area")
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])|/[0-9]{2})?", re.ASCII)
_MOST_BYTES = 1_000_000
_LONGEST = 200
_MOST_FAULTS = 10


class Range(NamedTuple):
    """The lowest, average and highest score of a theme, in whole percentages: of which areas, when,
    and by what source.
    """

    lowest: int
    average: int
    highest: int
    date: str
    about: str
    source: str


class Area(NamedTuple):
    """The published scores of one area by theme, in whole percentages; a theme that was not published is absent."""

    name: str
    date: str
    scores: Mapping[str, int]
    source: str


class Comparators(NamedTuple):
    """Ranges by theme, each the latest there is, and areas by the alphabet, each with its latest scores."""

    ranges: Mapping[str, Range]
    areas: tuple[Area, ...]


def shipped(question_set_id: str) -> Path | None:
    """Return the file of the comparators that come with the program for a question set, or None."""
    return next((path for path in (folder() / "comparators").glob("*.csv") if path.stem == question_set_id), None)


def shipped_ranges(question_set: QuestionSet) -> Mapping[str, Range]:
    """Return the ranges that come with the program for a question set, by theme; none where there are none."""
    found = shipped_comparators(question_set)
    return found.ranges if found else {}


def shipped_comparators(question_set: QuestionSet) -> Comparators | None:
    """Return the comparators that come with the program for a question set, or
    None; also None where its themes are others.

    A set that somebody made from a shipped one may still have its id.
    """
    path = shipped(question_set.id)
    try:
        return read_comparators(path, question_set) if path else None
    except TableFault:
        return None


def read_comparators(path: Path, question_set: QuestionSet) -> Comparators:
    """Return the comparators of a file for a question set's themes.

    Columns are `area`, `date` (2012, 2012-03 or 2011/12), `kind` (lowest, average, highest or area), `source` and one
    or more themes by id. The three limits of a date come together; an empty cell is a score that was not published.
    Raises TableFault naming lines, OSError if the file can not be read.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise TableFault(path, [f"too large for comparators (at most {_MOST_BYTES:,} bytes)"])
    themes = [theme.id for theme in question_set.themes]
    rows = read_table(path, _COLUMNS, themes)
    if not rows:
        raise TableFault(path, ["holds no scores; after the line of columns comes one row for each area or limit"])
    named = [theme for theme in themes if theme in rows[0].cells]
    faults = [fault for row in rows for fault in _faults(row, named)] or [*_twice(rows)] or [*_incomplete(rows, named)]
    if not named:
        faults = [RowFault(1, "", f"no column for a theme; there can be {', '.join(themes) or 'none'}")]
    if faults:
        raise TableFault(path, faults[:_MOST_FAULTS])
    # The later one of a theme or an area takes the place of the earlier.
    ranges = {theme: each for date in _dates(rows) for theme, each in _ranges(rows, date, named)}
    areas = {
        row.cells["area"].casefold(): _area(row, named)
        for row in sorted(rows, key=lambda row: row.cells["date"])
        if row.cells["kind"] == "area"
    }
    return Comparators({theme: ranges[theme] for theme in named if theme in ranges}, _in_order(areas.values()))


def family(comparators: Comparators, names: Iterable[str]) -> tuple[Area, ...]:
    """Return the areas of these names, in any capitals, by the alphabet.

    Raises Refused, with the nearest name, for an area that is not there.
    """
    known = {area.name.casefold(): area for area in comparators.areas}
    found: dict[str, Area] = {}
    for name in names:
        folded = name.strip().casefold()
        if folded not in known:
            close = nearest(folded, known) if len(folded) <= _LONGEST else ""
            hint = close or f"; there are {clipped(', '.join(area.name for area in comparators.areas) or 'none', 300)}"
            raise Refused(f"no area '{clipped(name, 40)}' among the comparators{hint}")
        found[folded] = known[folded]
    return _in_order(found.values())


def _in_order(areas: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(sorted(areas, key=lambda area: (area.name.casefold(), area.name)))


def _area(row: Row, themes: list[str]) -> Area:
    scores = {theme: int(row.cells[theme]) for theme in themes if row.cells[theme]}
    return Area(row.cells["area"], row.cells["date"], scores, row.cells["source"])


def _dates(rows: list[Row]) -> list[str]:
    return sorted({row.cells["date"] for row in rows if row.cells["kind"] != "area"})


def _ranges(rows: list[Row], date: str, themes: list[str]) -> Iterable[tuple[str, Range]]:
    """Return the ranges of a date by theme; never the lowest of one date with the highest of another."""
    limits = {row.cells["kind"]: row for row in rows if row.cells["date"] == date and row.cells["kind"] != "area"}
    about, source = limits["average"].cells["area"], limits["average"].cells["source"]
    for theme in themes:
        if limits["average"].cells[theme]:
            lowest, average, highest = (int(limits[kind].cells[theme]) for kind in _LIMITS)
            yield theme, Range(lowest, average, highest, date, about, source)


def _faults(row: Row, themes: list[str]) -> Iterable[RowFault]:
    """Return what is wrong with a row by itself."""
    cells = row.cells
    for column in ("area", "source"):
        if not cells[column]:
            yield RowFault(row.line, column, "empty; every score has its area and the report that it was published in")
        elif len(cells[column]) > _LONGEST:
            yield RowFault(row.line, column, f"{len(cells[column]):,} characters; it has at most {_LONGEST}")
    if not _DATE.fullmatch(cells["date"]):
        said = f"'{clipped(cells['date'], 20)}' is no date; write 2012, 2012-03 or 2011/12"
        yield RowFault(row.line, "date", said)
    if cells["kind"] not in _KINDS:
        known = f"it can be {', '.join(_KINDS)}"
        yield RowFault(row.line, "kind", f"'{clipped(cells['kind'], 20)}' is not known; {known}")
    for theme in themes:
        if cells[theme] and not (re.fullmatch(r"[0-9]{1,3}", cells[theme]) and int(cells[theme]) <= 100):
            said = f"'{clipped(cells[theme], 20)}' is no score; write a whole number from 0 to 100, or nothing"
            yield RowFault(row.line, theme, said)


def _twice(rows: list[Row]) -> Iterable[RowFault]:
    first: dict[tuple[str, str, str], int] = {}
    for row in rows:
        kind, date = row.cells["kind"], row.cells["date"]
        key = kind, date, row.cells["area"].casefold() if kind == "area" else ""
        line = first.setdefault(key, row.line)
        if line != row.line:
            what = clipped(row.cells["area"], 40) if kind == "area" else f"the {kind}"
            yield RowFault(row.line, "", f"{what} of {date} is in line {line} already")


def _incomplete(rows: list[Row], themes: list[str]) -> Iterable[RowFault]:
    """Return where the three limits of a date are not all there, or not in order, or about different areas."""
    for date in _dates(rows):
        found = {row.cells["kind"]: row for row in rows if row.cells["date"] == date and row.cells["kind"] != "area"}
        line = min(row.line for row in found.values())
        missing = [kind for kind in _LIMITS if kind not in found]
        if missing:
            yield RowFault(line, "kind", f"missing: the {' and the '.join(missing)} of {date}; the three come together")
            continue
        if len({row.cells["area"].casefold() for row in found.values()}) > 1:
            yield RowFault(line, "area", f"the lowest, average and highest of {date} are about different areas")
        for theme in themes:
            cells = [found[kind].cells[theme] for kind in _LIMITS]
            if any(cells) and not all(cells):
                yield RowFault(line, theme, f"one of the lowest, average and highest of {date} is empty")
            elif all(cells) and not int(cells[0]) <= int(cells[1]) <= int(cells[2]):
                yield RowFault(line, theme, f"the lowest, average and highest of {date} are not in that order")
