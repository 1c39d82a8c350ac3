"""Build the example inspection "Bromley 2011, reconstructed": 38 invented cases with a published report's tallies.

The figures of a Core Case Inspection were published, its case files of course were not. This script invents cases
whose pooled tallies give every printed figure exactly: counts, percentages, reasons, criteria, sections and themes.
No case, note or reason belongs to a real child. Run it as `python scripts/build_example.py`; the result is always the
same. It ends by reading back what it wrote, and fails if any figure does not hold.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SET_FILE = ROOT / "question_sets" / "cci-2009.toml"
FIGURES = ROOT / "tests" / "data"
EXAMPLE = ROOT / "question_sets" / "examples" / "cci-2009"

CASES = [f"BR-{number:03}" for number in range(1, 39)]

Facts = dict[str, dict[str, str]]  # case, fact, value
Answers = dict[str, dict[str, str]]  # case, question, answer


# What is printed in words only: the lowest share of yes, the highest, and the one to aim at.
WORDS: dict[str, tuple[float, float, float]] = {
    "rosh-screen-done": (0.95, 0.99, 0.97),  # nearly all
    "lor-learning-style": (0.70, 0.749, 0.74),  # almost three-quarters
    "lor-other-agencies": (0.75, 0.95, 0.85),  # a large number of those concerned
    "plan-cust-yot-led": (0.70, 0.89, 0.8),  # a small number were not
    "safe-joint-comm": (0.70, 1.0, 0.86),  # most agencies
    "safe-joint-cust": (0.70, 1.0, 0.86),
    "safe-continuity": (0.70, 1.0, 0.86),
    "lor-scaled-level": (0.96, 0.99, 0.974),  # all but one
    "out-victim-risk": (0.40, 0.499, 0.48),  # fewer than half
    "out-factors": (0.20, 0.60, 0.42),
    "out-factors-neighbourhood": (0.0, 0.30, 0.2),  # the three that improved least
    "out-factors-substance": (0.0, 0.30, 0.2),
    "out-factors-phys-health": (0.0, 0.30, 0.2),
    "out-progress-main": (0.668, 0.70, 0.684),  # nearly one-third insufficient
    "out-frequency": (0.60, 0.95, 0.85),  # better than elsewhere, no figure
    "out-seriousness": (0.60, 0.95, 0.85),
}
NO_REDUCTION = (0.62, 0.6666)  # nearly two-thirds show no reduction in factors: of the answers, and of the cases

# How many of 38 cases an agency or a factor matters in; the other denominators start from the gates.
RELEVANT = {
    "csc": 17, "education": 26, "phys-health": 9, "emh": 17, "accommodation": 12, "subst": 19, "living": 14,
    "family": 26, "ete": 27, "neighbourhood": 14, "lifestyle": 25, "substance": 22, "perception": 18, "thinking": 33,
    "attitudes": 32, "motivation": 20,
}  # fmt: skip
