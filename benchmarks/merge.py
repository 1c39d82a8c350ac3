"""How fast casebooks are merged, against plain SQL and against what one would otherwise use: `make bench-merge`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks import merge_others
from benchmarks.merge_made import Made, make
from benchmarks.printed import table
from casereview.casebook import Casebook
from casereview.casebook import connection as door
from casereview.casebook import merge as _merge  # noqa: F401 - no way is timed with its imports
from casereview.casebook.foreign import connect_foreign
from casereview.casebook.ledger import entries, transaction
from casereview.casebook.union import Union

ROOT = Path(__file__).parent.parent
ORACLES = ROOT / ".venv-oracles" / "bin" / "python"
OTHERS = Path(merge_others.__file__)

# What each way is called in the table, what runs it, and how many times the limit it may take.
WAYS = {
    "raw": ("`ATTACH`, `INSERT ... SELECT` of the new rows (the limit)", ""),
    "unchecked": ("casereview, nothing checked", "4"),
    "whole": ("casereview, everything proved and folded, backup, receipt", "10"),
    "sqlite-utils": ("sqlite-utils `upsert_all` of the new rows", "ours faster"),
    "pandas": ("pandas: read, concatenate, drop duplicates, write", "ours faster"),
}


def whole(target: str, known: int, sources: list[str]) -> None:
    """The merge as it is."""
    with Casebook.open(Path(target)) as casebook:
        refused = [each.refused for each in casebook.merge(map(Path, sources), "L Lead").arrivals if each.refused]
    if refused:
        raise SystemExit(f"refused: {refused[0]}")


def unchecked(target: str, known: int, sources: list[str]) -> None:
    """The same union of entries, and the heads folded, but no hash, no value, no chain and no conflict looked at."""
    with closing(door.connect(Path(target), write=True)) as connection, transaction(connection):
        for source in sources:
            with closing(connect_foreign(Path(source))) as foreign:
                union = Union(connection)
                for entry in entries(foreign):
                    union.add(entry, entry.parents)
                union.finish()


OURS = {"whole": whole, "unchecked": unchecked}


class Run:
    """What one run in a process of its own took."""

    def __init__(self, way: str, made: Made, sources: int | None = None) -> None:
        target = made.lead.with_name("target.db")
        _remove(target)
        shutil.copyfile(made.lead, target)
        os.sync()  # what earlier runs left to be written is not counted to this one
        python = str(ORACLES) if way == "pandas" else sys.executable
        program = ["-m", "benchmarks.merge", "--way"] if way in OURS else [str(OTHERS)]
        command = [python, *program, way, str(target), str(made.known), *map(str, made.sources[:sources])]
        started = time.perf_counter()
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout
        self.process = time.perf_counter() - started
        found = json.loads(said)
        self.seconds = float(found["seconds"])
        self.megabytes = found["kilobytes"] / 1024
        self.rows: list[int] = found["rows"]
        _remove(target)


def _remove(target: Path) -> None:
    for path in (target, target.with_name("target.before-merge.db")):
        path.unlink(missing_ok=True)


def ways(made: Made, runs: int) -> Iterator[tuple[str, ...]]:
    """Every way, in turn, so that what else the machine does is spread over them all."""
    there = [way for way in WAYS if way != "pandas" or ORACLES.exists()]
    taken = [{way: Run(way, made) for way in there} for _ in range(runs)]
    for each in taken:
        if len({tuple(run.rows) for run in each.values()}) > 1:
            raise SystemExit(f"not the same rows: { {way: run.rows for way, run in each.items()} }")
    limit = statistics.median(each["raw"].seconds for each in taken)
    for way in there:
        seconds = statistics.median(each[way].seconds for each in taken)
        memory = max(each[way].megabytes for each in taken)
        label, most = WAYS[way]
        process = statistics.median(each[way].process for each in taken)
        yield label, _time(seconds), f"{seconds / limit:.1f}", most, _time(process), f"{memory:.0f} MB"


def last_half_hour(made: Made, runs: int) -> Iterator[tuple[str, ...]]:
    """85 cases from 7 assessors, the command as a whole process."""
    taken = []
    for _ in range(runs):
        target = made.lead.with_name("target.db")
        _remove(target)
        shutil.copyfile(made.lead, target)
        command = [str(Path(sys.executable).with_name("casereview")), "merge", str(target), *map(str, made.sources)]
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
    _remove(target)
    yield "`casereview merge`, 85 cases from 7 assessors, whole process", _time(statistics.median(taken)), "2 s"


def memory(made: Made, numbers: list[int]) -> Iterator[tuple[str, ...]]:
    """The most memory in use, by the number of sources."""
    for number in numbers:
        run = Run("whole", made, number)
        yield f"{number}", f"{run.rows[0]:,}", _time(run.seconds), f"{run.megabytes:.0f} MB"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 2 else f"{seconds:.1f} s"


def main() -> None:
    """Make the casebooks and measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="of 20 casebooks of 7 cases")
    parser.add_argument("--big-runs", type=int, default=3, help="of 158 casebooks of 60 cases; 0 leaves them out")
    parser.add_argument("--folder", type=Path, help="keep what is made here, for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder: Path = asked.folder or Path(name)
        head = ("way", "time", "times the limit", "at most", "with its imports", "peak memory")
        small = make(folder / "20x7", 20, 7)
        print(f"20 casebooks of 7 cases, {small.rows:,} new entries, medians of {asked.runs}", flush=True)
        print()
        table(head, ways(small, asked.runs))
        print()
        table(("what", "time", "at most"), last_half_hour(make(folder / "7x13", 7, 13, 7), asked.runs))
        if not asked.big_runs:
            return
        big = make(folder / "158x60", 158, 60)
        print(f"\n158 casebooks of 60 cases, {big.rows:,} new entries, medians of {asked.big_runs}", flush=True)
        print()
        table(head, ways(big, asked.big_runs))
        print()
        table(("sources of 60 cases", "entries after", "time", "peak memory"), memory(big, [5, 20, 80, 158]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        merge_others.main(OURS[sys.argv[2]], *sys.argv[3:])
    else:
        main()
