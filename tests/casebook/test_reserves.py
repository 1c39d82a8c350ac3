"""Reserves, and cases taken out of the sample; and whom a second reading is hidden from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase, NotPermitted, Refused
from casereview.casebook.reserves import OpenPlaces, Reserve
from casereview.casebook.verify import verify
from tests.casebook.hands import sign_off


@pytest.fixture
def with_reserves(casebook: Casebook) -> Casebook:
    casebook.add_cases([NewCase("R1", {"gender": "male"}), NewCase("R2", {})], "Lead", reserves=True)
    casebook.add_cases([NewCase("R3", {})], "Lead", reserves=True)
    return casebook


def test_reserves_are_in_order_and_not_in_the_sample(with_reserves: Casebook) -> None:
    assert with_reserves.reserves() == [Reserve("R1", 1), Reserve("R2", 2), Reserve("R3", 3)]
    assert with_reserves.case_refs() == ["A1", "B2"]
    with pytest.raises(Refused, match="there already"):
        with_reserves.add_cases([NewCase("R2", {})], "Lead")


def test_a_case_is_replaced_by_the_next_reserve_with_a_reason_that_is_kept(with_reserves: Casebook) -> None:
    with_reserves.answer("A1", "safe", "no", "Ann")
    assert with_reserves.replace_case("A1", "the file is lost", "Lead") == "R1"
    assert with_reserves.case_refs() == ["B2", "R1"]
    assert with_reserves.reserves() == [Reserve("R2", 2), Reserve("R3", 3)]
    assert with_reserves.replaced_cases() == [("A1", "the file is lost", "R1")]
    assert with_reserves.running_tally().tallies()["safe"].no == 0
    assert with_reserves.reading("R1", "Ann").facts == {"gender": "male"}
    with pytest.raises(Refused, match="case A1 is not in the sample any more: it was replaced by R1"):
        with_reserves.replace_case("A1", "again", "Lead")
    assert with_reserves.replace_case("R1", "lost too", "Lead", "R3") == "R3"
    assert with_reserves.replaced_cases() == [("A1", "the file is lost", "R1"), ("R1", "lost too", "R3")]


def test_the_reserve_goes_to_whom_the_case_was_given(with_reserves: Casebook) -> None:
    with_reserves.allocate({"A1": ("Ann", "Bea")}, "Lead")
    line = with_reserves.case_line(with_reserves.replace_case("A1", "lost", "Lead"))
    assert (line.first, line.second, line.seconds) == ("Ann", "Bea", ("Bea",))


@pytest.mark.parametrize(
    ("case", "why", "instead", "words"),
    [
        ("A1", " ", "", "say why"),
        ("A1", "x" * 1_000_001, "", "at most"),
        ("A1", "lost", "B2", "'B2' is not among the reserves"),
        ("none", "lost", "", "no case none"),
    ],
)
def test_what_can_not_be_replaced_is_refused(
    with_reserves: Casebook, case: str, why: str, instead: str, words: str
) -> None:
    before = with_reserves.history()
    with pytest.raises(Refused, match=words):
        with_reserves.replace_case(case, why, "Lead", instead)
    assert with_reserves.history() == before


def test_without_a_reserve_no_case_is_replaced(casebook: Casebook) -> None:
    with pytest.raises(Refused, match="no reserve is left"):
        casebook.replace_case("A1", "lost", "Lead")


def test_one_person_is_not_both_readers(casebook: Casebook) -> None:
    with pytest.raises(Refused, match="can not be first and second reader"):
        casebook.allocate({"A1": ("Ann", "Ann")}, "Lead")
    with pytest.raises(Refused, match="say who"):
        casebook.allocate({"A1": ("A" * 201, "")}, "Lead")
    casebook.answer("A1", "safe", "no", "Ann")
    with pytest.raises(NotPermitted, match="stays the first or second reader"):
        casebook.allocate({"A1": ("Bea", "Ann")}, "Lead")
    assert casebook.case_line("A1").first == ""


def test_two_leads_who_replace_a_case_alike_are_of_one_mind(with_reserves: Casebook, path: Path) -> None:
    other = Path(shutil.copy(path, path.with_name("other.db")))
    with Casebook.open(other) as casebook:
        casebook.replace_case("A1", "lost", "Lena")
    with_reserves.replace_case("A1", "lost", "Lead")
    with_reserves.merge([other], "Lead")
    assert with_reserves.conflicts() == []
    assert with_reserves.case_refs() == ["B2", "R1"]
    assert verify(path).faults == []


def replaced_on_two_copies(lead: Casebook, path: Path) -> None:
    """A1 is replaced here and B2 on a copy, both by the next reserve; then the copy is merged."""
    other = Path(shutil.copy(path, path.with_name("other.db")))
    with Casebook.open(other) as casebook:
        casebook.replace_case("B2", "sealed", "Lena")
    lead.replace_case("A1", "lost", "Lead")
    lead.merge([other], "Lead")


def test_one_reserve_for_two_cases_leaves_a_place_open_and_the_next_one_fills_it(
    with_reserves: Casebook, path: Path
) -> None:
    assert with_reserves.open_places() == OpenPlaces()
    replaced_on_two_copies(with_reserves, path)
    assert with_reserves.case_refs() == ["R1"]
    assert with_reserves.open_places() == OpenPlaces(1, (("R1", ("A1", "B2")),))
    assert with_reserves.replace_case("B2", "sealed", "Lead") == "R2"
    assert with_reserves.case_refs() == ["R1", "R2"]
    assert with_reserves.open_places() == OpenPlaces()
    assert with_reserves.replaced_cases() == [("A1", "lost", "R1"), ("B2", "sealed", "R2")]
    assert verify(path).faults == []
    with pytest.raises(Refused, match="it was replaced by R1"):
        with_reserves.replace_case("A1", "again", "Lead")


def test_a_place_that_two_copies_fill_by_one_reserve_is_filled_once(with_reserves: Casebook, path: Path) -> None:
    """Each copy gives another of the two cases the next reserve: two cases are out and two came in."""
    replaced_on_two_copies(with_reserves, path)
    third = Path(shutil.copy(path, path.with_name("third.db")))
    with Casebook.open(third) as casebook:
        casebook.replace_case("A1", "lost", "Lena")
    with_reserves.replace_case("B2", "sealed", "Lead")
    with_reserves.merge([third], "Lead")
    assert with_reserves.case_refs() == ["R1", "R2"]
    assert with_reserves.open_places() == OpenPlaces()


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("A1", "case A1 is not in the sample any more: it was replaced by R1"),
        ("R2", "case R2 is a reserve and has not come in"),
        ("none", "no case none in this casebook"),
    ],
)
def test_a_case_that_is_not_in_the_sample_is_said_to_be_what_it_is(
    with_reserves: Casebook, case: str, words: str
) -> None:
    with_reserves.replace_case("A1", "lost", "Lead")
    for ask in (
        lambda: with_reserves.case_line(case),
        lambda: with_reserves.answer(case, "safe", "yes", "Ann"),
        lambda: with_reserves.allocate({case: ("Ann", "")}, "Lead"),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert words in str(refused.value)


def sign(casebook: Casebook, *readers: str) -> None:
    for reader in readers:
        sign_off(casebook, "A1", reader)


def test_a_first_and_a_second_reading_are_hidden_from_one_another_until_both_are_signed_off(
    casebook: Casebook,
) -> None:
    def hidden() -> dict[str, frozenset[str]]:
        line = casebook.case_line("A1")
        return {who: line.hidden_from(who) for who in ("Ann", "Bea", "Lead")}

    nobody: frozenset[str] = frozenset()
    assert hidden() == {"Ann": nobody, "Bea": nobody, "Lead": nobody}
    casebook.allocate({"A1": ("Ann", "Bea")}, "Lead")
    apart = {"Ann": frozenset({"Bea"}), "Bea": frozenset({"Ann"}), "Lead": nobody}
    assert hidden() == apart
    sign(casebook, "Ann")
    assert hidden() == apart
    sign(casebook, "Bea")
    assert hidden() == {"Ann": nobody, "Bea": nobody, "Lead": nobody}
