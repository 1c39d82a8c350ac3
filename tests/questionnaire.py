"""A small questionnaire with an item of each kind, and a judgement; for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.questions.build import build
from tests.casebook.hands import ticking

ME = "A Jones"


def data() -> dict[str, Any]:
    """The questionnaire's file as data, to be changed at will."""
    common = {"part": "about", "criterion": "1.1"}
    return {
        "id": "small-questionnaire",
        "version": "1.0.0",
        "title": "What people say",
        "scoring": "counts",
        "unit": "respondent",
        "sections": [{"id": "1", "title": "What people say"}],
        "criteria": [{"id": "1.1", "section": "1", "title": "What people say"}],
        "parts": [{"id": "about", "title": "About the service"}, {"id": "more", "title": "And more"}],
        "questions": [
            {"id": "helped", "text": "Did it help?", "short": "It helped", "kind": "choice", **common}
            | {"options": ["yes", "a-bit", "no"]},
            {"id": "with", "text": "What did it help with?", "short": "Helped with", "kind": "choices", **common}
            | {"options": ["school", "home", "friends"]},
            {"id": "mark", "text": "How good was it?", "short": "Mark", "kind": "scale", **common}
            | {"low": "no good", "high": "very good"},
            {"id": "more", "text": "Anything else?", "short": "Anything else", "kind": "text"}
            | {"part": "more", "criterion": "1.1"},
        ],
    }


def judged(given: dict[str, Any]) -> dict[str, Any]:
    """Add a judgement, which a questionnaire may have."""
    common = {"part": "about", "criterion": "1.1", "good": "it was good", "poor": "it was poor"}
    given["questions"].append({"id": "safe", "text": "Is it safe?", "short": "Safe", **common})
    return given


def made() -> QuestionSet:
    """The questionnaire."""
    return build(data())


def begin(
    path: Path,
    fill: Callable[[Casebook], object] = lambda casebook: None,
    question_set: QuestionSet | None = None,
    area: str = "Area",
) -> Path:
    """Make a casebook of a questionnaire, with nobody in it but whom `fill` adds."""
    Casebook.create(
        path, question_set or made(), area, clock=ticking(), fill=lambda casebook: (fill(casebook), None)[1]
    )
    return path


def fill_in(casebook: Casebook, reader: str = ME, **values: Any) -> str:
    """Add a respondent who says this; return the reference."""
    ref = casebook.add_respondent(reader)
    for question, value in values.items():
        casebook.respond(ref, question, value, reader)
    return ref
