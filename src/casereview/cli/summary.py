"""`casereview summary`: the scores."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def summary(
    casebook: CasebookFile,
    by: Annotated[str, typer.Option("--by", metavar="FACT", help="Once for each value of this fact.")] = "",
    questions: Annotated[bool, typer.Option("--questions", help="Every question too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.summary/1.")] = False,
) -> int:
    """Show the scores as they stand.

    Example: casereview summary area.db --by gender
    """
    from casereview.casebook import Casebook
    from casereview.cli import output

    with Casebook.open(casebook, write=False) as opened:
        figures = opened.summary()
        groups = opened.summaries_by(by) if by else {}
        if json:
            from casereview.reports.summary_json import as_data, breakdown_as_data

            data = as_data(opened, figures)
            output.put_json(data | {"by": breakdown_as_data(opened, by, groups)} if by else data)
        else:
            from casereview.reports.summary_text import breakdown_lines, summary_lines

            width = output.width()
            output.put(*summary_lines(opened, figures, questions=questions, plain=output.plain(), width=width))
            output.put(*(breakdown_lines(opened, by, groups, width=width) if by else ()))
    return Status.DONE
