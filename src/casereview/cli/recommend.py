"""`casereview recommend`: what must be done."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.findings import By, one_of
from casereview.cli.status import Misuse, Status
from casereview.text import clipped


def recommend(
    casebook: CasebookFile,
    make: Annotated[
        str,
        typer.Option(
            "--make", metavar="ID", help="Make a recommendation, or change one: a standard one, or your own id."
        ),
    ] = "",
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="With --make: its words.")] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="WHO", help="With --make: who is responsible.")] = None,
    place: Annotated[int, typer.Option("--place", metavar="N", help="With --make: its number.")] = 0,
    drop: Annotated[str, typer.Option("--drop", metavar="ID", help="Take a recommendation back.")] = "",
    by: By = "",
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.recommendations/1.")] = False,
) -> int:
    """Show the recommendations that are made, and those that the answers suggest, the lowest first.

    Example: casereview recommend area.db --make rmp --as "L Reed"
    """
    from casereview.casebook import Casebook, Refused
    from casereview.cli import output
    from casereview.findings import choose

    what, name = one_of({"--make": make, "--drop": drop}, by)
    if what != "--make" and (text is not None or who is not None or place):
        raise Misuse("--text, --who and --place go with --make")
    with Casebook.open(casebook, write=bool(what)) as opened:
        chosen = opened.recommendations()
        if what == "--make":
            opened.recommend(choose.made(opened.question_set, chosen, name, text, who), by)
            if place:
                for each in choose.reordered(opened.recommendations(), name, place):
                    opened.recommend(each, by)
        elif what:
            if name not in {each.id for each in chosen}:
                raise Refused(f"no recommendation '{clipped(name, 60)}' is made; `casereview recommend` lists them")
            opened.drop_recommendation(name, by)
        if text:
            from casereview.reports.documents.typed import typed_warning

            caution = typed_warning(opened, text)
            output.tell(*([caution] if caution else []))
        figures = {each.id: each for each in opened.summary().questions}
        offers = choose.offers(opened.question_set, figures, opened.recommendations())
        if json:
            from casereview.reports.data.findings_json import recommendations_as_data

            output.put_json(recommendations_as_data(offers))
        else:
            from casereview.reports.text.findings_text import recommendation_lines

            output.put(*recommendation_lines([each for each in offers if each.number or not what], output.width()))
    return Status.DONE
