"""The small question set with rated standards: three by the cases, two judged elsewhere, five for the overall rating."""

from __future__ import annotations

import copy
import functools
from typing import Any

from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.questions.load import read
from tests.conftest import DATA

ELSEWHERE = [{"id": "o1", "title": "Leadership"}, {"id": "o2", "title": "Staff"}]


def with_standards(data: dict[str, Any]) -> None:
    """Have the criteria rated by their lowest key question, and their ratings added up with two that are entered."""
    data["scoring"] = "lowest-key-question"
    for points, band in enumerate(sorted(data["bands"], key=lambda each: each["from"])):
        band["points"] = points
    data["overall"] = {
        "standards": 5,
        "bands": [{"id": "low", "from": 0, "label": "Low"}, {"id": "high", "from": 8, "label": "High"}],
        "elsewhere": copy.deepcopy(ELSEWHERE),
    }


def standards_data() -> dict[str, Any]:
    """The data of its file, to be changed at will."""
    data = read(DATA / "small.toml")
    with_standards(data)
    return data


@functools.cache
def standards() -> QuestionSet:
    """The set."""
    return build(standards_data())
