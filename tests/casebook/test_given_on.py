"""A case that was given on: what its assessor gets with it, when it is finished, and whose it is where copies differ."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase, NotPermitted
from casereview.casebook.progress import progress
from tests.casebook.apart import allocated, answer, apart, look
from tests.casebook.hands import answer_all
from tests.strategies import ASKED

# --- finished ---


def test_a_case_that_was_given_on_is_finished_when_whoever_has_it_signs_it_off(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.allocate({"A1": ("Bob", "")}, "Lead")
    for question in ASKED:
        if question != "safe":
            casebook.answer("A1", question, "yes", "Bob")
    casebook.sign_off("A1", "Bob")
    assert casebook.case_line("A1").counted.signed_off
    assert casebook.summary().signed_off == 1
    assert [(each.assessor, each.done) for each in progress(casebook) if each.cases] == [("Bob", 1)]


def test_the_signature_of_who_had_it_before_is_not_enough(casebook: Casebook) -> None:
    answer_all(casebook, "A1", "Ann")
    casebook.sign_off("A1", "Ann")
    casebook.allocate({"A1": ("Bob", "")}, "Lead")
    casebook.answer("A1", "safe", "yes", "Bob")
    assert not casebook.case_line("A1").counted.signed_off


# --- what comes with it ---


def test_what_was_settled_comes_with_the_case_as_it_was_settled(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.answer("A1", "safe", "no", "Cem")
    casebook.resolve("A1", "safe", "no", "", "Lead")
    casebook.allocate({"A1": ("Bob", "")}, "Lead")
    reading = casebook.reading("A1", "Bob")
    assert (reading.answers, reading.handed_over) == ({"safe": "no"}, {"safe": "Cem"})
    for question in ASKED:
        if question != "safe":
            casebook.answer("A1", question, "yes", "Bob")
    casebook.sign_off("A1", "Bob")
    assert casebook.conflicts() == []


def test_what_was_settled_as_something_that_nobody_said_comes_with_the_case_too(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.resolve("A1", "safe", "na", "", "Lead")
    casebook.resolve("A1", "assessed", None, "", "Lead")
    casebook.allocate({"A1": ("Bob", "")}, "Lead")
    reading = casebook.reading("A1", "Bob")
    assert (reading.answers, reading.handed_over) == ({"safe": "na"}, {"safe": "Ann"})


def test_an_answer_that_one_copy_cleared_is_unresolved_for_the_new_assessor_as_for_everybody(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
    apart(path, answer(None), answer("no"))
    with Casebook.open(path) as casebook:
        casebook.allocate({"A1": ("Bob", "")}, "Lead")
        for question in ASKED:
            if question != "assessed":
                casebook.answer("A1", question, "yes", "Bob")
        assert casebook.case_line("A1").counted.answers["assessed"] == "unresolved"
        assert casebook.reading("A1", "Bob").answer("assessed") == "unresolved"
        with pytest.raises(NotPermitted, match="1 blank"):
            casebook.sign_off("A1", "Bob")


# --- reasons ---


def test_the_reasons_of_who_says_yes_are_no_reasons_for_the_no_of_another(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "no", "Ann")
    casebook.give_reasons("A1", "assessed", ["late"], "Ann")
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.answer("A1", "assessed", "no", "Cem")
    casebook.give_reasons("A1", "assessed", ["missing"], "Cem")
    casebook.resolve("A1", "assessed", "no", "", "Lead")
    assert casebook.case_line("A1").counted.reasons == {"assessed": ("missing",)}


def test_a_no_that_nobody_said_has_no_reasons(casebook: Casebook) -> None:
    casebook.give_reasons("A1", "assessed", ["late"], "Ann")
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.resolve("A1", "assessed", "no", "", "Lead")
    assert casebook.case_line("A1").counted.reasons == {}


def test_reasons_for_a_no_that_came_with_the_case_count(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "no", "Ann")
    casebook.allocate({"A1": ("Bob", "")}, "Lead")
    casebook.give_reasons("A1", "assessed", ["late"], "Bob")
    casebook.give_reasons("A1", "assessed", ["missing"], "Cem")  # who answered nothing and has not got the case
    assert casebook.case_line("A1").counted.reasons == {"assessed": ("late",)}


# --- whose it is ---


def test_a_case_that_copies_give_to_different_people_is_nobody_s(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "safe", "no", "Old")
    apart(path, allocated("Ann"), allocated("Bob"))
    for name in ("Ann", "Bob"):
        assert look(path, reader=name)[0].handed_over == {}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_reserve_for_such_a_case_is_nobody_s_either_in_whatever_order_it_was_merged(
    path: Path, order: tuple[int, int]
) -> None:
    with Casebook.open(path) as casebook:
        casebook.add_cases([NewCase("R1", {})], "Lead", reserves=True)
    copies = [Path(shutil.copy(path, path.with_name(f"{name}.db"))) for name in ("Ann", "Bob")]
    for copy in copies:
        with Casebook.open(copy) as casebook:
            casebook.allocate({"A1": (copy.stem, "Bea")}, "Lead")
    with Casebook.open(path) as casebook:
        for number in order:
            casebook.merge([copies[number]], "Lead")
        casebook.replace_case("A1", "lost", "Lead")
        line = casebook.case_line("R1")
    assert (line.first, line.second) == ("", "Bea")
