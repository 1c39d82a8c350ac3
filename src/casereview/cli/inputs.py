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
    from casereview.questions import find

    if name.endswith(".toml") or "/" in name or "\\" in name:
        file(Path(name))
    return find(name)
