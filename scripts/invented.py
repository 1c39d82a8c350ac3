"""What the scripts that invent cases share: numbers that are the same on every machine, and tables."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "question_sets"
FIGURES = ROOT / "tests" / "data"
Table = dict[str, dict[str, str]]  # by case, then by fact or question


def percent(yes: int, n: int) -> int:
    """The whole percentage, rounded half up."""
    return (200 * yes + n) // (2 * n)


def noise(*key: str) -> float:
    """A number from 0 to 1 that depends on nothing but the key, on every machine and version."""
    return int.from_bytes(hashlib.sha256("|".join(key).encode()).digest()[:4], "big") / 2**32


def read_csv(path: Path) -> list[dict[str, str]]:
    """The lines of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_csv(path: Path, header: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Write a table, the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])
