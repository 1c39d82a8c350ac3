"""A question set for programs: `casereview.question-set/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

from typing import Any

from casereview.questions import QuestionSet

FORMAT = "casereview.question-set/1"
_OWN = ("id", "version", "title", "about", "scoring", "unit", "digest")
_LISTS = (
    "bands",
    "sections",
    "criteria",
    "themes",
    "facts",
    "parts",
    "questions",
    "timetable",
    "recommendations",
    "glossary",
)


def question_set_as_data(question_set: QuestionSet) -> dict[str, Any]:
    """Return a set as plain data, every repeated question written out: one object per row."""
    data: dict[str, Any] = {"format": FORMAT}
    data |= {name: getattr(question_set, name) for name in _OWN}
    data |= {name: [_plain(each) for each in getattr(question_set, name)] for name in _LISTS}
    data["findings"] = _plain(question_set.finding_rules)
    data["documents"] = _plain(question_set.documents)
    data["overall"] = _plain(question_set.overall)
    for band in [*data["bands"], *(data["overall"] or {}).get("bands", ())]:
        band["from"], band["to"] = band.pop("first"), band.pop("last")
    return data


def _plain(value: Any) -> Any:
    """Return named tuples as dictionaries, all the way down."""
    if hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
