"""What two copies of one casebook say without sight of each other: all is kept, what differs is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Alert, Casebook, CaseLine, Change, NewCase, NotPermitted, Reading, Refused
from casereview.casebook.conflicts import Conflict
from casereview.casebook.entry import as_json
from casereview.casebook.verify import verify
from casereview.scoring import Tally
from tests.casebook.hands import join, present

Doing = Callable[[Casebook], object]
Joined = Callable[[Doing, Doing], Path]


@pytest.fixture
def joined(path: Path) -> Joined:
    """Do one thing to a casebook and another to a copy of it, then put the copy's entries into the first."""

    def both(here: Doing, there: Doing) -> Path:
        copy = Path(shutil.copy(path, path.with_name("copy.db")))
        for file, doing in ((path, here), (copy, there)):
            with Casebook.open(file) as casebook:
                doing(casebook)
        join(path, copy)
        assert verify(path).faults == []
        return path

    return both


def look(path: Path, case: str = "A1", reader: str = "Ann") -> tuple[Reading, CaseLine, dict[str, Tally]]:
    with Casebook.open(path, write=False) as casebook:
        return casebook.reading(case, reader), casebook.case_line(case), casebook.running_tally().tallies()


def answer(value: str | None, reader: str = "Ann", question: str = "assessed") -> Doing:
    return lambda casebook: casebook.answer("A1", question, value, reader)


def test_answers_that_differ_are_unresolved_and_both_are_kept(joined: Joined) -> None:
    path = joined(answer("yes"), answer("no"))
    reading, line, tallies = look(path)
    assert reading.answer("assessed") == line.counted.answers["assessed"] == "unresolved"
    assert tallies["assessed"] == Tally(blank=1, unresolved=1)
    assert {each[-1] for each in present(path) if each[0] == "answer"} == {'"yes"', '"no"'}


def test_equal_answers_are_no_conflict(joined: Joined) -> None:
    reading, line, tallies = look(joined(answer("yes"), answer("yes")))
    assert reading.answer("assessed") == line.counted.answers["assessed"] == "yes"
    assert tallies["assessed"] == Tally(yes=1, blank=1)


def test_different_fields_of_one_answer_are_no_conflict(joined: Joined) -> None:
    path = joined(answer("no"), lambda casebook: casebook.note("A1", "assessed", "page 3", "Ann"))
    reading, line, _ = look(path)
    assert (reading.answers, reading.notes) == ({"assessed": "no"}, {"assessed": "page 3"})
    assert line.counted.answers == {"assessed": "no"}


def test_cleared_in_one_copy_and_answered_again_in_the_other_is_unresolved(path: Path, joined: Joined) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
    reading, line, _ = look(joined(answer(None), answer("no")))
    assert reading.answer("assessed") == line.counted.answers["assessed"] == "unresolved"


def test_an_answer_seen_and_replaced_is_no_conflict_with_what_replaced_it(path: Path, joined: Joined) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
    reading, line, _ = look(joined(answer("no"), lambda casebook: None))
    assert reading.answer("assessed") == line.counted.answers["assessed"] == "no"


def test_cleared_in_both_copies_is_blank(path: Path, joined: Joined) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
    reading, line, _ = look(joined(answer(None), answer(None)))
    assert reading.answer("assessed") == "blank"
    assert line.counted.answers == {}


def test_a_blank_reading_beside_an_answered_one_is_no_conflict(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "no", "Bea")
        casebook.answer("A1", "assessed", None, "Bea")
        casebook.answer("A1", "assessed", "yes", "Ann")
        assert casebook.case_line("A1").counted.answers == {"assessed": "yes"}


def test_answering_again_settles_the_conflict_and_undo_brings_back_blank(joined: Joined) -> None:
    path = joined(answer("yes"), answer("no"))
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "no", "Ann")
        assert casebook.reading("A1", "Ann").answers == {"assessed": "no"}
        assert len(casebook.history("A1", "assessed")[-1].parents) == 2
        assert casebook.undo("A1", "Ann") == "assessed"
        assert casebook.reading("A1", "Ann").answers == {}
    assert verify(path).faults == []


def test_an_unresolved_answer_stands_in_the_way_of_signing_off(joined: Joined) -> None:
    path = joined(answer("yes"), answer("no"))
    with Casebook.open(path) as casebook:
        for row in casebook.question_set.questions[1:]:
            casebook.answer("A1", row.id, "yes", "Ann")
        with pytest.raises(NotPermitted, match="1 blank"):
            casebook.sign_off("A1", "Ann")


def test_reasons_that_differ_are_both_counted_and_equal_ones_once(joined: Joined) -> None:
    def reasons(*ticked: str) -> Doing:
        def doing(casebook: Casebook) -> None:
            casebook.answer("A1", "assessed", "no", "Ann")
            casebook.give_reasons("A1", "assessed", ticked, "Ann")

        return doing

    path = joined(reasons("late"), reasons("late", "missing"))
    reading, line, _ = look(path)
    assert line.counted.reasons == {"assessed": ("late", "missing")} or line.counted.reasons == {
        "assessed": ("missing", "late")
    }
    assert reading.reasons == {}


def test_a_fact_that_differs_is_not_known_and_gates_nothing(joined: Joined) -> None:
    path = joined(
        lambda casebook: casebook.put_facts("A1", {"rmp-needed": "no", "gender": "male"}, "Ann"),
        lambda casebook: casebook.put_facts("A1", {"rmp-needed": "yes", "gender": "male"}, "Bea"),
    )
    reading, line, _ = look(path)
    assert reading.facts == line.counted.facts == {"gender": "male"}
    assert reading.suggested == {}


def test_notes_that_differ_are_kept_and_neither_is_shown_as_the_other(joined: Joined) -> None:
    path = joined(
        lambda casebook: casebook.note("A1", "assessed", "page 3", "Ann"),
        lambda casebook: casebook.note("A1", "assessed", "page 9", "Ann"),
    )
    reading, _, _ = look(path)
    assert reading.notes == {}
    assert {each[-1] for each in present(path) if each[0] == "note"} == {'"page 3"', '"page 9"'}


def test_a_note_may_read_unresolved(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.note("A1", "assessed", "unresolved", "Ann")
        assert casebook.reading("A1", "Ann").notes == {"assessed": "unresolved"}


def test_an_alert_stays_raised_if_any_copy_says_so(path: Path, joined: Joined) -> None:
    with Casebook.open(path) as casebook:
        alert = casebook.raise_alert("A1", "seen alone", "Ann")
        casebook.withdraw_alert("A1", alert, "told", "Ann")
        assert casebook.case_line("A1").alerts == 0

    def withdraw(why: str) -> Doing:
        return lambda casebook: casebook.withdraw_alert("A1", alert, why, "Ann")

    reading, line, _ = look(joined(withdraw("told again"), withdraw("settled")))
    assert line.alerts == 0
    assert reading.alerts[0].withdrawn in ("told again", "settled")


def test_an_alert_withdrawn_in_one_copy_and_raised_still_in_the_other_is_raised(path: Path, joined: Joined) -> None:
    with Casebook.open(path) as casebook:
        alert = casebook.raise_alert("A1", "seen alone", "Ann")

    def still_raised(casebook: Casebook) -> None:
        # No screen does this today: words changed, concern upheld.
        casebook.record(
            [Change("A1", f"alert:{alert}", "alert", {"text": "seen alone, twice", "reader": "Ann"})], "Ann"
        )

    path = joined(lambda casebook: casebook.withdraw_alert("A1", alert, "told", "Ann"), still_raised)
    reading, line, _ = look(path)
    assert line.alerts == 1
    assert reading.alerts == (Alert(alert, "seen alone, twice", "Ann"),)


def test_a_case_signed_off_in_one_copy_and_open_in_the_other_is_signed_off_until_opened_again(
    path: Path, joined: Joined
) -> None:
    def sign(casebook: Casebook) -> None:
        for row in casebook.question_set.questions:
            casebook.answer("A1", row.id, "yes", "Ann")
        casebook.sign_off("A1", "Ann")

    with Casebook.open(path) as casebook:
        sign(casebook)
        casebook.reopen("A1", "one more look", "Ann")
    reading, line, _ = look(joined(sign, lambda casebook: casebook.reopen("A1", "another look", "Ann")))
    assert reading.signed_off
    assert line.counted.signed_off
    with Casebook.open(path) as casebook:
        with pytest.raises(NotPermitted, match="signed off"):
            casebook.answer("A1", "assessed", "no", "Ann")
        casebook.reopen("A1", "copies differ", "Ann")
        casebook.answer("A1", "assessed", "no", "Ann")


def test_a_reading_that_one_copy_calls_second_is_not_counted(joined: Joined) -> None:
    def once_second(casebook: Casebook) -> None:
        casebook.begin_second_reading("A1", "Ann")

    def not_second(casebook: Casebook) -> None:
        casebook.begin_second_reading("A1", "Ann")
        casebook.undo("A1", "Ann")
        casebook.answer("A1", "assessed", "yes", "Ann")

    reading, line, tallies = look(joined(once_second, not_second))
    assert reading.second
    assert (line.readers, line.seconds) == ((), ("Ann",))
    assert tallies["assessed"] == Tally(blank=2)


# --- what is in conflict, and settling it ---


def apart(path: Path, *doings: Doing) -> Path:
    """Do each thing in a copy of its own, then merge the copies into the casebook, which is returned."""
    copies = [Path(shutil.copy(path, path.with_name(f"apart {number}.db"))) for number in range(len(doings))]
    for copy, doing in zip(copies, doings, strict=True):
        with Casebook.open(copy) as casebook:
            doing(casebook)
    merge(path, *copies)
    return path


def merge(target: Path, *sources: Path) -> None:
    with Casebook.open(target) as casebook:
        for arrival in casebook.merge(sources, "Lead").arrivals:
            assert arrival.refused is None
    assert verify(target).faults == []


def in_conflict(path: Path) -> list[Conflict]:
    with Casebook.open(path, write=False) as casebook:
        return casebook.conflicts()


def counted(path: Path, question: str = "assessed") -> str | None:
    return look(path)[1].counted.answers.get(question)


def settle(path: Path, value: object, note: str = "") -> None:
    with Casebook.open(path) as casebook:
        (conflict,) = casebook.conflicts()
        casebook.settle(conflict, value, "Lead", note)


def doing(*doings: Doing) -> Doing:
    return lambda casebook: [each(casebook) for each in doings]


def reasons(*ticked: str) -> Doing:
    return lambda casebook: casebook.give_reasons("A1", "assessed", ticked, "Ann")


def note(text: str, reader: str = "Ann") -> Doing:
    return lambda casebook: casebook.note("A1", "assessed", text, reader)


def resolve(answer: str | None, text: str = "", by: str = "Lead") -> Doing:
    return lambda casebook: casebook.resolve("A1", "assessed", answer, text, by)


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


def test_a_resolution_is_what_counts_and_can_be_taken_back(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    assert counted(path) == "unresolved"
    with Casebook.open(path) as casebook:
        casebook.resolve("A1", "assessed", "na", "both were wrong", "Lead")
        found = casebook.resolution("A1", "assessed")
        assert found is not None
        assert (found.answer, found.note, found.reader) == ("na", "both were wrong", "Lead")
        assert casebook.reading("A1", "Ann").resolved == {"assessed": found}
        assert casebook.reading("A1", "Ann").answers == {"assessed": "yes"}
        assert casebook.conflicts() == []
        assert casebook.case_line("A1").counted.answers == {"assessed": "na"}
        casebook.unresolve("A1", "assessed", "Lead")
        assert casebook.resolution("A1", "assessed") is None
        assert casebook.reading("A1", "Ann").resolved == {}
        assert len(casebook.conflicts()) == 1
    assert counted(path) == "unresolved"
    assert verify(path).faults == []


def test_settling_again_takes_the_place_of_what_was_settled(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    with Casebook.open(path) as casebook:
        casebook.resolve("A1", "assessed", "yes", "", "Lead")
        casebook.resolve("A1", "assessed", "no", "looked again", "Lead")
    assert (counted(path), in_conflict(path)) == ("no", [])


def test_settled_as_blank_is_blank_and_no_conflict(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    settle(path, None, "nobody can tell")
    assert (counted(path), in_conflict(path)) == (None, [])
    assert look(path)[2]["assessed"] == Tally(blank=2)


def test_an_answer_that_all_agree_on_can_be_settled_otherwise(path: Path) -> None:
    apart(path, answer("yes"), answer("yes", "Bea"))
    with Casebook.open(path) as casebook:
        casebook.resolve("A1", "assessed", "no", "the plan was another case's", "Lead")
    assert (counted(path), in_conflict(path)) == ("no", [])


def test_copies_of_one_reading_that_differ_read_as_what_was_settled(path: Path) -> None:
    apart(path, answer("yes"), answer("no"))
    settle(path, "no")
    reading, line, _ = look(path)
    assert reading.answers == line.counted.answers == {"assessed": "no"}


def test_a_resolution_travels(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    ann = Path(shutil.copy(path.with_name("apart 0.db"), path.with_name("ann.db")))
    settle(path, "no", "p. 3")
    merge(ann, path)
    merge(path, ann, path.with_name("apart 1.db"))
    for each in (path, ann):
        assert (counted(each), in_conflict(each)) == ("no", [])


@pytest.mark.parametrize(("late", "opens"), [("yes", True), ("no", False)])
@pytest.mark.parametrize("who", ["Ann", "Bea", "Cy"])
def test_an_answer_given_without_sight_of_a_resolution_opens_it_again_if_it_differs(
    path: Path, who: str, late: str, opens: bool
) -> None:
    apart(path, answer("na"), answer("na" if late == "no" else "no", "Bea"), answer("yes", "Dee"))
    other = Path(shutil.copy(path, path.with_name("other.db")))
    settle(path, "no", "p. 3")
    with Casebook.open(other) as casebook:
        casebook.answer("A1", "assessed", late, who)
    merge(path, other)
    assert counted(path) == ("unresolved" if opens else "no")
    if opens:
        (conflict,) = in_conflict(path)
        first, second = conflict.sides
        assert (first.value, first.reader, first.note, first.resolves) == ("no", "Lead", "p. 3", True)
        assert set(first.before) == {"na", "no", "yes"}
        assert (second.value, second.reader, second.resolves) == (late, who, False)
        settle(path, late)
        assert (counted(path), in_conflict(path)) == (late, [])


def test_an_answer_changed_in_sight_of_a_resolution_opens_it_too(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    settle(path, "no")
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "na", "Ann")
    assert counted(path) == "unresolved"


def test_two_leads_who_settle_alike_are_of_one_mind_whatever_their_notes(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    apart(path, resolve("no", "p. 3", "Lead"), resolve("no", "p. 9", "Lena"))
    assert (counted(path), in_conflict(path)) == ("no", [])


@pytest.mark.parametrize("other", ["yes", None])
def test_two_leads_who_settle_differently_leave_it_unresolved(path: Path, other: str | None) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    apart(path, resolve("no", "p. 3", "Lead"), resolve(other, "p. 9", "Lena"))
    assert counted(path) == "unresolved"
    (conflict,) = in_conflict(path)
    sides = {(side.value, side.reader, side.note, side.resolves) for side in conflict.sides}
    assert sides == {("no", "Lead", "p. 3", True), (other, "Lena", "p. 9", True)}
    settle(path, "no", "talked it over")
    assert (counted(path), in_conflict(path)) == ("no", [])


def test_a_resolution_taken_back_elsewhere_and_made_anew_here_stands(path: Path) -> None:
    apart(path, answer("yes"), answer("no", "Bea"))
    settle(path, "yes")
    apart(path, lambda casebook: casebook.unresolve("A1", "assessed", "Lena"), resolve("no"))
    assert (counted(path), in_conflict(path)) == ("no", [])


def second(casebook: Casebook) -> None:
    casebook.begin_second_reading("A1", "Cy")


def test_a_second_reading_never_counts_and_is_no_side(path: Path) -> None:
    apart(path, answer("yes"), doing(second, answer("no", "Cy")))
    assert (counted(path), in_conflict(path)) == ("yes", [])
    apart(path, answer("na", "Bea"))
    (conflict,) = in_conflict(path)
    assert {side.reader for side in conflict.sides} == {"Ann", "Bea"}
    settle(path, "na")
    assert counted(path) == "na"
    with Casebook.open(path, write=False) as casebook:
        assert casebook.reading("A1", "Cy").answers == {"assessed": "no"}
        assert casebook.reading("A1", "Cy").resolved == {}


def test_copies_of_a_second_reading_that_differ_are_settled_in_that_reading(path: Path) -> None:
    with Casebook.open(path) as casebook:
        second(casebook)
    apart(path, doing(answer("no", "Cy"), note("page 3", "Cy")), answer("yes", "Cy"))
    (conflict,) = in_conflict(path)
    assert conflict[:4] == ("A1", "assessed", "answer", "Cy")
    assert {side.note for side in conflict.sides} == {"page 3"}
    settle(path, "yes")
    reading, line, _ = look(path, reader="Cy")
    assert (reading.answers, reading.second, line.counted.answers) == ({"assessed": "yes"}, True, {})
    assert in_conflict(path) == []


def signed(casebook: Casebook) -> None:
    for row in casebook.question_set.questions:
        casebook.answer("A1", row.id, "yes", "Ann")
    casebook.sign_off("A1", "Ann")


def alert_now_says(casebook: Casebook, text: str) -> None:
    (alert,) = casebook.reading("A1", "Ann").alerts
    casebook.record([Change("A1", f"alert:{alert.id}", "alert", {"text": text, "reader": "Ann"})], "Ann")


def facts(value: str, who: str) -> Doing:
    return lambda casebook: casebook.put_facts("A1", {"gender": value}, who)


def allocated(first: str, second_reader: str = "") -> Doing:
    return lambda casebook: casebook.allocate({"A1": (first, second_reader)}, "Lead")


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


@pytest.mark.parametrize(
    ("case", "question", "value", "note", "who", "words"),
    [
        ("A1", "none", "yes", "", "Lead", "no question 'none'"),
        ("A1", "assessed", "perhaps", "", "Lead", "'perhaps' is no answer"),
        ("A1", "assessed", "yes", "x" * 1_000_001, "Lead", "at most 1,000,000 fit"),
        ("A1", "assessed", "yes", "", " ", "say who is assessing"),
        ("C3", "assessed", "yes", "", "Lead", "no case C3 in this casebook"),
        ("A1", "assessed", "yes", "", "Lead", "nobody has answered"),
    ],
)
def test_what_can_not_be_settled_is_refused_and_nothing_written(
    path: Path, case: str, question: str, value: str, note: str, who: str, words: str
) -> None:
    before = path.read_bytes()
    with Casebook.open(path) as casebook, pytest.raises(Refused, match=words):
        casebook.resolve(case, question, value, note, who)
    assert path.read_bytes() == before


def test_taking_back_what_was_not_settled_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with Casebook.open(path) as casebook:
        casebook.unresolve("A1", "assessed", "Lead")
        with pytest.raises(Refused, match="say who is assessing"):
            casebook.unresolve("A1", "assessed", "")
    assert path.read_bytes() == before


def test_a_casebook_open_for_reading_settles_nothing(path: Path) -> None:
    apart(path, note("page 3"), note("page 9"))
    with Casebook.open(path, write=False) as casebook:
        (conflict,) = casebook.conflicts()
        with pytest.raises(NotPermitted):
            casebook.settle(conflict, "page 3", "Lead")
        with pytest.raises(NotPermitted):
            casebook.resolve("A1", "assessed", "yes", "", "Lead")


def test_who_is_a_second_reader_in_one_copy_only_is_treated_as_one_when_cases_are_given_out(path: Path) -> None:
    with Casebook.open(path) as casebook:
        second(casebook)
    apart(path, allocated("Ann"), doing(allocated("Ann"), second, answer("yes", "Cy")))
    with Casebook.open(path) as casebook:
        assert [each.field for each in casebook.conflicts()] == ["kind"]
        with pytest.raises(NotPermitted, match="stays the first or second reader"):
            casebook.allocate({"A1": ("Cy", "")}, "Lead")
