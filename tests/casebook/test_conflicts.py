"""What is in conflict: both sides of it, whatever is in the way of one another, and that each can be settled either way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, Change, NewCase, NotPermitted, Refused
from casereview.casebook.entry import as_json
from casereview.casebook.verify import verify
from tests.casebook.apart import (
    Doing,
    allocated,
    answer,
    apart,
    counted,
    doing,
    in_conflict,
    merge,
    note,
    reasons,
    resolve,
    second,
    settle,
)
from tests.casebook.hands import present, sign_off


def test_both_sides_are_shown_with_reasons_notes_who_when_and_what_each_saw_before(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "na", "Ann")
    apart(
        path,
        doing(answer("no"), reasons("late"), note("page 3")),
        doing(answer("yes"), answer("yes", "Bea"), note("page 9", "Bea")),
    )
    found = in_conflict(path)
    assert [each[:4] for each in found] == [("A1", "assessed", "answer", "")]
    sides = {(side.reader, side.value): side for side in found[0].sides}
    assert set(sides) == {("Ann", "no"), ("Ann", "yes"), ("Bea", "yes")}
    assert sides["Ann", "no"].before == sides["Ann", "yes"].before == ("na",)
    assert sides["Bea", "yes"].before == ()
    assert (sides["Ann", "no"].reasons, sides["Ann", "no"].note) == (("late",), "page 3")
    assert (sides["Bea", "yes"].reasons, sides["Bea", "yes"].note) == ((), "page 9")
    assert not any(side.resolves for side in found[0].sides)
    assert all(side.at.endswith("Z") for side in found[0].sides)
    with Casebook.open(path, write=False) as casebook:
        by_id = {entry.id: entry for entry in casebook.history()}
    assert all((by_id[side.entry].reader, by_id[side.entry].at) == (side.reader, side.at) for side in found[0].sides)


def test_equal_sides_of_one_reading_are_shown_once_and_a_blank_reading_not_at_all(path: Path) -> None:
    apart(
        path,
        doing(answer("yes"), note("page 3")),
        doing(answer("yes"), note("page 3")),
        doing(answer("no"), note("page 9")),
        doing(answer("na", "Bea"), answer(None, "Bea")),
    )
    first, second = in_conflict(path)
    assert (first.field, sorted(side.value for side in first.sides)) == ("answer", ["no", "yes"])
    assert (second.field, sorted(side.value for side in second.sides)) == ("note", ["page 3", "page 9"])


def test_what_was_settled_before_is_among_what_was_seen_before(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"), answer("yes", "Cy"))
    settle(path, "no", "p. 3")
    apart(path, resolve("yes", "p. 9", "Lead"), resolve("na", "", "Lena"))
    (conflict,) = in_conflict(path)
    assert [sorted(side.before) for side in conflict.sides] == [["no", "yes"], ["no", "yes"]]
    with Casebook.open(path) as casebook:
        casebook.unresolve("A1", "assessed", "Lead")
    apart(path, resolve("yes", "p. 9", "Lead"), resolve("na", "", "Lena"))
    (conflict,) = in_conflict(path)
    assert all(set(side.before) == {None, "no", "yes"} for side in conflict.sides)


def test_equal_answers_and_a_blank_reading_are_no_conflict(path: Path) -> None:
    apart(path, answer("no"), answer("no", "Bea"), doing(answer("yes", "Cy"), answer(None, "Cy")))
    assert in_conflict(path) == []
    assert counted(path) == "no"


def signed(casebook: Casebook) -> None:
    sign_off(casebook, "A1", "Ann")


def alert_now_says(casebook: Casebook, text: str) -> None:
    (alert,) = casebook.reading("A1", "Ann").alerts
    casebook.record([Change("A1", f"alert:{alert.id}", "alert", {"text": text, "reader": "Ann"})], "Ann")


def facts(value: str, who: str) -> Doing:
    return lambda casebook: casebook.put_facts("A1", {"gender": value}, who)


def nothing(casebook: Casebook) -> None:
    """Nothing came before."""


FIELDS: dict[str, tuple[Doing, Doing, Doing, tuple[str, str, str], set[str]]] = {
    "note": (nothing, note("page 3"), note("page 9"), ("assessed", "note", "Ann"), {'"page 3"', '"page 9"'}),
    "note against none": (note("page 1"), note("page 3"), note(""), ("assessed", "note", "Ann"), {'"page 3"', "null"}),
    "reasons": (
        nothing,
        doing(answer("no"), reasons("late")),
        doing(answer("no"), reasons("missing")),
        ("assessed", "reasons", "Ann"),
        {'["late"]', '["missing"]'},
    ),
    "mark": (
        lambda casebook: casebook.mark("A1", "assessed", True, "Ann"),
        lambda casebook: casebook.mark("A1", "assessed", False, "Ann"),
        doing(
            lambda casebook: casebook.mark("A1", "assessed", False, "Ann"),
            lambda casebook: casebook.mark("A1", "assessed", True, "Ann"),
        ),
        ("assessed", "mark", "Ann"),
        {"null", "true"},
    ),
    "state": (
        doing(signed, lambda casebook: casebook.reopen("A1", "look", "Ann")),
        lambda casebook: casebook.sign_off("A1", "Ann"),
        lambda casebook: casebook.reopen("A1", "look again", "Ann"),
        ("sign-off", "state", "Ann"),
        {'{"signed":true}', '{"signed":false,"why":"look again"}'},
    ),
    "kind": (
        second,
        lambda casebook: casebook.allocate({"A1": ("Ann", "")}, "Lead"),
        doing(
            lambda casebook: casebook.allocate({"A1": ("Ann", "")}, "Lead"),
            lambda casebook: casebook.begin_second_reading("A1", "Cy"),
        ),
        ("reading", "kind", "Cy"),
        {"null", '"second"'},
    ),
    "fact": (nothing, facts("male", "Ann"), facts("female", "Bea"), ("fact:gender", "value", ""), {'"male"', '"female"'}),
    "alert": (
        lambda casebook: casebook.raise_alert("A1", "seen", "Ann"),
        lambda casebook: alert_now_says(casebook, "seen alone"),
        lambda casebook: alert_now_says(casebook, "seen twice"),
        ("alert:", "alert", ""),
        {'{"reader":"Ann","text":"seen alone"}', '{"reader":"Ann","text":"seen twice"}'},
    ),
    "first reader": (nothing, allocated("Ann"), allocated("Bea"), ("allocation", "first", ""), {'"Ann"', '"Bea"'}),
    "second reader": (
        allocated("Ann"),
        allocated("Ann", "Bea"),
        allocated("Ann", "Cy"),
        ("allocation", "second", ""),
        {'"Bea"', '"Cy"'},
    ),
    "case": (
        lambda casebook: casebook.add_cases([NewCase(ref, {}) for ref in ("R1", "R2")], "Lead", reserves=True),
        lambda casebook: casebook.replace_case("A1", "no file", "Lead", "R1"),
        lambda casebook: casebook.replace_case("A1", "no file", "Lena", "R2"),
        ("case", "case", ""),
        {'{"instead":"R1","out":"no file"}', '{"instead":"R2","out":"no file"}'},
    ),
}  # fmt: skip


@pytest.mark.parametrize("take", [0, 1])
@pytest.mark.parametrize("kind", FIELDS)
def test_a_difference_in_any_field_is_a_conflict_that_can_be_settled_either_way(
    path: Path, kind: str, take: int
) -> None:
    before, here, there, (item, field, reading), values = FIELDS[kind]
    with Casebook.open(path) as casebook:
        before(casebook)
    apart(path, here, there)
    (conflict,) = in_conflict(path)
    assert (conflict.case, conflict.field, conflict.reading) == ("A1", field, reading)
    assert conflict.item.startswith(item)
    assert {as_json(side.value) for side in conflict.sides} == values
    wanted = conflict.sides[take].value
    with Casebook.open(path) as casebook:
        with pytest.raises(Refused, match="take one of the values"):
            casebook.settle(conflict, "something else", "Lead")
        casebook.settle(conflict, wanted, "Lead")
        assert casebook.conflicts() == []
        settled = casebook.history("A1", conflict.item)[-1]
        assert (settled.reader, settled.value) == ("Lead", as_json(wanted))
        assert set(settled.parents) == {side.entry for side in conflict.sides}
        assert settled.slot == (*conflict[:4],)
    assert verify(path).faults == []
    ann = path.with_name("apart 0.db")
    merge(ann, path)
    merge(path, ann, path.with_name("apart 1.db"))
    assert in_conflict(path) == in_conflict(ann) == []
    stands = {(each[0], each[2], each[3], each[4]) for each in present(ann) if each[1] == "A1"}
    assert ((field, conflict.item, reading, as_json(wanted)) in stands) == (wanted is not None)


def test_conflicts_are_listed_by_case_and_counted_in_the_receipt(path: Path) -> None:
    def there(casebook: Casebook) -> None:
        for case in ("B2", "A1"):
            casebook.answer(case, "safe", "no", "Bea")
            casebook.answer(case, "assessed", "no", "Bea")

    with Casebook.open(path) as casebook:
        for case in ("A1", "B2"):
            for row in ("assessed", "safe"):
                casebook.answer(case, row, "yes", "Ann")
    copy = Path(shutil.copy(path, path.with_name("copy.db")))
    with Casebook.open(copy) as casebook:
        there(casebook)
    with Casebook.open(path) as casebook:
        assert casebook.merge([copy], "Lead").arrivals[0].conflicts == 4
        found = [(each.case, each.item) for each in casebook.conflicts()]
        assert found == [("A1", "assessed"), ("A1", "safe"), ("B2", "assessed"), ("B2", "safe")]
        assert [(each.case, each.item) for each in casebook.conflicts("B2")] == found[2:]
        assert casebook.summary().answers.unresolved == 4


def test_who_is_a_second_reader_in_one_copy_only_is_treated_as_one_when_cases_are_given_out(path: Path) -> None:
    with Casebook.open(path) as casebook:
        second(casebook)
    apart(path, allocated("Ann"), doing(allocated("Ann"), second, answer("yes", "Cy")))
    with Casebook.open(path) as casebook:
        assert [each.field for each in casebook.conflicts()] == ["kind"]
        with pytest.raises(NotPermitted, match="stays the first or second reader"):
            casebook.allocate({"A1": ("Cy", "")}, "Lead")
