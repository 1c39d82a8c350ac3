"""A merge that is killed at any moment leaves the casebook as before or as after, and its sources alone."""

from __future__ import annotations

import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.entry import Entry
from casereview.casebook.ledger import Change
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet

SOURCES, CASES = 4, 80
# More than SQLite keeps in memory within a transaction, so that the file itself is half-written when the kill comes.
NOTE = "Where the evidence is. " * 40

MERGE = """
import sys
from pathlib import Path
import casereview.casebook.merge
from casereview.casebook import Casebook
lead, *sources = map(Path, sys.argv[1:])
with Casebook.open(lead) as casebook:
    print("now", flush=True)
    casebook.merge(sources, "Lead")
    print("done", flush=True)
"""


class Files(NamedTuple):
    """The files of a merge; the entries of the casebook before and after it, and how long it takes."""

    lead: Path
    sources: list[Path]
    before: frozenset[Entry]
    after: frozenset[Entry]
    seconds: float


def history(path: Path) -> frozenset[Entry]:
    with Casebook.open(path) as casebook:
        return frozenset(casebook.history())


def start(lead: Path, sources: Iterable[Path]) -> subprocess.Popen[str]:
    """Start a merge in a process of its own; it begins at this moment."""
    command = [sys.executable, "-c", MERGE, str(lead), *map(str, sources)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "now\n"
    return running


def to_the_end(lead: Path, sources: Iterable[Path]) -> float:
    """Merge; return how many seconds it took."""
    with start(lead, sources) as running:
        begun = time.perf_counter()
        assert running.stdout is not None
        assert running.stdout.readline() == "done\n"
        return time.perf_counter() - begun


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, small: QuestionSet) -> Files:
    """A casebook and copies of it, each with the readings of one more assessor."""
    place = tmp_path_factory.mktemp("killed")
    lead, merged = place / "lead.db", place / "merged.db"
    cases = [NewCase(f"case-{number}", {}) for number in range(CASES)]
    Casebook.create(lead, small, "Invented town", cases, by="Lead")
    sources = []
    for number in range(SOURCES):
        sources.append(Path(shutil.copy(lead, place / f"source-{number}.db")))
        with Casebook.open(sources[-1]) as casebook:
            for case in cases:
                changes = [Change(case.ref, row.id, "answer", ("yes", "no")[number % 2]) for row in small.questions]
                changes += [Change(case.ref, row.id, "note", NOTE) for row in small.questions]
                casebook.record(changes, f"Assessor {number}")
    times = [to_the_end(Path(shutil.copy(lead, merged)), sources) for _ in range(3)]
    return Files(lead, sources, history(lead), history(merged), statistics.median(times))


@pytest.mark.parametrize("kills", [40, pytest.param(160, marks=pytest.mark.trust)])
def test_a_merge_killed_at_any_moment_is_as_before_or_as_after(files: Files, tmp_path: Path, kills: int) -> None:
    seed = random.randrange(1 << 32)
    chance = random.Random(seed)
    sources = [each.read_bytes() for each in files.sources]
    lead = tmp_path / "lead.db"
    backup, part, journal = (
        tmp_path / name for name in ("lead.before-merge.db", ".lead.before-merge.db.part", "lead.db-journal")
    )
    seen: Counter[str] = Counter()
    for kill in range(kills):
        where = f"seed {seed}, kill {kill}"
        for each in tmp_path.iterdir():
            each.unlink()
        shutil.copy(files.lead, lead)
        with start(lead, files.sources) as running:
            # Over its whole length, and as often near its end, where it is committed.
            time.sleep(files.seconds * (chance.uniform(0, 1) if kill % 2 else chance.uniform(0.8, 1.2)))
            running.send_signal(signal.SIGKILL)
        seen["half-written"] += journal.exists()
        seen["backup half-made"] += part.exists()
        if backup.exists():
            assert backup.read_bytes() == files.lead.read_bytes(), where
            seen["backup"] += 1
        found = history(lead)
        assert found in (files.before, files.after), where
        seen["as after" if found == files.after else "as before"] += 1
        assert verify(lead).faults == [], where
        with Casebook.open(lead) as casebook:
            assert len(casebook.receipts()) == (found == files.after), where
            receipt = casebook.merge(files.sources, "Lead")
            assert all(each.refused is None for each in receipt.arrivals), where
        assert history(lead) == files.after, where
        assert verify(lead).faults == [], where
        assert sorted(tmp_path.iterdir()) == [backup, lead], where
        assert [each.read_bytes() for each in files.sources] == sources, where
    print(f"{kills} kills within {files.seconds:.2f} s: {dict(seen)}")  # noqa: T201 - seen with -s, and on failure
    assert seen["as before"] > 0
    assert seen["half-written"] > 0
