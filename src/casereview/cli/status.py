"""How a command ends, for the shell."""

from __future__ import annotations

from enum import IntEnum

from casereview.casebook.errors import (
    CannotCreate,
    CasebookBusy,
    DamagedCasebook,
    NewerCasebook,
    NoSuchCasebook,
    NotACasebook,
    NotPermitted,
    Refused,
    StorageFailed,
)
from casereview.casebook.table_file import TableFault
from casereview.questions.load import QuestionSetError


class Status(IntEnum):
    """Exit codes; those from 65 on are the ones of BSD's sysexits."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CONFLICTS = 3
    INCOMPLETE = 4
    BAD_DATA = 65
    NO_INPUT = 66
    CANNOT_CREATE = 73
    INPUT_OUTPUT = 74
    BUSY = 75
    NOT_PERMITTED = 77
    INTERRUPTED = 130


class Misuse(Exception):
    """A command can not be run like this; the message says what it needs."""


class BadSettings(Exception):
    """The user's own settings can not be used; one line for each reason."""


_OF: tuple[tuple[type[Exception], Status], ...] = (
    (Misuse, Status.USAGE),
    (BadSettings, Status.BAD_DATA),
    (NoSuchCasebook, Status.NO_INPUT),
    (NotACasebook, Status.BAD_DATA),
    (NewerCasebook, Status.BAD_DATA),
    (DamagedCasebook, Status.BAD_DATA),
    (TableFault, Status.BAD_DATA),
    (QuestionSetError, Status.BAD_DATA),
    (Refused, Status.BAD_DATA),
    (CannotCreate, Status.CANNOT_CREATE),
    (StorageFailed, Status.INPUT_OUTPUT),
    (CasebookBusy, Status.BUSY),
    (NotPermitted, Status.NOT_PERMITTED),
    (FileExistsError, Status.CANNOT_CREATE),
    (FileNotFoundError, Status.NO_INPUT),
    (PermissionError, Status.NOT_PERMITTED),
    (OSError, Status.INPUT_OUTPUT),
)


def status_of(error: Exception) -> Status:
    """Return the exit code for an error that a command met."""
    return next((status for kind, status in _OF if isinstance(error, kind)), Status.FAILED)
