"""What the texts of a question set may hold and how long they may be: one rule for sets, their translations and forms.

Plain patterns, since a casebook is opened without pydantic; `file_model` builds its types of them.
"""

from __future__ import annotations

import re

ID = r"[a-z0-9]+([.-][a-z0-9]+)*"
LONGEST_ID = 48

# What acts on a terminal, hides, or turns its neighbours round; in paragraphs tabs and line breaks are none of it.
_HIDDEN = r"\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
NOT_IN_LINE = rf"\x00-\x1f{_HIDDEN}"
NOT_IN_TEXT = rf"\x00-\x08\x0b-\x1f{_HIDDEN}"

# In characters: a title or label; a clause or a word of a sentence; what is asked or explained; what documents say.
# Guidance and other help are as long as they are.
LONGEST_TITLE = 200
LONGEST_CLAUSE = 300
LONGEST_NOUN = 40
LONGEST_WORDS = 4_000
LONGEST_SENTENCES = 1_000
# The short names, by the table that they stand in.
LONGEST_SHORT = {"facts": 12, "parts": 14, "questions": 48}

_ID = re.compile(ID)
_IN_LINE, _IN_TEXT = re.compile(f"[{NOT_IN_LINE}]"), re.compile(f"[{NOT_IN_TEXT}]")
# What Windows takes for a device whatever follows the first dot: no file can be named after such a set.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def is_id(text: str) -> bool:
    """Tell whether a text can be an id."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def names_device(set_id: str) -> bool:
    """Tell whether no file on Windows can be named after a set."""
    return set_id.split(".")[0] in _DEVICES


def hides(text: str, *, lines: bool = False) -> bool:
    """Tell whether a text holds what no text of a set may: it can not be seen, or acts on a terminal.

    With `lines`, line breaks and tabs may be in it.
    """
    return (_IN_TEXT if lines else _IN_LINE).search(text) is not None


def words_of(identifier: str) -> str:
    """Return the label that an option has of its id where it is given none: `not-known` is `Not known`."""
    return identifier.replace("-", " ").capitalize()
