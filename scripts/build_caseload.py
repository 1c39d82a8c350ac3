"""Make the invented caseload that the lead inspector's page draws from: docs/week/caseload.csv, always the same."""

from __future__ import annotations

import csv
import random
from pathlib import Path

CASES = 400
OUT = Path(__file__).resolve().parents[1] / "docs" / "week" / "caseload.csv"
# Shares are made up, in the proportions that published inspections describe.
FACTS = {
    "tier": {"first-tier": 40, "community": 50, "custody": 10},
    "gender": {"male": 81, "female": 19},
    "age": {"12-13": 8, "14-15": 32, "16-17": 52, "18-over": 8},
    "ethnicity": {"white": 74, "mixed": 9, "asian": 5, "black": 11, "other": 1},
    "looked-after": {"yes": 14, "no": 86},
    "rosh": {"low": 55, "medium": 36, "high": 8, "very-high": 1},
    "vulnerability": {"low": 45, "medium": 42, "high": 12, "very-high": 1},
}


def main() -> None:
    """Write the file."""
    chance = random.Random(2012)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        gates = ["custodial-phase", "community-phase", "rmp-needed", "vmp-needed"]
        writer.writerow(["case", *FACTS, *gates])
        for number in range(1, CASES + 1):
            facts = {name: chance.choices(list(shares), list(shares.values()))[0] for name, shares in FACTS.items()}
            custody = facts["tier"] == "custody"
            decided = [
                custody,
                not custody or chance.random() < 0.6,
                facts["rosh"] != "low",
                facts["vulnerability"] != "low",
            ]
            writer.writerow([f"W-{number:03}", *facts.values(), *("yes" if each else "no" for each in decided)])


if __name__ == "__main__":
    main()
