"""Words that may tell who an account is about: looked for before it leaves the room. It warns; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATES = re.compile(
    rf"\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,4}}\b"
)
_REFERENCES = re.compile(r"\b(?=\w*[^\W\d_])(?=\w*\d)[\w/-]{4,}\b")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_ENDS = re.compile(r"[.!?:]\s*[\"'”’)]*\s*$")
_USUAL = frozenset(
    {"I", "YOT", "RoSH", "RoH", "LoR", "RMP", "VMP", "Asset", "ETE", "DTO", "YRO", "MAPPA", "CAMHS", "English", "Welsh"}
)


class Warning(NamedTuple):
    """Something in an account that may identify a child: what kind of thing, and the words."""

    kind: str
    words: str


def warnings(text: str, invented: str, references: Iterable[str], known: Iterable[str] = ()) -> list[Warning]:
    """Return what in an account may identify somebody: case references, dates, and capitalised words.

    `invented` is the first name that was made up, `known` are words of the field, which identify nobody. Each thing once.
    """
    found: dict[Warning, None] = {}
    told: set[int] = set()  # the places of words that are told of already

    def tell(kind: str, start: int, end: int) -> None:
        if told.isdisjoint(range(start, end)):
            found[Warning(kind, text[start:end])] = None
            told.update(range(start, end))

    for reference in references:
        for match in re.finditer(rf"(?<!\w){re.escape(reference)}(?!\w)", text, re.IGNORECASE):
            tell("case reference", *match.span())
    for kind, pattern in (("date", _DATES), ("looks like a reference", _REFERENCES)):
        for match in pattern.finditer(text):
            tell(kind, *match.span())
    allowed = _USUAL | {word for each in (invented, *known) for word in _WORDS.findall(each)}
    for match in _WORDS.finditer(text):
        word = re.sub(r"['’]s?$", "", match[0])
        before = text[: match.start()]
        if word[:1].isupper() and word not in allowed and before.strip() and not _ENDS.search(before):
            tell("capitalised word", match.start(), match.start() + len(word))
    return list(found)
