"""A reading of a benchmark case against the key."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase, Refused
from casereview.casebook.training import Training, train
from casereview.questions import QuestionSet
from casereview.questions.build import build
from tests.strategies import ASKED

Fill = Callable[[Casebook], None]


def make(path: Path, asked: QuestionSet, fill: Fill, cases: tuple[str, ...] = ("K1", "K2")) -> Path:
    Casebook.create(path, asked, "Town", [NewCase(each, {}) for each in cases], fill=fill)
    return path


def answers(case: str, reader: str, **given: str) -> Fill:
    """Answer some questions of a case (`rmp_done="no"`)."""

    def fill(casebook: Casebook) -> None:
        for question, answer in given.items():
            casebook.answer(case, question.replace("_", "-"), answer, reader)

    return fill


def all_of(*fills: Fill) -> Fill:
    def fill(casebook: Casebook) -> None:
        for each in fills:
            each(casebook)

    return fill


def every(case: str, reader: str, answer: str) -> Fill:
    return answers(case, reader, **{each.replace("-", "_"): answer for each in ASKED})


def compare(own: Path, key: Path, **how: str) -> Training:
    with Casebook.open(own, write=False) as opened, Casebook.open(key, write=False) as agreed:
        return train(opened, agreed, **how)


def test_a_reading_is_compared_question_by_question(tmp_path: Path, small: QuestionSet) -> None:
    def more(casebook: Casebook) -> None:
        casebook.give_reasons("K1", "safe", ["thin"], "Ann")
        casebook.note("K1", "safe", "p. 3", "Ann")

    def keyed(casebook: Casebook) -> None:
        casebook.note("K1", "safe", "The report of May is enough.", "Panel")

    own = make(tmp_path / "own.db", small, all_of(every("K1", "Ann", "yes"), answers("K1", "Ann", safe="no"), more))
    key = make(
        tmp_path / "key.db", small, all_of(every("K1", "Panel", "yes"), answers("K1", "Panel", delivered="na"), keyed)
    )
    found = compare(own, key)
    assert (found.reader, found.cases) == ("Ann", ("K1",))
    assert (found.agreed, len(found.compared)) == (5, 7)
    assert (found.no_key, found.unsettled, found.unanswered) == (0, 0, 0)
    safe, delivered = found.differences
    assert (safe.question, safe.own.answer, safe.key) == (small.by_id["safe"], "no", "yes")
    assert (safe.own.reasons, safe.own.note, safe.key_notes) == (("thin",), "p. 3", ("The report of May is enough.",))
    assert (delivered.question.id, delivered.own.answer, delivered.key, delivered.key_notes) == (
        "delivered",
        "yes",
        "na",
        (),
    )


def test_a_no_of_the_key_comes_with_its_reasons(tmp_path: Path, small: QuestionSet) -> None:
    keyed = all_of(
        answers("K1", "Panel", assessed="no"),
        lambda casebook: casebook.give_reasons("K1", "assessed", ["late"], "Panel"),
    )
    own = make(tmp_path / "own.db", small, answers("K1", "Ann", assessed="yes"))
    (difference,) = compare(own, make(tmp_path / "key.db", small, keyed)).differences
    assert (difference.key, difference.key_reasons) == ("no", ("late",))


def test_what_the_key_or_the_assessor_leaves_open_is_left_out_and_counted(tmp_path: Path, small: QuestionSet) -> None:
    keyed = all_of(
        every("K1", "Panel", "yes"),
        answers("K1", "Other", safe="no"),  # the key's first readings differ
        lambda casebook: casebook.answer("K1", "delivered", None, "Panel"),
    )
    own = make(tmp_path / "own.db", small, answers("K1", "Ann", assessed="yes", safe="yes", delivered="yes"))
    found = compare(own, make(tmp_path / "key.db", small, keyed))
    assert [each.question.id for each in found.compared] == ["assessed"]
    assert (found.no_key, found.unsettled, found.unanswered) == (1, 1, 4)
    assert found.agreed == 1


def test_the_key_may_be_agreed_by_several_and_each_note_is_shown_once(tmp_path: Path, small: QuestionSet) -> None:
    def keyed(casebook: Casebook) -> None:
        for reader, note in (("P1", "Same."), ("P2", "Same."), ("P3", "Other.")):
            casebook.answer("K1", "safe", "yes", reader)
            casebook.note("K1", "safe", note, reader)

    own = make(tmp_path / "own.db", small, answers("K1", "Ann", safe="no"))
    (difference,) = compare(own, make(tmp_path / "key.db", small, keyed)).differences
    assert difference.key_notes == ("Same.", "Other.")


def test_all_benchmark_cases_together_or_one(tmp_path: Path, small: QuestionSet) -> None:
    own = make(
        tmp_path / "own.db",
        small,
        all_of(every("K1", "Ann", "yes"), every("K2", "Ann", "no"), every("mine", "Bea", "no")),
        ("K1", "K2", "mine"),
    )
    key = make(
        tmp_path / "key.db",
        small,
        all_of(every("K1", "Panel", "yes"), every("K2", "Panel", "yes"), every("theirs", "Panel", "yes")),
        ("K1", "K2", "theirs", "unread"),
    )
    both = compare(own, key)
    # Bea has read no case of the key, so --as is not needed.
    assert (both.reader, both.cases, both.agreed, len(both.compared)) == ("Ann", ("K1", "K2"), 7, 14)
    one = compare(own, key, case="K2")
    assert (one.cases, one.agreed, len(one.compared)) == (("K2",), 0, 7)


def test_a_second_reading_can_be_compared_too(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.answer("K1", "safe", "yes", "Ann")
        casebook.begin_second_reading("K1", "Bea")
        casebook.begin_second_reading("K1", "Cy")  # begun and not answered: no reason to ask who is meant
        casebook.answer("K1", "safe", "no", "Bea")

    own = make(tmp_path / "own.db", small, fill)
    key = make(tmp_path / "key.db", small, answers("K1", "Panel", safe="yes"))
    assert compare(own, key, reader="Bea").agreed == 0
    assert compare(own, key, reader="Ann").agreed == 1
    with pytest.raises(Refused, match=r"own\.db: several assessors \(Ann, Bea\); say with --as"):
        compare(own, key)
    with pytest.raises(Refused, match=r"own\.db: no answers of Cy in a case of the key \(Ann, Bea\)"):
        compare(own, key, reader="Cy")
    with pytest.raises(Refused, match=r"own\.db: no answers of Cy in case K1"):
        compare(own, key, reader="Cy", case="K1")


def test_many_assessors_are_not_all_named(tmp_path: Path, small: QuestionSet) -> None:
    own = make(tmp_path / "own.db", small, all_of(*(answers("K1", f"A{n}", safe="yes") for n in range(8))))
    key = make(tmp_path / "key.db", small, answers("K1", "Panel", safe="yes"))
    with pytest.raises(Refused, match=r"\(A0, A1, A2, A3, A4 and 3 more\)"):
        compare(own, key)


@pytest.mark.parametrize(
    ("case", "cases", "own_filled", "key_filled", "said"),
    [
        ("", ("K1",), True, False, "key.db: no case is answered there, so it is no key"),
        ("K1", ("K1",), True, False, "key.db: case K1 is not answered there, so it is no key"),
        ("", ("K1",), False, True, "own.db: nothing is answered yet in a case of the key"),
        ("", ("X",), False, True, "a benchmark case has one reference in both"),
        ("K9", ("K1",), True, True, "no case K9 in this casebook"),
        ("K1", ("X",), False, True, "no case K1 in this casebook"),
    ],
)
def test_what_can_not_be_compared_is_refused_in_words(
    tmp_path: Path, small: QuestionSet, case: str, cases: tuple[str, ...], own_filled: bool, key_filled: bool, said: str
) -> None:
    nothing: Fill = lambda casebook: None  # noqa: E731
    own = make(tmp_path / "own.db", small, answers("K1", "Ann", safe="yes") if own_filled else nothing, cases)
    key = make(tmp_path / "key.db", small, answers("K1", "Panel", safe="yes") if key_filled else nothing)
    with pytest.raises(Refused) as refused:
        compare(own, key, case=case)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_another_question_under_the_same_name_is_refused(tmp_path: Path, small_data: dict[str, Any]) -> None:
    other = copy.deepcopy(small_data)
    other["version"] = "2.0.0"
    for row in other["questions"]:
        if row["id"] == "safe":
            row["text"] = "Was it safe?"
    other["questions"] = [row for row in other["questions"] if row["id"] != "delivered"]
    own = make(tmp_path / "own.db", build(other), answers("K1", "Ann", safe="yes", assessed="yes"))
    key = make(
        tmp_path / "key.db", build(small_data), answers("K1", "Panel", safe="yes", delivered="no", assessed="yes")
    )
    with pytest.raises(Refused) as refused:
        compare(own, key)
    assert "no question delivered; other words in safe; use one question set for both" in str(refused.value)


def test_a_question_that_only_one_file_asks_is_no_hindrance(tmp_path: Path, small_data: dict[str, Any]) -> None:
    """Another version of the set will do, as long as what is compared is the same."""
    other = copy.deepcopy(small_data)
    other["questions"] = [row for row in other["questions"] if row["id"] != "delivered"]
    for row in other["questions"]:
        if row["id"] == "safe":
            row["text"] = "Was it safe?"
        if row["id"] == "assessed":
            row["text"] = row["text"].replace(" ", "\n")
    key = make(tmp_path / "key.db", build(other), answers("K1", "Panel", assessed="yes"))
    own = make(tmp_path / "own.db", build(small_data), every("K1", "Ann", "yes"))
    found = compare(own, key)
    assert (found.agreed, len(found.compared), found.no_key) == (1, 1, 5)


def test_nothing_is_written_to_either_file(tmp_path: Path, small: QuestionSet) -> None:
    own = make(tmp_path / "own.db", small, every("K1", "Ann", "yes"))
    key = make(tmp_path / "key.db", small, every("K1", "Panel", "no"))
    before = own.read_bytes(), key.read_bytes()
    compare(own, key)
    assert (own.read_bytes(), key.read_bytes()) == before


def test_not_applicable_by_routing_is_no_judgement_and_is_counted_apart(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.put_facts("K1", {"rmp-needed": "no"}, "Ann")
        casebook.answer("K1", "safe", "yes", "Ann")

    own = make(tmp_path / "own.db", small, fill)
    key = make(tmp_path / "key.db", small, all_of(every("K1", "Panel", "yes"), answers("K1", "Panel", rmp_done="na")))
    found = compare(own, key)
    # rmp-done is as in the key and nobody judged it; rmp-timely (which follows from it) was let stand and is not.
    assert (found.agreed, found.prefilled, len(found.compared)) == (1, 1, 2)
    assert [each.question.id for each in found.differences] == ["rmp-timely"]
