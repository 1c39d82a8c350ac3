"""The casebook: one SQLite file that holds an inspection. SQL lives in this package only."""

from casereview.casebook.case_lines import CaseLine
from casereview.casebook.casebook import Casebook, NewCase
from casereview.casebook.entry import Entry, Slot
from casereview.casebook.errors import (
    CannotCreate,
    CasebookBusy,
    CasebookError,
    DamagedCasebook,
    NewerCasebook,
    NoSuchCasebook,
    NotACasebook,
    NotPermitted,
    Refused,
    StorageFailed,
)
from casereview.casebook.file import Inspection
from casereview.casebook.ledger import Change
from casereview.casebook.reading import Alert, Reading

__all__ = [
    "Alert",
    "CannotCreate",
    "CaseLine",
    "Casebook",
    "CasebookBusy",
    "CasebookError",
    "Change",
    "DamagedCasebook",
    "Entry",
    "Inspection",
    "NewCase",
    "NewerCasebook",
    "NoSuchCasebook",
    "NotACasebook",
    "NotPermitted",
    "Reading",
    "Refused",
    "Slot",
    "StorageFailed",
]
