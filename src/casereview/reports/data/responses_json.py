"""What respondents say, for programs: a part of `casereview.summary/1` where a question set asks respondents."""

from __future__ import annotations

from typing import Any

from casereview.questions.model import QuestionSet
from casereview.scoring.responses import Responses


def responses_as_data(question_set: QuestionSet, found: Responses) -> dict[str, Any]:
    """Return the figures as plain data; of a text only how many there are.

    `median`, `lowest` and `highest` are of a scale.
    """
    kinds = {each.id: each.kind for each in question_set.questions}
    return {
        "respondents": found.respondents,
        "forms": found.forms,
        "items": [
            {
                "id": each.question,
                "kind": kinds[each.question],
                "answered": each.answered,
                "blank": each.blank,
                "differing": each.differing,
                "counts": dict(each.counts),
                "median": each.median,
                "lowest": each.lowest,
                "highest": each.highest,
            }
            for each in found.items
        ],
    }
