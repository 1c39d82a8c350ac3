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
    package: Annotated[
        str, typer.Option("--package", metavar="FOLDER", help="As a data package: a folder of described tables.")
    ] = "",
    form: Annotated[str, typer.Option("--format", help="Of a data package: csv, json or parquet.")] = "csv",
    with_notes: Annotated[bool, typer.Option("--with-notes", help="The notes too.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Cells as they are, also those a spreadsheet would run.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Write every answer to a table, or all there is to a folder of tables.

    Example: casereview export area.db --csv -o answers.csv
    """
    from casereview.casebook import Casebook
    from casereview.cli import output
    from casereview.reports.data.export_csv import csv_rows, csv_text
    from casereview.reports.new_file import write_file

    if csv == bool(package):
        raise Misuse("say in which form to export: `--csv -o FILE`, or `--package FOLDER`")
    if package and target != "-":
        raise Misuse("--output: a data package is the folder that --package names; leave one of the two out")
    if csv and form != "csv":
        raise Misuse("--format: it is of a data package; leave it out, or give `--package FOLDER` instead of --csv")
    if package:
        return _package(casebook, Path(package), form, with_notes=with_notes, raw=raw)
    with Casebook.open(casebook, write=False) as opened:
        rows = csv_rows(opened, notes=with_notes, raw=raw)
        if target == "-":
            output.put_csv(rows)
            return Status.DONE
        # The mark at the start tells Excel that this is UTF-8.
        write_file(Path(target), chain([b"\xef\xbb\xbf"], map(str.encode, csv_text(rows))), force=force)
    output.tell(f"{target}: written")
    return Status.DONE


def _package(casebook: Path, folder: Path, form: str, *, with_notes: bool, raw: bool) -> int:
    from datetime import UTC, datetime

    from casereview.casebook import Casebook
    from casereview.cli import output
    from casereview.reports.data.package import FORMATS
    from casereview.reports.data.package import package as files_of
    from casereview.reports.data.tables import tables
    from casereview.reports.new_folder import write_folder

    if form not in FORMATS:
        raise Misuse(f"--format: '{form}' is none; it can be {', '.join(FORMATS)}")
    with Casebook.open(casebook, write=False) as opened:
        made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        files = files_of(opened, tables(opened, notes=with_notes), form, made, raw=raw)
    write_folder(folder, files)
    output.tell(f"{folder}: written, {len(files) - 1} tables; datapackage.json says what each column means")
    return Status.DONE
