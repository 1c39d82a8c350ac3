"""How far the assessors are, for a person. By name, and no figure about answers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from casereview.casebook import Casebook, CaseLine
from casereview.casebook.progress import Progress
from casereview.casebook.reserves import OpenPlaces
from casereview.reports.text.columns import Row, table_lines
from casereview.reports.text.reserves_text import open_places_lines
from casereview.text import clipped, counted

HEADS = ("Cases", "Done", "Begun", "To begin", "Blank", "Alerts", "Last entry (UTC)", "Second")
_LONGEST_NAME = 40

_LEGEND = (
    "Done: signed off. Blank: answers left in cases that are not done. Alerts: raised by the assessor and not withdrawn."
    " Second: second readings signed off, of those given."
)


def progress_lines(
    casebook: Casebook,
    lines: Sequence[CaseLine],
    found: Sequence[Progress],
    places: OpenPlaces = OpenPlaces(),  # noqa: B008 - a value that does not change
    *,
    width: int = 80,
) -> list[str]:
    """Return what there is to say about how far the assessors are; `lines` are
    the casebook's cases, `places` the open ones.
    """
    question_set = casebook.question_set
    said = [casebook.inspection.area, f"{question_set.title} {question_set.version}", "", standing(lines)]
    said += open_places_lines(places, width=width)
    if not found:
        return [*said, "Nobody was given a case or has begun one."]
    rows = [Row(clipped(each.assessor, _LONGEST_NAME), cells(each)) for each in found]
    return [*said, "", *table_lines(HEADS, rows, width, words=HEADS[6:7]), "", *textwrap.wrap(_LEGEND, width)]


def standing(lines: Sequence[CaseLine]) -> str:
    """Return in a sentence how far the cases are."""
    done, given = (sum(each.counted.signed_off for each in lines), sum(bool(each.first) for each in lines))
    free = len(lines) - given
    nobody = f"; {counted(free, 'case')} given to nobody" if free else ""
    seconds = [(line, name) for line in lines for name in {*line.seconds, line.second} - {""}]
    twice = sum(name in line.signed for line, name in seconds)
    second = f"; {twice:,} of {counted(len(seconds), 'second reading')}" if seconds else ""
    return f"{done:,} of {counted(len(lines), 'case')} signed off{second}{nobody}"


def cells(of: Progress) -> list[str]:
    """Return the figures of one assessor as text, in the order of `HEADS`."""
    numbers = (of.cases, of.done, of.under_way, of.not_begun, of.blank, of.alerts)
    second = f"{of.second_done:,} of {of.second_cases:,}" if of.second_cases else "-"
    return [*(f"{each:,}" for each in numbers), of.last_entry[:16].replace("T", " ") or "-", second]
