"""How fast the documents are made, against a bare script that writes the same with the same library: `make bench-reports`."""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import report_bare
from benchmarks.made import make
from benchmarks.printed import table
from casereview.casebook import Casebook
from casereview.reports.data.tables import tables
from casereview.reports.documents.blocks import (
    BarChart,
    Block,
    Contents,
    Document,
    Heading,
    Items,
    Paragraph,
    RangeChart,
    Table,
)
from casereview.reports.documents.chart_table import chart_table
from casereview.reports.documents.comparators import read_comparators, shipped
from casereview.reports.documents.content import gather
from casereview.reports.documents.outline import document
from casereview.reports.documents.outline_scores import headline_blocks
from casereview.scoring import Score, Summary

BARE = Path(report_bare.__file__)
TABLES = {"csv": "csv", "json": "json", "parquet": "pyarrow"}
MOST = 1.5
LIBRARIES = {"docx": "python-docx", "xlsx": "XlsxWriter", "html": "Jinja2", "md": "plain writes", "pdf": "Typst"}


class Run(NamedTuple):
    """What one process took, in seconds: by the clock, and of a processor's time in the program itself."""

    clock: float
    user: float


def run(command: list[str], environment: dict[str, str]) -> tuple[Run, bytes]:
    """Run a process from start to end; return what it took and what it printed. Ends the benchmark where it fails."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as process:
        said = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Run(clock, used.ru_utime), said


def compiled(folder: Path) -> dict[str, str]:
    """Return the environment for both sides: what was compiled once is kept, as pip does it for what is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def texts(path: Path, workbook: Path) -> dict[str, Any]:
    """Return what the bare script is given: the words of the report, and the cells of our workbook, for it to write again."""
    import openpyxl  # type: ignore[import-untyped,unused-ignore]

    with Casebook.open(path, write=False) as casebook:
        file = shipped(casebook.question_set.id)
        ranges = read_comparators(file, casebook.question_set) if file else None
        content = gather(casebook, today=date.today(), comparators=ranges)
        made = tables(casebook)
        labels = {
            f'fact:{fact.id} "{option.id}"': option.label
            for fact in casebook.question_set.facts
            for option in fact.options
        }
        by_fact = {fact.id: casebook.summaries_by(fact.id) for fact in casebook.question_set.facts}
    whole = document(content)
    headlines = [each for each in headline_blocks(content) if isinstance(each, Table)]
    themes = content.summary.of_kind("theme")
    rest = [each for each in content.summary.scores if each.kind != "theme"]
    blocks: list[dict[str, Any]] = []
    places: dict[int, int] = {}
    for block in whole.blocks:
        if block in headlines:
            places[headlines.index(block)] = len(blocks)
        blocks += _plain(block, whole)
    book = openpyxl.load_workbook(io.BytesIO(workbook.read_bytes()))
    return {
        "title": whole.title,
        "subtitle": whole.subtitle,
        "blocks": blocks,
        "scores": [
            {"questions": list(score.questions), "block": places[at], "row": row}
            for at, scores in enumerate((themes, rest))
            for row, score in enumerate(scores)
        ],
        "sheets": (sheets := {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}),
        "labels": labels,
        "tables": {each.name: [[field.name for field in each.fields], each.rows] for each in made},
        "counts": list(_counts(content.summary, by_fact, sheets["Breakdowns"])),
    }


def _counts(
    summary: Summary, by_fact: Mapping[str, Mapping[str, Summary]], breakdowns: list[list[Any]]
) -> Iterator[tuple[str, str, list[tuple[str, int, list[str]]]]]:
    """Return which questions' answers are counted in which row of which sheet, in all cases and in those with each value of a fact."""
    questions = [("Questions", row, [each.id]) for row, each in enumerate(summary.questions, 1)]
    yield "", "", [("Scores", row, list(each.questions)) for row, each in enumerate(by_kind(summary), 1)] + questions
    row = 1
    for fact, groups in by_fact.items():
        for value, figures in groups.items():
            rows = list(enumerate(by_kind(figures), row))
            row += len(rows)
            shown = [("Breakdowns", at, list(each.questions)) for at, each in rows if breakdowns[at][4] is not None]
            yield fact, value, shown


def by_kind(summary: Summary) -> list[Score]:
    """Return the scores in the order of a workbook's rows."""
    return [*summary.of_kind("theme"), *summary.of_kind("section"), *summary.of_kind("criterion")]


def _plain(block: Block, whole: Document) -> list[dict[str, Any]]:
    match block:
        case Heading():
            return [{"kind": "heading", "level": block.level, "text": block.text}]
        case Paragraph():
            return [{"kind": "paragraph", "text": block.text}]
        case Items():
            return [{"kind": "items", "items": block.items, "numbered": block.numbered}]
        case Table():
            return [{"kind": "table", "caption": block.caption, "head": block.head, "rows": block.rows}]
        case BarChart() | RangeChart():
            table = chart_table(block)
            said: dict[str, Any] = {"kind": "paragraph", "text": block.text}
            return [said, {"kind": "table", "caption": block.caption, "head": table.head, "rows": table.rows}]
        case Contents():
            titles = [each.text for each in whole.blocks if isinstance(each, Heading) and each.level < 3]
            return [{"kind": "items", "items": titles, "numbered": False}]


def side_by_side(folder: Path, runs: int) -> Iterator[tuple[str, ...]]:
    """Every format by both, in turn, so that what else the machine does is spread over them all."""
    path, environment = make(folder / "99.db", 99, 1.0), compiled(folder)
    program = [str(Path(sys.executable).with_name("casereview")), "report", str(path), "--force", "-o"]
    run([*program, str(folder / "first.xlsx")], environment)
    handed = folder / "texts.json"
    handed.write_text(json.dumps(texts(path, folder / "first.xlsx")), encoding="utf-8")
    with Casebook.open(path, write=False) as casebook:
        summary = casebook.summary()
    wanted = [[each.tally.yes, each.tally.scored] for each in summary.of_kind("theme")]
    wanted += [[each.tally.yes, each.tally.scored] for each in summary.scores if each.kind != "theme"]
    bare = [sys.executable, str(BARE)]
    exported = [program[0], "export", str(path), "--format"]
    for what, ours, way in [
        ("no document: start, open, count / the same", [program[0], "summary", str(path), "--json"], "nothing"),
        *(
            (f"`report` .{each} / {library}", [*program, str(folder / f"ours.{each}")], each)
            for each, library in LIBRARIES.items()
        ),
        *(
            (f"`export` of {each} / {library}", [*exported, each, "--package", str(folder / each)], f"package-{each}")
            for each, library in TABLES.items()
        ),
    ]:
        others = [*bare, way, str(path), str(handed), str(folder / f"bare.{way}")]

        def both(ours: list[str] = ours, others: list[str] = others) -> tuple[Run, Run, bytes]:
            if "--package" in ours:  # which is never written over something else
                shutil.rmtree(ours[-1], ignore_errors=True)
            return run(ours, environment)[0], *run(others, environment)

        if json.loads(both()[2]) != wanted:
            raise SystemExit(f"{way}: the bare script counts otherwise")
        yield what, *_compared([both()[:2] for _ in range(runs)])


def _compared(pairs: list[tuple[Run, Run]]) -> Iterator[str]:
    """Both sides and their ratio: by medians, by the quickest runs, by the least time of a processor."""
    for values in (
        [statistics.median(each[side].clock for each in pairs) for side in (0, 1)],
        [min(each[side].clock for each in pairs) for side in (0, 1)],
        [min(each[side].user for each in pairs) for side in (0, 1)],
    ):
        yield " / ".join(map(_ms, values))
        yield f"{values[0] / values[1]:.2f}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def main() -> None:
    """Make the casebook and measure every format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--folder", type=Path, help="keep what is made here, to look at")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder: Path = asked.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        print(
            f"A casebook of 99 cases, whole processes, ours / a bare script, {asked.runs} runs of each; at most {MOST} times\n",
            flush=True,
        )
        head = ("document", "median", "ratio", "least", "ratio", "least user time", "ratio")
        table(head, side_by_side(folder, asked.runs))


if __name__ == "__main__":
    main()
