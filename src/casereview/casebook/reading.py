"""The present state of a case, folded from its heads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from casereview.casebook.entry import as_json
from casereview.casebook.settle import Resolution, answer_heads, resolutions_of, settled
from casereview.casebook.values import ADDED
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
    that routing makes not applicable, with the cause. `resolved` are the questions that were settled, by whom and how.
    `handed_over` are answers of another first reading, with its assessor, to questions left blank here: of a case that
    was begun by somebody else and then given to this assessor. They are among `answers`. `responses` is what a respondent
    said, by question; `differing` the items of which copies of the file hold different responses.
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
        " ('answer', 'reasons', 'response', 'note', 'mark', 'kind', 'state', 'value', 'alert')",
        (case, reader),
    )
    for name, item, value in rows:
        slots.put(name, item, value)
    facts = settled_facts(slots.items("value"))
    answers = slots.items("answer")
    # Where copies differ: second, and signed off, as long as one of them says so.
    second = '"second"' in slots.values.get("kind", {}).get("reading", ())
    resolved = {} if second else {item: each[0] for (_, item), each in resolutions_of(connection, case).items()}
    for item in resolved:
        if answers.get(item) == UNRESOLVED:
            answers |= _resolved_in(connection, case, item, reader)
    handed_over = {} if second else _handed_over(connection, case, reader, answers)
    answers |= {item: answer for item, (answer, _) in handed_over.items()}
    return Reading(
        case=case,
        reader=reader,
        second=second,
        signed_off=any(is_signed(json.loads(each)) for each in slots.values.get("state", {}).get("sign-off", ())),
        facts=facts,
        answers=answers,
        suggested=suggestions(question_set, facts, answers),
        reasons={item: tuple(value) for item, value in slots.items("reasons").items() if isinstance(value, list)},
        notes={item: value for item, value in slots.items("note").items() if len(slots.values["note"][item]) == 1},
        marks=frozenset(item for item, value in slots.items("mark").items() if value is True),
        alerts=tuple(_alert(item, values) for item, values in sorted(slots.values.get("alert", {}).items())),
        resolved=resolved,
        handed_over={item: of for item, (_, of) in handed_over.items()},
        responses={
            item: value for item, value in slots.items("response").items() if len(slots.values["response"][item]) == 1
        },
        differing=frozenset(item for item, values in slots.values.get("response", {}).items() if len(values) > 1),
    )


def _resolved_in(connection: sqlite3.Connection, case: str, question: str, reader: str) -> dict[str, str]:
    """Return the answer to a question on which copies of one reading differ and that was settled."""
    own = [head for head in answer_heads(connection, case, question) if head.reading == reader]
    answer = settled(own, resolutions_of(connection, case)[case, question])
    return {question: answer or UNRESOLVED}


def _handed_over(
    connection: sqlite3.Connection, case: str, reader: str, own: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return answer and assessor by question, where others began a case that is now this assessor's."""
    allocated = connection.execute(
        "SELECT 1 FROM heads WHERE field = 'first' AND case_ref = ? AND item = 'allocation' AND value = ?",
        (case, json.dumps(reader, ensure_ascii=False)),
    ).fetchone()
    if allocated is None:
        return {}
    rows = connection.execute(
        "SELECT item, reading, value FROM heads AS h WHERE field = 'answer' AND case_ref = ? AND reading <> ?"
        " AND value <> 'null' AND NOT EXISTS (SELECT 1 FROM heads AS k WHERE k.field = 'kind'"
        " AND k.case_ref = h.case_ref AND k.item = 'reading' AND k.reading = h.reading"
        " AND k.value = '\"second\"') ORDER BY item, reading",
        (case, reader),
    )
    found: dict[str, tuple[str, str]] = {}
    for item, reading, value in rows:
        if item not in own:
            answer = _ANSWER[value]
            before = found.get(item, (answer, reading))[0]
            found[item] = (answer if answer == before else UNRESOLVED, reading)
    return found


def settled_facts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return facts by id from the items of their slots; one on which copies differ is not settled and left out."""
    return {item.removeprefix("fact:"): value for item, value in values.items() if value != UNRESOLVED}


def is_signed(state: Any) -> bool:
    """Tell whether the value of a sign-off slot means signed off."""
    return isinstance(state, dict) and state.get("signed") is True


def _alert(item: str, values: set[str]) -> Alert:
    """Where copies differ an alert stays raised as long as one of them says so; of several reasons always the same is given."""
    value = min(
        map(json.loads, values), key=lambda each: (each.get("withdrawn") is not None, each.get("withdrawn") or "")
    )
    return Alert(item.removeprefix("alert:"), value["text"], value["reader"], value.get("withdrawn"))


class CaseLine(NamedTuple):
    """One line of the list of cases; `readers` are the assessors of first readings, `seconds` of second readings.

    `first` and `second` are whom the case was given to, or empty; `signed` are the readings that are signed off; `responded`
    is how many items a respondent answered.
    """

    counted: CaseAnswers
    readers: tuple[str, ...]
    seconds: tuple[str, ...]
    alerts: int
    first: str = ""
    second: str = ""
    signed: frozenset[str] = frozenset()
    responded: int = 0

    @property
    def ref(self) -> str:
        """The case's reference."""
        return self.counted.ref

    def gone_from(self, reader: str) -> bool:
        """Tell whether this assessor began the case as first reader, and it was given to somebody else."""
        return self.first not in ("", reader) and reader in self.readers

    def hidden_from(self, reader: str) -> frozenset[str]:
        """Return whose readings this assessor may not see yet.

        A first and a second reading are hidden from one another's assessors until both are signed off, so that neither is led
        by the other. Who reads neither, the lead inspector, sees both.
        """
        seconds = {*self.seconds, self.second} - {""}
        firsts = {*self.readers, self.first} - seconds - {""}
        compared = firsts | seconds if reader in seconds else seconds if reader in firsts else set()
        # Whoever had the case before need not sign it off any more.
        closed = self.signed | firsts if self.first in self.signed else self.signed
        return frozenset(other for other in compared if other != reader and not {reader, other} <= closed)


def case_lines(
    connection: sqlite3.Connection, question_set: QuestionSet, case: str | None = None
) -> Iterator[CaseLine]:
    """Return every case, or one, with its counted answers, by reference.

    The counted answer of a question is its resolution; without one, what the first readings agree on, blank ones left
    aside; where they differ it is unresolved. Second readings never count.
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
    first, second = by_case("first", "value"), by_case("second", "value")
    responses = by_case("response", "item, reading, value") if question_set.unit == "respondent" else {}
    resolved: dict[str, dict[str, str | None]] = {}
    for (ref, question), found in resolutions_of(connection, case).items():
        resolved.setdefault(ref, {})[question] = settled(answer_heads(connection, ref, question), found)
    answers = groupby(rows("answer", "item, reading, value"), lambda row: row[0])
    next_ref, group = next(answers, (None, iter(())))
    for ref in case_refs(connection, case):
        while next_ref is not None and next_ref < ref:  # answers about no case: `verify` names them
            next_ref, group = next(answers, (None, iter(())))
        given: list[Any] = []
        if next_ref == ref:
            given = [row[1:] for row in group]
            next_ref, group = next(answers, (None, iter(())))
        yield _line(
            ref, question_set, facts.get(ref, []), kinds.get(ref, []), states.get(ref, []), given,
            reasons.get(ref, []), alerts.get(ref, []), resolved.get(ref, {}), responses.get(ref, []),
        )._replace(first=_whose(first.get(ref)), second=_whose(second.get(ref)))  # fmt: skip


def case_refs(connection: sqlite3.Connection, case: str | None = None) -> list[str]:
    """Return the references of the cases in the sample (or this one if it is); reserves and cases taken out are none."""
    only = "" if case is None else " AND case_ref = ?"
    rows = connection.execute(
        f"SELECT DISTINCT case_ref FROM heads WHERE field = 'case'{only} AND value = ? ORDER BY case_ref",  # noqa: S608 - our own condition
        (*(() if case is None else (case,)), as_json(ADDED)),
    )
    return [ref for (ref,) in rows]


def _whose(rows: list[tuple[str]] | None) -> str:
    """Return whom a case was given to; where copies of the file differ, nobody."""
    names = {json.loads(value) for (value,) in rows or ()}
    return (names.pop() or "") if len(names) == 1 else ""


def _line(
    ref: str,
    question_set: QuestionSet,
    facts: list[tuple[str, str]],
    kinds: list[tuple[str, str]],
    states: list[tuple[str, str]],
    answers: list[tuple[str, str, str]],
    reasons: list[tuple[str, str, str]],
    alerts: list[tuple[str, str]],
    resolved: Mapping[str, str | None],
    responses: list[tuple[str, str, str]],
) -> CaseLine:
    fact_slots = _Slots()
    for item, value in facts:
        fact_slots.put("value", item, value)
    known = settled_facts(fact_slots.items("value"))
    seconds = {reading for reading, value in kinds if value == '"second"'}
    readers = {reading for _, reading, value in (*answers, *responses) if value != "null"} - seconds
    counted = _counted((row for row in answers if row[1] not in seconds) if seconds else iter(answers))
    for question, answer in resolved.items():
        counted.pop(question, None)
        if answer is not None:
            counted[question] = answer
    suggested = suggestions(question_set, known, counted) if len(counted) < len(question_set.questions) else {}
    ticked: dict[str, tuple[str, ...]] = {}
    for item, reading, value in reasons:
        if counted.get(item) == "no" and reading not in seconds:
            ticked[item] = tuple(dict.fromkeys((*ticked.get(item, ()), *(json.loads(value) or ()))))
    all_signed = {reading for reading, value in states if is_signed(json.loads(value))}
    signed = all_signed - seconds
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
    said = {item for item, reading, value in responses if value != "null" and reading not in seconds}
    names = (tuple(sorted(readers)), tuple(sorted(seconds)))
    return CaseLine(case, *names, len(raised), signed=frozenset(all_signed), responded=len(said))


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
