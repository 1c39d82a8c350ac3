"""Two inspections for a person: scores side by side, what is larger than chance, and what could not be compared."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from casereview.casebook import Casebook
from casereview.questions.changes import apart_words, version_words
from casereview.questions.model import QuestionSet
from casereview.reports.text.columns import Row, table_lines
from casereview.scoring.compare import Comparison, Difference, Rows
from casereview.scoring.compare_words import MEANING, points_said, rows_said, verdict_said
from casereview.scoring.rules import said
from casereview.scoring.score import name_of
from casereview.scoring.tally import Tally
from casereview.scoring.words import provisional
from casereview.text import clipped, counted, visible


def comparison_lines(before: Casebook, after: Casebook, found: Comparison, *, width: int = 80) -> list[str]:
    """Return a comparison of two open casebooks."""
    lines: list[str] = []
    for word, casebook, other, cases, answers in (
        ("Before", before, after, found.cases[0], found.answers[0]),
        ("After", after, before, found.cases[1], found.answers[1]),
    ):
        version = version_words(casebook.question_set, other.question_set)
        lines += textwrap.wrap(f"{word}: {_heading(casebook, version, cases, answers)}", width, subsequent_indent="  ")
    lines += textwrap.wrap(apart_words(before.question_set, after.question_set), width)
    lines += ["", *textwrap.wrap(rows_said(found.rows), width), ""]
    lines += table_lines(
        ["Before", "After", "Points", "Chance?"],
        [_row(each) for each in found.differences],
        width,
        words=("Chance?",),
    )
    if any(each.verdict != "untold" for each in found.differences):
        lines += ["", *textwrap.wrap(MEANING, width)]
    lines += _others(found.rows, before.question_set, after.question_set, width)
    return lines


def _heading(casebook: Casebook, version: str, cases: int, answers: Tally) -> str:
    inspection = casebook.inspection
    words = f"{visible(inspection.area)}, {inspection.created_at[:10]}, {casebook.question_set.title} {version}"
    still_open = provisional(answers)
    return f"{words}, {counted(cases, 'case')}{'; ' + still_open if still_open else ''}"


def _row(difference: Difference) -> Row:
    title = name_of(difference.kind, difference.id, difference.title)
    return Row(
        title,
        [
            said(difference.before.score),
            said(difference.after.score),
            points_said(difference),
            verdict_said(difference),
        ],
        indent=2 if difference.kind == "criterion" else 0,
    )


def _others(rows: Rows, before: QuestionSet, after: QuestionSet, width: int) -> Iterator[str]:
    """Every question that is not compared, or not in every score, under the reason why."""
    for title, ids, asked in (
        ("Asked only before", rows.only_before, before),
        ("Asked only after", rows.only_after, after),
        ("Asked in other words, so not compared", rows.reworded, after),
        ("Scored in one of the two only, so not compared", rows.rescored, after),
        ("Counted in other scores than before", rows.moved, after),
    ):
        if ids:
            yield ""
            yield f"{title}: {len(ids):,}"
            for each in ids:
                yield clipped(f"  {each}  {asked.by_id[each].short}", width)
