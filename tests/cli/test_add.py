"""`casereview add`."""

from __future__ import annotations

from pathlib import Path

from casereview.casebook import Casebook
from tests.cli.running import Program


def test_add_adds_cases_to_an_inspection(program: Program, tmp_path: Path, small_file: Path) -> None:
    path, more = tmp_path / "a.db", tmp_path / "more.csv"
    program("new", path, "--set", small_file, "--area", "Anytown")
    more.write_text("case,gender\nC-1,male\nC-2,\n", encoding="utf-8")
    ended = program("add", path, more, "--as", "A Jones")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == f"{path}: 2 cases added\n"
    with Casebook.open(path, write=False) as casebook:
        assert casebook.case_refs() == ["C-1", "C-2"]
        assert {entry.reader for entry in casebook.history()} == {"A Jones"}


def test_adding_a_case_that_is_there_already_adds_none(program: Program, tmp_path: Path, small_file: Path) -> None:
    path, more = tmp_path / "a.db", tmp_path / "more.csv"
    program("new", path, "--set", small_file, "--area", "Anytown")
    more.write_text("case\nC-1\n", encoding="utf-8")
    program("add", path, more)
    more.write_text("case\nC-2\nC-1\n", encoding="utf-8")
    ended = program("add", path, more)
    assert ended.status == 65
    assert "case C-1: this reference is there already" in ended.err
    with Casebook.open(path, write=False) as casebook:
        assert casebook.case_refs() == ["C-1"]


def test_reserves_are_added_after_those_there_are(program: Program, tmp_path: Path, small_file: Path) -> None:
    path, more = tmp_path / "a.db", tmp_path / "more.csv"
    program("new", path, "--set", small_file, "--area", "Anytown")
    for ref in ("R-2", "R-1"):
        more.write_text(f"case\n{ref}\n", encoding="utf-8")
        assert program("add", path, more, "--reserve").out == f"{path}: 1 reserve added\n"
    with Casebook.open(path, write=False) as casebook:
        assert casebook.case_refs() == []
        assert [each.ref for each in casebook.reserves()] == ["R-2", "R-1"]
