"""`casereview report`: the documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status

if TYPE_CHECKING:
    from casereview.casebook import Casebook
    from casereview.reports.comparators import Area, Comparators
    from casereview.reports.content import Content

_KINDS = ("report", "meeting", "letter", "plan", "workbook")
_SUFFIXES = (".docx", ".xlsx", ".html", ".md", ".pdf")


def report(
    casebook: CasebookFile,
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to make.")],
    kind: Annotated[str, typer.Option("--kind", help="report, meeting, letter, plan or workbook.")] = "",
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="FACT", help="The scores by this fact too; again for more.")
    ] = None,
    caseload: Annotated[
        int, typer.Option("--caseload", min=0, metavar="N", help="How many cases the sample was drawn from.")
    ] = 0,
    comparators: Annotated[
        str, typer.Option("--comparators", metavar="FILE", help="Other inspections' scores, as CSV; `none` for none.")
    ] = "",
    family: Annotated[
        list[str] | None, typer.Option("--family", metavar="AREA", help="Name this area beside the ranges.")
    ] = None,
    with_cases: Annotated[bool, typer.Option("--with-cases", help="A workbook's sheet of cases and answers.")] = False,
    day: Annotated[str, typer.Option("--date", metavar="DAY", help="The day on the document, as 2012-05-31.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Write a document; its format follows from the file's name: .docx, .xlsx, .html, .md or .pdf.

    Example: casereview report area.db -o report.docx
    """
    from datetime import date

    from casereview.casebook import Casebook
    from casereview.casebook.values import is_day
    from casereview.cli import output
    from casereview.reports.content import gather
    from casereview.reports.new_file import write_file
    from casereview.reports.outline import standing

    suffix, kind = _asked(target, kind, with_cases)
    if day and not is_day(day):
        raise Misuse(f"--date: '{day}' is no day; write it as 2012-05-31")
    with Casebook.open(casebook, write=False) as opened:
        ranges, areas = _comparators(opened, comparators, family or [])
        if 0 < caseload < len(opened.case_refs()):
            raise Misuse(f"--caseload: {caseload} is fewer than the {len(opened.case_refs())} cases of the sample")
        content = gather(
            opened,
            today=date.fromisoformat(day) if day else date.today(),
            by=by or (),
            caseload=caseload or None,
            comparators=ranges,
            family=areas,
            shares=kind != "letter",
        )
        made = _workbook(opened, content, with_cases) if suffix == ".xlsx" else _made(content, kind, suffix)
    write_file(target, [made], force=force)
    output.tell(f"{target}: written", *(f"  {line}" for line in standing(content)))
    return Status.DONE


def _asked(target: Path, kind: str, with_cases: bool) -> tuple[str, str]:
    suffix = target.suffix.lower()
    if suffix not in _SUFFIXES:
        raise Misuse(f"{target}: no format of ours; the name ends with {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}")
    kind = kind or ("workbook" if suffix == ".xlsx" else "report")
    if kind not in _KINDS:
        raise Misuse(f"--kind: '{kind}' is no document; it can be {', '.join(_KINDS)}")
    if (kind == "workbook") != (suffix == ".xlsx"):
        raise Misuse(f"{target}: a workbook is an .xlsx file, and an .xlsx file a workbook; change one of the two")
    if with_cases and kind != "workbook":
        raise Misuse("--with-cases: single cases go into a workbook only; give a name that ends with .xlsx")
    return suffix, kind


def _comparators(opened: Casebook, given: str, names: list[str]) -> tuple[Comparators | None, tuple[Area, ...]]:
    from casereview.reports.comparators import family, read_comparators, shipped

    path = None if given == "none" else Path(given) if given else shipped(opened.question_set.id)
    if path is None:
        if names:
            raise Misuse("--family: there are no comparators to take an area from; give them with --comparators")
        return None, ()
    found = read_comparators(path, opened.question_set)
    return found, family(found, names)


def _workbook(opened: Casebook, content: Content, with_cases: bool) -> bytes:
    """Of every fact, since a workbook is for looking things up; `--with-cases` adds a row for each case."""
    from casereview.reports.workbook import as_workbook
    from casereview.reports.workbook_data import workbook_data

    lines = list(opened.case_lines())
    data = workbook_data(
        opened.question_set,
        content.area,
        content.summary,
        {fact.id: opened.summaries_by(fact.id, lines) for fact in opened.question_set.facts},
        made=content.made,
        intervals={group: each.whole for group, each in content.estimates.items() if each.whole},
        cases=[line.counted for line in lines] if with_cases else None,
    )
    return as_workbook(data)


def _made(content: Content, kind: str, suffix: str) -> bytes:
    """Each format's library is imported only where it is asked for."""
    from casereview.reports.outline import document

    whole = document(content, kind)
    match suffix:
        case ".docx":
            from casereview.reports.word import as_word

            return as_word(whole)
        case ".html":
            from casereview.reports.page import as_page

            return as_page(whole).encode()
        case ".pdf":
            from casereview.reports.pdf import as_pdf

            return as_pdf(whole)
        case _:
            from casereview.reports.markdown import as_markdown

            return as_markdown(whole).encode()
