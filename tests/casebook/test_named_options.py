"""Options of facts and items as people name them in tables: by id or by label, and never one for another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase, Refused
from casereview.casebook.intake import read_answers, read_cases
from casereview.casebook.ratings import rating_named
from casereview.casebook.responses import from_cell, option_named
from casereview.casebook.table_file import TableFault
from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.questions.model import Band, Option
from casereview.text import nearest
from tests.questionnaire import data

CROSSED = (Option("1", "2"), Option("2", "1"), Option("a", "Same"), Option("b", "same"), Option("c", "B"))


@pytest.mark.parametrize(
    ("cell", "option"),
    [
        ("1", "1"),
        ("2", "2"),
        (" b ", "b"),
        ("A", "a"),
        ("B", None),
        ("Same", None),
        ("same", None),
        ("", None),
        ("x", None),
    ],
)
def test_an_id_is_itself_and_a_label_that_two_have_is_nobody_s(cell: str, option: str | None) -> None:
    assert option_named(CROSSED, cell) == option


def test_what_was_exported_by_id_is_recorded_as_it_was(tmp_path: Path) -> None:
    asked = data()
    for number in (0, 1):
        asked["questions"][number]["options"] = [{"id": "1", "label": "2"}, {"id": "2", "label": "1"}]
    one, several = build(asked).questions[:2]
    assert (from_cell(one, "1"), from_cell(several, "2; 1"), from_cell(several, "2")) == ("1", ["1", "2"], ["2"])


def test_a_label_of_two_options_is_a_fault(tmp_path: Path, small_data: dict[str, Any]) -> None:
    same = [{"id": "x", "label": "Same"}, {"id": "y", "label": "Same"}]
    small_data["facts"][0]["options"] = same
    file = tmp_path / "c.csv"
    file.write_text("case,gender\nA1,Same\n")
    with pytest.raises(TableFault, match="'Same' is not one of x, y"):
        read_cases(file, build(small_data))
    file.write_text("case,gender\nA1,y\n")
    assert read_cases(file, build(small_data)) == [NewCase("A1", {"gender": "y"})]
    asked = data()
    asked["questions"][0]["options"] = same
    with pytest.raises(Refused, match="can not hold 'Same'; it can be x, y"):
        from_cell(build(asked).questions[0], "Same")


def test_an_option_may_have_any_id(tmp_path: Path, small_data: dict[str, Any]) -> None:
    """Even the word for what copies of a casebook leave open."""
    small_data["facts"][0]["options"] = ["resolved", "unresolved"]
    asked = build(small_data)
    Casebook.create(tmp_path / "a.db", asked, "Area", [NewCase("A1", {"gender": "unresolved"})])
    with Casebook.open(tmp_path / "a.db") as casebook:
        assert casebook.reading("A1", "Ann").facts == {"gender": "unresolved"}
        assert casebook.case_line("A1").counted.facts == {"gender": "unresolved"}
        assert list(casebook.summaries_by("gender")) == ["unresolved"]


def test_in_the_wrong_file_each_word_is_looked_for_once(
    casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def counting(word: str, known: Any) -> str:
        looked.append(word)
        return nearest(word, known)

    monkeypatch.setattr("casereview.casebook.intake.nearest", counting)
    rows = [f"C{case},{question},yes,lat" for case in range(9) for question in ("asessed", "saef", "assessed")]
    (tmp_path / "r.csv").write_text("\n".join(("case,question,answer,reasons", *rows)))
    faults = read_answers(tmp_path / "r.csv", casebook, "Ann").faults
    assert "no question 'asessed'; did you mean 'assessed'?" in str(faults[1])
    assert len(faults) > 40
    assert len(looked) == 9 + 2 + 1


def test_a_rating_is_named_like_an_option(small: QuestionSet) -> None:
    crossed = replace(small, bands=(Band("1", 50, 100, "2"), Band("2", 0, 49, "1"), Band("b", 0, 0, "Very good")))
    assert [rating_named(crossed, each) for each in ("1", " very  GOOD ", "x")] == ["1", "b", "x"]
