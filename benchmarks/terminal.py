"""A program under a pseudo-terminal: start it, type, and read until something is on the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import pyte


class Terminal:
    """One program in one pseudo-terminal of 80 by 24 (or another size)."""

    def __init__(
        self, command: list[str], *, columns: int = 80, lines: int = 24, env: dict[str, str] | None = None
    ) -> None:
        self._master, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        # Its controlling terminal, as a terminal window's: when the window goes, the program is told.
        self.process = subprocess.Popen(
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            env=environment,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(child)

    def read(self, seconds: float) -> bytes:
        """Take what comes within some seconds onto the screen; nothing once the program has ended."""
        data = self.read_raw(seconds)
        self._stream.feed(data)
        return data

    def read_raw(self, seconds: float) -> bytes:
        """Take what comes within some seconds, unread."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self._master, 1 << 16)
        except OSError:
            return b""

    def wait_for(self, words: str, seconds: float = 20.0) -> float:
        """Read until `words` are on the screen; return the moment. Raises TimeoutError with what is there instead."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if words in self.text():
                return time.perf_counter()
            self.read(0.05)
        raise TimeoutError(f"not on the screen: {words!r}\n{self.text()}")

    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.screen.display)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def close(self) -> None:
        """End the program."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def hang_up(self) -> None:
        """Close the terminal window and leave the program to itself."""
        os.close(self._master)
        self._master = -1


def seconds_to_first_frame(command: list[str], marker: str) -> float:
    """Start a program and return the seconds until `marker` is on its screen."""
    started = time.perf_counter()
    terminal = Terminal(command)
    seen = b""
    try:
        # The raw bytes: emulating a terminal would take the processor from the program that is timed.
        while marker.encode() not in seen:
            data = terminal.read_raw(10.0)
            if not data:
                raise TimeoutError(f"not shown: {marker}")
            seen += data
        return time.perf_counter() - started
    finally:
        terminal.close()


PYTHON = sys.executable
