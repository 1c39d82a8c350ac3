"""CSV files as people make them: read right where it is unambiguous, named by line and column where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook import Casebook, Change, NewCase
from casereview.casebook import table_file as module
from casereview.casebook.intake import Answers, read_answers, read_cases
from casereview.casebook.table_file import TableFault, read_table
from casereview.questions import QuestionSet
from tests.casebook.hands import sign_off
from tests.strategies import HOSTILE, examples

PLAIN = "case,question,answer,reasons,note\nA1,assessed,no,late;missing,page 3\nB2,safe,yes,,\n"
CHANGES = [
    Change("A1", "assessed", "answer", "no"),
    Change("A1", "assessed", "reasons", ["missing", "late"]),
    Change("A1", "assessed", "note", "page 3"),
    Change("B2", "safe", "answer", "yes"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def read(casebook: Casebook, file: Path, content: str | bytes) -> Answers:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_answers(file, casebook, "Ann")


def said(casebook: Casebook, file: Path, content: str | bytes) -> list[str]:
    return [str(fault) for fault in read(casebook, file, content).faults]


def refused(casebook: Casebook, file: Path, content: str | bytes) -> list[str]:
    with pytest.raises(TableFault) as caught:
        read(casebook, file, content)
    assert str(caught.value) == "\n".join(caught.value.faults)
    assert all(fault.startswith(f"{file}: ") for fault in caught.value.faults)
    return [fault.removeprefix(f"{file}: ") for fault in caught.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN.encode(), id="byte order mark"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), id="old line ends"),
        pytest.param(PLAIN.encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xfe\xff" + PLAIN.encode("utf-16-be"), id="UTF-16, the other way round"),
        pytest.param(PLAIN.replace("late;missing", '"late;missing"').replace(",", ";").encode(), id="semicolons"),
        pytest.param(PLAIN.replace(",", "\t").encode(), id="tabs"),
        pytest.param(("\n\n" + PLAIN.replace("\n", "\n , ,\n;\n\n").replace(";\n", "\n")).encode(), id="blank lines"),
        pytest.param(PLAIN.replace("case,", " Case ,").replace("question", "QUESTION").encode(), id="capitals, spaces"),
        pytest.param(b"answer,note,reasons,question,case\nno,page 3,missing;late,assessed,A1\nyes,,,safe,B2", id="another order"),
        pytest.param(PLAIN.replace("note\n", "note,,\n").encode(), id="empty columns at the end"),
        pytest.param(PLAIN.replace(",no,", ", No ,").replace(",yes,", ",SUFFICIENT,").encode(), id="other spellings"),
        pytest.param(PLAIN.replace("late;missing", " late ; ;missing;").encode(), id="spaces between reasons"),
        pytest.param(PLAIN.replace("B2,safe,yes,,", "B2,safe,yes").encode(), id="short rows"),
        pytest.param(PLAIN.replace("B2,safe,yes,,", "B2,safe,yes,,,, ,").encode(), id="long rows of nothing"),
        pytest.param(PLAIN.replace("A1", '"A1"').replace("page 3", '"page 3"').encode(), id="quoted"),
        pytest.param((PLAIN + "A1,assessed,no,late;missing,page 3\n").encode(), id="the same row twice"),
    ],
)  # fmt: skip
def test_the_same_answers_are_read_however_the_file_was_saved(casebook: Casebook, file: Path, content: bytes) -> None:
    found = read(casebook, file, content)
    assert (found.changes, found.good, found.faults) == (CHANGES, 2, [])


def test_what_was_read_is_recorded_once(casebook: Casebook, file: Path) -> None:
    found = read(casebook, file, PLAIN)
    assert casebook.record(found.changes, "Ann") == 4
    assert casebook.record(found.changes, "Ann") == 0
    assert casebook.reading("A1", "Ann").reasons == {"assessed": ("missing", "late")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_beyond_english_are_kept_in_every_encoding(casebook: Casebook, file: Path, encoding: str) -> None:
    words = "café – “quoted” £5 naïve"
    found = read(casebook, file, f"case,question,note\nA1,safe,{words}\n".encode(encoding))
    assert found.changes == [Change("A1", "safe", "note", words)]


def test_blank_cells_never_reset_an_answer(casebook: Casebook, file: Path) -> None:
    casebook.record(CHANGES, "Ann")
    before = casebook.reading("A1", "Ann")
    found = read(casebook, file, "case,question,answer,reasons,note\nA1,assessed,,,\nA1,safe, , ;, \nB2,safe,,,\n")
    assert (found.changes, found.faults) == ([], [])
    assert casebook.record(found.changes, "Ann") == 0
    assert casebook.reading("A1", "Ann") == before


@pytest.mark.parametrize(
    ("spelling", "answer"),
    [*((each, "yes") for each in ("yes", "Y", "YES", "Sufficient")), *((each, "no") for each in ("no", "N", "insufficient")), *((each, "na") for each in ("na", "N/A", "X", "Not Applicable"))],
)  # fmt: skip
def test_usual_spellings_of_an_answer_are_understood(
    casebook: Casebook, file: Path, spelling: str, answer: str
) -> None:
    assert read(casebook, file, f"case,question,answer\nA1,safe,{spelling}\n").changes == [
        Change("A1", "safe", "answer", answer)
    ]


FAULTY = [
    ("unknown case", "AA1,safe,yes,,", ["line 2, column case: no case 'AA1' in this casebook; did you mean 'A1'?"]),
    ("case like no other", "zzz,safe,yes,,", ["line 2, column case: no case 'zzz' in this casebook"]),
    ("no case", ",safe,yes,,", ["line 2, column case: no case '' in this casebook"]),
    ("unknown question", "A1,saef,yes,,", ["line 2, column question: no question 'saef'; did you mean 'safe'?"]),
    ("repeated question as a whole", "A1,joint-healt,yes,,", ["line 2, column question: no question 'joint-healt'; did you mean 'joint-health'?"]),
    ("unknown answer", "A1,safe,maybe,,", ["line 2, column answer: 'maybe' is no answer; write yes, no or na"]),
    ("unknown reason", "A1,assessed,no,lat,", ["line 2, column reasons: no reason 'lat' for assessed; did you mean 'late'?"]),
    ("reason of another question", "A1,safe,no,missing;thin,", ["line 2, column reasons: no reason 'missing' for safe"]),
    ("reasons for a yes", "A1,assessed,yes,late,", ["line 2, column reasons: reasons are for a no only"]),
    ("all wrong at once", "AA1,assessed,perhaps,cold,", [
        "line 2, column case: no case 'AA1' in this casebook; did you mean 'A1'?",
        "line 2, column answer: 'perhaps' is no answer; write yes, no or na",
        "line 2, column reasons: no reason 'cold' for assessed",
        "line 2, column reasons: reasons are for a no only",
    ]),
    ("twice and differently", "A1,safe,yes,,\n\nA1,safe,no,,", ["line 4, column question: line 2 answers this too, and differently"]),
    ("hostile words", "A1,\x1b[2J\u202e,yes,,", ["line 2, column question: no question '␛[2J‹U+202E›'"]),
]  # fmt: skip


@pytest.mark.parametrize(("row", "faults"), [pytest.param(r, f, id=n) for n, r, f in FAULTY])
def test_a_row_at_fault_is_named_by_line_and_column(
    casebook: Casebook, file: Path, row: str, faults: list[str]
) -> None:
    assert said(casebook, file, f"case,question,answer,reasons,note\n{row}\n") == faults


def test_good_rows_are_kept_apart_from_faulty_ones(casebook: Casebook, file: Path) -> None:
    found = read(casebook, file, PLAIN + "A1,safe,maybe,,\nA1,delivered,yes,,\n")
    assert found.changes == [*CHANGES, Change("A1", "delivered", "answer", "yes")]
    assert (found.good, len(found.faults)) == (3, 1)


def test_reasons_may_come_without_the_answer(casebook: Casebook, file: Path) -> None:
    assert read(casebook, file, "case,question,reasons\nA1,assessed,late\n").changes == [
        Change("A1", "assessed", "reasons", ["late"])
    ]


def test_a_signed_off_case_is_named_and_others_are_not_stopped(casebook: Casebook, file: Path) -> None:
    sign_off(casebook, "A1", "Ann")
    found = read(casebook, file, PLAIN)
    assert [str(fault) for fault in found.faults] == ["line 2, column case: case A1 is signed off; open it again first"]
    assert found.changes == CHANGES[3:]


def test_another_assessor_s_case_is_refused_row_by_row_and_others_are_not_stopped(
    casebook: Casebook, file: Path
) -> None:
    casebook.answer("A1", "delivered", "yes", "A Jones")
    found = read(casebook, file, PLAIN + "A1,safe,,,\n")
    assert [str(fault) for fault in found.faults] == [
        f"line {line}, column case: case A1 is A Jones's; answers of another assessor would leave it unresolved"
        for line in (2, 4)
    ]
    assert found.changes == CHANGES[3:]


def test_a_begun_case_that_was_given_to_somebody_else_takes_their_answers(casebook: Casebook, file: Path) -> None:
    casebook.answer("A1", "delivered", "yes", "A Jones")
    casebook.allocate({"A1": ("Ann", "")}, "Lead")
    assert said(casebook, file, PLAIN) == []


def test_a_case_that_is_out_or_a_reserve_is_said_to_be_so(casebook: Casebook, file: Path) -> None:
    casebook.add_cases([NewCase("R1", {}), NewCase("R2", {})], "Lead", reserves=True)
    casebook.replace_case("A1", "lost", "Lead")
    assert said(casebook, file, "case,question,answer\nA1,safe,yes\nR2,safe,yes\n") == [
        "line 2, column case: case A1 is not in the sample any more: it was replaced by R1",
        "line 3, column case: case R2 is a reserve and has not come in; `casereview replace-case` brings reserves in",
    ]


def test_all_assessors_of_a_case_are_named_in_visible_words(casebook: Casebook, file: Path) -> None:
    for reader in ("A Jones", "B\x1b[2J" + "x" * 50):
        casebook.answer("A1", "delivered", "yes", reader)
    names = f"A Jones and B␛[2J{'x' * 34}…"
    assert said(casebook, file, PLAIN) == [
        f"line 2, column case: case A1 is {names}'s; answers of another assessor would leave it unresolved"
    ]


@pytest.mark.parametrize("how", ["the first reading", "one of two first readings", "a second reading"])
def test_who_has_a_reading_of_the_case_may_record(casebook: Casebook, file: Path, how: str) -> None:
    if how != "the first reading":
        casebook.answer("A1", "delivered", "yes", "A Jones")
    if how == "a second reading":
        casebook.begin_second_reading("A1", "Ann")
    else:
        casebook.answer("A1", "delivered", "yes", "Ann")
    found = read(casebook, file, PLAIN)
    assert (found.changes, found.faults) == (CHANGES, [])


def test_quoted_line_breaks_keep_the_line_numbers_right(casebook: Casebook, file: Path) -> None:
    content = '\ncase,question,answer,reasons,note\nA1,safe,no,,"one\ntwo\n\nfour"\n\nA1,wrong,no,,\nA1,delivered,no,,"a\r\nb"\nA2,safe,no,,\n'
    found = read(casebook, file, content)
    assert [fault.line for fault in found.faults] == [8, 11]
    assert found.changes[1] == Change("A1", "safe", "note", "one\ntwo\n\nfour")
    assert found.changes[3] == Change("A1", "delivered", "note", "a\r\nb")


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        pytest.param(b"", ["empty; its first line names the columns: case, question, answer, reasons, note"], id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n \r\n,,\n", ["empty; its first line names the columns: case, question, answer, reasons, note"], id="blank lines only"),
        pytest.param(b'""\n', ["empty; its first line names the columns: case, question, answer, reasons, note"], id="empty quotation marks only"),
        pytest.param("\u00a0\n\x0c\n".encode(), ["empty; its first line names the columns: case, question, answer, reasons, note"], id="odd spaces only"),
        pytest.param(b"case,questoin\nA1,safe\n", ["line 1, column questoin: there is no such column; did you mean 'question'?", "line 1, column question: this column is missing"], id="unknown column"),
        pytest.param(b"\ncase,question,zzz\n", ["line 2, column zzz: there is no such column; it can be case, question, answer, reasons, note"], id="column like no other"),
        pytest.param(b"case,question,Case\n", ["line 1, column case: this column is there twice"], id="column twice"),
        pytest.param(b"answer\nyes\n", ["line 1, column case: this column is missing", "line 1, column question: this column is missing"], id="columns missing"),
        pytest.param(b"case,,question\n", ["line 1: there is no such column; it can be case, question, answer, reasons, note"], id="column without a name"),
        pytest.param(b"case,question\nA1,safe,yes\nA1,safe\nA1,safe,,no\n", ["line 2: 3 cells, but there are 2 columns", "line 4: 4 cells, but there are 2 columns"], id="too many cells"),
        pytest.param(b'case,question,note\nA1,safe,ok\nA1,delivered,"open\nand on\n', ["line 3: the quotation marks do not match (unexpected end of data)"], id="quotation mark left open"),
        pytest.param(b'case,question,note\nA1,safe,"a"b\n', ["line 2: the quotation marks do not match (',' expected after '\"')"], id="quotation mark within"),
        pytest.param(b"case,question\nA1,\x81\n", ["neither UTF-8 nor Windows-1252 at byte 17; save it as CSV UTF-8"], id="no encoding"),
    ],
)  # fmt: skip
def test_a_file_that_can_not_be_used_is_refused_in_words(
    casebook: Casebook, file: Path, content: bytes, faults: list[str]
) -> None:
    assert refused(casebook, file, content) == faults


def test_a_file_too_large_is_not_read(casebook: Casebook, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_BYTES", 10)
    assert refused(casebook, file, PLAIN) == ["too large (at most 10 bytes)"]


@pytest.mark.parametrize("content", ["case,question,answer\n", "case,question", "case,question\n\n , \n"])
def test_a_header_alone_holds_no_answers(casebook: Casebook, file: Path, content: str) -> None:
    assert read(casebook, file, content) == Answers([], 0, [])


def test_a_file_that_is_not_there_is_the_system_s_error(casebook: Casebook, file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_answers(file, casebook, "Ann")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_notes_come_through_exactly_but_for_spaces_at_their_ends(
    casebook: Casebook, file: Path, text: str
) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    found = read(casebook, file, f"case,question,note\nA1,safe,{quoted}\n")
    assert found.changes == ([Change("A1", "safe", "note", text.strip())] if text.strip() else [])


@examples(200)
@given(st.binary(max_size=120))
def test_any_bytes_are_a_table_or_a_table_fault(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    for start in (b"", b"case,question\n"):
        file.write_bytes(start + content)
        try:
            rows = read_table(file, ["case"], ["question"])
        except TableFault:
            pass
        else:
            assert all(set(row.cells) <= {"case", "question"} for row in rows)


@pytest.mark.parametrize(("more", "end"), [(11, "k"), (12, "k, …")])
def test_of_many_columns_the_first_twelve_are_named(file: Path, more: int, end: str) -> None:
    file.write_text("case,??\n")
    with pytest.raises(TableFault, match=r"no such column; it can be case, a, b, c, d, e, f, g, h, i, j, ") as caught:
        read_table(file, ["case"], "abcdefghijklmnop"[:more])
    assert str(caught.value).endswith(f"j, {end}")


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ("case,,Team,team,", ["line 1: column 2 has no name", "line 1, column team: this column is there twice"]),
        ("team", ["line 1, column case: this column is missing"]),
    ],
)
def test_where_any_column_is_taken_it_still_has_a_name_of_its_own(file: Path, header: str, faults: list[str]) -> None:
    file.write_text(f"{header}\nA1,x,y,z\n")
    with pytest.raises(TableFault) as caught:
        read_table(file, ["case"], None)
    assert caught.value.faults == [f"{file}: {fault}" for fault in faults]
    file.write_text("Case,Any thing\nA1,x\n")
    assert read_table(file, ["case"], None)[0].cells == {"case": "A1", "any thing": "x"}


# --- cases ---


def cases(small: QuestionSet, file: Path, content: str) -> list[NewCase]:
    file.write_text(content, encoding="utf-8")
    return read_cases(file, small)


def test_cases_are_read_with_facts_by_id_or_label(small: QuestionSet, file: Path) -> None:
    assert cases(small, file, "case,gender,rmp-needed\nA1,male,No\nB2,FEMALE,\nC3,,\n") == [
        NewCase("A1", {"gender": "male", "rmp-needed": "no"}),
        NewCase("B2", {"gender": "female"}),
        NewCase("C3", {}),
    ]


def test_a_header_alone_holds_no_cases(small: QuestionSet, file: Path) -> None:
    assert cases(small, file, "case\n") == []


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("case,gender\n,male\n", ["line 2, column case: empty; each case needs a reference"]),
        ("case\nA1\nB2\nA1\n", ["line 4, column case: A1 is there twice"]),
        ("case,gender\nA1,male\nA1,female\n", ["line 3, column case: A1 is there twice"]),
        ("case,gender\nA1,m\n", ["line 2, column gender: 'm' is not one of male, female"]),
        ("case,gendre\nA1,m\n", ["line 1, column gendre: there is no such column; did you mean 'gender'?"]),
        ("gender\nmale\n", ["line 1, column case: this column is missing"]),
        ("", ["empty; its first line names the columns: case, gender, rmp-needed"]),
    ],
)
def test_cases_at_fault_are_named_by_line_and_column(
    small: QuestionSet, file: Path, content: str, faults: list[str]
) -> None:
    with pytest.raises(TableFault) as caught:
        cases(small, file, content)
    assert caught.value.faults == [f"{file}: {fault}" for fault in faults]


def test_a_note_of_any_length_is_read(casebook: Casebook, file: Path) -> None:
    note = "x" * 400_000
    found = read(casebook, file, f"case,question,answer,note\nA1,assessed,no,{note}\n")
    assert (found.faults, found.changes[-1].value) == ([], note)
