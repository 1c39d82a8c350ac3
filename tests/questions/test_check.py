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


CONTROL = "it needs words, and no characters that can not be seen"
AN_ID = "an id has the letters a to z, none of them capitals, digits, hyphens and dots"

# In the small set: question 0 is delivered, 1 joint (repeated), 2 assessed, 3 safe, 4 rmp-done, 5 rmp-timely.
SHAPE: list[tuple[str, Change, list[str]]] = [
    ("key of a question", put("questions", 2, guidence="x"), ["question assessed: 'guidence' is not known here; did you mean 'guidance'?"]),
    ("key of a band", put("bands", 0, form=1), ["band minimum: 'form' is not known here; did you mean 'from'?"]),
    ("key of the file", lambda d: d.update(tilte="x"), ["'tilte' is not known here; did you mean 'title'?"]),
    ("key like pydantic's own", lambda d: d.update(structure=1), ["'structure' is not known here; take it out"]),
    ("key like pydantic's own, of a question", put("questions", 2, str_ength=1), ["question assessed: 'str_ength' is not known here; did you mean 'strength_from'?"]),
    ("key of a reason", lambda d: d["questions"][2]["reasons"][0].update(lable="x"), ["question assessed, reason missing: 'lable' is not known here; did you mean 'label'?"]),
    ("key of an item", lambda d: d["lists"][0]["items"][1].update(lbel="x"), ["list agencies, item education: 'lbel' is not known here; did you mean 'label'?"]),
    ("key of an option", put("facts", 0, options=[{"id": "male", "label": "Male", "lab": 1}, "female"]), ["fact gender, option male: 'lab' is not known here; did you mean 'label'?"]),
    ("hostile key", lambda d: d.update({"\x1b[31m" + "x" * 99: 1}), ["'␛[31m" + "x" * 34 + "…' is not known here; take it out"]),
    ("key of the documents", lambda d: d.update(documents={"raeder": "x"}), ["documents: 'raeder' is not known here; did you mean 'reader'?"]),
    ("key of the findings", lambda d: d.update(findings={"strength": 3}), ["findings: 'strength' is not known here; did you mean 'strength_from'?"]),
    ("control character in a document", lambda d: d.update(documents={"thanks": "a\x07"}), ["documents: 'thanks' is 'a␇'; it can have no characters that can not be seen"]),
    ("a word with a full stop", lambda d: d.update(documents={"criteria_word": "standards."}), ["documents: 'criteria_word' is 'standards.'; it is a word within a sentence, without a full stop"]),
    ("a step that ends before it begins", lambda d: d.update(timetable=[{"id": "a", "what": "Draft", "weeks": 6, "to": 4}]), ["milestone a: 'to' is 4, before 'weeks', 6"]),
    ("a step twice", lambda d: d.update(timetable=[{"id": "a", "what": "Draft", "weeks": 6}] * 2), ["milestone a: this id is used twice; give each its own"]),
    ("one of two words", lambda d: d.update(documents={"criterion_word": "standard"}), ["documents: 'criteria_word' is missing: one criterion and several need a word each"]),
    ("a place in a document that nothing fills", lambda d: d.update(documents={"reader": "To {nobody} in {area}"}), ["documents: '{nobody}' in 'reader' stands for nothing; it can be '{area}'"]),
    ("no id", drop("questions", 2, "id"), ["question number 3: 'id' is missing; add it, as in id = \"plan-good\""]),
    ("no text", drop("questions", 2, "text"), ["question assessed: 'text' is missing; add it, as in text = \"...\""]),
    ("no title", lambda d: d.pop("title"), ["'title' is missing; add it, as in title = \"...\""]),
    ("no bands", lambda d: d.pop("bands"), ["'bands' is missing: 'pooled' gives percentages; add bands from 0 up"]),
    ("version", lambda d: d.update(version="1.0"), ["'version' is '1.0'; write three numbers, as in '1.0.0'"]),
    ("blank text", put("questions", 2, text=" \n"), [f"question assessed: 'text' is ' ␊'; {CONTROL}"]),
    ("blank title", lambda d: d.update(title="  "), [f"'title' is '  '; {CONTROL}"]),
    ("blank label", put("bands", 0, label="\u00a0"), [f"band minimum: 'label' is ' '; {CONTROL}"]),
    ("control character in a label", put("bands", 0, label="a\x07"), [f"band minimum: 'label' is 'a␇'; {CONTROL}"]),
    ("id in capitals", put("parts", 1, id="RMP"), [f"part RMP: 'id' is 'RMP'; {AN_ID}"]),
    ("gate that is no id", put("questions", 4, applies_when={"RMP needed": "yes"}), [f"question rmp-done: 'RMP needed' is 'RMP needed'; {AN_ID}"]),
    ("scoring", lambda d: d.update(scoring="mean"), ["'scoring' is 'mean'; it can be pooled, counts or lowest-key-question"]),
    ("number for text", put("questions", 2, text=3), ["question assessed: 'text' is 3; write it in quotes, as in text = \"...\""]),
    ("fraction for a limit", lambda d: d["bands"][0].update({"from": 75.0}), ["band minimum: 'from' is 75.0; write a whole number without quotes, as in from = 65"]),
    ("true for a limit", lambda d: d["bands"][0].update({"from": True}), ["band minimum: 'from' is true; write a whole number without quotes, as in from = 65"]),
    ("limit over 100", lambda d: d["bands"][0].update({"from": 101}), ["band minimum: 'from' is 101; it can be at most 100"]),
    ("one option", put("facts", 0, options=["male"]), ["fact gender: 'options' is ['male']; it needs at least 2"]),
    ("option of no kind", put("facts", 0, options=[3, "a"]), ["fact gender, option number 1: 'options' is 3; write options = [{ id = \"one\", label = \"One\" }, { id = \"two\", label = \"Two\" }]"]),
    ("no questions", lambda d: d.update(questions=[]), ["'questions' is []; it needs at least 1"]),
    ("text for a table", lambda d: d.update(questions="x"), ["'questions' is 'x'; write each under a line of its own, [[questions]]"]),
    ("long short text", put("questions", 2, short="x" * 49), [f"question assessed: 'short' is '{'x' * 39}…', 49 characters; it can have 48"]),
    ("gate value of no kind", put("questions", 4, applies_when={"rmp-needed": 3}), [
        "question rmp-done: 'rmp-needed' is 3; write applies_when = { plan-needed = \"yes\" }, with one answer in quotes or several as in [\"yes\", \"no\"]",
    ]),
    ("number for a theme", put("questions", 2, themes=[3]), ["question assessed, theme number 1: 'themes' is 3; write ids in square brackets, as in themes = [\"one\", \"two\"]"]),
    ("theme that is no id", put("questions", 2, themes=["Risk of Harm"]), [f"question assessed, theme number 1: 'themes' is 'Risk of Harm'; {AN_ID}"]),
    ("text for themes", put("questions", 2, themes="roh"), ["question assessed: 'themes' is 'roh'; write ids in square brackets, as in themes = [\"one\", \"two\"]"]),
    ("text for the bands of an overall rating", lambda d: d.update(overall={"standards": 3, "bands": "x"}), ["overall: 'bands' is 'x'; write bands = [{ id = \"low\", from = 0, label = \"Low\" }]"]),
    ("no standards", lambda d: d.update(overall={"bands": [{"id": "low", "from": 0, "label": "Low"}]}), ["overall: 'standards' is missing; write a whole number without quotes, as in standards = 65"]),
    ("number for an item", put("questions", 1, only=[3]), ["question joint: 'only' is 3; write ids in square brackets, as in only = [\"one\", \"two\"]"]),
    ("table nested 5,000 deep", lambda d: d.update(title=nested(5_000)), ["'title' is nested too deeply to show; write it in quotes, as in title = \"...\""]),
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
    ("item without a list in guidance", put("questions", 2, guidance="Of {item}"), ["question assessed: '{item}' stands in 'guidance'; name a list with 'for_each', or take '{item}' out"]),
    ("item without a list in a reason", lambda d: d["questions"][2]["reasons"][0].update(phrase="{item} was late"), ["question assessed: '{item}' stands in 'phrase' of 'missing'; name a list with 'for_each', or take '{item}' out"]),
    ("item without a list", put("questions", 2, text="And {item}?"), ["question assessed: '{item}' stands in 'text'; name a list with 'for_each', or take '{item}' out"]),
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
    ("fact called as the column of references", put("facts", 0, id="case"), ["fact case: 'case' heads the column of references in a list of cases; give the fact another id"]),
    ("fact and question of one id", put("questions", 3, id="gender"), ["question gender: a fact has this id too; rename one"]),
    ("gate on nothing", put("questions", 4, applies_when={"rmp-neded": "yes"}), ["question rmp-done: 'applies_when' names 'rmp-neded', which is no fact or question; did you mean 'rmp-needed'?"]),
    ("gate on a repeated question as a whole", put("questions", 0, applies_when={"joint": "yes"}), ["question delivered: 'applies_when' names 'joint', which is repeated; name one of its rows, as in 'joint-health'"]),
    ("value of a fact's gate", put("questions", 4, applies_when={"gender": "mail"}), ["question rmp-done: 'applies_when' wants 'mail' of 'gender', which can not be that; did you mean 'male'?"]),
    ("value of a question's gate", put("questions", 5, applies_when={"rmp-done": ["yes", "maybe"]}), ["question rmp-timely: 'applies_when' wants 'maybe' of 'rmp-done', which can not be that; it can be na, no, yes"]),
    ("gate on itself", put("questions", 2, applies_when={"assessed": "yes"}), ["question assessed: 'applies_when' names the question itself; take it out"]),
    ("row of a repeated question that gates the others", put("questions", 1, applies_when={"joint-police": "yes"}), ["question joint: 'applies_when' names 'joint-police', which comes later on the screens; name a fact or an earlier question"]),
    ("circle of two", put("questions", 4, applies_when={"rmp-timely": "yes"}), ["question rmp-done: 'applies_when' names 'rmp-timely', which itself waits for 'rmp-done'; take one of the two out"]),
    ("circle of three", both(put("questions", 3, applies_when={"rmp-timely": "yes"}), put("questions", 4, applies_when={"safe": "yes"})), ["question safe: 'applies_when' names 'rmp-timely', which itself waits for 'safe'; take one of the two out"]),
    ("gate on a later question", put("questions", 2, applies_when={"delivered": "yes"}), ["question assessed: 'applies_when' names 'delivered', which comes later on the screens; name a fact or an earlier question"]),
    ("gate on a later question that looks two ways", both(put("questions", 0, applies_when={"safe": "yes", "gender": "male", "rmp-done": "yes"}), put("questions", 2, applies_when={"delivered": "yes"})), ["question assessed: 'applies_when' names 'delivered', which comes later on the screens; name a fact or an earlier question"]),
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
    assert faults(small_data, put("questions", 2, part="qqqq")) == [
        "question assessed: no part 'qqqq'; add it, or name one that is there"
    ]


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
