"""The meeting as one HTML file."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.reports.meeting.meeting import CriterionWords, Item, Meeting, SectionWords, meeting_of
from casereview.reports.meeting.meeting_page import as_meeting_page
from casereview.reports.meeting.quiet_scores import Figure
from casereview.reports.meeting.slides import slides
from tests.reports.meeting_making import CANARY, canary_casebook
from tests.strategies import BANDS, HOSTILE

FIGURE = Figure(
    "1.1 Risk", "80%", 80, "Minimum improvement required", "8 of 10 answers were sufficient", "An interval."
)
MEETING = Meeting(
    "Anytown",
    "Core Case Inspection",
    "38 cases",
    "Provisional: 3 blank",
    BANDS,
    (FIGURE, Figure("Other", "no cases", None)),
    (SectionWords(FIGURE, (CriterionWords(FIGURE, (Item("Good."),), (Item("Poor."),)),)),),
    (Item("Well done.", "Josh"),),
    tuple(Item(f"Recommendation {number} " + "word " * 40, "Head of service") for number in range(5)),
    ("Then",),
)
# Elements that have no end.
VOID = {"meta", "br"}


class Elements(HTMLParser):
    """Every element with its attributes, the text, and whether all that was opened was closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.inside: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.inside[self.open[-1]] = self.inside.get(self.open[-1], "") + data
        else:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def page() -> Elements:
    return Elements(as_meeting_page(MEETING))


def test_every_slide_is_there_without_script_and_in_order(page: Elements) -> None:
    sections = page.all("section")
    count = len(slides(MEETING))
    assert [each["id"] for each in sections] == [f"slide-{number}" for number in range(1, count + 1)]
    assert not any("hidden" in each for each in sections)
    said = " ".join(" ".join(page.text).split())
    for number in range(1, count + 1):
        assert f"{number} of {count}" in said
    for words in ("Good.", "Poor.", "Josh", "Well done.", "Recommendation 4", "Then", "An interval.", "no cases"):
        assert words in said
    # The buttons only do something with the script, which shows them.
    assert "hidden" in page.all("nav")[0]
    assert page.open == []


def test_each_slide_is_named_by_its_heading(page: Elements) -> None:
    headings = [each["id"] for tag, each in page.found if tag in ("h1", "h2")]
    assert headings == [each["aria-labelledby"] for each in page.all("section")]
    assert len(page.all("h1")) == 1
    assert page.all("html")[0]["lang"] == "en-GB"


def test_numbers_go_on_over_slides(page: Elements) -> None:
    starts = [int(each["start"] or 0) for each in page.all("ol")]
    assert starts == sorted(starts)
    assert starts[0] == 1
    assert len(starts) > 1


def test_the_policy_allows_only_this_script_and_style_and_no_connection(page: Elements) -> None:
    policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv"))
    allowed = dict(each.strip().split(" ", 1) for each in str(policy).split(";"))
    assert allowed["default-src"] == "'none'"
    for tag in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(page.inside[tag].encode()).digest()).decode()
        assert allowed[f"{tag}-src"] == f"'sha256-{digest}'"
        assert len(page.all(tag)) == 1
        assert page.all(tag)[0] == {}
    for _, attributes in page.found:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "href", "action")]


def test_nothing_in_it_is_fetched(page: Elements) -> None:
    for text in page.inside.values():
        assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp|import\(", text)


def test_the_script_is_short_and_knows_the_keys_of_the_screen(page: Elements) -> None:
    script = page.inside["script"]
    assert len(script.splitlines()) < 42
    for key in (
        "ArrowRight",
        "ArrowLeft",
        '" "',
        "Backspace",
        "Home",
        "End",
        "Escape",
        "PageUp",
        "PageDown",
        "ArrowUp",
        "ArrowDown",
        " j:",
        " k:",
    ):
        assert key in script


def test_the_page_names_its_keys(page: Elements) -> None:
    said = " ".join(page.text)
    for key in ("Arrows", "space", "j and k", "Home", "End", "Esc"):
        assert key in said


def test_bars_have_the_limits_of_the_bands(page: Elements) -> None:
    limits = {each["x"] for each in page.all("rect") if each["class"] == "limit"}
    assert limits == {"44.7", "59.7", "74.7"}
    assert {each["width"] for each in page.all("rect") if each["class"] == "full"} == {"80"}


def test_provisional_stands_on_top_of_all_slides_and_is_gone_when_nothing_is_open() -> None:
    with_it, without = as_meeting_page(MEETING), as_meeting_page(MEETING._replace(provisional=""))
    assert '<p class="provisional">Provisional</p>\n</header>' in with_it
    assert "position: sticky" in with_it
    assert "Provisional" not in without


@pytest.mark.parametrize("text", [each for each in HOSTILE if len(each) < 1_000], ids=lambda text: ascii(text[:16]))
def test_no_text_becomes_markup(text: str) -> None:
    plain = Elements(as_meeting_page(MEETING))
    figure = FIGURE._replace(title=text, said=text, band=text, behind=text, interval=text)
    hostile = Meeting(
        *(text, text, text, text),
        tuple(band._replace(label=text) for band in BANDS),
        (figure, Figure(text, text, None, text)),
        (SectionWords(figure, (CriterionWords(figure, (Item(text),), (Item(text),)),)),),
        (Item(text, text),),
        (Item(text, text),),
        (text,),
    )
    found = Elements(as_meeting_page(hostile))
    assert found.inside == plain.inside
    assert {tag for tag, _ in found.found} <= {tag for tag, _ in plain.found}
    assert len(found.all("section")) == len(slides(hostile))
    assert found.open == []


def test_nothing_about_a_case_is_in_the_file(tmp_path: Path, small_data: dict[str, Any]) -> None:
    with Casebook.open(canary_casebook(tmp_path / "a.db", small_data), write=False) as casebook:
        page = as_meeting_page(meeting_of(casebook))
    assert CANARY not in page.casefold()
    assert "Anytown" in page
