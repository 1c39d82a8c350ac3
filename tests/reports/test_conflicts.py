"""Conflicts as text and as data: every field's values in words, nothing wider than the page, keys that stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.conflicts import Conflict, Side
from casereview.questions import QuestionSet
from casereview.reports.data.conflicts_json import conflicts_as_data
from casereview.reports.text.conflicts_text import (
    before_said,
    conflict_lines,
    conflicts_said,
    remaining_said,
    value_words,
    what,
)
from tests.reports.differing import SHAH, merged
from tests.reports.making import JONES, make

HOSTILE = "\x1b[31m[red]x[/red] \u202eabc\x07\n" + "long " * 2000


def side(value: Any = "yes", **more: Any) -> Side:
    given = {"value": value, "reader": JONES, "at": "2026-11-24T16:30:00.000Z", "before": (), "reasons": (), "note": ""}
    return Side(**{**given, "resolves": False, "entry": b"\x01" * 32, **more})


def conflict(field: str = "answer", item: str = "assessed", reading: str = "", *sides: Side) -> Conflict:
    return Conflict("BR-001", item, field, reading, sides or (side("yes"), side("no", reader=SHAH)))


def lines(small: QuestionSet, found: list[Conflict], width: int = 80) -> list[str]:
    return list(conflict_lines(small, found, settle=lambda each: f"settle {each.case}", width=width))


def test_each_conflict_with_its_sides_what_was_seen_before_and_how_to_settle_it(
    tmp_path: Path, small: QuestionSet
) -> None:
    with Casebook.open(merged(make(tmp_path / "area.db", small)), write=False) as casebook:
        found = casebook.conflicts()
    said = lines(small, found)
    assert said[0] == "3 conflicts in 2 cases"
    at = said.index("Case BR-003")
    answers = said[at + 1 : said.index("     Settle: settle BR-003")]
    assert answers[0] == "  2. Was an assessment done? (assessed)"
    assert sorted(line[8:] for line in answers if line[5] in "12") == [
        f"No              {SHAH}, 2026-11-24 16:30 UTC",
        f"Yes             {JONES}, 2026-11-24 16:30 UTC",
    ]
    assert "        Reasons: Assessment missing; Late" in answers
    assert '        Note: "Dated after the sentence."' in answers
    assert answers[-1] == "     Both saw before: nothing entered"


def test_no_conflicts_are_one_line(small: QuestionSet) -> None:
    assert lines(small, []) == ["no conflicts"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "No conflicts remain."), (1, "1 conflict remains."), (1200, "1,200 conflicts remain.")],
)
def test_how_many_remain(number: int, words: str) -> None:
    assert remaining_said(number) == words


def test_how_many_there_are() -> None:
    assert conflicts_said([conflict()]) == "1 conflict in 1 case"
    assert conflicts_said([conflict(), conflict("note", "safe", JONES)]) == "2 conflicts in 1 case"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (conflict(), "Was an assessment done? (assessed)"),
        (
            conflict("answer", "assessed", JONES),
            f"Was an assessment done? (assessed), the answer, in the reading of {JONES}",
        ),
        (
            conflict("note", "safe", JONES),
            f"Was vulnerability assessed well enough? (safe), the note, in the reading of {JONES}",
        ),
        (conflict("value", "fact:gender"), "Gender (fact:gender)"),
        (conflict("value", "fact:gone"), "Fact:gone"),
        (conflict("state", "sign-off", JONES), f"The sign-off, in the reading of {JONES}"),
        (conflict("alert", "alert:ab12"), "The case alert"),
        (conflict("case", "case"), "Whether the case is in the sample"),
        (conflict("first", "allocation"), "Who reads the case first"),
        (conflict("kind", "reading", JONES), f"Whether the reading is a second one, in the reading of {JONES}"),
    ],
)
def test_what_a_conflict_is_about(small: QuestionSet, given: Conflict, words: str) -> None:
    assert what(small, given) == words


@pytest.mark.parametrize(
    ("field", "item", "value", "words"),
    [
        ("answer", "assessed", "na", "Not applicable"),
        ("answer", "assessed", None, "blank"),
        ("reasons", "assessed", ["late", "gone"], "Late; gone"),
        ("reasons", "assessed", None, "no reasons"),
        ("note", "assessed", "page 3", '"page 3"'),
        ("note", "assessed", None, "no note"),
        ("mark", "assessed", True, "marked"),
        ("mark", "assessed", None, "not marked"),
        ("kind", "reading", "second", "second reading"),
        ("kind", "reading", None, "first reading"),
        ("state", "sign-off", {"signed": True}, "signed off"),
        ("state", "sign-off", {"signed": False, "why": "one more look"}, 'opened again: "one more look"'),
        ("state", "sign-off", None, "not signed off"),
        ("value", "fact:gender", "female", "Female"),
        ("value", "fact:gender", "other", "other"),
        ("value", "fact:gone", "x", "x"),
        ("value", "fact:gender", None, "blank"),
        ("alert", "alert:ab", {"text": "seen alone", "reader": JONES}, 'raised: "seen alone"'),
        (
            "alert",
            "alert:ab",
            {"text": "seen alone", "reader": JONES, "withdrawn": "told"},
            'withdrawn: "told" (raised: "seen alone")',
        ),
        ("case", "case", {"added": True}, "in the sample"),
        ("case", "case", {"reserve": 3}, "reserve 3"),
        ("case", "case", {"out": "lost", "instead": "R-1"}, 'taken out: "lost", R-1 instead'),
        ("first", "allocation", JONES, JONES),
        ("second", "allocation", None, "nobody"),
        ("later", "assessed", ["x"], "['x']"),
    ],
)
def test_every_value_has_words(small: QuestionSet, field: str, item: str, value: Any, words: str) -> None:
    assert value_words(small, conflict(field, item), value) == words


def test_the_screens_say_answers_in_the_words_of_their_language_and_texts_as_they_are(small: QuestionSet) -> None:
    words = {"yes": "Ydy", "blank": "Gwag"}
    assert value_words(small, conflict("answer", "assessed"), "yes", answers=words) == "Ydy"
    assert value_words(small, conflict("answer", "assessed"), None, answers=words) == "Gwag"
    assert value_words(small, conflict("note", "assessed"), "one\ntwo", text=str) == '"one\ntwo"'


def test_what_the_sides_saw_before_is_one_sentence_if_they_saw_the_same(small: QuestionSet) -> None:
    assert before_said(small, conflict()) == "Both saw before: nothing entered"
    blank = conflict("answer", "assessed", "", *(side(each, before=(None,)) for each in ("yes", "no", "na")))
    assert before_said(small, blank) == "All saw before: blank"
    differing = conflict("answer", "assessed", "", side("yes", before=("no",)), side("no", before=("yes", "na")))
    assert before_said(small, differing) == "Seen before: 1 saw No; 2 saw Yes and Not applicable"


def test_a_resolution_is_named_as_one(small: QuestionSet) -> None:
    found = conflict("answer", "assessed", "", side("yes", resolves=True, note="Agreed."), side("no"))
    said = lines(small, [found])
    assert f"     1  Yes             settled by {JONES}, 2026-11-24 16:30 UTC" in said
    assert '        Note: "Agreed."' in said


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_page_and_nothing_raw_is_in_it(small: QuestionSet, width: int) -> None:
    hostile = side("no", reader=HOSTILE, note=HOSTILE, reasons=("late", "missing"), before=("yes",))
    found = [
        conflict("answer", "assessed", "", hostile, side("yes")),
        conflict("note", "assessed", HOSTILE, side(HOSTILE), side(None)),
        conflict(
            "alert", "alert:x", "", side({"text": HOSTILE, "reader": HOSTILE}), side({"text": "x", "reader": "y"})
        ),
    ]
    found = [each._replace(case=HOSTILE) for each in found]
    said = [line for line in lines(small, found, width) if "Settle:" not in line]
    assert max(map(len, said)) <= width
    assert not {"\x1b", "\x07", "\u202e", "\n"} & set("".join(said))
    assert "[red]x[/red]" in " ".join("".join(said).split())


def test_data_hold_every_side_whole_with_keys_that_stay(small: QuestionSet) -> None:
    found = conflict("answer", "assessed", "", side("yes", note=HOSTILE), side("no", reasons=("late",), before=(None,)))
    data = conflicts_as_data(small, [found, conflict("state", "sign-off", JONES)])
    assert json.loads(json.dumps(data)) == data
    assert list(data) == ["format", "total", "conflicts"]
    assert (data["format"], data["total"]) == ("casereview.conflicts/1", 2)
    assert {name: value for name, value in data["conflicts"][0].items() if name != "sides"} == {
        "case": "BR-001",
        "item": "assessed",
        "field": "answer",
        "reading": None,
        "text": "Was an assessment done?",
    }
    assert (data["conflicts"][1]["reading"], data["conflicts"][1]["text"]) == (JONES, None)
    first, second = data["conflicts"][0]["sides"]
    assert first["note"] == HOSTILE
    assert list(first) == list(second)
    assert second == {
        "number": 2,
        "value": "no",
        "assessor": JONES,
        "at": "2026-11-24T16:30:00.000Z",
        "before": [None],
        "reasons": ["late"],
        "note": None,
        "resolution": False,
        "entry": "01" * 32,
    }


def test_a_case_that_was_taken_out_is_said_to_be_out(small: QuestionSet) -> None:
    found = conflict_lines(small, [conflict()], settle=lambda each: "x", out={"BR-001"})
    assert "Case BR-001 (taken out of the sample: it does not count)" in list(found)
    assert "Case BR-001" in lines(small, [conflict()])
