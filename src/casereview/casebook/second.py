"""Second readings beside first ones: what both answered, once both are signed off, and not a word of it before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from casereview.casebook.case_lines import CaseLine
from casereview.casebook.casebook import Casebook
from casereview.casebook.reading import Reading
from casereview.questions.model import QuestionSet
from casereview.scoring.agreement import Shared, Side
from casereview.scoring.tally import BLANK, UNRESOLVED


class SecondReadings(NamedTuple):
    """What first and second readings both answered, by case and question, and what is left out.

    `compared` counts the pairs of readings, in `cases` cases; `open_seconds` the second readings that are not signed
    off, `open_firsts` those that are while no first reading of their case is. `blank` and `unresolved` count, over the
    readings compared, the questions that one of the two has not answered or on which copies of the casebook differ.
    """

    shared: tuple[Shared, ...] = ()
    cases: int = 0
    compared: int = 0
    open_seconds: int = 0
    open_firsts: int = 0
    blank: int = 0
    unresolved: int = 0


def pairs(casebook: Casebook, lines: Iterable[CaseLine] | None = None) -> SecondReadings:
    """Return what first and second readings of the same cases both answered.

    A pair is read only when both readings are signed off, so that no second reading is led by the first. Where a case
    has several first readings that are signed off, the second is compared with each. `lines` are the casebook's cases,
    where the caller has them.
    """
    every = casebook.case_lines() if lines is None else lines
    found = [_of_case(casebook, line) for line in every if line.seconds]
    return SecondReadings(
        shared=tuple(shared for each in found for shared in each.shared),
        cases=sum(each.cases for each in found),
        compared=sum(each.compared for each in found),
        open_seconds=sum(each.open_seconds for each in found),
        open_firsts=sum(each.open_firsts for each in found),
        blank=sum(each.blank for each in found),
        unresolved=sum(each.unresolved for each in found),
    )


def _of_case(casebook: Casebook, line: CaseLine) -> SecondReadings:
    readings = [casebook.reading(line.ref, each) for each in (*line.readers, *line.seconds)]
    signed = [each for each in readings if each.signed_off]
    firsts = [each for each in signed if each.reader in line.readers]
    seconds = [each for each in signed if each.reader in line.seconds]
    together = [(first, second) for second in seconds for first in firsts]
    questions = casebook.question_set.scored
    answers = [
        {first.answer(question.id), second.answer(question.id)} for first, second in together for question in questions
    ]
    return SecondReadings(
        shared=tuple(each for pair in together for each in _shared(casebook.question_set, *pair)),
        cases=1 if together else 0,
        compared=len(together),
        open_seconds=len(line.seconds) - len(seconds),
        open_firsts=0 if firsts else len(seconds),
        blank=sum(BLANK in each and UNRESOLVED not in each for each in answers),
        unresolved=sum(UNRESOLVED in each for each in answers),
    )


def _shared(question_set: QuestionSet, first: Reading, second: Reading) -> Iterable[Shared]:
    for question in question_set.scored:
        one, other = side(first, question.id), side(second, question.id)
        if not {one.answer, other.answer} & {BLANK, UNRESOLVED}:
            yield Shared(first.case, question.id, question.part, question.themes, one, other)


def side(reading: Reading, question: str) -> Side:
    """Return what a reading says to a question, with its reasons (of a *no*) and its note."""
    answer = reading.answer(question)
    return Side(
        reading.reader,
        answer,
        suggested=question in reading.suggested,
        reasons=reading.reasons.get(question, ()) if answer == "no" else (),
        note=reading.notes.get(question, ""),
    )
