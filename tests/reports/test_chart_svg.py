"""Charts: what is drawn where, said in words too, and standing alone."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.reports.documents.blocks import Bar, BarChart, RangeChart, Span
from casereview.reports.documents.chart_table import chart_table
from casereview.reports.page.chart_svg import BAR, INK, WIDTH, chart_svg
from casereview.reports.page.svg import fitting, width_of
from tests.reports.made_document import BANDS, CRITERIA, HOSTILE, RANGES, filled

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: BarChart | RangeChart) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(chart, "c").markup())


def texts(chart: BarChart | RangeChart) -> list[str]:
    return [each.text or "" for each in drawn(chart).iter(f"{SVG}text")]


def bar_of(percent: int | None, low: int | None = None, high: int | None = None) -> BarChart:
    return BarChart("Caption", "Words.", (Bar("Label", percent, "said", low, high),), BANDS)


@given(st.integers(0, 100), st.integers(0, 100))
def test_the_longer_of_two_bars_is_the_greater_percentage(one: int, other: int) -> None:
    lengths = []
    for percent in (one, other):
        [bar] = [each for each in drawn(bar_of(percent)).iter(f"{SVG}rect") if each.get("fill") in (BAR, INK)]
        lengths.append(float(bar.attrib["width"]))
    assert (lengths[0] > lengths[1]) == (one > other)


def test_nothing_scored_has_no_bar_but_its_words() -> None:
    assert not [each for each in drawn(bar_of(None)).iter(f"{SVG}rect") if each.get("fill") in (BAR, INK)]
    assert "said" in texts(bar_of(None))


def test_the_limits_of_the_bands_are_named_and_numbered() -> None:
    said = texts(CRITERIA)
    assert {"Drastic", "Substantial", "Moderate", "Minimum", "0%", "45%", "60%", "75%", "100%"} <= set(said)


def test_names_of_bands_do_not_touch() -> None:
    names = [each for each in drawn(CRITERIA).iter(f"{SVG}text") if each.get("font-style") == "italic"]
    ends: dict[str, float] = {}
    for each in sorted(names, key=lambda each: float(each.attrib["x"])):
        assert float(each.attrib["x"]) > ends.get(each.attrib["y"], -1)
        ends[each.attrib["y"]] = float(each.attrib["x"]) + width_of(each.text or "", 13)
    assert len(names) == 4


def test_an_interval_is_drawn_from_its_low_to_its_high_end() -> None:
    plain, whisker = (len(list(drawn(chart).iter(f"{SVG}line"))) for chart in (bar_of(50), bar_of(50, 40, 60)))
    assert whisker - plain == 6
    ends = {each.get("x1") for each in drawn(bar_of(50, 40, 60)).iter(f"{SVG}line") if each.get("stroke-width") == "2"}
    across = [float(each) for each in ends if each]
    assert max(across) - min(across) == pytest.approx(0.2 * 472, abs=0.1)


def test_ranges_say_each_figure_and_keep_the_order_of_the_areas() -> None:
    said = texts(RANGES)
    for words in ("38%", "91%", "average 67%", "Safeguarding: 68%", "Likelihood of Reoffending: not scored"):
        assert words in said
    assert "Other areas: Anytown 61%, Otherham 74%, Ynys Môn 79%" in said
    assert len(list(drawn(RANGES).iter(f"{SVG}polygon"))) == 3  # the key, and the two that are scored


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_and_within_the_picture(text: str) -> None:
    from casereview.reports.documents.readied import readied

    for chart in readied(filled(text)).blocks[-2:]:
        assert isinstance(chart, BarChart | RangeChart)
        root = drawn(chart)
        allowed = {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "line", "text", "polygon")}
        assert {each.tag for each in root.iter()} <= allowed
        assert {
            name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name
        } == set()
        for each in root.iter(f"{SVG}text"):
            wide = width_of(each.text or "", int(each.attrib["font-size"]), bold=each.get("font-weight") == "bold")
            if each.get("text-anchor") is None:
                assert float(each.attrib["x"]) + wide <= WIDTH + 20


def test_a_label_of_a_megabyte_is_cut_in_no_time() -> None:
    lines = fitting("word " * 200_000, 600, 15, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(st.text(max_size=200), st.integers(1, 4))
def test_what_fits_is_cut_only_at_its_end(words: str, most: int) -> None:
    lines = fitting(" ".join(words.split()), 200, 13, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, 13) <= 200 + 13 for line in lines)


def test_the_table_of_a_chart_has_every_figure_of_it() -> None:
    assert chart_table(CRITERIA).head == ("Shown", "Figure", "Interval")
    assert chart_table(CRITERIA).rows[0] == ("1.1 Risk of Harm to others: assessment and planning", "61%", "52% to 69%")
    spans = RangeChart("C", "W", (Span("S", 1, 2, 3, None, (("A", 2),)),))
    assert chart_table(spans).rows == (("S", "1%", "2%", "3%", "not scored", "A 2%"),)
    counts = BarChart("C", "W", (Bar("R", 78, "7 of 9"),))
    assert chart_table(counts).rows == (("R", "7 of 9", "78%"),)
