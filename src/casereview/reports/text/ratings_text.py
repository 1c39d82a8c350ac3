"""The standards of an overall rating for a person: each with its rating, its points and where it is judged."""

from __future__ import annotations

import textwrap

from casereview.questions.model import QuestionSet
from casereview.reports.text.columns import Row, table_lines
from casereview.scoring import StandardRating, Summary
from casereview.scoring.overall_words import limits_said, overall_said, standard_said


def rating_lines(question_set: QuestionSet, summary: Summary, width: int = 80) -> list[str]:
    """Return every standard as a line of a table, then the overall rating; nothing where the question set has none."""
    standards = summary.overall.standards if summary.overall else ()
    rows = [
        Row(f"{each.id} {each.title}", [*_cells(each), "elsewhere" if each.elsewhere else "here"]) for each in standards
    ]
    table = table_lines(["Rating", "Points", "Judged"], rows, width, words=("Rating", "Judged")) if rows else []
    limits = textwrap.wrap(limits_said(question_set.overall), width) if question_set.overall else []
    return [*table, *([""] if rows else []), *_overall(question_set, summary, width), *limits]


def overall_lines(question_set: QuestionSet, summary: Summary, width: int = 80) -> list[str]:
    """Return what belongs below a table of the standards judged here: those
    that are judged elsewhere, and the overall rating.
    """
    standards = summary.overall.standards if summary.overall else ()
    rows = [Row(f"{each.id} {each.title}", _cells(each), indent=2) for each in standards if each.elsewhere]
    table = table_lines(["Rating", "Points"], rows, width, words=("Rating",)) if rows else []
    return [*(["Judged elsewhere", *table, ""] if rows else []), *_overall(question_set, summary, width)]


def _cells(standard: StandardRating) -> list[str]:
    return [standard_said(standard), "-" if standard.points is None else str(standard.points)]


def _overall(question_set: QuestionSet, summary: Summary, width: int) -> list[str]:
    if summary.overall is None or question_set.overall is None:
        return []
    return textwrap.wrap(f"Overall: {overall_said(summary.overall, question_set.overall)}", width)
