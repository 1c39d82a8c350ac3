"""Agreement for programs: `casereview.agreement/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

from typing import Any

from casereview.casebook import Casebook
from casereview.casebook.second import SecondReadings
from casereview.reports.data.inspection_json import inspection_as_data
from casereview.scoring.agreement import FEWEST, Group, Grouping, Ratio, Shared, Side, Table, groups, overall

FORMAT = "casereview.agreement/1"


def agreement_as_data(casebook: Casebook, readings: SecondReadings) -> dict[str, Any]:
    """Return the figures of agreement as plain data.

    `shared` counts the answers that both gave, `judged` those of them that both judged yes or no. The figures from
    `raw` on are over these; they are None below `fewest` of them, and where they are not defined.
    """
    question_set, shared = casebook.question_set, readings.shared

    def grouped(by: Grouping) -> list[dict[str, Any]]:
        return [_named(each) | _figures(each.table) for each in groups(question_set, shared, by)]

    everything = overall(shared)
    return {
        "format": FORMAT,
        "inspection": inspection_as_data(casebook),
        "readings": {
            "compared": readings.compared,
            "cases": readings.cases,
            "second_not_signed_off": readings.open_seconds,
            "first_not_signed_off": readings.open_firsts,
        },
        "left_out": {"blank": readings.blank, "unresolved": readings.unresolved},
        "fewest": FEWEST,
        "overall": _figures(everything.table),
        "parts": grouped("part"),
        "themes": grouped("theme"),
        "pairs": grouped("pair"),
        "questions": grouped("question"),
        "disagreements": [_disagreement(each) for each in everything.disagreements],
    }


def _named(group: Group) -> dict[str, Any]:
    if group.by == "pair":
        return {"assessors": list(group.names)}
    return {"id": group.names[0], "title": group.title}


def _figures(table: Table) -> dict[str, Any]:
    def figure(ratio: Ratio) -> float | None:
        return ratio.value if table.enough else None

    return {
        "shared": table.compared,
        "judged": table.judged,
        "agreed": table.agreed,
        **table._asdict(),
        "raw": figure(table.raw),
        "kappa": figure(table.kappa),
        "ac1": figure(table.ac1),
        "positive": figure(table.positive),
        "negative": figure(table.negative),
        "prevalence": figure(table.prevalence),
    }


def _disagreement(shared: Shared) -> dict[str, Any]:
    return {
        "case": shared.case,
        "question": shared.question,
        "about": "applicability" if shared.on_applicability else "answer",
        "first": _side(shared.first),
        "second": _side(shared.second),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "assessor": side.reader,
        "answer": side.answer,
        "suggested": side.suggested,
        "reasons": list(side.reasons),
        "note": side.note or None,
    }
