"""Cases and answers that were typed elsewhere: CSV rows, each checked before any is applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casereview.casebook.casebook import Casebook, NewCase
from casereview.casebook.errors import Refused
from casereview.casebook.ledger import Change
from casereview.casebook.responses import from_cell, option_named
from casereview.casebook.table_file import Row, RowFault, TableFault, read_table, reference_fault
from casereview.questions.model import Question, QuestionSet
from casereview.text import clipped, nearest

ANSWER_COLUMNS = ("case", "question", "answer", "reasons", "note")
_SPELLINGS = {
    **dict.fromkeys(("yes", "y", "sufficient"), "yes"),
    **dict.fromkeys(("no", "n", "insufficient"), "no"),
    **dict.fromkeys(("na", "n/a", "x", "not applicable"), "na"),
}


def read_cases(path: Path, question_set: QuestionSet) -> list[NewCase]:
    """Return the cases of a CSV file: a column `case` and one for each fact given, by id.

    A fact's value is the id of one of its options, or the label of one only; an empty cell leaves it open. Raises
    TableFault.
    """
    rows = read_table(path, ["case"], list(question_set.fact))
    faults: list[RowFault] = []
    cases: dict[str, NewCase] = {}
    for row in rows:
        ref = row.cells["case"]
        if fault := reference_fault(ref):
            faults.append(RowFault(row.line, "case", fault))
        elif ref in cases:
            faults.append(RowFault(row.line, "case", f"{clipped(ref, 40)} is there twice"))
        facts = {}
        for name, cell in row.cells.items():
            if name == "case" or not cell:
                continue
            options = question_set.fact[name].options
            value = option_named(options, cell)
            if value is None:
                allowed = [option.id for option in options]
                faults.append(RowFault(row.line, name, f"'{clipped(cell, 40)}' is not one of {', '.join(allowed)}"))
            else:
                facts[name] = value
        cases.setdefault(ref, NewCase(ref, facts))
    if faults:
        raise TableFault(path, faults)
    return list(cases.values())


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers typed elsewhere, checked: what to change, how many rows were good, and the faults of the others."""

    changes: list[Change]
    good: int
    faults: list[RowFault]


def read_answers(path: Path, casebook: Casebook, reader: str) -> Answers:
    """Check a CSV file of answers against a casebook: columns case, question, answer, reasons (`;` between), note.

    A blank cell changes nothing. A row that is there twice word for word counts once. Raises TableFault if the file as
    a whole can not be read; faults of single rows are returned.
    """
    rows = read_table(path, ANSWER_COLUMNS[:2], ANSWER_COLUMNS[2:])
    refs = set(casebook.case_refs())
    absent = casebook.absent_cases()
    named = {row.cells["case"] for row in rows} & refs
    closed = {ref: why for ref in named if (why := _closed(casebook, ref, reader))}
    changes: list[Change] = []
    faults: list[RowFault] = []
    hints = _Hints(refs, casebook.question_set)
    seen: dict[tuple[str, str], Row] = {}
    good = 0
    for row in rows:
        key = (row.cells["case"], row.cells["question"])
        earlier = seen.setdefault(key, row)
        if earlier is not row:
            if earlier.cells != row.cells:
                faults.append(RowFault(row.line, "question", f"line {earlier.line} answers this too, and differently"))
            continue
        found = list(_row_faults(row, casebook.question_set, hints, closed, absent))
        faults += found
        if not found:
            good += 1
            changes += _changes(row, casebook.question_set.by_id[key[1]])
    return Answers(changes, good, faults)


def _closed(casebook: Casebook, ref: str, reader: str) -> str:
    """Return why a case takes no answers of this assessor, or nothing."""
    if casebook.reading(ref, reader).signed_off:
        return f"case {clipped(ref, 40)} is signed off; open it again first"
    line = casebook.case_line(ref)
    if line.readers and reader not in (*line.readers, *line.seconds, line.first):
        names = " and ".join(clipped(each, 40) for each in line.readers)
        return f"case {clipped(ref, 40)} is {names}'s; answers of another assessor would leave it unresolved"
    return ""


class _Hints:
    """What was meant by a word that is not known, each looked for once: the wrong file has it in every row."""

    def __init__(self, refs: set[str], question_set: QuestionSet) -> None:
        self.refs = refs
        self.case = cache(lambda word: nearest(word, refs))
        self.question = cache(lambda word: nearest(word, question_set.by_id))
        self.reason = cache(lambda word, known: nearest(word, known))


def _row_faults(
    row: Row, question_set: QuestionSet, hints: _Hints, closed: dict[str, str], absent: dict[str, str]
) -> Iterator[RowFault]:
    case, name, answer = row.cells["case"], row.cells["question"], row.cells.get("answer", "")
    if case not in hints.refs and case in absent:
        yield RowFault(row.line, "case", absent[case])
    elif case not in hints.refs:
        yield RowFault(row.line, "case", f"no case '{clipped(case, 40)}' in this casebook{hints.case(case)}")
    elif case in closed:
        yield RowFault(row.line, "case", closed[case])
    question = question_set.by_id.get(name)
    if question is not None and question.kind != "judgement":
        yield from _response_faults(row, question)
        return
    if answer and answer.casefold() not in _SPELLINGS:
        yield RowFault(row.line, "answer", f"'{clipped(answer, 40)}' is no answer; write yes, no or na")
    if question is None:
        yield RowFault(row.line, "question", f"no question '{clipped(name, 40)}'{hints.question(name)}")
        return
    reasons = _reasons(row)
    known = frozenset(reason.id for reason in question.reasons)
    for each in reasons:
        if each not in known:
            yield RowFault(
                row.line, "reasons", f"no reason '{clipped(each, 40)}' for {name}{hints.reason(each, known)}"
            )
    if reasons and answer and _SPELLINGS.get(answer.casefold()) != "no":
        yield RowFault(row.line, "reasons", "reasons are for a no only")


def _response_faults(row: Row, question: Question) -> Iterator[RowFault]:
    try:
        from_cell(question, row.cells.get("answer", ""))
    except Refused as refused:
        yield RowFault(row.line, "answer", str(refused))
    if _reasons(row):
        yield RowFault(row.line, "reasons", "reasons are for a no only")


def _reasons(row: Row) -> list[str]:
    return [each.strip() for each in row.cells.get("reasons", "").split(";") if each.strip()]


def _changes(row: Row, question: Question) -> Iterator[Change]:
    case = row.cells["case"]
    if question.kind != "judgement":
        value = from_cell(question, row.cells.get("answer", ""))
        if value is not None:
            yield Change(case, question.id, "response", value)
    elif row.cells.get("answer"):
        yield Change(case, question.id, "answer", _SPELLINGS[row.cells["answer"].casefold()])
    ticked = _reasons(row)
    if ticked:
        yield Change(case, question.id, "reasons", [reason.id for reason in question.reasons if reason.id in ticked])
    if row.cells.get("note"):
        yield Change(case, question.id, "note", row.cells["note"])
