"""What a copy remembers and says that no other test of the casebook asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from casereview.casebook import Casebook, Entry, NewCase, Refused, asked, asked_now, asked_view, proof
from casereview.casebook.decisions import Action
from casereview.casebook.entry import FIRST
from casereview.casebook.reinspection import compared
from casereview.casebook.reserves import absent
from casereview.casebook.table_file import TableFault, read_table
from casereview.casebook.upgrades import _meant
from casereview.casebook.values import Values
from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.questions.model import Option

ME = "A Jones"


@pytest.fixture
def path(tmp_path: Path, small: QuestionSet) -> Path:
    Casebook.create(tmp_path / "a.db", small, "Area", [NewCase("C-1", {})])
    return tmp_path / "a.db"


def test_the_language_of_each_assessor_is_remembered(path: Path) -> None:
    with Casebook.open(path) as casebook:
        assert casebook.language(ME) == ""
        casebook.put_language(ME, "cy")
        casebook.put_language("B Shah", "xx")
        assert (casebook.language(ME), casebook.language("B Shah")) == ("cy", "xx")


def test_only_the_same_question_set_is_spoken(path: Path, small: QuestionSet) -> None:
    with Casebook.open(path) as casebook:
        casebook.speak(replace(small, title="Archwiliad"))
        assert casebook.question_set.title == "Archwiliad"
        with pytest.raises(Refused, match="another question set"):
            casebook.speak(replace(small, digest="0"))


def test_today_is_the_clocks(path: Path) -> None:
    with Casebook.open(path) as casebook:
        assert casebook.today() == date.today()


def test_a_review_can_be_overdue_by_itself() -> None:
    assert Action("a", review="2012-01-01").review_overdue(date(2012, 1, 2))
    assert not Action("a", review="2012-01-01", done=True).review_overdue(date(2012, 1, 2))


def test_a_table_may_name_its_separator_and_may_not_be_utf_16_without_its_mark(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("sep=;\ncase;gender\nC-1;male\n", encoding="utf-8")
    assert [row.cells["case"] for row in read_table(table, ["case"], ["gender"])] == ["C-1"]
    table.write_bytes("case,gender\nC-1,male\n".encode("utf-16-le"))
    with pytest.raises(TableFault, match="UTF-16"):
        read_table(table, ["case"], ["gender"])


def entry(field: str, value: str, case: str = "C-1", item: str = "x") -> Entry:
    return Entry(b"i" * 32, "r", 1, FIRST, case, item, field, value, ME, (), "2026-01-01T00:00:00.000Z")


def test_what_is_about_the_inspection_is_about_no_case_and_the_other_way_round(small: QuestionSet) -> None:
    for field, case in (("finding", "C-1"), ("mark", "")):
        item = "finding:safe" if field == "finding" else "safe"
        assert "about" in Values(asked.Asked(small, {})).fault(entry(field, "null", case, item))


def test_a_case_given_to_somebody_else_is_gone_from_who_began_it(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("C-1", "assessed", "yes", ME)
        assert not casebook.case_line("C-1").gone_from(ME)
        casebook.allocate({"C-1": ("B Shah", "")}, "L Reed")
        line = casebook.case_line("C-1")
        assert (line.gone_from(ME), line.gone_from("B Shah")) == (True, False)


def test_a_question_set_that_can_not_be_read_is_said_to_be_that() -> None:
    assert asked.value_words({"content": "{"}) == "a question set that can not be read"
    assert asked.side_words([{"content": "{"}, None], None) == asked.value_words(None)


def test_an_item_that_is_taken_gets_a_number(small: QuestionSet) -> None:
    question = small.questions[0]
    own = asked._own_item("a", question, None, set())
    assert asked._own_item("a", question, None, {own}) == f"{own}~2"


def test_every_entry_before_one_is_found_once() -> None:
    a, b, c = b"a", b"b", b"c"
    parents = {a: frozenset[bytes](), b: frozenset({a}), c: frozenset({a, b})}
    assert asked_now._before(c, parents) == {a, b}


def test_what_a_respondent_says_is_shown_under_its_present_name(small: QuestionSet) -> None:
    one = small.questions[0]
    of = asked.Asked(small, {})
    choice = asked_view.rows_of("a", one._replace(kind="choice", options=(Option("yes", "Yes"),)), of)
    assert ("response", "a", "a", 1, ("yes",)) in choice
    assert ("response", "a", "a", 0, ()) in asked_view.rows_of("a", one._replace(kind="text"), of)


def test_the_view_is_taken_away_again(path: Path, small: QuestionSet) -> None:
    with Casebook.open(path) as casebook, casebook._reading():
        connection = casebook._connection
        for each in (None, asked.Asked(small, {}), None):
            asked_view.show(connection, each)
            there = connection.execute("SELECT count(*) FROM temp.sqlite_schema WHERE name = 'heads'").fetchone()
            assert there == (0 if each is None else 1,)


def test_a_case_in_the_sample_is_not_absent(path: Path) -> None:
    with Casebook.open(path) as casebook, casebook._reading():
        assert absent(casebook._connection) == {}


def test_inspections_that_share_no_question_are_not_compared(
    path: Path, tmp_path: Path, small_data: dict[str, Any]
) -> None:
    for question in small_data["questions"]:
        question["text"] = f"Otherwise: {question['text']}"
    Casebook.create(tmp_path / "b.db", build(small_data), "Area", [NewCase("C-1", {})])
    with (
        Casebook.open(path) as before,
        Casebook.open(tmp_path / "b.db") as after,
        pytest.raises(Refused, match="no scored question means the same"),
    ):
        compared(before, after)


def test_a_fact_of_another_kind_can_not_be_said_to_mean_the_same() -> None:
    changes = SimpleNamespace(reworded=[SimpleNamespace(name="a", can_mean_the_same=False)])
    with pytest.raises(Refused, match="another kind"):
        _meant(cast("Any", changes), ["a"], False)


def test_more_upgrades_than_a_casebook_can_hold_are_refused(
    small: QuestionSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "MOST_CHARACTERS", 5)
    with pytest.raises(proof.Unproved, match="more upgrades"):
        proof.Proof("i", small, {}.get)._learn(entry("question-set", '{"content":""}', ""))
