"""The examples of the questionnaires: what their script writes, and a casebook and a document from each."""

from __future__ import annotations

import csv
import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

from casereview.casebook import Casebook
from casereview.casebook.example import write_example
from casereview.casebook.intake import from_cell
from casereview.questions import load
from casereview.questions.catalogue import examples, folder, shipped
from casereview.reports.documents.outline_responses import responses_document
from casereview.reports.page.markdown import as_markdown

ROOT = Path(__file__).resolve().parents[1]
ASKING = [path.stem for path in shipped() if load(path).unit == "respondent"]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that invents them."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("build_questionnaires")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_questionnaire_that_is_shipped_has_an_example() -> None:
    assert ASKING
    assert set(ASKING) <= set(examples())


def test_what_stands_in_the_files_is_what_the_script_writes(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "SETS", tmp_path)
    script.main()
    for set_id in ASKING:
        for name in ("cases.csv", "answers.csv"):
            made = (tmp_path / "examples" / set_id / name).read_bytes()
            assert made == (folder() / "examples" / set_id / name).read_bytes(), (set_id, name)


@pytest.mark.parametrize("set_id", ASKING)
def test_every_answer_in_the_files_is_in_the_casebook(set_id: str, tmp_path: Path) -> None:
    question_set = write_example(tmp_path / "demo.db", set_id)
    answers = rows(folder() / "examples" / set_id / "answers.csv")
    said: dict[str, dict[str, object]] = {}
    for row in answers:
        said.setdefault(row["case"], {})[row["question"]] = from_cell(
            question_set.by_id[row["question"]], row["answer"]
        )
    with Casebook.open(tmp_path / "demo.db", write=False) as casebook:
        assert {form.respondent: dict(form.values) for form in casebook.forms()} == said
        assert 15 <= len(casebook.forms()) <= 25
        assert 0 < sum(line.counted.signed_off for line in casebook.case_lines()) < len(said)
        # Each item has answers, and some are left out: that is what a questionnaire is like.
        found = casebook.responses().items
        assert all(each.answered for each in found)
        assert any(each.blank for each in found)


@pytest.mark.parametrize("set_id", ASKING)
def test_who_chose_none_of_them_chose_no_other(set_id: str) -> None:
    for row in rows(folder() / "examples" / set_id / "answers.csv"):
        ticked = row["answer"].split(";")
        assert len(ticked) == 1 or not {"none", "nothing"} & set(ticked), row


def test_nobody_took_up_what_was_not_offered() -> None:
    said: dict[str, dict[str, set[str]]] = {}
    for row in rows(folder() / "examples" / "victims" / "answers.csv"):
        said.setdefault(row["case"], {})[row["question"]] = set(row["answer"].split(";"))
    for values in said.values():
        assert values["vic-took-up"] - {"nothing"} <= values["vic-offered"]
        if values.get("vic-prepared"):
            assert (values["vic-took-up"] == {"nothing"}) == (values["vic-prepared"] == {"no-part"})


@pytest.mark.parametrize("set_id", ASKING)
def test_the_document_counts_and_tells_no_text_and_with_consent_each(set_id: str, tmp_path: Path) -> None:
    write_example(tmp_path / "demo.db", set_id)
    written = [row["answer"] for row in rows(folder() / "examples" / set_id / "answers.csv") if " " in row["answer"]]
    with Casebook.open(tmp_path / "demo.db", write=False) as casebook:
        plain = as_markdown(responses_document(casebook, "2026-01-07"))
        whole = as_markdown(responses_document(casebook, "2026-01-07", texts=True))
    assert len(written) > 10
    assert not any(text in plain for text in written if len(text) > 25)
    assert all(re.sub(r"[\\]", "", whole).count(text) for text in written)
