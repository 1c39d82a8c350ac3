"""How to come to each screen from the list that a sitting begins with."""

from __future__ import annotations

WAY: dict[str, tuple[str, ...]] = {
    "cases": (),
    "review": ("enter",),
    "facts": ("F",),
    "finish": ("enter", "d"),
    "summary": ("s",),
    "present": ("s", "m"),
    "agreement": ("g",),
    "allocation": ("A",),
    "progress": ("p",),
    "merge": ("m", "x", "enter"),
    "conflicts": ("c",),
    "conflict": ("c", "enter"),
    "findings": ("f",),
    "recommendations": ("f", "r"),
    "plan": ("f", "p"),
    "ratings": ("s", "r"),
    "respondents": (),
    "entry": ("n",),
    "responses": ("s",),
}
