"""Where the texts of a question set stand that can be translated, each by its place: table, id, key."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from casereview.questions.model import ANSWERS, QuestionSet
from casereview.questions.texts import words_of
from casereview.text import clipped

Place = tuple[str, ...]

# What can be translated in each table, and by which key its entries are told apart; the first text may stand alone.
_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "bands": ("id", ("label",)),
    "sections": ("id", ("title",)),
    "criteria": ("id", ("title",)),
    "themes": ("id", ("title",)),
    "facts": ("id", ("label", "short", "help")),
    "parts": ("id", ("title", "short")),
    "lists": ("id", ("title",)),
    "questions": (
        "id",
        ("text", "short", "guidance", "not_applicable", "good", "poor", "among", "low", "high"),
    ),
    "timetable": ("id", ("what",)),
    "recommendations": ("id", ("text", "who")),
    "glossary": ("term", ("term", "meaning")),
}
_WITHIN: dict[str, dict[str, tuple[str, ...]]] = {
    "facts": {"options": ("label",)},
    "lists": {"items": ("label",)},
    "questions": {"reasons": ("label", "phrase"), "options": ("label",)},
}
_ONE = {"bands": "band", "criteria": "criterion", "glossary": "term", "timetable": "milestone", "elsewhere": "standard"}


def kind_of(place: Place) -> str:
    """Return what kind of text a place holds, for counting: `question guidance`, `reason label`, `band`."""
    if place[0] == "words":
        return place[1]
    if len(place) == 1:
        return place[0]
    table = place[2] if len(place) == 5 else place[0]
    one = _one(table)
    main = place[-1] in ("title", "label", "term") and (len(place) == 5 or table != "facts")
    return one if main else f"{one} {place[-1].replace('_', ' ')}"


def said(place: Place) -> str:
    """Return a place in words: `question plan, reason vague: phrase`."""
    if place[0] == "words":
        return ": ".join((" ".join(place[:2]), " ".join(place[2:])))
    if len(place) == 1:
        return place[0]
    if place[0] == "documents":
        return f"documents: {place[1]}"
    where = f"{_one(place[0])} {clipped(place[1], 48)}"
    if len(place) == 5:
        where += f", {_one(place[2])} {clipped(place[3], 48)}"
    return f"{where}: {place[-1]}"


def _one(table: str) -> str:
    return _ONE.get(table, table.removesuffix("s"))


def places_in(data: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any], str]]:
    """Yield each text that can be translated: its place, and the object and key that hold it.

    Bare options are written out.
    """
    for key in ("title", "about"):
        yield (key,), data, key
    for table, (name, keys) in _TABLES.items():
        for entry in data.get(table, ()):
            here = (table, entry[name])
            for key in keys:
                yield (*here, key), entry, key
            for inner, texts in _WITHIN.get(table, {}).items():
                entry_list = entry.get(inner, [])
                for at, each in enumerate(entry_list):
                    if isinstance(each, str):
                        entry_list[at] = each = {"id": each, "label": words_of(each)}
                    for key in texts:
                        yield (*here, inner, each["id"], key), each, key
    for key in ("reader", "method", "next_steps", "thanks", "criterion_word", "criteria_word"):
        if key in data.get("documents", {}):
            yield ("documents", key), data["documents"], key
    for band in data.get("overall", {}).get("bands", ()):
        yield ("overall", band["id"], "label"), band, "label"
    for standard in data.get("overall", {}).get("elsewhere", ()):
        yield ("elsewhere", standard["id"], "title"), standard, "title"


def texts_wanted(question_set: QuestionSet, actions: Collection[str]) -> dict[str, Any]:
    """Return what a translation may hold: tables in tables, and at each text what it translates."""
    tree: dict[str, Any] = {}
    data = json.loads(question_set.source)
    found = [(place, str(owner.get(key) or "")) for place, owner, key in places_in(data)]
    found += [(("words", "answers", each), "") for each in ANSWERS]
    found += [(("words", "actions", each, key), "") for each in actions for key in ("words", "help")]
    for place, text in found:
        here = tree
        for step in place[:-1]:
            here = here.setdefault(step, {})
        here[place[-1]] = text
    return tree
