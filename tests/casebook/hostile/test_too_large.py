"""Copies made to take all the time or all the memory: refused in 3 seconds and 200 MB."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook.verify import verify
from casereview.questions.build import canonical
from tests.casebook.forging import forging, other_version
from tests.casebook.hands import sql
from tests.casebook.hostile.refusing import Spoiling
from tests.conftest import DATA

_MEASURED = """
import sys, time
from pathlib import Path
from casereview.casebook import Casebook
with Casebook.open(Path(sys.argv[1])) as casebook:
    began = time.perf_counter()
    arrivals = casebook.merge([Path(each) for each in sys.argv[2:]], "Lead").arrivals
    took = time.perf_counter() - began
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, int(peak.split()[1]) / 1024)
for each in arrivals:
    print(type(each.refused).__name__, each.refused)
"""


def measured(target: Path, *sources: Path) -> list[str]:
    """Merge in a fresh process: under 3 s and 200 MB; return what was said of each source."""
    command = [sys.executable, "-c", _MEASURED, str(target), *map(str, sources)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    first, *said = run.stdout.splitlines()
    seconds, megabytes = map(float, first.split())
    assert seconds < 3, run.stdout
    assert megabytes < 200, run.stdout
    assert verify(target).faults == []
    return said


def huge(*values: str, **more: Any) -> Spoiling:
    def spoil(path: Path) -> None:
        with forging(path) as forger:
            for value in values:
                forger.enter(value=value, **more)

    return spoil


def small_data() -> dict[str, Any]:
    return tomllib.loads((DATA / "small.toml").read_text(encoding="utf-8"))


def loop(path: Path) -> None:
    """Every leaf of the entries becomes the same page, under pages that all lead to it: no end of rows."""
    other_version(path, small_data() | {"version": "1.0.1"})  # so that its items are looked through before its entries
    with sql(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entries'").fetchone()
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    leaf = bytes(content[(root - 1) * 4096 : root * 4096])
    if leaf[0] == 5:
        child = int.from_bytes(leaf[8:12], "big")
        leaf = bytes(content[(child - 1) * 4096 : child * 4096])

    def interior(child: int) -> bytes:
        cells = 300
        page = bytearray(4096)
        page[0] = 5
        page[3:5] = cells.to_bytes(2, "big")
        page[8:12] = child.to_bytes(4, "big")
        start = 4096
        for number in range(cells):
            cell = child.to_bytes(4, "big") + bytes([0x80 | (number + 1) >> 7, (number + 1) & 0x7F])
            start -= len(cell)
            page[start : start + len(cell)] = cell
            page[12 + 2 * number : 14 + 2 * number] = start.to_bytes(2, "big")
        page[5:7] = start.to_bytes(2, "big")
        return bytes(page)

    content[(root - 1) * 4096 : root * 4096] = interior(pages + 1)
    for level in range(1, 5):
        content += interior(pages + level + 1)
    content += leaf
    content[28:32] = (len(content) // 4096).to_bytes(4, "big")
    path.write_bytes(content)


def questions_without_end(path: Path) -> None:
    """A question set of 300,000 characters that is hundreds of millions written out."""
    data = small_data() | {"version": "1.0.1"}
    data["lists"][0]["items"] = [{"id": f"i{number}", "label": "x"} for number in range(5_000)]
    for entry in data["questions"]:
        if "for_each" in entry:
            entry.pop("only")
            entry["text"] = "x" * 100_000
    source = canonical(data)
    digest = hashlib.sha256(source.encode()).hexdigest()
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE question_sets SET digest = ?, content = ?", (digest, source))
        connection.execute("UPDATE inspection SET question_set = ?", (digest,))


HEAVY: dict[str, tuple[Spoiling, str]] = {
    "a value of 20 MB": (huge('"' + "x" * 20_000_000 + '"', field="note"), "DamagedCasebook"),
    "a value of 15 MB in wide characters": (huge('"' + "x" * 15_000_000 + '\U0001f469"', field="note"), "DamagedCasebook"),
    "a case of 15 MB": (huge('"no"', case="x" * 15_000_000 + "\U0001f469"), "DamagedCasebook"),
    "deep nesting of 15 MB": (huge("[" * 15_000_000, field="reasons"), "DamagedCasebook"),
    "objects of 12 MB": (huge("[" + "{}," * 3_900_000 + "{}]", field="reasons"), "DamagedCasebook"),
    "rows without end": (loop, "DamagedCasebook"),
    "questions without end": (questions_without_end, "DamagedCasebook"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEAVY)
def test_what_is_too_large_is_refused_in_3_seconds_and_200_megabytes(
    kind: str, path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    spoil, error = HEAVY[kind]
    spoil(bad)
    said = measured(path, bad, good_file)
    assert said[0].startswith(error)
    assert said[1] == "NoneType None"
    assert verify(path).digest == merged_digest
