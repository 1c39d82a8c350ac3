"""A document as Typst source: our own template, and the document as data in one string, never as markup."""

from __future__ import annotations

import json
import math
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

from casereview.reports.documents import blocks
from casereview.reports.documents.readied import readied
from casereview.reports.page.chart_svg import chart_svg
from casereview.reports.page.printable import printable

FONT = "Libertinus Serif"  # comes with Typst
_TEMPLATE = Path(__file__).parent / "templates" / "document.typ"
# The language and, if there is one, the region of a language tag, as Typst knows them.
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{2}))?\b")
# A word longer than this may be broken anywhere: Typst breaks words at hyphens only, and a cell can be narrow.
_LONGEST_WORD = 22
# A column of figures is as wide as its figures, unless they are words.
_LONGEST_FIGURE = 24
# How many times as high as the text is wide a picture may be, to stand on one page with its caption and a heading.
_TALLEST = 1.25


def as_typst(document: blocks.Document) -> str:
    """Return Typst source that needs no file, no package and no other font than those of Typst itself.

    A character that those fonts do not have is said by its name, as in ‹GRINNING FACE›.
    """
    document = readied(document, printable)
    language = _LANGUAGE.match(document.language) or ["", "en", ""]
    data: dict[str, Any] = {
        "title": document.title,
        "subtitle": document.subtitle,
        "provisional": document.provisional,
        "made": document.made,
        "lang": language[1],
        "region": language[2] or "",
        "font": FONT,
        "blocks": [
            _block(each, number) | {"stays": _stays(after)}
            for number, (each, after) in enumerate(zip_longest(document.blocks, document.blocks[1:]))
        ],
    }
    # ASCII JSON holds no control character and, of what a string of Typst gives a meaning, only these two.
    said = json.dumps(_breakable(data), ensure_ascii=True).replace("\\", "\\\\").replace('"', '\\"')
    return f'{_TEMPLATE.read_text(encoding="utf-8")}\n#show-document(json(bytes("{said}")))\n'


def _stays(after: blocks.Block | None) -> bool:
    """Tell whether a paragraph stays on the page of what comes after it: what a heading says about itself with the heading
    below, what is said of a table with the table.
    """
    return isinstance(after, blocks.Table) or (isinstance(after, blocks.Heading) and after.level > 1)


def _breakable(data: Any) -> Any:
    """Put a place to break, which has no width, into words that no line could hold; pictures are left alone."""
    match data:
        case str():
            return "\n".join(" ".join(map(_broken, line.split(" "))) for line in data.split("\n"))
        case dict():
            return {key: value if key == "svg" else _breakable(value) for key, value in data.items()}
        case list() | tuple():
            return [_breakable(each) for each in data]
    return data


def _broken(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    return "\u200b".join(word[start : start + _LONGEST_WORD // 2] for start in range(0, len(word), _LONGEST_WORD // 2))


def _block(block: blocks.Block, number: int) -> dict[str, Any]:
    match block:
        case blocks.Heading():
            return {"kind": "heading", "level": block.level, "text": block.text, "follows": block.follows}
        case blocks.Paragraph():
            return {"kind": block.kind, "text": block.text}
        case blocks.Items():
            return {"kind": "items", "numbered": block.numbered, "items": block.items}
        case blocks.Table():
            return {
                "kind": "table",
                "caption": block.caption or "Table",
                "head": block.head,
                "rows": block.rows,
                "numbers": sorted(block.numbers),
                "widths": _widths(block),
            }
        case blocks.BarChart() | blocks.RangeChart():
            drawn = chart_svg(block, f"chart-{number}", FONT)
            return {
                "kind": "chart",
                "caption": block.caption or "Chart",
                "text": block.text or block.caption or "Chart",
                "svg": drawn.markup(),
                # A picture can not be divided between pages: a tall one is made smaller.
                "width": round(min(1, _TALLEST * drawn.width / drawn.height), 3),
            }
        case blocks.Contents():
            return {"kind": "contents"}


def _widths(table: blocks.Table) -> list[float]:
    """The share of the page's width for each column; 0 for a column of figures, which is as wide as they are."""
    widths: list[float] = []
    for number, head in enumerate(table.head):
        longest = max((len(row[number]) for row in table.rows), default=0)
        if number in table.numbers and max(longest, len(head)) <= _LONGEST_FIGURE:
            widths.append(0)
        else:
            widths.append(round(math.sqrt(min(80, max(8, longest, len(head)))), 2))
    return widths
