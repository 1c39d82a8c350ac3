"""Casebooks to measure with: invented, of any size, the same for everybody."""

from __future__ import annotations

import random
from pathlib import Path

from casereview.casebook import Casebook, Change, NewCase
from casereview.questions import QuestionSet, find
from casereview.questions.catalogue import examples

ASSESSOR = "A Jones"
_BATCH = 50


def make(path: Path, cases: int, share_answered: float, question_set: QuestionSet | None = None) -> Path:
    """Write a casebook of a set (that of the usual example) with a share of its answers given; return its path."""
    if path.exists():
        return path
    chance = random.Random(cases)
    question_set = question_set or find(next(iter(examples())))
    refs = [f"C-{number:05d}" for number in range(1, cases + 1)]
    new = [NewCase(ref, {fact.id: chance.choice(fact.options).id for fact in question_set.facts}) for ref in refs]

    def fill(casebook: Casebook) -> None:
        for start in range(0, cases if share_answered else 0, _BATCH):
            changes = [
                Change(ref, question.id, "answer", chance.choice(("yes", "yes", "yes", "no", "na")))
                for ref in refs[start : start + _BATCH]
                for question in question_set.questions
                if chance.random() < share_answered
            ]
            casebook.record(changes, ASSESSOR)
        casebook.sit_down(ASSESSOR)

    Casebook.create(path, question_set, "Measured", new, fill=fill)
    return path
