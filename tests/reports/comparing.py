"""Inspections of one area that differ by how many cases fall short."""

from __future__ import annotations

from pathlib import Path

from casereview.casebook import Casebook, NewCase
from casereview.casebook.ledger import Change
from casereview.questions import QuestionSet
from tests.reports.making import AT, JONES


def make(path: Path, asked: QuestionSet, area: str, noes: int, cases: int = 12, blank: int = 0) -> Path:
    """A casebook of some cases, the first of them no throughout, the others yes; the last `blank` questions not answered."""
    refs = [f"C-{place:02}" for place in range(cases)]
    answered = asked.questions[: len(asked.questions) - blank]

    def fill(casebook: Casebook) -> None:
        casebook.record(
            [
                Change(ref, row.id, "answer", "no" if place < noes else "yes")
                for place, ref in enumerate(refs)
                for row in answered
            ],
            JONES,
        )

    Casebook.create(path, asked, area, [NewCase(ref, {}) for ref in refs], fill=fill, clock=lambda: AT)
    return path
