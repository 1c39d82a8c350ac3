"""`casereview practice`: accounts of notable practice."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.findings import By, one_of
from casereview.cli.status import Misuse, Status


def practice(
    casebook: CasebookFile,
    case: Annotated[str, typer.Option("--case", metavar="REF", help="Only this case; with --text, mark it.")] = "",
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="An invented first name.")] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="The account; an empty one takes it back.")
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Keep it though something in it may identify somebody.")
    ] = False,
    by: By = "",
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.practice/1.")] = False,
) -> int:
    """Show the accounts of notable practice, each with what in it may identify somebody; or mark a case.

    Example: casereview practice area.db --case C-01 --name Josh --text "His worker came along." --as "A Jones"
    """
    from casereview.casebook import Casebook, Refused
    from casereview.cli import output
    from casereview.reports.documents.typed import looking, typed_warning

    writing = text is not None or name is not None
    if writing and not case:
        raise Misuse("say which case: --case REF")
    one_of({"--text": "given" if writing else ""}, by)
    with Casebook.open(casebook, write=writing) as opened:
        if case:
            opened.case_line(case)
        if writing:
            before = next((each for each in opened.practices() if each.case == case), None)
            name = name if name is not None else before.name if before else ""
            text = text if text is not None else before.text if before else ""
            caution = typed_warning(opened, text, name, account=True) if text.strip() and not anyway else ""
            if caution:
                raise Refused(f"not kept. {caution}. Word it otherwise, or keep it with --anyway")
            opened.mark_practice(case, name, text, by)
        look = looking(opened, account=True)
        found = [(each, look(each.text, each.name)) for each in opened.practices() if case in ("", each.case)]
        if json:
            from casereview.reports.data.findings_json import practices_as_data

            output.put_json(practices_as_data(found))
        else:
            from casereview.reports.text.findings_text import practice_lines

            output.put(*practice_lines(found, output.width()))
    return Status.DONE
