"""The charts of the sheet Scores: they read the sheet's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casereview.reports.word.native_chart import plain_bars
from casereview.reports.workbook.data import ScoreRow, rows_of
from casereview.scoring import Kind
from casereview.scoring.lowest import NOT_RATED
from casereview.scoring.words import nothing
from casereview.text import visible

SHEET = "Scores"
_NAME, _SHARE = 1, 8


def insert_charts(
    book: Any, sheet: Any, scores: Sequence[ScoreRow], *, criteria: str, first_row: int, below: int
) -> None:
    """Put a chart of the themes and one of the criteria below the table; `first_row` is the row of the first score.

    `criteria` is the set's word for them.
    """
    titles: dict[Kind, str] = {"theme": "Headline scores", "criterion": f"Scores of the {criteria}"}
    for kind, title in titles.items():
        rows = rows_of(scores, kind)
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
    if row.percent is not None:
        return f"{row.percent}%"
    return nothing(row.tally) if row.tally else NOT_RATED
