"""A document in the format that its file's name asks for; each format's library is imported only
where it is asked for.
"""

from __future__ import annotations

from casereview.reports.documents.blocks import Document

SUFFIXES = (".docx", ".html", ".md", ".pdf")


def rendered(document: Document, suffix: str) -> bytes:
    """Return the file of a document; `suffix` is one of SUFFIXES. Raises Refused for PDF without its library."""
    match suffix:
        case ".docx":
            from casereview.reports.word.word import as_word

            return as_word(document)
        case ".html":
            from casereview.reports.page.page import as_page

            return as_page(document).encode()
        case ".pdf":
            from casereview.reports.page.pdf import as_pdf

            return as_pdf(document)
        case _:
            from casereview.reports.page.markdown import as_markdown

            return as_markdown(document).encode()
