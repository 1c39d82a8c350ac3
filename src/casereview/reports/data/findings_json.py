"""What is decided for the report, for programs; keys and their order stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from casereview.casebook.decisions import Action, Practice
from casereview.findings.choose import Offer
from casereview.findings.identify import Warning
from casereview.findings.model import Finding
from casereview.scoring import QuestionFigures


def findings_as_data(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the findings with their figures and what was decided."""
    return {
        "format": "casereview.findings/1",
        "findings": [
            {
                "id": each.id,
                "criterion": each.criterion,
                "kind": each.which,
                "text": each.text,
                "draft": each.draft,
                "wording": each.wording or None,
                "state": each.state or "drafted",
                "figures_changed": each.changed,
                "differs": each.differs,
                "questions": [_figures(row) for row in each.figures],
            }
            for each in findings
        ],
    }


def recommendations_as_data(offers: Sequence[Offer]) -> dict[str, Any]:
    """Return the recommendations; `number` is None for those that are not made, `percent` where nothing suggests them
    or the rule of scoring has none.
    """
    return {
        "format": "casereview.recommendations/1",
        "recommendations": [
            {
                "id": each.id,
                "number": each.number or None,
                "text": each.text,
                "who": each.who,
                "standard": each.standard,
                "percent": each.suggestion.percent if each.suggestion else None,
                "lowest": [_figures(row) for row in each.suggestion.lowest] if each.suggestion else [],
            }
            for each in offers
        ],
    }


def plan_as_data(actions: Sequence[Action], today: date) -> dict[str, Any]:
    """Return the improvement plan, each line with whether it, or its review, is overdue or due soon on a day."""
    return {
        "format": "casereview.plan/1",
        "today": today.isoformat(),
        "actions": [
            each._asdict()
            | {
                "overdue": each.overdue(today),
                "due_soon": each.due(today),
                "review_overdue": each.review_overdue(today),
            }
            for each in actions
        ],
    }


def practices_as_data(practices: Sequence[tuple[Practice, Sequence[Warning]]]) -> dict[str, Any]:
    """Return the accounts of notable practice with what may identify somebody."""
    return {
        "format": "casereview.practice/1",
        "accounts": [
            practice._asdict() | {"warnings": [each._asdict() for each in warnings]} for practice, warnings in practices
        ],
    }


def _figures(row: QuestionFigures) -> dict[str, Any]:
    return {
        "id": row.id,
        "yes": row.tally.yes,
        "no": row.tally.no,
        "percent": row.percent,
        "reasons": dict(row.reasons),
    }
