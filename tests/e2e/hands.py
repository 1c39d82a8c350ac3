"""Hands on the real program in a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

from benchmarks.terminal import Terminal

CASEREVIEW = [sys.executable, "-m", "casereview"]
_PLACE = re.compile(r"question (\d+) of (\d+)")
_BLANK = re.compile(r"(\d+) blank")


class Assessor:
    """Somebody at the keyboard: types, and reads the screen."""

    def __init__(self, *arguments: str, columns: int = 80, lines: int = 24, home: Path | None = None) -> None:
        env = {"TZ": "UTC"} | ({"HOME": str(home), "XDG_CONFIG_HOME": str(home)} if home else {})
        self.terminal = Terminal([*CASEREVIEW, *arguments], columns=columns, lines=lines, env=env)

    def sees(self, words: str, seconds: float = 20.0) -> None:
        """Wait until words are on the screen."""
        self.terminal.wait_for(words, seconds)

    def sees_one_of(self, choices: tuple[str, ...], seconds: float = 20.0) -> None:
        """Wait until one of several words is on the screen."""
        end = time.monotonic() + seconds
        while not any(words in self.screen for words in choices):
            assert time.monotonic() < end, f"not on the screen: {choices}\n{self.screen}"
            self.terminal.read(0.05)

    def misses(self, words: str, seconds: float = 20.0) -> None:
        """Wait until words are gone from the screen."""
        end = time.monotonic() + seconds
        while words in self.screen:
            assert time.monotonic() < end, f"still on the screen: {words}\n{self.screen}"
            self.terminal.read(0.05)

    def press(self, keys: str) -> None:
        """Press keys and let the screen come to rest."""
        self.terminal.type(keys)
        self.rest()

    def rest(self, seconds: float = 0.04) -> None:
        """Read until nothing more comes."""
        # An answer is painted within a frame or two of the key: wait for the first bytes, then for silence.
        self.terminal.read(0.3)
        while self.terminal.read(seconds):
            pass

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return self.terminal.text()

    @property
    def question(self) -> int | None:
        """The place of the question on the screen, from 1; None if no question is shown."""
        found = _PLACE.search(self.screen)
        return int(found.group(1)) if found else None

    @property
    def blank(self) -> int | None:
        """How many questions the heading says are blank."""
        found = _BLANK.search(self.screen.splitlines()[0])
        return int(found.group(1)) if found else 0 if "all answered" in self.screen else None

    def kill(self) -> None:
        """End the program as a power switch would, as far as a process can tell."""
        os.kill(self.terminal.process.pid, signal.SIGKILL)
        self.terminal.process.wait()
        self.terminal.close()

    def leave(self) -> int:
        """Go back to the list of cases and out; return the exit code."""
        end = time.monotonic() + 20
        while self.terminal.process.poll() is None and time.monotonic() < end:
            self.terminal.type("q" if "last touched" in self.screen else "\x1b")
            time.sleep(0.3)
            self.terminal.read(0.1)
        code = self.terminal.process.wait(timeout=5)
        self.terminal.close()
        return code
