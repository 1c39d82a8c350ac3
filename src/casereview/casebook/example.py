"""The example inspections: invented cases that reproduce a published inspection's figures."""

from __future__ import annotations

import tomllib
from pathlib import Path

from casereview.casebook.casebook import Casebook
from casereview.casebook.errors import Refused
from casereview.casebook.intake import read_answers, read_cases
from casereview.questions import find
from casereview.questions.catalogue import example_folder


def write_example(path: Path, set_id: str, *, blank: bool = False) -> None:
    """Write a shipped set's example inspection as a new casebook; with `blank`, the same cases unanswered.

    Raises CannotCreate if there is something at `path`, QuestionSetError if there is no such set, Refused if it has no example.
    """
    question_set = find(set_id)
    folder = example_folder(set_id)
    if not folder.is_dir():
        raise Refused(f"question set {set_id} has no example")
    example = tomllib.loads((folder / "example.toml").read_text(encoding="utf-8"))
    reader = example["assessor"]
    open_cases = set(example["not_signed_off"])

    def fill(casebook: Casebook) -> None:
        if not blank:
            answers = read_answers(folder / "answers.csv", casebook, reader)
            casebook.record(answers.changes, reader)
            for ref in casebook.case_refs():
                if ref not in open_cases:
                    casebook.sign_off(ref, reader)
        # Who assessed is remembered, so that whoever tries the example goes on with these readings, at an open case.
        casebook.sit_down(reader)
        if example["not_signed_off"] and not blank:
            casebook.put_place(example["not_signed_off"][0], question_set.questions[0].id, reader)

    cases = read_cases(folder / "cases.csv", question_set)
    Casebook.create(path, question_set, example["area"], cases, about=example["about"], by=reader, fill=fill)
