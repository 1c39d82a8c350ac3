"""Every document under every rule of scoring: counts never have a percentage, ratings show their key questions."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from casereview.casebook import Casebook, NewCase
from casereview.findings.choose import offers
from casereview.findings.draft import decided
from casereview.questions import QuestionSet, find
from casereview.reports.data.compare_json import comparison_as_data
from casereview.reports.data.summary_json import as_data
from casereview.reports.data.tables import tables
from casereview.reports.documents.blocks import Table
from casereview.reports.documents.content import Content, gather
from casereview.reports.documents.outline import document, usual_kind
from casereview.reports.documents.outline_scores import rating_said
from casereview.reports.meeting.meeting import meeting_of
from casereview.reports.meeting.meeting_page import as_meeting_page
from casereview.reports.meeting.quiet import quiet
from casereview.reports.meeting.quiet_scores import Figure
from casereview.reports.page.markdown import as_markdown
from casereview.reports.page.page import as_page
from casereview.reports.text.findings_text import recommendation_lines
from casereview.reports.text.question_set_text import question_set_lines, sizes_said
from casereview.reports.text.score_text import behind_score
from casereview.reports.text.summary_text import breakdown_lines, summary_lines
from casereview.reports.workbook.data import WorkbookData, workbook_data
from casereview.reports.workbook.workbook import as_workbook
from casereview.scoring import percent
from casereview.scoring.compare import compare
from casereview.scoring.interval import estimates

ME = "A Jones"
KINDS = ("report", "meeting", "letter", "plan")


def answered(path: Path, asked: QuestionSet, cases: int) -> Casebook:
    """A casebook in which every third answer or so is a no, with its first reason."""
    new = [
        NewCase(f"C-{number}", {fact.id: fact.options[number % 2].id for fact in asked.facts})
        for number in range(cases)
    ]

    def fill(casebook: Casebook) -> None:
        for place, case in enumerate(new):
            for at, question in enumerate(asked.questions):
                no = (place + at) % 3 == 0 or (at % 7 == 0 and place % 2)
                casebook.answer(case.ref, question.id, "no" if no else "yes", ME)
                if no and question.reasons:
                    casebook.give_reasons(case.ref, question.id, {question.reasons[0].id}, ME)

    Casebook.create(path, asked, "Northshire", new, fill=fill)
    return Casebook.open(path, write=False)


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A screening of 14 cases."""
    with answered(tmp_path_factory.mktemp("counts") / "s.db", find("sqs-2012"), 14) as casebook:
        yield casebook


@pytest.fixture(scope="module")
def standards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """Casework by standards in 20 cases."""
    with answered(tmp_path_factory.mktemp("rated") / "y.db", find("youth-casework"), 20) as casebook:
        yield casebook


def content_of(casebook: Casebook) -> Content:
    return gather(casebook, today=date(2026, 11, 21), by=["gender"])


def book_of(casebook: Casebook) -> WorkbookData:
    groups = {fact.id: casebook.summaries_by(fact.id) for fact in casebook.question_set.facts}
    return workbook_data(casebook.question_set, "Northshire", casebook.summary(), groups, made="2026-11-21")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cci-2009", "161 scored rows"),
        ("youth-casework", "12 scored rows, 40 prompts"),
        ("youth-victims-casework", "4 scored rows, 14 prompts"),
        ("young-people", "17 items"),
    ],
)
def test_what_a_set_asks_is_counted_by_what_it_is(name: str, said: str) -> None:
    assert sizes_said(find(name)) == said


def test_a_prompt_is_told_from_a_scored_row_where_a_set_is_read_through() -> None:
    text = "\n".join(question_set_lines(find("youth-casework")))
    assert text.count("Prompt to assess-child; never scored") == 3


# --- counts ---


@pytest.mark.parametrize("kind", KINDS)
def test_no_document_of_a_screening_has_a_percentage(screening: Casebook, kind: str) -> None:
    made = document(content_of(screening), kind)
    text = as_markdown(made)
    assert "%" not in text
    for table in (each for each in made.blocks if isinstance(each, Table)):
        assert all(any(row[column] for row in table.rows) for column in range(len(table.head))), table.caption


def test_the_document_of_a_screening_is_the_letter(
    screening: Casebook, standards: Casebook, small: QuestionSet
) -> None:
    assert [usual_kind(each) for each in (screening.question_set, standards.question_set, small)] == [
        "letter",
        "report",
        "report",
    ]


def test_the_summary_of_a_screening_is_counts(screening: Casebook) -> None:
    summary = screening.summary()
    lines = summary_lines(screening, summary, questions=True)
    lines += breakdown_lines(screening, "gender", screening.summaries_by("gender"))
    text = "\n".join(lines)
    assert "%" not in text
    assert "Band" not in text
    first = summary.of_kind("criterion")[0]
    assert f"{first.tally.yes} of {first.tally.scored}" in text


def test_the_data_of_a_screening_keep_their_shape_and_have_no_percentage(screening: Casebook) -> None:
    data = as_data(screening, screening.summary())
    assert list(data) == ["format", "inspection", "cases", "answers", "scores", "questions"]
    assert {(each["percent"], each["band"]) for each in data["scores"]} == {(None, None)}
    assert list(data["scores"][0]) == [
        "kind", "id", "title", "yes", "no", "na", "blank", "unresolved", "percent", "band",
    ]  # fmt: skip
    assert {each["percent"] for each in data["questions"]} == {None}


def test_the_recommendations_of_a_screening_are_suggested_by_their_counts(screening: Casebook) -> None:
    figures = {each.id: each for each in screening.summary().questions}
    found = offers(screening.question_set, figures, ())
    suggested = [each.suggestion for each in found if each.suggestion]
    assert suggested
    assert all(each.percent is None and each.said == f"{each.tally.yes} of {each.tally.scored}" for each in suggested)
    shares = [percent(each.tally.yes, each.tally.scored) or 0 for each in suggested]
    assert shares == sorted(shares)
    assert "%" not in "\n".join(recommendation_lines(found, 80))


def test_the_meeting_of_a_screening_shows_counts_and_no_bars(screening: Casebook) -> None:
    meeting = meeting_of(screening)
    assert "%" not in str([meeting.sections, meeting.headlines, meeting.recommendations])
    figures = [section.figure for section in meeting.sections]
    assert not any(each.bar for each in figures)
    assert "<svg" not in as_meeting_page(meeting)
    findings = decided(screening.question_set, screening.summary().questions, {})
    assert findings
    assert not any("%" in quiet(each, screening.question_set) for each in findings)


def test_a_count_that_would_tell_of_a_case_is_said_in_words(tmp_path: Path) -> None:
    asked = find("sqs-2012")
    new = [NewCase(f"C-{number}", {}) for number in range(14)]
    question = next(each for each in asked.questions if each.criterion == asked.criteria[0].id)

    def fill(casebook: Casebook) -> None:
        for place, case in enumerate(new):
            casebook.answer(case.ref, question.id, "no" if place == 0 else "yes", ME)

    Casebook.create(tmp_path / "a.db", asked, "Area", new, fill=fill)
    with Casebook.open(tmp_path / "a.db", write=False) as casebook:
        figure = meeting_of(casebook).sections[0].criteria[0].figure
    assert figure.said == "most of 14"
    assert figure.percent is None
    assert not figure.bar


def test_the_workbook_of_a_screening_has_neither_scores_nor_bands(screening: Casebook) -> None:
    data = book_of(screening)
    assert not data.shares
    assert {row.percent for row in data.scores} == {None}
    assert as_workbook(data)


# --- ratings ---


def test_the_rating_table_has_each_standard_with_its_key_questions_beneath(standards: Casebook) -> None:
    content = content_of(standards)
    [table] = [each for each in document(content).blocks if isinstance(each, Table) and "section and" in each.caption]
    assert table.head == ("", "Share", "Rating", "Points", "Sufficient of scored")
    summary = standards.summary()
    assert len(table.rows) == 1 + 4 + 12
    assert table.rows[0][3] == f"{sum(each.points or 0 for each in summary.of_kind('criterion'))} of 12"
    for score in summary.of_kind("criterion"):
        at = next(place for place, row in enumerate(table.rows) if row[0] == f"{score.id} {score.title}")
        assert table.rows[at][2] == (score.band.label if score.band else "")
        beneath = table.rows[at + 1 : at + 4]
        assert [row[2] for row in beneath].count("the lowest") == 1
        assert next(row for row in beneath if row[2])[1] == table.rows[at][1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_of_standards_is_made(standards: Casebook, kind: str) -> None:
    text = as_markdown(document(content_of(standards), kind))
    assert "95% interval" not in text
    assert "No interval" not in text
    assert "There is no score for a single case" not in text
    if kind == "report":
        assert "The lowest of a standard's key questions sets the standard's rating." in text
        assert "of 12 points" in text
        assert "<html" in as_page(document(content_of(standards), kind))


def test_the_data_of_standards_have_points_and_the_overall_sum_besides(standards: Casebook) -> None:
    summary = standards.summary()
    data = json.loads(json.dumps(as_data(standards, summary)))
    assert data["overall"]["most"] == 12
    assert data["overall"]["band"] is None
    assert data["overall"]["elsewhere"] == 8
    by_id = {(each["kind"], each["id"]): each for each in data["scores"]}
    for each in summary.of_kind("criterion"):
        found = by_id["criterion", each.id]
        assert (found["lowest"], found["points"], found["most"]) == (each.lowest, each.points, 3)
        assert found["lowest"] in standards.question_set.by_id
    [section] = [each for each in data["scores"] if each["kind"] == "section"]
    assert (section["percent"], section["lowest"], section["points"]) == (None, None, data["overall"]["points"])


def test_the_summary_of_standards_says_points_and_the_lowest(standards: Casebook) -> None:
    text = "\n".join(summary_lines(standards, standards.summary(), width=100))
    assert "of 12 points" in text
    assert text.count("  lowest ") == 4
    assert "Overall: " in text
    assert "Does it explain" not in text, "a prompt is in no table"
    assert "Explains the behaviour" not in "\n".join(
        summary_lines(standards, standards.summary(), questions=True, width=100)
    )


def test_the_counts_of_a_standard_are_those_of_its_lowest_question_everywhere(standards: Casebook) -> None:
    """On the summary, in its data, in the tables for programs and in the workbook; a section of standards has none."""
    summary = standards.summary()
    figures = {each.id: each.tally for each in summary.questions}
    text = summary_lines(standards, summary, width=120)
    data = {(each["kind"], each["id"]): each for each in as_data(standards, summary)["scores"]}
    cases = [line.counted for line in standards.case_lines()]
    same = compare(standards.question_set, cases, standards.question_set, cases)
    beside = comparison_as_data(standards, standards, same)
    after = {(each["kind"], each["id"]): each["after"] for each in beside["scores"]}
    [table] = [each for each in tables(standards) if each.name == "scores"]
    book = book_of(standards)
    for score, row, line in zip(summary.scores, book.scores, table.rows, strict=True):
        tally = figures[score.lowest] if score.lowest else None
        wanted = [None] * 5 if tally is None else [tally.yes, tally.no, tally.na, tally.blank, tally.unresolved]
        assert (score.kind == "section") == (tally is None)
        for found in (data[score.kind, score.id], after[score.kind, score.id]):
            assert [found[name] for name in ("yes", "no", "na", "blank", "unresolved")] == wanted
        assert list(line[3:8]) == wanted
        assert row.tally == tally
        shown = next(each for each in text if each.strip().startswith(f"{score.id} {score.title} "))
        said = shown.split()
        assert said[-3:] == ["of", "12", "points"] if tally is None else said[-4:] == [str(each) for each in wanted[:4]]
    assert any(each.startswith("The counts of a standard are those of its lowest key question") for each in text)


def test_the_lowest_key_question_ends_its_sentence_once(standards: Casebook) -> None:
    summary = standards.summary()
    score = next(each for each in summary.of_kind("criterion") if each.lowest)
    for short, said in (
        ("Analysed enough", "Analysed enough."),
        ("Was it analysed enough?", "Was it analysed enough?"),
    ):
        asked = {**standards.question_set.by_id}
        asked[score.lowest] = asked[score.lowest]._replace(short=short)
        changed = replace(standards.question_set, questions=tuple(asked.values()))
        assert rating_said(changed, score).endswith(f". Its lowest key question: {said}")


def test_a_standard_that_is_not_rated_has_no_counts_but_its_questions_have(tmp_path: Path) -> None:
    """A sum over its questions would be taken for cases."""
    asked = find("youth-casework")
    Casebook.create(tmp_path / "a.db", asked, "Area", [NewCase("C-1", {}), NewCase("C-2", {})])
    with Casebook.open(tmp_path / "a.db", write=False) as casebook:
        lines = summary_lines(casebook, casebook.summary(), width=100)
        data = as_data(casebook, casebook.summary())
    at = next(place for place, line in enumerate(lines) if line.strip().startswith("1 Assessing"))
    assert lines[at].split() == ["1", "Assessing", "not", "rated"]
    assert lines[at + 1].split()[-6:] == ["none", "yet", "0", "0", "0", "2"]
    assert {each["blank"] for each in data["scores"]} == {None}
    assert {each["blank"] for each in data["questions"]} == {2}


def test_what_stands_behind_a_section_of_standards_is_each_rating_and_says_nothing_twice(standards: Casebook) -> None:
    summary = standards.summary()
    [section] = summary.of_kind("section")
    found = estimates(standards.question_set, (line.counted for line in standards.case_lines()))
    said = behind_score(standards.question_set, section, found["section", section.id], summary)
    assert len(said) == 4 + 1
    assert "\n".join(said).count("of 12 points") == 1
    first = summary.of_kind("criterion")[0]
    assert first.band
    assert said[0] == f"· {first.title}: {first.band.label.lower()}, {first.points} of 3 points."


def test_the_meeting_shows_points_without_a_bar_and_ratings_with_one(standards: Casebook) -> None:
    meeting = meeting_of(standards)
    [section] = meeting.sections
    assert section.figure == Figure(section.figure.title, section.figure.said, None, bar=False)
    assert section.figure.said.endswith(" of 12 points")
    for each in section.criteria:
        assert each.figure.bar
        assert each.figure.percent is not None
        assert each.figure.band


def test_the_workbook_says_points_where_there_is_no_share(standards: Casebook) -> None:
    data = book_of(standards)
    section = next(row for row in data.scores if row.kind == "section")
    assert section.instead.endswith(" of 12 points")
    assert section.percent is None
    assert all(row.percent is not None and not row.instead for row in data.scores if row.kind == "criterion")
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook(data)))["Scores"]
    said = [[cell.value for cell in row] for row in sheet.rows]
    assert {row[0] for row in said[1:6]} == {"Section", "Standard"}
    assert any(str(row[0]).startswith("The counts of a standard are those of its lowest") for row in said)


def test_prompts_are_in_no_finding(standards: Casebook) -> None:
    asked = standards.question_set
    findings = decided(asked, standards.summary().questions, {})
    assert findings
    assert not any(asked.by_id[name].prompt_of for each in findings for name in each.questions)
