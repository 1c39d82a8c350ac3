"""The example inspections: invented cases or respondents, where there is one with a published inspection's figures."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from casereview.casebook.casebook import Casebook
from casereview.casebook.decisions import Chosen
from casereview.casebook.errors import CannotCreate, Refused
from casereview.casebook.intake import read_answers, read_cases
from casereview.questions import QuestionSet, find
from casereview.questions.catalogue import examples
from casereview.text import clipped


def write_example(path: Path, set_id: str = "", *, blank: bool = False) -> QuestionSet:
    """Write a shipped set's example inspection as a new casebook; with `blank`, the same cases unanswered.

    Those before it that come with it are written beside it, as `example_paths` names them. Return the set.

    Without a `set_id` it is the usual example. Raises CannotCreate if there is something at `path` or where one of those
    goes, QuestionSetError if there is no such set, Refused if it has no example.
    """
    question_set, folders = _found(set_id, blank)
    paths = [_beside(path, name) for name in folders]
    for each in paths:
        if each.exists() or each.is_symlink():
            raise CannotCreate(f"{each}: there already, so nothing was written")
    for each, folder in zip(paths, folders.values(), strict=True):
        _write(folder, each, question_set, blank=blank)
    return question_set


def example_paths(path: Path, set_id: str = "", *, blank: bool = False) -> list[Path]:
    """Return the casebooks that `write_example` makes, the earliest first: most often `path` alone.

    Raises as it does where there is no such example.
    """
    return [_beside(path, name) for name in _found(set_id, blank)[1]]


def _found(set_id: str, blank: bool) -> tuple[QuestionSet, dict[str, Path]]:
    """A set and the folders of its example by name, the last one's name empty; unanswered ones have nothing before them."""
    known = examples()
    set_id = set_id or next(iter(known))
    question_set = find(set_id)
    if set_id not in known:
        raise Refused(f"question set {clipped(set_id, 48)} has no example; these have one: {', '.join(known)}")
    folder = known[set_id].parent
    earlier = [] if blank else _described(folder).get("earlier", [])
    return question_set, {name: folder / name for name in (*earlier, "")}


def _beside(path: Path, name: str) -> Path:
    return path.with_name(f"{path.stem}-{name}{path.suffix}") if name else path


def _described(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "example.toml").read_text(encoding="utf-8"))


def _write(folder: Path, path: Path, question_set: QuestionSet, *, blank: bool) -> None:
    example = _described(folder)
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
