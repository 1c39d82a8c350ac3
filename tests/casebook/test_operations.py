"""Every public operation, and what each refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    Alert,
    Casebook,
    CasebookError,
    Change,
    DamagedCasebook,
    NewCase,
    NotPermitted,
    Refused,
)
from casereview.questions import Cause, QuestionSet
from casereview.scoring import Tally
from tests.casebook.hands import present, rows, sql
from tests.strategies import HALF, HOSTILE

LONG = "x" * 1_000_001


def answer_all(casebook: Casebook, case: str, reader: str, answer: str = "yes") -> None:
    for row in casebook.question_set.questions:
        casebook.answer(case, row.id, answer, reader)


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


def test_drafts_are_kept_by_assessor_and_forgotten_with_their_note(casebook: Casebook, path: Path) -> None:
    entries = rows(path, "entries")
    casebook.put_draft("A1", "assessed", "half a sen", "Ann")
    casebook.put_draft("A1", "assessed", "half a sentence", "Ann")
    casebook.put_draft("A1", "alert", "half an al", "Ann")
    casebook.put_draft("A1", "safe", "x", "Ann")
    casebook.put_draft("A1", "safe", "", "Ann")
    assert rows(path, "entries") == entries, "a draft is no history"
    casebook.close()
    with Casebook.open(path) as again:
        assert again.draft("A1", "assessed", "Ann") == "half a sentence"
        assert again.draft("A1", "assessed", "Bea") == again.draft("A1", "safe", "Ann") == ""
        again.note("A1", "assessed", "half a sentence, whole", "Ann")
        again.raise_alert("A1", "an alert", "Ann")
        assert again.draft("A1", "assessed", "Ann") == again.draft("A1", "alert", "Ann") == ""


def test_places_are_kept_by_assessor(casebook: Casebook, path: Path) -> None:
    assert casebook.last_case("Ann") == casebook.place("A1", "Ann") == ""
    casebook.put_place("A1", "safe", "Ann")
    casebook.put_place("B2", "assessed", "Ann")
    casebook.answer("A1", "assessed", "yes", "Ann", then="rmp-done")
    casebook.give_reasons("A1", "safe", ["thin"], "Bea", then="delivered")
    casebook.close()
    with Casebook.open(path) as again:
        assert again.place("A1", "Ann") == "rmp-done"
        assert again.place("B2", "Ann") == "assessed"
        assert again.place("A1", "Bea") == "delivered"
        assert (again.last_case("Ann"), again.last_case("Cy")) == ("A1", "")


def test_the_place_moves_on_though_the_answer_was_given_before(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.answer("A1", "assessed", "yes", "Ann", then="safe")
    assert casebook.place("A1", "Ann") == "safe"


def test_who_sat_down_last_is_remembered(casebook: Casebook) -> None:
    assert casebook.last_reader == ""
    assert casebook.holder == "another window or command is using this casebook"
    casebook.sit_down("Ann")
    assert casebook.last_reader == "Ann"
    assert casebook.holder.startswith("Ann has it open on ")
    assert casebook.holder.endswith("since 2026-01-05 10:00 UTC")


def test_when_a_case_was_last_touched(casebook: Casebook) -> None:
    assert casebook.last_touched() == {"B2": "2026-01-05T09:00:02.000Z"}
    casebook.answer("A1", "assessed", "yes", "Ann")
    assert casebook.last_touched()["A1"] == casebook.history("A1")[-1].at


def test_times_are_utc_whatever_the_clock_says(path: Path) -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    with Casebook.open(path, clock=lambda: summer) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
        assert casebook.history()[-1].at == "2026-07-01T09:00:00.000Z"


def test_the_clock_is_the_machine_s_if_none_is_given(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
        entered = datetime.fromisoformat(casebook.history()[-1].at)
    assert abs((datetime.now(UTC) - entered).total_seconds()) < 60


def test_the_version_changes_when_another_window_writes(path: Path) -> None:
    with Casebook.open(path, write=False) as watching, Casebook.open(path) as casebook:
        before = watching.version()
        assert watching.version() == before
        casebook.answer("A1", "assessed", "yes", "Ann")
        assert watching.version() != before
        assert watching.reading("A1", "Ann").answers == {"assessed": "yes"}


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


REFUSED: list[tuple[str, Callable[[Casebook], Any], str]] = [
    ("answer, case", lambda c: c.answer("Z9", "assessed", "yes", "Ann"), "no case Z9 in this casebook"),
    ("answer, question", lambda c: c.answer("A1", "none", "yes", "Ann"), "no question 'none' in question set small"),
    ("answer, value", lambda c: c.answer("A1", "assessed", "maybe", "Ann"), "'maybe' is no answer; it can be yes, no or na"),
    ("answer, case in hostile words", lambda c: c.answer("\x1b[2J", "assessed", "yes", "Ann"), "no case ␛[2J in this casebook"),
    ("reasons, reason", lambda c: c.give_reasons("A1", "assessed", ["late", "cold"], "Ann"), "question assessed has no reason 'cold'"),
    ("reasons, question", lambda c: c.give_reasons("A1", "none", [], "Ann"), "no question 'none' in question set small"),
    ("note, question", lambda c: c.note("A1", "none", "x", "Ann"), "no question 'none' in question set small"),
    ("note, length", lambda c: c.note("A1", "assessed", LONG, "Ann"), "the text has 1,000,001 characters; at most 1,000,000 fit"),
    ("mark, question", lambda c: c.mark("A1", "none", True, "Ann"), "no question 'none' in question set small"),
    ("facts, fact", lambda c: c.put_facts("A1", {"age": "9"}, "Ann"), "no fact 'age' in question set small"),
    ("facts, value", lambda c: c.put_facts("A1", {"gender": "m"}, "Ann"), "fact gender can not be 'm'; it can be male, female"),
    ("facts, case", lambda c: c.put_facts("Z9", {"gender": "male"}, "Ann"), "no case Z9 in this casebook"),
    ("second reading, case", lambda c: c.begin_second_reading("Z9", "Ann"), "no case Z9 in this casebook"),
    ("alert, case", lambda c: c.raise_alert("Z9", "x", "Ann"), "no case Z9 in this casebook"),
    ("alert, words", lambda c: c.raise_alert("A1", " ", "Ann"), "an alert needs words: what is the concern?"),
    ("alert, length", lambda c: c.raise_alert("A1", LONG, "Ann"), "the text has 1,000,001 characters; at most 1,000,000 fit"),
    ("withdraw, alert", lambda c: c.withdraw_alert("A1", "none", "x", "Ann"), "case A1 has no alert 'none'"),
    ("withdraw, words", lambda c: c.withdraw_alert("A1", c.raise_alert("A1", "x", "Ann"), " ", "Ann"), "say why the alert is withdrawn"),
    ("withdraw, length", lambda c: c.withdraw_alert("A1", c.raise_alert("A1", "x", "Ann"), LONG, "Ann"), "the text has 1,000,001 characters; at most 1,000,000 fit"),
    ("sign-off, case", lambda c: c.sign_off("Z9", "Ann"), "no case Z9 in this casebook"),
    ("re-open, case", lambda c: c.reopen("Z9", "x", "Ann"), "no case Z9 in this casebook"),
    ("re-open, words", lambda c: c.reopen("A1", " ", "Ann"), "say why the case is opened again"),
    ("re-open, length", lambda c: c.reopen("A1", LONG, "Ann"), "the text has 1,000,001 characters; at most 1,000,000 fit"),
    ("draft, length", lambda c: c.put_draft("A1", "assessed", LONG, "Ann"), "the text has 1,000,001 characters; at most 1,000,000 fit"),
    ("case, used", lambda c: c.add_cases([NewCase("A1", {})], "Lead"), "case A1: this reference is there already"),
    ("case, empty", lambda c: c.add_cases([NewCase("", {})], "Lead"), "a case needs a reference"),
    ("case, half a character", lambda c: c.add_cases([NewCase(HALF[0], {})], "Lead"), "a case needs a reference"),
    ("case, fact", lambda c: c.add_cases([NewCase("C3", {"age": "9"})], "Lead"), "no fact 'age' in question set small"),
    ("record, case", lambda c: c.record([Change("Z9", "assessed", "answer", "yes")], "Ann"), "no case Z9 in this casebook"),
]  # fmt: skip


@pytest.mark.parametrize(("doing", "said"), [pytest.param(d, s, id=n) for n, d, s in REFUSED])
def test_what_does_not_fit_is_refused_in_words_and_nothing_changes(
    casebook: Casebook, path: Path, doing: Callable[[Casebook], Any], said: str
) -> None:
    before = present(path)
    with pytest.raises(Refused) as caught:
        doing(casebook)
    assert str(caught.value) == said
    assert {each for each in present(path) if each[0] != "alert"} == before


WRITING: list[tuple[str, Callable[[Casebook, str], Any]]] = [
    ("answer", lambda c, who: c.answer("A1", "assessed", "yes", who)),
    ("give_reasons", lambda c, who: c.give_reasons("A1", "assessed", ["late"], who)),
    ("note", lambda c, who: c.note("A1", "assessed", "x", who)),
    ("mark", lambda c, who: c.mark("A1", "assessed", True, who)),
    ("put_facts", lambda c, who: c.put_facts("A1", {"gender": "male"}, who)),
    ("begin_second_reading", lambda c, who: c.begin_second_reading("A1", who)),
    ("record", lambda c, who: c.record([Change("A1", "assessed", "answer", "yes")], who)),
    ("raise_alert", lambda c, who: c.raise_alert("A1", "x", who)),
    ("reopen", lambda c, who: c.reopen("A1", "x", who)),
    ("sign_off", lambda c, who: c.sign_off("A1", who)),
    ("withdraw_alert", lambda c, who: c.withdraw_alert("A1", c.reading("A1", "Ann").alerts[0].id, "x", who)),
    ("sit_down", lambda c, who: c.sit_down(who)),
]


@pytest.mark.parametrize("reader", ["", " \t", "x" * 201, *HALF])
@pytest.mark.parametrize("doing", [pytest.param(doing, id=name) for name, doing in WRITING])
def test_nobody_writes_without_a_name(
    casebook: Casebook, path: Path, doing: Callable[[Casebook, str], Any], reader: str
) -> None:
    answer_all(casebook, "A1", "Ann")
    casebook.raise_alert("A1", "x", "Ann")
    before = rows(path, "entries"), rows(path, "settings")
    with pytest.raises(Refused, match=r"who is assessing|half a character"):
        doing(casebook, reader)
    assert (rows(path, "entries"), rows(path, "settings")) == before


@pytest.mark.parametrize("half", HALF)
def test_half_a_character_is_refused_wherever_it_is_given(casebook: Casebook, path: Path, half: str) -> None:
    before = path.read_bytes()
    alert = casebook.raise_alert("A1", "x", "Ann")
    before = path.read_bytes()
    doings: list[Callable[[], Any]] = [
        lambda: casebook.note("A1", "assessed", half, "Ann"),
        lambda: casebook.raise_alert("A1", half, "Ann"),
        lambda: casebook.withdraw_alert("A1", alert, half, "Ann"),
        lambda: casebook.reopen("A1", half, "Ann"),
        lambda: casebook.put_draft("A1", "assessed", half, "Ann"),
        lambda: casebook.put_place("A1", half, "Ann"),
        lambda: casebook.answer("A1", "assessed", "yes", "Ann", then=half),
        lambda: casebook.answer(half, "assessed", "yes", "Ann"),
        lambda: casebook.answer("A1", half, "yes", "Ann"),
        lambda: casebook.add_cases([NewCase("C3", {})], half),
        lambda: casebook.case_line(half),
        lambda: casebook.reading("A1", half),
        lambda: casebook.reading(half, "Ann"),
        lambda: casebook.history(half),
        lambda: casebook.draft("A1", "assessed", half),
        lambda: casebook.place(half, "Ann"),
        lambda: casebook.last_case(half),
    ]
    for doing in doings:
        with pytest.raises(Refused):
            doing()
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_stored_exactly_everywhere(casebook: Casebook, path: Path, text: str) -> None:
    ref = text if text.strip() else "ref" + text
    name = ("Ann " + text)[:200]
    casebook.add_cases([NewCase(ref, {"gender": "male"})], name)
    casebook.answer(ref, "assessed", "no", name)
    casebook.give_reasons(ref, "assessed", ["late"], name)
    casebook.note(ref, "assessed", text, name)
    casebook.put_draft(ref, "safe", text, name)
    casebook.put_place(ref, "safe", name)
    alert = casebook.raise_alert(ref, "x" + text, name)
    casebook.withdraw_alert(ref, alert, "y" + text, name)
    casebook.sit_down(name)
    with pytest.raises(CasebookError) as caught:
        casebook.answer(text + "?", "assessed", "no", name)
    assert len(str(caught.value)) < 100
    assert str(caught.value).isprintable()
    casebook.close()
    with Casebook.open(path) as again:
        assert ref in again.case_refs()
        reading = again.reading(ref, name)
        assert reading.notes == ({"assessed": text} if text else {})
        assert reading.reasons == {"assessed": ("late",)}
        assert reading.facts == {"gender": "male"}
        assert reading.alerts == (Alert(alert, "x" + text, name, "y" + text),)
        assert again.draft(ref, "safe", name) == text
        assert again.place(ref, name) == "safe"
        assert again.last_case(name) == ref
        assert again.last_reader == name
        assert again.holder.isprintable()
        line = again.case_line(ref)
        assert (line.ref, line.readers, line.counted.answers) == (ref, (name,), {"assessed": "no"})
        assert {entry.reader for entry in again.history(ref)} == {name}
        assert again.undo(ref, name) is None


def test_an_answer_about_no_case_does_not_hide_the_others(casebook: Casebook, path: Path) -> None:
    casebook.answer("B2", "assessed", "yes", "Ann")
    casebook.close()
    with sql(path, write=True) as connection:
        # As a damaged or half-joined file may hold it.
        connection.execute(
            "INSERT INTO heads SELECT field, 'A0', item, reading, entry, value FROM heads WHERE field = 'answer'"
        )
    with Casebook.open(path) as again:
        assert again.case_line("B2").counted.answers["assessed"] == "yes"
        assert {line.ref: line.counted.started for line in again.case_lines()} == {"A1": False, "B2": True}


def test_a_file_whose_heads_lead_nowhere_is_damaged(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.close()
    with sql(path, write=True) as connection:
        connection.execute("UPDATE heads SET entry = 999, value = '\"no\"' WHERE field = 'answer'")
    with Casebook.open(path) as again, pytest.raises(DamagedCasebook):
        again.answer("A1", "assessed", "yes", "Ann")
