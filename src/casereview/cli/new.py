"""`casereview new`: start an inspection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.status import Status


def new(
    casebook: Annotated[
        Path, typer.Argument(help="The casebook to make.", metavar="CASEBOOK", show_default=False, readable=False)
    ],
    set_name: Annotated[str, typer.Option("--set", metavar="ID|FILE", help="The question set.", show_default=False)],
    area: Annotated[str, typer.Option("--area", metavar="NAME", help="The area inspected.", show_default=False)],
    cases: Annotated[
        Path | None,
        typer.Option("--cases", metavar="CSV", help="The sample: a column `case`, and facts by id.", readable=False),
    ] = None,
    reserves: Annotated[
        Path | None,
        typer.Option("--reserves", metavar="CSV", help="Cases that may come in for others, in order.", readable=False),
    ] = None,
) -> int:
    """Start an inspection: a new casebook.

    Example: casereview new area.db --set my-set.toml --area Anytown --cases sample.csv
    """
    from casereview.casebook import CannotCreate, Casebook
    from casereview.casebook.intake import read_cases
    from casereview.cli import inputs, output
    from casereview.text import counted

    # First, so that the answer is at once and does not depend on the other files.
    if casebook.exists() or casebook.is_symlink():
        raise CannotCreate(f"{casebook}: there is something here already and nothing was changed; give another name")
    question_set = inputs.question_set(set_name)
    output.tell(*inputs.namesake_words(question_set))
    sample = read_cases(inputs.file(cases), question_set) if cases is not None else []
    spare = read_cases(inputs.file(reserves), question_set) if reserves is not None else []
    Casebook.create(casebook, question_set, area, sample, fill=lambda made: made.add_cases(spare, "", reserves=True))
    and_reserves = f", {counted(len(spare), 'reserve')}" if spare else ""
    output.put(f"{casebook}: {area}, {question_set.title}, {counted(len(sample), question_set.unit)}{and_reserves}")
    where = output.quoted(casebook)
    if question_set.unit == "respondent":
        output.tell(
            f"next: casereview review {where} --as NAME, then n for each form from paper; or casereview hand-over {where}"
        )
    elif sample:
        output.tell(f"next: casereview review {where} --as NAME")
    else:
        output.tell(f"next: casereview add {where} CASES.csv")
    return Status.DONE
