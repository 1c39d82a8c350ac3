"""Decisions about the inspection in words: what they are about and what was decided, nothing of how it is kept."""

from __future__ import annotations

from typing import Any

import pytest

from casereview.casebook.conflicts import Conflict, Side
from casereview.questions import QuestionSet
from casereview.reports.text.conflicts_text import conflict_lines, conflicts_said, value_words, what
from casereview.reports.text.decisions_text import decided_about, decision_words, not_settled
from tests.standards import standards

FINDING = {"state": "accepted", "text": "Good in {yes}.", "figures": "safe 3/8 thin=5", "place": 2}
ACTION = {
    "recommendation": "own-1", "what": "Train all", "who": "A Manager", "by": "2012-06-30", "review": "",
    "progress": "", "done": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("finding", FINDING, 'accepted, worded "Good in {yes}." when the answers were 3 of 8, at place 2'),
        ("finding", {"state": "dropped", "text": "", "figures": "", "place": 0}, "dropped"),
        ("finding", {"state": "", "text": "", "figures": "", "place": 4}, "as drafted, at place 4"),
        ("finding", None, "as drafted"),
        ("recommendation", {"text": "Sign plans", "who": "Head", "place": 1}, 'made: "Sign plans", Head, number 1'),
        ("recommendation", {"text": "", "who": "", "place": 0}, "made, in the standard words"),
        ("recommendation", None, "not made"),
        ("action", ACTION, '"Train all", A Manager, by 2012-06-30, done, for recommendation own-1'),
        ("action", None, "not in the plan"),
        ("practice", {"name": "Josh", "text": "Went with him."}, 'Josh: "Went with him."'),
        ("practice", None, "no account"),
        ("rating", "minimum", "Minimum improvement required"),
        ("rating", "not-rated", "Not rated"),
        ("rating", "gone", "gone"),
        ("rating", None, "no rating entered"),
    ],
)
def test_a_decision_in_words(small: QuestionSet, field: str, value: Any, words: str) -> None:
    assert decision_words(small, field, value) == words


def test_decisions_that_differ_make_a_document_provisional() -> None:
    assert not_settled("provisional: 3 blank", 1) == (
        "provisional: 3 blank; 1 decision differs between copies of the casebook"
    )
    assert not_settled("", 6) == "provisional: 6 decisions differ between copies of the casebook"
    assert not_settled("", 0) == ""


def test_what_it_is_about(small: QuestionSet) -> None:
    assert decided_about(small, "finding", "finding:safe") == f"Finding: {small.by_id['safe'].short}"
    assert decided_about(small, "finding", "finding:rows/strength") == "Finding: rows, strengths"
    assert decided_about(small, "recommendation", "recommendation:own-1") == "Recommendation: own-1"
    assert decided_about(small, "action", "action:ab") == "Improvement plan: line ab"
    assert decided_about(standards(), "rating", "rating:o1") == "Rating: Leadership"
    assert decided_about(small, "rating", "rating:o1") == "Rating: o1"


def test_a_conflict_about_the_inspection_says_so_and_shows_no_data(small: QuestionSet) -> None:
    sides = tuple(
        Side({**FINDING, "state": state}, "L Reed", "2026-11-24T16:30:00.000Z", (), (), "", False, b"\x01" * 32)
        for state in ("accepted", "dropped")
    )
    found = Conflict("", "finding:safe", "finding", "", sides)
    said = list(conflict_lines(small, [found], settle=lambda _: "settle", width=80))
    assert said[0] == "1 conflict about the inspection"
    assert said[2] == "The inspection"
    assert not any("{'" in line or "figures" in line for line in said)
    assert what(small, found) == f"Finding: {small.by_id['safe'].short} (finding:safe)"
    assert value_words(small, found, sides[1].value).startswith("dropped, worded")
    other = found._replace(case="BR-001", item="practice", field="practice")
    assert conflicts_said([found, other]) == "2 conflicts in 1 case and about the inspection"
