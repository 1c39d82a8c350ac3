"""What is said in copies without sight of each other, and what comes of it once they are merged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from casereview.casebook import Casebook, CaseLine, Reading
from casereview.casebook.conflicts import Conflict
from casereview.casebook.verify import verify
from casereview.scoring import Tally

Doing = Callable[[Casebook], object]


def look(path: Path, case: str = "A1", reader: str = "Ann") -> tuple[Reading, CaseLine, dict[str, Tally]]:
    with Casebook.open(path, write=False) as casebook:
        return casebook.reading(case, reader), casebook.case_line(case), casebook.running_tally().tallies()


def answer(value: str | None, reader: str = "Ann", question: str = "assessed") -> Doing:
    return lambda casebook: casebook.answer("A1", question, value, reader)


def apart(path: Path, *doings: Doing) -> Path:
    """Do each thing in a copy of its own, then merge the copies into the casebook, which is returned."""
    copies = [Path(shutil.copy(path, path.with_name(f"apart {number}.db"))) for number in range(len(doings))]
    for copy, doing in zip(copies, doings, strict=True):
        with Casebook.open(copy) as casebook:
            doing(casebook)
    merge(path, *copies)
    return path


def merge(target: Path, *sources: Path) -> None:
    with Casebook.open(target) as casebook:
        for arrival in casebook.merge(sources, "Lead").arrivals:
            assert arrival.refused is None
    assert verify(target).faults == []


def in_conflict(path: Path) -> list[Conflict]:
    with Casebook.open(path, write=False) as casebook:
        return casebook.conflicts()


def counted(path: Path, question: str = "assessed") -> str | None:
    return look(path)[1].counted.answers.get(question)


def settle(path: Path, value: object, note: str = "") -> None:
    with Casebook.open(path) as casebook:
        (conflict,) = casebook.conflicts()
        casebook.settle(conflict, value, "Lead", note)


def doing(*doings: Doing) -> Doing:
    return lambda casebook: [each(casebook) for each in doings]


def reasons(*ticked: str) -> Doing:
    return lambda casebook: casebook.give_reasons("A1", "assessed", ticked, "Ann")


def note(text: str, reader: str = "Ann") -> Doing:
    return lambda casebook: casebook.note("A1", "assessed", text, reader)


def resolve(answer: str | None, text: str = "", by: str = "Lead") -> Doing:
    return lambda casebook: casebook.resolve("A1", "assessed", answer, text, by)


def second(casebook: Casebook) -> None:
    casebook.begin_second_reading("A1", "Cy")


def allocated(first: str, second_reader: str = "") -> Doing:
    return lambda casebook: casebook.allocate({"A1": (first, second_reader)}, "Lead")
