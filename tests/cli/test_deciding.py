"""`casereview findings`, `recommend`, `plan` and `practice`: what the screens decide, by command."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.decisions import Action, Chosen, Decision, Practice
from tests.cli.running import Program
from tests.tui.deciding import decidable

AS = ("--as", "L Reed")


@pytest.fixture
def book(tmp_path: Path, small_data: dict[str, Any]) -> Path:
    return decidable(tmp_path / "a.db", small_data)


def ask(path: Path, question: Any) -> Any:
    with Casebook.open(path, write=False) as casebook:
        return question(casebook)


# --- findings ---


def test_findings_are_listed_by_criterion_and_said_to_be_provisional(program: Program, book: Path) -> None:
    ended = program("findings", book)
    assert ended.status == 0
    assert ended.out.startswith("Provisional: ")
    assert ended.out.index("Strengths") < ended.out.index("assessed  (drafted)") < ended.out.index("1.2 Safeguarding")
    assert ended.out.index("Areas for improvement") < ended.out.index("safe  (drafted)")


def test_a_finding_is_accepted_dropped_and_taken_back(program: Program, book: Path) -> None:
    assert "safe  (accepted)" in program("findings", book, "--accept", "safe", *AS).out
    assert ask(book, lambda casebook: casebook.decisions()) == {"safe": Decision("accepted", figures="improvement")}
    assert "safe  (dropped)" in program("findings", book, "--drop", "safe", *AS).out
    assert program("findings", book, "--undo", "safe", *AS).status == 0
    assert ask(book, lambda casebook: casebook.decisions()) == {}
    ended = program("findings", book, "--undo", "safe", *AS)
    assert (ended.status, "nothing to take back" in ended.err) == (65, True)


def test_a_finding_is_reworded_with_live_figures_and_wrong_names_are_refused(program: Program, book: Path) -> None:
    ended = program("findings", book, "--reword", "safe", "--text", "Only {yes} of {scored}.", *AS)
    assert "Only 1 of 4." in ended.out
    ended = program("findings", book, "--reword", "safe", "--text", "Only {some}.", *AS)
    assert ended.status == 65
    assert "{some} stands for no figure; there are {yes}" in ended.err
    with Casebook.open(book) as casebook:
        casebook.answer("C-1", "safe", "no", "A Jones")
    assert "(reworded, figures changed)" in program("findings", book).out
    assert "(accepted, reworded)" in program("findings", book, "--accept", "safe", *AS).out
    assert program("findings", book, "--reword", "safe", "--text", "", *AS).status == 0
    assert ask(book, lambda casebook: casebook.decisions()) == {"safe": Decision("accepted")}


def test_a_finding_is_brought_to_a_place_of_its_list(program: Program, book: Path) -> None:
    listed = [each["id"] for each in json.loads(program("findings", book, "--json").out)["findings"]]
    last = listed[2]
    assert program("findings", book, "--place", last, 1, *AS).status == 0  # type: ignore[arg-type]
    after = [each["id"] for each in json.loads(program("findings", book, "--json").out)["findings"]]
    assert after == [last, *listed[:2], *listed[3:]]


def test_findings_for_programs_have_every_figure(program: Program, book: Path) -> None:
    data = json.loads(program("findings", book, "--json").out)
    assert data["format"] == "casereview.findings/1"
    (safe,) = [each for each in data["findings"] if each["id"] == "safe"]
    assert (safe["kind"], safe["state"], safe["wording"]) == ("improvement", "drafted", None)
    assert safe["questions"] == [{"id": "safe", "yes": 1, "no": 3, "percent": 25, "reasons": {"thin": 3}}]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--accept", "safe"), 2, "say who decides: --as NAME"),
        (("--accept", "safe", "--drop", "safe", *AS), 2, "one change at a time"),
        (("--reword", "safe", *AS), 2, "go together"),
        (("--text", "x", *AS), 2, "go together"),
        (("--place", "safe", "0", *AS), 65, "there is no place 0"),
        (("--accept", "nonsense", *AS), 65, "there is no such question"),
        (("--accept", "delivered", *AS), 65, "the answers make no such finding"),
    ],
)
def test_what_can_not_be_decided_is_said_in_one_line(
    program: Program, book: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    before = book.read_bytes()
    ended = program("findings", book, *arguments)
    assert ended.status == status
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert book.read_bytes() == before


@pytest.mark.parametrize("command", ["findings", "recommend", "plan", "practice"])
def test_to_look_writes_nothing_and_works_while_it_is_open_elsewhere(
    program: Program, book: Path, command: str
) -> None:
    before = book.read_bytes()
    with Casebook.open(book):
        assert program(command, book).status == 0
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        ("findings", "--accept", "safe"),
        ("recommend", "--make", "plans"),
        ("plan", "--add", "--what", "x"),
        ("practice", "--case", "C-1", "--text", "x"),
    ],
)
def test_a_change_waits_for_no_other_window(program: Program, book: Path, change: tuple[str, ...]) -> None:
    with Casebook.open(book):
        ended = program(change[0], book, *change[1:], *AS)
    assert ended.status == 75
    assert ended.err.count("\n") == 1


# --- recommendations ---


def test_recommendations_are_made_reworded_ordered_and_taken_back(program: Program, book: Path) -> None:
    first = program("recommend", book).out
    assert "None is made yet." in first
    assert first.index("safety  (25% sufficient; lowest: safe 1 of 4)") < first.index("Other standard")
    program("recommend", book, "--make", "safety", *AS)
    program("recommend", book, "--make", "own", "--text", "Talk to health", "--who", "Board", "--place", "1", *AS)
    assert ask(book, lambda casebook: casebook.recommendations()) == [
        Chosen("own", "Talk to health", "Board", 1),
        Chosen("safety", "", "", 2),
    ]
    said = program("recommend", book).out
    assert said.index("1. own") < said.index("Who: Board") < said.index("2. safety")
    program("recommend", book, "--make", "safety", "--who", "Everybody", *AS)
    program("recommend", book, "--drop", "own", *AS)
    assert ask(book, lambda casebook: casebook.recommendations()) == [Chosen("safety", "", "Everybody", 2)]
    data = json.loads(program("recommend", book, "--json").out)
    assert [(each["id"], each["number"], each["percent"]) for each in data["recommendations"]] == [
        ("safety", 1, 25),
        ("plans", None, None),
    ]


def test_recommendations_that_can_not_be_made_are_refused(program: Program, book: Path) -> None:
    assert "needs words" in program("recommend", book, "--make", "own", *AS).err
    assert program("recommend", book, "--drop", "plans", *AS).status == 65
    assert program("recommend", book, "--who", "x", *AS).status == 2


# --- the plan ---


def test_a_line_is_planned_changed_done_and_taken_out(program: Program, book: Path) -> None:
    program("recommend", book, "--make", "safety", *AS)
    today = datetime.now(UTC).astimezone().date()
    past = (today - timedelta(days=3)).isoformat()
    ended = program(
        *("plan", book, "--add", "--recommendation", "safety", "--what", "Train all staff", "--who", "A Manager"),
        *("--by", past, "--review", "2999-09-01", *AS),
    )
    assert "OVERDUE by 3 days  (recommendation 1)" in ended.out
    (line,) = ask(book, lambda casebook: casebook.actions())
    assert line[1:] == ("safety", "Train all staff", "A Manager", past, "2999-09-01", "", False)
    program("plan", book, "--set", line.id, "--progress", "Two of three", *AS)
    program("plan", book, "--done", line.id, *AS)
    assert ask(book, lambda casebook: casebook.actions()) == [line._replace(progress="Two of three", done=True)]
    program("plan", book, "--not-done", line.id, *AS)
    data = json.loads(program("plan", book, "--json").out)
    assert [(each["id"], each["overdue"], each["done"]) for each in data["actions"]] == [(line.id, True, False)]
    program("plan", book, "--drop", line.id, *AS)
    assert ask(book, lambda casebook: casebook.actions()) == []


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--add", *AS), 65, "needs words"),
        (("--add", "--what", "x", "--by", "31.5.2012", *AS), 65, "is no date"),
        (("--add", "--what", "x", "--recommendation", "plans", *AS), 65, "no recommendation 'plans' is made"),
        (("--set", "zz", "--what", "x", *AS), 65, "no line 'zz'"),
        (("--done", "aa", "--what", "x", *AS), 2, "go with --add or --set"),
        (("--what", "x"), 2, "go with --add or --set"),
        (("--add", "--what", "x"), 2, "--as NAME"),
    ],
)
def test_what_can_not_be_planned_is_said_in_one_line(
    program: Program, book: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    with Casebook.open(book) as casebook:
        casebook.plan(Action("aa", what="Write the guide"), "L Reed")
    ended = program("plan", book, *arguments)
    assert ended.status == status
    assert said in ended.err
    assert [each.id for each in ask(book, lambda casebook: casebook.actions())] == ["aa"]


# --- notable practice ---


def test_an_account_is_marked_with_its_warnings_and_taken_back(program: Program, book: Path) -> None:
    marking = ("practice", book, "--case", "C-1", "--name", "Josh", "--text", "Josh and his worker Marian met.", *AS)
    ended = program(*marking)
    assert (ended.status, ended.out) == (65, "")
    assert "not kept. May identify somebody: capitalised word: Marian. " in ended.err
    assert ask(book, lambda casebook: casebook.practices()) == []
    ended = program(*marking, "--anyway")
    assert ended.status == 0
    assert "May identify somebody: capitalised word: Marian" in ended.out
    assert ask(book, lambda casebook: casebook.practices()) == [
        Practice("C-1", "Josh", "Josh and his worker Marian met.")
    ]
    program("practice", book, "--case", "C-1", "--text", "Josh was met.", *AS)
    data = json.loads(program("practice", book, "--json").out)
    assert data["accounts"] == [{"case": "C-1", "name": "Josh", "text": "Josh was met.", "warnings": []}]
    assert "No notable practice" in program("practice", book, "--case", "C-2").out
    program("practice", book, "--case", "C-1", "--text", "", *AS)
    assert ask(book, lambda casebook: casebook.practices()) == []


def test_an_account_needs_a_case_that_there_is(program: Program, book: Path) -> None:
    assert program("practice", book, "--text", "x", *AS).status == 2
    assert program("practice", book, "--case", "C-9", "--text", "x", *AS).status == 65


def test_a_case_reference_is_no_invented_name(program: Program, book: Path) -> None:
    ended = program("practice", book, "--case", "C-1", "--name", "c 1", "--text", "He was met.", *AS)
    assert ended.status == 65
    assert "case reference: c 1" in ended.err


def test_own_words_that_may_identify_somebody_are_pointed_out(program: Program, book: Path) -> None:
    for words in (
        ("findings", book, "--reword", "safe", "--text", "Safe in {yes}, not in C 2."),
        ("recommend", book, "--make", "own", "--text", "Look at C 2 again"),
    ):
        ended = program(*words, *AS)
        assert ended.status == 0
        assert "May identify somebody: case reference: C 2" in ended.err
    assert program("recommend", book, "--make", "own", "--text", "Look at plans again", *AS).err == ""


def test_a_place_beyond_the_list_and_an_id_that_is_none_are_refused(program: Program, book: Path) -> None:
    ended = program("findings", book, "--place", "safe", "999", *AS)
    assert (ended.status, "there is no place 999" in ended.err) == (65, True)
    ended = program("recommend", book, "--make", "Bad id!", "--text", "Plans are signed", *AS)
    assert (ended.status, "is no id" in ended.err) == (65, True)
    assert ask(book, lambda casebook: casebook.decisions()) == {}


def test_decisions_that_differ_are_said_when_something_is_written(program: Program, book: Path) -> None:
    other = book.with_name("other.db")
    other.write_bytes(book.read_bytes())
    for path, way in ((book, "--accept"), (other, "--drop")):
        assert program("findings", path, way, "safe", *AS).status == 0
    program("merge", book, other, *AS)
    said = "1 decision differs between copies of the casebook; settle them with `casereview conflicts`"
    assert said in program("report", book, "-o", book.with_name("r.md")).err
    assert "1 decision differs" in book.with_name("r.md").read_text(encoding="utf-8")
    assert said in program("present", book, "-o", book.with_name("m.html")).err
    listed = program("conflicts", book).out
    assert "The inspection" in listed
    assert "{" not in listed
