"""The trend as a document: every time in every table and chart, and "larger than chance" only where it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.reports.documents.blocks import BarChart, Document, Heading, Items, Paragraph, Table
from casereview.reports.documents.formats import SUFFIXES, rendered
from casereview.reports.documents.outline_trend import Time, trend_document
from casereview.scoring.tally import CaseAnswers
from casereview.scoring.trend import trend
from tests.reports.reading import texts

LABELS = ("May", "June", "July")


def cases(asked: QuestionSet, yes: int, blank: str = "") -> list[CaseAnswers]:
    return [
        CaseAnswers(
            f"C-{place}",
            {},
            answers={row.id: "yes" if place < yes else "no" for row in asked.questions if row.id != blank},
        )
        for place in range(12)
    ]


def made(
    asked: QuestionSet, several: Sequence[int], area: str = "Anytown", blank: str = "", first: QuestionSet | None = None
) -> Document:
    sets = [first or asked, *(asked for _ in several[1:])]
    found = trend([(own, cases(own, yes, blank)) for own, yes in zip(sets, several, strict=True)])
    known = [Time(label, area, "2026-05-03", own) for label, own in zip(LABELS, sets, strict=False)]
    return trend_document(asked, known, found, area=area, made="2026-08-01")


def tables(document: Document) -> dict[str, Table]:
    return {each.caption: each for each in document.blocks if isinstance(each, Table)}


def test_each_headline_and_criterion_has_its_chart_and_table(small: QuestionSet) -> None:
    document = made(small, (1, 4, 11))
    assert (document.title, document.subtitle, document.provisional) == (
        "Trend: Small inspection in Anytown", "May to July; 36 cases", "",
    )  # fmt: skip
    titles = [each.title for each in small.themes] + [f"{each.id} {each.title}" for each in small.criteria]
    charts = {each.caption.removesuffix(" over time"): each for each in document.blocks if isinstance(each, BarChart)}
    assert list(charts) == titles
    for title in titles:
        assert [bar.label for bar in charts[title].bars] == list(LABELS)
        assert [bar.percent for bar in charts[title].bars] == [8, 33, 92]
        assert all(bar.low is not None and bar.high is not None for bar in charts[title].bars)
        assert charts[title].bands == small.bands
        rows = tables(document)[title].rows
        assert [row[0] for row in rows] == list(LABELS)
        assert [row[2] for row in rows] == ["8%", "33%", "92%"]
        assert [row[-1] for row in rows] == ["-", "+25", "+59, larger than chance"]


def test_the_first_and_the_last_stand_side_by_side(small: QuestionSet) -> None:
    table = tables(made(small, (1, 4, 11)))["The first and the last"]
    assert table.head == ("", "May", "July", "Points", "Chance?")
    assert {row[1:] for row in table.rows} == {("8%", "92%", "+84", "larger than chance")}
    assert len(table.rows) == len(small.themes) + len(small.sections) + len(small.criteria)


def test_where_nothing_is_larger_than_chance_that_is_said_and_the_words_stand_nowhere_else(small: QuestionSet) -> None:
    document = made(small, (5, 6, 7))
    said = [each for each in texts(document) if "arger than chance" in each]
    assert all(each.startswith("The interval allows") for each in said)
    assert Paragraph("None of these changes can be told from chance.", "caution") in document.blocks
    assert Paragraph("None of these changes can be told from chance.", "caution") not in made(small, (1, 11)).blocks


def test_a_time_with_answers_open_makes_it_provisional(small: QuestionSet) -> None:
    assert made(small, (5, 6), blank="safe").provisional == (
        "Provisional: answers are open in May (12 blank), June (12 blank)"
    )


def test_what_is_left_out_is_named(small: QuestionSet, small_data: dict[str, Any]) -> None:
    next(each for each in small_data["questions"] if each["id"] == "safe")["text"] = "Was it otherwise?"
    document = made(small, (5, 6), first=build(small_data))
    assert Items(("Was vulnerability assessed well enough? (safe)",)) in document.blocks
    number = len(small.questions) - 1
    assert Paragraph(f"{number} questions mean the same every time: only these are counted.") in document.blocks


def test_times_of_one_version_and_other_content_are_told_apart(small: QuestionSet, small_data: dict[str, Any]) -> None:
    other = build(small_data | {"about": "Otherwise."})
    said = [
        f"Same id and version, other content: small 1.0.0 ({other.digest[:8]}), small 1.0.0 ({small.digest[:8]});"
        " only the digest tells them apart."
    ]
    document = made(small, (5, 6, 7), first=other)
    assert [each for each in texts(document) if "other content" in each] == said
    versions = [row[3] for row in tables(document)["What it is made from"].rows]
    assert versions == [f"1.0.0 ({each.digest[:8]})" for each in (other, small, small)]
    document = made(small, (5, 6, 7))
    assert not any("other content" in each for each in texts(document))
    assert {row[3] for row in tables(document)["What it is made from"].rows} == {"1.0.0"}


def test_counts_stand_side_by_side_without_a_share_a_chart_or_a_verdict(small_data: dict[str, Any]) -> None:
    document = made(build(small_data | {"scoring": "counts", "bands": []}), (1, 11))
    assert not any(isinstance(each, BarChart) for each in document.blocks)
    assert not any("%" in each or "larger" in each for each in texts(document))
    assert tables(document)["The first and the last"].head == ("", "May", "June")


def test_headings_never_skip_a_level_and_tables_are_whole(small: QuestionSet) -> None:
    document = made(small, (1, 4, 11))
    levels = [each.level for each in document.blocks if isinstance(each, Heading)]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert all(len(row) == len(each.head) for each in tables(document).values() for row in each.rows)


@pytest.mark.parametrize("suffix", [each for each in SUFFIXES if each != ".pdf"])
def test_it_is_a_document_in_each_format(small: QuestionSet, suffix: str) -> None:
    begins = {".docx": b"PK", ".html": b"<!doctype html>", ".md": b"# Trend: "}
    assert rendered(made(small, (1, 11)), suffix).lower().startswith(begins[suffix].lower())


def test_an_area_with_marks_in_its_name_stays_text(small: QuestionSet) -> None:
    page = rendered(made(small, (1, 11), area="<b>Town</b>\x1b"), ".html").decode()
    assert "<b>Town" not in page
    assert "\x1b" not in page
    assert json.dumps("&lt;b&gt;Town").strip('"') in page
