"""`casereview review`: the screens."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile


def review(
    casebook: CasebookFile,
    reader: Annotated[
        str | None, typer.Option("--as", metavar="ASSESSOR", help="Who is assessing; asked for once if not given.")
    ] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="REF", help="Open this case at once.")] = None,
) -> int:
    """Review cases on the screen, by keyboard.

    Example: casereview review area.db --as "A Jones"
    """
    from casereview.cli.terminal import open_screens

    return open_screens(casebook, reader, case)
