"""How text that people or files gave is shown: literally, and unable to act on a terminal."""

import re
import unicodedata
from collections.abc import Iterable

# Characters that reorder or hide their neighbours: shown by number instead.
_HIDDEN = frozenset(
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"‹U+{code:04X}›"


def visible(text: str, *, lines: bool = False) -> str:
    """Return `text` with every control, bidirectional and invisible character made visible.

    With `lines`, line breaks stay and tabs become four spaces; otherwise the result is one line.
    Ordinary text, right-to-left letters included, comes back as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    for character in text:
        if character.isprintable() and character not in _HIDDEN:
            shown.append(character)
        elif lines and character == "\n":
            shown.append("\n")
        elif lines and character == "\t":
            shown.append("    ")
        elif character == "\u00a0" or unicodedata.category(character) == "Zs":
            shown.append(" ")
        else:
            shown.append(_shown(character))
    return "".join(shown)


def clipped(text: str, width: int) -> str:
    """Return `text` as one visible line of at most `width` characters, the cut marked by an ellipsis."""
    # No more than the width can be shown: a note of 100,000 characters is not walked through for one line.
    line = visible(text[: width + 1])
    return line if len(line) <= width else line[: max(0, width - 1)] + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun: `1 case`, `2 cases`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown word: a hint at the nearest known one, or nothing."""
    import difflib  # late: only a mistake needs it

    close = difflib.get_close_matches(word[:100], list(known), n=1)
    return f"; did you mean '{clipped(close[0], 48)}'?" if close else ""


def natural(ref: str) -> tuple[list[tuple[bool, int, str]], str]:
    """Return a sort key by which BR-2 comes before BR-10, and which is no two references'."""
    parts = re.split(r"(\d{1,18})", ref[:400])
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts], ref


def storable(text: str) -> bool:
    """Tell whether `text` can be written as UTF-8 (half of a surrogate pair can not)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def capital(text: str) -> str:
    """Return a text as a sentence begins: the first letter large, the others as they are."""
    return text[:1].upper() + text[1:]
