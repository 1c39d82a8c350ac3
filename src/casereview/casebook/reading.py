"""The present state of a case, folded from its heads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from casereview.questions.model import QuestionSet
from casereview.questions.routing import Cause, suggestions
from casereview.scoring.tally import UNRESOLVED, CaseAnswers

# The values of an answer as they stand in the file, decoded without a parser: there are very many of them.
_ANSWER = {'"yes"': "yes", '"no"': "no", '"na"': "na"}


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
    that routing makes not applicable, with the cause.
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

    def answer(self, question: str) -> str:
        """Return `yes`, `no`, `na`, `unresolved` or `blank`; a suggested *not applicable* is `na`."""
        return self.answers.get(question) or ("na" if question in self.suggested else "blank")


@dataclass(slots=True)
class _Slots:
    """Values by item for each field of one case and one reading; several values where copies differ."""

    values: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def put(self, name: str, item: str, value: str) -> None:
        self.values.setdefault(name, {}).setdefault(item, set()).add(value)

    def items(self, name: str) -> dict[str, Any]:
        """Return the settled values of a field, null ones left out; UNRESOLVED where there are several."""
        found: dict[str, Any] = {}
        for item, values in self.values.get(name, {}).items():
            if len(values) > 1:
                found[item] = UNRESOLVED
            else:
                (value,) = values
                if value != "null":
                    found[item] = _ANSWER.get(value) or json.loads(value)
        return found


def read_case(connection: sqlite3.Connection, question_set: QuestionSet, case: str, reader: str) -> Reading:
    """Return an assessor's reading of a case, blank where nothing was entered."""
    slots = _Slots()
    rows = connection.execute(
        "SELECT field, item, value FROM heads WHERE case_ref = ? AND reading IN (?, '') AND field IN"
        " ('answer', 'reasons', 'note', 'mark', 'kind', 'state', 'value', 'alert')",
        (case, reader),
    )
    for name, item, value in rows:
        slots.put(name, item, value)
    facts = settled_facts(slots.items("value"))
    answers = slots.items("answer")
    return Reading(
        case=case,
        reader=reader,
        # Where copies differ: second, and signed off, as long as one of them says so.
        second='"second"' in slots.values.get("kind", {}).get("reading", ()),
        signed_off=any(is_signed(json.loads(each)) for each in slots.values.get("state", {}).get("sign-off", ())),
        facts=facts,
        answers=answers,
        suggested=suggestions(question_set, facts, answers),
        reasons={item: tuple(value) for item, value in slots.items("reasons").items() if isinstance(value, list)},
        notes={item: value for item, value in slots.items("note").items() if len(slots.values["note"][item]) == 1},
        marks=frozenset(item for item, value in slots.items("mark").items() if value is True),
        alerts=tuple(_alert(item, values) for item, values in sorted(slots.values.get("alert", {}).items())),
    )


def settled_facts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return facts by id from the items of their slots; one on which copies differ is not settled and left out."""
    return {item.removeprefix("fact:"): value for item, value in values.items() if value != UNRESOLVED}


def is_signed(state: Any) -> bool:
    """Tell whether the value of a sign-off slot means signed off."""
    return isinstance(state, dict) and state.get("signed") is True


def _alert(item: str, values: set[str]) -> Alert:
    """Where copies differ an alert stays raised as long as one of them says so."""
    value = min((json.loads(each) for each in values), key=lambda each: each.get("withdrawn") is not None)
    return Alert(item.removeprefix("alert:"), value["text"], value["reader"], value.get("withdrawn"))


class CaseLine(NamedTuple):
    """One line of the list of cases; `readers` are the assessors of first readings, `seconds` of second readings."""

    counted: CaseAnswers
    readers: tuple[str, ...]
    seconds: tuple[str, ...]
    alerts: int

    @property
    def ref(self) -> str:
        """The case's reference."""
        return self.counted.ref


def case_lines(
    connection: sqlite3.Connection, question_set: QuestionSet, case: str | None = None
) -> Iterator[CaseLine]:
    """Return every case, or one, with its counted answers, by reference.

    The counted answer of a question is what the first readings agree on, blank ones left aside; where they differ it
    is unresolved. Second readings never count.
    """
    only = "" if case is None else " AND case_ref = ?"
    bound = () if case is None else (case,)

    def rows(field: str, columns: str) -> Iterator[Any]:
        statement = f"SELECT case_ref, {columns} FROM heads WHERE field = ?{only} ORDER BY case_ref, item, reading"  # noqa: S608 - our own columns
        return connection.execute(statement, (field, *bound))

    def by_case(field: str, columns: str) -> dict[str, list[Any]]:
        return {ref: [row[1:] for row in group] for ref, group in groupby(rows(field, columns), lambda row: row[0])}

    facts, kinds, states = (
        by_case("value", "item, value"),
        by_case("kind", "reading, value"),
        by_case("state", "reading, value"),
    )
    reasons, alerts = by_case("reasons", "item, reading, value"), by_case("alert", "item, value")
    answers = groupby(rows("answer", "item, reading, value"), lambda row: row[0])
    next_ref, group = next(answers, (None, iter(())))
    for ref, _ in rows("case", "value"):
        while next_ref is not None and next_ref < ref:  # answers about no case: `verify` names them
            next_ref, group = next(answers, (None, iter(())))
        given: list[Any] = []
        if next_ref == ref:
            given = [row[1:] for row in group]
            next_ref, group = next(answers, (None, iter(())))
        yield _line(
            ref, question_set, facts.get(ref, []), kinds.get(ref, []), states.get(ref, []), given,
            reasons.get(ref, []), alerts.get(ref, []),
        )  # fmt: skip


def _line(
    ref: str,
    question_set: QuestionSet,
    facts: list[tuple[str, str]],
    kinds: list[tuple[str, str]],
    states: list[tuple[str, str]],
    answers: list[tuple[str, str, str]],
    reasons: list[tuple[str, str, str]],
    alerts: list[tuple[str, str]],
) -> CaseLine:
    fact_slots = _Slots()
    for item, value in facts:
        fact_slots.put("value", item, value)
    known = settled_facts(fact_slots.items("value"))
    seconds = {reading for reading, value in kinds if value == '"second"'}
    readers = {reading for _, reading, value in answers if value != "null"} - seconds
    counted = _counted((row for row in answers if row[1] not in seconds) if seconds else iter(answers))
    suggested = suggestions(question_set, known, counted) if len(counted) < len(question_set.questions) else {}
    ticked: dict[str, tuple[str, ...]] = {}
    for item, reading, value in reasons:
        if counted.get(item) == "no" and reading not in seconds:
            ticked[item] = tuple(dict.fromkeys((*ticked.get(item, ()), *(json.loads(value) or ()))))
    signed = {reading for reading, value in states if is_signed(json.loads(value))} - seconds
    case = CaseAnswers(
        ref=ref,
        facts=known,
        answers=counted | dict.fromkeys(suggested, "na") if suggested else counted,
        reasons=ticked,
        suggested=frozenset(suggested),
        started=bool(readers),
        signed_off=bool(signed) and readers <= signed,
    )
    raised = {item for item, value in alerts if json.loads(value).get("withdrawn") is None}
    return CaseLine(case, tuple(sorted(readers)), tuple(sorted(seconds)), len(raised))


def _counted(answers: Iterator[tuple[str, str, str]]) -> dict[str, str]:
    """Return the counted answer of each question of one case, from its heads in order of question and reading."""
    counted: dict[str, str] = {}
    before = ("", "", "")
    for row in answers:
        item, _, value = row
        answer = _ANSWER.get(value)
        if row[:2] == before[:2] and value != before[2]:
            counted[item] = UNRESOLVED  # two copies of one reading differ, were it only that one cleared the answer
        elif answer is not None and counted.setdefault(item, answer) != answer:
            counted[item] = UNRESOLVED
        before = row
    return counted


def last_touched(connection: sqlite3.Connection) -> dict[str, str]:
    """Return when each case last got an entry in this file (UTC, ISO 8601)."""
    return dict(
        connection.execute(
            "SELECT newest.case_ref, entries.at FROM"
            " (SELECT case_ref, max(entry) AS number FROM heads WHERE field <> 'case' GROUP BY case_ref) AS newest"
            " JOIN entries USING (number)"
        )
    )
