"""What several commands are given, said in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

# `readable=False` leaves it to the casebook to say what is wrong with a file.
CasebookFile = Annotated[
    Path, typer.Argument(help="The casebook.", metavar="CASEBOOK", show_default=False, readable=False)
]
Assessor = Annotated[str, typer.Option("--as", metavar="ASSESSOR", help="Whose answers they are.", show_default=False)]
