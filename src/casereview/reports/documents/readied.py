"""A document as every format can write it: its texts made visible, its headings in order, its tables rectangular."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from casereview.reports.documents import blocks
from casereview.text import visible

Say = Callable[[str], str]
# Not from the computer's language: the document has its own.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def one_line(text: str) -> str:
    """Return `text` as one visible line without space at its ends."""
    return " ".join(visible(text.replace("\r\n", "\n"), lines=True).split())


def some_lines(text: str) -> str:
    """Return `text` with every control and bidirectional character visible, as lines none of which is empty."""
    shown = visible(text.replace("\r\n", "\n"), lines=True)
    return "\n".join(line for line in (" ".join(each.split()) for each in shown.split("\n")) if line)


def readied(document: blocks.Document, say: Say = str) -> blocks.Document:
    """Return the document as every renderer takes it, so that each format only has to escape.

    Texts are visible and of one line, or of some lines in paragraphs, lists and cells. No heading is empty or skips a
    level, the table of contents stands once, and there is a title. `say` is done to every text last.
    Raises ValueError where a row has not as many cells as its table's head: its figures would stand under wrong words.
    """
    return document._replace(
        title=say(one_line(document.title) or "Report"),
        subtitle=say(one_line(document.subtitle)),
        provisional=say(_provisional(one_line(document.provisional))),
        made=say(day_said(one_line(document.made))),
        blocks=tuple(_ordered(_block(each, say) for each in document.blocks)),
    )


def _provisional(text: str) -> str:
    """The word that must be seen begins the sentence, whether it was in the text or not."""
    if not text:
        return ""
    return text[0].upper() + text[1:] if text.lower().startswith("provisional") else f"Provisional: {text}"


def day_said(text: str) -> str:
    """An ISO 8601 day as people write it: 21 November 2026."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _block(block: blocks.Block, say: Say) -> blocks.Block:
    def line(text: str) -> str:
        return say(one_line(text))

    def lines(text: str) -> str:
        return say(some_lines(text))

    match block:
        case blocks.Heading():
            return block._replace(text=line(block.text))
        case blocks.Paragraph():
            return block._replace(text=lines(block.text))
        case blocks.Items():
            return block._replace(items=tuple(map(lines, block.items)))
        case blocks.Table():
            return blocks.Table(
                line(block.caption),
                tuple(map(line, block.head)),
                tuple(_row(row, block, lines) for row in block.rows),
                block.numbers,
            )
        case blocks.BarChart():
            bars = tuple(each._replace(label=line(each.label), said=line(each.said)) for each in block.bars)
            bands = tuple(each._replace(label=line(each.label)) for each in block.bands)
            return blocks.BarChart(line(block.caption), lines(block.text), bars, bands)
        case blocks.RangeChart():
            spans = tuple(
                each._replace(
                    label=line(each.label), others=tuple((line(area), figure) for area, figure in each.others)
                )
                for each in block.spans
            )
            return blocks.RangeChart(line(block.caption), lines(block.text), spans)
        case blocks.Contents():
            return block


def _row(row: tuple[str, ...], table: blocks.Table, say: Say) -> tuple[str, ...]:
    if len(row) != len(table.head):
        raise ValueError(f"a row of {len(row)} cells in a table of {len(table.head)} columns")
    return tuple(map(say, row))


def _ordered(given: Iterable[blocks.Block]) -> Iterable[blocks.Block]:
    """Drop what is empty or said twice, and take a heading up to the level below the one before it."""
    deepest = 0
    contents = False
    for block in given:
        match block:
            case blocks.Heading(text=""):
                continue
            case blocks.Heading():
                deepest = min(block.level, deepest + 1)
                yield blocks.Heading(1 if deepest == 1 else 2 if deepest == 2 else 3, block.text, block.follows)
            case blocks.Contents():
                if not contents:
                    yield block
                contents = True
            case blocks.Paragraph(text=""):
                continue
            case _:
                yield block
