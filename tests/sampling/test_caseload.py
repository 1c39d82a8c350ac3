"""The caseload as people's files hold it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook.errors import Refused
from casereview.casebook.table_file import TableFault
from casereview.questions import QuestionSet
from casereview.sampling.caseload import Caseload, read_caseload
from tests.sampling.making import csv_of, realistic, shuffled

PLAIN = "case,Team,gender\nA1,North,male\nB2,,female\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "caseload.csv"


def refused(file: Path, content: str, question_set: QuestionSet | None = None) -> list[str]:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TableFault) as caught:
        read_caseload(file, question_set)
    return [fault.removeprefix(f"{file}: ") for fault in caught.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode(), id="UTF-8"),
        pytest.param(PLAIN.replace(",", ";").encode(), id="semicolons"),
        pytest.param(PLAIN.replace(",", "\t").encode("utf-16"), id="tabs in UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode(), id="as Excel saves it"),
        pytest.param(f"sep=;\n{PLAIN.replace(',', ';')}".encode(), id="Excel's line that names the separator"),
        pytest.param(f'"sep=,"\r\n{PLAIN}'.encode(), id="that line in quotation marks"),
        pytest.param(b"case,team,gender\nB2, ,female\n\nA1,North,male\n", id="another order of rows"),
        pytest.param(b"gender,team,case\nfemale,,B2\nmale,North,A1\n", id="another order of columns"),
    ],
)
def test_the_same_caseload_is_read_however_it_was_saved(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    found = read_caseload(file)
    assert set(found.columns) == {"team", "gender"}
    assert found.rows == {"A1": {"team": "North", "gender": "male"}, "B2": {"team": "", "gender": "female"}}
    content = '[["case","gender","team"],["A1","male","North"],["B2","female",""]]'
    assert found.digest == hashlib.sha256(content.encode()).hexdigest()


def test_utf_16_without_its_mark_is_said_to_be_that(file: Path) -> None:
    file.write_bytes(PLAIN.encode("utf-16-le"))
    with pytest.raises(TableFault, match="UTF-16 without its mark"):
        read_caseload(file)


def test_the_line_of_the_separator_counts_as_a_line(file: Path) -> None:
    assert refused(file, "sep=;\ncase;team\nA1;x\n;y\n") == ["line 4, column case: empty; each case needs a reference"]


@pytest.mark.parametrize("ref", ['"A\n1"', "A\x1b[31m1", "A\u202e1"])
def test_a_reference_has_characters_that_can_be_seen(file: Path, ref: str) -> None:
    (fault,) = refused(file, f"case,team\n{ref},x\n")
    assert fault.startswith("line 2, column case: ")
    assert "\x1b" not in fault
    assert "\n" not in fault


def test_the_columns_keep_the_order_of_the_file(file: Path) -> None:
    file.write_text("zebra,case,apple\n1,A1,2\n")
    found = read_caseload(file)
    assert found.columns == ("zebra", "apple")
    assert list(found.rows["A1"].values()) == ["1", "2"]


@given(st.integers(0, 999))
def test_the_digest_tells_the_content_and_not_the_order(seed: int) -> None:
    assert shuffled(realistic(9), seed).digest == realistic(9).digest


def test_any_change_of_content_changes_the_digest() -> None:
    base = Caseload(("a", "b"), {"1": {"a": "x", "b": "y"}, "2": {"a": "", "b": "y"}})
    others = [
        Caseload(("a", "b"), {"1": {"a": "x", "b": "y"}}),
        Caseload(("a", "c"), {"1": {"a": "x", "c": "y"}, "2": {"a": "", "c": "y"}}),
        Caseload(("a", "b"), {"1": {"a": "X", "b": "y"}, "2": {"a": "", "b": "y"}}),
        Caseload(("a", "b"), {"1": {"a": "y", "b": "x"}, "2": {"a": "", "b": "y"}}),
        Caseload(("a", "b"), {"2": {"a": "x", "b": "y"}, "1": {"a": "", "b": "y"}}),
        Caseload(("a", "b"), {"1": {"a": 'x","y', "b": ""}, "2": {"a": "", "b": "y"}}),
    ]
    assert len({each.digest for each in (base, *others)}) == 7


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("", ["empty; its first line names the columns: case"]),
        ("case,team\n", ["holds no cases; after the line of columns comes one row for each case"]),
        ("team\nNorth\n", ["line 1, column case: this column is missing"]),
        ("case,team,Team\nA1,x,y\n", ["line 1, column team: this column is there twice"]),
        ("case,,team, \nA1,x,y,z\n", ["line 1: column 2 has no name"]),
        ("case,team\n,North\n", ["line 2, column case: empty; each case needs a reference"]),
        (
            "case,team\nA1,North\n\nB2,\nA1,South\n",
            ["line 5, column case: A1 is in line 2 already; each case is there once"],
        ),
        (f"case\n{'x' * 201}\n", ["line 2, column case: a reference of 201 characters; it has at most 200"]),
        ("case,team\nA1,North,x\n", ["line 2: 3 cells, but there are 2 columns"]),
        (
            'case,"a;b",c\nA1,x,y\n',
            ["column a;b: a name can not hold a comma, semicolon, tab or line break; rename it"],
        ),
        (
            'case,"a\nb"\nA1,x\n',
            ["column a␊b: a name can not hold a comma, semicolon, tab or line break; rename it"],
        ),
    ],
)  # fmt: skip
def test_what_can_not_be_used_is_refused_with_its_line(file: Path, content: str, faults: list[str]) -> None:
    assert refused(file, content) == faults


def test_with_a_question_set_columns_and_values_are_those_of_a_new_casebook(file: Path, small: QuestionSet) -> None:
    assert refused(file, "case,gendre\nA1,male\n", small) == [
        "line 1, column gendre: there is no such column; did you mean 'gender'?"
    ]
    assert refused(file, "case,gender\nA1,m\n", small) == ["line 2, column gender: 'm' is not one of male, female"]
    file.write_text("case,rmp-needed\nA1,Yes\nB2,yes\nC3,\n")
    found = read_caseload(file, small)
    assert found.rows["A1"] == {"rmp-needed": "Yes"}  # as it came
    assert found.values("rmp-needed") == {"yes": 2, "": 1}
    # A value that the set knows is known, though no case has it.
    assert found.known_values("rmp-needed", ["NO"]) == ("no",)
    with pytest.raises(Refused, match=r"no case can have rmp-needed = 'perhaps'; there are no, yes"):
        found.known_values("rmp-needed", ["perhaps"])


def test_a_label_and_an_id_are_one_value(file: Path) -> None:
    from casereview.questions import find

    file.write_text("case,tier\nA1,First tier\nB2,first-tier\nC3,CUSTODY\n")
    found = read_caseload(file, find("cci-2009"))
    assert found.values("tier") == {"first-tier": 2, "custody": 1}
    assert found.shown("tier") == {"first-tier": "first-tier", "custody": "custody"}


def test_values_are_shown_as_the_caseload_spells_them() -> None:
    rows = {"1": {"a": "year 10"}, "2": {"a": "Year 9"}, "3": {"a": "YEAR 10"}, "4": {"a": ""}}
    assert Caseload(("a",), rows).shown("a") == {"year 9": "Year 9", "year 10": "YEAR 10"}


def test_what_is_read_from_a_realistic_file_is_what_was_written(file: Path) -> None:
    file.write_text(csv_of(realistic(50), ";"))
    assert read_caseload(file) == realistic(50)


def test_cells_that_a_spreadsheet_would_run_are_counted_by_case(file: Path) -> None:
    file.write_text("case,team,note\nA1,=1+1,@x\n=B2,x,y\nC3,x,y\n-,+,-\n")
    found = read_caseload(file)
    assert found.run_by_spreadsheets(["A1", "=B2", "C3", "-"]) == 3
