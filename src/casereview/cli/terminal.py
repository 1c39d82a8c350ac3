"""What the screens need of the terminal."""

from __future__ import annotations

import os
import sys

from casereview.cli.status import Misuse

_NEEDED = "the screens need a terminal that can draw"


def missing() -> str:
    """Return what the terminal lacks for the screens, in words; nothing if it will do."""
    if sys.stdin is None or not sys.stdin.isatty():
        return f"{_NEEDED}, and standard input is not one; run it in a terminal window"
    if sys.stdout is None or not sys.stdout.isatty():
        return f"{_NEEDED}, and standard output is not one; run it in a terminal window"
    if os.environ.get("TERM") == "dumb":
        return f"{_NEEDED}, and TERM=dumb says that this one can not; try another terminal window"
    return ""


def require_terminal() -> None:
    """Raise Misuse, in words, if the screens can not be shown."""
    lacks = missing()
    if lacks:
        raise Misuse(lacks)
