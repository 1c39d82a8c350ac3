"""Casebooks to merge: a lead inspector's without answers, and one of each assessor with the answers to their cases."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from casereview.casebook import Casebook, Change, NewCase
from casereview.casebook import connection as door
from casereview.casebook.ledger import Ledger, entries, transaction
from casereview.casebook.union import Union
from casereview.questions import find
from casereview.questions.catalogue import examples
from casereview.questions.model import QuestionSet

# Of each case.
ANSWERS, CHANGED, NOTES = 117, 5, 3


class Made(NamedTuple):
    """What there is to merge. `known` are the first entries of each source: those of its cases, which the lead has too."""

    lead: Path
    sources: list[Path]
    known: int
    rows: int


def make(folder: Path, files: int, cases: int, last: int = 0) -> Made:
    """Write the casebooks (or find them made), `files` of `cases` each, the last one of `last` cases if that is given."""
    done = folder / "made.json"
    sizes = [cases] * (files - bool(last)) + [last] * bool(last)
    sources = [folder / f"assessor-{number:03}.db" for number in range(1, files + 1)]
    question_set = find(next(iter(examples())))
    known = cases * (1 + len(question_set.facts))
    made = Made(folder / "lead.db", sources, known, sum(sizes) * (ANSWERS + CHANGED + NOTES))
    wanted = {"rows": made.rows, "set": question_set.digest, "sizes": sizes, "of each case": [ANSWERS, CHANGED, NOTES]}
    if done.exists() and json.loads(done.read_text(encoding="utf-8")) == wanted:
        return made
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _make(made, sizes, question_set)
    done.write_text(json.dumps(wanted), encoding="utf-8")
    return made


def _make(made: Made, sizes: list[int], question_set: QuestionSet) -> None:
    chance = random.Random(len(sizes))
    refs = [f"C-{number:05d}" for number in range(1, sum(sizes) + 1)]
    blank = made.lead.with_name("blank")
    Casebook.create(made.lead, question_set, "Measured", [])
    shutil.copyfile(made.lead, blank)
    with Casebook.open(made.lead) as lead:
        lead.add_cases(
            [NewCase(ref, {fact.id: chance.choice(fact.options).id for fact in question_set.facts}) for ref in refs],
            "L Lead",
        )
        inspection = lead.inspection.id
    rest = iter(refs)
    with closing(door.connect(made.lead, write=False)) as lead_file:
        for number, (path, size) in enumerate(zip(made.sources, sizes, strict=True), 1):
            shutil.copyfile(blank, path)
            own = [next(rest) for _ in range(size)]
            with closing(door.connect(path, write=True)) as source:
                source.execute("PRAGMA synchronous = OFF")
                with transaction(source):
                    union = Union(source)
                    for ref in own:
                        for entry in entries(lead_file, "case_ref = ?", (ref,)):
                            union.add(entry, entry.parents)
                    union.finish()
                    ledger = Ledger(source, inspection)
                    for ref in own:
                        ledger.append(_answers(ref, question_set, chance), f"Assessor {number}")
    blank.unlink()


def _answers(ref: str, question_set: QuestionSet, chance: random.Random) -> Iterator[Change]:
    """The answers to a case, some of them changed later, and a few notes."""
    asked = chance.sample(question_set.questions, ANSWERS)
    for place, question in enumerate(asked):
        yield Change(ref, question.id, "answer", "no" if place < CHANGED else chance.choice(("yes", "yes", "no", "na")))
    for question in asked[:CHANGED]:
        yield Change(ref, question.id, "answer", "yes")
    for question in asked[:NOTES]:
        yield Change(ref, question.id, "note", f"Section 4 of the Asset of {ref}: the plan names no date.")
