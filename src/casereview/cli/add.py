"""`casereview add`: more cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def add(
    casebook: CasebookFile,
    cases: Annotated[
        Path,
        typer.Argument(
            help="A column `case`, and facts by id.", metavar="CASES.csv", show_default=False, readable=False
        ),
    ],
    by: Annotated[str, typer.Option("--as", metavar="NAME", help="Who adds them.")] = "",
    reserve: Annotated[
        bool, typer.Option("--reserve", help="Add them as reserves, in their order, after those there are.")
    ] = False,
) -> int:
    """Add cases to an inspection: all of them, or none if one is there already.

    Example: casereview add area.db reserves.csv --as "A Jones"
    """
    from casereview.casebook import Casebook
    from casereview.casebook.intake import read_cases
    from casereview.cli import inputs, output
    from casereview.text import counted

    with Casebook.open(casebook) as opened:
        sample = read_cases(inputs.file(cases), opened.question_set)
        opened.add_cases(sample, by, reserves=reserve)
    output.put(f"{casebook}: {counted(len(sample), 'reserve' if reserve else 'case')} added")
    return Status.DONE
