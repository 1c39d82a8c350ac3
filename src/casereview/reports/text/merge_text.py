"""A merge for a person: case alerts first, then what each source brings, the entries before and after."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from casereview.casebook.receipt import Arrival, NewAlert, Receipt
from casereview.reports.text.reserves_text import open_places_lines
from casereview.text import clipped, counted, visible

# Longer words are in the casebook: the alert is on the screen of its case.
_LONGEST_TEXT = 1000
_LONGEST_NAME = 40
_MOST_CASES = 12


def alert_lines(alerts: Sequence[NewAlert], *, width: int = 80) -> Iterator[str]:
    """Return the case alerts that arrive, in words: case, who, text; nothing if there is none."""
    if not alerts:
        return
    raised = sum(alert.withdrawn is None for alert in alerts)
    said = [f"{raised:,} raised"] if raised else []
    said += [f"{len(alerts) - raised:,} withdrawn"] if len(alerts) > raised else []
    yield from _wrapped(f"CASE ALERTS in what arrives: {', '.join(said)}", width)
    for alert in alerts:
        yield from _wrapped(_alert_said(alert), width, "  ")
    yield ""


def _alert_said(alert: NewAlert) -> str:
    start = (
        f"Case {clipped(alert.case, _LONGEST_NAME)}, raised by {clipped(alert.reader, _LONGEST_NAME) or 'nobody named'}"
    )
    text = f'"{clipped(alert.text.strip(), _LONGEST_TEXT)}"'
    if alert.withdrawn is None:
        return f"{start}: {text}"
    return f'{start}, now withdrawn ("{clipped(alert.withdrawn.strip(), _LONGEST_TEXT)}"): {text}'


def merge_lines(receipt: Receipt, *, remaining: int, dry_run: bool = False, width: int = 80) -> Iterator[str]:
    """Return what a merge did, or with `dry_run` would do: each source, entries before and after, conflicts remaining.

    The case alerts (`alert_lines`) come before it.
    """
    yield from _wrapped(_heading(receipt.arrivals, dry_run), width)
    for arrival in receipt.arrivals:
        yield from arrival_lines(arrival, width=width)
    yield from notice_lines(receipt, width=width)
    yield ""
    yield f"Entries: {receipt.before:,} before, {receipt.after:,} after"
    yield f"Conflicts remaining: {remaining:,}"


def _heading(arrivals: Sequence[Arrival], dry_run: bool) -> str:
    refused = sum(arrival.refused is not None for arrival in arrivals)
    sources = counted(len(arrivals) - refused, "source")
    if not arrivals:
        return "Nothing to merge: the casebook itself was given"
    said = f"Dry run: {sources} would be merged" if dry_run else f"{sources} merged"
    said = f"{said}, {refused:,} refused" if refused else said
    return f"{said}; nothing is changed" if dry_run else said


def arrival_lines(arrival: Arrival, *, width: int = 80) -> Iterator[str]:
    """Return what one source brings: a line, and below it what is to be noticed."""
    source = visible(str(arrival.source))
    if arrival.refused is not None:
        yield from _source_lines(source, "refused", width)
        return
    new = sum(arrival.new.values())
    if not new:
        yield from _source_lines(source, "nothing new", width)
    else:
        brought = counted(new, "new entry", "new entries")
        if arrival.cases:
            yield from _source_lines(source, f"{brought} in {counted(len(arrival.cases), 'case')}", width)
            yield from _wrapped(f"Cases: {_cases_said(arrival.cases)}", width, "    ")
        else:
            yield from _source_lines(source, f"{brought} about the inspection", width)
        yield from _wrapped(f"Entered by: {_readers_said(arrival.new)}", width, "    ")
    if arrival.conflicts:
        yield from _wrapped(_conflicts_said(arrival.conflicts), width, "    ")
    if arrival.unknown:
        names = ", ".join(clipped(name, _LONGEST_NAME) for name in arrival.unknown)
        yield from _wrapped(f"Not known here before: {names}", width, "    ")
    for said in arrival.mapped:
        yield from _wrapped(f"Question set: {visible(said)}", width, "    ")


def notice_lines(receipt: Receipt, *, width: int = 80) -> Iterator[str]:
    """Return what the lead inspector has to know of the casebook as it is after a merge, and has to see to."""
    yield from open_places_lines(receipt.open_places, width=width)
    for each in receipt.resettled:
        back, anew = (_names(names) for names in (each.taken_back_by, each.settled_by))
        about = f"case {clipped(each.case, _LONGEST_NAME)}, {clipped(each.question, _LONGEST_NAME)}"
        said = "Taken back and settled again without sight of each other"
        yield from _wrapped(f"{said}: {about}, taken back by {back}, settled by {anew}; this stands.", width)


def _names(names: Iterable[str]) -> str:
    return " and ".join(clipped(name, _LONGEST_NAME) or "nobody named" for name in names)


def _source_lines(source: str, said: str, width: int) -> list[str]:
    """A path stays whole, so that it can be copied; where it leaves no room, what is said stands below it."""
    line = f"  {source}: {said}"
    return [line] if len(line) <= width else [f"  {source}:", f"    {said}"]


def _cases_said(cases: Sequence[str]) -> str:
    shown = ", ".join(clipped(case, _LONGEST_NAME) for case in cases[:_MOST_CASES])
    more = len(cases) - _MOST_CASES
    return f"{shown} and {more:,} more" if more > 0 else shown


def _readers_said(new: Mapping[str, int]) -> str:
    return ", ".join(f"{clipped(name, _LONGEST_NAME) or 'without a name'} {number:,}" for name, number in new.items())


def _conflicts_said(number: int) -> str:
    """A source can bring conflicts, or what settles those that are here."""
    if number > 0:
        return f"Conflicts: {number:,} more"
    return f"Conflicts: {-number:,} fewer"


def receipts_lines(receipts: Iterable[Mapping[str, Any]], *, width: int = 80) -> Iterator[str]:
    """Return the receipts that were kept, each with what its sources brought."""
    none = True
    for receipt in receipts:
        none = False
        at, by = str(receipt["at"]), clipped(str(receipt["by"]), _LONGEST_NAME)
        entries = receipt["entries"]
        said = f"{at[:10]} {at[11:16]} UTC{f'  {by}' if by else ''}"
        yield from _wrapped(f"{said}  {entries['before']:,} entries before, {entries['after']:,} after", width)
        for source in receipt["sources"]:
            new = counted(source["new"], "new entry", "new entries")
            yield from _source_lines(visible(source["source"]), "refused" if source["refused"] else new, width)
    if none:
        yield "nothing has been merged into this copy"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)
