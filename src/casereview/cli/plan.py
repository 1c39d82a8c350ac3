"""`casereview plan`: the improvement plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.findings import By, one_of
from casereview.cli.status import Misuse, Status
from casereview.text import clipped

if TYPE_CHECKING:
    from casereview.casebook import Casebook
    from casereview.casebook.decisions import Action


def plan(
    casebook: CasebookFile,
    add: Annotated[bool, typer.Option("--add", help="A new line, with --what and the rest.")] = False,
    change: Annotated[str, typer.Option("--set", metavar="ID", help="Change a line, with --what and the rest.")] = "",
    recommendation: Annotated[
        str | None, typer.Option("--recommendation", metavar="ID", help="Which recommendation it is for.")
    ] = None,
    what: Annotated[str | None, typer.Option("--what", metavar="TEXT", help="What will be done.")] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="WHO", help="Who does it.")] = None,
    until: Annotated[str | None, typer.Option("--by", metavar="DAY", help="By when, as 2012-05-31.")] = None,
    review: Annotated[str | None, typer.Option("--review", metavar="DAY", help="When it is looked at.")] = None,
    progress: Annotated[str | None, typer.Option("--progress", metavar="TEXT", help="How far it is.")] = None,
    done: Annotated[str, typer.Option("--done", metavar="ID", help="A line is done.")] = "",
    reopen: Annotated[str, typer.Option("--not-done", metavar="ID", help="A line is not done after all.")] = "",
    drop: Annotated[str, typer.Option("--drop", metavar="ID", help="Take a line out of the plan.")] = "",
    by: By = "",
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.plan/1.")] = False,
) -> int:
    """Show the improvement plan, the earliest date first, with what is due and overdue today; change it.

    Example: casereview plan area.db --add --recommendation rmp --what "Train all staff" --by 2012-05-31 --as "L Reed"
    """
    from casereview.casebook import Casebook
    from casereview.casebook.decisions import Action
    from casereview.cli import output

    asked = {"--add": "new" if add else "", "--set": change, "--done": done, "--not-done": reopen, "--drop": drop}
    order, name = one_of(asked, by)
    words = {
        "recommendation": recommendation,
        "what": what,
        "who": who,
        "by": until,
        "review": review,
        "progress": progress,
    }
    given = {field: value for field, value in words.items() if value is not None}
    if given and order not in ("--add", "--set"):
        raise Misuse("--what, --who, --by, --review, --progress and --recommendation go with --add or --set")
    with Casebook.open(casebook, write=bool(order)) as opened:
        if order:
            action = Action("") if order == "--add" else _known(opened, name)
            if recommendation:
                _known_recommendation(opened, recommendation)
            if order == "--drop":
                opened.drop_action(action.id, by)
            else:
                value = action._asdict() | given
                value["done"] = {"--done": True, "--not-done": False}.get(order, action.done)
                opened.plan(Action(**value), by)
        actions, today = opened.actions(), opened.today()
        if json:
            from casereview.reports.data.findings_json import plan_as_data

            output.put_json(plan_as_data(actions, today))
        else:
            from casereview.reports.text.plan_text import plan_lines

            numbers = {each.id: number for number, each in enumerate(opened.recommendations(), 1)}
            output.put(*plan_lines(actions, numbers, today, output.width()))
    return Status.DONE


def _known(casebook: Casebook, name: str) -> Action:
    """Return a line of the plan. Raises Refused where there is none."""
    from casereview.casebook import Refused

    found = next((each for each in casebook.actions() if each.id == name), None)
    if found is None:
        raise Refused(f"no line '{clipped(name, 40)}' in the improvement plan; `casereview plan` lists them")
    return found


def _known_recommendation(casebook: Casebook, name: str) -> None:
    from casereview.casebook import Refused

    if name not in {each.id for each in casebook.recommendations()}:
        raise Refused(f"no recommendation '{clipped(name, 40)}' is made; `casereview recommend` lists them")
