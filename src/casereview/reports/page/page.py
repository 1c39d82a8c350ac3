"""A document as one HTML file that stands alone: no script, nothing fetched, and readable with any means of reading."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casereview.reports.documents.blocks import Block, Contents, Document, Heading
from casereview.reports.documents.chart_table import chart_table
from casereview.reports.documents.readied import readied
from casereview.reports.page.chart_svg import chart_svg

TEMPLATES = Path(__file__).parent / "templates"


class Chapter(NamedTuple):
    """What stands between two headings of the first level; what stands before the first has no heading."""

    name: str
    heading: str
    blocks: tuple[tuple[str, Block], ...]
    follows: bool = False

    @property
    def subheadings(self) -> list[tuple[str, str]]:
        """The names and texts of the headings of the second level."""
        return [(name, each.text) for name, each in self.blocks if isinstance(each, Heading) and each.level == 2]


def as_page(document: Document) -> str:
    """Return the document as HTML.

    Every text goes through Jinja's autoescape or the XML library, and the page's own policy forbids scripts, styles
    other than its own, and every connection.
    """
    document = readied(document)
    css = style_sheet()
    return (
        _environment()
        .get_template("page.html")
        .render(
            document=document,
            chapters=tuple(chapters(document.blocks)),
            contents=any(isinstance(each, Contents) for each in document.blocks),
            css=Markup(css),  # ours, from the package
            css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        )
    )


def chapters(blocks: Iterable[Block]) -> Iterable[Chapter]:
    """Divide blocks into chapters, and give each block a name that is its own on the page."""
    name, heading, held, follows = "before", "", list[tuple[str, Block]](), False
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Heading) and block.level == 1:
            if held or heading:
                yield Chapter(name, heading, tuple(held), follows)
            name, heading, held, follows = f"chapter-{number}", block.text, [], block.follows
        else:
            held.append((f"part-{number}", block))
    if held or heading:
        yield Chapter(name, heading, tuple(held), follows)


def style_sheet() -> str:
    """Return the style sheet of the page, as it stands between its `style` tags."""
    return _style_sheet()


@cache
def _style_sheet() -> str:
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["svg"] = lambda chart, name: Markup(
        chart_svg(chart, name).markup()
    )  # written by the XML library
    environment.filters["figures"] = chart_table
    return environment
