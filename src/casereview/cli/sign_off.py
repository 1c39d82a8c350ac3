"""`casereview sign-off`: an assessor's word that cases are finished."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import Assessor, CasebookFile
from casereview.cli.status import Status


def sign_off(
    casebook: CasebookFile,
    cases: Annotated[list[str], typer.Argument(help="The cases that are finished.", metavar="CASE...")],
    reader: Assessor,
    reopen: Annotated[str, typer.Option("--reopen", metavar="WHY", help="Open them again, with a reason.")] = "",
) -> int:
    """Sign cases off: every question is answered. They are taken in order, up to the first that is refused.

    Example: casereview sign-off area.db C-01 C-02 --as "A Jones"
    """
    from casereview.casebook import Casebook
    from casereview.cli import output

    with Casebook.open(casebook) as opened:
        for case in cases:
            if reopen:
                opened.reopen(case, reopen, reader)
                output.put(f"{case}: open again")
            else:
                opened.sign_off(case, reader)
                output.put(f"{case}: signed off by {reader}")
    return Status.DONE
