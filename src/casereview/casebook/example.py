"""The example inspections: invented cases or respondents, where there is one with a published inspection's figures."""

from __future__ import annotations

import tomllib
from pathlib import Path

from casereview.casebook.casebook import Casebook
from casereview.casebook.decisions import Chosen
from casereview.casebook.errors import Refused
from casereview.casebook.intake import read_answers, read_cases
from casereview.questions import QuestionSet, find
from casereview.questions.catalogue import examples
from casereview.text import clipped


def write_example(path: Path, set_id: str = "", *, blank: bool = False) -> QuestionSet:
    """Write a shipped set's example inspection as a new casebook; with `blank`, the same cases unanswered.

    Return the set.

    Without a `set_id` it is the usual example. Raises CannotCreate if there is something at `path`, QuestionSetError if
    there is no such set, Refused if it has no example.
    """
    known = examples()
    set_id = set_id or next(iter(known))
    question_set = find(set_id)
    if set_id not in known:
        raise Refused(f"question set {clipped(set_id, 48)} has no example; these have one: {', '.join(known)}")
    folder = known[set_id].parent
    example = tomllib.loads(known[set_id].read_text(encoding="utf-8"))
    reader = example["assessor"]
    open_cases = set(example["not_signed_off"])

    def fill(casebook: Casebook) -> None:
        if not blank:
            answers = read_answers(folder / "answers.csv", casebook, reader)
            casebook.record(answers.changes, reader)
            for ref in casebook.case_refs():
                if ref not in open_cases:
                    casebook.sign_off(ref, reader)
            for place, chosen in enumerate(example.get("recommendations", ()), 1):
                casebook.recommend(Chosen(chosen, place=place), reader)
        # Who assessed is remembered, so that whoever tries the example goes on with these readings, at an open case.
        casebook.sit_down(reader)
        if example["not_signed_off"] and not blank:
            casebook.put_place(example["not_signed_off"][0], question_set.questions[0].id, reader)

    cases = read_cases(folder / "cases.csv", question_set)
    Casebook.create(path, question_set, example["area"], cases, about=example["about"], by=reader, fill=fill)
    return question_set
