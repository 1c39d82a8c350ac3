"""The program's entry: finds the command, runs it, and turns whatever goes wrong into one line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from casereview import __version__
from casereview.casebook.errors import CasebookError
from casereview.cli import output
from casereview.cli.status import BadSettings, Misuse, Status, status_of
from casereview.questions.load import QuestionSetError

# Each is a module of this package with a function or a group of the same name (`_` for a dash).
COMMANDS = (
    "demo",
    "sample",
    "new",
    "add",
    "allocate",
    "replace-case",
    "progress",
    "review",
    "hand-over",
    "record",
    "sign-off",
    "merge",
    "conflicts",
    "resolve",
    "summary",
    "rate",
    "agreement",
    "compare",
    "trend",
    "train",
    "questions",
    "upgrade",
    "history",
    "verify",
    "findings",
    "recommend",
    "plan",
    "practice",
    "report",
    "present",
    "export",
)

_PACKAGE = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    output.prepare()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(given)
        output.flush()
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough (`| head`).
        output.drop()
        return Status.FAILED
    except Exception as error:  # the last door: one line and an exit code, never a traceback
        return _failed(error)
    return status


def application(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the program with these commands; only their modules are imported."""
    # No rich anywhere: help and errors are plain and quick.
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.callback(invoke_without_command=True)(_casereview)
    for name in names:
        module = name.replace("-", "_")
        found = getattr(import_module(f"casereview.cli.{module}"), module)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def _casereview(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> int:
    """Review case files by keyboard, offline, and watch the scores move.

    Start with `casereview demo`: it writes an example casebook and opens it.
    """
    if version:
        output.put(f"casereview {__version__}")
        raise typer.Exit(Status.DONE)
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(Status.USAGE)
    return Status.DONE


def _run(given: list[str]) -> int:
    # The command asked for is the only one imported; without one, all are, for the help and the nearest word.
    asked = given[0] if given and given[0] in COMMANDS else None
    program = get_command(application((asked,) if asked else COMMANDS))
    return program.main(given, prog_name="casereview", standalone_mode=False) or Status.DONE


def _failed(error: Exception) -> int:
    with contextlib.suppress(OSError):
        output.flush()
    if os.environ.get("CASEREVIEW_DEBUG"):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, typer.TyperException):
        return _misused(error)
    if isinstance(error, QuestionSetError):
        output.tell(*error.faults)
    elif isinstance(error, CasebookError | Misuse | BadSettings):
        output.tell(*str(error).splitlines())
    elif isinstance(error, OSError):
        output.tell(output.in_words(error))
    else:
        output.tell(_unexpected(error))
    return status_of(error)


def _misused(error: typer.TyperException) -> int:
    """Say in one line what is wrong with the command line."""
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "casereview"
    output.tell(f"{message[:1].lower()}{message[1:]}; `{path} --help` shows what can be given")
    return Status.USAGE


def _unexpected(error: Exception) -> str:
    """Say where it happened, never with what: the message and the variables could hold case text."""
    where = ""
    place = error.__traceback__
    while place is not None:
        file = Path(place.tb_frame.f_code.co_filename)
        if _PACKAGE in file.parents:
            where = f" in {file.name} line {place.tb_lineno}"
        place = place.tb_next
    return (
        f"something went wrong ({type(error).__name__}{where}); nothing that was saved is lost."
        " Run with CASEREVIEW_DEBUG=1 for details"
    )
