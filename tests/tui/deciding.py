"""A casebook with something to decide: strengths, areas for improvement, standard recommendations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casereview.casebook import Casebook
from casereview.questions.build import build
from tests.tui.hands import KNOWN, ME, make

CASES = tuple(f"C-{number}" for number in range(1, 5))


def decidable(path: Path, data: dict[str, Any], fill: Any = lambda casebook: None) -> Path:
    """Four cases: `assessed`, `rmp-done` and `rmp-timely` are strengths of 1.1, `safe` (1 of 4) is an area of 1.2."""
    data["recommendations"] = [
        {"id": "plans", "text": "Make plans on time", "who": "Managers", "questions": ["rmp-timely"]},
        {"id": "safety", "text": "Assess vulnerability well", "who": "Staff", "questions": ["safe"]},
    ]

    def answers(casebook: Casebook) -> None:
        for number, case in enumerate(CASES):
            for question in ("assessed", "rmp-done", "rmp-timely"):
                casebook.answer(case, question, "yes", ME)
            casebook.answer(case, "safe", "no" if number else "yes", ME)
            if number:
                casebook.give_reasons(case, "safe", ["thin"], ME)
        fill(casebook)

    return make(path, build(data), dict.fromkeys(CASES, KNOWN), answers)
