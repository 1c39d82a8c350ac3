"""`casereview questions`: the instruments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.status import Status

questions = typer.Typer(
    help="The question sets: list, show, check, schema.", rich_markup_mode=None, add_completion=False
)


@questions.command("list")
def list_() -> int:
    """List the question sets that come with the program.

    Example: casereview questions list
    """
    from casereview.cli import output
    from casereview.questions import load, shipped

    for path in shipped():
        found = load(path)
        output.put(f"{found.id}  {found.version}  {found.title}: {len(found.questions)} scored rows")
    return Status.DONE


@questions.command()
def show(
    name: Annotated[str, typer.Argument(help="The set's id, or its file.", metavar="ID|FILE", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.question-set/1.")] = False,
) -> int:
    """Show a question set, every repeated question written out.

    Example: casereview questions show cci-2009
    """
    from casereview.cli import inputs, output

    found = inputs.question_set(name)
    if json:
        output.put_json(found.expanded())
    else:
        from casereview.reports.question_set_text import question_set_lines

        output.put(*question_set_lines(found, width=output.width()))
    return Status.DONE


@questions.command()
def check(
    files: Annotated[
        list[Path], typer.Argument(help="The files.", metavar="FILE...", show_default=False, readable=False)
    ],
) -> int:
    """Check question set files: each fault in a line, with what is wrong and the nearest valid word.

    Example: casereview questions check mine.toml
    """
    from casereview.cli import inputs, output
    from casereview.questions import QuestionSetError, load
    from casereview.text import counted

    status = Status.DONE
    for path in files:
        try:
            found = load(inputs.file(path))
        except QuestionSetError as error:
            output.tell_plain(error.faults)
            status = Status.BAD_DATA
        except OSError as error:
            output.tell_plain([output.in_words(error)])
            status = status or Status.NO_INPUT
        else:
            sizes = (
                counted(len(found.questions), "scored row"),
                counted(len(found.criteria), "criterion", "criteria"),
                counted(len(found.themes), "theme"),
            )
            output.put(f"{path}: sound: {', '.join(sizes)}")
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
