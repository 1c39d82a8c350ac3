"""`casereview demo`: the example casebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.status import Status


def demo(
    path: Annotated[Path, typer.Argument(help="Where to write it.", metavar="[PATH]", readable=False)] = Path(
        "demo.db"
    ),
    set_id: Annotated[str, typer.Option("--set", metavar="ID", help="The example of this question set.")] = "",
    blank: Annotated[bool, typer.Option("--blank", help="The same cases, unanswered.")] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only write it.")] = False,
) -> int:
    """Write the example casebook and open it; its cases or respondents are invented.

    Example: casereview demo
    """
    from casereview.casebook import CannotCreate
    from casereview.casebook.example import example_paths, write_example
    from casereview.cli import output, terminal

    if path.exists() or path.is_symlink():
        raise CannotCreate(
            f"{path}: there already, so nothing was written; `casereview review {output.quoted(path)}` opens it"
        )
    question_set = write_example(path, set_id, blank=blank)
    *before, _ = paths = example_paths(path, set_id, blank=blank)
    names = [output.quoted(each) for each in paths]
    words = [
        f"{', '.join(map(str, before))}: those before it; `casereview trend {' '.join(names)} -o trend.html` follows the scores"
    ] * bool(before)
    if no_open or terminal.missing():
        output.put(
            f"{path}: the example casebook, its {question_set.unit}s invented; `casereview review {output.quoted(path)}` opens it",
            *words,
        )
        return Status.DONE
    if words:
        output.tell(*words)
    return terminal.open_screens(path, None, None)
