"""Small cells: counts of cases that are left out of what leaves the room, so that nobody can be found by them.

The rule is the usual one of official statistics: a count below a limit is withheld, and as it could be worked out from
the total, so is another (secondary suppression; see L. Willenborg and T. de Waal, "Elements of Statistical Disclosure
Control", 2001). Nothing is said about a group of no cases, so a zero is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# Below this many cases a count is withheld.
FEWEST = 3


class Withheld(NamedTuple):
    """Which cells of a breakdown are withheld, and whether its total is too (where nothing else would hide them)."""

    cells: frozenset[str]
    total: bool = False


def withheld(counts: Mapping[str, int], fewest: int = FEWEST) -> Withheld:
    """Return what may not be shown of a breakdown: the counts of cases by value, none negative, of one total.

    Withheld are the counts from 1 to `fewest` - 1; where these are one cell or all alike, the next smallest as well,
    and with it every cell of the same count; zeros only where there is no other. If that is not enough, or the total is
    itself small, everything is withheld with its total.

    So two different counts at least are withheld and everything shown but zero is larger. Whoever knows this rule, the
    total and what is shown can exchange the withheld counts with one another at will: none of them follows.
    """
    hidden = {count for count in counts.values() if 0 < count < fewest}
    if not hidden:
        return Withheld(frozenset())
    if sum(counts.values()) >= fewest:
        # By size; a zero comes after all others.
        for count in sorted({*counts.values()} - hidden, key=lambda count: (not count, count)):
            if len(hidden) < 2:
                hidden.add(count)
        if len(hidden) >= 2:
            return Withheld(frozenset(cell for cell, count in counts.items() if count in hidden))
    return Withheld(frozenset(counts), total=True)


def shown(counts: Mapping[str, int], fewest: int = FEWEST) -> dict[str, int | None]:
    """Return the counts with None for each that is withheld."""
    cells = withheld(counts, fewest).cells
    return {cell: None if cell in cells else count for cell, count in counts.items()}
