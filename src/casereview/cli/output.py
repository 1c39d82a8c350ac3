"""Where a command's words go: data to standard output, everything else to standard error, nothing raw to a terminal."""

from __future__ import annotations

import io
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casereview.text import visible


def prepare() -> None:
    """Let a terminal that lacks a character show its number, not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def put(*lines: str) -> None:
    """Write lines of data, every control character in them made visible."""
    for line in lines:
        print(visible(line))


def put_json(data: Any) -> None:
    """Write data for a program: ASCII only, so that it arrives whatever the encoding and acts on no terminal."""
    # The one control character that JSON leaves as it is.
    print(json.dumps(data, indent=1).replace("\x7f", "\\u007f"))


def put_csv(rows: Iterable[list[str]]) -> None:
    """Write a table: exactly, in UTF-8, to a pipe or a file; made visible on a terminal."""
    from casereview.reports.data.export_csv import csv_text

    if to_terminal():
        put(*(piece.removesuffix("\n") for piece in csv_text(rows, line_end="\n")))
    elif sys.stdout is not None:
        sys.stdout.flush()
        for piece in csv_text(rows, line_end="\n"):
            sys.stdout.buffer.write(piece.encode())


def tell(*lines: str) -> None:
    """Write lines of words for the person at the keyboard."""
    tell_plain(f"casereview: {line}" for line in lines)


def tell_plain(lines: Iterable[str]) -> None:
    """Write lines of words that say themselves where they come from: `FILE: what`."""
    if sys.stderr is None:  # closed; `print` would take standard output for it
        return
    for line in lines:
        print(visible(line), file=sys.stderr)


def in_words(error: OSError) -> str:
    """Return what the system refused, as `where: what`."""
    what = os.strerror(error.errno).lower() if error.errno else error.strerror or "it could not be read or written"
    where = error.filename if isinstance(error.filename, str | Path) else "standard output"
    return f"{where}: {what}"


def quoted(path: Path | str) -> str:
    """Return a path or a word as it would be typed in a command."""
    return shlex.quote(str(path)) if os.name == "posix" else f'"{path}"' if " " in str(path) else str(path)


def to_terminal() -> bool:
    """Tell whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def plain() -> bool:
    """Tell whether only ASCII signs may be drawn: in a pipe, on a dumb terminal, or where the encoding has no others."""
    if not to_terminal() or os.environ.get("TERM") == "dumb":
        return True
    try:
        "█░┃│".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return True
    return False


def flush() -> None:
    """Hand over what is still held back. Raises OSError where it does not arrive, and then drops it."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        drop()
        raise


def drop() -> None:
    """Let what standard output still holds go nowhere, so that the interpreter's end does not complain about it."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def width() -> int:
    """Return how many columns a line may have: the terminal's within reason, 80 in a pipe."""
    if not to_terminal():
        return 80
    return min(120, max(40, shutil.get_terminal_size((80, 24)).columns))
