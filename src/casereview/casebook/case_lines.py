"""The cases of the sample with the answers that count: what every figure is made of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from casereview.casebook.entry import as_json
from casereview.casebook.settle import answer_heads, resolutions_of, settled
from casereview.casebook.standing import ANSWER_OF, Standing, given_to, is_signed
from casereview.casebook.values import ADDED
from casereview.questions.model import QuestionSet
from casereview.questions.routing import suggestions
from casereview.scoring.tally import UNRESOLVED, CaseAnswers

# Item, reading and value of something that stands, the value as JSON text.
_Head = tuple[str, str, str]
# The fields that a line is made of, but for answers and responses.
_BESIDE_ANSWERS = ("value", "kind", "state", "reasons", "alert", "first", "second")


class CaseLine(NamedTuple):
    """One line of the list of cases; `readers` are the assessors of first readings, `seconds` of second readings.

    `first` and `second` are whom the case was given to, or empty; `signed` are the readings that are signed off;
    `responded` is how many items a respondent answered.
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

    @property
    def untouched(self) -> bool:
        """Tell whether nobody has entered anything, nor signed it off."""
        return not (self.readers or self.seconds or self.signed)

    def gone_from(self, reader: str) -> bool:
        """Tell whether this assessor began the case as first reader, and it was given to somebody else."""
        return self.first not in ("", reader) and reader in self.readers

    def hidden_from(self, reader: str) -> frozenset[str]:
        """Return whose readings this assessor may not see yet.

        A first and a second reading are hidden from one another's assessors until both are signed off, so that neither
        is led by the other. Who reads neither, the lead inspector, sees both.
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

    def by_case(field: str) -> Iterator[tuple[str, Iterator[Any]]]:
        statement = (
            f"SELECT case_ref, item, reading, value FROM heads WHERE field = ?{only} ORDER BY case_ref, item, reading"  # noqa: S608 - our own condition
        )
        return groupby(connection.execute(statement, (field, *bound)), lambda row: row[0])

    fields = (*_BESIDE_ANSWERS, "response") if question_set.unit == "respondent" else _BESIDE_ANSWERS
    beside = {field: {ref: [row[1:] for row in group] for ref, group in by_case(field)} for field in fields}
    resolved: dict[str, dict[str, str | None]] = {}
    for (ref, question), found in resolutions_of(connection, case).items():
        resolved.setdefault(ref, {})[question] = settled(answer_heads(connection, ref, question), found)
    answers = by_case("answer")  # by far the most: those of one case at a time
    next_ref, group = next(answers, (None, iter(())))
    for ref in case_refs(connection, case):
        while next_ref is not None and next_ref < ref:  # answers about no case: `verify` names them
            next_ref, group = next(answers, (None, iter(())))
        heads = {field: found.get(ref, []) for field, found in beside.items()}
        if next_ref == ref:
            heads["answer"] = [row[1:] for row in group]
            next_ref, group = next(answers, (None, iter(())))
        yield _line(ref, question_set, heads, resolved.get(ref, {}))


def case_refs(connection: sqlite3.Connection, case: str | None = None) -> list[str]:
    """Return the references of the cases in the sample (or this one if it is); reserves and cases
    taken out are none.
    """
    only = "" if case is None else " AND case_ref = ?"
    rows = connection.execute(
        f"SELECT DISTINCT case_ref FROM heads WHERE field = 'case'{only} AND value = ? ORDER BY case_ref",  # noqa: S608 - our own condition
        (*(() if case is None else (case,)), as_json(ADDED)),
    )
    return [ref for (ref,) in rows]


def _line(
    ref: str, question_set: QuestionSet, heads: Mapping[str, list[_Head]], resolved: Mapping[str, str | None]
) -> CaseLine:
    answers, responses = heads.get("answer", []), heads.get("response", [])
    first, second = (given_to(value for _, _, value in heads[turn]) for turn in ("first", "second"))
    fact_slots = Standing()
    for item, _, value in heads["value"]:
        fact_slots.put("value", item, value)
    known = fact_slots.facts()
    seconds = {reading for _, reading, value in heads["kind"] if value == '"second"'}
    readers = {reading for _, reading, value in (*answers, *responses) if value != "null"} - seconds
    counted = _counted((row for row in answers if row[1] not in seconds) if seconds else iter(answers))
    for question, answer in resolved.items():
        counted.pop(question, None)
        if answer is not None:
            counted[question] = answer
    suggested = suggestions(question_set, known, counted) if len(counted) < len(question_set.questions) else {}
    reasons = [each for each in heads["reasons"] if counted.get(each[0]) == "no" and each[1] not in seconds]
    all_signed = {reading for _, reading, value in heads["state"] if is_signed(json.loads(value))}
    signed = all_signed - seconds
    case = CaseAnswers(
        ref=ref,
        facts=known,
        answers=counted | dict.fromkeys(suggested, "na") if suggested else counted,
        reasons=_ticked(reasons, answers, first) if reasons else {},
        suggested=frozenset(suggested),
        started=bool(readers),
        # Whoever had the case before need not sign it off any more.
        signed_off=bool(signed) and (readers <= signed or first in signed),
    )
    raised = {item for item, _, value in heads["alert"] if json.loads(value).get("withdrawn") is None}
    responded = {item for item, reading, value in responses if value != "null" and reading not in seconds}
    names = (tuple(sorted(readers)), tuple(sorted(seconds)))
    return CaseLine(case, *names, len(raised), first, second, frozenset(all_signed), len(responded))


def _ticked(reasons: list[_Head], answers: list[_Head], first: str) -> dict[str, tuple[str, ...]]:
    """Return the reasons for each counted no.

    Whoever says something else gives none; who has the case by now may give some for the no that came with it.
    """
    said = {(item, reading) for item, reading, value in answers if value != "null"}
    no = {(item, reading) for item, reading, value in answers if value == '"no"'}
    found: dict[str, tuple[str, ...]] = {}
    for item, reading, value in reasons:
        if (item, reading) in no or (reading == first and (item, reading) not in said):
            found[item] = tuple(dict.fromkeys((*found.get(item, ()), *(json.loads(value) or ()))))
    return found


def _counted(answers: Iterator[_Head]) -> dict[str, str]:
    """Return the counted answer of each question of one case, from its heads in order of question and reading."""
    counted: dict[str, str] = {}
    before = ("", "", "")
    for row in answers:
        item, _, value = row
        answer = ANSWER_OF.get(value)
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
