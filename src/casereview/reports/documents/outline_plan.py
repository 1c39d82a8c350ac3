"""The improvement plan: each recommendation, what will be done, who, by when, when it is reviewed, how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casereview.casebook.decisions import Action
from casereview.reports.documents.blocks import Block, Heading, Paragraph, Table
from casereview.reports.documents.content import Content, Recommended
from casereview.reports.documents.readied import day_said
from casereview.reports.text.plan_text import how_many

_HEAD = ("What will be done", "Who", "By", "Review", "Progress")


def plan(content: Content) -> Iterator[Block]:
    """Return the plan, recommendation by recommendation; lines of none come last."""
    if not content.actions and not content.recommendations:
        yield Paragraph("No recommendation has been chosen and nothing is planned yet.", "caution")
        return
    today = date.fromisoformat(content.made)
    if content.actions:
        yield Paragraph(f"{how_many(content.actions, today)}.")
    known = {each.id for each in content.recommendations}
    for number, each in enumerate(content.recommendations, 1):
        lines = [action for action in content.actions if action.recommendation == each.id]
        yield from _of(f"Recommendation {number}", each, lines, today)
    rest = [action for action in content.actions if action.recommendation not in known]
    if rest:
        yield from _of("Other lines", None, rest, today)


def _of(title: str, recommended: Recommended | None, lines: list[Action], today: date) -> Iterator[Block]:
    yield Heading(1, title)
    if recommended is not None:
        yield Paragraph(f"{recommended.text}{f' ({recommended.who})' if recommended.who else ''}")
    if lines:
        rows = tuple(
            (each.what, each.who, day_said(each.by), day_said(each.review), _progress(each, today)) for each in lines
        )
        yield Table(f"{title}: what will be done", _HEAD, rows)
    else:
        yield Paragraph("Nothing is planned yet.", "caution")


def _progress(action: Action, today: date) -> str:
    if action.done:
        state = "Done"
    elif action.overdue(today):
        state = "Overdue"
    elif action.review_overdue(today):
        state = "Review overdue"
    else:
        state = "Due soon" if action.due(today) else ""
    return ". ".join(each for each in (state, action.progress) if each)
