"""Conflicts for programs: `casereview.conflicts/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casereview.casebook.asked import side_words
from casereview.casebook.asked import value_words as set_words
from casereview.casebook.conflicts import Conflict, Side
from casereview.questions.model import QuestionSet
from casereview.reports.text.conflicts_text import item_words

FORMAT = "casereview.conflicts/1"


def conflicts_as_data(question_set: QuestionSet, conflicts: Sequence[Conflict]) -> dict[str, Any]:
    """Return conflicts as plain data, whole; a side's number is the one that `casereview resolve` takes."""
    return {
        "format": FORMAT,
        "total": len(conflicts),
        "conflicts": [
            {
                "case": each.case,
                "item": each.item,
                "field": each.field,
                "reading": each.reading or None,
                "text": item_words(question_set, each.item) or None,
                "sides": [_side(number, _short(each, side)) for number, side in enumerate(each.sides, start=1)],
            }
            for each in conflicts
        ],
    }


def _short(conflict: Conflict, side: Side) -> Side:
    """A question set by its name: it is whole in the history."""
    if conflict.field != "question-set":
        return side
    values = [each.value for each in conflict.sides]
    return side._replace(value=side_words(values, side.value), before=tuple(map(set_words, side.before)))


def _side(number: int, side: Side) -> dict[str, Any]:
    return {
        "number": number,
        "value": side.value,
        "assessor": side.reader,
        "at": side.at,
        "before": list(side.before),
        "reasons": list(side.reasons),
        "note": side.note or None,
        "resolution": side.resolves,
        "entry": side.entry.hex(),
    }
