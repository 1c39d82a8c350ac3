"""The way from a command to the screens, and what they need of the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
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


def open_screens(
    path: Path, reader: str | None, case: str | None, translations: Mapping[str, Path] | None = None
) -> int:
    """Show the screens until they are left; return the exit code.

    `translations` of the set are by language, if not the shipped.

    Raises Misuse where there is no terminal for them, BadSettings for the user's own keys, QuestionSetError, and the
    casebook's errors.
    """

    def opened() -> int:
        from casereview.tui.start import review

        return review(path, reader, case, translations)

    return _shown(opened)


def open_hand_over(path: Path, reader: str | None, case: str | None) -> int:
    """Show the questionnaire to respondents until the word leads back; return the exit code.

    Raises what `open_screens` raises.
    """

    def opened() -> int:
        from casereview.tui.start import hand_over

        return hand_over(path, reader, case)

    return _shown(opened)


def open_meeting(path: Path, visit: date | None, everything: bool = False) -> int:
    """Show the meeting view until it is left, with the dates that follow from the visit's last day; return the exit
    code.

    `everything`: all findings, not only the accepted or the weightiest.

    Raises what `open_screens` raises.
    """

    def opened() -> int:
        from casereview.tui.start import present

        return present(path, visit, everything)

    return _shown(opened)


def _shown(opened: Callable[[], int]) -> int:
    lacks = missing()
    if lacks:
        raise Misuse(lacks)
    # Only now: a terminal can be found wanting without loading the screens.
    from casereview.tui.config import SettingsError

    try:
        return opened()
    except SettingsError as error:
        raise BadSettings(str(error)) from error
