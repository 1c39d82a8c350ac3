"""`casereview demo`: the example."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.verify import verify
from casereview.questions.catalogue import examples
from tests.cli.running import Program


def test_demo_without_a_terminal_writes_the_example_and_says_how_to_open_it(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = program("demo")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "demo.db: the example casebook, its cases invented; `casereview review demo.db` opens it\n"
    assert os.listdir(tmp_path) == ["demo.db"]
    assert verify(tmp_path / "demo.db").faults == []
    with Casebook.open(tmp_path / "demo.db", write=False) as casebook:
        assert len(casebook.case_refs()) == 38
        assert "invented" in casebook.inspection.about
        assert casebook.last_reader != ""


def test_demo_blank_is_the_same_sample_unanswered(program: Program, tmp_path: Path) -> None:
    assert program("demo", tmp_path / "full.db", "--no-open").status == 0
    assert program("demo", tmp_path / "blank.db", "--blank", "--no-open").status == 0
    with (
        Casebook.open(tmp_path / "full.db", write=False) as full,
        Casebook.open(tmp_path / "blank.db", write=False) as blank,
    ):
        assert blank.summary().started == 0
        assert [(line.ref, line.counted.facts) for line in blank.case_lines()] == [
            (line.ref, line.counted.facts) for line in full.case_lines()
        ]


def test_demo_onto_something_is_refused_and_says_what_opens_it(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "my demo.db"
    path.write_bytes(b"mine")
    ended = program("demo", path)
    assert (ended.status, ended.out) == (73, "")
    assert ended.err == (
        f"casereview: {path}: there already, so nothing was written; `casereview review '{path}'` opens it\n"
    )
    assert path.read_bytes() == b"mine"


def test_demo_of_a_set_that_is_not_there(program: Program, tmp_path: Path) -> None:
    ended = program("demo", tmp_path / "demo.db", "--set", "cci-2008")
    assert ended.status == 65
    assert "did you mean 'cci-2009'?" in ended.err
    assert os.listdir(tmp_path) == []


def test_demo_of_each_set_that_has_an_example(program: Program, tmp_path: Path) -> None:
    for set_id in examples():
        path = tmp_path / f"{set_id}.db"
        assert program("demo", path, "--set", set_id, "--no-open").status == 0
        with Casebook.open(path, write=False) as casebook:
            assert casebook.question_set.id == set_id
            assert "invented" in casebook.inspection.about
        assert verify(path).faults == []


def test_demo_of_a_set_without_an_example_names_those_that_have_one(
    program: Program, tmp_path: Path, small_file: Path
) -> None:
    ended = program("demo", tmp_path / "demo.db", "--set", small_file)
    assert (ended.status, ended.out) == (65, "")
    assert ended.err.endswith(f" has no example; these have one: {', '.join(examples())}\n")
    assert not (tmp_path / "demo.db").exists()


def test_demo_of_several_months_says_how_they_are_followed(program: Program, tmp_path: Path) -> None:
    path, july, august = (tmp_path / name for name in ("audit.db", "audit-july.db", "audit-august.db"))
    ended = program("demo", path, "--set", "local-audit", "--no-open")
    assert ended.status == 0
    assert ended.out.splitlines()[1] == (
        f"{july}, {august}: those before it; `casereview trend {july} {august} {path} -o trend.html` follows the scores"
    )
    assert program("trend", july, august, path, "-o", tmp_path / "trend.md").status == 0
    text = (tmp_path / "trend.md").read_text(encoding="utf-8")
    assert text.startswith("# Trend: Local audit in Westborough\n")
    assert "July to September; 24 cases" in text
    assert "larger than chance" in text
