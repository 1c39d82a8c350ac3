"""How each line of the improvement plan stands against a day."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.casebook.decisions import Action
from casereview.reports.text.plan_text import how_many, plan_lines, standing

TODAY = date(2012, 6, 1)


@pytest.mark.parametrize(
    ("by", "review", "done", "said"),
    [
        ("2012-05-31", "", False, "OVERDUE by 1 day"),
        ("2012-05-02", "2012-06-02", False, "OVERDUE by 30 days"),
        ("2012-06-01", "", False, "due today"),
        ("2012-06-15", "", False, "due in 14 days"),
        ("2012-06-16", "", False, "due 2012-06-16"),
        ("2012-12-01", "2012-06-04", False, "review in 3 days"),
        ("2012-12-01", "2012-05-30", False, "review OVERDUE by 2 days"),
        ("2012-06-03", "2012-05-30", False, "review OVERDUE by 2 days"),
        ("", "2012-06-01", False, "review today"),
        ("2012-06-03", "2012-09-01", False, "due in 2 days"),
        ("", "", False, "no date yet"),
        ("2012-05-01", "", True, "done"),
    ],
)
def test_due_and_overdue_are_said_in_words(by: str, review: str, done: bool, said: str) -> None:
    sign, words = standing(Action("1", what="x", by=by, review=review, done=done), TODAY)
    assert words == said
    assert sign.strip()


def test_the_plan_is_counted_and_every_line_says_what_who_and_when() -> None:
    actions = [
        Action("a1", "rmp", "Train all staff", "A Manager", "2012-05-31", "2012-09-01", "Two teams"),
        Action("a2", "gone", "Talk to health", done=True),
    ]
    assert how_many(actions, TODAY) == "2 actions, 1 done, 1 overdue"
    late = Action("a3", "rmp", "Ask", by="2012-12-01", review="2012-05-30")
    assert how_many([late], TODAY) == "1 action, 1 with a review overdue"
    assert standing(late, TODAY)[0] == "!"
    text = "\n".join(plan_lines(actions, {"rmp": 3}, TODAY, 80))
    for words in (
        "recommendation 3",
        "Train all staff",
        "A Manager",
        "2012-05-31",
        "2012-09-01",
        "Two teams",
        "(gone)",
    ):
        assert words in text
    assert plan_lines([], {}, TODAY, 80) == ["Nothing is in the improvement plan yet."]
