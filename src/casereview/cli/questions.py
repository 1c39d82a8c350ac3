"""`casereview questions`: the instruments."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.questions_writing import edit_check, new, preview
from casereview.cli.questions_xlsform import export, import_
from casereview.cli.status import Status

questions = typer.Typer(
    help="The question sets: list, show, new, edit-check, preview, check, schema, import, export.",
    rich_markup_mode=None,
    add_completion=False,
)

questions.command("import")(import_)
questions.command("export")(export)
questions.command("new")(new)
questions.command("edit-check")(edit_check)
questions.command("preview")(preview)


@questions.command("list")
def list_() -> int:
    """List the question sets that come with the program.

    Example: casereview questions list
    """
    from casereview.cli import output
    from casereview.questions import load, shipped
    from casereview.reports.text.question_set_text import sizes_said

    for path in shipped():
        found = load(path)
        output.put(f"{found.id}  {found.version}  {found.digest[:8]}  {found.title}: {sizes_said(found)}")
    return Status.DONE


@questions.command()
def show(
    name: Annotated[str, typer.Argument(help="The set's id, or its file.", metavar="ID|FILE", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.question-set/1.")] = False,
) -> int:
    """Show a question set, every repeated question written out.

    Example: casereview questions show my-set.toml
    """
    from casereview.cli import inputs, output

    found = inputs.question_set(name)
    if json:
        from casereview.reports.data.question_set_json import question_set_as_data

        output.put_json(question_set_as_data(found))
    else:
        from casereview.reports.text.question_set_text import question_set_lines

        output.put(*question_set_lines(found, width=output.width()))
    return Status.DONE


@questions.command()
def check(
    names: Annotated[
        list[str], typer.Argument(help="The sets' ids, or files.", metavar="ID|FILE...", show_default=False)
    ],
    missing: Annotated[bool, typer.Option("--missing", help="List every text that a translation lacks.")] = False,
) -> int:
    """Check question sets and translations, those beside a set too: each fault in a line, with what is wrong and the nearest valid word.

    Example: casereview questions check mine.toml mine.cy.toml
    """
    from casereview.cli import output
    from casereview.cli.questions_checking import verdict, with_translations

    status = Status.DONE
    for name in with_translations(names):
        found = verdict(name, names, list_missing=missing)
        output.tell_plain(found.faults)
        output.put(*found.lines)
        status = found.status if found.status is Status.BAD_DATA else status or found.status
    return status


@questions.command()
def schema() -> int:
    """Print the JSON Schema of the question set file, for an editor.

    Example: casereview questions schema > question-set.schema.json
    """
    from casereview.cli import output
    from casereview.questions.file_model import json_schema

    output.put_json(json_schema())
    return Status.DONE
