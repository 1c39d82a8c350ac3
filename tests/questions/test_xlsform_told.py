"""What of a form is not carried has a line, and what is carried has none."""

from __future__ import annotations

from typing import Any

import pytest

from casereview.questions.build import build
from casereview.questions.xlsform.form import imported
from casereview.questions.xlsform.tables import tables_of
from tests.questions.forms import FORM, tables
from tests.questions.kinds import respondents


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


def test_a_name_that_is_there_twice_is_told_with_the_id_that_it_gets() -> None:
    sheets = tables(FORM)
    sheets["survey"] += [
        ["select_one yn", "made", "Again?", "", "${timely} = 'no'"],
        ["text", "x", "X", "", "${made} = 'no'"],
    ]
    found = imported(sheets)
    assert [each["id"] for each in found.data["questions"]] == ["made", "timely", "made-2"]
    assert "survey row 8, made: its name becomes the id 'made-2'" in found.left
    # Which of the two a gate means is not known.
    assert "survey row 6, timely: 'relevant' is not carried: ${made} = 'yes'" in found.left


def test_a_label_that_is_missing_is_told() -> None:
    sheets = tables(FORM)
    sheets["survey"][2][2] = sheets["survey"][3][2] = sheets["choices"][5][2] = ""
    found = imported(sheets)
    assert found.data["questions"][0]["text"] == "made"
    assert "survey row 3, plan: has no label; 'plan' is written" in found.left
    assert "survey row 4, made: has no label; its name, 'made', is asked in its place" in found.left
    assert "choices row 6, m: has no label; its name is written in its place" in found.left


def test_reasons_and_notes_whose_question_is_gone_are_told(small_data: dict[str, Any]) -> None:
    sheets = tables_of(small_data)
    sheets["survey"] = [row for row in sheets["survey"] if row[1] != "rmp-timely"]
    assert [line.split(", ", 1)[1] for line in imported(sheets).left if line.startswith("survey")] == [
        "reasons_rmp-timely: are the reasons of no question here; not carried",
        "note_rmp-timely: is the note of no question here; not carried",
    ]


def test_somebody_who_does_not_know_makes_no_questionnaire_of_a_form() -> None:
    sheets = tables(FORM)
    sheets["choices"].insert(4, ["yn", "dk", "Don’t know"])
    found = imported(sheets)
    assert build(found.data).unit == "case"
    assert len(found.data["questions"]) == 2
    said = "choices row 5, dk: 'Don’t know' can not be answered where cases are judged: yes, no or not applicable"
    assert said in found.left
    as_asked = imported(sheets, "respondent")
    assert [each["label"] for each in as_asked.data["questions"][1]["options"]][-1] == "Don’t know"
    assert [each for each in as_asked.left if "can not be answered" in each] == []


def test_a_form_that_is_read_as_a_questionnaire_for_its_other_answers_is_told_so() -> None:
    sheets = tables(FORM)
    sheets["choices"].insert(4, ["yn", "partly", "In part"])
    found = imported(sheets)
    assert build(found.data).unit == "respondent"
    assert (
        "survey: no choice is of yes and no alone, so it is read as a questionnaire, which has no scores" in found.left
    )


def test_what_came_back_whole_is_not_told(small_data: dict[str, Any]) -> None:
    respondents(small_data)
    small_data["title"] = "‹" * 40 + "\u00ad" * 100  # longer as it is shown than a title can be
    small_data["questions"][0] |= {"text": "{item}: … did it help?", "for_each": "agencies"}
    sheets = tables_of(small_data)
    found = imported(sheets)
    assert (found.data, found.left) == (small_data, [])
    # Told once it was changed.
    row = next(each for each in sheets["survey"] if each[1] == "helped-health")
    row[2] = "Did the health service help?"
    (line,) = imported(sheets).left
    assert "helped-health: its label differs from its group's" in line


@pytest.mark.parametrize(
    ("sheet", "cells", "said"),
    [
        ("survey", {"type": "end_group", "label": "Bye"}, "survey row 7: 'label' is not carried: Bye"),
        ("survey", {"type": "end_repeat"}, "survey row 7: ends another kind of group than was begun (begin_group)"),
        ("survey", {"relevance": "${sex} = 'f'", "bind::relevant": "1"}, "survey row 7: a second 'relevant' is not carried"),
        ("survey", {"": "Loose"}, "survey row 7: 'column F' is not carried: Loose"),
        ("settings", {"namespaces": "x='y'"}, "settings, namespaces: is not carried: x='y'"),
        ("settings", {"default_language": "French (fr)"}, "settings, default_language: no label on sheet survey is in 'French (fr)'"),
        ("settings", {"form_id": "Ein Plän!"}, "settings, form_id: 'Ein Plän!' becomes the id 'ein-plan'"),
        ("choices", {"phrase": "it came"}, "choices row 2, yes: 'phrase' is not carried: it came"),
        ("choices", {"label": "Yes, very"}, "choices row 2, yes: is 'Yes' here, not 'Yes, very'"),
    ],
)  # fmt: skip
def test_what_is_seldom_looked_at_has_a_line_too(sheet: str, cells: dict[str, str], said: str) -> None:
    sheets = tables(FORM)
    heading, row = sheets[sheet][0], sheets[sheet][{"survey": 6}.get(sheet, 1)]
    for column, text in cells.items():
        if column not in heading:
            heading.append(column)
        row += [""] * (len(heading) - len(row))
        row[heading.index(column)] = text
    assert [each for each in imported(sheets).left if each.startswith(said)]


def test_a_second_row_of_settings_and_hidden_characters_are_told() -> None:
    sheets = tables(FORM)
    sheets["settings"].append(["Others", "others", "4"])
    sheets["survey"][3][2] = "Was a pl\u200ban made?"
    left = imported(sheets).left
    assert "settings row 3: is not read; a form has one row of settings" in left
    assert any("row 4, made: 'label' has characters that are not seen" in each for each in left)
