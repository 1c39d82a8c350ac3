"""`casereview compare`: two inspections side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.status import Status


def compare(
    before: Annotated[
        Path, typer.Argument(help="The earlier inspection.", metavar="BEFORE", show_default=False, readable=False)
    ],
    after: Annotated[
        Path, typer.Argument(help="The later inspection.", metavar="AFTER", show_default=False, readable=False)
    ],
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.comparison/1.")] = False,
) -> int:
    """Compare two inspections: scores side by side, and which differences are larger than chance.

    Only questions that mean the same in both are compared; the others are listed.

    Example: casereview compare 2010.db 2012.db
    """
    from casereview.casebook import Casebook
    from casereview.casebook.reinspection import compared
    from casereview.cli import output

    with Casebook.open(before, write=False) as earlier, Casebook.open(after, write=False) as later:
        found = compared(earlier, later)
        if json:
            from casereview.reports.data.compare_json import comparison_as_data

            output.put_json(comparison_as_data(earlier, later, found))
        else:
            from casereview.reports.text.compare_text import comparison_lines

            output.put(*comparison_lines(earlier, later, found, width=output.width()))
    return Status.DONE
