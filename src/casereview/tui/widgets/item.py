"""How an item of a questionnaire is drawn, each kind in its own way: the same for who types from
paper and who answers.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from casereview.questions.model import Option, Question
from casereview.tui.widgets.lines import Line, fit, wrapped

# The keys of the first options; further ones are reached with the arrows.
OPTION_KEYS = "1234567890"
TEN = "x"


class Drawn(NamedTuple):
    """The lines of an item, and on which of them the marker stands."""

    lines: list[Line]
    marker: int


def choice_lines(
    question: Question,
    options: Collection[Option],
    chosen: Collection[str],
    marker: int | None,
    width: int,
    *,
    apart: bool = False,
) -> Drawn:
    """Draw options one below the other, each with its key and a sign that says whether
    it is chosen; `apart` leaves lines free between them.
    """
    on, off = ("[x]", "[ ]") if question.kind == "choices" else ("(•)", "( )")
    lines: list[Line] = []
    at = 0
    for place, option in enumerate(options):
        here, taken = place == marker, option.id in chosen
        key = OPTION_KEYS[place] if place < len(OPTION_KEYS) else " "
        kind = "strong" if here or taken else ""
        start: Line = [(" ▸ " if here else "   ", "key"), (f"{key} ", "key"), (f"{on if taken else off} ", kind)]
        at = len(lines) if here else at
        for row, words in enumerate(wrapped(option.label, width - 10) or [""]):
            lines.append([*(start if not row else [(" " * 9, "")]), (words, kind)])
        lines += [[]] if apart and place < len(options) - 1 else []
    return Drawn(lines, at)


def scale_lines(question: Question, chosen: Collection[str], marker: int | None, width: int) -> Drawn:
    """Draw the marks from 0 to 10 in a row, the chosen one in brackets, the marker below; and what the ends mean."""
    wide = max(3, min(6, (width - 2) // 11))
    marks: Line = [(" ", "")]
    below = " "
    for mark in range(11):
        taken, here = str(mark) in chosen, mark == marker
        cell = f"[{mark}]" if taken else f" {mark} "
        marks.append((f"{cell:^{wide}}", "strong" if taken or here else ""))
        below += f"{'▲' if here else '':^{wide}}"
    low, high = (f"{mark} is {words}" if words else "" for mark, words in zip((0, 10), question.ends, strict=True))
    ends = [[(line, "")] for words in (low, high) if words for line in wrapped(words, width - 2, "  ")]
    return Drawn([marks, [(fit(below, width), "key")], [], *ends], 0)


def text_lines(text: str, width: int, nothing: str) -> Drawn:
    """Draw what is written, or `nothing` where nothing is."""
    # What is longer than any form is cut for the screen only; it is kept whole.
    shown = (
        [[(line, "strong")] for line in wrapped(text[:4000], width - 2, "  ")] if text else [[(f"  {nothing}", "dim")]]
    )
    return Drawn([*shown], 0)
