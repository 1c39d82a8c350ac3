"""`casereview progress`: how far the assessors are."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def progress(
    casebook: CasebookFile,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.progress/1.")] = False,
) -> int:
    """Show how far each assessor is: cases done and under way, blank answers, alerts, last entry.

    It counts what was merged so far. There are no scores by assessor.

    Example: casereview progress lead.db
    """
    from casereview.casebook import Casebook
    from casereview.casebook.progress import progress as how_far
    from casereview.cli import output
    from casereview.reports.data.progress_json import progress_as_data
    from casereview.reports.text.progress_text import progress_lines

    with Casebook.open(casebook, write=False) as opened:
        lines = list(opened.case_lines())
        found = how_far(opened, lines)
        if json:
            output.put_json(progress_as_data(opened, lines, found))
        else:
            output.put(*progress_lines(opened, lines, found, opened.open_places(), width=output.width()))
    return Status.DONE
