"""The core knows no screen, and opening a casebook stays quick: stated by importing in fresh processes."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import casereview
from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet

CORE = ("text", "questions", "scoring", "casebook", "sampling", "reports")
SCREENS = {"textual", "rich", "typer"}


def _modules() -> list[str]:
    found = (each.name for each in pkgutil.walk_packages(casereview.__path__, "casereview."))
    return [name for name in found if name.split(".")[1] in CORE]


def imported(program: str, *arguments: str) -> set[str]:
    """Return the top-level modules that a fresh process holds after running a program."""
    program += "\nimport sys\nprint('\\n'.join({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_core_has_the_modules_that_are_tested_here() -> None:
    assert {"casereview.questions.check", "casereview.scoring.score", "casereview.casebook.verify"} <= set(_modules())


@pytest.mark.parametrize("module", _modules())
def test_a_module_of_the_core_imports_no_screen(module: str) -> None:
    assert imported(f"import {module}").isdisjoint(SCREENS)


def test_scoring_and_questions_need_no_database() -> None:
    assert imported("import casereview.scoring, casereview.questions").isdisjoint(
        {"sqlite3", "sqlite_utils", "pydantic"}
    )


def test_opening_a_casebook_and_reading_its_summary_needs_neither_pydantic_nor_sqlite_utils(
    tmp_path: Path, small: QuestionSet
) -> None:
    path = tmp_path / "small.db"
    Casebook.create(path, small, "Town", [NewCase("A1", {})])
    program = (
        "import sys; from pathlib import Path; from casereview.casebook import Casebook\n"
        "with Casebook.open(Path(sys.argv[1])) as casebook:\n"
        "    casebook.summary(); casebook.answer('A1', 'assessed', 'yes', 'Ann'); casebook.reading('A1', 'Ann')\n"
    )
    assert imported(program, str(path)).isdisjoint({"pydantic", "sqlite_utils", "numpy", "pandas", *SCREENS})
