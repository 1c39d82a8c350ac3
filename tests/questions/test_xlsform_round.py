"""A question set written as a form and read back is the same set, whatever stands in it."""

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

from casereview.questions import shipped
from casereview.questions.build import build, canonical
from casereview.questions.check import check
from casereview.questions.xlsform import export_form, import_form
from casereview.questions.xlsform.cells import cell
from casereview.questions.xlsform.form import imported
from casereview.questions.xlsform.tables import tables_of
from tests.conftest import DATA
from tests.questions.kinds import rated, respondents
from tests.strategies import HOSTILE, examples

SETS = [*shipped(), DATA / "small.toml"]


def data_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


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
    assume(not check(data))
    return data


@examples(60)
@given(sets())
def test_any_set_is_the_same_after_a_form(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    form = tmp_path_factory.mktemp("forms") / "form.xlsx"
    form.write_bytes(export_form(data)[0])
    found = import_form(form)
    assert canonical(found.data) == canonical(data)
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
