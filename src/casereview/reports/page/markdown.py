"""A document as Markdown (CommonMark with the tables of GitHub), in which nothing that a user typed is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casereview.reports.documents import blocks
from casereview.reports.documents.chart_table import chart_table
from casereview.reports.documents.readied import readied

# Every ASCII punctuation may have a backslash (CommonMark 2.4); these begin or end something anywhere in a line,
# `#` and `@` where issues and people are linked, `$` where formulas are, `{` where templates are.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>|~&@#$^]")
# An address becomes a link without any mark around it; 3.1 and 10:30 are none.
_IN_A_WORD = re.compile(r"(?<=\S)[.:](?=[^\s\d])|(?<=/)/")
_AT_THE_START = re.compile(r"^([-+=:%]|\d{1,9}(?=[.)](?:\s|$)))")


def as_markdown(document: blocks.Document) -> str:
    """Return the document as Markdown; charts are their words and a table. Ends with a line break."""
    document = readied(document)
    parts = [f"# {escaped(document.title)}"]
    parts += [escaped(document.subtitle)] if document.subtitle else []
    parts += [f"> **{escaped(document.provisional)}**"] if document.provisional else []
    for block in document.blocks:
        parts += _block(block, document)
    parts += [f"Made on {escaped(document.made)}."] if document.made else []
    return "\n\n".join(parts) + "\n"


def escaped(line: str) -> str:
    """Return one line of plain text as Markdown that shows exactly it."""
    line = _ANYWHERE.sub(r"\\\g<0>", line)
    line = _IN_A_WORD.sub(r"\\\g<0>", line)
    return _AT_THE_START.sub(lambda found: found[0] + "\\" if found[0].isdigit() else "\\" + found[0], line)


def _lines(text: str, indent: str = "") -> str:
    """Lines of text, each ended by a backslash that keeps the line break."""
    return f"\\\n{indent}".join(escaped(line) for line in text.split("\n"))


def _block(block: blocks.Block, document: blocks.Document) -> Iterable[str]:
    match block:
        case blocks.Heading():
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
        case blocks.Paragraph(kind="caution"):
            yield f"> {_lines(block.text, '> ')}"
        case blocks.Paragraph():
            yield _lines(block.text)
        case blocks.Items():
            yield _items(block)
        case blocks.Table():
            yield from _table(block)
        case blocks.BarChart() | blocks.RangeChart():
            yield f"**{escaped(block.caption)}**"
            yield _lines(block.text)
            yield from _table(chart_table(block), caption=False)
        case blocks.Contents():
            chapters = tuple(
                each.text for each in document.blocks if isinstance(each, blocks.Heading) and each.level == 1
            )
            if chapters:
                yield f"**Contents**\n\n{_items(blocks.Items(chapters))}"


def _items(block: blocks.Items) -> str:
    marks = [f"{number}. " if block.numbered else "- " for number, _ in enumerate(block.items, 1)]
    return "\n".join(mark + _lines(item, " " * len(mark)) for mark, item in zip(marks, block.items, strict=True))


def _table(table: blocks.Table, *, caption: bool = True) -> Iterable[str]:
    if caption and table.caption:
        yield f"**{escaped(table.caption)}**"
    if not table.head:
        return
    rule = ["---:" if number in table.numbers else "---" for number in range(len(table.head))]
    rows = [_cells(table.head), f"| {' | '.join(rule)} |", *(_cells(row) for row in table.rows)]
    yield "\n".join(rows)


def _cells(row: Iterable[str]) -> str:
    # A cell is one line: there is no other way in these tables than HTML.
    return f"| {' | '.join(escaped(' '.join(cell.split())) for cell in row)} |"
