"""`casereview review`: the screens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def review(
    casebook: Annotated[Path, typer.Argument(help="The casebook.", metavar="CASEBOOK", show_default=False)],
    reader: Annotated[
        str | None, typer.Option("--as", metavar="ASSESSOR", help="Who is assessing; asked for once if not given.")
    ] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="REF", help="Open this case at once.")] = None,
) -> int:
    """Review cases on the screen, by keyboard.

    Example: casereview review area.db --as "A Jones"
    """
    from casereview.cli.terminal import require_terminal

    require_terminal()
    # Only now: a casebook can be refused and a terminal found wanting without loading the screens.
    from casereview.tui.app import review as show

    return show(casebook, reader, case)
