"""`casereview history`: who entered what."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def history(
    casebook: CasebookFile,
    case: Annotated[str | None, typer.Option("--case", metavar="REF", help="Of this case only.")] = None,
    question: Annotated[str | None, typer.Option("--question", metavar="ID", help="Of this question only.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.history/1.")] = False,
) -> int:
    """Show who entered what, and when, oldest first.

    Example: casereview history area.db --case BR-001
    """
    from casereview.casebook import Casebook, Refused
    from casereview.cli import output
    from casereview.reports.text.history_text import history_lines
    from casereview.text import clipped

    with Casebook.open(casebook, write=False) as opened:
        if case is not None:
            opened.case_line(case)  # refuses an unknown one, in words
        entries = opened.history(case)
        if question is not None:
            entries = [each for each in entries if opened.asked.had(question, each.item)]
        if question is not None and not entries and question not in opened.question_set.by_id:
            raise Refused(f"no question '{clipped(question, 40)}' in question set {opened.question_set.id}")
    if json:
        from casereview.reports.data.history_json import history_as_data

        output.put_json(history_as_data(entries))
    else:
        output.put(*history_lines(entries, opened.asked, opened.first_set))
    return Status.DONE
