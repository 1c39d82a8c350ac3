"""A casebook to report on: three cases of the small question set, at a fixed time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet

JONES, SMITH = "A Jones", "B Smith"
AT = datetime(2026, 11, 21, 9, 14, tzinfo=UTC)


def make(path: Path, questions: QuestionSet, fill: Callable[[Casebook], None] = lambda casebook: None) -> Path:
    """Write a casebook of three cases: one answered and signed off, one begun, one untouched."""
    cases = [
        NewCase("BR-001", {"gender": "male", "rmp-needed": "no"}),
        NewCase("BR-002", {"gender": "female", "rmp-needed": "yes"}),
        NewCase("BR-003", {"gender": "male"}),
    ]

    def answers(casebook: Casebook) -> None:
        for question in questions.questions:
            if not question.id.startswith("rmp"):
                casebook.answer("BR-001", question.id, "yes", JONES)
        casebook.answer("BR-001", "safe", "no", JONES)
        casebook.give_reasons("BR-001", "safe", ["thin"], JONES)
        casebook.note("BR-001", "safe", "See the contact log.", JONES)
        casebook.sign_off("BR-001", JONES)
        casebook.answer("BR-002", "assessed", "no", JONES)
        casebook.give_reasons("BR-002", "assessed", ["late", "missing"], JONES)
        casebook.answer("BR-002", "rmp-done", "no", JONES)
        fill(casebook)

    Casebook.create(path, questions, "Anytown", cases, about="Invented.", fill=answers, clock=lambda: AT)
    return path
