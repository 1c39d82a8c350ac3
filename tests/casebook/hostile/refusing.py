"""Merging a spoiled copy beside a good one, and ways to spoil it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from casereview.casebook import (
    Casebook,
    CasebookError,
)
from casereview.casebook.receipt import Arrival
from casereview.casebook.verify import verify
from tests.casebook.hands import sql, ticking

Spoiling = Callable[[Path], object]


def merge(target: Path, *sources: Path) -> tuple[Arrival, ...]:
    """Merge, and see that the casebook is sound after it."""
    with Casebook.open(target, clock=ticking()) as casebook:
        arrivals = casebook.merge(sources, "Lead").arrivals
    assert verify(target).faults == []
    return arrivals


def refused(target: Path, bad: Path, good: Path, digest: str) -> CasebookError:
    """See that the bad file is left out whole and quickly, and the good one merged; return why."""
    began = time.perf_counter()
    arrivals = merge(target, bad, good)
    assert time.perf_counter() - began < 3
    assert arrivals[0].refused is not None
    assert arrivals[0]._replace(refused=None) == Arrival(bad)
    assert arrivals[1].refused is None
    assert verify(target).digest == digest
    words = str(arrivals[0].refused)
    assert words.startswith(f"{bad}: ")
    assert "\n" not in words
    assert not {"page 3", "seen alone"} & set(words.split("'"))
    return arrivals[0].refused


def header(place: int, content: bytes) -> Spoiling:
    def spoil(path: Path) -> None:
        with path.open("rb+") as file:
            file.seek(place)
            file.write(content)

    return spoil


def statements(*texts: str) -> Spoiling:
    def spoil(path: Path) -> None:
        with sql(path, write=True) as connection:
            for text in texts:
                connection.execute(text)

    return spoil
