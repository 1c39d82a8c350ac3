"""`casereview agreement`: how far first and second readings agree."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def agreement(
    casebook: CasebookFile,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.agreement/1.")] = False,
) -> int:
    """Show how far first and second readings agree, and where they do not.

    A second reading is compared with the first once both are signed off.

    Example: casereview agreement area.db
    """
    from casereview.casebook import Casebook
    from casereview.casebook.second import pairs
    from casereview.cli import output

    with Casebook.open(casebook, write=False) as opened:
        readings = pairs(opened)
        if json:
            from casereview.reports.data.agreement_json import agreement_as_data

            output.put_json(agreement_as_data(opened, readings))
        else:
            from casereview.reports.text.agreement_text import agreement_lines

            output.put(*agreement_lines(opened, readings, width=output.width()))
    return Status.DONE
