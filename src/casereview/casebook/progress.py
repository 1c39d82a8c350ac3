"""How far the assessors are: cases, blank answers, alerts, last entry.

Nothing of what they answered, so no league table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casereview.casebook.case_lines import CaseLine
from casereview.casebook.casebook import Casebook
from casereview.scoring.tally import BLANK


@dataclass(slots=True)
class Progress:
    """How far one assessor is.

    `cases` were given to them (or begun by them and given to nobody); of these `done` are signed off by them,
    `under_way` answered in part (by them or by who had the case before), the rest not begun. `blank` are the answers
    left in cases that are not done. `alerts` stand as raised by them, in any case. `second_cases` were given to them to
    read as second, or begun as such. `last_entry` is the time (UTC) of the last thing that they entered, or empty.
    """

    assessor: str
    cases: int = 0
    done: int = 0
    under_way: int = 0
    blank: int = 0
    alerts: int = 0
    second_cases: int = 0
    second_done: int = 0
    last_entry: str = ""

    @property
    def not_begun(self) -> int:
        """How many of the cases have no answer yet."""
        return self.cases - self.done - self.under_way


def progress(casebook: Casebook, lines: Iterable[CaseLine] | None = None) -> list[Progress]:
    """Return how far each assessor is who was given a case or has entered something as an assessor, by name.

    `lines` are the casebook's cases, where the caller has them.
    """
    last = casebook.last_entries()
    found = {name: Progress(name) for name in casebook.assessors()}

    def of(name: str) -> Progress:
        return found.setdefault(name, Progress(name))

    for line in list(casebook.case_lines() if lines is None else lines):
        for name in {line.first} - {""} or set(line.readers):
            _count(of(name), casebook, line)
        for name in {*line.seconds, line.second} - {""}:
            of(name).second_cases += 1
            of(name).second_done += name in line.signed
        if line.alerts:
            for alert in casebook.reading(line.ref, "").alerts:
                if alert.withdrawn is None:
                    of(alert.reader).alerts += 1
    for each in found.values():
        each.last_entry = last.get(each.assessor, "")
    return sorted(found.values(), key=lambda each: (each.assessor.casefold(), each.assessor))


def _count(of: Progress, casebook: Casebook, line: CaseLine) -> None:
    of.cases += 1
    if of.assessor in line.signed:
        of.done += 1
        return
    reading = casebook.reading(line.ref, of.assessor)
    of.under_way += of.assessor in line.readers or bool(reading.handed_over)
    of.blank += sum(reading.answer(question.id) == BLANK for question in casebook.question_set.scored)
