"""Question sets out as XLSForms and in again, and forms that nobody here wrote."""

from __future__ import annotations

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import pyxform.xls2xform as pyxform
from hypothesis import assume, given
from hypothesis import strategies as st

from casereview.questions import QuestionSet, QuestionSetError, shipped
from casereview.questions.build import build, canonical
from casereview.questions.check import check
from casereview.questions.toml_text import toml_text
from casereview.questions.translate import Translation, read_translation
from casereview.questions.xlsform import export_form, import_form
from casereview.questions.xlsform.cells import cell
from casereview.questions.xlsform.form import imported
from casereview.questions.xlsform.ids import valid
from casereview.questions.xlsform.relevance import gates
from casereview.questions.xlsform.tables import tables_of
from tests.conftest import DATA
from tests.questions.forms import FORM, saved, tables
from tests.questions.test_kinds import rated, respondents
from tests.strategies import HOSTILE, examples

SETS = [*shipped(), DATA / "small.toml"]


def data_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


# --- out and in ---


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_set_written_as_a_form_and_read_back_is_the_same_set(path: Path, tmp_path: Path) -> None:
    data = data_of(path)
    made, told = export_form(data)
    assert told == []  # pyxform accepts it and warns of nothing
    form = tmp_path / "form.xlsx"
    form.write_bytes(made)
    found = import_form(form)
    assert found.left == []
    assert build(found.data).digest == build(data).digest


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_the_visible_sheets_alone_carry_what_is_asked(path: Path) -> None:
    data = data_of(path)
    sheets = tables_of(data)
    del sheets["casereview"]
    found = imported(sheets)
    assert found.left == []
    asked, read = build(data), build(found.data)
    assert [each.id for each in read.questions] == [each.id for each in asked.questions]
    for one, other in zip(read.questions, asked.questions, strict=True):
        for name in ("part", "criterion", "section", "themes", "applies_when", "kind", "prompt_of", "matrix", "item"):
            assert getattr(one, name) == getattr(other, name), (one.id, name)
        for name in ("text", "guidance", "not_applicable", "good", "poor", "among", "reasons", "options", "ends"):
            assert words(getattr(one, name)) == words(getattr(other, name)), (one.id, name)
    for name in ("id", "version", "title", "unit", "facts", "sections", "criteria", "themes"):
        assert words(getattr(read, name)) == words(getattr(asked, name)), name
    assert [(each.id, each.title) for each in read.parts] == [(each.id, each.title) for each in asked.parts]


def words(value: Any) -> str:
    return " ".join(str(value).replace("\\n", " ").split())


def _texts(data: Any) -> list[tuple[Any, Any]]:
    """The places of a set's data that hold text for people."""
    found = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            found += _texts(value)
        elif isinstance(value, str) and key in ("title", "label", "text", "guidance", "help", "about", "short", "phrase",
                                                "not_applicable", "good", "among", "meaning", "who", "low"):  # fmt: skip
            found.append((data, key))
    return found


@st.composite
def sets(draw: st.DrawFn) -> dict[str, Any]:
    """The small set with any of its texts, optional words and orders changed; sound."""
    data = copy.deepcopy(data_of(DATA / "small.toml"))
    draw(st.sampled_from([lambda _: None, respondents, rated]))(data)
    for _ in range(draw(st.integers(0, 4))):
        owner, key = draw(st.sampled_from(_texts(data)))
        before = owner[key]
        word = draw(st.one_of(st.sampled_from([each[:3_000] for each in HOSTILE]), st.text(max_size=40)))
        owner[key] = draw(st.sampled_from([word, f"{before} {word}", f"{word}{before}"]))
        if check(data):
            owner[key] = before
    for question in data["questions"]:
        for key in draw(st.lists(st.sampled_from(["short", "reasons", "good", "among", "guidance"]), max_size=2)):
            question.pop(key, None)
        if draw(st.booleans()) and not question.get("themes") and question.get("kind", "judgement") == "judgement":
            question["themes"] = []
        for gate, value in question.get("applies_when", {}).items():
            question["applies_when"][gate] = draw(st.sampled_from([value, [value], [value, "no"]]))
    for key in ("lists", "recommendations", "glossary"):
        if key != "lists" and draw(st.booleans()):
            data.pop(key, None)
    if data.get("unit") == "respondent" and draw(st.booleans()):
        question = draw(st.sampled_from(data["questions"]))
        question |= {"text": "{item}: " + question["text"], "for_each": "agencies"}
    if draw(st.booleans()):
        data["questions"].reverse()
    # A title that is longer as it is shown than a title can be comes back whole all the same, with a line that it was cut.
    assume(all(len(cell(each[key])) <= 200 for each, key in _texts(data) if key in ("title", "label")))
    assume(not check(data))
    return data


@examples(60)
@given(sets())
def test_any_set_is_the_same_after_a_form(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    form = tmp_path_factory.mktemp("forms") / "form.xlsx"
    form.write_bytes(export_form(data)[0])
    found = import_form(form)
    assert canonical(found.data) == canonical(data)
    # A repeated item of a questionnaire may be told of as reworded though it came back whole.
    if data.get("unit") != "respondent":
        assert found.left == []


@examples(300)
@given(st.text(max_size=80))
def test_what_a_cell_shows_does_not_change_again(text: str) -> None:
    assert cell(cell(text)) == cell(text)


def test_criterion_themes_and_reasons_stay_in_what_pyxform_makes(small_data: dict[str, Any]) -> None:
    made = pyxform.convert(xlsform=export_form(small_data)[0], file_type=".xlsx", validate=False).xform
    (bind,) = re.findall(r'<bind nodeset="/data/part_asset/assessed"[^>]*>', made)
    for said in ('criterion="1.1"', 'themes="roh"', 'good="an assessment was done"', "not_applicable="):
        assert f"casereview:{said}" in bind
    assert "<phrase>it came late</phrase>" in made
    assert "/data/part_rmp/rmp-done  = 'yes'" in made


def test_a_form_that_another_program_saved_again_gives_the_same_set(small_data: dict[str, Any], tmp_path: Path) -> None:
    import openpyxl

    form = tmp_path / "form.xlsx"
    form.write_bytes(export_form(small_data)[0])
    book = openpyxl.load_workbook(form)
    book.save(form)
    assert import_form(form).data == small_data


# --- a form that was changed ---


def edited(data: dict[str, Any], sheet: str, name: str, column: str, text: str) -> dict[str, list[list[str]]]:
    sheets = tables_of(data)
    heading = sheets[sheet][0]
    row = next(each for each in sheets[sheet] if each[heading.index("name")] == name)
    row[next(place for place, each in enumerate(heading) if column in each)] = text
    return sheets


def test_what_is_changed_in_the_form_is_changed_in_the_set_and_nothing_else(small_data: dict[str, Any]) -> None:
    found = imported(edited(small_data, "survey", "rmp-done", "label", "Is there a plan?"))
    small_data["questions"][4]["text"] = "Is there a plan?"
    assert found.data == small_data
    assert found.left == []


@pytest.mark.parametrize(
    ("name", "column", "text", "where", "value"),
    [
        ("rmp-done", ":criterion", "1.2", ("criterion",), "1.2"),
        ("rmp-done", ":themes", "roh safeguarding", ("themes",), ["roh", "safeguarding"]),
        ("rmp-done", "relevant", "${gender} = 'female'", ("applies_when",), {"gender": ["female"]}),
        ("rmp-done", "relevant", "", ("applies_when",), None),
        ("rmp-done", "hint", "Look twice", ("guidance",), "Look twice"),
        ("rmp-done", ":among", "cases of this kind", ("among",), "cases of this kind"),
    ],
)
def test_extra_columns_can_be_changed(
    small_data: dict[str, Any], name: str, column: str, text: str, where: tuple[str], value: Any
) -> None:
    found = imported(edited(small_data, "survey", name, column, text)).data
    question = next(each for each in found["questions"] if each["id"] == name)
    assert question.get(where[0]) == value
    assert found["bands"] == small_data["bands"]


def test_a_question_deleted_in_the_form_is_gone_and_so_is_what_named_it(small_data: dict[str, Any]) -> None:
    sheets = tables_of(small_data)
    sheets["survey"] = [row for row in sheets["survey"] if "rmp-timely" not in row[1]]
    found = imported(sheets)
    assert [each["id"] for each in found.data["questions"]] == ["delivered", "joint", "assessed", "safe", "rmp-done"]
    assert found.data["recommendations"][0]["questions"] == ["rmp-done"]
    assert found.left == ["recommendation plans: the question 'rmp-timely' is gone, so it is no longer named"]


def test_a_question_added_in_the_form_stands_where_it_was_put(small_data: dict[str, Any]) -> None:
    sheets = tables_of(small_data)
    place = next(number for number, row in enumerate(sheets["survey"]) if row[1] == "assessed")
    new = ["select_one answers", "signed", "Was it signed?"] + [""] * 20
    sheets["survey"].insert(place, [*new[: len(sheets["survey"][0])]])
    built = build(imported(sheets).data)
    assert [each.id for each in built.questions][:3] == ["signed", "assessed", "safe"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '"text"',
        "[" * 20_000,
        '{"id": "small"}',
        '{"a": ' * 9_000,
        f'{{"id": "{"x" * 2_000_000}"}}',
    ],
    ids=lambda content: content[:8],
)
def test_a_sheet_of_ours_that_was_changed_is_told_and_the_rest_is_read(
    small_data: dict[str, Any], content: str
) -> None:
    sheets = tables_of(small_data)
    sheets["casereview"][1:] = [[content]]
    found = imported(sheets)
    assert found.left == ["sheet casereview: was changed, so it is not read"]
    assert len(found.data["questions"]) == len(small_data["questions"])


def test_a_change_that_is_not_sound_is_refused_with_the_question(small_data: dict[str, Any]) -> None:
    with pytest.raises(QuestionSetError, match="question rmp-done: 'among' is 'cases\\.'; it is a part of a sentence"):
        imported(edited(small_data, "survey", "rmp-done", ":among", "cases."))


# --- languages ---


def test_translations_are_columns_of_the_form_and_come_back_as_their_files(small: QuestionSet, tmp_path: Path) -> None:
    texts = {
        ("questions", "rmp-done", "text"): "A wnaed cynllun?",
        ("questions", "joint", "text"): "Gweithio gyda {item}?",
        ("questions", "assessed", "reasons", "late", "label"): "Hwyr",
        ("facts", "gender", "options", "male", "label"): "Gwryw",
        ("parts", "rmp", "title"): "Cynllun",
        ("words", "answers", "yes"): "Ie",
        ("questions", "rmp-done", "good"): "gwnaed cynllun",
    }
    import json

    made, told = export_form(json.loads(small.source), [Translation("cy", "Cymraeg", small.id, texts)])
    assert told == ["language cy: 1 text without a column in a form, left out"]
    form = tmp_path / "form.xlsx"
    form.write_bytes(made)
    found = import_form(form)
    assert (build(found.data).digest, found.left) == (small.digest, [])
    file = tmp_path / "small.cy.toml"
    file.write_text(toml_text(found.translations["cy"]), encoding="utf-8")
    back = read_translation(file, small)
    del texts["questions", "rmp-done", "good"]
    assert (back.name, dict(back.texts)) == ("Cymraeg", texts)


def test_a_language_without_a_tag_is_told() -> None:
    sheets = tables(FORM)
    sheets["survey"][0].append("label::Cymraeg")
    sheets["survey"][3].append("Cynllun?")
    assert any(
        "in 'Cymraeg': not carried; name the language as in 'Cymraeg (cy)'" in each for each in imported(sheets).left
    )


# --- forms that nobody here wrote, to the standard ---

RICH = """
| settings | form_title | form_id    | version    | default_language | style |
|          | Visits     | visit form | 2019050101 | English (en)     | pages |
| survey   | type | name | label::English (en) | label::French (fr) | hint::English (en) | relevant | required | constraint | calculation | appearance | repeat_count | choice_filter |
|          | start | start |
|          | begin_group | about | About | De quoi |
|          | select_one place | place | Where? | Où ? | | | yes |
|          | select_one area | area | Which area? | Quel secteur ? | | | | | | | | place=${place} |
|          | integer | age | How old? | Quel âge ? | | | | . > 9 and . < 19 |
|          | end_group |
|          | begin_repeat | visits | Visits | Visites | | | | | | | 2 |
|          | date | day | Day | Jour |
|          | select_one yes_no | seen | Was the child seen? | L'enfant a-t-il été vu ? | Alone | ${place} = 'home' and ${age} > 10 |
|          | select_one yes_no | alone | Seen alone? | Vu seul ? | | ${seen} = 'yes' and ${place} != 'office' |
|          | end_repeat |
|          | calculate | total | | | | | | | count(${visits}) |
|          | geopoint | here | Here | Ici |
|          | note | bye | Thank you | Merci |
| choices  | list_name | name | label::English (en) | label::French (fr) | place |
|          | place | home | At home | À la maison |
|          | place | school | At school | À l'école |
|          | place | office | Office | Bureau |
|          | area | n | North | Nord | home |
|          | area | s | South | Sud | school |
|          | yes_no | yes | Yes | Oui |
|          | yes_no | no | No | Non |
"""


@pytest.mark.parametrize("form", [FORM, RICH])
def test_the_forms_of_these_tests_are_forms(form: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "form.xlsx", tables(form))
    assert "<h:html" in pyxform.convert(xlsform=path.read_bytes(), file_type=".xlsx", validate=False).xform


def test_a_form_of_many_kinds_becomes_a_sound_set_and_all_else_is_told(tmp_path: Path) -> None:
    found = imported(tables(RICH))
    built = build(found.data)
    assert (built.id, built.version, built.title) == ("visit-form", "2019050101.0.0", "Visits")
    assert [each.id for each in built.facts] == ["place", "area"]
    assert [(each.id, each.part, each.guidance, each.applies_when) for each in built.questions] == [
        ("seen", "visits", "Alone", {}),
        ("alone", "visits", "", {"seen": ("yes",), "place": ("home", "school")}),
    ]
    assert found.left == [
        "survey row 8, visits: is repeated in the form; here it is asked once",
        "choices, column 'place': is not carried (2 filled in)",
        "survey row 2, start: is metadata (start), which is not carried",
        "survey row 4, place: 'required' is not carried: yes",
        "survey row 5, area: 'choice_filter' is not carried: place=${place}",
        "survey row 6, age: is a number (integer), which is not carried",
        "survey row 8, visits: 'repeat_count' is not carried: 2",
        "survey row 9, day: is a date or time (date), which is not carried",
        "survey row 10, seen: 'relevant' is not carried: ${place} = 'home' and ${age} > 10",
        "survey row 13, total: is a calculation (calculate), which is not carried",
        "survey row 14, here: is a place (geopoint), which is not carried",
        "survey row 15, bye: is a text that is only shown (note), which is not carried",
        "survey row 3, about: a group in which no question stands; its label is not carried",
        "settings, style: is not carried: pages",
        "settings, version: '2019050101' has not three numbers; 2019050101.0.0 is written",
        "5 texts in 'French (fr)': not carried",
    ]
    file = tmp_path / "form.fr.toml"
    file.write_text(toml_text(found.translations["fr"]), encoding="utf-8")
    texts = read_translation(file, built).texts
    assert texts["questions", "seen", "text"] == "L'enfant a-t-il été vu ?"
    assert texts["facts", "place", "options", "home", "label"] == "À la maison"
    assert texts["words", "answers", "yes"] == "Oui"


def test_an_ordinary_form_becomes_a_sound_set() -> None:
    found = imported(tables(FORM))
    built = build(found.data)
    assert (built.id, built.version, built.title, built.unit, built.scoring) == (
        "plans",
        "3.0.0",
        "Plans",
        "case",
        "counts",
    )
    assert [(each.id, [option.id for option in each.options]) for each in built.facts] == [("sex", ["f", "m"])]
    made, timely = built.questions
    assert (made.id, made.part, made.criterion, made.section, made.guidance) == (
        "made",
        "plan",
        "plan",
        "plan",
        "Look in file",
    )
    assert [(each.id, each.label) for each in made.reasons] == [("late", "Too late"), ("unclear", "Not clear")]
    assert timely.applies_when == {"made": ("yes",)}
    assert found.left == [
        "survey row 5, why_not: its choices are the reasons of a no; its own words are not carried",
        "settings, version: '3' has not three numbers; 3.0.0 is written",
    ]


def test_a_form_without_a_yes_or_no_is_a_questionnaire() -> None:
    found = imported(
        tables(
            """
            | survey  | type                  | name   | label           | parameters           | constraint          |
            |         | select_one how        | helped | Did it help?    |                      |                     |
            |         | select_multiple how   | with   | With what?      |                      |                     |
            |         | range                 | mark   | How good?       | start=0 end=10 step=1|                     |
            |         | integer               | often  | How much of 10? |                      | . >= 0 and . <= 10  |
            |         | integer               | age    | How old?        |                      |                     |
            |         | text                  | more   | Anything else?  |                      |                     |
            |         | geopoint              | where  | Where?          |                      |                     |
            | choices | list_name             | name   | label           |
            |         | how                   | a lot  | A lot           |
            |         | how                   | little | A little        |
            """
        )
    )
    built = build(found.data)
    assert (built.unit, [each.kind for each in built.questions]) == (
        "respondent",
        ["choice", "choices", "scale", "scale", "text", "text"],
    )
    assert [each.id for each in built.questions[0].options] == ["a-lot", "little"]
    assert found.left == [
        "survey row 6, age: is a number, not from 0 to 10; it is asked as a text",
        "survey row 8, where: is a place (geopoint), which is not carried",
    ]


def test_a_form_read_as_cases_that_has_no_yes_or_no_is_refused_in_words() -> None:
    with pytest.raises(QuestionSetError, match="no question has the answers yes and no"):
        imported({"survey": [["type", "name", "label"], ["text", "a", "A"]]}, "case")


def test_a_form_with_nothing_to_ask_is_refused_in_words() -> None:
    with pytest.raises(QuestionSetError, match="nothing in it can be asked"):
        imported({"survey": [["type", "name", "label"], ["geopoint", "a", "A"]]})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"type": "calculate", "name": "x", "calculation": "1+1"}, "x: is a calculation (calculate), which is not carried"),
        ({"type": "image", "name": "x"}, "x: is a picture, recording or file (image), which is not carried"),
        ({"type": "start", "name": "x"}, "x: is metadata (start), which is not carried"),
        ({"type": "date", "name": "x"}, "x: is a date or time (date), which is not carried"),
        ({"type": "note", "name": "x", "label": "Hello"}, "x: is a text that is only shown (note), which is not carried"),
        ({"type": "rank yn", "name": "x"}, "x: its type 'rank yn' is not carried"),
        ({"type": "select_one_from_file a.csv", "name": "x"}, "x: its type 'select_one_from_file a.csv' is not carried"),
        ({"type": "select_one nothing", "name": "x"}, "x: its list 'nothing' has no two choices; not carried"),
        ({"type": "select_multiple sex", "name": "x"}, "x: several answers at once are carried only as the reasons of a no"),
        ({"type": "begin repeat", "name": "x"}, "x: is repeated in the form; here it is asked once"),
        ({"type": "end group", "name": "x"}, "x: ends a group that was not begun, so it is not read"),
        ({"name": "x", "label": "Left over"}, "x: has no type, so it is not read"),
        ({"type": "select_one yn", "label": "No name"}, ": has no name, so it is not read"),
        ({"type": "select_one yn", "name": "x", "constraint": ". != 'no'"}, "x: 'constraint' is not carried: . != 'no'"),
        ({"type": "select_one yn", "name": "x", "appearance": "minimal"}, "x: 'appearance' is not carried: minimal"),
        ({"type": "select_one yn", "name": "x", "media::image": "a.png"}, "x: 'image' is not carried: a.png"),
        ({"type": "select_one yn", "name": "x", "required": "yes"}, "x: 'required' is not carried: yes"),
        ({"type": "select_one yn", "name": "x", "relevant": "${age} > 5"}, "x: 'relevant' is not carried: ${age} > 5"),
        ({"type": "select_one yn", "name": "x", "label": "Is ${made} so?"}, "x: its words show another answer"),
        ({"type": "select_one yn or_other", "name": "x"}, "x: 'or other' is not carried"),
    ],
)  # fmt: skip
def test_what_is_not_carried_has_a_line(row: dict[str, str], said: str) -> None:
    sheets = tables(FORM)
    heading = sheets["survey"][0]
    heading += [each for each in row if each not in heading]
    sheets["survey"].append([row.get(each, "") for each in heading])
    told = [each for each in imported(sheets).left if each.startswith("survey row 8") and said in each]
    assert len(told) == 1


def test_a_group_too_deep_and_a_list_of_nobody_are_told() -> None:
    sheets = tables(FORM)
    more = [["begin group", name, name.upper()] for name in ("a", "b", "c")]
    sheets["survey"] += [*more, ["select_one yn", "deep", "Deep?"], *[["end group"]] * 3]
    sheets["choices"].append(["left", "over", "Left over"])
    left = imported(sheets).left
    assert (
        "survey row 10, c: a group in a group in a group: its questions stand in the one above, without its label"
        in left
    )
    assert "choices, list 'left': belongs to nothing that is carried" in left


def test_a_required_that_says_no_is_nothing_to_tell() -> None:
    sheets = tables(FORM)
    sheets["survey"][0].append("required")
    sheets["survey"][3].append("false")
    assert not [each for each in imported(sheets).left if "required" in each]


def test_other_peoples_names_become_ids_of_their_own() -> None:
    sheets = {
        "survey": [
            ["type", "name", "label"],
            *(["select_one yn", name, "?"] for name in ("A_b", "a b", "A-B", "é!", "日本", "9", "x" * 80, "x" * 90)),
        ],
        "choices": [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]],
    }
    ids = [each.id for each in build(imported(sheets).data).questions]
    assert ids == ["a-b", "a-b-2", "a-b-3", "e", "question", "9", "x" * 48, "x" * 41 + "-2"]


@examples(300)
@given(st.text(max_size=80))
def test_an_id_is_made_of_any_name(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", valid(name, "question"))


def test_groups_become_parts_sections_and_criteria() -> None:
    rows = [
        ["begin group", "one", "First"], ["select_one yn", "a", "A?"],
        ["begin group", "inner", "Within"], ["select_one yn", "b", "B?"], ["end group"], ["end group"],
        ["select_one yn", "c", "C?"], ["begin group", "two", "Second"], ["select_one yn", "d", "D?"], ["end group"],
        ["select_one yn", "e", "E?"],
    ]  # fmt: skip
    survey = [["type", "name", "label", "relevant"], *rows]
    survey[-1].append("${d} = 'yes'")
    built = build(imported({"survey": survey, "choices": tables(FORM)["choices"]}).data)
    assert [(each.id, each.part, each.section, each.criterion) for each in built.questions] == [
        ("a", "one", "one", "one"),
        ("b", "one", "one", "inner"),
        ("c", "questions", "questions", "questions"),
        ("d", "two", "two", "two"),
        ("e", "questions-2", "questions", "questions"),
    ]
    assert [each.title for each in built.criteria] == ["First", "Within", "Form", "Second"]


def test_what_a_group_waits_for_its_questions_wait_for() -> None:
    sheets = tables(FORM)
    sheets["survey"][2][4] = "${sex} = 'f'"
    built = build(imported(sheets).data)
    assert [each.applies_when for each in built.questions] == [{"sex": ("f",)}, {"sex": ("f",), "made": ("yes",)}]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("${a} = 'yes'", {"a": ("yes",)}),
        ('${ a }="yes"', {"a": ("yes",)}),
        ("selected(${a}, 'yes')", {"a": ("yes",)}),
        ("(${a} = 'yes' or ${a} = 'na') and ${b} = 'no'", {"a": ("yes", "na"), "b": ("no",)}),
        ("${a} != 'no'", {"a": ("yes", "na")}),
        ("not(selected(${a}, 'no'))", {"a": ("yes", "na")}),
        ("${a} = 'yes' and ${a} != 'no'", {"a": ("yes",)}),
        ("${a} = 'yes' or ${b} = 'yes'", None),
        ("${a} = 'yes' and ${a} = 'no'", None),
        ("${a} = 'maybe'", None),
        ("${c} = 'yes'", None),
        ("${a} > 5", None),
        ("${a} = ''", None),
        ("count(${a}) = 1", None),
        ("${a} = 'yes' and", None),
        ("((((((((((((((((((((((((${a} = 'yes'))))))))))))))))))))))))", None),
        ("(" * 100_000, None),
        ("", None),
    ],
)
def test_relevance(expression: str, found: Any) -> None:
    values = {"a": ("yes", "no", "na"), "b": ("yes", "no")}
    assert gates(expression, lambda name: values.get(name, ())) == found


@examples(200)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["begin group", "end group", "begin repeat", "end repeat", "select_one yn", "select_one sex",
                             "select_multiple why", "text", "integer", "a", "b", "A_b", "${a} = 'yes'", "${b} != 'no'",
                             "x" * 5_000, "", *(each[:300] for each in HOSTILE)]),
            max_size=6,
        ),
        max_size=15,
    ),
    st.sampled_from(["", "case", "respondent"]),
)  # fmt: skip
def test_any_form_gives_a_sound_set_or_a_reason(rows: list[list[str]], unit: str) -> None:
    sheets = tables(FORM)
    sheets["survey"] += rows
    found = imported(sheets, unit)  # the form has questions of its own
    assert check(found.data) == []


def test_a_form_of_two_thousand_questions_is_read(tmp_path: Path) -> None:
    sheets = tables(FORM)
    sheets["survey"] += [["select_one yn", f"q{number}", f"Question {number}?"] for number in range(2_000)]
    assert len(import_form(saved(tmp_path / "form.xlsx", sheets)).data["questions"]) == 2_002
