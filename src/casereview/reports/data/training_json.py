"""Training for programs: `casereview.training/1`. Other programs read it, so keys and their order stay as they are."""

from __future__ import annotations

from typing import Any

from casereview.casebook.training import Compared, Training

FORMAT = "casereview.training/1"


def training_as_data(training: Training) -> dict[str, Any]:
    """Return how an assessor's reading compares with the key, as plain data."""
    return {
        "format": FORMAT,
        "assessor": training.reader,
        "cases": list(training.cases),
        "agreed": training.agreed,
        "agreed_prefilled": training.prefilled,
        "compared": len(training.compared),
        "left_out": {
            "blank_in_key": training.no_key,
            "unresolved_in_key": training.unsettled,
            "not_answered": training.unanswered,
        },
        "differences": [_difference(each) for each in training.differences],
    }


def _difference(compared: Compared) -> dict[str, Any]:
    question = compared.question
    return {
        "case": compared.case,
        "question": question.id,
        "text": question.text,
        "answer": compared.own.answer,
        "reasons": list(compared.own.reasons),
        "note": compared.own.note or None,
        "key": compared.key,
        "key_reasons": list(compared.key_reasons),
        "key_notes": list(compared.key_notes),
        "guidance": question.guidance,
        "not_applicable": question.not_applicable,
    }
