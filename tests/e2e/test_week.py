"""The lead inspector's week by commands, all of it on real files: sample, share out, answer, merge, settle, score, agree."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.cli.running import Ended, run

CASELOAD = Path(__file__).resolve().parents[2] / "docs" / "week" / "caseload.csv"
ASSESSORS = ("A Jones", "B Shah", "C Wood", "D Okoro", "E Price", "F Hall", "G Lund")


def week(*arguments: str | Path, ends: Sequence[int] = (0,)) -> Ended:
    """Run a command of the week, which ends as it should."""
    done = run(*arguments)
    assert done.returncode in ends, (arguments, done.returncode, done.stderr)
    return Ended(done.returncode, done.stdout, done.stderr)


def asked() -> list[dict[str, Any]]:
    return list(json.loads(week("questions", "show", "cci-2009", "--json").out)["questions"])


def answers(path: Path, rows: list[tuple[str, str, str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("case", "question", "answer", "note"), *rows])
    return path


def allocation(folder: Path) -> list[dict[str, str]]:
    return list(json.loads((folder / "allocation.json").read_text(encoding="utf-8"))["cases"])


def sums(files: Sequence[Path]) -> dict[Path, str]:
    return {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_week(tmp_path: Path) -> None:
    chance = random.Random(7)
    sample, lead, copies = tmp_path / "sample.csv", tmp_path / "lead.db", tmp_path / "copies"
    week(
        "sample", CASELOAD, "-o", sample, "--size", "85", "--by", "tier,gender", "--at-least", "rosh=high|very-high:8",
        "--at-least", "gender=female:18", "--reserves", "10", "--seed", "2012", "--set", "cci-2009", "--as", "L Reed",
    )  # fmt: skip
    week("sample", "--check", tmp_path / "sample.certificate.json", CASELOAD)
    week(
        "new", lead, "--set", "cci-2009", "--area", "Westborough", "--cases", sample,
        "--reserves", tmp_path / "sample-reserves.csv",
    )  # fmt: skip
    first_case = next(csv.DictReader(sample.open(encoding="utf-8-sig")))["case"]
    week("replace-case", lead, first_case, "--why", "the file is closed", "--as", "L Reed")
    week(
        "allocate", lead, "--evenly", ",".join(ASSESSORS), "--second", "10%", "--seed", "2012", "--as", "L Reed",
        "-o", copies,
    )  # fmt: skip
    week("allocate", lead, "--check", copies / "allocation.json")
    rows = allocation(copies)
    assert len(rows) == 85
    assert sum(1 for row in rows if row["second"]) == 9
    assert {name: sum(row["first"] == name for row in rows) for name in ASSESSORS}.keys() == set(ASSESSORS)

    # Seven people answer; second readers a little differently.
    questions = asked()
    files = []
    for name in ASSESSORS:
        mine = [row["case"] for row in rows if name in (row["first"], row["second"])]
        typed = [
            (case, question["id"], chance.choice(("yes", "yes", "yes", "no", "na")), "")
            for case in mine
            for question in questions
        ]
        file = copies / f"{name.replace(' ', '-')}.db"
        week("record", file, answers(tmp_path / "typed.csv", typed), "--as", name)
        files.append(file)
    # One assessor works on in a copy on another laptop, and goes on in both.
    case, question = next(row["case"] for row in rows if row["first"] == "A Jones"), questions[0]["id"]
    other = Path(shutil.copy(files[0], copies / "A-Jones-other.db"))
    for file, answer in ((files[0], "yes"), (other, "no"), (files[0], "na"), (other, "yes")):
        week("record", file, answers(tmp_path / "typed.csv", [(case, question, answer, "p. 3")]), "--as", "A Jones")
    files.append(other)

    # In three orders and groupings: the same casebook.
    before = sums(files)
    merged = []
    for number, order in enumerate(itertools.islice(itertools.permutations(files), 0, 5000, 1999)):
        target = Path(shutil.copy(lead, tmp_path / f"lead-{number}.db"))
        half = len(order) // (number + 1)
        for group in (order[:half], order[half:]):
            if group:
                week("merge", target, *group, "--as", "L Reed", ends=(0, 3))
        merged.append(target)
    assert sums(files) == before
    assert len(merged) == 3
    assert len({week("summary", each, "--json").out for each in merged}) == 1
    assert len({json.loads(week("verify", each, "--json").out)["digest"] for each in merged}) == 1

    # Settle what differs; the resolution travels back.
    lead = merged[0]
    found = json.loads(week("conflicts", lead, "--json", ends=(3,)).out)["conflicts"]
    assert [(each["case"], each["item"], each["field"]) for each in found] == [(case, question, "answer")]
    assert json.loads(week("summary", lead, "--json").out)["answers"]["unresolved"] == 1
    week("resolve", lead, case, question, "no", "--as", "L Reed", "--note", "seen together")
    week("conflicts", lead)
    assert json.loads(week("summary", lead, "--json").out)["answers"]["unresolved"] == 0
    for copy in (files[0], other):
        week("merge", copy, lead, "--as", "A Jones")
        week("conflicts", copy)

    # Both readers of every case that was read twice sign off; merged again, they are compared.
    for row in (each for each in rows if each["second"] and each["case"] != case):
        for name in (row["first"], row["second"]):
            week("sign-off", copies / f"{name.replace(' ', '-')}.db", row["case"], "--as", name)
    week("merge", lead, *files, "--as", "L Reed")
    done = {each["assessor"]: each for each in json.loads(week("progress", lead, "--json").out)["assessors"]}
    assert set(ASSESSORS) <= set(done)
    compared = json.loads(week("agreement", lead, "--json").out)
    assert compared["readings"]["compared"] >= 8
    week("verify", lead)
