"""Ids made from the names that other people's forms have."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_VALID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9.]+")
_LONGEST = 48


def valid(name: str, otherwise: str) -> str:
    """Return the id nearest to a name: the name itself where it is one already."""
    if len(name) <= _LONGEST and _VALID.fullmatch(name):
        return name
    plain = unicodedata.normalize("NFKD", name[:500]).encode("ascii", "ignore").decode().lower()
    pieces = [piece.strip("-") for piece in _OTHER.sub("-", plain).split(".")]
    found = ".".join(piece for piece in pieces if piece)[:_LONGEST].strip(".-")
    return found or otherwise


class Ids(NamedTuple):
    """The ids given so far in one space of names, each once, and how often a stem was asked for."""

    taken: set[str]
    numbers: dict[str, int]

    def new(self, name: str, otherwise: str) -> str:
        """Return an id for a name that is nobody else's: with a number where it was taken."""
        stem = found = valid(name, otherwise)
        while found in self.taken:
            number = self.numbers[stem] = self.numbers.get(stem, 1) + 1
            found = f"{stem[: _LONGEST - 7].rstrip('.-')}-{number}"
        self.taken.add(found)
        return found
