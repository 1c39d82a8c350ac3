"""A form in several languages: columns of labels out, files of translations in."""

from __future__ import annotations

import json
from pathlib import Path

from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.questions.toml_text import toml_text
from casereview.questions.translate import Translation, read_translation
from casereview.questions.xlsform import export_form, import_form
from casereview.questions.xlsform.form import imported
from tests.questions.forms import FORM, tables


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
    made, told = export_form(json.loads(small.source), [Translation("cy", "Cymraeg", small.id, texts)])
    assert told == ["language cy: question rmp-done: good has no column in a form; left out"]
    form = tmp_path / "form.xlsx"
    form.write_bytes(made)
    found = import_form(form)
    assert (build(found.data).digest, found.left) == (small.digest, [])
    file = tmp_path / "small.cy.toml"
    file.write_text(toml_text(found.translations["cy"]), encoding="utf-8")
    back = read_translation(file, small)
    del texts["questions", "rmp-done", "good"]
    assert (back.name, dict(back.texts)) == ("Cymraeg", texts)


def test_each_text_that_a_form_has_no_column_for_is_named(small: QuestionSet) -> None:
    texts = {
        ("title",): "Bach",
        ("bands", "low", "label"): "Isel",
        ("parts", "rmp", "short"): "Cyn",
        ("lists", "agencies", "title"): "Asiantaethau",
        ("questions", "assessed", "reasons", "late", "phrase"): "daeth yn hwyr",
        ("words", "actions", "undo", "words"): "dadwneud",
    }
    _, told = export_form(json.loads(small.source), [Translation("cy", "Cymraeg", small.id, texts)])
    assert told == [
        f"language cy: {said} has no column in a form; left out"
        for said in (
            "title",
            "band low: label",
            "part rmp: short",
            "list agencies: title",
            "question assessed, reason late: phrase",
            "words actions: undo words",
        )
    ]


def test_a_language_without_a_tag_is_told() -> None:
    sheets = tables(FORM)
    sheets["survey"][0].append("label::Cymraeg")
    sheets["survey"][3].append("Cynllun?")
    said = "survey, column 'label' in 'Cymraeg', a language to be named as in 'Cymraeg (cy)': not carried (1 text)"
    assert said in imported(sheets).left
