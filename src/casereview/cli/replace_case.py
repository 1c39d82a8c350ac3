"""`casereview replace-case`: takes an unusable case out and brings a reserve in."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status


def replace_case(
    casebook: CasebookFile,
    case: Annotated[str, typer.Argument(help="The case that turned out unusable.", metavar="CASE")] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it is kept.")] = "",
    instead: Annotated[str, typer.Option("--with", metavar="REF", help="This reserve; else the next one.")] = "",
    who: Annotated[str, typer.Option("--as", metavar="NAME", help="Who replaces it.")] = "",
    show: Annotated[bool, typer.Option("--list", help="Show the reserves left and the cases replaced.")] = False,
) -> int:
    """Take a case out of the sample and bring in the next reserve, for the same assessors.

    What was entered on the case is kept and no longer counts.

    Example: casereview replace-case lead.db C-017 --why "the file is missing" --as "L Lead"
    """
    from casereview.casebook import Casebook
    from casereview.casebook.values import check_reader
    from casereview.cli import output
    from casereview.text import clipped, counted

    if show:
        if case or why or instead or who:
            raise Misuse("--list only shows; leave the case and the other options out")
        with Casebook.open(casebook, write=False) as opened:
            for each in opened.replaced_cases():
                ref, reason, other = (clipped(part, 200) for part in each)
                output.put(f"{ref}: replaced by {other}: {reason}")
            left = ", ".join(clipped(each.ref, 40) for each in opened.reserves())
            output.put(f"Reserves left: {left}" if left else "No reserve is left")
        return Status.DONE
    if not case or not why.strip():
        raise Misuse("say which case, and why: casereview replace-case LEAD.db CASE --why TEXT")
    with Casebook.open(casebook) as opened:
        who = who.strip() or opened.last_reader
        if not who:
            raise Misuse("say who replaces it: --as NAME")
        check_reader(who)
        chosen = opened.replace_case(case, why.strip(), who, instead)
        line = opened.case_line(chosen)
        reserves = len(opened.reserves())
    new = clipped(chosen, 40)
    output.put(f"{casebook}: {clipped(case, 40)} is out and {new} is in; {counted(reserves, 'reserve')} left")
    if line.first:
        output.put(
            f"{new} goes to {clipped(line.first, 40)}{f', read twice by {clipped(line.second, 40)}' * bool(line.second)}"
        )
        moved = f"--move {output.quoted(f'{chosen}={line.first}')} --as {output.quoted(who)} -o FOLDER"
        move = f"casereview allocate {output.quoted(casebook)} {moved}"
        output.tell(f"next: {move} writes the new copy")
    return Status.DONE
