"""From a key to "saved" on the screen, in a pseudo-terminal."""

from __future__ import annotations

import re
import time

from benchmarks.terminal import Terminal

_BLANK = re.compile(rb"(\d+) blank")


def seconds_to_saved(command: list[str], keys: int) -> list[float]:
    """Answer questions from the first case on; return the seconds from each key to the count that shows it as saved."""
    terminal = Terminal(command)
    taken: list[float] = []
    try:
        terminal.wait_for("not started")
        while len(taken) < keys:
            left = _open_case(terminal)
            while left > 1 and len(taken) < keys:
                taken.append(_answer(terminal, left))
                left -= 1
            _leave_case(terminal)
    finally:
        terminal.close()
    return taken


def _open_case(terminal: Terminal) -> int:
    terminal.type("\r")
    terminal.wait_for("question ")
    time.sleep(0.1)
    terminal.read(0.1)
    found = _BLANK.search(terminal.text().encode())
    if found is None:
        raise RuntimeError(f"no case opened:\n{terminal.text()}")
    return int(found.group(1))


def _answer(terminal: Terminal, left: int) -> float:
    """Press y; the heading counts what is blank, and only what was saved counts."""
    wanted = f"{left - 1} blank".encode()
    seen = b""
    started = time.perf_counter()
    terminal.type("y")
    while wanted not in seen:
        data = terminal.read_raw(5.0)
        if not data:
            raise TimeoutError(f"never shown: {wanted!r}")
        seen += data
    taken = time.perf_counter() - started
    # Until the screen is at rest, so that one key's painting is not counted to the next.
    while terminal.read_raw(0.004):
        pass
    return taken


def _leave_case(terminal: Terminal) -> None:
    terminal.type("\x1b")
    time.sleep(0.4)
    terminal.type("j")
    time.sleep(0.1)
    while terminal.read(0.05):
        pass
