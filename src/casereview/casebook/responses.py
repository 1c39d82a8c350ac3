"""What respondents say: the value of each kind of item, as it is kept, as it is given, and as it was entered.

A form is what one assessor entered for one respondent. Two first readings of one respondent are two forms: where two
copies of a casebook each began an R-05, two people filled in a form, and both count. A second reading is for comparing,
and never counts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from casereview.casebook.errors import Refused
from casereview.questions.model import HIGHEST_MARK, Option, Question, QuestionSet
from casereview.scoring.responses import Form
from casereview.text import clipped

# How many responses can be told from one another by what they hold is limited by the question, but for a text.
LONGEST_RESPONSE = 100_000


def fits(question: Question, value: Any) -> bool:
    """Tell whether an item can hold a value, as it is kept: an option's id, ids in the set's order,
    0 to 10, or a text.
    """
    options = [each.id for each in question.options]
    match question.kind:
        case "choice":
            return isinstance(value, str) and value in options
        case "choices":
            return isinstance(value, list) and bool(value) and value == [each for each in options if each in value]
        case "scale":
            return type(value) is int and 0 <= value <= HIGHEST_MARK
        case "text":
            return isinstance(value, str) and value.strip() != "" and len(value) <= LONGEST_RESPONSE
        case _:
            return False


def kept(question: Question, value: Any) -> Any:
    """Return a value as it is kept: options in the set's order, each once; None for nothing said.

    Raises Refused for a value that the item can not hold.
    """
    if question.kind == "judgement":
        raise Refused(f"question {question.id} is judged: answer it yes, no or na")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, list | tuple | set | frozenset) and not value:
        return None
    if question.kind == "choices" and isinstance(value, list | tuple | set | frozenset):
        known = [each.id for each in question.options]
        strange = sorted({str(each) for each in value} - set(known))
        value = strange or [each for each in known if each in value]
    if not fits(question, value):
        raise Refused(f"item {question.id} can not hold {_said(value)}; {_allowed(question)}")
    return value


def _said(value: Any) -> str:
    if isinstance(value, str) and len(value) > LONGEST_RESPONSE:
        return f"{len(value):,} characters"
    return f"'{clipped(', '.join(map(str, value)) if isinstance(value, list) else str(value), 40)}'"


def _allowed(question: Question) -> str:
    match question.kind:
        case "scale":
            return f"it is a whole number from 0 to {HIGHEST_MARK}"
        case "text":
            return f"it is a text of at most {LONGEST_RESPONSE:,} characters"
        case _:
            several = "any of " if question.kind == "choices" else ""
            return f"it can be {several}{', '.join(each.id for each in question.options)}"


def option_named(options: Iterable[Option], cell: str) -> str | None:
    """Return the id of the option that a cell of a table names: by its id; or else by
    id or label, in capitals or not.

    None where no option is named so, or several are.
    """
    said = cell.strip()
    ids = {each.id for each in options}
    folded = said.casefold()
    found = {said} & ids or {each.id for each in options if folded in (each.id.casefold(), each.label.casefold())}
    return found.pop() if len(found) == 1 else None


def from_cell(question: Question, cell: str) -> Any:
    """Return the value that a cell of a table means: ids or labels of options, `;` between; a number; a text.

    Raises Refused for one that means nothing.
    """
    match question.kind:
        case "choice":
            return kept(question, option_named(question.options, cell) or cell)
        case "choices":
            named = [each.strip() for each in cell.split(";") if each.strip()]
            return kept(question, [option_named(question.options, each) or each for each in named])
        case "scale":
            mark = cell.strip()
            return kept(question, int(mark) if mark.isascii() and mark.isdigit() and len(mark) < 4 else cell)
        case _:
            return kept(question, cell)


def forms(connection: sqlite3.Connection, question_set: QuestionSet, refs: list[str]) -> Iterator[Form]:
    """Return the forms of respondents, by reference and assessor; of one with nothing entered there is none."""
    asked = {each.id for each in question_set.questions if each.kind != "judgement"}
    seconds = set(
        connection.execute(
            "SELECT case_ref, reading FROM heads WHERE field = 'kind' AND value = '\"second\"'"
        ).fetchall()
    )
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for ref, item, reading, value in connection.execute(
        "SELECT case_ref, item, reading, value FROM heads WHERE field = 'response'"
    ):
        if item in asked and (ref, reading) not in seconds:
            found.setdefault((ref, reading), {}).setdefault(item, set()).add(value)
    known = set(refs)
    for (ref, reading), items in sorted(found.items()):
        if ref not in known or all(values == {"null"} for values in items.values()):
            continue
        alike = {item: json.loads(*values) for item, values in items.items() if len(values) == 1}
        yield Form(
            ref,
            reading,
            {item: value for item, value in alike.items() if value is not None},
            frozenset(item for item, values in items.items() if len(values) > 1),
        )
