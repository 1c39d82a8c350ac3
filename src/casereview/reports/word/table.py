"""A table of a Word document: its caption above it, its head repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from casereview.reports.documents.blocks import Table
from casereview.reports.word.xml import attribute, field, paragraph, run

# A4 less its margins, in twentieths of a point.
TEXT_WIDTH = 9072
# What a character of a table takes, roughly, and what a cell has at its sides.
_CHARACTER = 102
_SIDES = 200
_WIDEST = 60
# A table of so many rows stays on one page; of a longer one no fewer rows than these stand alone on a page.
_SHORT = 6
_TOGETHER = 3


def caption(word: str, number: int, text: str, *, stays: bool) -> str:
    """Return a caption that Word numbers by itself: `word` is `Table` or `Figure`; it `stays` with what comes next."""
    above = "<w:keepNext/>" if stays else ""
    numbered = run(f"{word} ") + field(f"SEQ {word} \\* ARABIC", str(number))
    return paragraph("Caption", numbered + run(f": {text}"), above)


def table(number: int, block: Table) -> str:
    """Return the table with its caption; `number` is its place among the tables."""
    return caption("Table", number, block.caption, stays=True) + grid(block)


def grid(block: Table) -> str:
    """Return the table without its caption."""
    widths = column_widths(block.head, block.rows)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(text, at, block, width, stays=True)
        for at, (text, width) in enumerate(zip(block.head, widths, strict=True))
    )
    many = len(block.rows)
    apart = range(_TOGETHER - 1, many - _TOGETHER) if many > _SHORT else range(many - 1, many)
    ends = {*apart, many - 1}
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{''.join(_cell(text, at, block, widths[at], stays=place not in ends) for at, text in enumerate(row))}</w:tr>"
        for place, row in enumerate(block.rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
        f' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val={attribute(block.caption[:255])}/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _cell(text: str, at: int, block: Table, width: int, *, stays: bool) -> str:
    side = "<w:keepNext/>" if stays else ""
    side += '<w:jc w:val="right"/>' if at in block.numbers else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph("TableText", run(text), side)}</w:tc>'


def column_widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column in twentieths of a point: together the width of the text.

    No column is narrower than its longest word, where there is room; what is left goes to those that hold most text.
    """
    least, wanted = [], []
    for at, name in enumerate(head):
        cells = [row[at][:400] for row in rows]
        longest = max((len(word) for cell in (name, *cells) for word in cell.split()), default=1)
        least.append(_SIDES + _CHARACTER * min(longest + 1, _WIDEST // 2))
        # A head may be broken between its words.
        wanted.append(_SIDES + _CHARACTER * min(max(map(len, cells), default=0) + 1, _WIDEST))
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(least) >= TEXT_WIDTH:
        return _squeezed(least, TEXT_WIDTH)
    room = TEXT_WIDTH - sum(least)
    more = _shared([want - low for want, low in zip(wanted, least, strict=True)], room)
    return [low + extra for low, extra in zip(least, more, strict=True)]


def _shared(weights: Sequence[int], total: int) -> list[int]:
    """Return whole shares of `total` in proportion to the weights; equal ones where there is no weight at all."""
    weights = weights if sum(weights) else [1] * len(weights)
    ends = [0]
    for weight in weights:
        ends.append(ends[-1] + weight)
    cuts = [end * total // ends[-1] for end in ends]
    return [after - before for before, after in pairwise(cuts)]


def _squeezed(wanted: Sequence[int], total: int) -> list[int]:
    """Return widths that add up to `total`, which is less than is wanted: the
    narrow columns have theirs, the wide share the rest.
    """
    widths = [0] * len(wanted)
    left = total
    for place, at in enumerate(sorted(range(len(wanted)), key=lambda at: wanted[at])):
        widths[at] = min(wanted[at], left // (len(wanted) - place))
        left -= widths[at]
    return widths
