"""Copies of the casebook of `making` in which assessors differ, made at a fixed time."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from casereview.casebook import Casebook
from tests.reports.making import JONES

SHAH, LEAD = "B Shah", "L Lead"
LATER = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
CONCERN = "Mother's partner has moved back in."


def copies(lead: Path) -> tuple[Path, Path]:
    """Return two copies of a casebook: one of A Jones, one of B Shah, who each went on without sight of the other.

    They differ in an answer, a fact and a note of A Jones's; A Jones raises a case alert.
    """
    jones, shah = (Path(shutil.copy(lead, lead.with_name(name))) for name in ("A-Jones.db", "B-Shah.db"))
    with Casebook.open(jones, clock=lambda: LATER) as casebook:
        casebook.answer("BR-003", "assessed", "yes", JONES)
        casebook.put_facts("BR-003", {"rmp-needed": "yes"}, JONES)
        casebook.note("BR-002", "assessed", "page 3", JONES)
        casebook.raise_alert("BR-002", CONCERN, JONES)
    with Casebook.open(shah, clock=lambda: LATER) as casebook:
        casebook.answer("BR-003", "assessed", "no", SHAH)
        casebook.give_reasons("BR-003", "assessed", ["late", "missing"], SHAH)
        casebook.note("BR-003", "assessed", "Dated after the sentence.", SHAH)
        casebook.put_facts("BR-003", {"rmp-needed": "no"}, SHAH)
        casebook.note("BR-002", "assessed", "page 9", JONES)
    return jones, shah


def merged(lead: Path) -> Path:
    """Merge both copies into the casebook, and return it."""
    with Casebook.open(lead, clock=lambda: LATER) as casebook:
        casebook.merge(copies(lead), LEAD)
    return lead
