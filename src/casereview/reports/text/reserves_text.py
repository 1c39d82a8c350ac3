"""A place of the sample that nobody fills, in words."""

from __future__ import annotations

import textwrap

from casereview.casebook.reserves import OpenPlaces
from casereview.text import clipped, counted

_LONGEST_NAME = 40


def open_places_lines(places: OpenPlaces, *, width: int = 80) -> list[str]:
    """Return how many places are open, why, and what fills them; nothing if none is."""
    if not places.number:
        return []
    why = "; ".join(
        f"{' and '.join(clipped(ref, _LONGEST_NAME) for ref in refs)} were"
        f" {'both' if len(refs) == 2 else 'all'} replaced by {clipped(reserve, _LONGEST_NAME)}"
        for reserve, refs in places.shared
    )
    said = f"{counted(places.number, 'place of the sample is', 'places of the sample are')} open: {why}."
    last = clipped(places.shared[0][1][-1], _LONGEST_NAME)
    how = f"`casereview replace-case LEAD.db {last} --why TEXT --as NAME` brings the next reserve in."
    return [
        *textwrap.wrap(said, width, subsequent_indent="  ", break_on_hyphens=False),
        *textwrap.wrap(how, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False),
    ]
