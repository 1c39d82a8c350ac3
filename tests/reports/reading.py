"""Reading a document as blocks: every text in it, and its headings."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from casereview.reports.documents.blocks import Document, Heading


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, all the way down."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        return
    elif isinstance(value, (tuple, list, frozenset)):
        for each in value:
            yield from texts(each)


def headings(made: Document) -> list[tuple[int, str]]:
    return [(each.level, each.text) for each in made.blocks if isinstance(each, Heading)]
