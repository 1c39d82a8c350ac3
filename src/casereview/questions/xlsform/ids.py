"""Ids made from the names that other people's forms have."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from casereview.questions.texts import LONGEST_ID, is_id

_OTHER = re.compile(r"[^a-z0-9.]+")


def valid(name: str, otherwise: str) -> str:
    """Return the id nearest to a name: the name itself where it is one already."""
    if is_id(name):
        return name
    plain = unicodedata.normalize("NFKD", name[:500]).encode("ascii", "ignore").decode().lower()
    pieces = [piece.strip("-") for piece in _OTHER.sub("-", plain).split(".")]
    found = ".".join(piece for piece in pieces if piece)[:LONGEST_ID].strip(".-")
    return found or otherwise


def is_plainly(identifier: str, name: str) -> bool:
    """Tell whether an id is a name in small letters, with hyphens for its blanks and underscores."""
    return identifier == re.sub(r"[\s_]+", "-", name.strip().lower())


class Ids(NamedTuple):
    """The ids given so far in one space of names, each once, and how often a stem was asked for."""

    taken: set[str]
    numbers: dict[str, int]

    def new(self, name: str, otherwise: str) -> str:
        """Return an id for a name that is nobody else's: with a number where it was taken."""
        stem = found = valid(name, otherwise)
        while found in self.taken:
            number = self.numbers[stem] = self.numbers.get(stem, 1) + 1
            found = f"{stem[: LONGEST_ID - 7].rstrip('.-')}-{number}"
        self.taken.add(found)
        return found
