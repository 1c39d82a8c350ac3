"""Copies of one casebook, what is done in them, and what must be the same after a merge."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casereview.casebook import (
    Casebook,
)
from casereview.casebook.receipt import Receipt
from casereview.casebook.verify import verify
from casereview.reports.data.summary_json import as_data as summary_as_data
from tests.casebook.hands import present, ticking

Doing = Callable[[Casebook], object]


def copy(path: Path, name: str, *doings: Doing, clock: str = "2026-01-05T12:00:00+00:00") -> Path:
    """Copy a casebook and do something to the copy."""
    made = Path(shutil.copy(path, path.with_name(name)))
    with Casebook.open(made, clock=ticking(clock)) as casebook:
        for doing in doings:
            doing(casebook)
    return made


def merge(target: Path, *sources: Path, by: str = "Lead") -> Receipt:
    with Casebook.open(target, clock=ticking("2026-01-09T09:00:00+00:00")) as casebook:
        return casebook.merge(sources, by)


def plan(target: Path, *sources: Path) -> Receipt:
    with Casebook.open(target, clock=ticking("2026-01-09T09:00:00+00:00")) as casebook:
        return casebook.plan_merge(sources, "Lead")


def summary(path: Path) -> bytes:
    with Casebook.open(path, write=False) as casebook:
        return json.dumps(summary_as_data(casebook, casebook.summary())).encode()


def state(path: Path) -> tuple[str, bytes, frozenset[Any]]:
    """Everything that must be the same: the set of entries, the figures byte for byte, and what stands."""
    verdict = verify(path)
    assert verdict.faults == []
    return verdict.digest, summary(path), frozenset(present(path))


def answers(case: str, reader: str, *said: str) -> Doing:
    def doing(casebook: Casebook) -> None:
        for row, answer in zip(casebook.question_set.questions, said, strict=False):
            casebook.answer(case, row.id, answer, reader)

    return doing


def everything(reader: str) -> Doing:
    def doing(casebook: Casebook) -> None:
        casebook.answer("A1", "assessed", "no", reader)
        casebook.give_reasons("A1", "assessed", ["late"], reader)
        casebook.note("A1", "assessed", f"{reader}: page 3", reader)
        casebook.mark("A1", "safe", True, reader)
        casebook.put_facts("A1", {"gender": "male"}, reader)
        casebook.undo("A1", reader)
        casebook.raise_alert("A1", f"{reader} is worried", reader)

    return doing
