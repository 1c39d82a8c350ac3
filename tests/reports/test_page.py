"""The report as HTML: it says what it was given, nothing in it can act, and everybody can read it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from casereview.reports.documents.blocks import Contents, Document, Heading, Items, Paragraph, Table
from casereview.reports.documents.readied import one_line, some_lines
from casereview.reports.page.page import as_page
from tests.reports.accessible import contrast, faults, parsed
from tests.reports.made_document import DOCUMENT, HOSTILE, filled

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p", "aside", "main", "section",
    "nav", "ol", "ul", "li", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption",
    "details", "summary", "footer", "svg", "desc", "rect", "line", "text", "polygon",
}  # fmt: skip


def test_a_page_has_no_fault_that_keeps_anybody_from_reading_it() -> None:
    assert faults(as_page(DOCUMENT)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="en-GB"', 'lang=""', "the page has no language"),
        ("<h1>", "<h1></h1><h1>", "an empty h1"),
        ('scope="row"', "", "a th without scope"),
        ("--soft: #46525e", "--soft: #9aa7b2", ".subtitle: soft on paper"),
        ('role="img"', "", "a picture that is not said to be one"),
        ('href="#', 'href="#x', "leads nowhere"),
        ("h3", "h5", "h5 follows h2"),
    ],
)
def test_the_check_sees_what_is_wrong(old: str, new: str, fault: str) -> None:
    page = as_page(DOCUMENT)
    assert old in page
    assert fault in "\n".join(faults(page.replace(old, new)))


def test_the_chart_colours_stand_out_from_paper_and_from_each_other() -> None:
    from casereview.reports.page import chart_svg as drawn

    for text in (drawn.INK, drawn.SOFT):
        assert contrast(text, "#ffffff") >= 4.5
        assert contrast(text, drawn.TRACK) >= 4.5
    assert contrast(drawn.BAR, "#ffffff") >= 3
    assert contrast(drawn.BAR, drawn.TRACK) >= 3
    assert contrast(drawn.INK, drawn.BAR) >= 3


def test_the_page_fetches_nothing_and_its_policy_allows_only_its_own_style() -> None:
    page = as_page(DOCUMENT)
    [sheet] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert "://" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_every_text_of_the_document_is_on_the_page() -> None:
    said = parsed(as_page(DOCUMENT)).text
    for block in DOCUMENT.blocks:
        for text in _texts(block):
            assert text in said


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [] if value in ("plain", "caution", "note", "minimum", "moderate", "substantial", "drastic") else [value]
    if isinstance(value, tuple) and value and getattr(value, "_fields", ())[:2] == ("id", "first"):
        return [value.label.removesuffix(" improvement required")]  # type: ignore[attr-defined]
    return [text for each in value for text in _texts(each)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_it_is_and_does_nothing(text: str) -> None:
    page = as_page(filled(text))
    root = parsed(page)
    assert faults(page) == []
    everything = root.all()
    assert {each.tag for each in everything} <= ALLOWED
    for each in everything:
        assert not [name for name in each.attributes if name.startswith("on") or name in ("src", "style", "xlink:href")]
        if "href" in each.attributes:
            assert str(each.attributes["href"]).startswith("#")
    for tag in ("h1", "h2", "h3", "h4", "caption", "figcaption"):
        assert one_line(text) in {each.text for each in root.all(tag)}
    shown = some_lines(text)
    assert [each.text for each in root.all("p") if each.attributes.get("class") in ("plain", "caution", "note")] == [
        shown
    ] * 3
    assert [each.text for outer in root.all("ul", "ol")[-2:] for each in outer.all("li")] == [shown] * 4
    [cells] = [table.all("td") for table in root.all("table")[:1]]
    assert [each.text for each in cells] == [shown] * 2


def test_a_page_of_a_settled_document_says_nothing_of_provisional() -> None:
    assert "Provisional" in parsed(as_page(DOCUMENT)).all("aside")[0].text
    page = as_page(DOCUMENT._replace(provisional=""))
    assert parsed(page).all("aside") == []
    assert "rovisional:" not in page


def test_headings_that_skip_a_level_and_empty_ones_are_mended() -> None:
    blocks = (Heading(3, "First"), Heading(1, "\n "), Heading(3, "Second"), Contents(), Contents(), Paragraph("Said."))
    page = as_page(Document("", "", "", "", blocks))
    assert faults(page) == []
    assert [(each.tag, each.text) for each in parsed(page).all("h1", "h2", "h3")] == [
        ("h1", "Report"), ("h2", "First"), ("h3", "Second"),
    ]  # fmt: skip
    assert len(parsed(page).all("nav")) == 1
    # Sections bring their own numbers.
    assert "<ol>" not in page[page.index("<nav") : page.index("</nav>")]


def test_a_row_that_does_not_fit_its_head_is_refused_rather_than_shifted() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        as_page(Document("T", "", "", "", (Table("C", ("A", "B"), (("1",),)),)))


def test_a_list_of_nothing_and_a_table_without_rows_are_no_fault() -> None:
    blocks = (Heading(1, "A"), Items(()), Table("C", ("", "B"), ()))
    assert faults(as_page(Document("T", "", "", "", blocks))) == []
