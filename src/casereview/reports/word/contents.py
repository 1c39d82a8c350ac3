"""The table of contents of a Word document: a real field, already filled with the headings."""

from __future__ import annotations

from collections.abc import Iterable

from casereview.reports.documents.blocks import Block, Heading
from casereview.reports.word.xml import bookmarked, paragraph, run

_DEEPEST = 2


def heading(number: int, block: Heading, *, new_page: bool) -> str:
    """Return a heading with the bookmark that the contents lead to; `number` is its place among the headings."""
    # The style begins a new page before every chapter; the first one, and one that follows, may stand on the page
    # before.
    apart = '<w:spacing w:before="480"/>' if block.follows else ""
    stay = f'<w:pageBreakBefore w:val="0"/>{apart}' if block.level == 1 and not new_page else ""
    return paragraph(f"Heading{block.level}", bookmarked(number, _name(number), run(block.text)), stay)


def contents(blocks: Iterable[Block], title: str) -> str:
    """Return the table of contents with an entry for each heading of the first two levels.

    Page numbers are known to a word processor only. They come when the field is updated (a right click, or F9): asking
    Word to update it at opening would greet the reader with a warning about other files.
    """
    headings = [block for block in blocks if isinstance(block, Heading)]
    entries = [
        (f"TOC{block.level}", f'<w:hyperlink w:anchor="{_name(number)}" w:history="1">{run(block.text)}</w:hyperlink>')
        for number, block in enumerate(headings, start=1)
        if block.level <= _DEEPEST
    ]
    if not entries:
        return ""
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{_DEEPEST}" \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    lines = "".join(
        paragraph(style, (start if at == 0 else "") + entry + (end if at == last else ""))
        for at, (style, entry) in enumerate(entries)
    )
    # In a content control of this kind Word offers "Update table" when the list is clicked.
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('TOCHeading', run(title))}{lines}</w:sdtContent></w:sdt>"
    )


def _name(number: int) -> str:
    return f"_Toc{number:08d}"
