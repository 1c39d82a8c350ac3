"""`casereview trend`: several casebooks over time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.status import Misuse, Status


def trend(
    casebooks: Annotated[
        list[Path],
        typer.Argument(
            help="The casebooks, the earliest first.", metavar="CASEBOOK...", show_default=False, readable=False
        ),
    ],
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to make.")],
    label: Annotated[
        list[str] | None, typer.Option("--label", metavar="WORDS", help="How to name a casebook; once for each.")
    ] = None,
    day: Annotated[str, typer.Option("--date", metavar="DAY", help="The day on the document, as 2012-05-31.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Follow the scores over several casebooks of one question set; .docx, .html, .md or .pdf by the file's name.

    Only questions that mean the same in all of them are counted. A change is said to be larger than chance only where it is.

    Example: casereview trend july.db august.db september.db -o trend.docx
    """
    from contextlib import ExitStack
    from datetime import date

    from casereview.casebook import Casebook
    from casereview.casebook.follow import followed, labels, shared_area
    from casereview.casebook.values import is_day
    from casereview.cli import output
    from casereview.reports.documents.formats import SUFFIXES, rendered
    from casereview.reports.documents.outline_trend import times, trend_document
    from casereview.reports.new_file import write_file

    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise Misuse(f"{target}: no format of ours; the name ends with {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")
    if len(casebooks) < 2:
        raise Misuse("a trend takes two casebooks at least, the earliest first")
    if label and len(label) != len(casebooks):
        raise Misuse(
            f"--label: given {len(label)} times for {len(casebooks)} casebooks; give it once for each, or never"
        )
    if label and len(set(label)) != len(label):
        raise Misuse("--label: two casebooks under one name; give each its own")
    if day and not is_day(day):
        raise Misuse(f"--date: '{day}' is no day; write it as 2012-05-31")
    with ExitStack() as stack:
        opened = [stack.enter_context(Casebook.open(path, write=False)) for path in casebooks]
        found = followed(opened)
        known = times(opened, label or labels(opened))
        made = trend_document(
            opened[-1].question_set, known, found, area=shared_area(opened), made=day or date.today().isoformat()
        )
    write_file(target, [rendered(made, suffix)], force=force)
    output.tell(f"{target}: written", *([f"  {made.provisional}"] if made.provisional else []))
    return Status.DONE
