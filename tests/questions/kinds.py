"""The small question set turned into one of another kind: a questionnaire, and rated standards."""

from __future__ import annotations

from typing import Any


def respondents(data: dict[str, Any]) -> None:
    """A questionnaire: one item of each kind."""
    data |= {"unit": "respondent", "scoring": "counts", "bands": [], "themes": [], "recommendations": []}
    part, criterion = data["parts"][0]["id"], data["criteria"][0]["id"]
    common = {"part": part, "criterion": criterion}
    data["sections"], data["criteria"] = data["sections"][:1], data["criteria"][:1]
    data["questions"] = [
        {"id": "helped", "text": "Did it help?", "kind": "choice", "options": ["yes", "a-bit", "no"], **common},
        {"id": "with", "text": "What with?", "kind": "choices", "options": ["school", "home"], **common},
        {"id": "mark", "text": "How good was it?", "kind": "scale", "low": "no good", "high": "very good", **common},
        {"id": "more", "text": "Anything else?", "kind": "text", **common},
    ]


def rated(data: dict[str, Any]) -> None:
    """Standards rated by their lowest key question."""
    data["scoring"] = "lowest-key-question"
    for points, band in enumerate(sorted(data["bands"], key=lambda each: each["from"])):
        band["points"] = points
    data["overall"] = {
        "standards": 12,
        "bands": [{"id": "low", "from": 0, "label": "Low"}, {"id": "high", "from": 19, "label": "High"}],
    }
