"""Which characters the fonts that come with Typst have; any other is said by its name.

A tagged PDF (PDF/UA-1, 7.21.8) may not show the empty box that stands for a missing letter, and a reader could not
tell one box from another.
"""

from __future__ import annotations

import re
import unicodedata

# Whole runs of letters and signs in the fonts of Typst 0.15: Latin with its marks, Greek, Cyrillic, Hebrew, Arabic,
# punctuation, currencies, fractions, arrows, mathematics, boxes. A test typesets every one of them.
_RUNS = (
    ("\n", "\n"),
    (" ", "~"),
    ("\u00a1", "\u0377"),
    ("\u038e", "\u03a1"),
    ("\u03a3", "\u04ff"),
    ("\u05d0", "\u05ea"),
    ("\u0621", "\u063a"),
    ("\u0640", "\u0652"),
    ("\u1e00", "\u1eff"),
    ("\u2010", "\u2027"),
    ("\u2030", "\u2040"),
    ("\u2074", "\u208e"),
    ("\u20a0", "\u20bf"),
    ("\u2100", "\u211e"),
    ("\u2126", "\u2151"),
    ("\u2153", "\u2184"),
    ("\u2190", "\u23ff"),
    ("\u2460", "\u2606"),
)
_UNPRINTABLE = re.compile(f"[^{''.join(f'{re.escape(first)}-{re.escape(last)}' for first, last in _RUNS)}]")


def printable(text: str) -> str:
    """Return `text` with every character that the fonts lack as its name: `😀` becomes `‹GRINNING FACE›`."""
    return _UNPRINTABLE.sub(lambda found: f"‹{unicodedata.name(found[0], f'U+{ord(found[0]):04X}')}›", text)


def printable_characters() -> str:
    """Return every character that is printed as it is."""
    return "".join(chr(code) for first, last in _RUNS for code in range(ord(first), ord(last) + 1))
