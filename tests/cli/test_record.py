"""`casereview record`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from tests.cli.running import Program
from tests.reports.making import JONES, SMITH


def answer(area: Path, case: str, question: str) -> str:
    with Casebook.open(area, write=False) as casebook:
        return casebook.reading(case, JONES).answer(question)


def record(program: Program, area: Path, text: str | bytes, *options: str, reader: str = JONES):  # type: ignore[no-untyped-def]
    path = area.with_name("answers.csv")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return program("record", area, path, "--as", reader, *options)


def test_good_rows_are_recorded_and_counted(program: Program, area: Path) -> None:
    ended = record(
        program, area, "case,question,answer,reasons,note\nBR-003,safe,no,thin,See p. 3\nBR-003,assessed,y,,\n"
    )
    assert (ended.status, ended.err) == (0, f"casereview: next: casereview summary {area}\n")
    assert ended.out == f"{area.with_name('answers.csv')}: 2 good rows, 4 changes saved\n"
    assert (answer(area, "BR-003", "safe"), answer(area, "BR-003", "assessed")) == ("no", "yes")


def test_one_bad_row_and_nothing_is_applied(program: Program, area: Path) -> None:
    before = area.read_bytes()
    ended = record(
        program, area, "case,question,answer\nBR-003,safe,no\nBR-009,safe,no\nBR-003,saef,yes\nBR-003,assessed,ja\n"
    )
    assert (ended.status, ended.out) == (65, "")
    path = area.with_name("answers.csv")
    lines = ended.err.splitlines()
    assert lines[0].startswith(f"casereview: {path}: line 3, column case: no case 'BR-009'")
    assert lines[1].startswith(f"casereview: {path}: line 4, column question: no question 'saef'")
    assert "did you mean 'safe'?" in lines[1]
    assert lines[2].startswith(f"casereview: {path}: line 5, column answer: 'ja' is no answer")
    assert lines[3].startswith(f"casereview: {path}: nothing was recorded: 3 rows refused, 1 good;")
    assert area.read_bytes() == before


def test_partial_applies_the_good_rows_and_lists_the_rest(program: Program, area: Path) -> None:
    ended = record(program, area, "case,question,answer\nBR-003,safe,no\nBR-009,safe,no\n", "--partial")
    assert ended.status == 65
    assert ended.out.endswith(": 1 good row, 1 change saved, 1 row refused\n")
    assert ended.err.count("\n") == 1
    assert answer(area, "BR-003", "safe") == "no"


def test_blank_cells_never_reset_an_answer(program: Program, area: Path) -> None:
    ended = record(program, area, "case,question,answer\nBR-002,assessed,\n")
    assert ended.out.endswith(": 1 good row, 0 changes saved\n")
    assert answer(area, "BR-002", "assessed") == "no"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_usual_encodings_and_separators_are_read_right(
    program: Program, area: Path, encoding: str, separator: str
) -> None:
    text = "\n\ncase,question,answer,note\n\nBR-003,safe,no,Café\n".replace(",", separator)
    assert record(program, area, text.encode(encoding)).status == 0
    with Casebook.open(area, write=False) as casebook:
        assert casebook.reading("BR-003", JONES).notes == {"safe": "Café"}


def test_a_signed_off_case_refuses_answers(program: Program, area: Path) -> None:
    ended = record(program, area, "case,question,answer\nBR-001,safe,yes\n")
    assert ended.status == 65
    assert "is signed off" in ended.err


def test_another_assessor_s_case_refuses_answers(program: Program, area: Path) -> None:
    before = area.read_bytes()
    ended = record(program, area, "case,question,answer\nBR-002,safe,yes\nBR-003,safe,yes\n", reader=SMITH)
    assert (ended.status, ended.out) == (65, "")
    assert "line 2, column case: case BR-002 is A Jones's; answers of another assessor would" in ended.err
    assert "1 row refused, 1 good" in ended.err
    assert area.read_bytes() == before


@pytest.mark.parametrize("reader", ["", " ", "x" * 201])
def test_an_assessor_needs_a_name(program: Program, area: Path, reader: str) -> None:
    ended = record(program, area, "case,question,answer\nBR-003,safe,yes\n", reader=reader)
    assert ended.status == 65
    assert "say who is assessing" in ended.err


def test_a_file_that_is_not_there(program: Program, area: Path) -> None:
    ended = program("record", area, area.with_name("no.csv"), "--as", JONES)
    assert (ended.status, ended.err) == (66, f"casereview: {area.with_name('no.csv')}: no such file or directory\n")


def test_a_pipe_is_refused_and_not_waited_for(program: Program, area: Path) -> None:
    pipe = area.with_name("pipe.csv")
    os.mkfifo(pipe)
    ended = program("record", area, pipe, "--as", JONES)
    assert (ended.status, ended.err) == (74, f"casereview: {pipe}: not an ordinary file\n")


def test_a_casebook_open_elsewhere_is_busy_and_says_by_whom(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.sit_down(JONES)
        ended = record(program, area, "case,question,answer\nBR-003,safe,yes\n")
        assert ended.status == 75
        assert "A Jones has it open" in ended.err
        assert program("summary", area).status == 0


def test_hostile_cells_are_named_visibly(program: Program, area: Path) -> None:
    ended = record(program, area, "case,question,answer\n\x1b[31mBR\x1b]0;x\x07,safe,yes\n")
    assert ended.status == 65
    assert "␛[31mBR␛]0;x␇" in ended.err
    assert "\x1b" not in ended.err
