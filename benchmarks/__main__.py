"""Measure what the README claims, side by side on this machine, and print it as a table: `make bench`."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.keys import seconds_to_saved
from benchmarks.made import ASSESSOR, make
from benchmarks.printed import table
from benchmarks.terminal import Terminal, seconds_to_first_frame
from casereview.casebook import Casebook
from casereview.tui.session import Session

PYTHON = sys.executable
SIZES = (14, 99, 1_000, 10_000)
FIRST = "C-00001"


def review(path: Path) -> list[str]:
    """The command that opens the screens."""
    return [str(Path(PYTHON).with_name("casereview")), "review", str(path), "--as", ASSESSOR]


def ms(seconds: float) -> str:
    """Milliseconds for a table."""
    return f"{seconds * 1000:.1f} ms"


def paired(first: Callable[[], float], second: Callable[[], float], runs: int) -> tuple[float, float]:
    """Medians of two measurements taken in turn, after one of each that is not counted."""
    first(), second()
    taken = [(first(), second()) for _ in range(runs)]
    return statistics.median(a for a, _ in taken), statistics.median(b for _, b in taken)


def whole_process(command: list[str]) -> float:
    """Seconds that a command takes from start to end."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def rescoring(path: Path, times: int = 30) -> float:
    """Median seconds to count a case anew and make every score again, after an answer is stored."""
    with Casebook.open(path, write=False) as casebook:
        session = Session(casebook, ASSESSOR)
        for line in casebook.case_lines():
            session._put(line)
        taken = []
        for _ in range(times):
            started = time.perf_counter()
            session.change("C-00007", lambda: None)
            _ = session.summary
            taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def memory(path: Path) -> float:
    """Megabytes at most in use after opening a case from the list."""
    terminal = Terminal(review(path))
    try:
        terminal.wait_for(FIRST)
        terminal.wait_for("Safeguarding", 60)
        terminal.type("\r")
        terminal.wait_for("question ", 60)
        status = Path(f"/proc/{terminal.process.pid}/status").read_text(encoding="utf-8")
    finally:
        terminal.close()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def side_by_side(folder: Path, keys: int, runs: int) -> Iterator[tuple[str, str, str, str, str]]:
    """What is measured at 99 cases against its floor: what, ours, the other side, ratio, target."""
    full = make(folder / "99.db", 99, 1.0)
    bare = [PYTHON, str(Path(__file__).with_name("bare.py"))]
    ours, floor = paired(
        lambda: seconds_to_first_frame(review(full), FIRST),
        lambda: seconds_to_first_frame(bare, "bare-first-frame"),
        runs,
    )
    yield (
        "first frame of `review`, 99 cases / a bare Textual program",
        ms(ours),
        ms(floor),
        f"{ours / floor:.2f}",
        "1.6",
    )

    ours, floor = paired(
        lambda: whole_process([*review(full)[:1], "summary", str(full), "--json"]),
        lambda: whole_process([PYTHON, "-c", "import sqlite_utils, pydantic"]),
        runs,
    )
    yield (
        "`summary --json`, 99 cases / `import sqlite_utils, pydantic`",
        ms(ours), ms(floor), f"{ours / floor:.2f}", "1.6",
    )  # fmt: skip

    stored = sorted(seconds_to_saved(review(make(folder / "stored.db", 99, 0.0)), keys))
    unstored = make(folder / "unstored.db", 99, 0.0)
    floors = sorted(seconds_to_saved([PYTHON, "-m", "benchmarks.unstored", str(unstored)], keys))
    ours, floor = statistics.median(stored), statistics.median(floors)
    yield (
        f"key to “saved”, median of {keys} / the same screen, nothing stored",
        ms(ours),
        ms(floor),
        f"{ours / floor:.2f}",
        "1.5",
    )
    p95, p95_floor = stored[int(len(stored) * 0.95)], floors[int(len(floors) * 0.95)]
    yield f"key to “saved”, 95 in 100 of {keys}", ms(p95), ms(p95_floor), f"{p95 / p95_floor:.2f}", "50 ms"
    yield "rescoring after an answer, 99 cases", ms(rescoring(full)), "", "", "2 ms"
    yield "memory of the review screen, 99 cases", f"{memory(full):.0f} MB", "", "", ""


def growth(folder: Path, sizes: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """How cost grows with the number of cases."""
    for size in sizes:
        path = make(folder / f"{size}.db", size, 1.0)
        empty = make(folder / f"{size}-blank.db", size, 0.0)
        frame = statistics.median(seconds_to_first_frame(review(path), FIRST) for _ in range(5))
        keys = statistics.median(seconds_to_saved(review(empty), 60))
        again = statistics.median(whole_process([*review(path)[:1], "summary", str(path), "--json"]) for _ in range(3))
        file = f"{path.stat().st_size / 1e6:.0f} MB"
        yield f"{size:,}", ms(frame), ms(keys), ms(rescoring(path)), ms(again), f"{memory(path):.0f} MB", file


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table(("what", "ours", "other side", "ratio", "at most"), side_by_side(folder, asked.keys, asked.runs))
        print()
        head = ("cases", "first frame", "key to “saved”", "rescoring", "`summary --json`", "memory", "file")
        table(head, growth(folder, tuple(asked.sizes)))


if __name__ == "__main__":
    main()
