"""`casereview conflicts`: what differs and has not been settled."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def conflicts(
    casebook: CasebookFile,
    case: Annotated[str | None, typer.Option("--case", metavar="REF", help="Of this case only.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.conflicts/1.")] = False,
) -> int:
    """List what was entered without sight of each other and differs: all sides, and how to settle each.

    Exit code 3 while any remain.

    Example: casereview conflicts area.db
    """
    from casereview.casebook import Casebook
    from casereview.cli import output

    with Casebook.open(casebook, write=False) as opened:
        found = opened.conflicts(case)
        out = opened.absent_cases()
        if case is not None and not found:
            opened.case_line(case)  # refuses an unknown one, in words
    if json:
        from casereview.reports.data.conflicts_json import conflicts_as_data

        output.put_json(conflicts_as_data(opened.question_set, found))
    else:
        from casereview.cli.resolve import command
        from casereview.reports.text.conflicts_text import conflict_lines

        output.put(
            *conflict_lines(
                opened.question_set,
                found,
                settle=lambda each: command(casebook, each),
                out=out,
                width=output.width(),
            )
        )
    return Status.CONFLICTS if found else Status.DONE
