"""The summary for programs: `casereview.summary/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from casereview.casebook import Casebook
from casereview.questions.model import UNRATED, QuestionSet
from casereview.reports.data.inspection_json import inspection_as_data
from casereview.reports.data.responses_json import responses_as_data
from casereview.scoring import OverallRating, QuestionFigures, Score, StandardRating, Summary, Tally
from casereview.scoring.rules import counts_of, rule_of

FORMAT = "casereview.summary/1"


def as_data(casebook: Casebook, summary: Summary) -> dict[str, Any]:
    """Return every figure of an inspection as plain data; `percent` and `band` are
    None where nothing is scored or the rule gives none.

    Where a key question sets the rating of a standard, its counts are those of that question, and None where there is
    none (a standard that is not rated, a whole section). Such a score has more: `lowest` is that question, `points` of
    `most`, and `not_rated` counts standards without one; and there may be an `overall` rating with all its standards.
    Where respondents are asked, `responses` has what they said, counted.
    """
    question_set = casebook.question_set
    data = {
        "format": FORMAT,
        "inspection": inspection_as_data(casebook),
        "cases": _cases(summary),
        "answers": counts_as_data(summary.answers),
        "scores": [_score(each) for each in summary.scores],
        "questions": [_question(question_set, each) for each in summary.questions],
    }
    if question_set.unit == "respondent":
        data |= {"responses": responses_as_data(question_set, casebook.responses())}
    return data if summary.overall is None else data | {"overall": overall_as_data(summary.overall)}


def breakdown_as_data(casebook: Casebook, fact: str, summaries: Mapping[str, Summary]) -> dict[str, Any]:
    """Return the same figures once for each value of a fact; `value` is None for the cases where it is not known."""
    return {
        "fact": fact,
        "groups": [
            {
                "value": value or None,
                "label": casebook.question_set.fact[fact].words(value),
                "cases": _cases(summary),
                "answers": counts_as_data(summary.answers),
                "scores": [_score(each) for each in summary.scores],
            }
            for value, summary in summaries.items()
        ],
    }


def _cases(summary: Summary) -> dict[str, int]:
    return {"total": summary.cases, "started": summary.started, "signed_off": summary.signed_off}


def counts_as_data(tally: Tally | None) -> dict[str, int | None]:
    """Return the counts of a tally; each None where there is none to show (see `counts_of`)."""
    if tally is None:
        return dict.fromkeys(each.name for each in fields(Tally))
    return asdict(tally)


def overall_as_data(rating: OverallRating) -> dict[str, Any]:
    """Return an overall rating as plain data; the `rating` of a standard is a
    band's id, `not-rated`, or None where none is given.
    """
    data = rating._asdict() | {"band": rating.band.id if rating.band else None}
    return data | {"standards": [_standard(each) for each in rating.standards]}


def ratings_as_data(question_set: QuestionSet, summary: Summary) -> dict[str, Any]:
    """Return an overall rating with all its standards, and what one that is
    judged elsewhere can be rated: `casereview.ratings/1`.
    """
    ratings = [{"id": name, "label": label} for name, label in question_set.ratings.items()]
    overall = overall_as_data(summary.overall) if summary.overall else None
    return {"format": "casereview.ratings/1", "ratings": ratings, "overall": overall}


def _standard(standard: StandardRating) -> dict[str, Any]:
    rating = standard.band.id if standard.band else UNRATED if standard.given else None
    return {
        "id": standard.id,
        "title": standard.title,
        "elsewhere": standard.elsewhere,
        "rating": rating,
        "points": standard.points,
        "differs": standard.differs,
    }


def _score(score: Score) -> dict[str, Any]:
    data = {
        "kind": score.kind,
        "id": score.id,
        "title": score.title,
        **counts_as_data(counts_of(score)),
        "percent": score.percent,
        "band": score.band.id if score.band else None,
    }
    if not rule_of(score).rated:
        return data
    more = {"lowest": score.lowest or None, "points": score.points, "most": score.most, "not_rated": score.not_rated}
    return data | more


def _question(question_set: QuestionSet, figures: QuestionFigures) -> dict[str, Any]:
    # In the order in which the question lists them, so that the same answers always give the same text.
    order = [reason.id for reason in question_set.by_id[figures.id].reasons]
    known = {reason: figures.reasons[reason] for reason in order if reason in figures.reasons}
    return {
        "id": figures.id,
        **counts_as_data(figures.tally),
        "percent": figures.percent,
        "reasons": known | dict(sorted((k, v) for k, v in figures.reasons.items() if k not in known)),
    }
