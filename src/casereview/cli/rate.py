"""`casereview rate`: the ratings of standards that are judged elsewhere, and the overall rating."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.findings import By
from casereview.cli.status import Misuse, Status


def rate(
    casebook: CasebookFile,
    standard: Annotated[
        str, typer.Argument(help="A standard that is judged elsewhere, by id.", metavar="STANDARD", show_default=False)
    ] = "",
    rating: Annotated[
        str,
        typer.Argument(help="A band, by id or label; or not-rated.", metavar="RATING", show_default=False),
    ] = "",
    take_back: Annotated[bool, typer.Option("--take-back", help="Take the rating of the standard back.")] = False,
    by: By = "",
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.ratings/1.")] = False,
) -> int:
    """Show all standards of the overall rating; enter the rating of one that is judged elsewhere.

    Example: casereview rate area.db o1 good --as "L Lead"
    """
    from casereview.casebook import Casebook
    from casereview.casebook.ratings import check_added_up, rating_named
    from casereview.cli import output

    if bool(rating) == take_back and (standard or take_back):
        raise Misuse("say the standard and its rating, or the standard and --take-back")
    if take_back and not standard:
        raise Misuse("--take-back needs a standard: whose rating is taken back?")
    if standard and not by.strip():
        raise Misuse("say who decides: --as NAME")
    with Casebook.open(casebook, write=bool(standard)) as opened:
        question_set = opened.question_set
        check_added_up(question_set)
        if standard:
            opened.rate(standard, rating_named(question_set, rating) if rating else None, by)
        figures = opened.summary()
        if json:
            from casereview.reports.data.summary_json import ratings_as_data

            output.put_json(ratings_as_data(question_set, figures))
        else:
            from casereview.reports.text.ratings_text import rating_lines

            output.put(*rating_lines(question_set, figures, output.width()))
    return Status.DONE
