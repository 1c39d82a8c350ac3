"""A question set to read through."""

from __future__ import annotations

from casereview.questions import QuestionSet, find
from casereview.reports.question_set_text import question_set_lines


def test_a_question_is_shown_with_all_that_bears_on_its_answer(small: QuestionSet) -> None:
    lines = list(question_set_lines(small))
    assert lines[0] == "Small inspection 1.0.0 (small)"
    start = lines.index("rmp-timely")
    assert lines[start : start + 5] == [
        "rmp-timely",
        "  Was the risk management plan made on time?",
        "  Criterion 1.1",
        "  Applies when rmp-done is Yes",
        "  - Late",
    ]
    assert "  Applies when Was a risk management plan needed is Yes" in lines
    assert "  Criterion 1.1; key question: Risk of Harm" in lines


def test_every_row_of_the_shipped_instrument_is_there_and_fits(small: QuestionSet) -> None:
    shipped = find("cci-2009")
    lines = list(question_set_lines(shipped))
    assert [line for line in lines if len(line) > 80] == []
    assert {question.id for question in shipped.questions} <= set(lines)
