"""The letter: what somebody dropped, worded or chose is respected; a count that is withheld is nowhere in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casereview.casebook import Casebook, Change, NewCase
from casereview.casebook.decisions import Chosen, Decision
from casereview.questions import QuestionSet
from casereview.questions.model import DocumentWords
from casereview.reports.documents.blocks import Document, Heading, Paragraph, Table
from casereview.reports.documents.content import gather
from casereview.reports.documents.outline import document
from tests.reports.reading import headings, texts

LEAD, TODAY = "L Reed", date(2013, 5, 8)


def book(path: Path, small: QuestionSet) -> Casebook:
    """Ten cases: `delivered` is a strength, `assessed` and `rmp-done` areas for improvement, `safe` neither."""
    refs = [f"C-{number}" for number in range(10)]

    def fill(casebook: Casebook) -> None:
        changes = [
            Change(ref, name, "answer", "yes" if place < yes else "no")
            for name, yes in (("delivered", 9), ("assessed", 3), ("safe", 7), ("rmp-done", 4))
            for place, ref in enumerate(refs)
        ]
        casebook.record(changes, LEAD)

    # One case is not for the plan questions: so few that neither count is said.
    cases = [NewCase(ref, {"gender": "male", "rmp-needed": "yes" if place else "no"}) for place, ref in enumerate(refs)]
    Casebook.create(path, small, "Anytown", cases, fill=fill)
    return Casebook.open(path)


def letter(casebook: Casebook) -> Document:
    return document(gather(casebook, today=TODAY, shares=False), "letter")


def said(casebook: Casebook) -> str:
    return " ".join(texts(letter(casebook)))


def numbered(casebook: Casebook) -> list[str]:
    return [each for each in texts(letter(casebook)) if each.startswith(("1.", "2."))]


def numbered_in(text: str) -> list[str]:
    return re.findall(r"\b[12]\.[12]\.[1-9] ", text)


def test_what_is_neither_strength_nor_area_is_told_all_the_same(tmp_path: Path, small: QuestionSet) -> None:
    with book(tmp_path / "a.db", small) as casebook:
        assert "was judged sufficient in 7 of the 10 cases" in said(casebook)


def test_what_is_dropped_is_not_told(tmp_path: Path, small: QuestionSet) -> None:
    with book(tmp_path / "a.db", small) as casebook:
        before = numbered(casebook)
        for each in gather(casebook, today=TODAY).findings:
            casebook.decide(each.id, LEAD, Decision("dropped"))
        assert [each.split()[0] for each in before] == ["1.1.1", "1.1.2", "1.2.1", "2.1.1"]
        assert [each.split()[0] for each in numbered(casebook)] == ["1.2.1"]
        assert "Particular strengths" not in [text for _, text in headings(letter(casebook))]


def test_a_wording_of_ones_own_is_printed_in_both_places(tmp_path: Path, small: QuestionSet) -> None:
    with book(tmp_path / "a.db", small) as casebook:
        casebook.decide("delivered", LEAD, Decision("accepted", "It came in {yes} of {scored}."))
        assert sum("It came in 9 of 10." in each for each in texts(letter(casebook))) == 2


def test_what_must_change_is_what_was_chosen_or_says_that_nothing_was(tmp_path: Path, small: QuestionSet) -> None:
    with book(tmp_path / "a.db", small) as casebook:
        assert "No recommendation has been chosen yet." in said(casebook)
        casebook.recommend(Chosen("own", "Plans are reviewed", "Managers", 1), LEAD)
        assert "No recommendation has been chosen yet." not in said(casebook)
        assert "Plans are reviewed (Managers)." in said(casebook)


@pytest.mark.parametrize(
    ("scoring", "said_of_scores"),
    [
        ("counts", "We give counts, and no scores."),
        ("pooled", "It gives counts; the scores that follow from them are in the report"),
        ("lowest-key-question", "It gives counts; the ratings that follow from them are in the report"),
    ],
)
def test_the_letter_denies_scores_only_where_there_are_none(
    tmp_path: Path, small: QuestionSet, scoring: str, said_of_scores: str
) -> None:
    with book(tmp_path / "a.db", small) as casebook:
        content = gather(casebook, today=TODAY, shares=False)
    asked = replace(content.question_set, scoring=scoring)
    opening = " ".join(texts(document(content._replace(question_set=asked), "letter")))
    assert said_of_scores in opening
    assert ("no scores" in opening) == (scoring == "counts")


def test_before_a_case_is_looked_at_the_letter_says_that_and_thanks_nobody(tmp_path: Path, small: QuestionSet) -> None:
    cases = [NewCase(f"C-{number}", {each.id: each.options[0].id for each in small.facts}) for number in range(9)]
    Casebook.create(tmp_path / "a.db", small, "Anytown", cases)
    with Casebook.open(tmp_path / "a.db", write=False) as casebook:
        content = gather(casebook, today=TODAY, shares=False)
    assert any(each.fact.id in small.gated_by for each in content.characteristics)
    thankful = replace(small, documents=DocumentWords(thanks="Thanks."))
    none = "No case in Anytown has been looked at yet, so there is nothing to tell."
    assert document(content._replace(question_set=thankful), "letter").blocks == (Paragraph(none),)


def test_of_one_case_no_sentence_says_that_there_is_one(tmp_path: Path, small: QuestionSet) -> None:
    Casebook.create(tmp_path / "a.db", small, "Anytown", [NewCase("C-1", {})])
    with Casebook.open(tmp_path / "a.db") as casebook:
        casebook.answer("C-1", "delivered", "yes", LEAD)
        casebook.answer("C-1", "safe", "no", LEAD)
        told = said(casebook)
    assert "when we looked at 1 case in Anytown" in told
    assert "the one case concerned" not in told
    assert "(1 of 1)" not in told
    assert len(numbered_in(told)) == 2


def test_a_fact_with_a_withheld_count_stays_out(tmp_path: Path, small: QuestionSet) -> None:
    with book(tmp_path / "a.db", small) as casebook:
        made = letter(casebook)
        assert not any(isinstance(each, Table) for each in made.blocks)
        assert not any(isinstance(each, Heading) and "cases" in each.text for each in made.blocks)
