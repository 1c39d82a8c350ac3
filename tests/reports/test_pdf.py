"""The report as PDF: our template typesets it, every text is data, and the file can be read aloud."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import typst

from casereview.casebook.errors import CannotCreate, Refused
from casereview.reports.documents.blocks import Bar, BarChart, Contents, Document, Heading, Paragraph, Table
from casereview.reports.documents.readied import one_line, some_lines
from casereview.reports.page import pdf as pdf_module
from casereview.reports.page import typeset
from casereview.reports.page.pdf import as_pdf
from casereview.reports.page.printable import printable, printable_characters
from casereview.reports.page.typeset import as_typst
from tests.reports.made_document import DOCUMENT, HOSTILE, filled

TEMPLATE = (Path(typeset.__file__).parent / "templates" / "document.typ").read_text(encoding="utf-8")


def elements(source: str, chosen: str) -> list[dict[str, Any]]:
    """Return what Typst found in a source."""
    found: list[dict[str, Any]] = json.loads(typst.query(source.encode(), chosen, ignore_system_fonts=True))
    return found


def shown(content: dict[str, Any]) -> str:
    """The text of content; an element that is no text says its name, so that markup can not hide."""
    match content["func"]:
        case "text":
            return str(content["text"]).replace("\u200b", "")
        case "space":
            return " "
        case "linebreak":
            return "\n"
        case "sequence":
            return "".join(map(shown, content["children"]))
        case "styled":
            return shown(content["child"])
    return f"<{content['func']}>"


def test_the_made_document_is_a_tagged_pdf_for_everybody_with_its_title_and_language() -> None:
    pdf = as_pdf(DOCUMENT)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang(en-GB)" in pdf
    assert DOCUMENT.title.encode() in pdf
    for action in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/EmbeddedFile"):
        assert action not in pdf


def test_equal_documents_are_equal_files() -> None:
    assert as_pdf(DOCUMENT) == as_pdf(DOCUMENT)


@pytest.mark.parametrize("made", ["", "soon", "2026-11-21"])
def test_a_day_that_can_not_be_read_does_not_stop_it(made: str) -> None:
    assert as_pdf(Document("T", "", "", made, (Heading(1, "A"),)))


@pytest.mark.parametrize(("tag", "written"), [("cy", b"/Lang(cy)"), ("en-GB", b"/Lang(en-GB)"), ("?", b"/Lang(en)")])
def test_the_language_is_said_and_an_unknown_one_does_not_stop_it(tag: str, written: bytes) -> None:
    assert written in as_pdf(Document("T", "", "", "", (Heading(1, "A"),), tag))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_one_string_that_typst_shows_as_it_is(text: str) -> None:
    source = as_typst(filled(text))
    assert source.startswith(TEMPLATE)
    call = source.removeprefix(TEMPLATE).strip()
    assert re.fullmatch(r'#show-document\(json\(bytes\("(?:[^"\\]|\\["\\])*"\)\)\)', call)
    assert call.isascii()
    line, lines = printable(one_line(text)), printable(some_lines(text))
    assert [shown(each["body"]) for each in elements(source, "heading")] == [line] * 3
    table, *charts = elements(source, "figure")
    head, *cells = table["body"]["children"]
    assert [shown(each["body"]) for each in head["children"]] == [line] * 2
    assert [shown(each["body"]) for each in cells] == [lines] * 4
    assert [shown(each["caption"]["body"]) for each in (table, *charts)] == [line] * 3
    assert [each["body"]["alt"].replace("\u200b", "") for each in charts] == [lines] * 2
    assert b"/URI" not in as_pdf(filled(text))


def test_every_character_said_to_be_printable_is_in_the_fonts() -> None:
    characters = [each for each in printable_characters() if unicodedata.category(each) not in ("Cn", "Cc", "Cf")]
    blocks = tuple(Heading(1, each) for each in characters if not each.isspace())
    source = '#set document(title: "t")\n#set text(lang: "en", font: "Libertinus Serif")\n'
    source += "\n\n".join(f'#text("\\u{{{ord(each.text):x}}}")' for each in blocks)
    assert typst.compile(source.encode(), ignore_system_fonts=True, pdf_standards="ua-1")


def test_a_character_that_the_fonts_lack_is_said_by_its_name() -> None:
    assert printable("ŵŷ 😀") == "ŵŷ ‹GRINNING FACE›"
    assert printable("\U000e0fff") == "‹U+E0FFF›"


def test_a_chart_of_sixty_bars_stands_on_its_page() -> None:
    chart = BarChart("C", "W", tuple(Bar(f"Bar {number}", number, f"{number}%") for number in range(60)))
    source = as_typst(Document("T", "", "", "", (Heading(1, "A"), chart)))
    [picture] = elements(source, "figure")
    assert float(picture["body"]["width"].split("%")[0]) < 50


def test_a_long_word_may_be_broken_in_the_text_but_not_in_a_picture() -> None:
    source = as_typst(filled("x" * 400))
    assert "x\\\\u200bx" in source
    assert "U+200B" not in source


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Refused, match=r'pip install "casereview\[pdf\]"') as caught:
        as_pdf(DOCUMENT)
    assert "\n" not in str(caught.value)


def test_what_can_not_be_typeset_is_said_without_quoting_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "as_typst", lambda document: "#secret-of-a-case")
    with pytest.raises(CannotCreate) as caught:
        as_pdf(DOCUMENT)
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_what_is_said_of_a_table_stays_on_the_page_of_the_table() -> None:
    table = Table("Answers", ("Answer", "People"), (("Yes", "5"), ("No", "6")), frozenset({1}))
    made = Document("T", "", "", "", (Heading(2, "Item"), Paragraph("11 people."), table, Paragraph("-")))
    assert re.findall(r'stays\\": (\w+)', as_typst(made).removeprefix(TEMPLATE)) == ["false", "true", "false", "false"]


def test_chapters_begin_on_new_pages_only_where_there_is_a_table_of_contents() -> None:
    chapters = (Heading(1, "One"), Paragraph("Said."), Heading(1, "Two"), Paragraph("Said too."))
    short = (chapters[0], chapters[1], Heading(1, "Two", follows=True), chapters[3])
    for first, wanted in (((), [1, 1]), ((Contents(),), [2, 3]), ((Contents(), *short), [2, 2, 3, 4])):
        document = Document("Letter", "", "", "2013-05-08", (*first, *chapters))
        source = as_typst(document)
        marked = (
            source + "\n#context [#metadata(query(heading.where(level: 1)).map(it => it.location().page()))<pages>]"
        )
        (found,) = elements(marked, "<pages>")
        assert found["value"] == wanted
