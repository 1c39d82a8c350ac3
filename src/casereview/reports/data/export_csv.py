"""Every answer as a table: one row per case and scored question, for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from casereview.casebook import Casebook, CaseLine
from casereview.questions.model import Question, QuestionSet
from casereview.scoring import BLANK, UNRESOLVED, CaseAnswers
from casereview.scoring.responses import Form

COLUMNS = ("case", "question", "part", "criterion", "section", "themes", "answer", "source", "reasons", "assessors")

# A cell that starts with one of these is run as a formula by spreadsheets.
_RUN = ("=", "+", "-", "@", "\t", "\r")


def csv_rows(casebook: Casebook, *, notes: bool = False, raw: bool = False) -> Iterator[list[str]]:
    """Return the header and the rows, cases by reference and questions in screen order.

    `answer` is the counted one (yes, no, na, unresolved) or empty; `source` tells whether it was given, suggested by
    routing, is unresolved or blank. Several ids in a cell have `;` between them. `notes` adds what the first readings
    noted. The case's facts come last, as only they depend on the question set. What respondents say has rows of its own
    form: one per form, `answer` the value, texts with `notes` only. A cell that a spreadsheet would run as a formula
    gets an apostrophe, unless `raw`.
    """
    question_set = casebook.question_set
    header = [*COLUMNS, *(["notes"] if notes else []), *(f"fact:{each.id}" for each in question_set.facts)]
    for row in chain([header], _rows(casebook, notes)):
        yield row if raw else [harmless(cell) for cell in row]


def csv_text(rows: Iterable[list[str]], *, line_end: str = "\r\n") -> Iterator[str]:
    """Return rows as CSV, a piece at a time."""
    buffer = io.StringIO(newline="")
    # Written with both characters whatever the end: only then does `csv` quote a cell that holds one of them.
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()[:-2] + line_end
        buffer.seek(0)
        buffer.truncate()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_RUN) else cell


def _rows(casebook: Casebook, notes: bool) -> Iterator[list[str]]:
    question_set = casebook.question_set
    forms = casebook.forms() if question_set.unit == "respondent" else []
    for line in casebook.case_lines():
        said = [form for form in forms if form.respondent == line.ref]
        facts = [line.counted.facts.get(each.id, "") for each in question_set.facts]
        by_question = noted(casebook, line) if notes else {}
        for question in question_set.questions:
            more = [*([by_question.get(question.id, "")] if notes else []), *facts]
            if question.kind == "judgement":
                yield [*_row(question_set, line, question), *more]
            else:
                yield from ([*row, *more] for row in _said(line, question, said, notes))


def _row(question_set: QuestionSet, line: CaseLine, question: Question) -> list[str]:
    case = line.counted
    answer, source = source_of(case, question.id)
    ids = (question.id, question.part, question.criterion, question.section, ";".join(question.themes))
    return [case.ref, *ids, answer, source, ";".join(case.reasons.get(question.id, ())), ";".join(line.readers)]


def _said(line: CaseLine, question: Question, forms: Sequence[Form], notes: bool) -> Iterator[list[str]]:
    """A row for each form of a respondent, with what it says; one blank row where there is none."""
    start = [line.ref, question.id, question.part, question.criterion, question.section, ""]
    for form in forms:
        value = form.values.get(question.id)
        source = UNRESOLVED if question.id in form.differing else BLANK if value is None else "given"
        told = value is not None and (notes or question.kind != "text")
        cell = ";".join(map(str, value if isinstance(value, list) else [value])) if told else ""
        yield [*start, cell, source, "", form.reader]
    if not forms:
        yield [*start, "", BLANK, "", ""]


def source_of(case: CaseAnswers, question: str) -> tuple[str, str]:
    """Return the counted answer to a question, empty if blank, and its source: given, suggested,
    unresolved or blank.
    """
    answer = case.answers.get(question, "")
    if not answer:
        return answer, BLANK
    if answer == UNRESOLVED:
        return answer, UNRESOLVED
    return answer, "suggested" if question in case.suggested else "given"


def noted(casebook: Casebook, line: CaseLine) -> dict[str, str]:
    """Return the notes of the first readings by question; where there are several readings each says whose it is."""
    found: dict[str, list[str]] = {}
    for reader in line.readers:
        for question, note in casebook.reading(line.ref, reader).notes.items():
            found.setdefault(question, []).append(note if len(line.readers) == 1 else f"{reader}: {note}")
    return {question: "\n".join(each) for question, each in found.items()}
