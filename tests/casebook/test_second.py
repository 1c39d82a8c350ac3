"""Second readings are read beside the first ones only when both are signed off, and never a word before."""

from __future__ import annotations

import shutil
from pathlib import Path

from casereview.casebook import Casebook
from casereview.casebook.second import SecondReadings, pairs
from casereview.scoring.agreement import Side, Table, table_of
from tests.casebook.hands import join
from tests.strategies import ASKED


def read(casebook: Casebook, case: str, reader: str, answer: str = "yes", **but: str) -> None:
    """Answer a whole case alike, with exceptions (`rmp_done="no"`), and sign it off."""
    for question in ASKED:
        casebook.answer(case, question, but.get(question.replace("-", "_"), answer), reader)
    casebook.sign_off(case, reader)


def test_there_is_nothing_before_a_second_reading_is_begun(casebook: Casebook) -> None:
    read(casebook, "A1", "Ann")
    read(casebook, "B2", "Ann")
    assert pairs(casebook) == SecondReadings()


def test_answers_of_both_are_side_by_side_with_reasons_and_notes(casebook: Casebook) -> None:
    casebook.begin_second_reading("A1", "Bea")
    casebook.give_reasons("A1", "safe", ["thin"], "Ann")
    casebook.note("A1", "safe", "p. 3", "Ann")
    casebook.note("A1", "safe", "p. 4", "Bea")
    casebook.give_reasons("A1", "assessed", ["late"], "Bea")
    read(casebook, "A1", "Ann", safe="no")
    read(casebook, "A1", "Bea", rmp_done="na", delivered="no")
    found = pairs(casebook)
    assert (found.compared, found.cases, found.open_seconds, found.open_firsts) == (1, 1, 0, 0)
    assert [each.question for each in found.shared] == [row.id for row in casebook.question_set.questions]
    assert table_of(found.shared) == Table(both_yes=4, first_yes=1, second_yes=1, applicability=1)
    safe = next(each for each in found.shared if each.question == "safe")
    assert (safe.case, safe.part, safe.themes) == ("A1", "asset", ("safeguarding",))
    assert safe.first == Side("Ann", "no", reasons=("thin",), note="p. 3")
    assert safe.second == Side("Bea", "yes", note="p. 4")
    # Reasons that were ticked before the answer became a yes are nobody's reasons.
    assert next(each for each in found.shared if each.question == "assessed").second.reasons == ()


def test_nothing_is_shown_until_both_are_signed_off(casebook: Casebook) -> None:
    casebook.begin_second_reading("A1", "Bea")
    casebook.answer("A1", "safe", "yes", "Bea")
    read(casebook, "A1", "Ann")
    assert pairs(casebook) == SecondReadings(open_seconds=1)
    casebook.begin_second_reading("B2", "Ann")
    read(casebook, "B2", "Ann")
    casebook.answer("B2", "safe", "yes", "Bea")
    assert pairs(casebook) == SecondReadings(open_seconds=1, open_firsts=1)
    read(casebook, "A1", "Bea")
    assert {each.case for each in pairs(casebook).shared} == {"A1"}
    # Opened again, it is nobody's to look at any more.
    casebook.reopen("A1", "one more", "Bea")
    assert pairs(casebook) == SecondReadings(open_seconds=1, open_firsts=1)


def test_a_second_reading_waits_where_nobody_has_read_first(casebook: Casebook) -> None:
    casebook.begin_second_reading("A1", "Bea")
    read(casebook, "A1", "Bea")
    assert pairs(casebook) == SecondReadings(open_firsts=1)


def test_a_case_handed_over_is_compared_with_the_first_reading_that_is_signed_off(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "no", "Cy")  # begun, then handed to Ann
    casebook.begin_second_reading("A1", "Bea")
    read(casebook, "A1", "Ann")
    read(casebook, "A1", "Bea")
    assert {each.pair for each in pairs(casebook).shared} == {("Ann", "Bea")}
    read(casebook, "A1", "Cy", "no")
    found = pairs(casebook)
    assert (found.compared, found.cases) == (2, 1)
    assert [each.pair for each in found.shared[::7]] == [("Ann", "Bea"), ("Bea", "Cy")]


def test_two_second_readings_are_each_compared_with_the_first(casebook: Casebook) -> None:
    for reader in ("Bea", "Cy"):
        casebook.begin_second_reading("A1", reader)
        read(casebook, "A1", reader)
    read(casebook, "A1", "Ann")
    found = pairs(casebook)
    assert [(each.first.reader, each.second.reader) for each in found.shared[::7]] == [("Ann", "Bea"), ("Ann", "Cy")]


def test_what_routing_made_not_applicable_is_an_answer_and_says_so(casebook: Casebook) -> None:
    """B2 needs no risk management plan, so nobody has to answer about it."""
    casebook.begin_second_reading("B2", "Bea")
    for reader in ("Ann", "Bea"):
        for question in ASKED:
            if not question.startswith("rmp"):
                casebook.answer("B2", question, "yes", reader)
    casebook.answer("B2", "rmp-done", "yes", "Bea")
    casebook.answer("B2", "rmp-timely", "na", "Bea")
    for reader in ("Ann", "Bea"):
        casebook.sign_off("B2", reader)
    found = pairs(casebook)
    assert table_of(found.shared) == Table(both_yes=5, both_na=1, applicability=1)
    timely = next(each for each in found.shared if each.question == "rmp-timely")
    assert (timely.first, timely.second) == (Side("Ann", "na", suggested=True), Side("Bea", "na"))


def test_blank_and_unresolved_are_not_shared_and_counted(path: Path, tmp_path: Path) -> None:
    """A fact that changes later leaves a blank; copies that differ leave an answer unresolved."""
    with Casebook.open(path) as casebook:
        casebook.begin_second_reading("B2", "Bea")
        for reader in ("Ann", "Bea"):
            for question in ASKED:
                if not (reader == "Ann" and question.startswith("rmp")):
                    casebook.answer("B2", question, "yes", reader)
            casebook.sign_off("B2", reader)
    copies = [Path(shutil.copy(path, tmp_path / name)) for name in ("one.db", "two.db")]
    for copy, answer in zip(copies, ("no", "na"), strict=True):
        with Casebook.open(copy) as casebook:
            casebook.reopen("B2", "a second look", "Bea")
            for question in ("safe", "rmp-timely"):
                casebook.answer("B2", question, answer, "Bea")
            casebook.sign_off("B2", "Bea")
    join(path, *copies)
    with Casebook.open(path) as casebook:
        casebook.put_facts("B2", {"rmp-needed": "yes"}, "Lead")
        found = pairs(casebook)
        # rmp-done is blank in the first reading; rmp-timely is that too, but above all it is unresolved.
        assert (found.blank, found.unresolved) == (1, 2)
        assert {each.question for each in found.shared} == set(ASKED) - {"safe", "rmp-done", "rmp-timely"}


def test_the_cases_need_not_be_read_twice(casebook: Casebook) -> None:
    casebook.begin_second_reading("A1", "Bea")
    for reader in ("Ann", "Bea"):
        read(casebook, "A1", reader)
    assert pairs(casebook, list(casebook.case_lines())) == pairs(casebook)


def test_a_second_reading_enters_no_score_by_being_compared(casebook: Casebook) -> None:
    read(casebook, "A1", "Ann")
    before = casebook.summary()
    casebook.begin_second_reading("A1", "Bea")
    read(casebook, "A1", "Bea", "no")
    assert table_of(pairs(casebook).shared) == Table(first_yes=7)
    assert casebook.summary() == before
