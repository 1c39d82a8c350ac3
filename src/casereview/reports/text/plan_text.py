"""The improvement plan in words: how each line stands against the day that it is."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date

from casereview.casebook.decisions import Action
from casereview.text import counted


def standing(action: Action, today: date) -> tuple[str, str]:
    """Return a sign and words for how a line stands: `!` and `OVERDUE by 3 days`."""
    if action.done:
        return "✓", "done"
    if action.overdue(today):
        return "!", f"OVERDUE by {counted(_days(today, action.by), 'day')}"
    if action.review_overdue(today):
        return "!", f"review OVERDUE by {counted(_days(today, action.review), 'day')}"
    if action.due(today):
        if action.review and (action.review < action.by or not action.by):
            return "»", f"review {_in(-_days(today, action.review))}"
        return "»", f"due {_in(-_days(today, action.by))}"
    return "·", f"due {action.by}" if action.by else "no date yet"


def how_many(actions: Sequence[Action], today: date) -> str:
    """Return the plan in one phrase: `5 actions, 1 done, 2 overdue, 1 due soon`."""
    parts = [counted(len(actions), "action")]
    for number, words in (
        (sum(each.done for each in actions), "done"),
        (sum(each.overdue(today) for each in actions), "overdue"),
        (sum(_review_overdue(each, today) for each in actions), "with a review overdue"),
        (sum(each.due(today) and not _review_overdue(each, today) for each in actions), "due soon"),
    ):
        parts += [f"{number} {words}"] if number else []
    return ", ".join(parts)


def _review_overdue(action: Action, today: date) -> bool:
    return action.review_overdue(today) and not action.overdue(today)


def plan_lines(actions: Sequence[Action], numbers: Mapping[str, int], today: date, width: int) -> list[str]:
    """Return the lines of the improvement plan as text; `numbers` are those of the recommendations, by id."""
    if not actions:
        return ["Nothing is in the improvement plan yet."]
    lines = [how_many(actions, today)]
    for each in actions:
        number = numbers.get(each.recommendation)
        to = f"recommendation {number}" if number else each.recommendation or "no recommendation"
        lines += ["", f"{each.id}  {standing(each, today)[1]}  ({to})"]
        for words in (
            each.what,
            f"Who: {each.who or 'nobody named'}. By: {each.by or 'no date'}. Review: {each.review or 'no date'}.",
            f"Progress: {each.progress}" if each.progress else "",
        ):
            lines += textwrap.wrap(words, width, initial_indent="  ", subsequent_indent="  ") if words else []
    return lines


def _days(today: date, day: str) -> int:
    return (today - date.fromisoformat(day)).days


def _in(days: int) -> str:
    return "today" if days == 0 else f"in {counted(days, 'day')}"
