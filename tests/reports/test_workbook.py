"""Workbooks: read back, every figure is a number, every text a text."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.questions.model import Band
from casereview.reports.workbook.data import (
    BreakdownRow,
    CaseRow,
    CaseTable,
    QuestionRow,
    ReasonRow,
    ScoreRow,
    WorkbookData,
    workbook_data,
)
from casereview.reports.workbook.workbook import as_workbook
from casereview.scoring import CaseAnswers, RunningTally, Summary, Tally, summarise
from casereview.text import visible
from tests.reports.payloads import PAYLOADS


def _data(casebook: Casebook, *, cases: bool = False) -> WorkbookData:
    breakdowns = {fact.id: casebook.summaries_by(fact.id) for fact in casebook.question_set.facts}
    lines = [line.counted for line in casebook.case_lines()] if cases else None
    area = casebook.inspection.area
    return workbook_data(casebook.question_set, area, casebook.summary(), breakdowns, made="2026-11-21", cases=lines)


def _read(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


def _rows(made: bytes, sheet: str) -> list[dict[str, Any]]:
    head, *rows = _read(made)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def _filled(text: str) -> WorkbookData:
    """Every text of a workbook is `text`."""
    data = WorkbookData(text, text, text, text, "2026-11-21", (), (), (), (), ())
    tally = Tally(1, 2, 3)
    return data._replace(
        bands=(Band(text, 0, 100, text),),
        scores=(ScoreRow("theme", text, tally, 33, text), ScoreRow("criterion", text, tally, 33, text)),
        questions=(QuestionRow(text, text, text, text, tally, 33),),
        reasons=(ReasonRow(text, text, text, 1, 2),),
        breakdowns=(BreakdownRow(text, text, 6, text, tally, 33), BreakdownRow(text, text, None, text, None, None)),
        cases=CaseTable((text,), (text,), (CaseRow(text, (text,), (text,)),)),
    )


def test_the_scores_are_the_summary(casebook: Casebook) -> None:
    rows = _rows(as_workbook(_data(casebook)), "Scores")
    summary = casebook.summary()
    scores = [each for kind in ("theme", "section", "criterion") for each in summary.of_kind(kind)]  # type: ignore[arg-type]
    for row, score in zip(rows, scores, strict=False):
        tally = score.tally
        assert [row[head] for head in ("Yes", "No", "N/A", "Blank", "Unresolved")] == [
            tally.yes, tally.no, tally.na, tally.blank, tally.unresolved,
        ]  # fmt: skip
        assert row["Name"] == (score.title if score.kind == "theme" else f"{score.id} {score.title}")
        assert row["Score"] == (None if score.percent is None else score.percent / 100)
        assert row["x of y"] == (f"{tally.yes} of {tally.scored}" if tally.scored else "no cases")


def test_every_question_and_reason_is_there_with_its_counts(casebook: Casebook) -> None:
    made = as_workbook(_data(casebook))
    summary = casebook.summary()
    questions = _rows(made, "Questions")
    assert [(row["Id"], row["Yes"], row["No"], row["Blank"]) for row in questions] == [
        (each.id, each.tally.yes, each.tally.no, each.tally.blank) for each in summary.questions
    ]
    assert [row["Question"] for row in questions] == [each.text for each in casebook.question_set.questions]
    found = {(row["Id"], row["Reason"]): (row["Cases"], row["Of insufficient"]) for row in _rows(made, "Reasons")}
    wanted = {
        (each.id, casebook.question_set.by_id[each.id].reason(reason).label): (number, each.tally.no)  # type: ignore[union-attr]
        for each in summary.questions
        for reason, number in each.reasons.items()
    }
    assert wanted
    assert found == wanted


def test_cases_are_there_only_if_they_are_given(casebook: Casebook) -> None:
    without = as_workbook(_data(casebook))
    assert "Cases" not in _read(without).sheetnames
    with zipfile.ZipFile(io.BytesIO(without)) as file:
        assert not any(b"BR-00" in file.read(name) for name in file.namelist())
    rows = _rows(as_workbook(_data(casebook, cases=True)), "Cases")
    assert [row["Case"] for row in rows] == ["BR-001", "BR-002", "BR-003"]
    assert (rows[0]["safe"], rows[1]["assessed"], rows[2]["safe"]) == ("No", "No", None)


def _groups(questions: QuestionSet, sizes: Mapping[str, int]) -> dict[str, Summary]:
    made = {}
    for value, size in sizes.items():
        cases = [
            CaseAnswers(f"{value}{at}", {}, {each.id: "yes" for each in questions.questions}) for at in range(size)
        ]
        running = RunningTally([each.id for each in questions.questions], cases)
        made[value] = summarise(
            questions, running.tallies(), running.reasons(), cases=size, started=size, signed_off=size
        )
    return made


def test_a_breakdown_keeps_few_cases_back(casebook: Casebook, small: QuestionSet) -> None:
    fact = small.facts[0]
    sizes = dict(zip((*(option.id for option in fact.options), ""), (20, 2, 7), strict=False))
    assert len(sizes) == 3
    breakdowns = {fact.id: _groups(small, sizes)}
    rows = _rows(
        as_workbook(workbook_data(small, "Anytown", casebook.summary(), breakdowns, made="2026-11-21")), "Breakdowns"
    )
    largest, smallest, rest = (fact.options[0].label, fact.options[1].label, "not known")
    for row in rows:
        assert row["Cases"] == {largest: 20, smallest: "not shown", rest: "not shown"}[row["Value"]]
        figures = [row[head] for head in ("Yes", "No", "N/A", "Blank", "Unresolved", "Score")]
        assert (figures == [None] * 6) is (row["Value"] != largest)
        assert (row["x of y"] == "not shown") is (row["Value"] != largest)


def test_a_score_to_which_few_of_many_cases_answer_is_kept_back(casebook: Casebook, small: QuestionSet) -> None:
    fact = small.facts[0]
    groups = _groups(small, {fact.options[0].id: 20, fact.options[1].id: 20})
    few = _groups(small, {"x": 1})["x"]
    groups[fact.options[1].id] = Summary(20, 20, 20, few.answers, few.scores, few.questions)
    rows = _rows(
        as_workbook(workbook_data(small, "Anytown", casebook.summary(), {fact.id: groups}, made="2026-11-21")),
        "Breakdowns",
    )
    assert {row["Cases"] for row in rows} == {20}
    assert {row["x of y"] for row in rows} == {"not shown"}


def test_intervals_are_shown_where_there_are_some(casebook: Casebook) -> None:
    theme = casebook.summary().of_kind("theme")[0]
    data = workbook_data(
        casebook.question_set, "A", casebook.summary(), {}, made="2026-11-21", intervals={("theme", theme.id): (40, 71)}
    )
    first, second, *_ = _rows(as_workbook(data), "Scores")
    assert (first["From"], first["To"]) == (0.4, 0.71)
    assert (second["From"], second["To"]) == (None, None)


@pytest.mark.parametrize("text", PAYLOADS, ids=lambda text: repr(text[:24]))
def test_a_text_is_a_text_whatever_it_holds(text: str) -> None:
    made = as_workbook(_filled(text))
    read = _read(made)
    shown = visible(text, lines=True)
    found = 0
    for sheet in read.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                assert cell.data_type in "sn", (sheet.title, cell.coordinate)
                if cell.hyperlink is not None:
                    assert (sheet.title, cell.hyperlink.target) == ("Contents", None)
                found += str(cell.value).strip() == shown.strip()
    assert found >= 20
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        for name in file.namelist():
            root = ET.fromstring(file.read(name))
            if name.startswith("xl/worksheets/sheet"):
                assert not [each for each in root.iter() if each.tag.endswith("}f")]
            if name.endswith(".rels"):
                assert all(each.get("TargetMode") is None for each in root), name
        # Text that would be taken for rich text is one plain text.
        strings = ET.fromstring(file.read("xl/sharedStrings.xml"))
        assert {each.tag.rpartition("}")[2] for each in strings.iter()} == {"sst", "si", "t"}


def test_the_contents_lead_to_every_sheet(casebook: Casebook) -> None:
    read = _read(as_workbook(_data(casebook, cases=True)))
    links = {
        cell.value: cell.hyperlink.location for row in read["Contents"].iter_rows() for cell in row if cell.hyperlink
    }
    assert links == {name: f"'{name}'!A1" for name in read.sheetnames if name != "Contents"}
    assert read.sheetnames == ["Contents", "Scores", "Questions", "Reasons", "Breakdowns", "Cases"]


def test_provisional_is_said_on_the_first_sheet_and_on_every_page(casebook: Casebook) -> None:
    data = _data(casebook)
    for provisional in (data.provisional, ""):
        read = _read(as_workbook(data._replace(provisional=provisional)))
        assert any(str(cell.value).startswith("Provisional") for cell in read["Contents"]["A"]) is bool(provisional)
        assert all((sheet.oddHeader.right.text == "Provisional") is bool(provisional) for sheet in read.worksheets)


def test_heads_stay_in_sight_and_on_every_page(casebook: Casebook) -> None:
    read = _read(as_workbook(_data(casebook, cases=True)))
    for sheet in read.worksheets[1:]:
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet["A1"].font.bold


def test_the_charts_are_native_and_say_their_figures(casebook: Casebook) -> None:
    made = as_workbook(_data(casebook))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {"xl/charts/chart1.xml", "xl/charts/chart2.xml"} <= set(file.namelist())
        drawing = ET.fromstring(file.read("xl/drawings/drawing1.xml"))
        drawn = [ET.fromstring(file.read(f"xl/charts/chart{number}.xml")) for number in (1, 2)]
    sheet = _read(made)["Scores"]
    for chart, kind in zip(drawn, ("Theme", "Criterion"), strict=True):
        names, shares = [(each.text or "").split("!")[1] for each in chart.iter() if each.tag.endswith("}f")]
        assert {cell.value for (cell,) in sheet[names.replace("B", "A")]} == {kind}
        assert [cell.value for (cell,) in sheet[re.sub(r"\d+", "1", shares)]] == ["Score"]
        assert re.findall(r"\d+", names) == re.findall(r"\d+", shares)
    words = [each.get("descr") or "" for each in drawing.iter() if each.tag.endswith("}cNvPr")]
    themes = casebook.summary().of_kind("theme")
    assert len(words) == 2
    assert all(theme.title in words[0] for theme in themes)


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cell = _read(as_workbook(_filled("x" * 1_000_000)))["Questions"]["D2"].value
    assert len(cell) == 32_767
    assert cell.endswith("…")


def test_the_same_data_give_the_same_bytes(casebook: Casebook) -> None:
    assert as_workbook(_data(casebook, cases=True)) == as_workbook(_data(casebook, cases=True))
