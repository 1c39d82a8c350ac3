"""What respondents say, in lines: for the terminal and the screen.

The figures are whole here; documents withhold small ones.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from casereview.questions.model import Question, QuestionSet
from casereview.reports.text.columns import Row, table_lines
from casereview.scoring.responses import MARKS, ItemFigures, Responses
from casereview.text import clipped, counted, visible

_WHOLE = "For the team: small counts stand here. Documents and the meeting view withhold them."


def responses_lines(question_set: QuestionSet, found: Responses, *, width: int = 80) -> list[str]:
    """Return every item with its figures, part by part, in lines of at most `width` columns."""
    figures = {each.question: each for each in found.items}
    lines = [*textwrap.wrap(forms_said(found), width), *textwrap.wrap(_WHOLE, width)]
    for part in question_set.parts:
        asked = [each for each in question_set.by_part[part.id] if each.id in figures]
        if asked:
            lines += ["", *textwrap.wrap(visible(part.title), width)]
        for question in asked:
            lines += ["", *_item(question, figures[question.id], width)]
    return lines


def forms_said(found: Responses) -> str:
    """Return how many forms there are: `14 forms; nothing entered yet for 1 of 15 respondents`."""
    empty = found.respondents - min(found.respondents, found.forms)
    rest = f"; nothing entered yet for {empty} of {counted(found.respondents, 'respondent')}" if empty else ""
    return f"{counted(found.forms, 'form')}{rest}"


def answered_said(figures: ItemFigures) -> str:
    """Return how many answered an item: `12 answered, 2 blank`."""
    said = f"{figures.answered:,} answered, {figures.blank:,} blank"
    return f"{said}, {figures.differing:,} different in copies" if figures.differing else said


def middle_said(figures: ItemFigures) -> str:
    """Return the median and the range of a scale: `median 8.5, from 3 to 10`; nothing where nobody answered."""
    if figures.median is None:
        return ""
    return f"median {figures.median:g}, from {figures.lowest} to {figures.highest}"


def labels(question: Question) -> dict[str, str]:
    """Return what each thing that can be chosen is called; the ends of a scale with their words."""
    if question.kind != "scale":
        return {option.id: option.label for option in question.options}
    low, high = question.ends
    named = {
        MARKS[0]: f"{MARKS[0]} ({low})" if low else MARKS[0],
        MARKS[-1]: f"{MARKS[-1]} ({high})" if high else MARKS[-1],
    }
    return {mark: named.get(mark, mark) for mark in MARKS}


def value_said(question: Question, value: Any) -> str:
    """Return a response in words: labels of options, `;` between; a mark; a text as it is. Nothing for None."""
    if value is None:
        return ""
    known = {option.id: option.label for option in question.options}
    chosen = value if isinstance(value, list) else [value]
    return "; ".join(known.get(str(each), str(each)) for each in chosen)


def _item(question: Question, figures: ItemFigures, width: int) -> Iterator[str]:
    yield from textwrap.wrap(visible(question.text), width, initial_indent="  ", subsequent_indent="  ")
    said = answered_said(figures)
    if question.kind == "text":
        said = f"{counted(figures.answered, 'text')}, {figures.blank:,} blank"
    if middle_said(figures):
        said += f"; {middle_said(figures)}"
    if question.kind == "choices" and figures.answered:
        said += "; several can be chosen"
    yield from textwrap.wrap(said, width, initial_indent="    ", subsequent_indent="    ")
    names = labels(question)
    rows = [
        Row(clipped(names[each], 200), [f"{number} of {figures.answered}"], indent=4)
        for each, number in figures.counts.items()
        if number or question.kind != "scale"
    ]
    if rows and figures.answered:
        yield from table_lines(["Chosen by"], rows, width)[1:]
