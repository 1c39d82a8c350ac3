"""Routing suggests and never locks."""

from __future__ import annotations

import pytest
from hypothesis import given

from casereview.questions import Cause, QuestionSet, suggestions
from tests.strategies import examples, routed


def ids(small: QuestionSet, facts: dict[str, str], answers: dict[str, str]) -> dict[str, str]:
    return {name: f"{cause.gate}={cause.found}" for name, cause in suggestions(small, facts, answers).items()}


@pytest.mark.parametrize(
    ("facts", "answers", "suggested"),
    [
        pytest.param({}, {}, {}, id="nothing known, nothing suggested"),
        pytest.param({"rmp-needed": "yes"}, {}, {}, id="gate open, later gate unknown"),
        pytest.param(
            {"rmp-needed": "no"}, {}, {"rmp-done": "rmp-needed=no", "rmp-timely": "rmp-done=na"}, id="a suggested na closes the next gate"
        ),
        pytest.param({"rmp-needed": "no"}, {"rmp-done": "yes"}, {}, id="an answer overrides the gate and opens the next"),
        pytest.param({"rmp-needed": "no"}, {"rmp-done": "no"}, {"rmp-timely": "rmp-done=no"}, id="an answer no closes"),
        pytest.param({"rmp-needed": "yes"}, {"rmp-done": "na"}, {"rmp-timely": "rmp-done=na"}, id="an answer na closes"),
        pytest.param({"rmp-needed": "no"}, {"rmp-timely": "no"}, {"rmp-done": "rmp-needed=no"}, id="never for the answered"),
        pytest.param({}, {"rmp-done": "unresolved"}, {}, id="unresolved is not known"),
        pytest.param({"rmp-needed": "no"}, {"rmp-done": "unresolved"}, {}, id="unresolved overrides the gate before it"),
        pytest.param({}, {"rmp-timely": "unresolved"}, {}, id="an unresolved question is not blank"),
    ],
)  # fmt: skip
def test_a_gate_is_open_closed_or_not_known(
    small: QuestionSet, facts: dict[str, str], answers: dict[str, str], suggested: dict[str, str]
) -> None:
    assert ids(small, facts, answers) == suggested


def test_a_cause_is_said_in_words(small: QuestionSet) -> None:
    assert Cause("rmp-needed", "no").words(small) == "Was a risk management plan needed: No"
    assert Cause("assessed", "na").words(small) == "assessment done: Not applicable"


@examples(300)
@given(routed())
def test_suggestions_follow_from_what_is_known_question_by_question(
    known: tuple[QuestionSet, dict[str, str], dict[str, str]],
) -> None:
    asked, facts, answers = known
    found = suggestions(asked, facts, answers)
    assert not set(found) & set(answers)
    state = dict(facts)  # what each gate is known to be, in screen order
    for row in asked.questions:
        closing = [gate for gate, wanted in row.applies_when.items() if gate in state and state[gate] not in wanted]
        if row.id in answers:
            if answers[row.id] != "unresolved":
                state[row.id] = answers[row.id]
        elif closing:
            assert found[row.id] == Cause(closing[0], state[closing[0]])
            state[row.id] = "na"
        else:
            assert row.id not in found
