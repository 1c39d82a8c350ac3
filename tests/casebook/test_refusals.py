"""What each operation refuses, in words and with nothing written; and odd text, which is stored as it is."""

from __future__ import annotations

from collections.abc import Callable
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
    Refused,
)
from tests.casebook.hands import answer_all, present, rows, sql
from tests.strategies import HALF, HOSTILE

LONG = "x" * 1_000_001


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
