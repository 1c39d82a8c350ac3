"""What is entered about a case and read back: cases, facts, answers, reasons, readings, alerts, sign-off, figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    Alert,
    Casebook,
    Change,
    NewCase,
    NotPermitted,
    Refused,
)
from casereview.questions import Cause, QuestionSet
from casereview.scoring import Tally
from tests.casebook.hands import answer_all, rows
from tests.strategies import HALF


def test_a_new_casebook_knows_its_inspection_and_carries_its_question_set(
    casebook: Casebook, small: QuestionSet
) -> None:
    assert (casebook.inspection.area, casebook.inspection.about) == ("Invented town", "For tests")
    assert casebook.inspection.created_at == "2026-01-05T09:00:01.000Z"
    assert len(casebook.inspection.id) == 32
    assert casebook.question_set == small
    assert casebook.case_refs() == ["A1", "B2"]
    assert not casebook.read_only


def test_answers_facts_reasons_notes_and_marks_are_read_back(casebook: Casebook) -> None:
    casebook.put_facts("A1", {"gender": "male", "rmp-needed": "no"}, "Ann")
    casebook.answer("A1", "assessed", "no", "Ann")
    casebook.give_reasons("A1", "assessed", ["late", "missing"], "Ann")
    casebook.note("A1", "assessed", "page 3", "Ann")
    casebook.mark("A1", "safe", True, "Ann")
    reading = casebook.reading("A1", "Ann")
    assert reading.facts == {"gender": "male", "rmp-needed": "no"}
    assert reading.answers == {"assessed": "no"}
    assert reading.reasons == {"assessed": ("missing", "late")}
    assert reading.notes == {"assessed": "page 3"}
    assert reading.marks == {"safe"}
    assert (reading.case, reading.reader, reading.second, reading.signed_off) == ("A1", "Ann", False, False)
    other = casebook.reading("A1", "Bea")
    assert (other.answers, other.reasons, other.notes, other.marks) == ({}, {}, {}, frozenset())
    assert other.facts == reading.facts


def test_clearing_makes_blank_again(casebook: Casebook) -> None:
    before = casebook.reading("A1", "Ann")
    casebook.put_facts("A1", {"gender": "male"}, "Ann")
    casebook.answer("A1", "assessed", "no", "Ann")
    casebook.give_reasons("A1", "assessed", ["late"], "Ann")
    casebook.note("A1", "assessed", "page 3", "Ann")
    casebook.mark("A1", "assessed", True, "Ann")
    casebook.put_facts("A1", {"gender": None}, "Ann")
    casebook.answer("A1", "assessed", None, "Ann")
    casebook.give_reasons("A1", "assessed", [], "Ann")
    casebook.note("A1", "assessed", "", "Ann")
    casebook.mark("A1", "assessed", False, "Ann")
    assert casebook.reading("A1", "Ann") == before


def test_a_suggested_not_applicable_counts_as_one_and_an_answer_overrides_it(casebook: Casebook) -> None:
    reading = casebook.reading("B2", "Ann")
    assert reading.suggested == {"rmp-done": Cause("rmp-needed", "no"), "rmp-timely": Cause("rmp-done", "na")}
    assert reading.answer("rmp-done") == "na"
    assert reading.answer("assessed") == "blank"
    tallies = casebook.running_tally().tallies()
    assert tallies["rmp-done"] == tallies["rmp-timely"] == Tally(na=1, blank=1)
    line = casebook.case_line("B2")
    assert line.counted.suggested == {"rmp-done", "rmp-timely"}
    assert not line.counted.started
    casebook.answer("B2", "rmp-done", "yes", "Ann")
    tallies = casebook.running_tally().tallies()
    assert tallies["rmp-done"] == Tally(yes=1, blank=1)
    assert tallies["rmp-timely"] == Tally(blank=2)
    assert casebook.case_line("B2").counted.suggested == frozenset()


def test_reasons_count_only_for_a_no(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "no", "Ann")
    casebook.give_reasons("A1", "assessed", ["late"], "Ann")
    assert casebook.running_tally().reasons() == {"assessed": {"late": 1}}
    casebook.answer("A1", "assessed", "yes", "Ann")
    assert casebook.running_tally().reasons() == {}
    assert casebook.reading("A1", "Ann").reasons == {"assessed": ("late",)}


def test_two_first_readers_who_tick_different_reasons_give_both_once(casebook: Casebook) -> None:
    for reader, reasons in (("Ann", ["late"]), ("Bea", ["late", "missing"]), ("Cy", [])):
        casebook.answer("A1", "assessed", "no", reader)
        casebook.give_reasons("A1", "assessed", ["missing"], reader)
        casebook.give_reasons("A1", "assessed", reasons, reader)
    assert casebook.running_tally().reasons() == {"assessed": {"late": 1, "missing": 1}}


def test_cases_are_added_with_their_facts_all_or_none(casebook: Casebook) -> None:
    casebook.add_cases([NewCase("C3", {"gender": "male"}), NewCase("C4", {})], "Lead")
    assert casebook.case_refs() == ["A1", "B2", "C3", "C4"]
    assert casebook.case_line("C3").counted.facts == {"gender": "male"}
    for bad in (
        [NewCase("D5", {}), NewCase("D5", {})],
        [NewCase("D5", {}), NewCase("A1", {})],
        [NewCase("D5", {}), NewCase(" ", {})],
    ):
        with pytest.raises(Refused):
            casebook.add_cases(bad, "Lead")
    assert casebook.case_refs() == ["A1", "B2", "C3", "C4"]


def test_a_case_line_says_who_reads_it_and_how_far_it_is(casebook: Casebook) -> None:
    casebook.put_facts("A1", {"rmp-needed": "no"}, "Ann")
    casebook.begin_second_reading("A1", "Bea")
    casebook.answer("A1", "assessed", "no", "Bea")
    line = casebook.case_line("A1")
    assert (line.ref, line.readers, line.seconds, line.counted.started) == ("A1", (), ("Bea",), False)
    answer_all(casebook, "A1", "Ann")
    casebook.answer("A1", "assessed", "na", "Cy")
    casebook.raise_alert("A1", "seen alone", "Bea")
    casebook.sign_off("A1", "Ann")
    line = casebook.case_line("A1")
    assert (line.readers, line.seconds, line.alerts) == (("Ann", "Cy"), ("Bea",), 1)
    assert line.counted.started
    assert not line.counted.signed_off, "Cy has not signed off yet"
    casebook.answer("A1", "assessed", None, "Cy")
    assert casebook.case_line("A1").counted.signed_off
    with pytest.raises(Refused, match=r"^no case Z9 in this casebook$"):
        casebook.case_line("Z9")
    assert [each.ref for each in casebook.case_lines()] == ["A1", "B2"]


def test_a_second_reading_is_never_counted(casebook: Casebook) -> None:
    casebook.begin_second_reading("A1", "Bea")
    answer_all(casebook, "A1", "Bea", "no")
    casebook.give_reasons("A1", "assessed", ["late"], "Bea")
    assert casebook.reading("A1", "Bea").second
    assert casebook.running_tally().tallies()["assessed"] == Tally(blank=2)
    assert casebook.running_tally().reasons() == {}
    casebook.sign_off("A1", "Bea")
    assert not casebook.case_line("A1").counted.signed_off
    casebook.answer("A1", "assessed", "yes", "Ann")
    assert casebook.running_tally().tallies()["assessed"] == Tally(yes=1, blank=1)


def test_a_reading_that_was_begun_stays_a_first_reading(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    with pytest.raises(NotPermitted, match="Ann has answered already"):
        casebook.begin_second_reading("A1", "Ann")


def test_first_readings_that_differ_are_unresolved_and_those_that_agree_are_not(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.answer("A1", "assessed", "no", "Bea")
    casebook.answer("A1", "safe", "no", "Ann")
    casebook.answer("A1", "safe", "no", "Bea")
    casebook.answer("A1", "delivered", "no", "Bea")
    counted = casebook.case_line("A1").counted.answers
    assert counted == {"assessed": "unresolved", "safe": "no", "delivered": "no"}
    assert casebook.running_tally().tallies()["assessed"] == Tally(blank=1, unresolved=1)


def test_what_hangs_on_an_unresolved_gate_is_not_suggested(casebook: Casebook) -> None:
    casebook.answer("A1", "rmp-done", "yes", "Ann")
    casebook.answer("A1", "rmp-done", "no", "Bea")
    assert "rmp-timely" not in casebook.case_line("A1").counted.answers


def test_alerts_are_raised_and_withdrawn_with_words_and_stay_in_the_history(casebook: Casebook) -> None:
    first = casebook.raise_alert("A1", "seen alone", "Ann")
    second = casebook.raise_alert("A1", "no plan", "Bea")
    assert casebook.case_line("A1").alerts == 2
    casebook.withdraw_alert("A1", first, "social worker told", "Bea")
    assert set(casebook.reading("A1", "Cy").alerts) == {
        Alert(first, "seen alone", "Ann", "social worker told"),
        Alert(second, "no plan", "Bea"),
    }
    assert casebook.case_line("A1").alerts == 1
    assert casebook.case_line("B2").alerts == 0
    assert [entry.field for entry in casebook.history("A1", f"alert:{first}")] == ["alert", "alert"]


def test_a_case_is_signed_off_when_nothing_is_blank_and_then_closed_to_its_assessor(
    casebook: Casebook, path: Path
) -> None:
    casebook.answer("B2", "assessed", "yes", "Ann")
    with pytest.raises(NotPermitted, match=r"^case B2: 4 blank; answer them before signing off$"):
        casebook.sign_off("B2", "Ann")
    for question in ("safe", "delivered", "joint-health", "joint-police"):
        casebook.answer("B2", question, "no", "Ann")
    casebook.sign_off("B2", "Ann")
    assert casebook.reading("B2", "Ann").signed_off
    before = rows(path, "entries")
    doings: list[Callable[[], Any]] = [
        lambda: casebook.answer("B2", "assessed", "no", "Ann"),
        lambda: casebook.give_reasons("B2", "assessed", ["late"], "Ann"),
        lambda: casebook.note("B2", "assessed", "x", "Ann"),
        lambda: casebook.mark("B2", "assessed", True, "Ann"),
        lambda: casebook.put_facts("B2", {"gender": "male"}, "Ann"),
        lambda: casebook.undo("B2", "Ann"),
        lambda: casebook.record([Change("B2", "assessed", "answer", "no")], "Ann"),
    ]
    for doing in doings:
        with pytest.raises(NotPermitted, match="is signed off; open it again first"):
            doing()
    assert rows(path, "entries") == before
    casebook.sign_off("B2", "Ann")
    assert rows(path, "entries") == before, "signing off twice is one sign-off"
    casebook.answer("B2", "assessed", "no", "Bea")
    casebook.raise_alert("B2", "late concern", "Ann")
    casebook.reopen("B2", "new evidence", "Ann")
    assert not casebook.reading("B2", "Ann").signed_off
    casebook.answer("B2", "assessed", "no", "Ann")
    assert '"new evidence"' in casebook.history("B2", "sign-off")[-1].value


def test_a_summary_counts_cases_started_and_signed_off(casebook: Casebook) -> None:
    answer_all(casebook, "A1", "Ann")
    casebook.sign_off("A1", "Ann")
    summary = casebook.summary()
    assert (summary.cases, summary.started, summary.signed_off) == (2, 1, 1)
    assert summary.answers == Tally(yes=7, na=2, blank=5)
    assert casebook.summary(casebook.running_tally()) == summary


def test_a_summary_for_each_value_of_a_fact(casebook: Casebook) -> None:
    casebook.add_cases([NewCase("C3", {"gender": "male"})], "Lead")
    casebook.answer("C3", "assessed", "yes", "Ann")
    casebook.answer("A1", "assessed", "no", "Ann")
    found = casebook.summaries_by("gender")
    assert list(found) == ["male", "female", ""]
    assert [summary.cases for summary in found.values()] == [1, 1, 1]
    assert [summary.questions[0].tally for summary in found.values()] == [Tally(yes=1), Tally(blank=1), Tally(no=1)]
    with pytest.raises(Refused, match="no fact 'age'; it can be gender, rmp-needed"):
        casebook.summaries_by("age")


def test_record_makes_all_changes_or_none(casebook: Casebook, path: Path) -> None:
    changes = [Change("A1", "assessed", "answer", "no"), Change("A1", "assessed", "reasons", ["late"])]
    assert casebook.record(changes, "Ann") == 2
    assert casebook.record(changes, "Ann") == 0
    before = rows(path, "entries")
    with pytest.raises(Refused):
        casebook.record([Change("A1", "safe", "answer", "no"), Change("A1", "safe", "note", HALF[0])], "Ann")
    assert rows(path, "entries") == before
    casebook.answer("A1", "safe", "yes", "Ann")
    assert len(rows(path, "entries")) == len(before) + 1
