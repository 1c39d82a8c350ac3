"""The figures of a chart as a table: for whoever can not see it, and for formats that draw nothing."""

from __future__ import annotations

from casereview.reports.documents.blocks import BarChart, RangeChart, Table


def chart_table(chart: BarChart | RangeChart) -> Table:
    """Return every figure that the chart draws, under the chart's caption."""
    return _bars(chart) if isinstance(chart, BarChart) else _spans(chart)


def _bars(chart: BarChart) -> Table:
    """The bar's own words, then its interval; a bar of other words than its length also says its length."""
    interval = any(each.low is not None and each.high is not None for each in chart.bars)
    length = any(each.percent is not None and f"{each.percent}%" not in each.said for each in chart.bars)
    rows = tuple(
        (
            each.label,
            each.said,
            *([_percent(each.percent)] if length else []),
            *([_between(each.low, each.high)] if interval else []),
        )
        for each in chart.bars
    )
    head = ("Shown", "Figure", *(["Per cent"] if length else []), *(["Interval"] if interval else []))
    return Table(f"Figures: {chart.caption}", head, rows, frozenset(range(1, len(head))))


def _spans(chart: RangeChart) -> Table:
    others = any(each.others for each in chart.spans)
    rows = tuple(
        (
            each.label,
            _percent(each.lowest),
            _percent(each.average),
            _percent(each.highest),
            _percent(each.here),
            *(["; ".join(f"{area} {figure}%" for area, figure in each.others)] if others else []),
        )
        for each in chart.spans
    )
    head = ("Score", "Lowest", "Average", "Highest", "This inspection", *(["Other areas"] if others else []))
    return Table(f"Figures: {chart.caption}", head, rows, frozenset({1, 2, 3, 4}))


def _percent(figure: int | None) -> str:
    return "not scored" if figure is None else f"{figure}%"


def _between(low: int | None, high: int | None) -> str:
    return "" if low is None or high is None else f"{low}% to {high}%"
