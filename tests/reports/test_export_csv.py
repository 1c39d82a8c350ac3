"""Every answer as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet
from casereview.reports.data.export_csv import COLUMNS, csv_rows, csv_text, harmless
from tests.reports.making import JONES, SMITH, make
from tests.strategies import HOSTILE


def table(casebook: Casebook, **how: bool) -> dict[tuple[str, str], dict[str, str]]:
    header, *rows = csv_rows(casebook, **how)
    found = [dict(zip(header, row, strict=True)) for row in rows]
    return {(row["case"], row["question"]): row for row in found}


def test_one_row_for_each_case_and_scored_question_in_order(casebook: Casebook) -> None:
    header, *rows = csv_rows(casebook)
    assert header == [*COLUMNS, "fact:gender", "fact:rmp-needed"]
    ids = [question.id for question in casebook.question_set.questions]
    assert [tuple(row[:2]) for row in rows] == [(ref, each) for ref in ("BR-001", "BR-002", "BR-003") for each in ids]


def test_a_row_says_what_was_answered_and_where_it_came_from(casebook: Casebook) -> None:
    rows = table(casebook)
    assert list(rows["BR-001", "safe"].values()) == [
        "BR-001", "safe", "asset", "1.2", "1", "safeguarding", "no", "given", "thin", JONES, "male", "no",
    ]  # fmt: skip
    assert rows["BR-002", "assessed"]["reasons"] == "missing;late"
    assert rows["BR-001", "delivered"]["themes"] == "roh;safeguarding"
    assert [rows["BR-001", "rmp-done"][name] for name in ("answer", "source")] == ["na", "suggested"]
    assert [rows["BR-003", "safe"][name] for name in ("answer", "source", "assessors")] == ["", "blank", ""]


def test_what_two_assessors_say_differently_is_unresolved(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.answer("BR-003", "safe", "yes", JONES)
        casebook.note("BR-003", "safe", "good", JONES)
        casebook.answer("BR-003", "safe", "no", SMITH)
        casebook.note("BR-003", "safe", "thin", SMITH)

    with Casebook.open(make(tmp_path / "area.db", small, fill), write=False) as casebook:
        row = table(casebook, notes=True)["BR-003", "safe"]
    assert [row[name] for name in ("answer", "source", "assessors", "notes")] == [
        "unresolved", "unresolved", f"{JONES};{SMITH}", f"{JONES}: good\n{SMITH}: thin",
    ]  # fmt: skip


def test_notes_only_when_asked_for(casebook: Casebook) -> None:
    assert "notes" not in table(casebook)["BR-001", "safe"]
    assert table(casebook, notes=True)["BR-001", "safe"]["notes"] == "See the contact log."


def test_counts_agree_with_the_summary(casebook: Casebook) -> None:
    answers = [row["answer"] for row in table(casebook).values()]
    whole = casebook.summary().answers
    assert [answers.count(each) for each in ("yes", "no", "na", "")] == [whole.yes, whole.no, whole.na, whole.blank]


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "yes", "1+1", "'=1", "BR-001"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_raw_leaves_formulas(tmp_path: Path, small: QuestionSet) -> None:
    Casebook.create(tmp_path / "area.db", small, "Anytown", [NewCase("=1+1", {})])
    with Casebook.open(tmp_path / "area.db", write=False) as casebook:
        assert {ref for ref, _ in table(casebook)} == {"'=1+1"}
        assert {ref for ref, _ in table(casebook, raw=True)} == {"=1+1"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_any_text_comes_back_as_it_was(line_end: str) -> None:
    rows = [["a", text, "z"] for text in HOSTILE]
    text = "".join(csv_text(rows, line_end=line_end))
    csv.field_size_limit(200_000)
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
