"""`casereview report`: the documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status
from casereview.text import clipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereview.casebook import Casebook, CaseLine
    from casereview.questions import QuestionSet
    from casereview.reports.documents.blocks import Document
    from casereview.reports.documents.comparators import Area, Comparators
    from casereview.reports.documents.content import Content

_KINDS = ("report", "meeting", "letter", "plan", "workbook", "responses")
_SUFFIXES = (".docx", ".xlsx", ".html", ".md", ".pdf")


def report(
    casebook: CasebookFile,
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to make.")],
    kind: Annotated[str, typer.Option("--kind", help="report, meeting, letter, plan, workbook or responses.")] = "",
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
    with_notes: Annotated[
        bool, typer.Option("--with-notes", help="What respondents wrote, word for word; it can tell who they are.")
    ] = False,
    day: Annotated[str, typer.Option("--date", metavar="DAY", help="The day on the document, as 2012-05-31.")] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="TAG|FILE", help="The question set's words in this language, as cy.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> int:
    """Write a document; its format follows from the file's name: .docx, .xlsx, .html, .md or .pdf.

    Example: casereview report area.db -o report.docx
    """
    from datetime import date

    from casereview.casebook import Casebook
    from casereview.casebook.values import is_day
    from casereview.cli import output
    from casereview.cli.languages import speak
    from casereview.reports.documents.content import gather
    from casereview.reports.documents.outline import standing, usual_kind
    from casereview.reports.documents.typed import typed_warnings
    from casereview.reports.new_file import write_file
    from casereview.reports.text.responses_text import forms_said

    suffix, kind = _asked(target, kind, with_cases)
    if day and not is_day(day):
        raise Misuse(f"--date: '{day}' is no day; write it as 2012-05-31")
    with Casebook.open(casebook, write=False) as opened:
        if language:
            speak(opened, language)
        kind = kind or usual_kind(opened.question_set)
        if "responses" in (kind, usual_kind(opened.question_set)) or with_notes:
            made = _responses(opened, kind, suffix, day or date.today().isoformat(), with_notes)
            write_file(target, [made], force=force)
            output.tell(f"{target}: written", f"  {forms_said(opened.responses())}")
            return Status.DONE
        ranges, areas = _comparators(opened, comparators, family or [])
        lines = list(opened.case_lines())
        content = gather(
            opened,
            today=date.fromisoformat(day) if day else date.today(),
            by=dict.fromkeys(by or ()),
            caseload=caseload or None,
            comparators=ranges,
            family=areas,
            shares=kind != "letter",
            lines=lines,
        )
        cautions = [] if suffix == ".xlsx" else typed_warnings(opened)  # a workbook holds nobody's words
        made = _workbook(opened, content, lines, with_cases) if suffix == ".xlsx" else _made(content, kind, suffix)
    write_file(target, [made], force=force)
    output.tell(f"{target}: written", *(f"  {line}" for line in [*standing(content, kind), *cautions]))
    return Status.DONE


def _asked(target: Path, kind: str, with_cases: bool) -> tuple[str, str]:
    suffix = target.suffix.lower()
    if suffix not in _SUFFIXES:
        raise Misuse(f"{target}: no format of ours; the name ends with {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}")
    kind = kind or ("workbook" if suffix == ".xlsx" else "")
    if kind and kind not in _KINDS:
        raise Misuse(f"--kind: '{kind}' is no document; it can be {', '.join(_KINDS)}")
    if (kind == "workbook") != (suffix == ".xlsx"):
        raise Misuse(f"{target}: a workbook is an .xlsx file, and an .xlsx file a workbook; change one of the two")
    if with_cases and kind != "workbook":
        raise Misuse("--with-cases: single cases go into a workbook only; give a name that ends with .xlsx")
    return suffix, kind


def _responses(opened: Casebook, kind: str, suffix: str, day: str, with_notes: bool) -> bytes:
    """The document of a questionnaire, which is the one that it has."""
    from casereview.reports.documents.outline_responses import responses_document

    name = opened.question_set.id
    if opened.question_set.unit != "respondent":
        what = "--kind responses" if kind == "responses" else "--with-notes"
        raise Misuse(f"{what}: question set {name} asks no respondents; leave it out")
    if kind != "responses":
        raise Misuse(
            f"question set {name} asks respondents, so its document is `--kind responses`, as .docx, .html, .md or .pdf;"
            " `casereview export` gives tables"
        )
    return _written(responses_document(opened, day, texts=with_notes), suffix, opened.question_set)


def _comparators(opened: Casebook, given: str, names: list[str]) -> tuple[Comparators | None, tuple[Area, ...]]:
    from casereview.cli import inputs, output
    from casereview.reports.documents.comparators import family, read_comparators, shipped_comparators

    found = None
    if given != "none":
        found = (
            read_comparators(inputs.file(Path(given)), opened.question_set)
            if given
            else shipped_comparators(opened.question_set)
        )
    if found is None:
        if names:
            raise Misuse("--family: there are no comparators to take an area from; give them with --comparators")
        return None, ()
    areas = family(found, names)
    for each in areas:
        if not each.scores:
            output.tell(f"--family: no score is known of {clipped(each.name, 60)}")
    return found, areas


def _workbook(opened: Casebook, content: Content, lines: Sequence[CaseLine], with_cases: bool) -> bytes:
    """Of every fact, since a workbook is for looking things up; `--with-cases` adds a row for each case."""
    from casereview.reports.workbook.data import workbook_data
    from casereview.reports.workbook.workbook import as_workbook

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
    from casereview.reports.documents.outline import document

    return _written(document(content, kind), suffix, content.question_set)


def _written(whole: Document, suffix: str, question_set: QuestionSet) -> bytes:
    from casereview.reports.documents.formats import rendered

    return rendered(whole._replace(language=question_set.words.language or whole.language), suffix)
