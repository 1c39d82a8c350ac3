"""The law of forms: each row, column and setting is found again in the set or is named among what is not carried; never both."""

from __future__ import annotations

import json
import re
import tomllib
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import QuestionSetError
from casereview.questions.build import build
from casereview.questions.toml_text import toml_text
from casereview.questions.translate import read_translation
from casereview.questions.xlsform.cells import ANSWERS, NAMESPACE, OWN, Tables
from casereview.questions.xlsform.form import Imported, imported
from casereview.questions.xlsform.tables import tables_of
from tests.conftest import DATA
from tests.questions.kinds import rated, respondents
from tests.strategies import examples

COLUMNS = ("type", "name", "label", "hint", "guidance_hint", "relevant", "parameters", "constraint", "required", "appearance",
           "label::Cymraeg (cy)", "hint::Cymraeg (cy)", "label::Klingon", f"bind::{OWN}role", f"bind::{OWN}short",
           f"bind::{OWN}good", f"bind::{OWN}themes", f"bind::{OWN}criterion")  # fmt: skip
TEXTS = [each for each in COLUMNS if each not in ("type", "relevant", "parameters", "constraint", f"bind::{OWN}role")]
TYPES = ("select_one yn", "select_one yn", "select_one unsure", "select_one sex", "select_one partly", "select_one one",
         "select_multiple why", "select_multiple sex", "select_one yn or_other", "text", "range", "integer", "decimal", "note",
         "calculate", "begin_group", "begin_group", "end_group", "begin_repeat", "end_repeat", "date", "")  # fmt: skip
FORMAL = {
    "relevant": ("", "", "${a} = 'no'", "${a} = 'yes'", "${b} = 'f'", "${a} = 'yes' and ${b} != 'f'", "${a} > 3"),
    "parameters": ("", "", "start=0 end=10 step=1", "start=0 end=10 randomize=true"),
    "constraint": ("", "", ". >= 0 and . <= 10", ". > 3"),
    f"bind::{OWN}role": ("", "", "", "fact", "note", "reasons", "facts", "other"),
}
SETTINGS = (
    "form_title",
    "form_id",
    "version",
    "default_language",
    "style",
    "namespaces",
    "title",
    f"attribute::{OWN}unit",
)
CHOICES = ("list_name", "name", "label", "label::Cymraeg (cy)", "phrase", "section", "image")


class Cell(NamedTuple):
    """A cell that has words nobody else has."""

    sheet: str
    row: int
    column: str
    word: str


@st.composite
def forms(draw: st.DrawFn) -> tuple[Tables, list[Cell]]:
    """A form of any rows; and its cells of which each has a word of its own."""
    cells: list[Cell] = []

    def words(sheet: str, row: int, column: str) -> str:
        word = f"w{len(cells)}x"
        cells.append(Cell(sheet, row, column, word))
        return draw(st.sampled_from([word, word, f"{word} {{item}}", word + " a" * 120])) if "label" in column else word

    survey = [list(COLUMNS)]
    for number in range(2, draw(st.integers(4, 12))):
        row = {"type": draw(st.sampled_from(TYPES)), "name": draw(st.sampled_from(["a", "b", "A", "", *["own"] * 6]))}
        row["name"] = words("survey", number, "name") if row["name"] == "own" else row["name"]
        for column in draw(st.lists(st.sampled_from(COLUMNS[2:]), max_size=5, unique=True)):
            row[column] = draw(st.sampled_from(FORMAL[column])) if column in FORMAL else words("survey", number, column)
        survey.append([row.get(each, "") for each in COLUMNS])
    survey.append(["select_one yn", "last", "Last?"] + [""] * (len(COLUMNS) - 3))
    choices = [list(CHOICES)]
    lists = {"yn": ("yes", "no"), "unsure": ("yes", "no", "dk"), "sex": ("f", "m", "F"), "partly": ("yes", "no", "partly"),
             "one": ("only",), "why": ("late", "unclear"), "nobody": ("a", "b")}  # fmt: skip
    for listed, names in lists.items():
        for name in names:
            more = [column for column in CHOICES[2:] if draw(st.integers(0, 3)) == 3]
            row = {"list_name": listed, "name": name}
            row |= {column: words("choices", len(choices) + 1, column) for column in more}
            choices.append([row.get(each, "") for each in CHOICES])
    settings: list[list[str]] = [[], []]
    for column in draw(st.lists(st.sampled_from(SETTINGS), unique=True)):
        unit = draw(st.sampled_from(["case", "respondent"]))
        fixed = {"namespaces": draw(st.sampled_from([NAMESPACE, ""])), f"attribute::{OWN}unit": unit}
        settings[0].append(column)
        settings[1].append(fixed.get(column) or words("settings", 2, column))
    return {"survey": survey, "choices": choices, "settings": settings}, cells


def is_found(found: Imported, word: str) -> bool:
    text = json.dumps([found.data, found.translations], ensure_ascii=False).replace("\\n", " ")
    return re.search(rf"(?<!\w){word}(?!\w)", text) is not None


# What is said of a row of which nothing is carried.
WHOLE = re.compile(
    r"row \d+(?:, [^:]*)?: (?:.*; not carried$|.*, which is not carried$|.*, so it is not read$|.* carried only as the reasons of a no$"
    r"|is a text; a note can be written|is in its list twice|is not read;|ends a group that was not begun)"
)
# What is said of a row whose own words are not carried, or not its label.
WORDS = re.compile(r"its own words are not carried|its label is not carried|without its label|differs from its group's")


def names(line: str, cell: Cell, sheets: Tables) -> bool:
    """Tell whether a line names a cell among what is not carried, or not as it is."""
    column = cell.column.split("::")[0].replace("bind", "").strip(":") or cell.column.removeprefix("bind::")
    if cell.sheet == "settings":
        return line.startswith("settings") and (cell.word in line or f", {cell.column}" in line)
    if line.startswith(f"{cell.sheet}, column '{column}'"):
        return "Klingon" not in line or "Klingon" in cell.column
    row = sheets[cell.sheet][cell.row - 1]
    if cell.sheet == "choices" and line == f"choices, list '{row[0]}': belongs to nothing that is carried":
        return True
    if not re.match(rf"{cell.sheet} row {cell.row}(?!\d)", line):
        return False
    said = line.partition(": ")[2]
    if WHOLE.search(line) or (WORDS.search(line) and column in ("label", "name", "hint", "guidance_hint")):
        return True
    return cell.word in said and "is written" not in said


@examples(400)
@given(forms())
def test_what_stands_in_a_form_is_found_in_the_set_or_named(made: tuple[Tables, list[Cell]]) -> None:
    sheets, cells = made
    try:
        found = imported(sheets)
    except QuestionSetError:  # refused whole, in words
        return
    lost = [
        each
        for each in cells
        if not is_found(found, each.word) and not any(names(line, each, sheets) for line in found.left)
    ]
    assert lost == []


@examples(400)
@given(forms())
def test_nothing_is_named_that_was_carried(made: tuple[Tables, list[Cell]]) -> None:
    sheets, cells = made
    try:
        found = imported(sheets)
    except QuestionSetError:
        return
    assert len(found.left) == len(set(found.left))
    carried = {(each.sheet, each.row): each for each in cells if is_found(found, each.word)}
    for line in found.left:
        place = re.match(r"(survey|choices) row (\d+)", line)
        here = carried.get((place[1], int(place[2]))) if place else None
        assert not (here and WHOLE.search(line)), (line, here)
        not_carried = re.search(r"' (?:is|in '[^']*' is) not carried: (w\d+x)", line)
        assert not (not_carried and is_found(found, not_carried[1])), line


@examples(100)
@given(forms())
def test_the_translations_that_a_form_gives_fit_its_set(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Tables, list[Cell]]
) -> None:
    try:
        found = imported(made[0])
    except QuestionSetError:
        return
    for tag, data in found.translations.items():
        path = tmp_path_factory.mktemp("forms") / f"form.{tag}.toml"
        path.write_text(toml_text(data), encoding="utf-8")
        assert read_translation(path, build(found.data)).texts


@st.composite
def edits(draw: st.DrawFn) -> tuple[Tables, Cell]:
    """The form of a set, with one cell of it changed, or filled in."""
    data = tomllib.loads((DATA / "small.toml").read_text(encoding="utf-8"))
    draw(st.sampled_from([lambda _: None, respondents, rated]))(data)
    sheets = tables_of(data)
    sheet = draw(st.sampled_from(["survey", "survey", "choices", "settings"]))
    row = draw(st.integers(1, len(sheets[sheet]) - 1))
    column = draw(st.integers(0, len(sheets[sheet][0]) - 1))
    cells = sheets[sheet][row]
    cells[column] = draw(st.sampled_from(["w1x", "w1x", f"{cells[column]} w1x"]))
    return sheets, Cell(sheet, row + 1, sheets[sheet][0][column], "w1x")


@examples(400)
@given(edits())
def test_what_is_changed_in_a_form_of_ours_is_found_in_the_set_or_named(made: tuple[Tables, Cell]) -> None:
    sheets, cell = made
    try:
        found = imported(sheets)
    except QuestionSetError:
        return
    if cell.column == "name" and sheets[cell.sheet][cell.row - 1][0] == ANSWERS:
        return  # the name of an answer is a code for it
    place = f"{cell.sheet} row {cell.row}" if cell.sheet != "settings" else "settings"
    named = [line for line in found.left if re.match(rf"{place}(?!\d)", line) or "w1x" in line]
    assert is_found(found, "w1x") or named, (cell, found.left)


@examples(400)
@given(edits())
def test_an_unchanged_part_of_a_form_of_ours_is_not_named(made: tuple[Tables, Cell]) -> None:
    sheets, cell = made
    if cell.sheet != "survey" or cell.column.split("::")[0] not in ("label", "hint"):
        return
    try:
        found = imported(sheets)
    except QuestionSetError:
        return
    # A group's words are those of its rows, so that a change of the one is told at the other.
    here = (f"survey row {cell.row},", f"survey row {cell.row}:")
    assert [each for each in found.left if "differs from its group's" not in each and not each.startswith(here)] == []
