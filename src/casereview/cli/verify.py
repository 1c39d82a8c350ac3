"""`casereview verify`: is it intact?"""

from __future__ import annotations

from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Status


def verify(
    casebook: CasebookFile,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.verify/1.")] = False,
) -> int:
    """Check that a casebook is intact: every entry as entered, none missing.

    Example: casereview verify area.db
    """
    from casereview.casebook.verify import verify as check
    from casereview.cli import output
    from casereview.text import counted

    verdict = check(casebook)
    status = Status.BAD_DATA if verdict.faults else Status.DONE
    if json:
        known = {"entries": verdict.entries, "writings": verdict.replicas, "cases": verdict.cases}
        output.put_json(
            {"format": "casereview.verify/1", "intact": not verdict.faults}
            | known
            | {"digest": verdict.digest, "question_set": verdict.question_set, "faults": verdict.faults}
        )
        return status
    for fault in verdict.faults:
        output.tell(f"{casebook}: {fault}")
    if verdict.faults:
        output.tell(f"{casebook}: not intact; use a backup or another copy, and keep this one")
        return status
    entries = counted(verdict.entries, "entry", "entries")
    output.put(
        f"{casebook}: intact; {entries} on {counted(verdict.cases, 'case')} in {counted(verdict.replicas, 'writing')}",
        f"digest {verdict.digest}",
        f"question set {verdict.question_set}",
    )
    return status
