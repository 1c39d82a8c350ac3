"""`casereview record`: answers typed elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.arguments import Assessor, CasebookFile
from casereview.cli.status import Status


def record(
    casebook: CasebookFile,
    answers: Annotated[
        Path,
        typer.Argument(
            help="Columns case, question, answer, reasons (; between), note.",
            metavar="FILE.csv",
            show_default=False,
            readable=False,
        ),
    ],
    reader: Assessor,
    partial: Annotated[bool, typer.Option("--partial", help="Apply the good rows, list the others.")] = False,
) -> int:
    """Take in answers from a CSV file.

    All of its rows are taken, or none if one is refused. A blank cell changes nothing.

    Example: casereview record area.db answers.csv --as "A Jones"
    """
    from casereview.casebook import Casebook
    from casereview.casebook.intake import read_answers
    from casereview.cli import inputs, output
    from casereview.text import counted

    with Casebook.open(casebook) as opened:
        found = read_answers(inputs.file(answers), opened, reader)
        output.tell(*(f"{answers}: {fault}" for fault in found.faults))
        refused = len({fault.line for fault in found.faults})
        if refused and not partial:
            output.tell(
                f"{answers}: nothing was recorded: {counted(refused, 'row')} refused, {found.good:,} good;"
                " mend them, or give --partial to record the good ones"
            )
            return Status.BAD_DATA
        changed = opened.record(found.changes, reader)
    said = f"{answers}: {counted(found.good, 'good row')}, {counted(changed, 'change')} saved"
    output.put(f"{said}, {counted(refused, 'row')} refused" if refused else said)
    if not refused:
        output.tell(f"next: casereview summary {output.quoted(casebook)}")
    return Status.BAD_DATA if refused else Status.DONE
