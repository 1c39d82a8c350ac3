"""The tables of a question set file by their names: what an entry is called, and its model."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from casereview.questions.file_model import (
    BandEntry,
    CriterionEntry,
    DocumentsEntry,
    FactEntry,
    FindingsEntry,
    ListEntry,
    MilestoneEntry,
    OptionEntry,
    OverallEntry,
    PartEntry,
    QuestionEntry,
    QuestionSetFile,
    ReasonEntry,
    RecommendationEntry,
    SectionEntry,
    StandardEntry,
    TermEntry,
    ThemeEntry,
)

TABLES: dict[str, tuple[str, type[BaseModel]]] = {
    "bands": ("band", BandEntry),
    "sections": ("section", SectionEntry),
    "criteria": ("criterion", CriterionEntry),
    "themes": ("theme", ThemeEntry),
    "facts": ("fact", FactEntry),
    "parts": ("part", PartEntry),
    "lists": ("list", ListEntry),
    "questions": ("question", QuestionEntry),
    "reasons": ("reason", ReasonEntry),
    "items": ("item", OptionEntry),
    "options": ("option", OptionEntry),
    "recommendations": ("recommendation", RecommendationEntry),
    "timetable": ("milestone", MilestoneEntry),
    "glossary": ("term", TermEntry),
    "elsewhere": ("standard", StandardEntry),
}
# Those of which a file has one.
ONCE: dict[str, type[BaseModel]] = {
    "documents": DocumentsEntry,
    "findings": FindingsEntry,
    "overall": OverallEntry,
}


def names_in(model: type[BaseModel]) -> list[str]:
    """Return the names that can stand in an entry, in their order."""
    return [field.alias or name for name, field in model.model_fields.items()]


def in_order(data: dict[str, Any], model: type[BaseModel] = QuestionSetFile) -> dict[str, Any]:
    """Return the data of a sound file with everything in the order in which the model has it, as people write it."""
    names = names_in(model)
    return {name: _entries(name, data[name]) for name in sorted(data, key=names.index)}


def _entries(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return in_order(value, ONCE[name]) if name in ONCE else value
    if not isinstance(value, list) or name not in TABLES:
        return value
    return [in_order(each, TABLES[name][1]) if isinstance(each, dict) else each for each in value]
