"""`casereview sample`: draws the cases to be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from casereview.cli.status import Misuse, Status

if TYPE_CHECKING:
    from casereview.sampling.caseload import Caseload
    from casereview.sampling.certificate import Terms
    from casereview.sampling.quotas import Quota


def sample(
    caseload: Annotated[
        Path,
        typer.Argument(
            help="One row per case: a column `case`, and its facts.",
            metavar="CASELOAD.csv",
            show_default=False,
            readable=False,
        ),
    ],
    target: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="SAMPLE.csv", help="The sample; the rest stands beside it.", readable=False
        ),
    ] = None,
    size: Annotated[int | None, typer.Option("--size", metavar="N", help="How many cases.")] = None,
    confidence: Annotated[
        float | None, typer.Option("--confidence", metavar="0.8", help="Or as many as this confidence asks for,")
    ] = None,
    margin: Annotated[
        float | None, typer.Option("--margin", metavar="5", help="within so many percentage points.")
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="tier,gender", help="The facts by which it mirrors the caseload."),
    ] = None,
    at_least: Annotated[
        list[str] | None,
        typer.Option("--at-least", metavar="rosh=high:6", help="A minimum; several values with | between. Repeatable."),
    ] = None,
    reserves: Annotated[int, typer.Option("--reserves", metavar="N", help="Further cases, in order of use.")] = 0,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help="Draw as this seed does; else by a new one.")
    ] = None,
    who: Annotated[str, typer.Option("--as", metavar="NAME", help="Who draws.")] = "",
    set_name: Annotated[
        str, typer.Option("--set", metavar="ID|FILE", help="Check columns and values by this question set.")
    ] = "",
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="CERTIFICATE.json", help="Draw again, and compare.", readable=False),
    ] = None,
) -> int:
    """Draw the cases to be read from a caseload: the sample, its reserves and a certificate.

    Example: casereview sample caseload.csv -o sample.csv --size 38 --by tier,gender --at-least rosh=high:6 --reserves 10

    Example: casereview sample --check sample.certificate.json caseload.csv
    """
    from casereview.sampling.certificate import Terms

    if check is not None:
        if target or size or confidence or margin or by or at_least or reserves or seed or who or set_name:
            raise Misuse("--check takes everything from the certificate; give only the certificate and the caseload")
        return _check(check, caseload)
    if target is None:
        raise Misuse("say where the sample is written: -o SAMPLE.csv")
    if str(target) == "-":
        raise Misuse("-o -: a sample is several files, so it needs a name: -o SAMPLE.csv")
    if seed is not None and not seed.strip():
        raise Misuse("--seed is empty; say the seed, or leave --seed out and a new one is made")
    if (confidence is None) != (margin is None) or (size is None) == (confidence is None):
        raise Misuse("say how many cases: --size N, or --confidence 0.8 --margin 5")
    columns = tuple(each for names in by or () for each in names.split(",") if each.strip())
    quotas = tuple(_quota(each) for each in at_least or ())
    return _draw(
        caseload, target, Terms(seed or "", size, confidence, margin, columns, quotas, reserves), who, set_name
    )


class _Files(NamedTuple):
    """Where a draw is written."""

    sample: Path
    reserves: Path
    certificate: Path
    text: Path

    @classmethod
    def beside(cls, target: Path) -> _Files:
        stem = target.name.removesuffix(".csv")
        names = (f"{stem}-reserves.csv", f"{stem}.certificate.json", f"{stem}.certificate.md")
        return cls(target, *(target.with_name(name) for name in names))


def _draw(path: Path, target: Path, terms: Terms, who: str, set_name: str) -> int:
    import secrets

    from casereview.casebook.errors import CannotCreate, Refused
    from casereview.casebook.ledger import now, stamp
    from casereview.casebook.values import LONGEST_NAME
    from casereview.cli import inputs, output
    from casereview.sampling.caseload import read_caseload
    from casereview.sampling.certificate import certificate, drawn
    from casereview.sampling.certificate_file import as_json
    from casereview.sampling.certificate_text import as_markdown
    from casereview.text import counted, storable, visible

    files = _Files.beside(target)
    for each in files if terms.reserves else (files.sample, files.certificate, files.text):
        if each.exists() or each.is_symlink():
            raise CannotCreate(f"{each}: there already, so nothing was written; give the sample another name")
    if len(who) > LONGEST_NAME or not storable(who) or visible(who) != who:
        raise Refused(f"--as: a name of at most {LONGEST_NAME} characters that can all be seen")
    question_set = inputs.question_set(set_name) if set_name else None
    caseload = read_caseload(inputs.file(path), question_set)
    terms = terms._replace(seed=terms.seed or secrets.token_hex(8))
    found = drawn(caseload, terms)
    named = f"{question_set.id} {question_set.version}" if question_set else ""
    made = certificate(caseload, terms, found, by=who.strip(), at=stamp(now), question_set=named)
    pieces = {files.sample: _csv(caseload, found.sample)}
    if terms.reserves:
        pieces[files.reserves] = _csv(caseload, found.reserves)
    _write(pieces | {files.certificate: as_json(made), files.text: as_markdown(made).encode()})
    output.put(*_said(made, files, output.width()))
    if run := caseload.run_by_spreadsheets((*found.sample, *found.reserves)):
        what = counted(run, "of its cases has", "of its cases have")
        output.tell(f"{what} a cell that a spreadsheet would run as a formula; open it as text, not by a click")
    start = f"casereview new LEAD.db --set {set_name or 'ID'} --area NAME --cases {output.quoted(files.sample)}"
    output.tell(f"next: {start}{f' --reserves {output.quoted(files.reserves)}' if terms.reserves else ''}")
    return Status.DONE


def _check(certificate: Path, path: Path) -> int:
    from casereview.cli import inputs, output
    from casereview.sampling.caseload import read_caseload
    from casereview.sampling.certificate import check
    from casereview.sampling.certificate_file import read_certificate
    from casereview.sampling.certificate_text import size_words

    content = read_certificate(inputs.file(certificate))
    differences = check(content, read_caseload(inputs.file(path)))
    if differences:
        output.put(*(f"{certificate}: {each}" for each in differences))
        return Status.BAD_DATA
    output.put(f"confirmed: {size_words(content)}; the same cases are drawn again by the seed {content['seed']}")
    return Status.DONE


def _quota(text: str) -> Quota:
    from casereview.sampling.quotas import Quota

    column, equals, rest = text.partition("=")
    values, colon, number = rest.rpartition(":")
    named = tuple(each.strip() for each in values.split("|"))
    if not (column.strip() and equals and colon and all(named) and number.strip().isdecimal() and len(number) < 10):
        raise Misuse(f"--at-least '{text}': write it as rosh=high:6, or ethnicity=mixed|asian|black|other:6")
    return Quota(column.strip(), named, int(number))


def _csv(caseload: Caseload, refs: tuple[str, ...]) -> bytes:
    from casereview.reports.data.export_csv import csv_text

    rows = [["case", *caseload.columns], *([ref, *caseload.rows[ref].values()] for ref in refs)]
    # The mark at the start tells Excel that this is UTF-8. Cells are exactly as they came: the file is read again.
    return b"\xef\xbb\xbf" + "".join(csv_text(rows)).encode()


def _write(contents: Mapping[Path, bytes]) -> None:
    """Write all of the files or, if one can not be written, none."""
    from casereview.reports.new_file import write_file

    written: list[Path] = []
    try:
        for path, content in contents.items():
            write_file(path, [content])
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _said(content: Mapping[str, Any], files: _Files, width: int) -> list[str]:
    from casereview.reports.text.columns import Row, table_lines
    from casereview.sampling.certificate_text import comparison_rows, quota_words, size_words
    from casereview.text import clipped, counted

    lines = [f"{files.sample}: {size_words(content)}"]
    if content["reserves"]:
        lines.append(f"{files.reserves}: {counted(len(content['reserves']), 'reserve')}, in the order of use")
    lines.append(f"{files.certificate}: the certificate; for people, {files.text.name}")
    lines.append(f"Seed: {content['seed']}")
    for quota in content["quotas"]:
        said = f"At least {quota['at_least']} with {clipped(quota_words(quota), 80)}"
        lines.append(f"{said}: {quota['in_sample']} in the sample, {quota['in_caseload']} in the caseload")
    heads = ("Caseload", "%", "Sample", "%", "Difference")
    rows = []
    for each in content["comparison"]:
        rows.append(Row(each["column"], [""] * len(heads)))
        rows += [Row(clipped(row[0], 60), row[1:], indent=2) for row in comparison_rows(each)]
    return [*lines, "", *table_lines(heads, rows, width)] if rows else lines
