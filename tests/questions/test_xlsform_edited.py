"""A form that was written from a question set and then changed."""

from __future__ import annotations

from typing import Any

import pytest

from casereview.questions import QuestionSetError
from casereview.questions.build import build
from casereview.questions.xlsform.form import imported
from casereview.questions.xlsform.tables import tables_of


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
    assert found.left == [
        "choices, list 'reasons_rmp-timely': belongs to nothing that is carried",
        "recommendation plans: the question 'rmp-timely' is gone, so it is no longer named",
    ]


def test_other_content_in_the_version_it_came_from_is_told(small_data: dict[str, Any]) -> None:
    assert not imported(tables_of(small_data)).same_version
    sheets = edited(small_data, "survey", "rmp-done", ":good", "a plan was made")
    assert imported(sheets).same_version
    settings = sheets["settings"]
    settings[1][settings[0].index("version")] = "9.0.0"
    assert not imported(sheets).same_version


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
