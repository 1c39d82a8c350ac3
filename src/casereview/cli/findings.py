"""`casereview findings`: what the answers say, and what is decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status
from casereview.text import clipped

if TYPE_CHECKING:
    from casereview.casebook import Casebook
    from casereview.casebook.decisions import Decision
    from casereview.findings.model import Finding

By = Annotated[str, typer.Option("--as", metavar="NAME", help="Who decides; needed for every change.")]


def findings(
    casebook: CasebookFile,
    accept: Annotated[
        str, typer.Option("--accept", metavar="ID", help="Accept a finding, or confirm it with changed figures.")
    ] = "",
    drop: Annotated[str, typer.Option("--drop", metavar="ID", help="Drop a finding from the documents.")] = "",
    reword: Annotated[str, typer.Option("--reword", metavar="ID", help="Word a finding anew, with --text.")] = "",
    text: Annotated[
        str | None,
        typer.Option(
            "--text", metavar="TEXT", help="The sentence, figures by name: {yes} of {scored}. Empty: the draft."
        ),
    ] = None,
    undo: Annotated[str, typer.Option("--undo", metavar="ID", help="Take back all that was decided about it.")] = "",
    place: Annotated[
        tuple[str, int],
        typer.Option("--place", metavar="ID N", help="Bring a finding to a place of its list.", show_default=False),
    ] = ("", 0),
    by: By = "",
    json: Annotated[bool, typer.Option("--json", help="For a program: casereview.findings/1.")] = False,
) -> int:
    """Show the findings by criterion, strengths first; accept, drop, reword or order them.

    Example: casereview findings area.db --accept plan-good --as "L Reed"
    """
    from casereview.casebook import Casebook
    from casereview.cli import output
    from casereview.findings.draft import decided

    asked = {"--accept": accept, "--drop": drop, "--reword": reword, "--undo": undo, "--place": place[0]}
    what, name = one_of(asked, by)
    if (text is not None) != (what == "--reword"):
        raise Misuse("--reword and --text go together: which finding, and the sentence")
    with Casebook.open(casebook, write=bool(what)) as opened:
        figures, decisions = opened.summary(), opened.decisions()
        found = decided(opened.question_set, figures.questions, decisions)
        if what:
            for each, decision in _decisions(what, name, text or "", place[1], found, decisions, opened).items():
                opened.decide(each, by, decision)
            found = decided(opened.question_set, figures.questions, opened.decisions())
        if text:
            from casereview.reports.documents.typed import typed_warning

            caution = typed_warning(opened, text)
            output.tell(*([caution] if caution else []))
        if json:
            from casereview.reports.data.findings_json import findings_as_data

            output.put_json(findings_as_data(found))
        else:
            from casereview.reports.text.findings_text import findings_lines
            from casereview.scoring.words import provisional

            shown = [each for each in found if each.id == name] if what and what != "--place" else found
            output.put(*findings_lines(opened.question_set, shown, provisional(figures.answers), output.width()))
    return Status.DONE


def one_of(asked: dict[str, str], by: str) -> tuple[str, str]:
    """Return the one change that was asked for and its id, or nothing twice. Raises Misuse for several, or without a name."""
    given = [(option, name) for option, name in asked.items() if name]
    if len(given) > 1:
        raise Misuse(f"one change at a time: {given[0][0]} or {given[1][0]}")
    if given and not by.strip():
        raise Misuse("say who decides: --as NAME")
    return given[0] if given else ("", "")


def _decisions(
    what: str,
    name: str,
    text: str,
    place: int,
    found: Sequence[Finding],
    decisions: dict[str, Decision],
    casebook: Casebook,
) -> dict[str, Decision]:
    """Return what is to be kept, by finding."""
    from casereview.casebook import Refused
    from casereview.casebook.decisions import Decision
    from casereview.findings import choose

    if what == "--undo" and name in decisions:
        return {name: Decision()}
    finding = next((each for each in found if each.id == name), None)
    if finding is None:
        known = (
            "the answers make no such finding" if name in casebook.question_set.by_id else "there is no such question"
        )
        raise Refused(f"no finding '{clipped(name, 60)}': {known}; `casereview findings` lists them")
    kept = decisions.get(name, Decision())
    if what == "--undo":
        raise Refused(f"nothing was decided about {clipped(name, 60)}, so there is nothing to take back")
    if what == "--place":
        return choose.placed(found, finding, decisions, place)
    if what == "--reword":
        return {name: choose.reworded(finding, kept, text)}
    return {name: choose.accepted(finding, kept) if what == "--accept" else choose.dropped(kept)}
