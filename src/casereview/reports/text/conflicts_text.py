"""Conflicts for a person: by case, each with all its sides, what was seen before, and how to settle it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from casereview.casebook.asked import of_value, same_set, side_words
from casereview.casebook.asked import value_words as set_words
from casereview.casebook.conflicts import Conflict, Side
from casereview.casebook.entry import QUESTION_SET
from casereview.questions.changes import compare
from casereview.questions.changes import set_words as sets
from casereview.questions.model import ANSWER_WORDS, QuestionSet
from casereview.reports.text.decisions_text import DECIDED, INSPECTION_WORDS, decided_about, decision_words
from casereview.reports.text.responses_text import value_said
from casereview.reports.text.upgrade_text import changes_said
from casereview.text import capital, clipped, counted, visible

# A note is shown to be recognised; whole it is in the JSON and on the screen.
_LONGEST_TEXT = 400
_LONGEST_NAME = 40

_FIELDS = {
    "answer": "the answer",
    "reasons": "the reasons",
    "response": "the response",
    "note": "the note",
    "mark": "the mark",
    "kind": "whether the reading is a second one",
    "state": "the sign-off",
    "value": "the fact",
    "alert": "the case alert",
    "case": "whether the case is in the sample",
    "first": "who reads the case first",
    "second": "who reads the case second",
}


def conflict_lines(
    question_set: QuestionSet,
    conflicts: Sequence[Conflict],
    *,
    settle: Callable[[Conflict], str],
    out: Container[str] = (),
    width: int = 80,
) -> Iterator[str]:
    """Return the conflicts by case, numbered, with their sides, numbered too.

    `out` are the cases that were taken out of the sample. `settle` gives the command that settles a conflict; it stands
    on a line of its own, whole, so that it can be copied.
    """
    yield conflicts_said(conflicts)
    number = 0
    for case, of_case in groupby(conflicts, key=lambda each: each.case):
        yield ""
        away = " (taken out of the sample: it does not count)" if case in out else ""
        yield clipped(f"Case {case}{away}" if case else INSPECTION_WORDS, width)
        for conflict in of_case:
            number += 1
            title = f"{number}. {what(question_set, conflict)}"
            yield from _wrapped(title, width, "  ", " " * 5)
            for place, side in enumerate(conflict.sides, start=1):
                yield from _side_lines(question_set, conflict, place, side, width)
            yield from _wrapped(before_said(question_set, conflict), width, " " * 5, " " * 7)
            yield f"     Settle: {settle(conflict)}"
    if conflicts:
        yield ""
        answers = any(each.field == "answer" for each in conflicts)
        yield from _wrapped(f"{_HOW} {_HOW_ANSWERS}" if answers else _HOW, width, "", "")


_HOW = "Each command takes side 1; give another number for another side."
_HOW_ANSWERS = "An answer can also be settled as yes, no, na or blank, with --note TEXT."


def conflicts_said(conflicts: Sequence[Conflict]) -> str:
    """Return how many conflicts there are: `3 conflicts in 2 cases and about the inspection`, or `no conflicts`."""
    if not conflicts:
        return "no conflicts"
    cases = {each.case for each in conflicts}
    inside = len(cases - {""})
    where = [f"in {counted(inside, 'case')}"] if inside else []
    where += ["about the inspection"] if "" in cases else []
    return f"{counted(len(conflicts), 'conflict')} {' and '.join(where)}"


def remaining_said(number: int) -> str:
    """Return how many conflicts are left, as a sentence."""
    return f"{counted(number, 'conflict remains', 'conflicts remain')}." if number else "No conflicts remain."


def what(question_set: QuestionSet, conflict: Conflict) -> str:
    """Return what a conflict is about: the question or the fact, the field
    where it is not the answer, and whose reading.
    """
    if conflict.field == QUESTION_SET:
        return upgraded_said(question_set, conflict)
    if conflict.field in DECIDED:
        about = decided_about(question_set, conflict.field, conflict.item)
        return f"{clipped(about, _LONGEST_TEXT)}{f' ({visible(conflict.item)})' if ':' in conflict.item else ''}"
    subject = item_words(question_set, conflict.item)
    parts = [f"{subject} ({visible(conflict.item)})"] if subject else []
    if (conflict.field, conflict.reading) != ("answer", "") and conflict.field != "value":
        parts.append(_FIELDS.get(conflict.field, visible(conflict.field)))
    if conflict.reading:
        parts.append(f"in the reading of {clipped(conflict.reading, _LONGEST_NAME)}")
    said = ", ".join(parts) or visible(conflict.item)
    return capital(said)


def upgraded_said(question_set: QuestionSet, conflict: Conflict) -> str:
    """Return how copies were upgraded differently, and what is asked meanwhile: `question_set`, which stands until then."""
    same = same_set([side.value for side in conflict.sides])
    how = (
        "Copies were upgraded to one question set, and differ in what is said to mean the same."
        if same
        else "Copies were upgraded to different question sets."
    )
    return f"{how} Until one is chosen, {sets(question_set)} is asked."


def sides_differ(conflict: Conflict) -> list[tuple[str, list[str]]]:
    """Return what differs between the sets of the first side of two upgrades and each further one: a heading, and lines.

    Nothing where a side is what the inspection began with, which its value does not hold, or asks the same set.
    """
    first, *others = [side.value for side in conflict.sides]
    if not first:
        return []
    return [
        (
            f"What differs between 1 and {place}",
            changes_said(compare(*(of_value(each).question_set for each in (first, value)))),
        )
        for place, value in enumerate(others, start=2)
        if value and value["content"] != first["content"]
    ]


def item_words(question_set: QuestionSet, item: str) -> str:
    """Return the words of a question or a fact; nothing for what belongs to the case or the reading as a whole."""
    question = question_set.by_id.get(item)
    if question is not None:
        return visible(question.text)
    fact = question_set.fact.get(item.removeprefix("fact:"))
    return visible(fact.label) if fact and item.startswith("fact:") else ""


def before_said(question_set: QuestionSet, conflict: Conflict) -> str:
    """Return what the sides saw before, as one sentence where they saw the same."""
    seen = [_before_words(question_set, conflict, side) for side in conflict.sides]
    if len(set(seen)) == 1:
        return f"{'Both' if len(seen) == 2 else 'All'} saw before: {seen[0]}"
    return f"Seen before: {'; '.join(f'{place} saw {words}' for place, words in enumerate(seen, start=1))}"


def _before_words(question_set: QuestionSet, conflict: Conflict, side: Side) -> str:
    if conflict.field == QUESTION_SET and not side.before:
        return set_words(None)
    return " and ".join(value_words(question_set, conflict, value) for value in side.before) or "nothing entered"


def value_words(
    question_set: QuestionSet,
    conflict: Conflict,
    value: Any,
    *,
    answers: Mapping[str, str] = ANSWER_WORDS,
    text: Callable[[Any], str] | None = None,
) -> str:
    """Return a value of a conflict's field in words.

    `answers` are the words for answers, and for `blank` if it has others; `text` makes what is shown of what somebody
    wrote: if not given, one line with nothing raw in it.
    """
    plain = text or _plain
    if conflict.field == QUESTION_SET:
        return plain(side_words([each.value for each in conflict.sides], value))
    if conflict.field in DECIDED:
        return plain(decision_words(question_set, conflict.field, value))
    if value is None:
        return _NOTHING.get(conflict.field) or answers.get("blank", "blank")
    match conflict.field:
        case "answer":
            return answers.get(value) or plain(value)
        case "reasons" if isinstance(value, list):
            return reasons_words(question_set, conflict.item, value)
        case "note" | "first" | "second":
            return f'"{plain(value)}"' if conflict.field == "note" else plain(value)
        case "response" if conflict.item in question_set.by_id:
            return plain(value_said(question_set.by_id[conflict.item], value))
        case "mark":
            return "marked"
        case "kind":
            return "second reading"
        case "state" if isinstance(value, dict):
            return "signed off" if value.get("signed") else f'opened again: "{plain(value.get("why", ""))}"'
        case "value":
            fact = question_set.fact.get(conflict.item.removeprefix("fact:"))
            return plain(fact.words(value) if fact else value)
        case "alert" if isinstance(value, dict):
            why = value.get("withdrawn")
            raised = f'"{plain(value.get("text", ""))}"'
            return f"raised: {raised}" if why is None else f'withdrawn: "{plain(why)}" (raised: {raised})'
        case "case" if isinstance(value, dict):
            return _case_words(value, plain)
        case _:
            return plain(value)


# What a value of nothing means, where it is not "blank".
_NOTHING = {
    "reasons": "no reasons",
    "note": "no note",
    "mark": "not marked",
    "kind": "first reading",
    "state": "not signed off",
    "first": "nobody",
    "second": "nobody",
}


def reasons_words(question_set: QuestionSet, question: str, reasons: Sequence[str]) -> str:
    """Return the labels of reasons; one that the question set does not have, by its id."""
    found = question_set.by_id.get(question)
    labels = {reason.id: reason.label for reason in found.reasons} if found else {}
    return "; ".join(_plain(labels.get(each, each)) for each in reasons)


def _case_words(value: dict[str, Any], plain: Callable[[Any], str]) -> str:
    if "reserve" in value:
        return f"reserve {plain(value['reserve'])}"
    if "out" in value:
        return f'taken out: "{plain(value["out"])}", {plain(value.get("instead", ""))} instead'
    return "in the sample"


def side_said(side: Side) -> str:
    """Return who stands for a side, and since when."""
    settled = "settled by " if side.resolves else ""
    who = clipped(side.reader, _LONGEST_NAME) or "nobody named"
    return f"{settled}{who}, {side.at[:10]} {side.at[11:16]} UTC"


def _side_lines(question_set: QuestionSet, conflict: Conflict, place: int, side: Side, width: int) -> Iterator[str]:
    value = value_words(question_set, conflict, side.value)
    start, further, deeper = f"     {place}  ", " " * 8, " " * 10
    line = f"{start}{value:<{_VALUE}}  {side_said(side)}"
    if len(line) <= width:
        yield line
    else:
        yield from _wrapped(value, width, start, further)
        yield from _wrapped(side_said(side), width, further, further)
    if side.reasons:
        yield from _wrapped(
            f"Reasons: {reasons_words(question_set, conflict.item, side.reasons)}", width, further, deeper
        )
    if side.note:
        yield from _wrapped(f'Note: "{clipped(side.note, _LONGEST_TEXT)}"', width, further, deeper)


_VALUE = len(ANSWER_WORDS["na"])  # answers line up


def _plain(value: Any) -> str:
    return clipped(value if isinstance(value, str) else str(value), _LONGEST_TEXT)


def _wrapped(text: str, width: int, start: str, further: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=start, subsequent_indent=further, break_on_hyphens=False)
