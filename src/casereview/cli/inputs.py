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


def namesake_words(question_set: QuestionSet) -> list[str]:
    """Return what is to be said where a shipped set has the id and version of this one and other content; mostly nothing."""
    from casereview.questions.catalogue import namesake

    other = namesake(question_set)
    if other is None:
        return []
    return [
        f"{question_set.id} {question_set.version}: not the one that is shipped under this version (digest"
        f" {question_set.digest[:8]}, shipped {other.digest[:8]}); give yours a version of its own"
    ]
