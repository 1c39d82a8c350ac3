"""`casereview hand-over`: a questionnaire in the respondent's own hands."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile


def hand_over(
    casebook: CasebookFile,
    reader: Annotated[
        str | None,
        typer.Option("--as", metavar="ASSESSOR", help="Who hands it over; who worked here last if not given."),
    ] = None,
    respondent: Annotated[
        str | None, typer.Option("--respondent", metavar="REF", help="One with nothing entered; else a new one.")
    ] = None,
) -> int:
    """Hand a questionnaire over to respondents: only a word of your own leads back.

    Example: casereview hand-over forms.db --as "A Jones"
    """
    from casereview.cli.terminal import open_hand_over

    return open_hand_over(casebook, reader, respondent)
