"""Word documents: read back, everything is in its place; whatever a text holds, it is a text."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.xml.functions import fromstring

from casereview.reports.documents.blocks import BarChart, Document, Heading, Items, Paragraph, RangeChart, Span, Table
from casereview.reports.documents.readied import one_line, some_lines
from casereview.reports.word.native_chart import range_rows
from casereview.reports.word.table import TEXT_WIDTH, column_widths
from casereview.reports.word.word import as_word
from casereview.text import visible
from tests.reports.made_document import DOCUMENT, HOSTILE, filled
from tests.reports.payloads import PAYLOADS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def _xml(made: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return {name: ET.fromstring(file.read(name)) for name in file.namelist() if name.endswith((".xml", ".rels"))}


def _text(element: ET.Element) -> str:
    return "".join(
        "\n" if each.tag == f"{W}br" else each.text or "" for each in element.iter() if each.tag in (f"{W}t", f"{W}br")
    )


@pytest.fixture(scope="module")
def made() -> bytes:
    return as_word(DOCUMENT)


def test_headings_are_in_order_and_real(made: bytes) -> None:
    read = docx.Document(io.BytesIO(made))
    found = [
        (each.style.name, each.text) for each in read.paragraphs if each.style and each.style.name.startswith("Heading")
    ]
    assert found == [(f"Heading {each.level}", each.text) for each in DOCUMENT.blocks if isinstance(each, Heading)]


def test_title_subtitle_and_what_is_provisional_come_first(made: bytes) -> None:
    read = docx.Document(io.BytesIO(made))
    assert [(each.style.name, each.text) for each in read.paragraphs[:3] if each.style] == [
        ("Title", DOCUMENT.title),
        ("Subtitle", DOCUMENT.subtitle),
        ("Caution", "Provisional: 412 blank, 3 unresolved"),
    ]


def test_provisional_is_said_in_every_header_only_while_it_is_so(made: bytes) -> None:
    for document, said in ((made, True), (as_word(DOCUMENT._replace(provisional="")), False)):
        section = docx.Document(io.BytesIO(document)).sections[0]
        for header in (section.header, section.first_page_header):
            assert ("Provisional" in header.paragraphs[0].text) is said


def test_the_contents_are_a_field_filled_with_the_first_two_levels(made: bytes) -> None:
    body = _xml(made)["word/document.xml"]
    assert 'TOC \\o "1-2" \\h' in "".join(each.text or "" for each in body.iter(f"{W}instrText"))
    links = {each.get(f"{W}anchor"): _text(each) for each in body.iter(f"{W}hyperlink")}
    assert list(links.values()) == [
        each.text for each in DOCUMENT.blocks if isinstance(each, Heading) and each.level < 3
    ]
    assert set(links) <= {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}


def test_word_asks_nothing_at_opening(made: bytes) -> None:
    assert _xml(made)["word/settings.xml"].find(f"{W}updateFields") is None
    assert b"w:dirty" not in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")


def test_tables_hold_every_cell_and_repeat_their_head(made: bytes) -> None:
    body = _xml(made)["word/document.xml"]
    tables = [
        [[_text(cell) for cell in row.iter(f"{W}tc")] for row in each.iter(f"{W}tr")] for each in body.iter(f"{W}tbl")
    ]
    wanted = [[list(each.head), *map(list, each.rows)] for each in DOCUMENT.blocks if isinstance(each, Table)]
    assert [each for each in tables if each in wanted] == wanted
    for each in body.iter(f"{W}tbl"):
        assert next(each.iter(f"{W}tr")).find(f"{W}trPr/{W}tblHeader") is not None
        assert each.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "ReportTable"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("rows", "ends"),
    [(1, [0]), (6, [5]), (7, [2, 3, 6]), (9, [2, 3, 4, 5, 8])],
    ids=["one", "short", "just longer", "long"],
)
def test_a_short_table_stays_whole_and_of_a_longer_one_no_few_rows_stand_alone(rows: int, ends: list[int]) -> None:
    block = Table("A table", ("A", "B"), tuple((str(number), "x") for number in range(rows)))
    document = docx.Document(io.BytesIO(as_word(Document("T", "", "", "2026-11-21", (block,)))))
    head, *found = [
        {paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs}
        for row in document.tables[0].rows
    ]
    assert head == {True}
    assert [place for place, stays in enumerate(found) if stays != {True}] == ends


def test_what_must_stand_below_a_last_table_takes_no_room() -> None:
    """It would be an empty page where the table fills the one before."""
    block = Table("A table", ("A",), (("x",),))
    last = docx.Document(io.BytesIO(as_word(Document("T", "", "", "2026-11-21", (block,))))).paragraphs[-1]
    assert last.text == ""
    assert last.paragraph_format.line_spacing is not None
    assert last.paragraph_format.line_spacing.pt == 1
    assert last.paragraph_format.space_after == 0


def test_captions_are_numbered_by_fields(made: bytes) -> None:
    read = docx.Document(io.BytesIO(made))
    captions = [each for each in read.paragraphs if each.style and each.style.name == "Caption"]
    kinds = [each for each in DOCUMENT.blocks if isinstance(each, Table | BarChart | RangeChart)]
    tables = figures = 0
    for paragraph, block in zip(captions, kinds, strict=True):
        if isinstance(block, Table):
            tables += 1
            word, number = "Table", tables
        else:
            figures += 1
            word, number = "Figure", figures
        element = ET.fromstring(paragraph._p.xml)
        assert _text(element) == f"{word} {number}: {block.caption}"
        field = element.find(f"{W}fldSimple")
        assert field is not None
        assert field.get(f"{W}instr") == f"SEQ {word} \\* ARABIC"


def test_paragraphs_and_items_have_their_styles_and_each_numbered_list_begins_at_one() -> None:
    twice = DOCUMENT._replace(
        blocks=(Items(("a", "b"), True), Paragraph("p", "caution"), Items(("c",), True), Items(("d",)))
    )
    read = docx.Document(io.BytesIO(as_word(twice)))
    after = [(each.style.name, each.text) for each in read.paragraphs[3:] if each.style]
    assert after == [
        ("List Number", "a"),
        ("List Number", "b"),
        ("Caution", "p"),
        ("List Number", "c"),
        ("List Bullet", "d"),
    ]
    body = ET.fromstring(read.element.xml)
    numbers = [each.get(f"{W}val") for each in body.iter(f"{W}numId")]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = _xml(as_word(twice))["word/numbering.xml"]
    for each in numbering.iter(f"{W}num"):
        if each.get(f"{W}numId") in numbers:
            assert each.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"  # type: ignore[union-attr]


def test_each_chart_is_native_has_its_words_and_its_figures(made: bytes) -> None:
    blocks = [each for each in DOCUMENT.blocks if isinstance(each, BarChart | RangeChart)]
    parts = _xml(made)
    drawn = [each.get("descr") for each in parts["word/document.xml"].iter(f"{WP}docPr")]
    assert drawn == [visible(each.text) for each in blocks]
    for number, block in enumerate(blocks, start=1):
        assert f"word/charts/chart{number}.xml" in parts
        (relation,) = list(parts[f"word/charts/_rels/chart{number}.xml.rels"])
        assert relation.get("Target") == f"../embeddings/figure{number}.xlsx"
        with zipfile.ZipFile(io.BytesIO(made)) as file:
            sheet = openpyxl.load_workbook(io.BytesIO(file.read(f"word/embeddings/figure{number}.xlsx"))).worksheets[0]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        if isinstance(block, BarChart):
            assert [row[1] for row in rows] == [bar.percent for bar in block.bars]
            assert all(str(row[0]).startswith(bar.label) for row, bar in zip(rows, block.bars, strict=True))
            widths = [sum(float(str(width)) for width in row[2:]) for row in rows]
            assert set(widths) == ({100.0} if block.bands else {0.0})
        else:
            assert [row[1:5] for row in rows] == [
                (span.highest, span.average, span.lowest, span.here) for span in block.spans
            ]


def test_a_strict_reader_takes_each_chart_for_what_it_is(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        names = [name for name in file.namelist() if name.startswith("word/charts/chart")]
        parts = [fromstring(file.read(name)) for name in names]
    for part in parts:
        assert part[-1].tag.endswith("}externalData")
        part.remove(part[-1])  # the reader does not know the namespace of its id
    read = [ChartSpace.from_tree(part) for part in parts]
    assert [len(each.chart.plotArea._charts) for each in read] == [2, 1, 2]
    assert {each.chart.dispBlanksAs for each in read} == {"gap"}


def test_what_is_said_of_a_bar_is_in_the_chart(made: bytes) -> None:
    charts = [each for each in DOCUMENT.blocks if isinstance(each, BarChart)]
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        for number, block in enumerate(charts, start=1):
            xml = file.read(f"word/charts/chart{number}.xml").decode()
            assert all(bar.said in xml and bar.label in xml for bar in block.bars)
            assert all(f"{band.label} ({band.first} to {band.last}%)" in xml for band in block.bands)


def test_the_document_says_its_language_and_no_user(made: bytes) -> None:
    welsh = as_word(DOCUMENT._replace(language="cy-GB"))
    known = docx.Document(io.BytesIO(welsh)).core_properties
    assert (known.title, known.subject, known.author, known.language) == (
        DOCUMENT.title,
        DOCUMENT.subtitle,
        "casereview",
        "cy-GB",
    )
    assert known.created is not None
    assert (known.created.date().isoformat(), known.comments) == ("2026-11-21", "")
    for name, part in _xml(welsh).items():
        assert {each.get(f"{W}val") for each in part.iter(f"{W}lang")} <= {"cy-GB"}, name


def test_the_same_document_gives_the_same_bytes(made: bytes) -> None:
    assert as_word(DOCUMENT) == made


@pytest.mark.parametrize("text", [*PAYLOADS, *HOSTILE], ids=lambda text: repr(text[:24]))
def test_a_text_is_a_text_whatever_it_holds(text: str) -> None:
    made = as_word(filled(text))
    harmless = as_word(filled("harmless"))
    parts, plain = _xml(made), _xml(harmless)
    # The same elements but for line breaks and what a chart may show: nothing of the text became markup.
    tags = [each.tag for each in parts["word/document.xml"].iter() if each.tag not in (f"{W}br", f"{W}t")]
    assert tags == [each.tag for each in plain["word/document.xml"].iter() if each.tag not in (f"{W}br", f"{W}t")]
    assert [each.get(f"{W}instr") for each in parts["word/document.xml"].iter(f"{W}fldSimple")] == [
        each.get(f"{W}instr") for each in plain["word/document.xml"].iter(f"{W}fldSimple")
    ]
    line, lines = one_line(text), some_lines(text)
    read = docx.Document(io.BytesIO(made))
    assert [each.text for each in read.paragraphs if each.style and each.style.name == "Heading 1"] == [line]
    cells = [_text(each) for each in parts["word/document.xml"].iter(f"{W}tc")][:6]
    assert cells == [line] * 2 + [lines] * 4
    assert {each.get("descr") for each in parts["word/document.xml"].iter(f"{WP}docPr")} == {visible(lines)}
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        books = [name for name in file.namelist() if name.endswith(".xlsx")]
        for name in books:
            book = openpyxl.load_workbook(io.BytesIO(file.read(name)))
            for row in book.worksheets[0].iter_rows():
                assert all(cell.data_type in "sn" and cell.hyperlink is None for cell in row)
    assert len(books) == 2
    charts = [part for name, part in parts.items() if name.startswith("word/charts/chart")]
    of_plain = [part for name, part in plain.items() if name.startswith("word/charts/chart")]
    formulas = [[each.text for each in chart.iter() if each.tag.endswith("}f")] for chart in charts]
    assert formulas == [[each.text for each in chart.iter() if each.tag.endswith("}f")] for chart in of_plain]


def test_chapters_begin_on_new_pages_where_there_are_contents_but_for_the_first(made: bytes) -> None:
    def breaks(document: bytes) -> tuple[bool, list[bool | None]]:
        read = docx.Document(io.BytesIO(document))
        styles = {each.name: each for each in read.styles}
        heads = [each for each in read.paragraphs if each.style and each.style.name == "Heading 1"]
        return styles["Heading 1"].paragraph_format.page_break_before, [  # type: ignore[attr-defined]
            each.paragraph_format.page_break_before for each in heads
        ]

    assert breaks(made) == (True, [None, None, None])
    assert breaks(as_word(DOCUMENT._replace(blocks=DOCUMENT.blocks[1:]))) == (None, [False, None, None])
    moved = (DOCUMENT.blocks[1], DOCUMENT.blocks[0], *DOCUMENT.blocks[2:])
    assert breaks(as_word(DOCUMENT._replace(blocks=moved))) == (True, [False, None, None])


def test_a_short_chapter_follows_and_what_a_heading_says_of_itself_stays_with_the_next() -> None:
    blocks = (
        Heading(1, "Foreword"),
        Heading(1, "Recommendations", follows=True),
        Heading(2, "1.1 Plans: 75%"),
        Paragraph("Minimum improvement required."),
        Heading(3, "Strengths"),
        Paragraph("None."),
    )
    read = docx.Document(io.BytesIO(as_word(DOCUMENT._replace(blocks=(*DOCUMENT.blocks[:1], *blocks)))))
    found = {each.text: each.paragraph_format for each in read.paragraphs}
    assert found["Foreword"].page_break_before is None
    assert found["Recommendations"].page_break_before is False
    assert found["Minimum improvement required."].keep_with_next
    assert not found["None."].keep_with_next


def test_what_the_lines_in_a_chart_mean_stands_below_it_in_words(made: bytes) -> None:
    said = [each.text for each in docx.Document(io.BytesIO(made)).paragraphs]
    chart = next(each for each in DOCUMENT.blocks if isinstance(each, BarChart) and each.bands)
    words = next(each for each in said if each.startswith("The lines are limits: "))
    for band in chart.bands:
        assert band.label.lower() in words
    drawn = next(part for name, part in _xml(made).items() if name.startswith("word/charts/chart"))
    charts = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    assert drawn.find(f".//{charts}legend") is None
    filled_in = [each.find(f"{charts}spPr") for each in drawn.iter(f"{charts}ser")]
    # Only the scores are filled: nothing lies over a band, and the limits are seen through.
    assert sum(each is not None and each[0].tag.endswith("solidFill") for each in filled_in) == 1


def test_many_areas_have_a_row_each_in_the_table_of_ranges() -> None:
    names = [f"Royal Borough of Somewhere {number}" for number in range(8)]
    spans = tuple(Span(label, 30, 60, 90, 70, tuple((name, 50) for name in names)) for label in ("A", "B"))
    head, *rows = range_rows(RangeChart("Ranges", "", spans))
    assert head == ("", "A", "B")
    assert [row[0] for row in rows] == ["Lowest", "Average", "Highest", "This inspection", *names]
    assert rows[0] == ("Lowest", "30%", "30%")


def test_nothing_in_the_file_leads_outside(made: bytes) -> None:
    for document in (made, as_word(filled('" TargetMode="External'))):
        for name, part in _xml(document).items():
            if name.endswith(".rels"):
                assert all(each.get("TargetMode") in (None, "Internal") for each in part), name


def test_lines_of_windows_are_lines() -> None:
    made = as_word(DOCUMENT._replace(blocks=(Paragraph("first line\r\nsecond line"),)))
    assert "first line\nsecond line" in [each.text for each in docx.Document(io.BytesIO(made)).paragraphs]


def test_a_text_of_a_million_characters_is_kept() -> None:
    long = "word " * 200_000 + "end"
    document = DOCUMENT._replace(blocks=(Paragraph(long), Table("t", ("a", "b"), ((long, "1"),), frozenset({1}))))
    assert len(docx.Document(io.BytesIO(as_word(document))).paragraphs[3].text) == len(long)


@pytest.mark.parametrize(
    "blocks", [(), (Table("t", ("a",), ()),), (BarChart("c", "none", ()),), (RangeChart("c", "none", ()),)]
)
def test_what_is_empty_makes_a_document_too(blocks: tuple[Table | BarChart | RangeChart, ...]) -> None:
    made = as_word(Document("T", "", "", "2026-11-21", blocks))
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "T"


@pytest.mark.parametrize(
    "cells", [("a", "b"), ("", ""), ("a long cell of many words " * 9, "1"), ("x" * 300, "y" * 300), ("w",) * 30]
)
def test_columns_fill_the_width_of_the_page(cells: tuple[str, ...]) -> None:
    widths = column_widths(cells, [cells])
    assert sum(widths) == TEXT_WIDTH
    assert all(width > 0 for width in widths)
