"""The history in lines and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casereview.casebook import Casebook, Entry, NewCase
from casereview.casebook.asked import Asked
from casereview.casebook.decisions import Chosen, Decision
from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.reports.data.history_json import history_as_data
from casereview.reports.text.history_text import history_lines, value_words
from tests.reports.making import AT, JONES, make
from tests.strategies import HOSTILE


def test_a_change_shows_what_it_replaces(casebook: Casebook) -> None:
    lines = [
        line
        for line in history_lines(casebook.history("BR-001"), casebook.asked, casebook.first_set)
        if "  safe  " in line
    ]
    assert lines == [
        "2026-11-21 09:14 UTC  A Jones  BR-001  safe  answer  yes",
        "2026-11-21 09:14 UTC  A Jones  BR-001  safe  answer  yes -> no",
        "2026-11-21 09:14 UTC  A Jones  BR-001  safe  reasons  thin",
        '2026-11-21 09:14 UTC  A Jones  BR-001  safe  note  "See the contact log."',
    ]


def test_every_kind_of_entry_is_said_in_words(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.reopen("BR-001", "one answer was missed", JONES)
        casebook.answer("BR-001", "safe", None, JONES)
        casebook.mark("BR-003", "safe", True, JONES)
        alert = casebook.raise_alert("BR-003", "A child at risk today", JONES)
        casebook.withdraw_alert("BR-003", alert, "Passed on at 10:00", JONES)
        casebook.begin_second_reading("BR-003", JONES)

    with Casebook.open(make(tmp_path / "area.db", small, fill), write=False) as casebook:
        text = "\n".join(history_lines(casebook.history(), casebook.asked, casebook.first_set))
    for words in (
        "UTC  -  BR-001  case  added",
        "BR-001  fact:gender  male",
        "BR-001  sign-off  signed off",
        "BR-001  sign-off  signed off -> opened again: one answer was missed",
        "BR-001  safe  answer  no -> blank",
        "BR-003  safe  mark  marked",
        'raised "A child at risk today"',
        'raised "A child at risk today" -> withdrawn: Passed on at 10:00',
        "BR-003  reading  second reading",
        "BR-002  assessed  reasons  missing; late",
    ):
        assert words in text


def test_what_a_lead_inspector_does_is_said_in_words(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "area.db", small)) as casebook:
        casebook.answer("BR-002", "assessed", "yes", "B Shah")
        casebook.resolve("BR-002", "assessed", "no", "Agreed on Tuesday.", "L Lead")
        casebook.resolve("BR-002", "assessed", None, "", "L Lead")
        casebook.unresolve("BR-002", "assessed", "L Lead")
        casebook.add_cases([NewCase("R-1", {})], "L Lead", reserves=True)
        casebook.allocate({"BR-003": (JONES, "B Shah")}, "L Lead")
        casebook.replace_case("BR-003", "the file is lost", "L Lead")
        text = "\n".join(history_lines(casebook.history(), casebook.asked, casebook.first_set))
    for words in (
        '-> settled as no: "Agreed on Tuesday."',
        "-> settled as blank\n",
        "settled as blank -> taken back",
        "R-1  case  reserve 1",
        "R-1  case  reserve 1 -> added",
        'BR-003  case  added -> taken out: "the file is lost"; R-1 instead',
        "BR-003  allocation  first  A Jones",
        "BR-003  reading  kind@B Shah  second reading",
    ):
        assert words in text


def test_what_is_decided_is_said_in_words(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(make(tmp_path / "area.db", small)) as casebook:
        casebook.decide("safe", "L Lead", Decision("accepted"))
        casebook.decide("safe", "L Lead", Decision("dropped"))
        casebook.recommend(Chosen("plans", place=1), "L Lead")
        casebook.drop_recommendation("plans", "L Lead")
        casebook.mark_practice("BR-001", "Sam", "Heard.", "L Lead")
        lines = list(history_lines(casebook.history(), casebook.asked, casebook.first_set))[-5:]
    assert [each.partition("  L Lead  ")[2] for each in lines] == [
        "finding:safe  accepted",
        "finding:safe  accepted -> dropped",
        "recommendation:plans  made, in the standard words, number 1",
        "recommendation:plans  made, in the standard words, number 1 -> not made",
        'BR-001  practice  Sam: "Heard."',
    ]


def test_what_several_copies_said_stands_side_by_side(small: QuestionSet) -> None:
    def entry(number: int, value: str, *parents: int) -> Entry:
        ids = tuple(bytes([each]) * 32 for each in parents)
        return Entry(bytes([number]) * 32, "r", 1, bytes(32), "C1", "q", "answer", value, JONES, ids, AT.isoformat())

    made = [entry(1, '"yes"'), entry(2, '"no"'), entry(3, '"na"', 1, 2)]
    lines = list(history_lines(made, Asked(small), small))
    assert lines[2].endswith("yes | no -> na")


def test_upgrades_are_said_in_words_and_every_entry_under_the_name_that_is_asked(
    tmp_path: Path,
    small: QuestionSet,
    small_data: dict,  # type: ignore[type-arg]
) -> None:
    by_id = {each["id"]: each for each in small_data["questions"]}
    by_id["safe"]["text"] = "Is it clear how vulnerable the child is?"
    by_id["delivered"]["id"] = "work-done"
    by_id["rmp-timely"]["id"], by_id["rmp-timely"]["text"] = "heard", "Was the child heard?"
    later = build(small_data | {"version": "1.1.0", "recommendations": []})
    old, new = f"small 1.0.0 ({small.digest[:8]})", f"small 1.1.0 ({later.digest[:8]})"
    with Casebook.open(make(tmp_path / "area.db", small)) as casebook:
        for question in ("safe", "delivered", "rmp-timely"):
            casebook.answer("BR-003", question, "no", JONES)
        before = len(casebook.history())

        def said() -> list[str]:
            lines = history_lines(casebook.history(), casebook.asked, casebook.first_set)
            return [each.partition(" UTC  ")[2] for each in lines][before - 3 :]

        casebook.upgrade(later, "L Lead")
        casebook.answer("BR-003", "safe", "yes", JONES)
        assert said() == [
            "A Jones  BR-003  safe (another wording)  answer  no",
            "A Jones  BR-003  work-done  answer  no",
            "A Jones  BR-003  rmp-timely (not asked now)  answer  no",
            f"L Lead  upgrade: question set changed from {old} to {new}",
            "A Jones  BR-003  safe  answer  yes",
        ]
        casebook.undo_upgrade("L Lead")
        assert said()[4:] == [
            "A Jones  BR-003  safe (another wording)  answer  yes",
            f"L Lead  upgrade taken back: question set changed from {new} to {old}",
        ]
        casebook.upgrade(later, "L Lead")  # once more, which is no taking back
        assert said()[-1] == f"L Lead  upgrade: question set changed from {old} to {new}"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_character_of_a_name_a_reference_or_a_note_gets_out(
    tmp_path: Path, small: QuestionSet, text: str
) -> None:
    path = tmp_path / "area.db"
    reader, ref = f"R{text}"[:200], f"C{text}"
    Casebook.create(path, small, "Anytown", [NewCase(ref, {})])
    with Casebook.open(path) as casebook:
        casebook.note(ref, "safe", text, reader)
        casebook.raise_alert(ref, f"!{text}", reader)
        lines = list(history_lines(casebook.history(), casebook.asked, casebook.first_set))
        data = history_as_data(casebook.history())
    assert all(line.isprintable() and len(line) < 320 for line in lines)
    assert len(lines) == 3
    assert data["entries"][1]["value"] == text  # for a program, exactly
    assert json.dumps(data).isprintable()


@pytest.mark.parametrize(
    ("field", "value"), [("reasons", '"odd"'), ("state", '"odd"'), ("alert", '"odd"'), ("kind", '"odd"'), ("note", "7")]
)
def test_a_value_of_an_odd_shape_is_still_shown(field: str, value: str) -> None:
    assert json.loads(value) in (
        value_words(field, value),
        int(value_words(field, value).strip('"')) if value == "7" else None,
    )


def test_data_has_every_entry_whole(casebook: Casebook) -> None:
    data = history_as_data(casebook.history("BR-002"))
    assert data["format"] == "casereview.history/1"
    last = data["entries"][-1]
    assert (last["at"], last["assessor"], last["case"], last["item"], last["field"], last["value"], last["replaces"]) == (
        "2026-11-21T09:14:00.000Z", JONES, "BR-002", "rmp-done", "answer", "no", [],
    )  # fmt: skip
    assert len(bytes.fromhex(last["id"])) == 32
