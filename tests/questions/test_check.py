"""Every fault of a question set is found and said with its place and the nearest valid word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casereview.questions.build import build
from casereview.questions.check import check

Data = dict[str, Any]
Change = Callable[[Data], object]


def put(table: str, place: int, **values: Any) -> Change:
    return lambda data: data[table][place].update(values)


def drop(table: str, place: int, key: str) -> Change:
    return lambda data: data[table][place].pop(key)


def both(*changes: Change) -> Change:
    return lambda data: [change(data) for change in changes]


def faults(data: Data, change: Change) -> list[str]:
    change(data)
    return [str(fault) for fault in check(data)]


def nested(depth: int) -> Any:
    deep: Any = 1
    for _ in range(depth):
        deep = {"a": deep}
    return deep


CONTROL = "it needs words, and no control characters"
AN_ID = "an id has lower-case letters, digits, hyphens and dots"

# In the small set: question 0 is delivered, 1 joint (repeated), 2 assessed, 3 safe, 4 rmp-done, 5 rmp-timely.
SHAPE: list[tuple[str, Change, list[str]]] = [
    ("key of a question", put("questions", 2, guidence="x"), ["question assessed: unknown key 'guidence'; did you mean 'guidance'?"]),
    ("key of a band", put("bands", 0, form=1), ["band minimum: unknown key 'form'; did you mean 'from'?"]),
    ("key of the file", lambda d: d.update(tilte="x"), ["unknown key 'tilte'; did you mean 'title'?"]),
    ("key like pydantic's own", lambda d: d.update(structure=1), ["unknown key 'structure'"]),
    ("key like pydantic's own, of a question", put("questions", 2, str_ength=1), ["question assessed: unknown key 'str_ength'; did you mean 'strength_from'?"]),
    ("key of a reason", lambda d: d["questions"][2]["reasons"][0].update(lable="x"), ["question assessed, reason missing: unknown key 'lable'; did you mean 'label'?"]),
    ("key of an item", lambda d: d["lists"][0]["items"][1].update(lbel="x"), ["list agencies, item education: unknown key 'lbel'; did you mean 'label'?"]),
    ("key of an option", put("facts", 0, options=[{"id": "male", "label": "Male", "lab": 1}, "female"]), ["fact gender, option male: unknown key 'lab'; did you mean 'label'?"]),
    ("hostile key", lambda d: d.update({"\x1b[31m" + "x" * 99: 1}), ["unknown key '␛[31m" + "x" * 34 + "…'"]),
    ("no id", drop("questions", 2, "id"), ["question number 3: 'id' is missing"]),
    ("no text", drop("questions", 2, "text"), ["question assessed: 'text' is missing"]),
    ("no title", lambda d: d.pop("title"), ["'title' is missing"]),
    ("no bands", lambda d: d.pop("bands"), ["'bands' is missing: 'pooled' gives percentages; add bands from 0 up"]),
    ("version", lambda d: d.update(version="1.0"), ["'version' is '1.0'; write three numbers, as in '1.0.0'"]),
    ("blank text", put("questions", 2, text=" \n"), [f"question assessed: 'text' is ' ␊'; {CONTROL}"]),
    ("control character in a label", put("bands", 0, label="a\x07"), [f"band minimum: 'label' is 'a␇'; {CONTROL}"]),
    ("id in capitals", put("parts", 1, id="RMP"), [f"part RMP: 'id' is 'RMP'; {AN_ID}"]),
    ("gate that is no id", put("questions", 4, applies_when={"RMP needed": "yes"}), [f"question rmp-done: 'RMP needed' is 'RMP needed'; {AN_ID}"]),
    ("scoring", lambda d: d.update(scoring="mean"), ["'scoring' is 'mean'; it can be pooled, counts or lowest-key-question"]),
    ("number for text", put("questions", 2, text=3), ["question assessed: 'text' is 3: input should be a valid string"]),
    ("fraction for a limit", lambda d: d["bands"][0].update({"from": 75.0}), ["band minimum: 'from' is 75.0: input should be a valid integer"]),
    ("true for a limit", lambda d: d["bands"][0].update({"from": True}), ["band minimum: 'from' is True: input should be a valid integer"]),
    ("limit over 100", lambda d: d["bands"][0].update({"from": 101}), ["band minimum: 'from' is 101: input should be less than or equal to 100"]),
    ("one option", put("facts", 0, options=["male"]), ["fact gender: 'options' is ['male']: list should have at least 2 items after validation, not 1"]),
    ("option of no kind", put("facts", 0, options=[3, "a"]), ["fact gender, option number 1: 'options' is 3: input should be a valid dictionary or instance of OptionEntry"]),
    ("no questions", lambda d: d.update(questions=[]), ["'questions' is []: list should have at least 1 item after validation, not 0"]),
    ("text for a table", lambda d: d.update(questions="x"), ["'questions' is 'x': input should be a valid list"]),
    ("long short text", put("questions", 2, short="x" * 49), [f"question assessed: 'short' is '{'x' * 39}…': string should have at most 48 characters"]),
    ("gate value of no kind", put("questions", 4, applies_when={"rmp-needed": 3}), [
        "question rmp-done: 'rmp-needed' is 3: input should be a valid string",
        "question rmp-done: 'rmp-needed' is 3: input should be a valid list",
    ]),
    ("number for a theme", put("questions", 2, themes=[3]), ["question assessed, theme number 1: 'themes' is 3: input should be a valid string"]),
    ("theme that is no id", put("questions", 2, themes=["Risk of Harm"]), [f"question assessed, theme number 1: 'themes' is 'Risk of Harm'; {AN_ID}"]),
    ("number for an item", put("questions", 1, only=[3]), ["question joint: 'only' is 3: input should be a valid string"]),
    ("table nested 5,000 deep", lambda d: d.update(title=nested(5_000)), ["'title' is nested too deeply to show: input should be a valid string"]),
]  # fmt: skip

CONTENT: list[tuple[str, Change, list[str]]] = [
    ("question twice", put("questions", 3, id="assessed"), ["question assessed: this id is used twice; give each its own"]),
    ("band twice", put("bands", 1, id="minimum"), ["band minimum: this id is used twice; give each its own"]),
    ("section twice", put("sections", 1, id="1"), ["section 1: this id is used twice; give each its own", "criterion 2.1: no section '2'; it can be 1"]),
    ("criterion twice", put("criteria", 1, id="1.1"), ["criterion 1.1: this id is used twice; give each its own", "question safe: no criterion '1.2'; did you mean '1.1'?"]),
    ("theme twice", put("themes", 1, id="roh"), ["theme roh: this id is used twice; give each its own", *(f"question {each}: no theme 'safeguarding'; it can be roh" for each in ("delivered", "joint", "safe"))]),
    ("fact twice", put("facts", 1, id="gender"), ["fact gender: this id is used twice; give each its own"]),
    ("part twice", put("parts", 1, id="asset"), ["part asset: this id is used twice; give each its own", *(f"question {each}: no part 'rmp'; it can be asset, delivery" for each in ("rmp-done", "rmp-timely"))]),
    ("list twice", lambda d: d["lists"].append(dict(d["lists"][0])), ["list agencies: this id is used twice; give each its own"]),
    ("option twice", put("facts", 0, options=["male", "male"]), ["fact gender: option 'male' is there twice"]),
    ("item twice", lambda d: d["lists"][0]["items"].append({"id": "health", "label": "x"}), ["list agencies: item 'health' is there twice"]),
    ("reason twice", lambda d: d["questions"][2]["reasons"].append({"id": "late", "label": "x"}), ["question assessed: reason 'late' is there twice"]),
    ("theme named twice", put("questions", 2, themes=["roh", "roh"]), ["question assessed: theme 'roh' is named twice; it counts once in each theme"]),
    ("section of a criterion", put("criteria", 0, section="3"), ["criterion 1.1: no section '3'; it can be 1, 2"]),
    ("part", put("questions", 2, part="aset"), ["question assessed: no part 'aset'; did you mean 'asset'?"]),
    ("criterion", put("questions", 2, criterion="1.11"), ["question assessed: no criterion '1.11'; did you mean '1.1'?"]),
    ("theme", put("questions", 2, themes=["rho"]), ["question assessed: no theme 'rho'; did you mean 'roh'?"]),
    ("list", put("questions", 1, for_each="agency"), ["question joint: no list 'agency'; did you mean 'agencies'?"]),
    ("item", put("questions", 1, only=["helth"]), ["question joint: no item 'helth' in list agencies; did you mean 'health'?"]),
    ("no items chosen", put("questions", 1, only=[]), ["question joint: 'only' is empty; name at least one item or leave it out"]),
    ("only without a list", put("questions", 2, only=["health"]), ["question assessed: 'only' chooses items of a list; name the list with 'for_each'"]),
    ("item without a list", put("questions", 2, text="And {item}?"), ["question assessed: '{item}' stands in the text but there is no 'for_each'"]),
    ("repeated without its item", put("questions", 1, text="Together?"), ["question joint: a repeated question needs '{item}' in its text"]),
    ("criterion without a question", lambda d: d["criteria"].append({"id": "2.2", "section": "2", "title": "x"}), ["criterion 2.2: no question belongs to it; add one or take it out"]),
    ("section without a criterion", lambda d: d["sections"].append({"id": "3", "title": "x"}), ["section 3: no criterion belongs to it; add one or take it out"]),
    ("bands from the same limit", lambda d: d["bands"][1].update({"from": 75}), ["band moderate: overlaps band minimum: both start from 75"]),
    ("band that overlaps", put("bands", 1, to=75), ["band moderate: overlaps band minimum: it ends at 75, the next starts at 75"]),
    ("band that leaves a gap", put("bands", 1, to=73), ["band moderate: leaves a gap: it ends at 73, the next starts at 75"]),
    ("band that ends below 100", put("bands", 0, to=99), ["band minimum: leaves a gap: it ends at 99, not at 100"]),
    ("band that ends before it starts", put("bands", 1, to=59), ["band moderate: ends at 59, before it starts at 60"]),
    ("no band at 0", lambda d: d["bands"][3].update({"from": 1}), ["band drastic: leaves a gap: no band from 0 to 0"]),
    ("row id of a repeated question", put("questions", 3, id="joint-health"), ["question joint-health: a repeated question writes out a row with this id too; rename one"]),
    ("fact and question of one id", put("questions", 3, id="gender"), ["question gender: a fact has this id too; rename one"]),
    ("gate on nothing", put("questions", 4, applies_when={"rmp-neded": "yes"}), ["question rmp-done: gate 'rmp-neded' is no fact or question; did you mean 'rmp-needed'?"]),
    ("gate on a repeated question as a whole", put("questions", 0, applies_when={"joint": "yes"}), ["question delivered: gate 'joint' is no fact or question"]),
    ("value of a fact's gate", put("questions", 4, applies_when={"gender": "mail"}), ["question rmp-done: gate 'gender' has no value 'mail'; did you mean 'male'?"]),
    ("value of a question's gate", put("questions", 5, applies_when={"rmp-done": ["yes", "maybe"]}), ["question rmp-timely: gate 'rmp-done' has no value 'maybe'; it can be na, no, yes"]),
    ("gate on itself", put("questions", 2, applies_when={"assessed": "yes"}), ["question assessed: its gate is the question itself; it depends on itself"]),
    ("row of a repeated question that gates the others", put("questions", 1, applies_when={"joint-police": "yes"}), ["question joint: gate 'joint-police' comes later on the screens; a gate looks back to an earlier question"]),
    ("circle of two", put("questions", 4, applies_when={"rmp-timely": "yes"}), ["question rmp-done: gate 'rmp-timely' depends on itself, through 'rmp-done'"]),
    ("circle of three", both(put("questions", 3, applies_when={"rmp-timely": "yes"}), put("questions", 4, applies_when={"safe": "yes"})), ["question safe: gate 'rmp-timely' depends on itself, through 'safe'"]),
    ("gate on a later question", put("questions", 2, applies_when={"delivered": "yes"}), ["question assessed: gate 'delivered' comes later on the screens; a gate looks back to an earlier question"]),
    ("gate on a later question that looks two ways", both(put("questions", 0, applies_when={"safe": "yes", "gender": "male", "rmp-done": "yes"}), put("questions", 2, applies_when={"delivered": "yes"})), ["question assessed: gate 'delivered' comes later on the screens; a gate looks back to an earlier question"]),
    ("several at once", both(put("questions", 2, part="x-ray"), put("questions", 3, criterion="9")), ["question assessed: no part 'x-ray'; it can be asset, delivery, rmp", "question safe: no criterion '9'; it can be 1.1, 1.2, 2.1", "criterion 1.2: no question belongs to it; add one or take it out"]),
]  # fmt: skip


def test_the_small_set_has_no_fault(small_data: Data) -> None:
    assert check(small_data) == []


@pytest.mark.parametrize(("change", "said"), [pytest.param(c, s, id=n) for n, c, s in SHAPE])
def test_a_fault_of_shape_is_said_with_its_place(small_data: Data, change: Change, said: list[str]) -> None:
    assert faults(small_data, change) == said


@pytest.mark.parametrize(("change", "said"), [pytest.param(c, s, id=n) for n, c, s in CONTENT])
def test_a_fault_of_content_is_said_with_its_place_and_the_nearest_word(
    small_data: Data, change: Change, said: list[str]
) -> None:
    assert faults(small_data, change) == said


def test_faults_are_one_line_each_whatever_the_words(small_data: Data) -> None:
    bad = "a\n\x1b[2J\u202e[/]"
    said = faults(small_data, both(put("questions", 2, part=bad, id=bad), lambda d: d.update({bad: bad}, version=bad)))
    assert len(said) == 4
    assert all("\n" not in each and "\x1b" not in each and "\u202e" not in each for each in said)


def test_a_wrong_reference_among_very_many_words_lists_none_of_them(small_data: Data) -> None:
    small_data["parts"] += [{"id": f"zzz{number}", "title": "x"} for number in range(9)]
    assert faults(small_data, put("questions", 2, part="qqqq")) == ["question assessed: no part 'qqqq'"]


def test_bands_with_their_ends_printed_and_in_any_order_are_sound(small_data: Data) -> None:
    for band, last in zip(small_data["bands"], (100, 74, 59, 44), strict=True):
        band["to"] = last
    small_data["bands"].reverse()
    assert check(small_data) == []
    assert [(band.first, band.last) for band in build(small_data).bands] == [(75, 100), (60, 74), (45, 59), (0, 44)]


def test_a_gate_may_look_back_within_a_part_and_to_a_row_of_a_repeated_question(small_data: Data) -> None:
    small_data["questions"].append(
        small_data["questions"][0] | {"id": "after", "applies_when": {"joint-police": ["yes", "no"], "gender": "male"}}
    )
    assert check(small_data) == []


@pytest.mark.parametrize("table", ["bands", "sections", "criteria", "themes", "facts", "parts", "lists", "questions"])
@pytest.mark.parametrize("value", [None, 3, "x", [], [1], [None], [[]], [{}], [{"id": []}], {"a": 1}])
def test_any_wrong_table_is_a_fault_and_never_an_exception(small_data: Data, table: str, value: Any) -> None:
    said = faults(small_data, lambda d: d.update({table: value}))
    assert said or build(small_data)
