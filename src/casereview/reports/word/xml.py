"""The small pieces of a Word text as WordprocessingML: runs, paragraphs, fields. Here and nowhere else text is escaped.

A text is written as one string and parsed once: building it element by element takes several times as long.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from casereview.text import visible

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def attribute(text: str) -> str:
    """Return a text as the value of an attribute, quotes included; one visible line."""
    return quoteattr(visible(text))


def run(text: str) -> str:
    """Return a run of plain text; line breaks are kept, whatever else XML can not hold is made visible."""
    lines = escape(visible(text, lines=True)).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{inner}</w:r>"


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """Return a paragraph in a style, by the style's id; `properties` go beside it, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def field(instruction: str, shown: str) -> str:
    """Return a field that shows `shown` until it is updated. The instruction is ours, never a user's text."""
    return f'<w:fldSimple w:instr="{instruction}">{run(shown)}</w:fldSimple>'


def bookmarked(number: int, name: str, inner: str) -> str:
    """Return `inner` between the two ends of a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
