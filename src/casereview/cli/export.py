"""`casereview export`: every answer as a table."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status


def export(
    casebook: CasebookFile,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV: one row per case and question.")] = False,
    target: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The file to make; - is standard output.")
    ] = "-",
    with_notes: Annotated[bool, typer.Option("--with-notes", help="The notes too.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Cells as they are, also those a spreadsheet would run.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Write every answer to a table.

    Example: casereview export area.db --csv -o answers.csv
    """
    from casereview.casebook import Casebook
    from casereview.cli import output
    from casereview.reports.export_csv import csv_rows, csv_text
    from casereview.reports.new_file import write_file

    if not csv:
        raise Misuse("say in which form to export: `casereview export CASEBOOK --csv`")
    with Casebook.open(casebook, write=False) as opened:
        rows = csv_rows(opened, notes=with_notes, raw=raw)
        if target == "-":
            output.put_csv(rows)
            return Status.DONE
        # The mark at the start tells Excel that this is UTF-8.
        write_file(Path(target), chain([b"\xef\xbb\xbf"], map(str.encode, csv_text(rows))), force=force)
    output.tell(f"{target}: written")
    return Status.DONE
