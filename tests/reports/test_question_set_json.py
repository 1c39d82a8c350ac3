"""A question set as programs read it."""

from __future__ import annotations

from casereview.questions import QuestionSet
from casereview.reports.data.question_set_json import question_set_as_data


def test_the_set_for_programs_has_one_object_for_each_scored_row(small: QuestionSet) -> None:
    data = question_set_as_data(small)
    assert data["format"] == "casereview.question-set/1"
    assert [each["id"] for each in data["questions"]] == [row.id for row in small.questions]
    assert {"id", "text", "part", "criterion", "section", "themes", "applies_when", "reasons"} <= set(
        data["questions"][0]
    )
    first = {"id": "minimum", "from": 75, "to": 100, "label": "Minimum improvement required", "points": None}
    assert data["bands"][0] == first
    assert [option["id"] for option in data["facts"][0]["options"]] == ["male", "female"]
