"""The documents as blocks: what each kind holds, and that nothing about one case is in any of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casereview.casebook import Casebook, Change, NewCase
from casereview.casebook.decisions import Action, Chosen, Decision
from casereview.casebook.example import write_example
from casereview.questions import QuestionSet, find
from casereview.questions.model import DocumentWords
from casereview.reports.documents.blocks import BarChart, Contents, Heading, Items, Paragraph, RangeChart, Table
from casereview.reports.documents.comparators import Area, family, read_comparators, shipped
from casereview.reports.documents.content import Content, gather
from casereview.reports.documents.outline import document, standing
from casereview.reports.meeting.quiet import quiet
from casereview.reports.meeting.quiet_counts import near_totals
from casereview.scoring import Tally
from tests.reports.making import JONES, make
from tests.reports.reading import headings, texts

LEAD, TODAY = "L Reed", date(2012, 3, 1)
KINDS = ("report", "meeting", "letter", "plan")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    path = tmp_path_factory.mktemp("example") / "example.db"
    write_example(path, "cci-2009")
    with Casebook.open(path) as casebook:
        yield casebook


@pytest.fixture(scope="module")
def content(example: Casebook) -> Content:
    place = shipped("cci-2009")
    assert place is not None
    ranges = read_comparators(place, example.question_set)
    return gather(
        example,
        today=TODAY,
        by=["gender"],
        caseload=200,
        comparators=ranges,
        family=family(ranges, ["Enfield", "Merton"]),
    )


def test_the_report_reproduces_the_published_scoring_summary(content: Content) -> None:
    made = document(content)
    tables = {each.caption: each for each in made.blocks if isinstance(each, Table)}
    assert [row[:3] for row in tables["Headline scores"].rows] == [
        ("Safeguarding", "81%", "Minimum improvement required"),
        ("Risk of Harm", "75%", "Minimum improvement required"),
        ("Likelihood of Reoffending", "82%", "Minimum improvement required"),
    ]
    scores = {row[0].split()[0]: row[1] for row in tables["Scores by section and criterion"].rows}
    assert scores == {
        "1": "79%", "1.1": "81%", "1.2": "78%", "1.3": "79%", "2": "81%", "2.1": "77%", "2.2": "86%", "2.3": "80%",
        "3": "73%", "3.1": "67%", "3.2": "90%",
    }  # fmt: skip
    titles = [text for _, text in headings(made)]
    assert titles.index("Foreword") < titles.index("Scoring summary") < titles.index("Recommendations")
    assert [text.split(": ")[1] for text in titles if text.startswith("Appendix")] == [
        "Scores by criterion", "Characteristics of the cases", "Scores by characteristic", "Scoring approach", "Glossary",
    ]  # fmt: skip


def test_headings_never_skip_a_level(content: Content) -> None:
    for kind in KINDS:
        levels = [level for level, _ in headings(document(content, kind))]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_every_chart_and_table_says_itself_in_words(content: Content) -> None:
    for block in document(content).blocks:
        if isinstance(block, (BarChart, RangeChart)):
            assert block.caption
            assert block.text
        if isinstance(block, Table):
            assert block.caption
            assert all(len(row) == len(block.head) for row in block.rows)


def test_ranges_stand_with_the_caution_and_without_a_ranking(content: Content) -> None:
    blocks = document(content).blocks
    (chart,) = [each for each in blocks if isinstance(each, RangeChart)]
    roh = next(span for span in chart.spans if span.label == "Risk of Harm")
    assert (roh.here, roh.others) == (75, (("Enfield", 66), ("Merton", 46)))
    assert roh.lowest < roh.average < roh.highest
    assert any(isinstance(each, Paragraph) and each.kind == "caution" and "care" in each.text for each in blocks)


def test_nothing_about_one_case_is_in_any_document(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.note("BR-002", "assessed", "CANARY note", JONES)
        casebook.raise_alert("BR-002", "CANARY alert", JONES)
        casebook.mark_practice("BR-002", "Josh", "Went with him.", JONES)
        casebook.decide("assessed", LEAD, Decision("accepted", "Assessed in {yes} of {scored}."))
        casebook.recommend(Chosen("own", "Plans are reviewed"), LEAD)

    with Casebook.open(make(tmp_path / "a.db", small, fill)) as casebook:
        found = gather(casebook, today=TODAY, by=["gender"])
        for kind in KINDS:
            said = " ".join(texts(document(found, kind)))
            assert "CANARY" not in said
            assert "BR-0" not in said
        assert "Josh: Went with him." in " ".join(texts(document(found)))


def test_few_cases_are_withheld_with_a_second_cell(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "a.db", small)) as casebook:
        found = gather(casebook, today=TODAY, by=["gender"])
    (table,) = [
        each for each in document(found).blocks if isinstance(each, Table) and each.caption.startswith("Scores by: ")
    ]
    assert {row[1] for row in table.rows} == {"not shown"}
    assert {cell for row in table.rows for cell in row[2:]} == {"not shown"}


def test_a_score_of_few_cases_is_withheld_where_its_group_is_not(tmp_path: Path, small: QuestionSet) -> None:
    """Six girls, of whom one has an answer in the second section: it is withheld, and so is that of the boys."""
    cases = [NewCase(f"C-{n:02}", {"gender": "female" if n < 6 else "male"}) for n in range(20)]

    def fill(casebook: Casebook) -> None:
        for place, case in enumerate(cases):
            for each in casebook.question_set.questions:
                unasked = each.section == "2" and 0 < place < 6
                casebook.answer(case.ref, each.id, "na" if unasked else "no" if not place else "yes", LEAD)

    path = tmp_path / "a.db"
    Casebook.create(path, small, "Anytown", cases, fill=fill)
    with Casebook.open(path, write=False) as casebook:
        found = gather(casebook, today=TODAY, by=["gender"])
    (table,) = [
        each for each in document(found).blocks if isinstance(each, Table) and each.caption.startswith("Scores by: ")
    ]
    second = table.head.index("Section 2")
    assert {row[1] for row in table.rows} == {"6", "14"}
    assert {row[second] for row in table.rows} == {"not shown"}
    assert "not shown" not in {row[table.head.index("Section 1")] for row in table.rows}


def test_a_letter_has_counts_and_no_percentages_or_scores(example: Casebook) -> None:
    said = list(texts(document(gather(example, today=TODAY, shares=False), "letter")))
    assert not any("%" in each or "improvement required" in each for each in said)
    assert any("14 of the 23" in each for each in said)


def test_the_plan_says_what_is_due_and_overdue(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "a.db", small)) as casebook:
        casebook.recommend(Chosen("own", "Plans are reviewed", "Managers", 1), LEAD)
        casebook.recommend(Chosen("other", "Plans are signed", "", 2), LEAD)
        casebook.plan(Action("", "own", "Train", "A", "2012-02-01", "", "begun"), LEAD)
        casebook.plan(Action("", "own", "Write", "B", "2012-03-10"), LEAD)
        casebook.plan(Action("", "own", "Ask", "B", "2012-01-10", done=True), LEAD)
        casebook.plan(Action("", "", "Thank", "C"), LEAD)
        casebook.plan(Action("", "own", "Sign", "C", "2012-12-01", "2012-02-02"), LEAD)
        made = document(gather(casebook, today=TODAY), "plan")
    rows = {row[0]: row for each in made.blocks if isinstance(each, Table) for row in each.rows}
    assert rows["Train"][-1] == "Overdue. begun"
    assert rows["Write"][-1] == "Due soon"
    assert rows["Ask"][-1] == "Done"
    assert rows["Thank"][-1] == ""
    assert rows["Sign"][-1] == "Review overdue"
    assert rows["Sign"][2:4] == ("1 December 2012", "2 February 2012")
    said = "5 actions, 1 done, 1 overdue, 1 with a review overdue, 1 due soon."
    assert made.blocks[0] == Paragraph(said)
    assert [text for _, text in headings(made)] == ["Recommendation 1", "Recommendation 2", "Other lines"]


def test_what_should_be_known_before_it_leaves_the_room(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "a.db", small)) as casebook:
        found = gather(casebook, today=TODAY)
        said = standing(found)
        assert said[0].startswith("3 cases")
        assert "blank" in said[1]
        assert "as drafted" in said[2]
        assert standing(found, "plan") == said[:2]
        assert document(found).provisional.startswith("Provisional: ")
        first = found.findings[0]
        casebook.decide(first.id, LEAD, Decision("accepted", "x", "other figures"))
        assert (
            standing(gather(casebook, today=TODAY))[-1] == "1 finding worded or accepted under other figures than these"
        )


def test_decisions_that_differ_between_copies_are_said_before_and_on_the_document(
    tmp_path: Path, small: QuestionSet
) -> None:
    with Casebook.open(make(tmp_path / "a.db", small)) as casebook:
        found = gather(casebook, today=TODAY)._replace(differing=6)
    assert "6 decisions differ between copies of the casebook; settle them with `casereview conflicts`" in standing(
        found
    )
    assert document(found).provisional.endswith("6 decisions differ between copies of the casebook")


def test_different_numbers_of_cases_described_alike_are_explained_once(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "a.db", small)) as casebook:
        found = gather(casebook, today=TODAY)
    finding = found.findings[0]
    asked = {each.id: each._replace(among="cases with a plan") for each in small.questions}
    figures = finding.figures[0]
    tally = figures.tally
    other = figures._replace(tally=Tally(tally.yes + 2, tally.no, tally.na, tally.blank))
    alike = found._replace(
        question_set=dataclasses.replace(small, questions=tuple(asked.values())),
        findings=(finding, finding._replace(figures=(other,))),
    )
    said = [each.text for each in document(alike).blocks if isinstance(each, Paragraph)]
    assert sum("It can differ between questions" in each for each in said) == 1
    same = document(alike._replace(findings=(finding,)))
    assert not any("It can differ" in each.text for each in same.blocks if isinstance(each, Paragraph))


def test_an_area_without_a_score_is_not_left_out_without_a_word(tmp_path: Path) -> None:
    asked = find("cci-2009")
    Casebook.create(tmp_path / "a.db", asked, "Area", [NewCase("C-1", {})])
    path = shipped("cci-2009")
    assert path is not None
    with Casebook.open(tmp_path / "a.db") as casebook:
        casebook.answer("C-1", asked.questions[0].id, "yes", JONES)
        nowhere = Area("Nowhere", "2012", {}, "none")
        made = document(gather(casebook, today=TODAY, comparators=read_comparators(path, asked), family=[nowhere]))
    assert any(each.text == "No score is known of: Nowhere." for each in made.blocks if isinstance(each, Paragraph))


def test_an_inspection_without_a_case_makes_every_document(tmp_path: Path, small: QuestionSet) -> None:
    Casebook.create(tmp_path / "a.db", small, "Area")
    with Casebook.open(tmp_path / "a.db") as casebook:
        found = gather(casebook, today=TODAY, by=["gender"])
        foreword = next(each for each in document(found).blocks if isinstance(each, Paragraph))
        assert foreword.text.endswith(". No case is in the sample yet.")
        for kind in KINDS:
            assert document(found, kind).title.endswith("Area")


def test_before_anything_is_scored_a_report_has_no_table_and_no_list_of_nothing(
    tmp_path: Path, small: QuestionSet
) -> None:
    Casebook.create(tmp_path / "a.db", small, "Area", [NewCase("C-1", {})])
    with Casebook.open(tmp_path / "a.db") as casebook:
        made = document(gather(casebook, today=TODAY))
        assert not any(isinstance(each, Table | BarChart | RangeChart | Contents) for each in made.blocks)
        assert "No answer is scored yet, so there are neither scores nor findings." in texts(made)
        plan = document(gather(casebook, today=TODAY), "plan")
        none = "No recommendation has been chosen and nothing is planned yet."
        assert plan.blocks == (Paragraph(none, "caution"),)
        casebook.recommend(Chosen("own", "Plans are reviewed.", "", 2), LEAD)
        assert "Plans are reviewed." in texts(document(gather(casebook, today=TODAY)))


def test_a_criterion_whose_answers_single_out_nothing_says_so_once(tmp_path: Path, small: QuestionSet) -> None:
    Casebook.create(tmp_path / "a.db", small, "Area", [NewCase(f"C-{n}", {}) for n in range(10)])
    with Casebook.open(tmp_path / "a.db") as casebook:
        for number in range(10):
            casebook.answer(f"C-{number}", "safe", "yes" if number < 7 else "no", JONES)
        made = document(gather(casebook, today=TODAY))
    at = next(place for place, each in enumerate(made.blocks) if isinstance(each, Heading) and "1.2 " in each.text)
    assert made.blocks[at + 2] == Paragraph("The answers single out neither a strength nor an area for improvement.")
    at = next(place for place, each in enumerate(made.blocks) if isinstance(each, Heading) and "1.1 " in each.text)
    assert made.blocks[at + 1] == Paragraph("No answer is scored here yet.")


@pytest.mark.parametrize("kind", ["report", "meeting", "letter"])
def test_a_document_says_what_the_question_set_wants_said_and_in_its_words(
    tmp_path: Path, small: QuestionSet, kind: str
) -> None:
    """And nothing of another programme's: neither a board nor weeks after publication, unless the set says so."""
    own = DocumentWords("To all in {area}", "We read them twice.", "Meet in May.", "Thanks.", "standard", "standards")
    refs = [f"C-{n}" for n in range(10)]

    def fill(casebook: Casebook) -> None:
        casebook.record([Change(ref, "safe", "answer", "yes") for ref in refs], JONES)

    Casebook.create(tmp_path / "a.db", small, "Oz", [NewCase(ref, {}) for ref in refs], fill=fill)
    with Casebook.open(tmp_path / "a.db") as casebook:
        plain = gather(casebook, today=TODAY)
    worded = plain._replace(question_set=dataclasses.replace(plain.question_set, documents=own))
    bare, said = (" ".join(texts(document(each, kind))) for each in (plain, worded))
    for words in ("chair", "board", "publication", "service", "grateful", "standard"):
        assert words not in bare.lower()
    if kind == "letter":
        assert "To all in Oz" in said
        assert "We read them twice." in said
        assert "Thanks." in said
    else:
        assert "Meet in May." in said
        assert "Scores by section and standard" in said
        assert "criteri" not in said.lower()


def test_recommendations_and_accounts_come_with_their_own_words(tmp_path: Path, small: QuestionSet) -> None:
    standard = small.recommendations[0]

    def fill(casebook: Casebook) -> None:
        casebook.recommend(Chosen(standard.id, place=1), LEAD)
        casebook.recommend(Chosen("own", "Plans are reviewed.", "", 2), LEAD)
        casebook.mark_practice("BR-001", "", "Somebody went along.", JONES)

    with Casebook.open(make(tmp_path / "a.db", small, fill)) as casebook:
        items = [each.items for each in document(gather(casebook, today=TODAY)).blocks if isinstance(each, Items)]
    assert ("Somebody went along.",) in items
    wanted = f"{standard.text.rstrip('.')}{f' ({standard.who})' if standard.who else ''}."
    assert (wanted, "Plans are reviewed.") in items


@pytest.mark.parametrize("kind", ["report", "letter"])
def test_of_one_case_a_document_says_that_it_is_about_single_children(
    tmp_path: Path, small: QuestionSet, kind: str
) -> None:
    with Casebook.open(make(tmp_path / "a.db", small)) as casebook:
        found = gather(casebook, today=TODAY)
    said = "Fewer than 3 cases have been read: this document is about single children."
    assert 0 < found.summary.started < 3
    assert document(found, kind).blocks[0] == Paragraph(said, "caution")
    assert said in standing(found, kind)
    one = found._replace(summary=dataclasses.replace(found.summary, started=1))
    assert document(one, kind).blocks[0] == Paragraph(
        "One case has been read: this document is about one child.", "caution"
    )


def test_the_handout_says_no_small_number_and_all_findings(example: Casebook) -> None:
    found = gather(example, today=TODAY)
    said = list(texts(document(found, "meeting").blocks))
    assert not any(
        re.search(r"\b(in|and|of) [12]\b(?! weeks)|\bboth\b cases|the one (case|where)", each) for each in said
    )
    lists = [each for each in document(found, "meeting").blocks if isinstance(each, Items)]
    assert sum(len(each.items) for each in lists) >= len(found.findings)
    near = near_totals(found.findings, found.summary.cases, found.question_set)
    for each in found.findings:
        assert quiet(each, found.question_set, near[each.criterion]) in said


def test_the_handout_has_no_column_of_which_no_row_may_say_anything(tmp_path: Path) -> None:
    write_example(tmp_path / "a.db", "local-audit")
    with Casebook.open(tmp_path / "a.db", write=False) as casebook:
        made = document(gather(casebook, today=TODAY), "meeting")
    tables = [each for each in made.blocks if isinstance(each, Table)]
    assert tables
    for table in tables:
        assert all({row[place] for row in table.rows} != {"-"} for place in range(len(table.head)))
        assert all(len(row) == len(table.head) for row in table.rows)


def test_the_handout_of_few_cases_says_that_they_are_few_and_nothing_else(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "a.db", small)) as casebook:
        made = document(gather(casebook, today=TODAY), "meeting")
    assert made.blocks == (Paragraph("Fewer than 3 cases have been read: too few to show.", "caution"),)
