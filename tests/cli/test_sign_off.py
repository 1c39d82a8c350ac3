"""`casereview sign-off`: what the Finish screen does, by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions import load
from tests.cli.running import Program

SMALL = Path(__file__).resolve().parents[1] / "data" / "small.toml"


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "area.db"

    def fill(made: Casebook) -> None:
        for question in made.question_set.questions:
            made.answer("A1", question.id, "yes", "Ann")

    Casebook.create(path, load(SMALL), "Area", [NewCase("A1", {}), NewCase("B2", {})], fill=fill)
    return path


def signed(path: Path, case: str) -> bool:
    with Casebook.open(path, write=False) as opened:
        return opened.reading(case, "Ann").signed_off


def test_a_finished_case_is_signed_off_and_opened_again_with_a_reason(
    casebook: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program = Program(capfd)
    assert program("sign-off", casebook, "A1", "--as", "Ann").out == "A1: signed off by Ann\n"
    assert signed(casebook, "A1")
    assert program("sign-off", casebook, "A1", "--as", "Ann", "--reopen", "one more page").status == 0
    assert not signed(casebook, "A1")


def test_what_is_blank_stands_in_the_way_and_earlier_cases_stay_signed_off(
    casebook: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ended = Program(capfd)("sign-off", casebook, "A1", "B2", "--as", "Ann")
    assert ended.status == 77
    assert "blank" in ended.err
    assert signed(casebook, "A1")
    assert not signed(casebook, "B2")
