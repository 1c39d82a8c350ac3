"""A chart of a Word document: native, with its figures in a workbook inside the
file, and its words for who can not see it.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from casereview.reports.documents.blocks import BarChart, RangeChart
from casereview.reports.word.native_chart import bar_chart, range_chart, write_figures
from casereview.reports.word.package import AUTHOR
from casereview.reports.word.xml import attribute, paragraph

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Lengths in English Metric Units, 36,000 to the millimetre.
_MM = 36_000
_WIDTH = 160 * _MM
_TALLEST = 215
# Text stays text, and the same chart gives the same bytes whatever the day.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_THEN = datetime(1980, 1, 1, tzinfo=UTC)

_LEFT_OUT = (
    (r"(<c:lang [^>]*/>)", r'\1<c:roundedCorners val="0"/>'),
    (r"(<c:grouping [^>]*/>)", r'\1<c:varyColors val="0"/>'),
    (r"</c:scaling>(?!<c:delete)", '</c:scaling><c:delete val="0"/>'),
    (r"(<c:legendPos [^>]*/>.*?<c:layout/>)", r'\1<c:overlay val="0"/>'),
    (r"(<c:plotVisOnly [^>]*/>)", r'\1<c:dispBlanksAs val="gap"/>'),
    (
        r'<c:showVal val="1"/>',
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>',
    ),
)


class _Files(NamedTuple):
    chart: bytes
    book: bytes


def chart(document: WordDocument, number: int, block: BarChart | RangeChart, language: str) -> str:
    """Add a chart and its workbook to the file and return the paragraph that
    shows it; `number` is its place among them.
    """
    files = _files(block, language)
    package: Any = document.part.package
    book = Part(PackURI(f"/word/embeddings/figure{number}.xlsx"), _BOOK, files.book, package)
    drawn = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, files.chart, package)
    drawn.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    key = document.part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)
    size = f'cx="{_WIDTH}" cy="{_height(block) * _MM}"'
    return paragraph(
        "Chart",
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr={attribute(block.text)}/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{key}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    )


def _height(block: BarChart | RangeChart) -> int:
    """The height in millimetres: what the bars need, and the axis."""
    if isinstance(block, RangeChart):
        return 80
    rows = len(block.bars)
    tall = 18 + rows * (8 if rows < 24 else 7)
    return min(_TALLEST, max(45, tall))


def _files(block: BarChart | RangeChart, language: str) -> _Files:
    """The chart's XML is taken from a workbook that shows it; the workbook that goes with it holds its figures only."""
    figures, shown = io.BytesIO(), io.BytesIO()
    with Workbook(figures, _OPTIONS) as book:
        book.set_properties({"author": AUTHOR, "created": _THEN})
        write_figures(book, block)
    with Workbook(shown, _OPTIONS) as book:
        write_figures(book, block)
        drawn = bar_chart(book, block) if isinstance(block, BarChart) else range_chart(book, block)
        book.worksheets()[0].insert_chart(0, 0, drawn)
    with zipfile.ZipFile(shown) as source:
        xml = source.read("xl/charts/chart1.xml").decode()
    inside, _ = _spelt_out(xml, language).split("<c:printSettings>")
    return _Files(
        f'{inside}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'.encode(),
        figures.getvalue(),
    )


def _spelt_out(xml: str, language: str) -> str:
    """Return the chart with everything said that is left out in a workbook of 2007.

    In a workbook what is left out is off; in a Word document a reader by the standard (ISO/IEC 29500-1, 21.2) takes it
    to be on.
    """
    for old, new in _LEFT_OUT:
        xml = re.sub(old, new, xml)
    # A function: in a replacement a backslash would be an escape.
    return re.sub(r'(?<=lang=)"en-US"|(?<=<c:lang val=)"en-US"', lambda _: attribute(language), xml)
