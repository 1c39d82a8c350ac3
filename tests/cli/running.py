"""Running the program: in this process for what it says, in one of its own for how it behaves."""

from __future__ import annotations

import json
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


_LOADED = """
import json, sys
from casereview.cli.main import main
status = main(sys.argv[1:])
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules} | {n for n in sys.modules if n.startswith("casereview.cli.")})), file=sys.stderr)
"""


def loaded(*arguments: str | Path) -> set[str]:
    """Return the packages that a run loads, and the modules of the commands by their whole name."""
    command = [sys.executable, "-c", _LOADED, *(str(each) for each in arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    return set(json.loads(ended.stderr.splitlines()[-1]))


# The superuser may read and write anything, so it becomes nobody first; what is imported later could be out of nobody's reach.
_AS_NOBODY = """
import importlib, os, pkgutil, sys
import casereview
for each in pkgutil.walk_packages(casereview.__path__, "casereview."):
    if not each.name.startswith(("casereview.tui", "casereview.__main__")):
        importlib.import_module(each.name)
from casereview.cli.main import main
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main())
"""


def as_nobody(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a user with no rights of their own, where the tests are run by the superuser; else as who runs them."""
    command = [sys.executable, "-c", _AS_NOBODY, *(str(each) for each in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, stdin=subprocess.DEVNULL)
