"""A score as a bar, with the limits of the bands marked in it."""

from __future__ import annotations

from collections.abc import Iterable

from casereview.questions.model import Band

# Filled, empty, a limit that is reached, a limit that is not: four signs, so that no colour is needed.
_SIGNS = ("█", "░", "┃", "│")
_PLAIN_SIGNS = ("#", ".", "+", "|")


def bar(percent: int | None, bands: Iterable[Band], width: int, *, plain: bool = False) -> str:
    """Return a bar of exactly `width` cells, filled to a whole percentage; `plain` has ASCII only.

    The lower limit of each band but the lowest is marked, and its mark is a filled one exactly where the percentage
    reaches the band, however narrow the bar. Only 100 fills the last cell. No percentage leaves all of it empty.
    """
    filled, empty, reached, ahead = _PLAIN_SIGNS if plain else _SIGNS
    limits: dict[int, int] = {}
    for first in sorted(band.first for band in bands if band.first > 0):
        limits[min(first * width // 100, width - 1)] = first
    cells = []
    for cell in range(width):
        limit = limits.get(cell)
        # A cell is filled from its right edge on; a marked one from the limit that stands in it.
        full = percent is not None and percent >= (limit if limit is not None else -(-100 * (cell + 1) // width))
        cells.append((reached if full else ahead) if limit is not None else (filled if full else empty))
    return "".join(cells)
