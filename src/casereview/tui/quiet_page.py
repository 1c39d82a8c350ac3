"""How the page looks that is handed to a respondent: short lines in the middle,
and a sign where there is more than fits.
"""

from __future__ import annotations

from casereview.tui.form_in_hand import FormInHand
from casereview.tui.item_in_hand import ItemInHand
from casereview.tui.quiet_words import MORE_ABOVE, MORE_BELOW
from casereview.tui.widgets.item import Drawn, choice_lines, scale_lines
from casereview.tui.widgets.lines import Line, wrapped

# Short lines are easier to read, also on a wide screen.
_WIDEST = 64


def room_of(width: int) -> int:
    """Return how long a line may be on a screen of this width."""
    return max(20, min(_WIDEST, width - 6))


def centred(lines: list[Line], width: int) -> list[Line]:
    """Put lines in the middle."""
    margin = " " * max(1, (width - room_of(width)) // 2)
    return [[(margin, ""), *line] for line in lines]


def word_lines(paragraphs: list[str], room: int) -> list[Line]:
    """Draw paragraphs, the first of them as a heading."""
    lines: list[Line] = []
    for place, words in enumerate(paragraphs):
        lines += [*([(line, "" if place else "title")] for line in wrapped(words, room)), []]
    return lines[:-1]


def item_lines(item: ItemInHand, form: FormInHand, room: int, height: int) -> Drawn:
    """Draw an item, its options apart from one another where there is room for
    that; and say on which line the marker is.
    """
    start: list[Line] = [[(f"{item.place + 1} of {len(form.questions)}", "dim")], []]
    start += [[(line, "title")] for line in wrapped(item.question.text, room)]
    if item.question.kind == "text":
        return Drawn(start, 0)
    drawn = _options(item, form, room, apart=True)
    if len(start) + 1 + len(drawn.lines) > height:
        drawn = _options(item, form, room, apart=False)
    marker = 0 if item.marker is None else len(start) + 1 + drawn.marker
    return Drawn([*start, [], *drawn.lines], marker)


def _options(item: ItemInHand, form: FormInHand, room: int, *, apart: bool) -> Drawn:
    chosen = form.chosen(item.question) if item.several else item.picked
    if item.question.kind == "scale":
        return scale_lines(item.question, chosen, item.marker, room)
    return choice_lines(item.question, item.options, chosen, item.marker, room, apart=apart)


def in_sight(drawn: Drawn, height: int, top: int) -> tuple[list[Line], int]:
    """Return as many lines as there is room for, from `top` on, and the top as it came out: it gives way so that the
    marker is in sight. The first line and the last say it where there is more.
    """
    lines, last = drawn.lines, max(0, len(drawn.lines) - height)
    top = min(max(top, 0), last)
    if drawn.marker:  # the sign for more takes a line
        top = min(top, max(0, drawn.marker - 1))
        top = max(top, min(last, drawn.marker - height + 2))
    shown = lines[top : top + height]
    if top and shown:
        shown[0] = [(MORE_ABOVE, "dim")]
    if top + height < len(lines) and shown:
        shown[-1] = [(MORE_BELOW, "dim")]
    return shown, top
