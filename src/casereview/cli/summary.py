"""`casereview summary`: the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status

if TYPE_CHECKING:
    from casereview.casebook import Casebook
    from casereview.scoring import Summary


def summary(
    casebook: CasebookFile,
    by: Annotated[str, typer.Option("--by", metavar="FACT", help="Once for each value of this fact.")] = "",
    questions: Annotated[bool, typer.Option("--questions", help="Every question too.")] = False,
    why: Annotated[
        bool, typer.Option("--why", help="What stands behind each score: its interval, what would move it.")
    ] = False,
    caseload: Annotated[
        int,
        typer.Option("--caseload", min=0, metavar="N", help="With --why: how many cases the sample was drawn from."),
    ] = 0,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.summary/1.")] = False,
) -> int:
    """Show the scores as they stand.

    Example: casereview summary area.db --by gender
    """
    from casereview.casebook import Casebook
    from casereview.cli import output

    if caseload and not why:
        raise Misuse("--caseload: it is for the intervals; give --why too")
    with Casebook.open(casebook, write=False) as opened:
        figures = opened.summary()
        groups = opened.summaries_by(by) if by else {}
        if json:
            from casereview.reports.data.summary_json import as_data, breakdown_as_data

            data = as_data(opened, figures)
            output.put_json(data | {"by": breakdown_as_data(opened, by, groups)} if by else data)
        else:
            from casereview.reports.text.summary_text import breakdown_lines, summary_lines

            width = output.width()
            output.put(*summary_lines(opened, figures, questions=questions, plain=output.plain(), width=width))
            output.put(*(breakdown_lines(opened, by, groups, width=width) if by else ()))
            if why:
                output.put(*_why(opened, figures, caseload or None, width))
    return Status.DONE


def _why(opened: Casebook, figures: Summary, caseload: int | None, width: int) -> list[str]:
    import textwrap

    from casereview.reports.documents.comparators import shipped_ranges
    from casereview.reports.estimating import estimates_of
    from casereview.reports.text.score_text import behind_score

    found = estimates_of(opened, opened.case_lines(), caseload)
    ranges = shipped_ranges(opened.question_set)
    lines: list[str] = []
    for score in figures.scores:
        lines += ["", score.name]
        beside = ranges.get(score.id) if score.kind == "theme" else None
        for each in behind_score(opened.question_set, score, found[score.kind, score.id], figures, beside):
            lines += textwrap.wrap(each, width - 2, initial_indent="  ", subsequent_indent="    ")
    return lines
