"""Routing: which questions the facts and the earlier answers make *not applicable*.

Routing suggests and never locks: an answer that was given always stands (law 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from casereview.questions.model import Question, QuestionSet


class Cause(NamedTuple):
    """Why a question is suggested to be not applicable: what was found where the gate asks for something else."""

    gate: str
    found: str

    def words(self, question_set: QuestionSet) -> str:
        """Return the cause for a person: `RMP needed: No`."""
        fact = question_set.fact.get(self.gate)
        if fact is not None:
            return f"{fact.label.rstrip('?')}: {fact.words(self.found)}"
        return f"{question_set.by_id[self.gate].short.rstrip('?')}: {question_set.words.answers.get(self.found, self.found)}"


def suggestions(question_set: QuestionSet, facts: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, Cause]:
    """Return the unanswered questions that a gate makes not applicable, with the cause.

    `facts` and `answers` hold what is known of the case. Where a gate's fact or question is itself blank nothing is
    suggested; a suggested *not applicable* counts as *na* for the gates that look back to it.
    """
    suggested: dict[str, Cause] = {}
    for question in question_set.gated:
        if question.id in answers:
            continue
        cause = _closed(question, facts, answers, suggested)
        if cause is not None:
            suggested[question.id] = cause
    return suggested


def _closed(
    question: Question, facts: Mapping[str, str], answers: Mapping[str, str], suggested: Mapping[str, Cause]
) -> Cause | None:
    for gate, wanted in question.applies_when.items():
        found = facts.get(gate) or answers.get(gate)
        if found == "unresolved" and gate in answers:
            continue  # not known, as if blank; but it was answered, so it is not suggested either
        if found is None and gate in suggested:
            found = "na"
        if found is not None and found not in wanted:
            return Cause(gate, found)
    return None
