"""The summary for programs: `casereview.summary/1`. Other programs read it, so keys and their order stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.casebook import Casebook
from casereview.questions.model import QuestionSet
from casereview.scoring import QuestionFigures, Score, Summary, Tally

FORMAT = "casereview.summary/1"


def as_data(casebook: Casebook, summary: Summary) -> dict[str, Any]:
    """Return every figure of an inspection as plain data; `percent` and `band` are None where nothing is scored."""
    question_set = casebook.question_set
    return {
        "format": FORMAT,
        "inspection": {
            "area": casebook.inspection.area,
            "question_set": question_set.id,
            "version": question_set.version,
        },
        "cases": _cases(summary),
        "answers": _counts(summary.answers),
        "scores": [_score(each) for each in summary.scores],
        "questions": [_question(question_set, each) for each in summary.questions],
    }


def breakdown_as_data(casebook: Casebook, fact: str, summaries: Mapping[str, Summary]) -> dict[str, Any]:
    """Return the same figures once for each value of a fact; `value` is None for the cases where it is not known."""
    return {
        "fact": fact,
        "groups": [
            {
                "value": value or None,
                "label": casebook.question_set.fact[fact].words(value),
                "cases": _cases(summary),
                "answers": _counts(summary.answers),
                "scores": [_score(each) for each in summary.scores],
            }
            for value, summary in summaries.items()
        ],
    }


def _cases(summary: Summary) -> dict[str, int]:
    return {"total": summary.cases, "started": summary.started, "signed_off": summary.signed_off}


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "yes": tally.yes,
        "no": tally.no,
        "na": tally.na,
        "blank": tally.blank,
        "unresolved": tally.unresolved,
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "kind": score.kind,
        "id": score.id,
        "title": score.title,
        **_counts(score.tally),
        "percent": score.percent,
        "band": score.band.id if score.band else None,
    }


def _question(question_set: QuestionSet, figures: QuestionFigures) -> dict[str, Any]:
    # In the order in which the question lists them, so that the same answers always give the same text.
    order = [reason.id for reason in question_set.by_id[figures.id].reasons]
    known = {reason: figures.reasons[reason] for reason in order if reason in figures.reasons}
    return {
        "id": figures.id,
        **_counts(figures.tally),
        "percent": figures.percent,
        "reasons": known | dict(sorted((k, v) for k, v in figures.reasons.items() if k not in known)),
    }
