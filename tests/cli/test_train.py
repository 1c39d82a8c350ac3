"""`casereview train`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet
from tests.cli.running import Program
from tests.reports.making import JONES, SMITH


@pytest.fixture
def key(tmp_path: Path, small: QuestionSet) -> Path:
    """A key to BR-001 that says yes to everything but leaves the risk management plan open."""
    path = tmp_path / "key.db"

    def fill(casebook: Casebook) -> None:
        for row in small.questions:
            if not row.id.startswith("rmp"):
                casebook.answer("BR-001", row.id, "yes", "Panel")
        casebook.note("BR-001", "safe", "The report of May is enough.", "Panel")

    Casebook.create(path, small, "Benchmark", [NewCase("BR-001", {})], fill=fill)
    return path


def test_train_says_how_many_agree_and_shows_the_rest(program: Program, area: Path, key: Path) -> None:
    ended = program("train", area, "--key", key)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(f"{JONES}: 4 of 5 answers agree with the key (BR-001)\nLeft out: 2 questions without")
    assert "  Answer: No, because: Evidence thin\n    note: See the contact log.\n  Key: Yes\n" in ended.out
    assert "    note of the key: The report of May is enough.\n" in ended.out


def test_train_json_is_the_published_format(program: Program, area: Path, key: Path) -> None:
    data = json.loads(program("train", area, "--key", key, "--case", "BR-001", "--json").out)
    assert (data["format"], data["agreed"], data["compared"]) == ("casereview.training/1", 4, 5)


def test_whose_answers_must_be_clear(program: Program, area: Path, key: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.begin_second_reading("BR-001", SMITH)
        casebook.answer("BR-001", "safe", "yes", SMITH)
    ended = program("train", area, "--key", key)
    assert (ended.status, ended.out) == (65, "")
    assert (
        ended.err
        == f"casereview: {area}: several assessors ({JONES}, {SMITH}); say with --as whose answers to compare\n"
    )
    assert program("train", area, "--key", key, "--as", SMITH).out.startswith(f"{SMITH}: 1 of 1 answers agree")


def test_without_a_key_the_command_is_misused(program: Program, area: Path) -> None:
    ended = program("train", area)
    assert (ended.status, ended.out) == (2, "")
    assert "--key" in ended.err


def test_a_key_that_is_not_there_or_is_no_casebook(program: Program, area: Path, tmp_path: Path) -> None:
    assert program("train", area, "--key", tmp_path / "none.db").status == 66
    (tmp_path / "note.db").write_text("not a casebook")
    assert program("train", area, "--key", tmp_path / "note.db").status == 65


def test_train_changes_neither_file(program: Program, area: Path, key: Path) -> None:
    before = area.read_bytes(), key.read_bytes()
    program("train", area, "--key", key)
    assert (area.read_bytes(), key.read_bytes()) == before
    assert sorted(each.name for each in area.parent.iterdir()) == ["area.db", "key.db"]
