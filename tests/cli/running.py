"""Running the program: in this process for what it says, in one of its own for how it behaves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from casereview.cli.main import main


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    status: int
    out: str
    err: str


class Program:
    """The program as a function, with what it wrote."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def __call__(self, *arguments: str | Path) -> Ended:
        self._capfd.readouterr()
        status = main([str(each) for each in arguments])
        out, err = self._capfd.readouterr()
        return Ended(int(status), out, err)


PROGRAM = [sys.executable, "-c", "import sys; from casereview.cli.main import main; sys.exit(main())"]


def run(
    *arguments: str | Path, env: Mapping[str, str] | None = None, **how: object
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, standard input empty unless said otherwise."""
    ways: dict[str, object] = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True} | how
    command = [*PROGRAM, *(str(each) for each in arguments)]
    return subprocess.run(command, env={**os.environ, **(env or {})}, check=False, timeout=60, **ways)  # type: ignore[call-overload,no-any-return]
