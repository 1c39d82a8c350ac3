"""`casereview new`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from tests.cli.running import Program


def test_new_starts_an_inspection_with_its_sample(program: Program, tmp_path: Path, small_file: Path) -> None:
    sample = tmp_path / "sample.csv"
    sample.write_text("case;gender\nC-1;Male\nC-2;\n", encoding="cp1252")
    ended = program("new", tmp_path / "a.db", "--set", small_file, "--area", "Anytown", "--cases", sample)
    assert (ended.status, ended.err) == (0, f"casereview: next: casereview review {tmp_path / 'a.db'} --as NAME\n")
    assert ended.out == f"{tmp_path / 'a.db'}: Anytown, Small inspection, 2 cases\n"
    with Casebook.open(tmp_path / "a.db", write=False) as casebook:
        assert casebook.case_line("C-1").counted.facts == {"gender": "male"}


def test_new_without_a_sample_is_an_empty_inspection(program: Program, tmp_path: Path) -> None:
    ended = program("new", tmp_path / "a.db", "--set", "cci-2009", "--area", "Anytown")
    assert (ended.status, ended.err) == (0, f"casereview: next: casereview add {tmp_path / 'a.db'} CASES.csv\n")
    with Casebook.open(tmp_path / "a.db", write=False) as casebook:
        assert casebook.case_refs() == []


@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_new_onto_something_is_refused_and_changes_nothing(
    program: Program, tmp_path: Path, small_file: Path, what: str
) -> None:
    path = tmp_path / "there"
    if what == "file":
        path.write_bytes(b"mine")
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    ended = program("new", path, "--set", small_file, "--area", "Anytown")
    assert ended.status == 73
    assert "nothing was changed" in ended.err
    assert ended.err.count("\n") == 1
    assert os.listdir(tmp_path) == ["there"]
    assert what != "file" or path.read_bytes() == b"mine"


def test_every_fault_of_a_question_set_is_a_line_and_nothing_is_written(program: Program, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    text = (Path(__file__).parents[1] / "data" / "small.toml").read_text(encoding="utf-8")
    bad.write_text(text.replace('criterion = "1.2"', 'criterion = "1.9"').replace('part = "rmp"', 'part = "rpm"'))
    ended = program("new", tmp_path / "a.db", "--set", bad, "--area", "Anytown")
    assert ended.status == 65
    lines = ended.err.splitlines()
    assert all(line.startswith(f"casereview: {bad}: ") for line in lines)
    assert any("question safe: no criterion '1.9'" in line for line in lines)
    assert any("did you mean 'rmp'?" in line for line in lines)
    assert os.listdir(tmp_path) == ["bad.toml"]


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("case,gender\nC-1,mal\n", "line 2, column gender: 'mal' is not one of male, female"),
        ("case,gendr\nC-1,male\n", "line 1, column gendr: there is no such column; did you mean 'gender'?"),
        ("case\nC-1\n\nC-1\n", "line 4, column case: C-1 is there twice"),
        ("", "empty"),
    ],
)
def test_a_faulty_sample_is_refused_by_line_and_column(
    program: Program, tmp_path: Path, small_file: Path, sample: str, words: str
) -> None:
    (tmp_path / "sample.csv").write_text(sample)
    ended = program("new", tmp_path / "a.db", "--set", small_file, "--area", "X", "--cases", tmp_path / "sample.csv")
    assert ended.status == 65
    assert words in ended.err
    assert not (tmp_path / "a.db").exists()


def test_a_sample_that_is_a_pipe_is_refused_and_not_waited_for(
    program: Program, tmp_path: Path, small_file: Path
) -> None:
    pipe = tmp_path / "sample.csv"
    os.mkfifo(pipe)
    ended = program("new", tmp_path / "a.db", "--set", small_file, "--area", "X", "--cases", pipe)
    assert (ended.status, ended.err) == (74, f"casereview: {pipe}: not an ordinary file\n")
    assert os.listdir(tmp_path) == ["sample.csv"]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--set", "cci-2008", "--area", "X"], 65),
        (["--set", "missing.toml", "--area", "X"], 66),
        (["--set", "cci-2009", "--area", "X", "--cases", "missing.csv"], 66),
        (["--set", "cci-2009", "--area", "X", "--cases", "."], 74),
        (["--set", "cci-2009", "--area", "  "], 65),
        (["--set", "cci-2009"], 2),
        (["--area", "X"], 2),
    ],
)
def test_what_is_missing_is_one_line_and_the_right_code(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = program("new", "a.db", *options)
    assert (ended.status, ended.out) == (status, "")
    assert ended.err.startswith("casereview: ")
    assert ended.err.count("\n") == 1
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_said(program: Program, tmp_path: Path, small_file: Path) -> None:
    ended = program("new", tmp_path / "no" / "a.db", "--set", small_file, "--area", "X")
    assert ended.status == 73
    assert "choose a folder" in ended.err


def test_reserves_come_in_their_order_and_are_no_part_of_the_sample(
    program: Program, tmp_path: Path, small_file: Path
) -> None:
    (tmp_path / "cases.csv").write_text("case\nC-1\n")
    (tmp_path / "spare.csv").write_text("case,gender\nR-9,male\nR-1,\n")
    path = tmp_path / "a.db"
    given = ["--set", small_file, "--area", "Anytown", "--cases", tmp_path / "cases.csv"]
    ended = program("new", path, *given, "--reserves", tmp_path / "spare.csv")
    assert ended.status == 0
    assert ended.out == f"{path}: Anytown, Small inspection, 1 case, 2 reserves\n"
    with Casebook.open(path, write=False) as casebook:
        assert casebook.case_refs() == ["C-1"]
        assert [each.ref for each in casebook.reserves()] == ["R-9", "R-1"]


def test_a_reserve_that_is_in_the_sample_makes_no_casebook(program: Program, tmp_path: Path, small_file: Path) -> None:
    (tmp_path / "cases.csv").write_text("case\nC-1\n")
    path = tmp_path / "a.db"
    given = ["--set", small_file, "--area", "X", "--cases", tmp_path / "cases.csv"]
    ended = program("new", path, *given, "--reserves", tmp_path / "cases.csv")
    assert ended.status == 65
    assert "C-1: this reference is there already" in ended.err
    assert os.listdir(tmp_path) == ["cases.csv"]
