"""The feedback meeting one thing at a time: what goes on which slide, whatever shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import NamedTuple

from casereview.findings.model import TITLES
from casereview.reports.meeting.meeting import Item, Meeting
from casereview.reports.meeting.quiet_responses import QuietItem
from casereview.reports.meeting.quiet_scores import Figure


class Slide(NamedTuple):
    """One thing at a time: a small line above the title, then one large figure,
    or some in a list, or a table, or a list of texts.

    `numbered` is the number of the first item, 0 where they have none. A `table` has words and a number in each row,
    and `below` it stands what is to be said of it. `whole`: the title is a question, and is shown whole however long it
    is.
    """

    above: str
    title: str
    big: Figure | None = None
    figures: tuple[Figure, ...] = ()
    items: tuple[Item, ...] = ()
    numbered: int = 0
    table: tuple[tuple[str, str], ...] = ()
    below: str = ""
    whole: bool = False


class Layout(NamedTuple):
    """The room on a slide: how a text is broken into lines, how many rows of text and gaps, how many figures with their
    bars, how many lines of a table.
    """

    wrap: Callable[[str], list[str]]
    rows: int
    figures: int
    table: int = 11


# Of a large type on a page of any size: at most seven lines or so.
PAGE = Layout(lambda text: textwrap.wrap(text, 54), 9, 4)
_MOST_LINES = 7
# Of a table, with what is said of it beneath.
_FEWEST_LINES = 4


def slides(meeting: Meeting, layout: Layout = PAGE) -> tuple[Slide, ...]:
    """Return the slides in their order, long lists split to fit the layout."""
    return tuple(_slides(meeting, layout))


def _slides(meeting: Meeting, layout: Layout) -> Iterator[Slide]:
    first = [meeting.cases, meeting.provisional] if meeting.provisional else [meeting.cases]
    yield Slide(meeting.title, meeting.area, items=tuple(Item(each) for each in first))
    yield from _of_figures("", "Headline scores", meeting.headlines, layout)
    for headline in meeting.headlines:
        yield Slide("Headline score", headline.title, headline)
    for section in meeting.sections:
        yield Slide("Section", section.figure.title, section.figure)
        yield from _of_figures(
            f"{section.figure.title}: {section.figure.said}",
            meeting.criteria,
            tuple(each.figure for each in section.criteria),
            layout,
        )
        for each in section.criteria:
            above = f"{each.figure.title}: {each.figure.said}"
            yield from _of_items(above, TITLES["strength"], each.strengths, layout)
            yield from _of_items(above, TITLES["improvement"], each.improvements, layout)
    for overall in meeting.overall:
        yield Slide("", overall.title, overall)
    for practice in meeting.practices:
        yield from _of_items(practice.small, "Making a difference", (Item(practice.text),), layout)
    yield from _of_items("", "Recommendations", meeting.recommendations, layout, numbered=True)
    yield from _of_items("", "What happens next", tuple(map(Item, meeting.next_steps)), layout)
    for asked in meeting.responses:
        yield from _of_responses(asked, layout)


def _of_figures(above: str, title: str, figures: tuple[Figure, ...], layout: Layout) -> Iterator[Slide]:
    size = max(1, layout.figures)
    for start in range(0, len(figures), size):
        yield Slide(above, _part(title, start), figures=figures[start : start + size])


def _of_responses(asked: QuietItem, layout: Layout) -> Iterator[Slide]:
    """A question and who gave which answer, what is said of it beneath; where the
    answers are too many, about alike on each slide.
    """
    if not asked.rows:
        yield Slide(asked.part, asked.asked, items=(Item(asked.said),), whole=True)
        return
    # A title has room for two lines; more of them take it from the table, as does what stands beneath, if there is room
    # for it.
    room = layout.table - max(0, len(layout.wrap(asked.asked)) - 2)
    below = asked.said if room - len(layout.wrap(asked.said)) - 1 >= _FEWEST_LINES else ""
    room -= len(layout.wrap(below)) + 1 if below else 0
    sizes = [len(layout.wrap(f"{label}  {number}")) for label, number in asked.rows]
    pages = max(1, min(len(sizes), -(-sum(sizes) // max(1, room))))
    each = -(-len(sizes) // pages)
    for start in range(0, len(sizes), each):
        above = f"{asked.part}, continued" if start else asked.part
        yield Slide(above, asked.asked, table=asked.rows[start : start + each], below=below, whole=True)


def _of_items(
    above: str, title: str, items: tuple[Item, ...], layout: Layout, *, numbered: bool = False
) -> Iterator[Slide]:
    """Put as many items on a slide as there is room for; one too long for a slide goes on on the next."""
    page: list[Item] = []
    first = start = 0
    lines = rows = 0
    room = max(1, min(layout.rows, _MOST_LINES))
    for place, item in enumerate(items):
        for part, piece in enumerate(_pieces(item, layout, room)):
            size = len(layout.wrap(piece.text)) + len(layout.wrap(piece.small))
            if page and (part or lines + size > _MOST_LINES or rows + 1 + size > layout.rows):
                yield Slide(above, _part(title, start), items=tuple(page), numbered=first + 1 if numbered else 0)
                page, lines, rows, start, first = [], 0, 0, start + 1, place
            page.append(piece)
            lines, rows = lines + size, rows + size + (1 if rows else 0)
    if page:
        yield Slide(above, _part(title, start), items=tuple(page), numbered=first + 1 if numbered else 0)


def _pieces(item: Item, layout: Layout, room: int) -> Iterator[Item]:
    lines, below = layout.wrap(item.text), len(layout.wrap(item.small))
    while len(lines) + below > room and len(lines) > 1:
        some = min(room, len(lines) - 1)
        yield Item(" ".join(lines[:some]) + " …")
        lines = lines[some:]
    yield Item(" ".join(lines), item.small)


def _part(title: str, start: int) -> str:
    return f"{title}, continued" if start else title
