"""The summary for a person."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet, find
from casereview.questions.model import Band
from casereview.reports.text.columns import Row, table_lines
from casereview.reports.text.summary_text import band_word, breakdown_lines, summary_lines
from casereview.scoring import Tally, summarise
from tests.reports.making import JONES, make
from tests.strategies import BANDS


def test_the_whole_summary_reads_as_this(casebook: Casebook) -> None:
    assert "\n".join(summary_lines(casebook, casebook.summary())) == (
        """\
Anytown
Small inspection 1.0.0
Invented.
3 cases, 2 started, 1 signed off
provisional: 11 blank

Themes
  Risk of Harm: 2 of 4 (50%)  Substantial improvement required
    ######################+##.....|......|............
    2 of 4; 2 yes, 2 no, 1 n/a, 4 blank
  Safeguarding: 3 of 4 (75%)  Minimum improvement required
    ######################+#######+######+............
    3 of 4; 3 yes, 1 no, 0 n/a, 8 blank

Sections and criteria
                            Score  Band     Yes  No  N/A  Blank  x of y
1 Assessment         1 of 4 (25%)             1   3    3      5
  1.1 Risk of Harm   1 of 3 (33%)  Drastic    1   2    3      3
  1.2 Safeguarding    0 of 1 (0%)  Drastic    0   1    0      2
2 Delivery          3 of 3 (100%)             3   0    0      6
  2.1 Work done     3 of 3 (100%)  Minimum    3   0    0      6

Bands: Minimum improvement required 75 to 100; Moderate improvement required 60
  to 74; Substantial improvement required 45 to 59; Drastic improvement required
  0 to 44"""
    )


def test_questions_come_part_by_part_with_their_reasons_most_frequent_first(casebook: Casebook) -> None:
    lines = summary_lines(casebook, casebook.summary(), questions=True)
    start = lines.index("Asset (initial assessment)")
    assert lines[start + 2].split() == ["assessment", "done", "1", "of", "2", "(50%)", "1", "1", "0", "1"]
    assert lines[start + 3 : start + 5] == ["    1 of 1 no: Assessment missing", "    1 of 1 no: Late"]


def test_a_breakdown_has_a_block_for_each_value_with_its_cases_themes_and_criteria(casebook: Casebook) -> None:
    lines = breakdown_lines(casebook, "rmp-needed", casebook.summaries_by("rmp-needed"))
    headings = [line for line in lines if line.startswith("Was a risk")]
    assert headings == [f"Was a risk management plan needed: {value}" for value in ("Yes", "No", "not known")]
    assert lines.count("1 case, 1 started, 1 signed off") == 1
    assert sum("1.1 Risk of Harm" in line for line in lines) == 3
    assert any(line.startswith("Safeguarding ") and "none yet" in line for line in lines)


def test_unresolved_answers_get_a_column_and_are_said(casebook: Casebook) -> None:
    question_set = casebook.question_set
    tallies = {question.id: Tally(yes=12, no=1, unresolved=2) for question in question_set.questions}
    summary = summarise(question_set, tallies, {}, cases=15, started=15, signed_off=0)
    lines = summary_lines(casebook, summary)
    assert "provisional: 14 unresolved" in lines
    assert any("Unres." in line for line in lines)
    assert "    48 of 52; 48 yes, 4 no, 0 n/a, 0 blank, 8 unresolved" in lines


def test_nothing_provisional_is_said_of_a_finished_inspection(casebook: Casebook) -> None:
    tallies = {question.id: Tally(yes=12, no=1) for question in casebook.question_set.questions}
    summary = summarise(casebook.question_set, tallies, {}, cases=13, started=13, signed_off=13)
    assert not any("provisional" in line for line in summary_lines(casebook, summary))


def test_where_nothing_is_scored_that_is_said_once(tmp_path: Path, small: QuestionSet) -> None:
    path = tmp_path / "blank.db"
    Casebook.create(path, small, "Anytown", [NewCase("A-1", {})])
    with Casebook.open(path, write=False) as blank:
        lines = summary_lines(blank, blank.summary())
    assert lines.count("    0 yes, 0 no, 0 n/a, 3 blank") == 1
    assert "  Risk of Harm: none yet" in lines
    assert not any("0 of 0" in line for line in lines)


def test_a_set_without_themes_has_no_block_for_them(casebook: Casebook) -> None:
    summary = casebook.summary()
    bare = dataclasses.replace(summary, scores=tuple(each for each in summary.scores if each.kind != "theme"))
    assert "Themes" not in summary_lines(casebook, bare)


@pytest.mark.parametrize(("cases", "width"), [(1, 60), (38, 60), (99, 60), (1, 80), (99, 80), (9999, 80), (99, 120)])
def test_the_shipped_instrument_fits_the_width(tmp_path: Path, cases: int, width: int) -> None:
    question_set = find("cci-2009")
    Casebook.create(tmp_path / "area.db", question_set, "Anytown")
    tallies = {question.id: Tally(cases - cases // 4, cases // 4, 0, 1, 1) for question in question_set.questions}
    reasons = {each.id: {reason.id: 1 for reason in each.reasons} for each in question_set.questions}
    summary = summarise(question_set, tallies, reasons, cases=cases, started=cases, signed_off=0)
    with Casebook.open(tmp_path / "area.db", write=False) as casebook:
        lines = summary_lines(casebook, summary, questions=True, width=width)
        lines += breakdown_lines(casebook, "gender", {"male": summary}, width=width)
    assert [line for line in lines if len(line) > width] == []
    assert all(line.isascii() for line in lines if "#" in line)


def test_unicode_bars_only_where_asked(casebook: Casebook) -> None:
    assert any("█" in line for line in summary_lines(casebook, casebook.summary(), plain=False))


@given(
    st.lists(st.tuples(st.text("ab ", min_size=1, max_size=90), st.integers(0, 10**6)), min_size=1, max_size=8),
    st.integers(30, 100),
)
def test_no_line_of_a_table_is_wider_than_asked_and_no_figure_is_lost(rows: list[tuple[str, int]], width: int) -> None:
    table = table_lines(("One", "Two"), [Row(title, (str(number), "x")) for title, number in rows], width)
    assert max(map(len, table)) <= width
    said = " ".join(table).split()
    assert all(str(number) in said for _, number in rows)


def test_words_beside_figures_are_wrapped_before_a_title_loses_its_line() -> None:
    rows = [Row("A criterion of twenty", ("59%", "Requires improvement", "7")), Row("Other", ("100%", "Good", "12"))]
    assert table_lines(("Score", "Band", "No"), rows, 46, words=("Band",)) == [
        "                       Score  Band          No",
        "A criterion of twenty    59%  Requires       7",
        "                              improvement",
        "Other                   100%  Good          12",
    ]


@given(st.lists(st.text("ab ", min_size=1, max_size=60), min_size=1, max_size=6), st.integers(30, 100))
def test_no_cell_of_words_touches_the_figure_beside_it(bands: list[str], width: int) -> None:
    rows = [Row("A title", (band, "77%")) for band in bands]
    table = table_lines(("Band", "Score"), rows, width, words=("Band",))
    assert all(line.endswith(("  77%", " Score")) or "77%" not in line for line in table)
    assert sum("77%" in line for line in table) == len(bands)


def test_figures_that_leave_a_title_no_room_go_below_it() -> None:
    rows = [Row("A criterion with a long title", ("1" * 12, "2" * 12), indent=2, notes=("because",))]
    assert table_lines(("One", "Two"), rows, 34) == [
        "           One           Two",
        "  A criterion with a long title",
        "  111111111111  222222222222",
        "    because",
    ]


def test_a_band_is_told_by_the_words_that_set_it_apart() -> None:
    assert [band_word(band, BANDS) for band in BANDS] == ["Minimum", "Moderate", "Substantial", "Drastic"]
    assert band_word(None, BANDS) == ""
    alone = Band("all", 0, 100, "Some improvement required")
    assert band_word(alone, [alone]) == "Some improvement required"
    low, high = Band("a", 50, 100, "Is good"), Band("b", 0, 49, "Is bad")
    assert [band_word(each, [low, high]) for each in (low, high)] == ["Good", "Bad"]
    good, fair = Band("good", 50, 100, "Good"), Band("fair", 0, 49, "Not so good")
    assert [band_word(each, [good, fair]) for each in (good, fair)] == ["Good", "Not so good"]


def test_the_area_is_shown_as_it_is_named(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "area.db", small, lambda c: c.answer("BR-003", "safe", "yes", JONES))) as opened:
        assert summary_lines(opened, opened.summary())[0] == "Anytown"
