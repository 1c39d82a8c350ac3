"""Sharing out the cases of a casebook: plans, names, and the certificate that can be checked."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase, Refused
from casereview.casebook.table_file import TableFault
from casereview.questions import QuestionSet
from casereview.sampling.allocation import Case
from casereview.sampling.allocation_certificate import Terms, certificate, check, read_allocation
from casereview.sampling.allocation_text import as_markdown
from casereview.sampling.certificate import digest
from casereview.sampling.certificate_file import as_json
from casereview.sampling.sharing import cases_of, copy_paths, group_fact, names, planned, read_plan, share

TERMS = Terms("evenly", ("Ann", "Bea"), "seed", "50%", "gender")


@pytest.fixture
def lead(tmp_path: Path, small: QuestionSet) -> Path:
    path = tmp_path / "lead.db"
    cases = [NewCase(f"C{n}", {"gender": ("male", "female")[n % 2]}) for n in range(1, 7)]
    Casebook.create(path, small, "Invented town", cases, by="Lead")
    return path


def shared(path: Path, terms: Terms = TERMS) -> dict[str, Any]:
    with Casebook.open(path) as casebook:
        inspection = (casebook.inspection.id, casebook.inspection.area)
        made = certificate(inspection, cases_of(casebook, terms.by), terms, by="Lead", at="2026-01-05T10:00:00.000Z")
        casebook.allocate({row["case"]: (row["first"], row["second"]) for row in made["cases"]}, "Lead")
    return made


def differences(path: Path, made: dict[str, Any]) -> list[str]:
    with Casebook.open(path, write=False) as casebook:
        return check(made, casebook)


def written(tmp_path: Path, made: dict[str, Any]) -> Path:
    path = tmp_path / "allocation.json"
    path.write_bytes(as_json(made))
    return path


def test_a_certificate_is_confirmed_also_after_all_that_comes_later(lead: Path, tmp_path: Path) -> None:
    made = read_allocation(written(tmp_path, shared(lead)))
    assert differences(lead, made) == []
    with Casebook.open(lead) as casebook:
        casebook.answer("C1", "safe", "yes", made["cases"][0]["first"])
        casebook.put_facts("C1", {"gender": "male"}, "Ann")
        casebook.put_facts("C2", {"gender": None}, "Ann")
        casebook.allocate({"C3": ("Cy", "")}, "Lead")
        casebook.add_cases([NewCase("C9", {})], "Lead")
        casebook.add_cases([NewCase("R1", {})], "Lead", reserves=True)
        casebook.replace_case("C4", "missing", "Lead")
    assert differences(lead, made) == []


def test_what_was_begun_stays_and_is_told_in_the_certificate(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        casebook.answer("C1", "safe", "yes", "Cy")
        casebook.allocate({"C2": ("Bea", "Ann")}, "Lead")
    made = shared(lead)
    rows = {row["case"]: row for row in made["cases"]}
    assert (rows["C1"]["first"], rows["C1"]["answered_first"]) == ("Cy", ["Cy"])
    assert (rows["C2"]["first"], rows["C2"]["second"]) == ("Bea", "Ann")
    assert [each["assessor"] for each in made["counts"]] == ["Ann", "Bea", "Cy"]
    assert sum(each["cases"] for each in made["counts"]) == 6
    assert sum(each["second_readings"] for each in made["pairs"]) == 3
    assert differences(lead, made) == []


def signed(made: dict[str, Any], **changed: Any) -> dict[str, Any]:
    made = copy.deepcopy(made) | changed
    return made | {"digest": digest(made)}


def swapped(made: dict[str, Any]) -> list[dict[str, Any]]:
    rows = copy.deepcopy(made["cases"])
    rows[0]["first"], rows[0]["second"] = "Bea" if rows[0]["first"] == "Ann" else "Ann", ""
    return list(rows)


def test_each_kind_of_tampering_is_named(lead: Path) -> None:
    made = shared(lead)
    assert "own digest" in " ".join(differences(lead, made | {"allocated_by": "Somebody"}))
    assert "the seed gives it to others" in " ".join(differences(lead, signed(made, cases=swapped(made))))
    assert "the seed gives it to others" in " ".join(differences(lead, signed(made, seed="another")))
    assert "the seed gives it to others" in " ".join(differences(lead, signed(made, assessors=["Ann", "Cy"])))
    assert "numbers by assessor" in " ".join(differences(lead, signed(made, counts=[])))
    assert "by pair" in " ".join(differences(lead, signed(made, pairs=[])))
    assert "the digest is another" in " ".join(differences(lead, signed(made, inputs="0")))
    assert "a case is in it twice" in " ".join(differences(lead, signed(made, cases=made["cases"] * 2)))
    assert "can not be shared out again" in " ".join(differences(lead, signed(made, assessors=[])))
    assert "can not be shared out again" in " ".join(differences(lead, signed(made, second="lots")))
    other = made["inspection"] | {"id": "0"}
    assert "another inspection" in " ".join(differences(lead, signed(made, inspection=other)))


def test_a_made_up_certificate_is_not_borne_out_by_the_history(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        inspection = (casebook.inspection.id, casebook.inspection.area)
    cases = [Case("C1", "male"), Case("C2", "male"), Case("X9")]
    said = differences(lead, certificate(inspection, cases, Terms("evenly", ("Ann",), "seed", "", "gender")))
    assert said == [
        "case X9 is not in this casebook",
        "case C1 was never of the group that the certificate says",
        "case C1 was never given to whom the certificate says",
        "case C2 was never given to whom the certificate says",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "can not be read as JSON"),
        (b"[" * 100_000, "can not be read as JSON"),
        (b"\xff\xfe", "can not be read as JSON"),
        (b'{"format": "casereview.sample/1"}', "not a certificate of a sharing out"),
        (b'{"format": "casereview.allocation/1"}', "is missing"),
        (b'"' + b"x" * 5_000_000, "too large"),
    ],
)
def test_what_is_no_certificate_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(Refused, match=words):
        read_allocation(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("seed", 7, "seed is a whole number and should be a text"),
        ("cases", [{}], "cases 1.* is missing"),
        ("more", 1, "more is not known"),
        ("algorithm", "casereview.allocation/2", "this version knows casereview.allocation/1"),
    ],
)
def test_a_certificate_of_another_shape_is_refused(
    lead: Path, tmp_path: Path, key: str, value: object, words: str
) -> None:
    path = tmp_path / "allocation.json"
    path.write_text(json.dumps(shared(lead) | {key: value}))
    with pytest.raises(Refused, match=words):
        read_allocation(path)


def test_the_certificate_for_people_holds_names_literally(lead: Path) -> None:
    made = shared(lead, TERMS._replace(assessors=("[/] | *Ann*", "<b>")))
    text = as_markdown(made)
    assert r"\[/\] \| \*Ann\*" in text
    assert "<b>" not in text.replace(r"\<b\>", "")
    assert "6 cases, shared out evenly by Lead on 2026-01-05 at 10:00 UTC." in text
    assert "| female | male |" in text


# --- plans ---

CASES = [Case("C1", first="Cy", second="Ann"), Case("C2"), Case("C3")]


def plan(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_gives_cases_and_leaves_the_rest(tmp_path: Path) -> None:
    found = read_plan(plan(tmp_path, "case;first;second\nC2;Ann;Bea\n"), CASES)
    assert found == {"C2": ("Ann", "Bea")}
    assert planned(CASES, found) == [CASES[0], Case("C2", first="Ann", second="Bea")]


def test_without_a_column_second_readers_stay_and_a_blank_cell_is_none(tmp_path: Path) -> None:
    stays = read_plan(plan(tmp_path, "case,first\nC1,Bea\n"), CASES)
    assert planned(CASES, stays) == [Case("C1", first="Bea", second="Ann")]
    none = read_plan(plan(tmp_path, "case,first,second\nC1,Bea,\n"), CASES)
    assert planned(CASES, none) == [Case("C1", first="Bea")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("case,first\nC7,Ann\n", "line 2, column case: no case 'C7'"),
        ("case,first\nC1,Ann\nC1,Bea\n", "line 3, column case: C1 is there twice"),
        ("case,first\nC1,\n", "line 2, column first: empty"),
        ("case,first,second\nC1,Ann,Ann\n", "line 2, column second: Ann can not be"),
        ("case,first\nC1," + "x" * 201 + "\n", "at most 200 characters"),
        ("case,frist\nC1,Ann\n", "did you mean 'first'"),
        ("case,first\n", "holds no rows"),
    ],
)
def test_a_faulty_plan_is_refused_by_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(TableFault) as refused:
        read_plan(plan(tmp_path, text), CASES)
    assert words in str(refused.value)


def test_a_plan_that_names_a_case_taken_out_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(TableFault, match="line 2, column case: C7 is a reserve"):
        read_plan(plan(tmp_path, "case,first\nC7,Ann\n"), CASES, {"C7": "C7 is a reserve"})


# --- names, shares, facts ---


def test_names_are_taken_apart_at_commas() -> None:
    assert names(" A Jones, B Shah ,") == ["A Jones", "B Shah"]


@pytest.mark.parametrize("text", ["", " , ", "Ann,Ann", "x" * 201, "Ann,\ud800"])
def test_what_is_no_list_of_names_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        names(text)


def test_shares() -> None:
    assert (share(""), share("10%"), share(" 12.5 % "), share("100%")) == (0, Fraction(1, 10), Fraction(1, 8), 1)


@pytest.mark.parametrize("text", ["10", "-1%", "101%", "1e1%", "٣%", "%", "ten%", "1" * 5000 + "%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="10%"):
        share(text)


def test_file_names_are_safe(tmp_path: Path) -> None:
    asked = ["A Jones", "../../etc/passwd", "Žofie O'Neill", "con", ".", "x" * 200]
    assert [path.name for path in copy_paths(tmp_path, asked).values()] == [
        "A-Jones.db", "etc-passwd.db", "Žofie-O-Neill.db", "con-.db", "assessor.db", f"{'x' * 50}.db",
    ]  # fmt: skip


@pytest.mark.parametrize("both", [("A Jones", "a-jones"), ("x" * 51, "x" * 52), ("!", "?")])
def test_two_names_for_one_file_are_refused(tmp_path: Path, both: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="the same file"):
        copy_paths(tmp_path, both)


def test_the_fact_of_the_groups(lead: Path) -> None:
    with Casebook.open(lead, write=False) as casebook:
        assert (group_fact(casebook), group_fact(casebook, "gender")) == ("", "gender")
        with pytest.raises(Refused, match="did you mean 'gender'"):
            group_fact(casebook, "gendr")
