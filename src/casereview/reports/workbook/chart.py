"""The charts of the sheet Scores: they read the sheet's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casereview.reports.word.native_chart import plain_bars
from casereview.reports.workbook.data import ScoreRow, rows_of
from casereview.text import visible

SHEET = "Scores"
_NAME, _SHARE = 1, 8
_KINDS = (("theme", "Headline scores"), ("criterion", "Scores of the criteria"))


def insert_charts(book: Any, sheet: Any, scores: Sequence[ScoreRow], *, first_row: int, below: int) -> None:
    """Put a chart of the themes and one of the criteria below the table; `first_row` is the row of the first score."""
    for kind, title in _KINDS:
        rows = rows_of(scores, kind)  # type: ignore[arg-type]
        if not rows:
            continue
        first, last = first_row + rows[0], first_row + rows[-1]
        chart = plain_bars(book, [SHEET, first, _NAME, last, _NAME], [SHEET, first, _SHARE, last, _SHARE], title)
        tall = 110 + 34 * len(rows)
        chart.set_size({"width": 860, "height": tall})
        words = "; ".join(f"{scores[at].name}: {_said(scores[at])}" for at in rows)
        sheet.insert_chart(below, 0, chart, {"description": visible(f"{title}. {words}"), "object_position": 3})
        below += tall // 20 + 2


def _said(row: ScoreRow) -> str:
    return "no cases" if row.percent is None else f"{row.percent}%"
