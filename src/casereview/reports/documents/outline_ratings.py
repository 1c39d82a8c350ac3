"""The overall rating as blocks: every standard with its rating and points, and what the rating is without."""

from __future__ import annotations

from collections.abc import Iterator

from casereview.reports.documents.blocks import Block, Paragraph, Table
from casereview.reports.documents.content import Content
from casereview.scoring import OverallRating, StandardRating
from casereview.scoring.overall_words import overall_said, standard_said, sum_said


def overall_blocks(content: Content) -> Iterator[Block]:
    """Return the overall rating, if the question set has one; with all
    standards in a table where some are judged elsewhere.
    """
    rating, overall = content.summary.overall, content.question_set.overall
    if rating is None or overall is None:
        return
    if content.question_set.elsewhere:
        yield _table(rating)
    yield Paragraph(f"Overall. {overall_said(rating, overall)}")


def _table(rating: OverallRating) -> Table:
    rows = [_row(each) for each in rating.standards]
    band = rating.band.label if rating.band else "No overall rating"
    rows.append(("Overall", "", band, sum_said(rating).removesuffix(" points") if rating.most else "-"))
    head = ("Standard", "Judged", "Rating", "Points")
    return Table("Overall rating: all standards", head, tuple(rows), frozenset({3}))


def _row(standard: StandardRating) -> tuple[str, ...]:
    if standard.elsewhere:
        called, where = standard.title, "elsewhere"
    else:
        called, where = f"{standard.id} {standard.title}", "by these cases"
    return called, where, standard_said(standard), "-" if standard.points is None else str(standard.points)
