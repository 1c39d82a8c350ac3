"""Charts as SVG that stands alone: no script, no style sheet, nothing fetched; every text is a text of the tree.

Readable without colour: each bar and range has its label and its figures beside it, the limits of the bands are lines
with names, and the marks differ by shape. Colours are attributes, so that paper and screen draw the same.
"""

from __future__ import annotations

from casereview.questions.model import Band
from casereview.reports.documents.blocks import Bar, BarChart, RangeChart, Span
from casereview.reports.page.svg import Drawing, fitting, width_of
from casereview.reports.text.summary_text import band_word

INK, SOFT, RULE, TRACK, BAR = "#1b2530", "#46525e", "#9aa7b2", "#e9eef2", "#5b84a3"
WIDTH = 640
# The scale: 0 stands at the left edge, 100 at `_SCALE`; beyond it is room for the figures of the longest bars.
_LEFT, _SCALE = 14, 486
_THICK = 18


def chart_svg(chart: BarChart | RangeChart, name: str, font: str = "") -> Drawing:
    """Return the chart, 640 units wide and as high as it needs; its `markup()` is one `svg` element.

    `name` begins the ids of its title and description, and must be the chart's own on its page. Without a `font`, the
    texts take the page's.
    """
    drawing = Drawing(WIDTH, name, chart.caption, chart.text, font)
    if isinstance(chart, BarChart):
        _bar_chart(drawing, chart)
    else:
        _range_chart(drawing, chart)
    return drawing


def _across(percent: int) -> float:
    return _LEFT + max(0, min(100, percent)) * (_SCALE - _LEFT) / 100


def _bar_chart(drawing: Drawing, chart: BarChart) -> None:
    top = _band_names(drawing, chart.bands) if chart.bands else 0
    y = top + 8
    places = []
    for each in chart.bars:
        lines = fitting(each.label, WIDTH - _LEFT, 15, 2)
        places.append((y, lines))
        y += 19 * len(lines) + _THICK + 18
    bottom = y - 6
    # From behind to front: limits, bars, texts.
    limits = sorted({each.first for each in chart.bands if each.first > 0}) or [25, 50, 75]
    for limit in limits:
        drawing.line(_across(limit), top, _across(limit), bottom, RULE, 1.5, dashes="5 4" if chart.bands else "1 4")
    for each, (at, lines) in zip(chart.bars, places, strict=True):
        _bar(drawing, each, at, lines)
    _scale(drawing, [0, *limits, 100], bottom)


def _bar(drawing: Drawing, bar: Bar, y: float, lines: list[str]) -> None:
    for line in lines:
        drawing.text(_LEFT, y + 14, line, 15, INK, halo=True)
        y += 19
    middle = y + _THICK / 2
    drawing.box(_LEFT, y, _SCALE - _LEFT, _THICK, TRACK, opacity=0.75)
    end = _across(bar.percent) if bar.percent is not None else _LEFT
    if bar.percent is not None:
        # Nothing of something is still a bar: it is drawn as an edge.
        drawing.box(_LEFT, y, max(2.0, end - _LEFT), _THICK, BAR if bar.percent else INK)
    if bar.low is not None and bar.high is not None:
        _whisker(drawing, _across(bar.low), _across(bar.high), middle)
        end = max(end, _across(bar.high))
    room = WIDTH - end - 8
    if width_of(bar.said, 15, bold=True) > room:
        # Too long for the bar's end: it stands at the right, where the longest bar ends, in small letters.
        said = fitting(bar.said, WIDTH - _SCALE - 8, 12, 2, bold=True)
        for number, line in enumerate(said):
            drawing.text(
                _SCALE + 8, middle + 4 + 13 * (number - (len(said) - 1) / 2), line, 12, INK, bold=True, halo=True
            )
    else:
        drawing.text(end + 8, middle + 5, bar.said, 15, INK, bold=True, halo=True)


def _whisker(drawing: Drawing, low: float, high: float, y: float) -> None:
    for colour, thick in (("#ffffff", 5.0), (INK, 2.0)):
        drawing.line(low, y, high, y, colour, thick)
        for x in (low, high):
            drawing.line(x, y - 6, x, y + 6, colour, thick)


def _band_names(drawing: Drawing, bands: tuple[Band, ...]) -> float:
    """Write each band's word above its part of the scale, lower where it would touch its neighbour;
    return the height.
    """
    ends = [0.0] * len(bands)
    lowest = 0
    for band in sorted(bands, key=lambda each: each.first):
        [line] = fitting(band_word(band, bands), 200, 13, 1)
        wide = width_of(line, 13)
        middle = (_across(band.first) + _across(min(100, band.last + 1))) / 2
        left = max(0.0, min(WIDTH - wide, middle - wide / 2))
        row = next(number for number, end in enumerate(ends) if end <= left or number == len(ends) - 1)
        ends[row] = left + wide + 6
        lowest = max(lowest, row)
        drawing.text(left, 14 + 16 * row, line, 13, SOFT, italic=True)
    return 22.0 + 16 * lowest


def _scale(drawing: Drawing, ticks: list[int], y: float) -> None:
    drawing.line(_LEFT, y, _SCALE, y, SOFT, 1)
    for tick in ticks:
        drawing.line(_across(tick), y, _across(tick), y + 5, SOFT, 1)
        drawing.text(_across(tick), y + 19, f"{tick}%", 13, SOFT, anchor="middle")
    drawing.height = y + 26


# The range chart's scale leaves room on both sides for the figures at its ends.
_RANGE_LEFT, _RANGE_RIGHT = 48, 592


def _along(percent: int) -> float:
    return _RANGE_LEFT + max(0, min(100, percent)) * (_RANGE_RIGHT - _RANGE_LEFT) / 100


def _range_chart(drawing: Drawing, chart: RangeChart) -> None:
    _key(drawing, others=any(each.others for each in chart.spans))
    y = 34.0
    for span in chart.spans:
        y = _span(drawing, span, y)
    drawing.line(_RANGE_LEFT, y, _RANGE_RIGHT, y, SOFT, 1)
    for tick in (0, 25, 50, 75, 100):
        drawing.line(_along(tick), y, _along(tick), y + 5, SOFT, 1)
        drawing.text(_along(tick), y + 19, f"{tick}%", 13, SOFT, anchor="middle")
    drawing.height = y + 26


def _key(drawing: Drawing, *, others: bool) -> None:
    """Say what each mark means, in the order: range, average, this inspection, other areas."""
    y = 12
    drawing.box(_LEFT, y - 4, 34, 8, BAR)
    drawing.text(_LEFT + 40, y + 5, "lowest to highest", 13, INK)
    drawing.line(190, y - 8, 190, y + 8, INK, 3)
    drawing.text(199, y + 5, "average", 13, INK)
    drawing.diamond(284, y, 8, INK)
    drawing.text(297, y + 5, "this inspection", 13, INK)
    if others:
        drawing.line(424, y - 7, 424, y, INK, 2)
        drawing.text(432, y + 5, "another area, named below it", 13, INK)


def _span(drawing: Drawing, span: Span, y: float) -> float:
    """Draw one range from `y` down; return where the next begins."""
    here = "not scored" if span.here is None else f"{span.here}%"
    said = fitting(f"{span.label}: {here}", WIDTH - _LEFT, 15, 2, bold=True)
    for line in said:
        y += 19
        drawing.text(_LEFT, y, line, 15, INK, bold=True)
    middle = y + 24
    low, high = _along(span.lowest), _along(span.highest)
    drawing.line(_RANGE_LEFT, middle, _RANGE_RIGHT, middle, RULE, 1, dashes="1 4")
    drawing.box(low, middle - 4, max(2.0, high - low), 8, BAR)
    drawing.text(low - 8, middle + 5, f"{span.lowest}%", 13, INK, anchor="end", halo=True)
    drawing.text(high + 8, middle + 5, f"{span.highest}%", 13, INK, halo=True)
    for _, figure in span.others:
        drawing.line(_along(figure), middle - 13, _along(figure), middle - 4, INK, 2)
    drawing.line(_along(span.average), middle - 9, _along(span.average), middle + 9, INK, 3)
    drawing.text(_along(span.average), middle + 23, f"average {span.average}%", 13, INK, anchor="middle", halo=True)
    if span.here is not None:
        drawing.diamond(_along(span.here), middle, 9, INK)
    y = middle + 28
    if span.others:
        named = "Other areas: " + ", ".join(f"{area} {figure}%" for area, figure in span.others)
        for line in fitting(named, WIDTH - _LEFT, 13, 4 + len(span.others)):
            y += 16
            drawing.text(_LEFT, y, line, 13, SOFT)
    return y + 16
