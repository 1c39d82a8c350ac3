"""What a document is made of, whatever its format: plain values that each format writes in its own way.

Texts are plain: no format's marks are in them, and what a user typed can hold anything. A percentage is a whole number.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from casereview.questions.model import Band


class Heading(NamedTuple):
    """A heading; level 1 begins a chapter, on a new page in a document that has contents (a letter goes on where it
    is), unless it `follows` what is on the page.
    """

    level: Literal[1, 2, 3]
    text: str
    follows: bool = False


class Paragraph(NamedTuple):
    """A paragraph; a `caution` is to be seen, a `note` is smaller."""

    text: str
    kind: Literal["plain", "caution", "note"] = "plain"


class Items(NamedTuple):
    """A list; numbered where the order or the number of its items is spoken of."""

    items: tuple[str, ...]
    numbered: bool = False


class Table(NamedTuple):
    """A table with a caption and a head; the first column names the row, `numbers` are the columns
    that hold figures.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


class Bar(NamedTuple):
    """One bar: its label, its length in per cent (None where nothing is scored), and its figure in words.

    `low` and `high` are an interval around it, where there is one.
    """

    label: str
    percent: int | None
    said: str
    low: int | None = None
    high: int | None = None


class BarChart(NamedTuple):
    """Bars from 0 to 100; the limits of `bands`, if given, are drawn behind them and named. `text` says it in words."""

    caption: str
    text: str
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...] = ()


class Span(NamedTuple):
    """A range and where this inspection stands in it; other areas by name. Whole percentages."""

    label: str
    lowest: int
    average: int
    highest: int
    here: int | None
    others: tuple[tuple[str, int], ...] = ()


class RangeChart(NamedTuple):
    """Ranges from 0 to 100, one below the other. `text` says it in words."""

    caption: str
    text: str
    spans: tuple[Span, ...]


class Contents(NamedTuple):
    """Where a table of contents stands."""


Block = Heading | Paragraph | Items | Table | BarChart | RangeChart | Contents


class Document(NamedTuple):
    """A whole document: its title, the line below it, what is provisional about
    it (nothing if nothing), and its blocks.

    `language` is a language tag; `made` the day, ISO 8601.
    """

    title: str
    subtitle: str
    provisional: str
    made: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
