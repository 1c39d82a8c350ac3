"""`casereview merge`: put the assessors' casebooks together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status

if TYPE_CHECKING:
    from casereview.casebook.receipt import Receipt


def merge(
    casebook: CasebookFile,
    sources: Annotated[
        list[str] | None,  # a path would be "." where nothing was given
        typer.Argument(
            help="Copies of the casebook, or folders of them.", metavar="A.db B.db FOLDER ...", show_default=False
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come; change nothing.")] = False,
    by: Annotated[str, typer.Option("--as", metavar="NAME", help="Who merges; kept in the receipt.")] = "",
    receipts: Annotated[bool, typer.Option("--receipts", help="List the merges into this copy so far.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.receipt/1.")] = False,
) -> int:
    """Merge copies of a casebook into it: a union, in any order and as often as you like.

    Case alerts in what arrives are shown first. A source that can not be trusted, or is not there, is refused with the
    reason, and the others are merged. The sources are never written to; the casebook as it was is kept beside it.

    Exit code 65 if a source was refused, 66 if one only was not there; else 3 if conflicts remain; with --dry-run 65, 66 or 0.

    Example: casereview merge area.db A-Jones.db B-Shah.db --dry-run
    """
    from casereview.casebook import Casebook
    from casereview.casebook.errors import NoSuchCasebook
    from casereview.cli import output

    if receipts:
        if sources:
            raise Misuse("--receipts lists the merges so far; give it without sources")
        with Casebook.open(casebook, write=False) as opened:
            _put_receipts(opened.receipts(), json)
        return Status.DONE
    if not sources:
        raise Misuse("say what to merge: casebooks, or a folder of them; `casereview merge --help` shows how")
    if not all(each.strip() for each in sources):
        raise Misuse("the name of a source is empty; `.` is the folder that you are in")
    paths = [Path(each) for each in sources]
    with Casebook.open(casebook, write=not dry_run) as opened:
        name = by or opened.last_reader
        receipt = opened.plan_merge(paths, name) if dry_run else opened.merge(paths, name)
        remaining = len(opened.conflicts())
    if dry_run:
        remaining += sum(arrival.conflicts for arrival in receipt.arrivals)
    faults = [arrival.refused for arrival in receipt.arrivals if arrival.refused is not None]
    refused = [str(fault) for fault in faults]
    if json:
        from casereview.casebook.receipt import as_data

        output.put_json(as_data(receipt) | {"conflicts_remaining": remaining})
        output.tell(*refused)
    else:
        _put(casebook, receipt, refused, remaining, dry_run)
    if faults:
        missing = all(isinstance(fault, NoSuchCasebook) for fault in faults)
        return Status.NO_INPUT if missing else Status.BAD_DATA
    return Status.CONFLICTS if remaining and not dry_run else Status.DONE


def _put(casebook: Path, receipt: Receipt, refused: list[str], remaining: int, dry_run: bool) -> None:
    """Say what came: alerts before anything else."""
    from casereview.casebook.backup import backup_of
    from casereview.cli import output
    from casereview.reports.text.merge_text import alert_lines, merge_lines

    width = output.width()
    output.put(*alert_lines(receipt.alerts, width=width))
    output.flush()  # where both go to one place, what was refused does not come before the alerts
    output.tell(*refused)
    output.put(*merge_lines(receipt, remaining=remaining, dry_run=dry_run, width=width))
    came = receipt.after > receipt.before
    if came and not dry_run:
        output.put(f"The casebook as it was before: {backup_of(casebook)}")
    if came and dry_run:
        output.put("Next: the same command without --dry-run")
    elif len(refused) < len(receipt.arrivals):
        command = "conflicts" if remaining else "summary"
        output.put(f"Next: casereview {command} {output.quoted(casebook)}")


def _put_receipts(found: list[dict[str, Any]], json: bool) -> None:
    from casereview.cli import output

    if json:
        output.put_json({"format": "casereview.receipts/1", "receipts": found})
    else:
        from casereview.reports.text.merge_text import receipts_lines

        output.put(*receipts_lines(found, width=output.width()))
