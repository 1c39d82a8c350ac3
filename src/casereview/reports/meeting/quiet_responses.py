"""What may be said outside the team of what respondents said: the same in a document and before a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from casereview.questions.model import Question, QuestionSet
from casereview.reports.meeting.quiet_counts import SMALL, WITHHELD
from casereview.reports.text.responses_text import labels
from casereview.scoring.responses import ItemFigures, Responses, outward
from casereview.text import counted


class QuietItem(NamedTuple):
    """An item: the title of its part, what was asked, what is said of it, and each answer with how many gave it.

    What was withheld says so; a text has no rows, and where nobody answered, or few, there are none either.
    """

    id: str
    part: str
    asked: str
    said: str
    rows: tuple[tuple[str, str], ...]


def quiet_items(question_set: QuestionSet, found: Responses) -> Iterator[QuietItem]:
    """Return every item, part by part, as it may leave the room."""
    figures, small = {each.question: each for each in found.items}, question_set.finding_rules.small
    for part in question_set.parts:
        for question in question_set.by_part[part.id]:
            if question.id in figures:
                said, rows = _item(question, figures[question.id], small)
                yield QuietItem(question.id, part.title, question.text, said, rows)


def people(number: int, small: int) -> str:
    """Return how many people there are: `14 people`; a small number is not told."""
    return f"{SMALL} of people" if 0 < number < small else counted(number, "person", "people")


def _item(question: Question, figures: ItemFigures, small: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    if not figures.answered:
        return "Nobody answered this.", ()
    counts = outward(question, figures, small)
    if counts is None:  # how many answered would tell how many gave each answer
        return "Too few people answered this to show more.", ()
    verb = "wrote something" if question.kind == "text" else "answered"
    said = [f"{counted(figures.answered, 'person', 'people')} {verb}; {figures.blank:,} left it blank."]
    whole = counts is not None and None not in counts.values()
    # Beside marks that are withheld these would tell who gave which.
    if figures.median is not None and whole:
        low, high = question.ends
        ends = f" (0 is “{low}”, 10 “{high}”)" if low and high else ""
        said.append(f"The middle one of their marks was {figures.median:g}{ends}.")
        said.append(f"The lowest mark was {figures.lowest}, the highest {figures.highest}.")
    if question.kind == "choices":
        said.append("More than one could be chosen.")
    names = labels(question)
    rows = tuple(
        (names[each], WITHHELD if counts is None or counts[each] is None else f"{counts[each]:,}")
        for each, number in figures.counts.items()
        if number or question.kind != "scale" or not whole
    )
    return " ".join(said), rows
