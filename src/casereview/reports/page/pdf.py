"""A document as a tagged PDF, typeset by Typst, which is an extra."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from typing import Final

from casereview.casebook.errors import CannotCreate, Refused
from casereview.reports.documents.blocks import Document
from casereview.reports.page.typeset import as_typst

# PDF/UA-1 (ISO 14289-1): Typst refuses to write what a screen reader could not read out.
_STANDARD: Final = "ua-1"


def as_pdf(document: Document) -> bytes:
    """Return the document as PDF. No file, font of the system, or package is read; equal documents give equal bytes.

    Raises Refused where Typst is not installed, and CannotCreate where it can not set the document.
    """
    try:
        import typst
    except ImportError as error:
        raise Refused(
            'a PDF needs an extra; get it with `pip install "casereview[pdf]"`, or choose .docx or .html'
        ) from error

    with warnings.catch_warnings():
        # Warnings of the typesetter would go to standard error with the source, which is the report's text.
        warnings.simplefilter("ignore")
        try:
            return typst.compile(
                as_typst(document).encode(),
                format="pdf",
                ignore_system_fonts=True,
                pdf_standards=_STANDARD,
                timestamp=_made(document.made),
            )
        except typst.TypstError:
            # Not chained: what Typst says quotes its source.
            raise CannotCreate("the PDF could not be typeset; choose .docx or .html instead") from None


def _made(day: str) -> datetime:
    """The day as Typst wants it; a fixed one where the document has none that can be read."""
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
