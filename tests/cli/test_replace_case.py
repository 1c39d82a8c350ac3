"""`casereview replace-case`."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from tests.cli.running import Program


@pytest.fixture
def lead(program: Program, tmp_path: Path, small_file: Path) -> Path:
    """A casebook of two cases with the reserves R-1 and R-2; C-1 is A Jones's, read twice by B Shah."""
    (tmp_path / "cases.csv").write_text("case\nC-1\nC-2\n")
    (tmp_path / "reserves.csv").write_text("case,gender\nR-1,male\nR-2,\n")
    path = tmp_path / "lead.db"
    ended = program(
        "new", path, "--set", small_file, "--area", "Anytown",
        "--cases", tmp_path / "cases.csv", "--reserves", tmp_path / "reserves.csv",
    )  # fmt: skip
    assert ended.out.endswith("2 cases, 2 reserves\n")
    with Casebook.open(path) as casebook:
        casebook.allocate({"C-1": ("A Jones", "B Shah")}, "Lead")
    return path


def refs(path: Path) -> tuple[list[str], list[str]]:
    with Casebook.open(path, write=False) as casebook:
        return casebook.case_refs(), [each.ref for each in casebook.reserves()]


def test_the_next_reserve_comes_in_for_the_same_assessors(program: Program, lead: Path, tmp_path: Path) -> None:
    ended = program("replace-case", lead, "C-1", "--why", "the file is missing", "--as", "L Lead")
    assert ended.status == 0
    assert f"{lead}: C-1 is out and R-1 is in; 1 reserve left\n" in ended.out
    assert "R-1 goes to A Jones, read twice by B Shah\n" in ended.out
    assert "--move 'R-1=A Jones' --as 'L Lead' -o FOLDER" in ended.err
    assert refs(lead) == (["C-2", "R-1"], ["R-2"])
    with Casebook.open(lead, write=False) as casebook:
        line = casebook.case_line("R-1")
        assert (line.first, line.second, line.counted.facts) == ("A Jones", "B Shah", {"gender": "male"})
        assert casebook.replaced_cases() == [("C-1", "the file is missing", "R-1")]
    assert program("allocate", lead, "--move", "R-1=A Jones", "--as", "L Lead", "-o", tmp_path / "new").status == 0
    assert refs(tmp_path / "new" / "A-Jones.db") == (["R-1"], [])


def test_a_reserve_may_be_named(program: Program, lead: Path) -> None:
    assert program("replace-case", lead, "C-2", "--why", "sealed", "--with", "R-2", "--as", "L Lead").status == 0
    assert refs(lead) == (["C-1", "R-2"], ["R-1"])


def test_the_list_shows_what_is_left_and_what_was_replaced(program: Program, lead: Path) -> None:
    program("replace-case", lead, "C-2", "--why", "sealed \x1b[31m", "--as", "L Lead")
    before = lead.read_bytes()
    ended = program("replace-case", lead, "--list")
    assert (ended.status, ended.out) == (0, "C-2: replaced by R-1: sealed ␛[31m\nReserves left: R-2\n")
    assert lead.read_bytes() == before
    program("replace-case", lead, "C-1", "--why", "too", "--as", "L Lead")
    assert program("replace-case", lead, "--list").out.endswith("No reserve is left\n")


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["C-1"], 2, "say which case, and why"),
        (["C-1", "--why", " "], 2, "say which case, and why"),
        (["--why", "sealed", "--as", "L Lead"], 2, "say which case, and why"),
        (["C-1", "--why", "sealed"], 2, "say who replaces it: --as NAME"),
        (["--list", "C-1"], 2, "--list only shows"),
        (["C-9", "--why", "sealed", "--as", "L Lead"], 65, "no case C-9"),
        (["R-1", "--why", "sealed", "--as", "L Lead"], 65, "case R-1 is a reserve and has not come in"),
        (["C-1", "--why", "sealed", "--with", "C-2", "--as", "L Lead"], 65, "'C-2' is not among the reserves"),
        (["C-1", "--why", "sealed", "--as", "x" * 201], 65, "a name of at most"),
    ],
)
def test_what_can_not_be_is_one_line_and_changes_nothing(
    program: Program, lead: Path, options: list[str], status: int, words: str
) -> None:
    before = lead.read_bytes()
    ended = program("replace-case", lead, *options)
    assert (ended.status, ended.out) == (status, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
    assert lead.read_bytes() == before


def test_without_a_reserve_it_is_refused(program: Program, lead: Path) -> None:
    for case in ("C-1", "C-2"):
        assert program("replace-case", lead, case, "--why", "sealed", "--as", "L Lead").status == 0
    ended = program("replace-case", lead, "R-1", "--why", "sealed", "--as", "L Lead")
    assert ended.status == 65
    assert "no reserve is left" in ended.err
