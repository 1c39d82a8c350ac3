"""The caseload: every case that could be read, with its facts, as the area's own system lists them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from casereview.casebook.errors import Refused
from casereview.casebook.table_file import Row, RowFault, TableFault, read_table, reference_fault
from casereview.questions.model import QuestionSet
from casereview.text import clipped, counted, natural, nearest

_NAMED = 5  # of the cases at fault, in one line
_WIDEST = 40
_MOST_HINTS = 50
_LONGEST_REF = 200
# A cell that starts with one of these is run as a formula by spreadsheets; it is written as it was read all the same.
_RUN = ("=", "+", "-", "@")


class Caseload(NamedTuple):
    """Cases by reference with their cells by column, as they came; `columns` are in the file's order, without `case`.

    `words` says, where a question set gave it, what a cell means: by column, each word that is understood and its
    value. Without it a cell means itself. Capitals and spaces at the ends never count.
    """

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, str]] = {}

    def value(self, ref: str, column: str) -> str:
        """Return what a case's cell means; nothing for an empty cell."""
        return self.meaning(column, self.rows[ref][column])

    def meaning(self, column: str, cell: str) -> str:
        """Return the value that a cell or a word stands for in a column."""
        folded = fold(cell)
        return self.words.get(column, {}).get(folded, folded)

    def values(self, column: str) -> Counter[str]:
        """Return how many cases have each value of a column; cases without one are counted under the empty value."""
        return Counter(self.value(ref, column) for ref in self.rows)

    def shown(self, column: str) -> dict[str, str]:
        """Return the values of a column as they are shown, in order: a question set's, or as the
        caseload spells them.
        """
        there = self.values(column)
        if column in self.words:
            return {value: value for value in dict.fromkeys(self.words[column].values()) if value in there}
        spelled: dict[str, str] = {}
        for cell in sorted({cells[column] for cells in self.rows.values()}):
            spelled.setdefault(fold(cell), cell)
        return {value: spelled[value] for value in sorted(spelled, key=natural) if value}

    def column(self, name: str) -> str:
        """Return a column by its name in any capitals. Raises Refused, with the nearest name, if there is none such."""
        folded = fold(name)
        if folded not in self.columns:
            raise Refused(f"the caseload has no column '{clipped(name, _WIDEST)}'{_hint(folded, self.columns)}")
        return folded

    def known_values(self, column: str, words: Iterable[str]) -> tuple[str, ...]:
        """Return the values that words name. Raises Refused, with the nearest, for a word that no case can have."""
        known = set(self.words.get(column, {}).values()) or set(self.values(column)) - {""}
        values = tuple(dict.fromkeys(self.meaning(column, word) for word in words))
        for value in values:
            if value not in known:
                said = f"{clipped(column, _WIDEST)} = '{clipped(value, _WIDEST)}'"
                raise Refused(f"no case can have {said}{_hint(value, sorted(known))}")
        return values

    def complete(self, column: str) -> None:
        """Raise Refused, naming cases, if a case has nothing in a column."""
        blank = sorted((ref for ref in self.rows if not self.value(ref, column)), key=natural)
        if blank:
            names = ", ".join(clipped(ref, _WIDEST) for ref in blank[:_NAMED]) + (", …" if blank[_NAMED:] else "")
            raise Refused(
                f"{clipped(column, _WIDEST)}: {counted(len(blank), 'case')} without a value ({names});"
                " fill it in, if need be with a word like 'not-recorded'"
            )

    def run_by_spreadsheets(self, refs: Iterable[str]) -> int:
        """Return how many of these cases have a cell that a spreadsheet would run as a formula."""
        return sum(any(cell.startswith(_RUN) for cell in (ref, *self.rows[ref].values())) for ref in refs)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content: the same however the file was saved and in whatever order its rows are."""
        columns = sorted(self.columns)
        rows = [[ref, *(self.rows[ref][column] for column in columns)] for ref in sorted(self.rows)]
        content = json.dumps([["case", *columns], *rows], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()


def read_caseload(path: Path, question_set: QuestionSet | None = None) -> Caseload:
    """Return the caseload of a CSV file: a column `case` and any others.

    With a question set the columns are its facts and the cells its values, by id or label, as for the cases of a new
    casebook. Raises TableFault naming lines, OSError if the file can not be read.
    """
    if question_set is not None:
        from casereview.casebook.intake import read_cases

        read_cases(path, question_set)  # refuses what a new casebook would refuse
    rows = read_table(path, ["case"], None)
    if not rows:
        raise TableFault(path, ["holds no cases; after the line of columns comes one row for each case"])
    columns = tuple(column for column in rows[0].cells if column != "case")
    faults: list[RowFault | str] = [
        # The sample could not be read again: a file's separator is found by counting in the line of names.
        f"column {clipped(column, _WIDEST)}: a name can not hold a comma, semicolon, tab or line break; rename it"
        for column in columns
        if re.search(r"[,;\t]", column) or len(column.splitlines()) > 1
    ]
    faults += _reference_faults(rows)
    if faults:
        raise TableFault(path, faults)
    cells = {row.cells["case"]: {column: row.cells[column] for column in columns} for row in rows}
    return Caseload(columns, cells, _words(columns, question_set))


def _hint(word: str, known: Sequence[str]) -> str:
    """Return the nearest known word, or all of them."""
    close = nearest(word, [each for each in known if len(each) <= _WIDEST]) if len(word) <= _WIDEST else ""
    return close or f"; there are {clipped(', '.join(known[:_MOST_HINTS]) or 'none', 200)}"


def fold(word: str) -> str:
    """Return a word as it is compared: without spaces at its ends, capitals as small letters."""
    return word.strip().casefold()


def _reference_faults(rows: list[Row]) -> list[RowFault]:
    faults: list[RowFault] = []
    first: dict[str, int] = {}
    for row in rows:
        ref = row.cells["case"]
        if fault := reference_fault(ref):
            faults.append(RowFault(row.line, "case", fault))
        elif len(ref) > _LONGEST_REF:
            said = f"a reference of {len(ref):,} characters; it has at most {_LONGEST_REF}"
            faults.append(RowFault(row.line, "case", said))
        elif ref in first:
            said = f"{clipped(ref, _WIDEST)} is in line {first[ref]} already"
            faults.append(RowFault(row.line, "case", f"{said}; each case is there once"))
        first.setdefault(ref, row.line)
    return faults


def _words(columns: tuple[str, ...], question_set: QuestionSet | None) -> dict[str, dict[str, str]]:
    if question_set is None:
        return {}
    # The first option that a word names is meant, and its id before its label: as cases are taken in.
    words: dict[str, dict[str, str]] = {column: {} for column in columns}
    for column, known in words.items():
        for option in question_set.fact[column].options:
            known.setdefault(fold(option.id), option.id)
            known.setdefault(fold(option.label), option.id)
    return words
