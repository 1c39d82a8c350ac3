"""`casereview present`: the feedback meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status


def present(
    casebook: CasebookFile,
    visit: Annotated[
        str, typer.Option("--next", metavar="DATE", help="Last day of the visit: dates what happens next (2012-05-31).")
    ] = "",
    target: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE.html", help="Write it as one HTML file instead.")
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="All findings: not only the accepted ones, or the weightiest.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Show the scores and findings to the feedback meeting, one thing at a time.

    Example: casereview present area.db -o meeting.html
    """
    from datetime import date, timedelta

    from casereview.text import clipped

    try:
        day = date.fromisoformat(visit) if visit else None
        if day:
            day + timedelta(days=366)  # what happens next is within a year, and a calendar has a last one
    except (ValueError, OverflowError) as error:
        raise Misuse(f"--next: '{clipped(visit, 40)}' is no date; write it as 2012-05-31") from error
    if target and Path(target).suffix.casefold() not in (".html", ".htm"):
        raise Misuse(
            f"{clipped(target, 200)}: the meeting view is written as .html; `casereview report` has other forms"
        )

    if not target:
        from casereview.cli.terminal import open_meeting

        return open_meeting(casebook, day, everything)

    from casereview.casebook import Casebook
    from casereview.cli import output
    from casereview.reports.documents.typed import typed_warnings
    from casereview.reports.meeting.meeting import drafted_instead, meeting_of
    from casereview.reports.meeting.meeting_page import as_meeting_page
    from casereview.reports.new_file import write_file
    from casereview.reports.text.decisions_text import differing_said

    with Casebook.open(casebook, write=False) as opened:
        meeting = meeting_of(opened, day, everything=everything)
        cautions = typed_warnings(opened)
        drafted = drafted_instead(opened)
        differing = differing_said(opened.differing_decisions())
    write_file(Path(target), [as_meeting_page(meeting).encode()], force=force)
    if differing:
        cautions.append(f"{differing}; settle them with `casereview conflicts`")
    if drafted:
        cautions.append(
            f"{', '.join(drafted)}: shown as drafted, as the words of your own name a figure that may not be shown to a room"
        )
    output.tell(f"{target}: written", *(f"  {line}" for line in cautions))
    return Status.DONE
