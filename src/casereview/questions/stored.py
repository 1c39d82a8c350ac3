"""Is a stored question set one that the program can use? The casebook that carries it may come from somebody else.

Whether a set is sound in every way is for `check`, which needs pydantic; this is done whenever a casebook is opened.
What it lets pass breaks nothing that reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from casereview.questions.model import SCORINGS, Band, Kind, QuestionSet

# What holds a number; what holds other values, under names of its own or in a list; everything else is a text.
_NUMBERS = frozenset(
    {"from", "to", "points", "standards", "few", "small", "almost_all", "improvement_below", "weeks"}
    | {"strength_from", "strength_from_few"}
)
_HOLDERS = frozenset(
    {"bands", "overall", "elsewhere", "sections", "criteria", "themes", "facts", "options", "parts", "lists", "items"}
    | {"questions", "reasons", "only", "findings", "documents", "timetable", "recommendations", "glossary"}
)


def refuse_unusable(data: Mapping[str, Any], found: QuestionSet) -> None:
    """Raise ValueError if a set, built of these data, has something that no screen and no figure could be made of."""
    if not all(_fits(name, value) for name, value in data.items()):
        raise ValueError("a value of another kind than its name says")
    if found.scoring not in SCORINGS or found.unit not in ("case", "respondent"):
        raise ValueError("an unknown rule of scoring, or unit")
    if found.scoring != "counts" and not _cover(found.bands):
        raise ValueError("bands that leave a gap")
    if found.overall is not None and not _cover(found.overall.bands):
        raise ValueError("overall bands that leave a gap")
    sections, themes, kinds = {each.id for each in found.sections}, {each.id for each in found.themes}, get_args(Kind)
    gates = found.fact.keys() | found.by_id.keys()
    if not all(each.section in sections for each in found.criteria):
        raise ValueError("a criterion of no section")
    if found.scoring == "lowest-key-question" and {each.id for each in found.criteria} - {
        each.criterion for each in found.scored
    }:
        raise ValueError("a criterion that no key question rates")
    for each in found.questions:
        key = found.by_id.get(each.prompt_of) if each.prompt_of else None
        if (
            each.kind not in kinds
            or not themes.issuperset(each.themes)
            or not gates >= each.applies_when.keys()
            or (each.prompt_of and (key is None or not key.scored))
        ):
            raise ValueError("a question that refers to what is not there")


def _fits(name: str, value: Any) -> bool:
    if name in _NUMBERS:
        return type(value) is int
    if name == "applies_when":
        return isinstance(value, dict) and all(_texts(wanted) for wanted in value.values())
    if name not in _HOLDERS:
        return isinstance(value, str)
    if isinstance(value, dict):
        return all(_fits(inner, each) for inner, each in value.items())
    return isinstance(value, list) and all(
        all(_fits(inner, held) for inner, held in each.items()) if isinstance(each, dict) else isinstance(each, str)
        for each in value
    )


def _texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def _cover(bands: tuple[Band, ...]) -> bool:
    """Tell whether there is a band for every whole number from 0 up to the last."""
    return bool(bands) and bands[-1].first == 0 and all(band.first <= band.last for band in bands)
