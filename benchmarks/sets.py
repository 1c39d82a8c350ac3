"""What a large question set costs: the largest that is shipped beside a made-up one of 2,000 questions: `make bench-sets`."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.__main__ import ms, paired, review, whole_process
from benchmarks.made import make
from benchmarks.printed import table
from benchmarks.terminal import seconds_to_first_frame
from casereview.casebook import Casebook
from casereview.questions import QuestionSet, load, shipped
from casereview.questions.build import build
from casereview.questions.check import check

_PER_PART, _PER_CRITERION = 50, 100
_CASES = 14


def made_up(questions: int) -> str:
    """A question set file of so many questions: parts of 50, criteria of 100, a gate for one in ten, reasons for each."""
    parts, criteria = -(-questions // _PER_PART), -(-questions // _PER_CRITERION)
    lines = ['id = "made-up"', 'version = "1.0.0"', 'title = "Made up"']
    for start, name, label in ((75, "high", "High"), (0, "low", "Low")):
        lines += ["[[bands]]", f'id = "{name}"', f"from = {start}", f'label = "{label}"']
    lines += ["[[sections]]", 'id = "1"', 'title = "All"', "[[themes]]", 'id = "t"', 'title = "Theme"']
    for number in range(criteria):
        lines += ["[[criteria]]", f'id = "1.{number}"', 'section = "1"', f'title = "Criterion {number}"']
    for number in range(parts):
        lines += ["[[parts]]", f'id = "p{number}"', f'title = "Part {number}"']
    lines += ["[[facts]]", 'id = "needed"', 'label = "Was it needed?"', 'options = ["yes", "no"]']
    for number in range(questions):
        lines += ["[[questions]]", f'id = "made-up-question-{number}"', f'part = "p{number // _PER_PART}"']
        lines += [
            f'criterion = "1.{number // _PER_CRITERION}"',
            f'text = "Was matter number {number} seen to, and well enough?"',
        ]
        lines += ['guidance = "' + "Look for what was planned, what was done, and what came of it. " * 4 + '"']
        lines += ['reasons = [{ id = "late", label = "Late" }, { id = "thin", label = "Not thorough" }]']
        lines += ['themes = ["t"]'] if number % 4 == 0 else []
        lines += ['applies_when = { needed = "yes" }'] if number % 10 == 0 else []
    return "\n".join(lines) + "\n"


def median(measured: Callable[[], object], runs: int) -> float:
    """Median of the seconds that something takes, after once that is not counted."""
    taken = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        measured()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])


def opened(path: Path) -> None:
    """Open a casebook and read one case, as the screens do before their first frame."""
    with Casebook.open(path, write=False) as casebook:
        casebook.case_line(casebook.case_refs()[0])


def marker(question_set: QuestionSet) -> str:
    """Words of the first question, as the review screen shows them in one line."""
    return " ".join(question_set.questions[0].text.split()[:3])


def measured(folder: Path, size: int, runs: int) -> Iterator[tuple[str, ...]]:
    """What is measured: the made-up set, the largest that is shipped, and how many times as long it takes."""
    file = folder / "made-up.toml"
    file.write_text(made_up(size), encoding="utf-8")
    ours = max(shipped(), key=lambda path: len(load(path).questions))
    large, usual = load(file), load(ours)

    def row(what: str, times: Iterable[float], most: str = "") -> tuple[str, ...]:
        first, second = times
        return what, ms(first), ms(second), f"{first / second:.2f}", most

    yield "questions", f"{len(large.questions):,}", f"{len(usual.questions):,} ({usual.id})", "", ""
    yield row("load the file", (median(partial(load, each), runs) for each in (file, ours)))
    data = [json.loads(each.source) for each in (large, usual)]
    yield row("check it", (median(partial(check, each), runs) for each in data))
    yield row("write it out", (median(partial(build, each), runs) for each in data))
    first, second = (
        partial(whole_process, [*review(file)[:1], "questions", "check", str(each)]) for each in (file, ours)
    )
    yield row("`questions check`", paired(first, second, runs))
    for share, said in ((0.0, "blank"), (1.0, "all answered")):
        books = [make(folder / f"{each.id}-{share}.db", _CASES, share, each) for each in (large, usual)]
        yield row(f"open a casebook, {_CASES} cases, {said}", (median(partial(opened, each), runs) for each in books))
        first, second = (
            partial(seconds_to_first_frame, [*review(book), "--case", "C-00001"], marker(each))
            for book, each in zip(books, (large, usual), strict=True)
        )
        yield row(f"first frame of the review screen, {said}", paired(first, second, runs), "1.2")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    print(f"load of the machine: {', '.join(f'{each:.1f}' for each in os.getloadavg())}; {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory() as name:
        table(
            ("what", "made up", "largest shipped", "ratio", "at most"),
            measured(Path(name), asked.questions, asked.runs),
        )


if __name__ == "__main__":
    main()
