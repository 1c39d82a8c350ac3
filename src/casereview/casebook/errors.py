"""What can go wrong with a casebook.

Each message is one line for a person: what, where, what to do; never case text.
"""


class CasebookError(Exception):
    """Anything that a casebook refuses or that befalls it."""


class NoSuchCasebook(CasebookError):
    """There is no file at that place."""


class NotACasebook(CasebookError):
    """The file is something else, or was changed by something else."""


class NewerCasebook(CasebookError):
    """The file was written by a later version of the program."""


class DamagedCasebook(CasebookError):
    """The file is a casebook whose content can not be trusted."""


class CannotCreate(CasebookError):
    """A new casebook can not be made at that place."""


class StorageFailed(CasebookError):
    """The answer is not saved: the disk is full, the file is gone, the medium failed."""


class CasebookBusy(CasebookError):
    """Another window or command is writing."""


class NotPermitted(CasebookError):
    """Not allowed as things stand: read-only, signed off, or not this assessor's."""


class Refused(CasebookError):
    """What was given does not fit: no such case, question, answer, reason or fact."""


# What reading values that are not as this program wrote them ends in.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
