"""Two inspections for programs: `casereview.comparison/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

from typing import Any

from casereview.casebook import Casebook
from casereview.questions.changes import told_apart
from casereview.reports.data.summary_json import counts_as_data
from casereview.scoring.compare import Comparison, Difference, Side
from casereview.scoring.rules import counts_of
from casereview.scoring.tally import Tally

FORMAT = "casereview.comparison/1"


def comparison_as_data(before: Casebook, after: Casebook, found: Comparison) -> dict[str, Any]:
    """Return a comparison of two open casebooks as plain data.

    `points` is the later percentage less the earlier; `low` and `high` are its 95% limits, None where there is too
    little to tell. `interval` is that of a score by itself, in whole percentages. `verdict` is larger, chance, few, or
    untold where the rule of scoring has no intervals.
    """
    return {
        "format": FORMAT,
        "before": _inspection(before, found.cases[0], found.answers[0]),
        "after": _inspection(after, found.cases[1], found.answers[1]),
        "questions": {name: list(ids) for name, ids in found.rows._asdict().items()},
        "scores": [_difference(each) for each in found.differences],
        "same_version_other_content": told_apart(before.question_set, after.question_set),
    }


def _inspection(casebook: Casebook, cases: int, answers: Tally) -> dict[str, Any]:
    return {
        "area": casebook.inspection.area,
        "created_at": casebook.inspection.created_at,
        "question_set": casebook.question_set.id,
        "version": casebook.question_set.version,
        "cases": cases,
        "answers": counts_as_data(answers),
        "digest": casebook.question_set.digest,
    }


def _difference(difference: Difference) -> dict[str, Any]:
    low, high = difference.low, difference.high
    return {
        "kind": difference.kind,
        "id": difference.id,
        "title": difference.title,
        "before": _side(difference.before),
        "after": _side(difference.after),
        "points": difference.points,
        "low": None if low is None else round(low, 2),
        "high": None if high is None else round(high, 2),
        "verdict": difference.verdict,
    }


def _side(side: Side) -> dict[str, Any]:
    whole = side.estimate.whole
    return {
        **counts_as_data(counts_of(side.score)),
        "percent": side.score.percent,
        "band": side.score.band.id if side.score.band else None,
        "interval": list(whole) if whole else None,
    }
