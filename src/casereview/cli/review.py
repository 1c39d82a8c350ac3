"""`casereview review`: the screens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile


def review(
    casebook: CasebookFile,
    reader: Annotated[
        str | None, typer.Option("--as", metavar="ASSESSOR", help="Who is assessing; asked for once if not given.")
    ] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="REF", help="Open this case at once.")] = None,
    translation: Annotated[
        Path | None,
        typer.Option("--translation", metavar="FILE", help="The question set in another language; L switches to it."),
    ] = None,
) -> int:
    """Review cases on the screen, by keyboard.

    Example: casereview review area.db --as "A Jones"
    """
    from casereview.cli import inputs
    from casereview.cli.terminal import open_screens

    # Its own name tells it from the others: `mine.cy.toml` is cy.
    given = {translation.stem.rpartition(".")[2]: inputs.file(translation)} if translation else None
    return open_screens(casebook, reader, case, given)
