"""Text as a cell of a spreadsheet holds it."""

from __future__ import annotations

from casereview.text import visible

LONGEST = 32_767


def sheet_text(text: str, longest: int = LONGEST) -> str:
    """Return a text for a cell: what XML can not hold made visible, line breaks kept, the cut marked by an ellipsis."""
    shown = visible(text[: longest + 1], lines=True)
    if len(shown) > longest:
        shown = shown[: longest - 1] + "…"
    # XlsxWriter takes text between these two for markup of its own and writes it as it is.
    return f" {shown}" if shown.startswith("<r>") and shown.endswith("</r>") else shown
