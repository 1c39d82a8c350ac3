"""`casereview upgrade`: another question set, while the inspection goes on."""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status


def upgrade(
    casebook: CasebookFile,
    to: Annotated[str, typer.Option("--to", metavar="ID|FILE", help="The question set to ask from now on.")] = "",
    by: Annotated[str, typer.Option("--as", metavar="NAME", help="Who upgrades.")] = "",
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what would become of every question; change nothing.")
    ] = False,
    yes_reworded: Annotated[
        list[str] | None,
        typer.Option("--yes-reworded", metavar="ID", help="This reworded question means the same: its answers count."),
    ] = None,
    all_reworded: Annotated[bool, typer.Option("--all-reworded", help="All reworded questions mean the same.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last upgrade back.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.upgrade/1.")] = False,
) -> int:
    """Ask another question set in a casebook that is in use. No answer is lost, and it can be taken back.

    Start with --plan. What is asked in the same words keeps its answers, also under another id. A reworded question is asked
    again, unless you say that it means the same. What is not asked any more stays in the history. Copies that are not upgraded
    go on as they are and merge.

    Example: casereview upgrade area.db --to my-set.toml --plan
    """
    from casereview.casebook import Casebook
    from casereview.cli import inputs, output
    from casereview.questions.changes import set_words
    from casereview.reports.data.upgrade_json import upgrade_as_data
    from casereview.reports.text.upgrade_text import asks_again, upgrade_lines

    same = yes_reworded or []
    if undo and (to or plan or same or all_reworded or json):
        raise Misuse("--undo takes the last upgrade back; give it only the casebook and --as")
    if not undo and not to:
        raise Misuse("say which question set: --to with an id or a file; or --undo")
    if not plan and not by:
        raise Misuse("say who upgrades: --as NAME; or give --plan to change nothing")
    if undo:
        with Casebook.open(casebook) as opened:
            asked = opened.undo_upgrade(by)
        output.put(f"{casebook}: the upgrade is taken back, by {by}; {set_words(asked)} is asked again")
        output.tell(_next(output.quoted(casebook)))
        return Status.DONE
    question_set = inputs.question_set(to)
    output.tell(*inputs.namesake_words(question_set))
    with Casebook.open(casebook, write=not plan) as opened:
        if plan:
            found = opened.plan_upgrade(question_set, same, all_same=all_reworded)
        else:
            found = opened.upgrade(question_set, by, same, all_same=all_reworded)
    if json:
        output.put_json(upgrade_as_data(found, applied=not plan))
        return Status.DONE
    output.put(*upgrade_lines(found, planned=plan, width=output.width()))
    if plan:
        left = asks_again(found)
        output.put("", "Nothing is changed. Next: the same command with --as NAME instead of --plan")
        if left:
            output.put("(and --yes-reworded ID, or --all-reworded, for those that mean the same)")
    else:
        output.put(
            "",
            f"Upgraded, by {by}. It is taken back by:",
            f"  casereview upgrade {output.quoted(casebook)} --undo --as NAME",
        )
        output.tell(_next(output.quoted(casebook)))
    return Status.DONE


def _next(casebook: str) -> str:
    """How the other copies come to ask the same."""
    return (
        f"next: casereview merge COPY.db {casebook} brings it into an assessor's copy; until then that asks as before"
    )
