"""`casereview questions import` and `export`: instruments out as XLSForms, and in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.status import Misuse, Status


def import_(
    form: Annotated[Path, typer.Argument(help="The form.", metavar="FORM.xlsx", show_default=False, readable=False)],
    target: Annotated[Path, typer.Option("--output", "-o", metavar="SET.toml", help="The file to make.")],
    unit: Annotated[
        str, typer.Option("--unit", help="What is asked about: case or respondent; found out if left out.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Make a question set of an XLSForm; what it can not carry is listed, line by line.

    Needs the extra `xlsform`.

    Example: casereview questions import form.xlsx -o mine.toml
    """
    from casereview.casebook.errors import CannotCreate
    from casereview.cli import inputs, output
    from casereview.questions.toml_text import toml_text
    from casereview.questions.xlsform import import_form
    from casereview.reports.new_file import write_file
    from casereview.text import counted

    if unit not in ("", "case", "respondent"):
        raise Misuse(f"--unit: '{unit}' is none; it can be case or respondent")
    if target.suffix != ".toml":
        raise Misuse(f"--output: '{target}' is no name for a question set; give one that ends in .toml")
    found = import_form(inputs.file(form), unit)
    siblings = {target.with_name(f"{target.stem}.{each}.toml"): data for each, data in found.translations.items()}
    for path in siblings:
        if path.exists() and not force:
            raise CannotCreate(f"{path}: there already, so nothing was written; give another name, or --force")
    write_file(target, [toml_text(found.data).encode()], force=force)
    output.tell_plain(f"{form}: {line}" for line in found.left)
    said = counted(len(found.data["questions"]), "question")
    said = f"a questionnaire, {said}" if found.data.get("unit") == "respondent" else said
    output.tell(f"{target}: written: {said}; {counted(len(found.left), 'thing')} of the form not carried as it is")
    if found.same_version:
        version = f"has its version, {found.data['version']}; give it a version of its own"
        output.tell(f"{target}: differs from the set that the form was written from, and {version}")
    for path, data in siblings.items():
        write_file(path, [toml_text(data).encode()], force=force)
        output.tell(f"{path}: written: the words in '{data['name']}'")
    return Status.DONE


def export(
    name: Annotated[str, typer.Argument(help="The set's id, or its file.", metavar="ID|FILE", show_default=False)],
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FORM.xlsx", help="The file to make.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Write a question set as an XLSForm, with its translations; `questions import` makes the same set of it.

    Needs the extra `xlsform`.

    Example: casereview questions export mine.toml -o mine.xlsx
    """
    import json

    from casereview.cli import inputs, output
    from casereview.questions.catalogue import translations
    from casereview.questions.translate import read_translation
    from casereview.questions.xlsform import export_form
    from casereview.reports.new_file import write_file
    from casereview.tui.actions import ACTIONS

    if target.suffix != ".xlsx":
        raise Misuse(f"--output: '{target}' is no name for a form; give one that ends in .xlsx")
    found = inputs.question_set(name)
    beside = Path(name) if name != found.id or name.endswith(".toml") else None
    siblings = translations(found.id, beside).values()
    actions = [each.id for each in ACTIONS]
    made, told = export_form(
        json.loads(found.source), [read_translation(each, found, actions, strict=False) for each in siblings]
    )
    write_file(target, [made], force=force)
    output.tell_plain(f"{target}: {line}" for line in told)
    output.tell(f"{target}: written")
    return Status.DONE
