"""A document for Word and LibreOffice, to be edited there: real styles, fields, captions and charts."""

from __future__ import annotations

from typing import Any, assert_never

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from casereview.reports.documents import blocks
from casereview.reports.documents.readied import readied
from casereview.reports.word.contents import contents, heading
from casereview.reports.word.native_chart import limits_said, range_rows
from casereview.reports.word.package import describe, file_of
from casereview.reports.word.styles import dress
from casereview.reports.word.table import caption, grid, table
from casereview.reports.word.xml import NAMESPACES, field, paragraph, run
from casereview.text import clipped

_STYLES = {"plain": "Normal", "caution": "Caution", "note": "Note"}
_KEEP = "<w:keepNext/>"
_TAB = "<w:r><w:tab/></w:r>"
_HEADER = 90


def as_word(document: blocks.Document) -> bytes:
    """Return a document as a `.docx` file; the same document gives the same bytes."""
    made = document.made
    document = readied(document)
    word = docx.Document()
    # What has no table of contents is short: a letter would be a title on an empty page.
    dress(word, document.language, new_pages=any(isinstance(block, blocks.Contents) for block in document.blocks))
    describe(word, title=document.title, subject=document.subtitle, made=made, language=document.language)
    _put_around(word, document)
    body: Any = word.element.body
    written = "".join((*_opening(document), *_blocks(word, document)))
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{written}</w:body>")):
        body.insert(len(body) - 1, element)  # before the properties of the section, which stand last
    return file_of(word)


def _opening(document: blocks.Document) -> list[str]:
    lines = [paragraph("Title", run(document.title))]
    lines += [paragraph("Subtitle", run(document.subtitle))] if document.subtitle else []
    lines += [paragraph("Caution", run(document.provisional))] if document.provisional else []
    return lines


def _blocks(word: WordDocument, document: blocks.Document) -> list[str]:
    """Return every block as XML. Tables, figures, headings and numbered lists are counted as they come."""
    written: list[str] = []
    tables = figures = headings = 0
    for at, block in enumerate(document.blocks):
        match block:
            case blocks.Heading():
                headings += 1
                written.append(heading(headings, block, new_page=at > 0 and not block.follows))
            case blocks.Paragraph():
                # What a heading says about itself stays with the heading after it.
                after = document.blocks[at + 1] if at + 1 < len(document.blocks) else None
                # A sentence between a heading and its table goes where they go.
                leads = (
                    isinstance(after, blocks.Table) and at > 0 and isinstance(document.blocks[at - 1], blocks.Heading)
                )
                stays = _KEEP if leads or (after is not None and _is_below(after)) else ""
                written.append(paragraph(_STYLES[block.kind], run(block.text), stays))
            case blocks.Items():
                written += _items(word, block)
            case blocks.Table():
                tables += 1
                written.append(table(tables, block))
            case blocks.BarChart() | blocks.RangeChart():
                from casereview.reports.word.chart import chart  # XlsxWriter, for documents with charts only

                figures += 1
                written.append(chart(word, figures, block, document.language))
                written.append(
                    caption(
                        "Figure",
                        figures,
                        block.caption,
                        stays=isinstance(block, blocks.RangeChart) or bool(block.bands),
                    )
                )
                if isinstance(block, blocks.RangeChart):
                    written.append(_figures(block))
                elif limits_said(block):
                    written.append(paragraph("Note", run(limits_said(block))))
            case blocks.Contents():
                written.append(contents(document.blocks, "Contents"))
            case _:
                assert_never(block)
    if document.blocks and isinstance(document.blocks[-1], blocks.Table):
        # A text can not end with a table; what stands below it takes no room, or it would be a page of its own.
        written.append(paragraph("Normal", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'))
    return written


def _is_below(block: blocks.Block) -> bool:
    return isinstance(block, blocks.Heading) and block.level > 1


def _figures(block: blocks.RangeChart) -> str:
    """The table below a range chart, a part of the figure."""
    head, *rows = range_rows(block)
    return grid(blocks.Table(block.caption, head, tuple(rows), frozenset(range(1, len(head)))))


def _items(word: WordDocument, block: blocks.Items) -> list[str]:
    if not block.numbered:
        return [paragraph("ListBullet", run(item)) for item in block.items]
    numbers = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_from_one(word)}"/></w:numPr>'
    return [paragraph("ListNumber", run(item), numbers) for item in block.items]


def _from_one(word: WordDocument) -> int:
    """Return a new numbering in the manner of the style List Number: without it every list would go
    on from the last.
    """
    style: Any = word.styles["List Number"].element
    numbering: Any = word.part.numbering_part.element
    known = numbering.num_having_numId(int(style.find(f".//{qn('w:numId')}").get(qn("w:val"))))
    new = numbering.add_num(known.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def _put_around(word: WordDocument, document: blocks.Document) -> None:
    """Write headers and footers: the title as it stands on the first page, what is provisional, the page."""
    section = word.sections[0]
    said = _TAB + run("Provisional") if document.provisional else ""
    title = field("STYLEREF Title", clipped(document.title, _HEADER))
    page = run(document.made) + _TAB + run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    for place, style, inner in (
        (section.header, "Header", title + said),
        (section.first_page_header, "Header", said),
        (section.footer, "Footer", page),
        (section.first_page_footer, "Footer", page),
    ):
        element: Any = place._element
        element.remove(element[0])
        element.append(parse_xml(paragraph(style, inner).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))
