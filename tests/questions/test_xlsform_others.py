"""Forms that nobody here wrote, to the standard: what becomes of what they ask."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import pyxform.xls2xform as pyxform
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import QuestionSetError
from casereview.questions.build import build
from casereview.questions.check import check
from casereview.questions.toml_text import toml_text
from casereview.questions.translate import read_translation
from casereview.questions.xlsform import import_form
from casereview.questions.xlsform.form import imported
from casereview.questions.xlsform.ids import valid
from tests.questions.forms import FORM, saved, tables
from tests.strategies import HOSTILE, examples

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
        "survey row 2, start: is metadata (start), which is not carried",
        "survey row 3, about: a group in which no question stands; not carried",
        "survey row 4, place: 'required' is not carried: yes",
        "survey row 5, area: 'choice_filter' is not carried: place=${place}",
        "survey row 6, age: is a number (integer), which is not carried",
        "survey row 8, visits: is repeated in the form; here it is asked once",
        "survey row 8, visits: 'repeat_count' is not carried: 2",
        "survey row 9, day: is a date or time (date), which is not carried",
        "survey row 10, seen: 'relevant' is not carried: ${place} = 'home' and ${age} > 10",
        "survey row 13, total: is a calculation (calculate), which is not carried",
        "survey row 14, here: is a place (geopoint), which is not carried",
        "survey row 15, bye: is a text that is only shown (note), which is not carried",
        "choices, column 'place': is not carried (2 filled in)",
        "settings, style: is not carried: pages",
        "settings, version: '2019050101' has not three numbers; 2019050101.0.0 is written",
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
        "settings: has no form_title; 'Form' is written",
        "settings: has no form_id; 'form' is written",
    ]


def test_a_form_that_says_no_name_of_its_own_has_that_of_its_file(tmp_path: Path) -> None:
    path = saved(tmp_path / "Ymweliad_home-visit 2.xlsx", {"survey": [["type", "name", "label"], ["text", "a", "A"]]})
    found = import_form(path)
    assert (found.data["id"], found.data["title"]) == ("ymweliad-home-visit-2", "Ymweliad home visit 2")
    assert found.left == [
        "settings: has no form_title; 'Ymweliad home visit 2' is written",
        "settings: has no form_id; 'ymweliad-home-visit-2' is written",
    ]


def test_a_form_read_as_cases_that_has_no_yes_or_no_is_refused_in_words() -> None:
    with pytest.raises(QuestionSetError, match="no question has the answers yes and no"):
        imported({"survey": [["type", "name", "label"], ["text", "a", "A"]]}, "case")


def test_a_form_with_nothing_to_ask_is_refused_in_words() -> None:
    with pytest.raises(QuestionSetError, match="nothing in it can be asked"):
        imported({"survey": [["type", "name", "label"], ["geopoint", "a", "A"]]})


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


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ("start=0 end=10 step=1", "scale"),
        ("start = 0; end = 10", "scale"),
        ("start=0, end=10, step=1", "scale"),
        ("start=0 end=10 randomize=true", "text"),
        ("start=0 end=100", "text"),
        ("end=10", "text"),
        ("start=0 end=10.5", "text"),
        ("start=0  " * 50 + "!", "text"),
    ],
)
def test_a_range_from_0_to_10_and_nothing_else_is_a_scale(parameters: str, kind: str) -> None:
    survey = [["type", "name", "label", "parameters"], ["range", "mark", "How good?", parameters]]
    found = imported({"survey": survey})
    assert found.data["questions"][0]["kind"] == kind
    assert any("'parameters' is not carried" in each for each in found.left) == (kind == "text")
