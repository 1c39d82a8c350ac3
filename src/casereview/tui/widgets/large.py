"""Large figures: a percentage in blocks, to be read from the back of a room."""

from __future__ import annotations

# Five rows of three cells each, as bits.
_GLYPHS = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 2, 2),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
    "%": (5, 1, 2, 4, 5),
}


def large(percent: int, scale: int) -> list[str]:
    """Return the lines of a whole percentage; a cell is `scale` rows high and twice as many columns wide."""
    lines = []
    for row in range(5):
        line = ""
        for character in f"{percent}%":
            bits = _GLYPHS[character][row]
            line += "".join(("█" if bits >> place & 1 else " ") * 2 * scale for place in (2, 1, 0)) + "  " * scale
        lines += [line.rstrip()] * scale
    return lines
