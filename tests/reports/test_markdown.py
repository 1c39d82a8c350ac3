"""The report as Markdown: a reader of Markdown finds the document's texts, and nothing else that acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casereview.reports.documents.readied import one_line, some_lines
from casereview.reports.page.markdown import as_markdown, escaped
from tests.reports.accessible import Element, parsed
from tests.reports.made_document import DOCUMENT, HOSTILE, filled

# The reader that GitHub's rules are nearest to: tables, struck text, bare addresses as links, HTML let through.
READER = MarkdownIt("gfm-like", {"html": True})
ALLOWED = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "strong",
    "blockquote",
    "ol",
    "ul",
    "li",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def read(markdown: str) -> Element:
    return parsed(READER.render(markdown).replace("<br />\n", "\n"))


def test_the_made_document_has_its_title_chapters_tables_and_words_of_charts() -> None:
    root = read(as_markdown(DOCUMENT))
    assert [each.text for each in root.all("h1")] == [DOCUMENT.title]
    assert [each.text for each in root.all("h2")] == [
        "Summary", "Assessment and sentence planning", "Comparison and figures",
    ]  # fmt: skip
    assert len(root.all("table")) == 5
    assert "Provisional: 412 blank, 3 unresolved" in root.all("blockquote")[0].text
    assert "The highest is 3.1 Outcomes are achieved (83%)" in root.text
    assert "Made on 21 November 2026." in root.text


def test_ordinary_sentences_stay_readable_as_they_are() -> None:
    assert "in 14 of the 23 cases that needed one (61%). Where it was not, the" in as_markdown(DOCUMENT)
    for line in ("3.1 Outcomes are achieved", "at 10:30 and/or later", "1.5 of them"):
        assert escaped(line) == line


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_it_is(text: str) -> None:
    root = read(as_markdown(filled(text)))
    assert {each.tag for each in root.all()} <= ALLOWED
    line, lines = one_line(text), some_lines(text)
    for tag in ("h1", "h2", "h3", "h4"):
        assert [each.text for each in root.all(tag)] == [line]
    assert [each.text for each in root.all("li")] == [line, *[lines] * 4]
    cells = root.all("table")[0].all("th", "td")
    assert [" ".join(each.text.split()) for each in cells] == [line] * 6
    assert lines in [each.text for each in root.all("p")]


@given(st.text(alphabet="\\`*_{}[]()<>#+-.!|~&:@/$^=%\"' \n\t1ax", max_size=60))
def test_no_mixture_of_marks_is_markup(text: str) -> None:
    shown = some_lines(text)
    rendered = read("\\\n".join(escaped(line) for line in shown.split("\n")))
    assert {each.tag for each in rendered.all()} <= {"p"}
    assert rendered.text.strip() == shown


@given(
    st.lists(
        st.sampled_from(["http", "www", "evil", "com", "a", "1", ":", "/", ".", "@", "//", "mailto:", " "]), max_size=9
    )
)
def test_no_address_becomes_a_link(parts: list[str]) -> None:
    shown = some_lines("".join(parts))
    rendered = read(escaped(shown))
    assert {each.tag for each in rendered.all()} <= {"p"}
    assert rendered.text.strip() == shown


@given(st.text(alphabet="\\`|*_a \n", max_size=20))
def test_no_mixture_of_marks_leaves_its_cell(text: str) -> None:
    root = read(as_markdown(filled(text)))
    for table in root.all("table"):
        assert len({len(row.all("th", "td")) for row in table.all("tr")}) == 1
    assert " ".join(root.all("table")[0].all("td")[0].text.split()) == one_line(text)
