"""The way from a command to the screens, and what they need of the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from casereview.cli.status import BadSettings, Misuse

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


def open_screens(path: Path, reader: str | None, case: str | None) -> int:
    """Show the screens until they are left; return the exit code.

    Raises Misuse where there is no terminal for them, BadSettings for the user's own keys, and the casebook's errors.
    """
    lacks = missing()
    if lacks:
        raise Misuse(lacks)
    # Only now: a terminal can be found wanting without loading the screens.
    from casereview.tui.actions import KeymapError
    from casereview.tui.app import review

    try:
        return review(path, reader, case)
    except KeymapError as error:
        raise BadSettings(str(error)) from error
