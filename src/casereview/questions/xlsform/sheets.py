"""The sheets of a workbook as plain rows of text."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casereview.questions.load import QuestionSetError
from casereview.questions.xlsform.cells import Tables
from casereview.questions.xlsform.container import Packed, RefusedError, packed_form
from casereview.text import clipped

_READ = ("survey", "choices", "settings", "casereview")
_MOST_ROWS = 20_000
_MOST_COLUMNS = 250
# Blank ones too, which come from formats.
_MOST_CELLS = 1_500_000


def tables(path: Path) -> tuple[Tables, list[str]]:
    """Return the sheets of a form by their names in lower case; and a line for whatever else the workbook holds.

    Raises QuestionSetError, with the reason in words, for a file that is no workbook, could do harm, or has no survey;
    OSError where it can not be read.
    """
    try:
        return _tables(packed_form(path))
    except RefusedError as refused:
        raise QuestionSetError([f"{path}: {refused}"]) from refused


def _tables(packed: Packed) -> tuple[Tables, list[str]]:
    openpyxl = _library()
    left: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what a form does not need: drawings, validation, print settings
            ways = {"read_only": True, "keep_links": False}
            book = openpyxl.load_workbook(io.BytesIO(packed.content), data_only=True, **ways)
            names = _names(book, left)
            if packed.formulas:
                written = openpyxl.load_workbook(io.BytesIO(packed.content), **ways)
                for name, title in names.items():
                    _formulas(book[title], written[title], name, left)
            found = {name: _text(book[title], name) for name, title in names.items()}
    except RefusedError:
        raise
    except Exception as error:
        # Whatever a library meets in a file that is not as it should be.
        raise RefusedError("no workbook that can be read: it is damaged; save the form anew") from error
    if not found.get("survey"):
        there = ", ".join(clipped(each, 40) for each in book.sheetnames[:8])
        raise RefusedError(f"no XLSForm: it has no sheet 'survey' with rows in it, but {there or 'none at all'}")
    return found, left


def _library() -> Any:
    try:
        import openpyxl  # type: ignore[import-untyped]  # late: 110 ms, and an extra
    except ImportError as error:
        raise QuestionSetError(
            ["reading a form needs the extra 'xlsform': python -m pip install 'casereview[xlsform]'"]
        ) from error
    return openpyxl


def _names(book: Any, left: list[str]) -> dict[str, str]:
    """The titles of the sheets that are read, by their names; of the others only those set aside by
    a `_` are not told.
    """
    found: dict[str, str] = {}
    for title in book.sheetnames:
        name = title.strip().lower()
        if name in _READ and name not in found and hasattr(book[title], "reset_dimensions"):
            found[name] = title
        elif not name.startswith("_"):
            left.append(f"sheet {clipped(title, 40)}: is not read")
    return found


def _formulas(values: Any, written: Any, name: str, left: list[str]) -> None:
    """Tell each formula, in whose place its last value is carried; one that has none can not be."""
    for row, source in zip(_rows(values, name), _rows(written, name), strict=True):
        for cell, formula in zip(row, source, strict=True):
            if formula.data_type != "f":
                continue
            where, text = f"sheet {name}, cell {formula.coordinate}", _said(cell.value)
            if not text:
                raise RefusedError(f"{where}: holds a formula without a value; paste the value in its place")
            left.append(f"{where}: its formula is not carried, only its last value: {clipped(text, 60)}")


def _text(sheet: Any, name: str) -> list[list[str]]:
    """What the cells show, blank rows below the last left out."""
    found: list[list[str]] = []
    blank = 0
    for number, row in enumerate(_rows(sheet, name), 1):
        texts = [_said(each.value) for each in row]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            blank += 1
            continue
        if number > _MOST_ROWS or len(texts) > _MOST_COLUMNS:
            raise RefusedError(
                f"sheet {name}: more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS} columns; a question set is smaller"
            )
        found += [[] for _ in range(blank)]
        found.append(texts)
        blank = 0
    return found


def _rows(sheet: Any, name: str) -> Iterator[tuple[Any, ...]]:
    # The size that the file claims is not asked: rows would be made up to fill it.
    sheet.reset_dimensions()
    cells = 0
    for row in sheet.iter_rows():
        cells += len(row)
        if cells > _MOST_CELLS:
            raise RefusedError(
                f"sheet {name}: too many cells for a form; delete the blank rows and columns beyond the last"
            )
        yield row


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
