"""The files that a command is given, looked at before anything is done with them."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from casereview.questions.model import QuestionSet


def file(path: Path) -> Path:
    """Return the path of a file to be read. Raises OSError, with the path, if there is none such.

    A pipe or a device is refused too: reading one could wait for ever.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "not an ordinary file", str(path))
    return path


def question_set(name: str) -> QuestionSet:
    """Return a question set by its id or its file. Raises QuestionSetError, or OSError if there is no such file."""
    from casereview.questions import load

    return load(question_set_file(name))


def question_set_file(name: str) -> Path:
    """Return the file of a question set by its id or its path (errors as for `question_set`)."""
    from casereview.questions.catalogue import path_of

    return file(path_of(name))


def namesake_words(question_set: QuestionSet) -> list[str]:
    """Return what is to be said where a shipped set has the id and version of this one and other content; mostly
    nothing.
    """
    from casereview.questions import catalogue

    said = catalogue.namesake_words(question_set)
    return [f"{said}; give yours a version of its own"] if said else []
