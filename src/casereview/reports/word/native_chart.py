"""Charts that a word processor or a spreadsheet draws from figures in a sheet, so that they can be edited there.

Every bar and mark has its figure beside it, and what must be told apart differs in lightness or shape: nothing needs
colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from casereview.questions.model import Band
from casereview.reports.documents.blocks import Bar, BarChart, RangeChart
from casereview.reports.workbook.sheet_text import sheet_text
from casereview.text import clipped

SHEET = "Data"
DARK = "#262626"
# Light enough for a dark line to be seen on it.
_BAR = "#9A9A9A"
_MARKS = ("diamond", "triangle", "square", "x", "plus", "star")
_FONT = {"name": "Arial", "size": 9, "color": DARK}
_THIN = {"color": "#A6A6A6", "width": 0.75}
_NO_TICKS = {"major_tick_mark": "none", "minor_tick_mark": "none"}
_TICKS = {"major_tick_mark": "outside", "minor_tick_mark": "none"}
# A longer figure stands with the label of its bar: beside the bar there is no room.
_BESIDE = 20
# Below a column there is less; the whole label is in the table.
_BELOW = 60
_LONGEST = 200

# So many areas have a column each.
_MOST_BESIDE = 3

_Column = tuple[str, Sequence[int | None]]


def write_figures(book: Any, block: BarChart | RangeChart) -> None:
    """Write the figures of a chart into a new sheet of an XlsxWriter workbook: labels, then a
    column for each series.
    """
    if isinstance(block, BarChart):
        names = [_label(bar, beside=_beside(block)) for bar in block.bars]
        columns: list[_Column] = [("Score" if block.bands else "Per cent", [bar.percent for bar in block.bars])]
        bands = _in_order(block)
        columns += [(_band_name(band), [width] * len(names)) for band, width in zip(bands, _widths(bands), strict=True)]
    else:
        names = [clipped(span.label, _BELOW) for span in block.spans]
        columns = [
            ("Highest", [span.highest for span in block.spans]),
            ("Average", [span.average for span in block.spans]),
            ("Lowest", [span.lowest for span in block.spans]),
            ("This inspection", [span.here for span in block.spans]),
            *((name, [dict(span.others).get(name) for span in block.spans]) for name in _others(block)),
        ]
    _fill(book, names, columns)


def bar_chart(book: Any, block: BarChart) -> Any:
    """Return a chart of the bars whose figures are in the workbook.

    Thin lines in front of the bars stand at the limits of the bands: the outlines of stripes, of which the sheet holds
    how wide each is. What the lines mean is said in words (`limits_said`): four greys in a legend would tell nothing.
    """
    count, beside, bands = len(block.bars), _beside(block), _in_order(block)
    bars = book.add_chart({"type": "bar"})
    look = {"gap": 40, "fill": {"color": _BAR if bands else DARK}, "border": {"none": True}}
    series = _series(1, count) | look
    if beside:
        said = [{"value": _words(bar.said)} for bar in block.bars]
        series["data_labels"] = {"value": True, "position": "outside_end", "font": _FONT, "custom": said}
    elif any(bar.low is not None for bar in block.bars):
        series["y_error_bars"] = _interval(block.bars)
    # Room right of 100 for what is said beside a long bar.
    longest = max((len(bar.said) for bar in block.bars), default=0) if beside else 0
    scale = {"min": 0, "max": 100 + 10 * -(-longest // 5), "num_font": _FONT, "line": _THIN}
    scale |= {"major_unit": 20, "num_format": '[>100]"";0"%"', "major_gridlines": {"visible": False}} | _NO_TICKS
    across = {"reverse": True, "num_font": _FONT, "line": _THIN} | _NO_TICKS
    bars.add_series(series)
    bars.set_legend({"none": True})
    bars.set_x_axis(scale)
    bars.set_y_axis(across)
    if bands:
        lines = book.add_chart({"type": "bar", "subtype": "stacked"})
        for at, _ in enumerate(bands):
            outline = {"fill": {"none": True}, "border": {"color": DARK, "width": 0.75}}
            lines.add_series(_series(2 + at, count) | outline | {"gap": 0, "y2_axis": True})
        lines.set_x2_axis({"reverse": True})
        # Seen by nobody but not taken away: LibreOffice would put the lines at the end of the bars.
        unseen = {"label_position": "none", "line": {"none": True}} | _NO_TICKS
        lines.set_y2_axis({"min": 0, "max": scale["max"], "major_gridlines": {"visible": False}} | unseen)
        bars.combine(lines)
    return _plain(bars)


def limits_said(block: BarChart) -> str:
    """Return what the lines of a chart of bars mean; nothing where it has none."""
    bands = _in_order(block)
    if len(bands) < 2:
        return ""
    limits = "; ".join(f"from {band.first}% {band.label.lower()}" for band in bands[1:])
    around = " The thick line is the 95% interval." if any(bar.low is not None for bar in block.bars) else ""
    return f"The lines are limits: below {bands[1].first}% {bands[0].label.lower()}; {limits}.{around}"


def range_chart(book: Any, block: RangeChart) -> Any:
    """Return a chart of the ranges whose figures are in the workbook.

    A column goes from the lowest to the highest, its shade changes at the average; this inspection and other areas are
    marks. The figures of the marks can lie on one another: a table of them goes with the chart (`range_rows`).
    """
    count = len(block.spans)
    # Drawn one over the other, so that the sheet holds the figures themselves and no differences.
    ranges = book.add_chart({"type": "column"})
    shades = (("Average to highest", "#D0D0D0"), ("Lowest to average", "#9A9A9A"), ("Lowest", "#FFFFFF"))
    for at, (name, color) in enumerate(shades, start=1):
        look = {"fill": {"color": color}, "border": {"none": True}, "overlap": 100, "gap": 120}
        ranges.add_series(_series(at, count) | {"name": name} | look)
    marks = book.add_chart({"type": "line"})
    here = {"type": "circle", "size": 9, "fill": {"color": "#000000"}, "border": {"color": "#FFFFFF"}}
    said = {"value": True, "position": "right", "font": _FONT | {"bold": True}, "num_format": '0"%"'}
    marks.add_series(_series(4, count) | {"line": {"none": True}, "marker": here, "data_labels": said})
    for at, _ in enumerate(_others(block)):
        mark = {
            "type": _MARKS[at % len(_MARKS)],
            "size": 7,
            "fill": {"color": "#404040"},
            "border": {"color": "#FFFFFF"},
        }
        marks.add_series(_series(5 + at, count) | {"line": {"none": True}, "marker": mark})
    ranges.combine(marks)
    ranges.set_x_axis({"num_font": _FONT, "line": _THIN} | _NO_TICKS)
    scale = {"min": 0, "max": 100, "major_unit": 20, "num_format": '0"%"', "num_font": _FONT, "line": _THIN}
    ranges.set_y_axis(scale | _TICKS | {"major_gridlines": {"visible": False}})
    ranges.set_legend({"position": "bottom", "font": _FONT, "delete_series": [2]})
    return _plain(ranges)


def range_rows(block: RangeChart) -> tuple[tuple[str, ...], ...]:
    """Return the figures of a range chart as the rows of a table, head first: the same columns as in the sheet.

    Where so many areas are named that they would not stand beside one another, each has a row and the scores are the
    columns.
    """
    names = _others(block)
    if len(names) > _MOST_BESIDE:
        found = [("Lowest", "Average", "Highest", "This inspection", *names)]
        for span in block.spans:
            others = dict(span.others)
            figures = (span.lowest, span.average, span.highest, span.here, *(others.get(name) for name in names))
            found.append(tuple("" if figure is None else f"{figure}%" for figure in figures))
        return ("", *(span.label for span in block.spans)), *zip(*found, strict=True)
    rows = [("", "Lowest", "Average", "Highest", "This inspection", *names)]
    for span in block.spans:
        others = dict(span.others)
        figures = (span.lowest, span.average, span.highest, span.here, *(others.get(name) for name in names))
        rows.append((span.label, *("" if figure is None else f"{figure}%" for figure in figures)))
    return tuple(rows)


def _beside(block: BarChart) -> bool:
    """Tell whether the figures stand beside the bars: not if one is long, nor where an interval is drawn."""
    return all(len(bar.said) <= _BESIDE and bar.low is None for bar in block.bars)


def _in_order(block: BarChart) -> list[Band]:
    return sorted(block.bands, key=lambda each: each.first)


def _others(block: RangeChart) -> list[str]:
    return list(dict.fromkeys(name for span in block.spans for name, _ in span.others))


def _fill(book: Any, names: list[str], columns: list[_Column]) -> None:
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(columns), 16)
    for row, name in enumerate(names, start=1):
        sheet.write_string(row, 0, sheet_text(name, _LONGEST))
    for at, (head, values) in enumerate(columns, start=1):
        sheet.write_string(0, at, sheet_text(head, _LONGEST))
        for row, value in enumerate(values, start=1):
            if value is not None:
                sheet.write_number(row, at, value)


def _series(column: int, count: int) -> dict[str, Any]:
    """A series over a column of the sheet: given as cells, since text here could be taken for a formula."""
    return {
        "name": [SHEET, 0, column],
        "categories": [SHEET, 1, 0, count, 0],
        "values": [SHEET, 1, column, count, column],
    }


def _label(bar: Bar, *, beside: bool) -> str:
    """A bar without a length has no end to stand beside, so its words stand with its label."""
    return bar.label if beside and bar.percent is not None else f"{bar.label}: {bar.said}"


def _band_name(band: Band) -> str:
    return f"{band.label} ({band.first} to {band.last}%)"


def _widths(bands: Sequence[Band]) -> list[int]:
    """How far it is from each band's limit to the next; the lowest begins at 0, the highest ends at 100."""
    limits = [0, *(band.first for band in bands[1:]), 100]
    return [after - before for before, after in pairwise(limits)] if bands else []


def _interval(bars: tuple[Bar, ...]) -> dict[str, Any]:
    above = [max(0, (bar.high or 0) - (bar.percent or 0)) if bar.high is not None else 0 for bar in bars]
    below = [max(0, (bar.percent or 0) - (bar.low or 0)) if bar.low is not None else 0 for bar in bars]
    line = {"color": "#000000", "width": 2}
    return {"type": "custom", "plus_values": above, "minus_values": below, "line": line}


def _words(said: str) -> str:
    """A label of a point is a formula to XlsxWriter if it begins with an equals sign."""
    shown = clipped(said, _LONGEST)
    return f" {shown}" if shown.startswith("=") else shown


def _plain(chart: Any) -> Any:
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    return chart


def plain_bars(book: Any, names: list[Any], shares: list[Any], title: str) -> Any:
    """Return a chart of bars over cells of a workbook that hold labels and
    shares (0 to 1), each share said beside its bar.
    """
    chart = book.add_chart({"type": "bar"})
    said = {"value": True, "position": "outside_end", "font": _FONT}
    look = {"gap": 60, "fill": {"color": DARK}, "border": {"none": True}, "data_labels": said}
    chart.add_series({"name": title, "categories": names, "values": shares} | look)
    scale = {"min": 0, "max": 1.1, "major_unit": 0.2, "num_format": '[>1]"";0%', "num_font": _FONT, "line": _THIN}
    chart.set_x_axis(scale | {"major_gridlines": {"visible": False}} | _NO_TICKS)
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": _THIN} | _NO_TICKS)
    chart.set_title({"name": title, "name_font": _FONT | {"size": 12, "bold": True}})
    chart.set_legend({"none": True})
    return chart
