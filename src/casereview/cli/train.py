"""`casereview train`: an assessor's reading of a benchmark case against the agreed key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def train(
    casebook: CasebookFile,
    key: Annotated[
        Path,
        typer.Option(
            "--key", metavar="KEY.db", help="The casebook with the agreed answers.", show_default=False, readable=False
        ),
    ],
    by: Annotated[
        str, typer.Option("--as", metavar="ASSESSOR", help="Whose answers; not needed where there is one assessor.")
    ] = "",
    case: Annotated[str, typer.Option("--case", metavar="REF", help="One benchmark case only.")] = "",
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.training/1.")] = False,
) -> int:
    """Compare an assessor's answers to a benchmark case with the agreed key, and show the guidance where they differ.

    Example: casereview train practice.db --key key.db --as "A Jones"
    """
    from casereview.casebook import Casebook
    from casereview.casebook import training as benchmark
    from casereview.cli import output

    with Casebook.open(casebook, write=False) as opened, Casebook.open(key, write=False) as agreed:
        found = benchmark.train(opened, agreed, reader=by, case=case)
    if json:
        from casereview.reports.data.training_json import training_as_data

        output.put_json(training_as_data(found))
    else:
        from casereview.reports.text.training_text import training_lines

        output.put(*training_lines(found, width=output.width()))
    return Status.DONE
