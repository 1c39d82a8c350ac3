"""The workbook of an inspection, for Excel and LibreOffice: every figure as a number, every text as text.

No cell holds a formula and nothing leads outside the file: text is written as text, whatever it begins with.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from casereview.reports.workbook.chart import insert_charts
from casereview.reports.workbook.data import WorkbookData
from casereview.reports.workbook.sheet_text import sheet_text
from casereview.scoring import Kind, Tally
from casereview.scoring.rules import RATED_COUNTS
from casereview.scoring.words import x_of_y
from casereview.text import capital, clipped, counted

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TITLE = 255  # of a property
_LINE, _TALLEST = 15, 27  # the height of a line in points, and how many lines a row can have
_PER_CENT = "0%"
SAID = "not shown"

Cell = str | int | float | None


class Column(NamedTuple):
    """A column of a sheet: its head, its width in characters, whether it holds figures, and whether
    those are shares.
    """

    head: str
    width: int
    figures: bool = False
    share: bool = False


_TALLY = (
    Column("Yes", 9, figures=True),
    Column("No", 9, figures=True),
    Column("N/A", 9, figures=True),
    Column("Blank", 9, figures=True),
    Column("Unresolved", 13, figures=True),
)
_SHARE = (Column("Score", 10, figures=True, share=True), Column("x of y", 14, figures=True))


def as_workbook(data: WorkbookData) -> bytes:
    """Return an `.xlsx` file; the same data give the same bytes. The sheet Cases is there only if there are cases."""
    written = io.BytesIO()
    with Workbook(written, _OPTIONS) as book:
        day = datetime.combine(datetime.fromisoformat(data.made).date(), time(), UTC)
        title = clipped(f"{data.area}: {data.question_set}", _TITLE)
        book.set_properties({"title": title, "author": "casereview", "created": day})
        looks = _Looks.of(book)
        first = book.add_worksheet("Contents")
        sheets = [
            _scores(book, looks, data),
            *([_standards(book, looks, data)] if data.standards else []),
            _questions(book, looks, data),
            _reasons(book, looks, data),
            *([_breakdowns(book, looks, data)] if data.breakdowns else []),
            *([_cases(book, looks, data)] if data.cases else []),
        ]
        _contents(first, looks, data, sheets)
    return written.getvalue()


class _Looks(NamedTuple):
    title: Any
    head: Any
    right_head: Any
    text: Any
    right: Any
    share: Any
    caution: Any
    link: Any

    @classmethod
    def of(cls, book: Any) -> _Looks:
        top = {"valign": "top"}
        head = {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#D9D9D9", "bottom": 1}
        return cls(
            title=book.add_format({"bold": True, "font_size": 16}),
            head=book.add_format(head),
            right_head=book.add_format(head | {"align": "right"}),
            text=book.add_format(top | {"text_wrap": True}),
            right=book.add_format(top | {"align": "right"}),
            share=book.add_format(top | {"num_format": _PER_CENT, "align": "right"}),
            caution=book.add_format({"bold": True, "bg_color": "#EDEDED"}),
            link=book.add_format({"underline": 1, "font_color": "#1F2A44"}),
        )


class _Sheet(NamedTuple):
    name: str
    about: str


def _scores(book: Any, looks: _Looks, data: WorkbookData) -> _Sheet:
    between = any(row.low is not None for row in data.scores)
    columns = [Column("Kind", 11), Column("Name", 58), *_band(data, "Band"), *_TALLY, *_share(data)]
    columns += (
        [Column("From", 8, figures=True, share=True), Column("To", 8, figures=True, share=True)] if between else []
    )
    rows: list[list[Cell]] = [
        [_kind(data, row.kind), row.name, *([row.band] if data.shares else []), *_counts(row.tally)]
        + _shares(data, row.tally, row.percent, row.instead)
        + ([_fraction(row.low), _fraction(row.high)] if between else [])
        for row in data.scores
    ]
    sheet = _table(book, looks, data, "Scores", columns, rows, frozen=2)
    bands = "; ".join(f"{band.label} {band.first} to {band.last}%" for band in data.bands)
    below = len(rows) + 2
    if bands:
        sheet.write_string(below, 0, sheet_text(f"Bands: {bands}"))
    if data.rated:
        sheet.write_string(below + 1, 0, RATED_COUNTS)
    elif between:
        sheet.write_string(
            below + 1, 0, "From, to: the interval in which the score of all cases of the area probably lies."
        )
    if data.shares:
        insert_charts(book, sheet, data.scores, criteria=data.words.criteria_word, first_row=1, below=below + 3)
    return _Sheet("Scores", f"themes, sections and {data.words.criteria_word}{', with charts' if data.shares else ''}")


def _standards(book: Any, looks: _Looks, data: WorkbookData) -> _Sheet:
    columns = [Column("Standard", 58), Column("Judged", 16), Column("Rating", 24), Column("Points", 9, figures=True)]
    columns.append(Column("Of", 9, figures=True))
    rows: list[list[Cell]] = [[*row] for row in data.standards]
    _table(book, looks, data, "Ratings", columns, rows)
    return _Sheet("Ratings", "all standards of the overall rating, also those judged elsewhere")


def _questions(book: Any, looks: _Looks, data: WorkbookData) -> _Sheet:
    columns = [
        Column("Part", 24),
        Column(_kind(data, "criterion"), 10),
        Column("Id", 26),
        Column("Question", 64),
        *_TALLY,
    ]
    columns += _share(data)
    rows: list[list[Cell]] = [
        [row.part, row.criterion, row.id, row.text, *_counts(row.tally), *_shares(data, row.tally, row.percent)]
        for row in data.questions
    ]
    _table(book, looks, data, "Questions", columns, rows)
    return _Sheet("Questions", counted(len(rows), "question"))


def _reasons(book: Any, looks: _Looks, data: WorkbookData) -> _Sheet:
    columns = [
        Column("Id", 26),
        Column("Question", 64),
        Column("Reason", 50),
        Column("Cases", 8, figures=True),
        Column("Of insufficient", 16, figures=True),
    ]
    rows: list[list[Cell]] = [[row.question, row.text, row.reason, row.cases, row.of] for row in data.reasons]
    _table(book, looks, data, "Reasons", columns, rows)
    return _Sheet("Reasons", "why answers fell short, in how many cases of those that did")


def _breakdowns(book: Any, looks: _Looks, data: WorkbookData) -> _Sheet:
    columns = [
        Column("Fact", 34),
        Column("Value", 28),
        Column("Score of", 58),
        Column("Cases", 15, figures=True),
        *_TALLY,
        *_share(data),
    ]
    rows: list[list[Cell]] = []
    for row in data.breakdowns:
        figures: list[Cell] = [*[None] * len(_TALLY), *([None] if data.shares else []), SAID]
        if row.tally is not None or row.instead:
            figures = [*_counts(row.tally), *_shares(data, row.tally, row.percent, row.instead)]
        rows.append([row.fact, row.value, row.name, SAID if row.cases is None else row.cases, *figures])
    _table(book, looks, data, "Breakdowns", columns, rows)
    return _Sheet(
        "Breakdowns",
        f"scores by the facts of the cases; those of few cases are {SAID}, nor a second one that would tell them",
    )


def _cases(book: Any, looks: _Looks, data: WorkbookData) -> _Sheet:
    assert data.cases is not None
    columns = [Column("Case", 16), *(Column(fact, 20) for fact in data.cases.facts)]
    columns += [Column(question, 14) for question in data.cases.questions]
    rows: list[list[Cell]] = [[row.ref, *row.facts, *row.answers] for row in data.cases.rows]
    _table(book, looks, data, "Cases", columns, rows, frozen=1)
    return _Sheet("Cases", "one row for each case: not for publication")


def _contents(sheet: Any, looks: _Looks, data: WorkbookData, sheets: Sequence[_Sheet]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, sheet_text(data.area), looks.title)
    for row, text in enumerate((data.question_set, data.standing, f"Made {data.made[:10]}"), start=1):
        sheet.write_string(row, 0, sheet_text(text))
    if data.provisional:
        said = capital(data.provisional)
        sheet.write_string(4, 0, sheet_text(said), looks.caution)
    for row, each in enumerate(sheets, start=6):
        # Both are our own words: a name of a sheet is never a user's text.
        sheet.write_url(row, 0, f"internal:'{each.name}'!A1", looks.link, each.name)
        sheet.write_string(row, 1, sheet_text(each.about))
    _paper(sheet, data, "Contents")


def _table(
    book: Any,
    looks: _Looks,
    data: WorkbookData,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    frozen: int = 0,
) -> Any:
    """Add a sheet with a head that stays in sight, on the screen and on every page; `frozen` columns stay too."""
    sheet = book.add_worksheet(name)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, sheet_text(column.head), looks.right_head if column.figures else looks.head)
    for number, row in enumerate(rows, start=1):
        lines = max((_lines(cell, column.width) for cell, column in zip(row, columns, strict=True)), default=1)
        if lines > 1:  # LibreOffice does not find the height of a row by itself
            sheet.set_row(number, _LINE * lines)
        for at, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(number, at, sheet_text(cell), looks.right if columns[at].figures else looks.text)
            else:
                sheet.write_number(number, at, cell, looks.share if columns[at].share else looks.right)
    sheet.freeze_panes(1, frozen)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.repeat_rows(0)
    _paper(sheet, data, name)
    return sheet


def _paper(sheet: Any, data: WorkbookData, name: str) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    # Our own words only: an ampersand in a header is a command.
    sheet.set_header(f"&L{name}{'&RProvisional' if data.provisional else ''}")
    sheet.set_footer(f"&L{data.made[:10]}&RPage &P of &N")


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell needs, roughly."""
    if not isinstance(cell, str) or (len(cell) <= width and "\n" not in cell):
        return 1
    return min(_TALLEST, sum(1 + len(line) // width for line in cell[: _TALLEST * width].split("\n")))


def _kind(data: WorkbookData, kind: Kind) -> str:
    return (data.words.criterion_word if kind == "criterion" else kind).capitalize()


def _counts(tally: Tally | None) -> list[Cell]:
    if tally is None:
        return [None] * len(_TALLY)
    return [tally.yes, tally.no, tally.na, tally.blank, tally.unresolved]


def _band(data: WorkbookData, head: str) -> list[Column]:
    return [Column(head, 34)] if data.shares else []


def _share(data: WorkbookData) -> list[Column]:
    """The columns of a share; of counts alone there is no score."""
    return [*_SHARE] if data.shares else [_SHARE[-1]]


def _shares(data: WorkbookData, tally: Tally | None, percent: int | None, count: str = "") -> list[Cell]:
    """The whole percentage as a share, so that it is a number and shown as one; and the count behind it."""
    if not count and tally is not None:
        count = x_of_y(tally)
    return [*([_fraction(percent)] if data.shares else []), count]


def _fraction(percent: int | None) -> float | None:
    return None if percent is None else percent / 100
