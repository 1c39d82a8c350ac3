"""One assessor's reading of a case, as it stands: folded from its heads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from casereview.casebook.settle import Resolution, answer_heads, heads_by_question, resolutions_of, settled
from casereview.casebook.standing import Standing, given_to, is_signed
from casereview.questions.model import Question, QuestionSet
from casereview.questions.routing import Cause, suggestions
from casereview.scoring.tally import UNRESOLVED


class Alert(NamedTuple):
    """A serious concern about a case, raised and perhaps withdrawn."""

    id: str
    text: str
    reader: str
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One assessor's answers for one case.

    `answers` holds what was entered (`unresolved` where copies of the file differ); `suggested` the blank questions
    that routing makes not applicable, with the cause. `resolved` are the questions that were settled, by whom and how.
    `handed_over` are answers of another first reading, with its assessor, to questions left blank here: of a case that
    was begun by somebody else and then given to this assessor. They are among `answers`. `responses` is what a
    respondent said, by question; `differing` the items of which copies of the file hold different responses.
    `otherwise` is what this assessor entered to questions in another wording, before or after an upgrade of the
    question set, and in words by `fact:ID` what was entered to a fact that can not hold it now; it does not count.
    """

    case: str
    reader: str
    second: bool
    signed_off: bool
    facts: Mapping[str, str]
    answers: Mapping[str, str]
    suggested: Mapping[str, Cause]
    reasons: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    marks: frozenset[str]
    alerts: tuple[Alert, ...]
    resolved: Mapping[str, Resolution] = field(default_factory=dict)
    handed_over: Mapping[str, str] = field(default_factory=dict)
    responses: Mapping[str, Any] = field(default_factory=dict)
    differing: frozenset[str] = frozenset()
    otherwise: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, question: str) -> str:
        """Return `yes`, `no`, `na`, `unresolved` or `blank`; a suggested *not applicable* is `na`."""
        return self.answers.get(question) or ("na" if question in self.suggested else "blank")

    def to_answer(self, question_set: QuestionSet) -> list[Question]:
        """Return the questions that are still to be answered before the sign-off, in their order.

        A prompt never has to be, and a respondent may leave open whatever they like.
        """
        due = () if question_set.unit == "respondent" else question_set.scored
        return [each for each in due if self.answer(each.id) in ("blank", UNRESOLVED)]


def read_case(connection: sqlite3.Connection, question_set: QuestionSet, case: str, reader: str) -> Reading:
    """Return an assessor's reading of a case, blank where nothing was entered."""
    slots = Standing()
    rows = connection.execute(
        "SELECT field, item, value FROM heads WHERE case_ref = ? AND reading IN (?, '') AND field IN"
        " ('answer', 'reasons', 'response', 'note', 'mark', 'kind', 'state', 'value', 'alert')",
        (case, reader),
    )
    for name, item, value in rows:
        slots.put(name, item, value)
    facts = slots.facts()
    answers = slots.settled("answer") | dict.fromkeys(slots.differing("answer"), UNRESOLVED)
    # Where copies differ: second, and signed off, as long as one of them says so.
    second = '"second"' in slots.values.get("kind", {}).get("reading", ())
    resolutions = {} if second else {item: each for (_, item), each in resolutions_of(connection, case).items()}
    for item in slots.differing("answer") & resolutions.keys():
        own = [head for head in answer_heads(connection, case, item) if head.reading == reader]
        answers[item] = settled(own, resolutions[item]) or UNRESOLVED
    handed_over = {} if second else _handed_over(connection, case, reader, answers, resolutions)
    answers |= {item: answer for item, (answer, _) in handed_over.items()}
    return Reading(
        case=case,
        reader=reader,
        second=second,
        signed_off=any(is_signed(json.loads(each)) for each in slots.values.get("state", {}).get("sign-off", ())),
        facts=facts,
        answers=answers,
        suggested=suggestions(question_set, facts, answers),
        reasons={item: tuple(value) for item, value in slots.settled("reasons").items()},
        notes=slots.settled("note"),
        marks=frozenset(slots.settled("mark")),
        alerts=tuple(_alert(item, values) for item, values in sorted(slots.values.get("alert", {}).items())),
        resolved={item: each[0] for item, each in resolutions.items()},
        handed_over={item: of for item, (_, of) in handed_over.items()},
        responses=slots.settled("response"),
        differing=slots.differing("response"),
    )


def _handed_over(
    connection: sqlite3.Connection,
    case: str,
    reader: str,
    own: Mapping[str, str],
    resolutions: Mapping[str, Sequence[Resolution]],
) -> dict[str, tuple[str, str]]:
    """Return what counts by question, and an assessor who answered it, where others
    began a case that is now this assessor's.
    """
    given = connection.execute("SELECT value FROM heads WHERE field = 'first' AND case_ref = ?", (case,))
    if given_to(value for (value,) in given) != reader:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for item, heads in heads_by_question(connection, case).items():
        others = [head for head in heads if head.reading != reader]
        answer = settled(others, resolutions.get(item, ()))
        if item not in own and others and answer is not None:
            # Somebody who says so; where it was settled otherwise, anybody who answered.
            whose = max(others, key=lambda head: (head.value == f'"{answer}"', head.value != "null", head.reading))
            found[item] = (answer, whose.reading)
    return found


def _alert(item: str, values: set[str]) -> Alert:
    """Where copies differ an alert stays raised as long as one of them says so;
    of several reasons always the same is given.
    """
    value = min(
        map(json.loads, values), key=lambda each: (each.get("withdrawn") is not None, each.get("withdrawn") or "")
    )
    return Alert(item.removeprefix("alert:"), value["text"], value["reader"], value.get("withdrawn"))
