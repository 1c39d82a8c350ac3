"""The overall rating in documents: every standard with its rating, what is missing said, and no column without a figure."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions.build import build
from casereview.questions.check import check
from casereview.reports.data.summary_json import as_data
from casereview.reports.documents.blocks import Table
from casereview.reports.documents.content import Content, gather
from casereview.reports.documents.outline import document
from casereview.reports.meeting.meeting import meeting_of
from casereview.reports.meeting.slides import slides
from casereview.reports.page.markdown import as_markdown
from casereview.reports.text.question_set_text import question_set_lines
from casereview.reports.text.ratings_text import rating_lines
from casereview.reports.text.summary_text import summary_lines
from casereview.reports.workbook.data import WorkbookData, workbook_data
from casereview.reports.workbook.workbook import as_workbook
from tests.standards import standards_data

ME = "A Jones"


def made(path: Path, change: Callable[[dict[str, Any]], object] = lambda data: None, cases: int = 12) -> Casebook:
    """Cases that are sufficient in everything, but for 2.1, which is not rated."""
    data = copy.deepcopy(standards_data())
    change(data)
    assert check(data) == []
    asked = build(data)

    def fill(casebook: Casebook) -> None:
        for case in range(cases):
            for question in asked.scored:
                answer = "na" if question.criterion == "2.1" else "yes"
                casebook.answer(f"C-{case}", question.id, answer, ME)

    new = [NewCase(f"C-{case}", {"rmp-needed": "yes"}) for case in range(cases)]
    Casebook.create(path, asked, "Northshire", new, fill=fill)
    return Casebook.open(path)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """With one of two ratings entered."""
    with made(tmp_path / "a.db") as opened:
        opened.rate("o1", "substantial", ME)
        yield opened


def content_of(casebook: Casebook) -> Content:
    return gather(casebook, today=date(2026, 11, 21))


def table_of(casebook: Casebook, kind: str = "report") -> Table:
    tables = [each for each in document(content_of(casebook), kind).blocks if isinstance(each, Table)]
    [found] = [each for each in tables if each.caption == "Overall rating: all standards"]
    return found


@pytest.mark.parametrize("kind", ["report", "meeting"])
def test_a_document_has_every_standard_with_its_rating_and_points(casebook: Casebook, kind: str) -> None:
    table = table_of(casebook, kind)
    assert table.head == ("Standard", "Judged", "Rating", "Points")
    assert table.rows == (
        ("1.1 Risk of Harm", "by these cases", "Minimum improvement required", "3"),
        ("1.2 Safeguarding", "by these cases", "Minimum improvement required", "3"),
        ("2.1 Work done", "by these cases", "Not rated", "-"),
        ("Leadership", "elsewhere", "Substantial improvement required", "1"),
        ("Staff", "elsewhere", "Not entered yet", "-"),
        ("Overall", "", "No overall rating", "7 of 9"),
    )
    assert (
        "Overall. 7 of 9 points. 1 standard not rated, and left out of it. An overall rating takes 5 standards; 1 standard"
        " judged elsewhere has no rating yet."
    ) in as_markdown(document(content_of(casebook), kind))


def test_once_all_are_entered_the_document_has_the_overall_rating(casebook: Casebook) -> None:
    casebook.rate("o2", "drastic", ME)
    assert table_of(casebook).rows[-1] == ("Overall", "", "High", "7 of 12")
    assert "Overall. High, 7 of 12 points." in as_markdown(document(content_of(casebook)))


def test_the_hand_out_has_the_rating_of_a_standard_without_the_percentage_that_would_tell_of_one_case(
    tmp_path: Path,
) -> None:
    with made(tmp_path / "b.db", cases=4) as few:
        few.answer("C-0", "safe", "no", ME)
        said = as_markdown(document(content_of(few), "meeting"))
        assert {row[0]: row[2:] for row in table_of(few, "meeting").rows}["1.2 Safeguarding"] == (
            "Minimum improvement required",
            "3",
        )
        assert "75%" not in said
        assert "| 1.2 Safeguarding | \\- | Minimum improvement required |" in said


def test_the_meeting_shows_the_overall_rating_on_a_page_of_its_own(casebook: Casebook) -> None:
    [slide] = [each for each in slides(meeting_of(casebook)) if each.title == "Overall rating"]
    assert slide.big is not None
    assert (slide.big.said, slide.big.band, slide.big.bar) == ("7 of 9 points", "No overall rating yet", False)
    assert slide.big.behind.startswith("1 standard not rated, and left out of it. An overall rating takes 5 standards")
    casebook.rate("o2", "minimum", ME)
    [slide] = [each for each in slides(meeting_of(casebook)) if each.title == "Overall rating"]
    assert slide.big is not None
    assert (slide.big.said, slide.big.band) == ("10 of 12 points", "High")


def book_of(casebook: Casebook) -> WorkbookData:
    return workbook_data(casebook.question_set, "Northshire", casebook.summary(), {}, made="2026-11-21")


def test_the_workbook_has_a_sheet_of_ratings(casebook: Casebook) -> None:
    data = book_of(casebook)
    assert [(row.name, row.points, row.most) for row in data.standards[:6]] == [
        ("1.1 Risk of Harm", 3, None), ("1.2 Safeguarding", 3, None), ("2.1 Work done", None, None),
        ("Leadership", 1, None), ("Staff", None, None), ("Overall", 7, 9),
    ]  # fmt: skip
    assert len(data.standards) == 8, "and two sentences of what it lacks"
    assert as_workbook(data)


def test_summary_and_rate_list_the_standards_in_80_columns_and_in_40(casebook: Casebook) -> None:
    for width in (80, 40):
        for lines in (
            rating_lines(casebook.question_set, casebook.summary(), width),
            summary_lines(casebook, casebook.summary(), width=width),
        ):
            assert max(map(len, lines)) <= width
            text = " ".join(" ".join(lines).split())
            assert "Overall: 7 of 9 points." in text
            assert "o2 Staff" in text


def test_questions_show_names_the_standards_judged_elsewhere(casebook: Casebook) -> None:
    text = "\n".join(question_set_lines(casebook.question_set))
    assert "Judged elsewhere" in text
    assert "o1 Leadership" in text


# --- without points ---


def pointless(data: dict[str, Any]) -> None:
    del data["overall"]
    for band in data["bands"]:
        del band["points"]


@pytest.mark.parametrize("kind", ["report", "meeting", "letter"])
def test_without_points_there_is_no_column_for_them_and_no_sum(tmp_path: Path, kind: str) -> None:
    with made(tmp_path / "p.db", pointless) as opened:
        blocks = document(content_of(opened), kind)
        for table in (each for each in blocks.blocks if isinstance(each, Table)):
            assert "Points" not in table.head
            assert all(any(row[column] for row in table.rows) for column in range(len(table.head))), table.caption
        text = as_markdown(blocks) + "\n".join(summary_lines(opened, opened.summary()))
        assert "point" not in text.lower().replace("points of", "")
        assert "Overall" not in text
        assert "overall" not in as_data(opened, opened.summary())
        assert not meeting_of(opened).overall
        assert not book_of(opened).standards


def test_points_without_an_overall_rating_have_their_column_and_add_up_by_section(tmp_path: Path) -> None:
    with made(tmp_path / "p.db", lambda data: data.pop("overall")) as opened:
        tables = [each for each in document(content_of(opened)).blocks if isinstance(each, Table)]
        table = [each for each in tables if "Points" in each.head][-1]
        assert table.rows[0][3] == "6 of 6"
        assert "-" in [row[3] for row in table.rows], "a standard that is not rated"
