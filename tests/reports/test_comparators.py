"""Comparators: the published ranges as they are, a file read strictly, and nothing put in order of a score."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casereview.casebook.errors import Refused
from casereview.casebook.table_file import TableFault
from casereview.questions import QuestionSet, find
from casereview.reports.documents.comparators import (
    CAUTION,
    Area,
    Range,
    family,
    read_comparators,
    shipped,
)
from tests.strategies import HOSTILE

HEAD = "area,date,kind,source,roh,safeguarding\n"
LIMITS = "All,2012,lowest,Report,36,37\nAll,2012,average,Report,62,67\nAll,2012,highest,Report,86,91\n"


@pytest.fixture
def asked() -> QuestionSet:
    """The Core Case Inspection."""
    return find("cci-2009")


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "scores.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_comparators_are_the_published_figures(asked: QuestionSet) -> None:
    path = shipped("cci-2009")
    assert path is not None
    found = read_comparators(path, asked)
    about, source = "Wales and the English regions inspected to date", "Essex report, 2012"
    assert found.ranges == {
        "safeguarding": Range(37, 67, 91, "2012-05", about, source),
        "roh": Range(36, 62, 86, "2012-05", about, source),
        "lor": Range(43, 70, 87, "2012-05", about, source),
    }
    assert len(found.areas) == 15
    assert family(found, ["bromley"]) == (
        Area("Bromley", "2012", {"safeguarding": 81, "roh": 75, "lor": 82}, "Bromley report, March 2012"),
    )
    assert family(found, ["Essex"])[0].scores == {"safeguarding": 73, "roh": 68, "lor": 77}
    assert {each.source for each in found.areas} == {
        "Bolton report, 2009", "Bromley report, March 2012", "Essex report, 2012",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["none-such", "", "../cci-2009", "*", "cci-2009.csv"])
def test_for_another_question_set_none_is_shipped(name: str) -> None:
    assert shipped(name) is None


def test_areas_come_by_the_alphabet_and_never_by_score(tmp_path: Path, small: QuestionSet) -> None:
    rows = "b town,2011,area,R,90,90\nC town,2011,area,R,10,10\nA town,2011,area,R,50,50\n"
    found = read_comparators(write(tmp_path, HEAD + rows), small)
    assert [each.name for each in found.areas] == ["A town", "b town", "C town"]
    assert found.ranges == {}
    assert [each.name for each in family(found, ["c TOWN ", "A town", "a town"])] == ["A town", "C town"]
    assert family(found, []) == ()


def test_an_area_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path, small: QuestionSet) -> None:
    found = read_comparators(write(tmp_path, HEAD + "Bromley,2011,area,R,1,1\n"), small)
    with pytest.raises(Refused, match="no area 'Bromly' among the comparators; did you mean 'bromley'"):
        family(found, ["Bromly"])
    with pytest.raises(Refused, match="there are Bromley"):
        family(found, ["x" * 5_000])
    with pytest.raises(Refused, match="there are none"):
        family(found._replace(areas=()), ["Bromley"])


def test_the_latest_date_stands_for_a_theme_and_for_an_area(tmp_path: Path, small: QuestionSet) -> None:
    newer = "All,2012-05,highest,New,90,\nAll,2012-05,lowest,New,40,\nAll,2012-05,average,New,70,\n"
    rows = "Town,2012,area,R,2,2\nTown,2011/12,area,R,1,1\ntown,2009,area,R,0,\n"
    found = read_comparators(write(tmp_path, HEAD + newer + LIMITS + rows), small)
    assert found.ranges == {
        "roh": Range(40, 70, 90, "2012-05", "All", "New"),
        "safeguarding": Range(37, 67, 91, "2012", "All", "Report"),
    }
    assert found.areas == (Area("Town", "2012", {"roh": 2, "safeguarding": 2}, "R"),)


def test_a_score_that_was_not_published_is_absent(tmp_path: Path, small: QuestionSet) -> None:
    found = read_comparators(write(tmp_path, "area;date;kind;source;roh\nTown;2011;area;R;\n"), small)
    assert found.areas == (Area("Town", "2011", {}, "R"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty; its first line names the columns"),
        (HEAD, "holds no scores"),
        ("area,date,kind,roh\nTown,2011,area,1\n", "line 1, column source: this column is missing"),
        ("area,date,kind,source,rho\nTown,2011,area,R,1\n", "line 1, column rho: there is no such column; did you mean 'roh'?"),
        ("area,date,kind,source\nTown,2011,area,R\n", "line 1: no column for a theme; there can be roh, safeguarding"),
        (HEAD + "Town,2011,area,R,1,2,3\n", "line 2: 7 cells, but there are 6 columns"),
        (HEAD + ",2011,area,R,1,1\n", "line 2, column area: empty"),
        (HEAD + "Town,2011,area,,1,1\n", "line 2, column source: empty"),
        (HEAD + f"{'x' * 201},2011,area,R,1,1\n", "line 2, column area: 201 characters"),
        (HEAD + "Town,2011-13,area,R,1,1\n", "line 2, column date: '2011-13' is no date"),
        (HEAD + "Town,,area,R,1,1\n", "line 2, column date: '' is no date"),
        (HEAD + "Town,٢٠١١,area,R,1,1\n", "line 2, column date: "),
        (HEAD + "Town,2011,median,R,1,1\n", "line 2, column kind: 'median' is not known; it can be lowest, average"),
        (HEAD + "Town,2011,area,R,101,1\n", "line 2, column roh: '101' is no score"),
        (HEAD + "Town,2011,area,R,1,62.5\n", "line 2, column safeguarding: '62.5' is no score"),
        (HEAD + "Town,2011,area,R,-1,1\n", "line 2, column roh: '-1' is no score"),
        (HEAD + "Town,2011,area,R,75%,1\n", "line 2, column roh: '75%' is no score"),
        (HEAD + "Town,2011,area,R,٧٥,1\n", "line 2, column roh: "),
        (HEAD + "Town,2011,area,R,1,1\nTOWN,2011,area,R,1,1\n", "line 3: TOWN of 2011 is in line 2 already"),
        (HEAD + LIMITS + "Al,2012,highest,R,1,1\n", "line 5: the highest of 2012 is in line 4 already"),
        (HEAD + "All,2012,lowest,R,1,1\n", "line 2, column kind: missing: the average and the highest of 2012;"),
        (HEAD + LIMITS.replace("All,2012,a", "Some,2012,a"), "line 2, column area: the lowest, average and highest"),
        (HEAD + LIMITS.replace("62", ""), "line 2, column roh: one of the lowest, average and highest of 2012 is empty"),
        (HEAD + LIMITS.replace("62", "87"), "line 2, column roh: the lowest, average and highest of 2012 are not in"),
        (HEAD + LIMITS.replace("62", "35"), "line 2, column roh: the lowest, average and highest of 2012 are not in"),
        (HEAD + '"Town,2011\n', "the quotation marks do not match"),
    ],
)  # fmt: skip
def test_a_file_with_a_fault_is_refused_in_one_line(tmp_path: Path, small: QuestionSet, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(TableFault) as raised:
        read_comparators(path, small)
    assert said in str(raised.value)
    assert raised.value.faults[0].startswith(f"{path}: ")
    assert len(raised.value.faults) == 1


def test_of_very_many_faults_the_first_ten_are_named(tmp_path: Path, small: QuestionSet) -> None:
    with pytest.raises(TableFault) as raised:
        read_comparators(write(tmp_path, HEAD + "Town,2011,area,R,x,y\n" * 40_000), small)
    assert len(raised.value.faults) == 10


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, small: QuestionSet) -> None:
    path = write(tmp_path, HEAD)
    os.truncate(path, 1_000_001)
    with pytest.raises(TableFault, match="at most 1,000,000 bytes"):
        read_comparators(path, small)


@pytest.mark.parametrize("text", [text[:200] for text in HOSTILE if text.strip() == text])
def test_hostile_names_are_taken_as_they_are(tmp_path: Path, small: QuestionSet, text: str) -> None:
    path = tmp_path / "scores.csv"
    quoted = text.replace('"', '""')
    path.write_bytes(f'{HEAD}"{quoted}",2011,area,R,1,1\n'.encode())
    found = read_comparators(path, small)
    assert family(found, [text]) == found.areas == (Area(text.strip(), "2011", {"roh": 1, "safeguarding": 1}, "R"),)


def test_a_fault_shows_hostile_text_without_its_acting(tmp_path: Path, small: QuestionSet) -> None:
    with pytest.raises(TableFault) as raised:
        read_comparators(write(tmp_path, HEAD + "\x1b[31mx,\x1b[1m,\x07,R,\u202e,1\n"), small)
    assert len(raised.value.faults) == 3
    assert not {"\x1b", "\x07", "\u202e"} & set(str(raised.value))


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path, small: QuestionSet) -> None:
    with pytest.raises(FileNotFoundError):
        read_comparators(tmp_path / "none.csv", small)


def test_the_caution_is_one_sentence_that_says_why() -> None:
    assert "how many cases were read and in what kind of cases" in CAUTION
