"""Training for a person: how many answers are those of the key, then each that is not, with the guidance."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from casereview.casebook.training import Compared, Training
from casereview.questions.model import ANSWER_WORDS, Question
from casereview.text import clipped, counted

# A note is shown to be recognised; whole it is in the JSON and on the screen.
_LONGEST_NOTE = 400


def training_lines(training: Training, *, width: int = 80) -> Iterator[str]:
    """Return how an assessor's reading compares with the key."""
    agreed = f"{training.agreed} of {len(training.compared)} answers agree with the key"
    yield from _wrapped(f"{training.reader}: {agreed} ({', '.join(training.cases)})", width)
    if training.prefilled:
        said = f"Not counted: {training.prefilled:,} pre-filled as not applicable, as in the key; nobody had to judge them."
        yield from _wrapped(said, width)
    for said in left_out(training):
        yield from _wrapped(said, width)
    for each in training.differences:
        yield ""
        yield from _difference_lines(each, width)


def left_out(training: Training) -> list[str]:
    """Return what is not compared, and why."""
    said = []
    if training.no_key:
        said.append(f"Left out: {counted(training.no_key, 'question')} without an answer in the key.")
    if training.unsettled:
        said.append(f"Left out: {counted(training.unsettled, 'question')} unresolved in the key.")
    if training.unanswered:
        said.append(f"Left out: {counted(training.unanswered, 'question')} not answered by {training.reader}.")
    return said


def _difference_lines(compared: Compared, width: int) -> Iterator[str]:
    question, own = compared.question, compared.own
    yield from _wrapped(f"{compared.case}  {question.text}", width)
    key_notes = tuple(f"note of the key: {note}" for note in compared.key_notes)
    own_notes = (f"note: {own.note}",) if own.note else ()
    suggested = " (pre-filled from the facts or an earlier answer)" if own.suggested else ""
    yield from _side("Answer", own.answer, suggested, own.reasons, own_notes, question, width)
    yield from _side("Key", compared.key, "", compared.key_reasons, key_notes, question, width)
    for title, text in (("Guidance", question.guidance), ("Not applicable", question.not_applicable)):
        if text:
            yield from _wrapped(f"{title}: {text.strip()}", width, "  ")


def _side(
    title: str,
    answer: str,
    suggested: str,
    reasons: Iterable[str],
    notes: Iterable[str],
    question: Question,
    width: int,
) -> Iterator[str]:
    labels = "; ".join(reason.label for reason in question.reasons if reason.id in reasons)
    said = f"{title}: {ANSWER_WORDS[answer]}{suggested}"
    yield from _wrapped(f"{said}, because: {labels}" if labels else said, width, "  ")
    for note in notes:
        yield from _wrapped(clipped(note, _LONGEST_NOTE), width, "    ")


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Return each line of a text broken at `width`, what follows its first line set in further."""
    return [
        line
        for paragraph in text.split("\n")
        for line in textwrap.wrap(paragraph, width, initial_indent=indent, subsequent_indent=f"{indent}  ")
    ]
