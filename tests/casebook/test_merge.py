"""Merging is a union: any order, any grouping, any number of times; all or nothing; and the sources are never written."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    CannotCreate,
    Casebook,
    CasebookBusy,
    CasebookError,
    DamagedCasebook,
    NewCase,
    NotACasebook,
    NotPermitted,
    Refused,
    StorageFailed,
)
from casereview.casebook import connection as door
from casereview.casebook.conflicts import Resettled
from casereview.casebook.merge import Arrival, NewAlert, Receipt, as_data, backup_of
from casereview.casebook.reserves import OpenPlaces
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from casereview.reports.data.summary_json import as_data as summary_as_data
from tests.casebook.forging import forging, other_version
from tests.casebook.hands import present, rows, sql, ticking

Doing = Callable[[Casebook], object]


def copy(path: Path, name: str, *doings: Doing, clock: str = "2026-01-05T12:00:00+00:00") -> Path:
    """Copy a casebook and do something to the copy."""
    made = Path(shutil.copy(path, path.with_name(name)))
    with Casebook.open(made, clock=ticking(clock)) as casebook:
        for doing in doings:
            doing(casebook)
    return made


def merge(target: Path, *sources: Path, by: str = "Lead") -> Receipt:
    with Casebook.open(target, clock=ticking("2026-01-09T09:00:00+00:00")) as casebook:
        return casebook.merge(sources, by)


def plan(target: Path, *sources: Path) -> Receipt:
    with Casebook.open(target, clock=ticking("2026-01-09T09:00:00+00:00")) as casebook:
        return casebook.plan_merge(sources, "Lead")


def summary(path: Path) -> bytes:
    with Casebook.open(path, write=False) as casebook:
        return json.dumps(summary_as_data(casebook, casebook.summary())).encode()


def state(path: Path) -> tuple[str, bytes, frozenset[Any]]:
    """Everything that must be the same: the set of entries, the figures byte for byte, and what stands."""
    verdict = verify(path)
    assert verdict.faults == []
    return verdict.digest, summary(path), frozenset(present(path))


def answers(case: str, reader: str, *said: str) -> Doing:
    def doing(casebook: Casebook) -> None:
        for row, answer in zip(casebook.question_set.questions, said, strict=False):
            casebook.answer(case, row.id, answer, reader)

    return doing


def everything(reader: str) -> Doing:
    def doing(casebook: Casebook) -> None:
        casebook.answer("A1", "assessed", "no", reader)
        casebook.give_reasons("A1", "assessed", ["late"], reader)
        casebook.note("A1", "assessed", f"{reader}: page 3", reader)
        casebook.mark("A1", "safe", True, reader)
        casebook.put_facts("A1", {"gender": "male"}, reader)
        casebook.undo("A1", reader)
        casebook.raise_alert("A1", f"{reader} is worried", reader)

    return doing


@pytest.fixture
def week(path: Path) -> list[Path]:
    """What comes back after a week: work apart, work on the same, a second reading, a copy of a copy, one settled."""
    ann = copy(path, "ann.db", everything("Ann"), answers("A1", "Ann", "yes", "yes"), clock="2031-01-01T00:00:00+00:00")
    bea = copy(path, "bea.db", everything("Bea"), answers("B2", "Bea", "no", "na", "no", "yes"))
    again = copy(ann, "ann at home.db", answers("A1", "Ann", "no", "no", "no"), clock="1999-01-01T00:00:00+00:00")
    second = copy(
        path,
        "cy.db",
        lambda casebook: casebook.begin_second_reading("B2", "Cy"),
        answers("B2", "Cy", "yes", "yes"),
    )
    lead = copy(path, "lead copy.db")
    merge(lead, ann, bea)
    settling = copy(lead, "settling.db", lambda casebook: casebook.resolve("A1", "assessed", "na", "p. 3", "Lead"))
    return [ann, bea, again, second, settling]


# --- the union ---


def test_any_order_comes_to_the_same_and_the_digest_is_that_of_verify(path: Path, week: list[Path]) -> None:
    bytes_before = [each.read_bytes() for each in week]
    states = set()
    for order in itertools.islice(itertools.permutations(week), 0, None, 7):
        target = copy(path, "target.db")
        receipt = merge(target, *order)
        assert all(arrival.refused is None for arrival in receipt.arrivals)
        assert receipt.digest == verify(target).digest
        assert receipt.after == verify(target).entries
        states.add(state(target))
    assert len(states) == 1
    assert [each.read_bytes() for each in week] == bytes_before


def test_any_grouping_comes_to_the_same_and_so_do_copies_of_copies(path: Path, week: list[Path]) -> None:
    at_once = copy(path, "at once.db")
    merge(at_once, *week)
    one_by_one = copy(path, "one by one.db")
    for source in reversed(week):
        merge(one_by_one, source)
    left, right = copy(path, "left.db"), copy(path, "right.db")
    merge(left, *week[:2])
    merge(right, *week[2:])
    merge(left, copy(right, "copy of the right.db"))
    into_a_source = copy(week[2], "into a source.db")
    merge(into_a_source, *week[3:], path, copy(left, "copy of the left.db"))
    assert state(at_once) == state(one_by_one) == state(left) == state(into_a_source)


def test_again_and_again_changes_not_a_byte(path: Path, week: list[Path]) -> None:
    merge(path, *week)
    before, backup = path.read_bytes(), backup_of(path).read_bytes()
    for _ in range(2):
        receipt = merge(path, *week, *week)
        assert receipt.before == receipt.after
        assert [arrival.new for arrival in receipt.arrivals] == [{}] * 5
    assert path.read_bytes() == before
    assert backup_of(path).read_bytes() == backup
    with Casebook.open(path, write=False) as casebook:
        assert len(casebook.receipts()) == 1


def test_two_copies_merged_into_each_other_are_the_same(path: Path, week: list[Path]) -> None:
    ann, bea = copy(week[0], "1.db"), copy(week[1], "2.db")
    merge(ann, bea)
    merge(bea, ann)
    assert state(ann) == state(bea)


def test_nothing_is_lost(path: Path, week: list[Path]) -> None:
    ids = {row[1] for each in (path, *week) for row in rows(each, "entries")}
    merge(path, *week)
    assert {row[1] for row in rows(path, "entries")} == ids


def test_what_is_only_of_a_copy_is_not_merged(path: Path) -> None:
    def at_the_desk(casebook: Casebook) -> None:
        casebook.sit_down("Ann")
        casebook.put_draft("A1", "safe", "half", "Ann")
        casebook.put_place("A1", "safe", "Ann")
        casebook.answer("A1", "safe", "yes", "Ann")

    merge(path, copy(path, "ann.db", at_the_desk))
    with Casebook.open(path, write=False) as casebook:
        assert (casebook.last_reader, casebook.draft("A1", "safe", "Ann"), casebook.place("A1", "Ann")) == ("", "", "")


def test_an_assessor_goes_on_in_a_copy_that_was_merged_and_it_merges_again(path: Path) -> None:
    ann = copy(path, "ann.db", answers("A1", "Ann", "yes"))
    merge(path, ann)
    with Casebook.open(ann) as casebook:
        answers("A1", "Ann", "no", "yes")(casebook)
        merge(path, ann)  # while it is open
        answers("A1", "Ann", "na")(casebook)
    receipt = merge(path, ann)
    assert receipt.arrivals[0].new == {"Ann": 1}
    with Casebook.open(path, write=False) as casebook:
        assert casebook.reading("A1", "Ann").answers == {"assessed": "na", "safe": "yes"}
    assert state(path) == state(ann)


# --- the receipt ---


def test_the_receipt_says_what_each_source_brought(path: Path, week: list[Path]) -> None:
    ann, bea, *_ = week
    before = verify(path).entries
    receipt = merge(path, ann, bea, by="Lena")
    first, second = receipt.arrivals
    assert (receipt.by, receipt.before, receipt.after) == ("Lena", before, verify(path).entries)
    assert receipt.at.startswith("2026-01-09T09:00:")
    assert (first.source, first.refused, first.mapped) == (ann, None, ())
    assert (first.digest, first.entries) == (verify(ann).digest, verify(ann).entries)
    assert (first.new, first.cases, first.conflicts) == ({"Ann": 9}, ("A1",), 0)
    assert first.alerts == (NewAlert("A1", "Ann is worried", "Ann", None),)
    assert (first.unknown, second.unknown) == (("Ann",), ("Bea",))
    assert (second.cases, second.conflicts) == (("A1", "B2"), 1)
    assert receipt.alerts == first.alerts + second.alerts
    assert len({row[1] for row in rows(path, "entries")}) == receipt.after


def test_somebody_that_the_casebook_knows_by_the_allocation_is_not_unknown(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.allocate({"A1": ("Ann", "Bea")}, "Lead")
    ann, eve = (copy(path, f"{who}.db", answers("A1", who, "yes")) for who in ("Ann", "Eve"))
    receipt = merge(path, ann, eve)
    assert [arrival.unknown for arrival in receipt.arrivals] == [(), ("Eve",)]


def test_the_same_alert_from_two_sources_is_said_once_and_two_of_one_name_both(path: Path) -> None:
    alert = copy(path, "alert.db", lambda casebook: casebook.raise_alert("A1", "seen alone", "Ann"))
    assert merge(copy(path, "1.db"), alert, copy(alert, "again.db")).alerts == (
        NewAlert("A1", "seen alone", "Ann", None),
    )
    with forging(alert) as forger:
        for case in ("A1", "B2"):
            forger.enter(case, "alert:1", "alert", f'{{"reader":"Eve","text":"{case}"}}', replica=case * 4)
    assert {each.text for each in merge(path, alert).alerts} == {"seen alone", "A1", "B2"}


def test_a_withdrawn_alert_is_said_with_its_reason(path: Path) -> None:
    with Casebook.open(path) as casebook:
        alert = casebook.raise_alert("A1", "seen alone", "Ann")
    other = copy(path, "other.db", lambda casebook: casebook.withdraw_alert("A1", alert, "told", "Bea"))
    assert merge(path, other).alerts == (NewAlert("A1", "seen alone", "Ann", "told"),)


def test_receipts_are_kept_in_the_casebook_as_plain_data(path: Path, week: list[Path]) -> None:
    first, second = merge(path, week[0]), merge(path, week[1], path.with_name("gone.db"))
    with Casebook.open(path, write=False) as casebook:
        kept = casebook.receipts()
    assert kept == [as_data(first), as_data(second)] == json.loads(json.dumps(kept))
    assert kept[1]["format"] == "casereview.receipt/1"
    assert kept[1]["entries"] == {"before": second.before, "after": second.after}
    assert "there is no such file" in kept[1]["sources"][1]["refused"]


def test_an_alert_of_any_length_is_said_in_part_and_kept_whole(path: Path) -> None:
    long = copy(path, "long.db", lambda casebook: casebook.raise_alert("A1", "x" * 1_000_000, "Ann"))
    (alert,) = merge(path, long).alerts
    assert len(alert.text) < 3_000
    with Casebook.open(path, write=False) as casebook:
        assert len(casebook.reading("A1", "Ann").alerts[0].text) == 1_000_000


def test_a_receipt_that_no_setting_can_hold_is_kept_without_its_lists(path: Path) -> None:
    huge = copy(path, "huge.db")
    with forging(huge) as forger:
        for number in range(50):
            forger.enter(f"{number} {'x' * 900_000}")
    receipt = merge(path, huge, copy(path, "ann.db", answers("A1", "Ann", "yes")))
    assert [arrival.refused for arrival in receipt.arrivals] == [None, None]
    assert verify(path).faults == []
    with Casebook.open(path, write=False) as casebook:
        (kept,) = casebook.receipts()
    assert kept["digest"] == receipt.digest
    assert [(each["new"], each["cases"]) for each in kept["sources"]] == [(50, []), (1, [])]


def test_long_values_come_whole(path: Path) -> None:
    texts = {row: f"{row} {'x' * 700_000}" for row in ("assessed", "safe", "rmp-done")}

    def notes(casebook: Casebook) -> None:
        for question, text in texts.items():
            casebook.note("A1", question, text, "Ann")

    merge(path, copy(path, "ann.db", notes))
    assert verify(path).faults == []
    with Casebook.open(path, write=False) as casebook:
        assert casebook.reading("A1", "Ann").notes == texts


# --- a dry run ---


def test_a_dry_run_says_the_same_and_writes_nothing(path: Path, week: list[Path]) -> None:
    damaged = copy(week[0], "damaged.db")
    damaged.write_bytes(damaged.read_bytes()[:-1])
    before = path.read_bytes()
    names = sorted(each.name for each in path.parent.iterdir())
    planned = plan(path, *week, damaged)
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == names
    merged = merge(path, *week, damaged)
    assert as_data(planned) | {"at": ""} == as_data(merged) | {"at": ""}
    assert type(merged.arrivals[-1].refused) is DamagedCasebook


def test_a_dry_run_works_on_what_may_only_be_read(path: Path, week: list[Path]) -> None:
    with Casebook.open(path, write=False) as casebook:
        assert casebook.plan_merge(week).after > verify(path).entries
        with pytest.raises(NotPermitted):
            casebook.merge(week, "Lead")


# --- the backup ---


def test_a_backup_is_made_before_the_first_write_and_kept_until_the_next(path: Path, week: list[Path]) -> None:
    backup = backup_of(path)
    assert backup.name == "small.before-merge.db"
    before = path.read_bytes()
    merge(path, week[0])
    assert backup.read_bytes() == before
    assert backup.stat().st_mode & 0o777 == 0o600
    merge(path, week[0])  # nothing is new
    assert backup.read_bytes() == before
    before = path.read_bytes()
    merge(path, week[1])
    assert backup.read_bytes() == before
    assert verify(backup).faults == []
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".")]


def test_no_backup_is_made_when_nothing_is_new_or_all_is_refused(path: Path, week: list[Path]) -> None:
    names = sorted(each.name for each in path.parent.iterdir())
    before = path.read_bytes()
    receipt = merge(path, copy(path, week[0].name), path.with_name("gone.db"))
    assert receipt.before == receipt.after
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == names
    with Casebook.open(path, write=False) as casebook:
        assert casebook.receipts() == []


def occupy(path: Path, how: str) -> None:
    match how:
        case "text":
            path.write_text("notes of the meeting")
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to("small.db")
        case "another inspection":
            Casebook.create(path, _set(path.with_name("small.db")), "Elsewhere")


def _set(path: Path) -> QuestionSet:
    with Casebook.open(path, write=False) as casebook:
        return casebook.question_set


@pytest.mark.parametrize("how", ["text", "folder", "link", "another inspection"])
def test_the_backup_takes_no_other_files_place(path: Path, week: list[Path], how: str) -> None:
    backup, before = backup_of(path), path.read_bytes()
    occupy(backup, how)
    there = backup.read_bytes() if backup.is_file() else None
    with pytest.raises(CannotCreate, match="something else has the name of the backup"):
        merge(path, week[0])
    assert path.read_bytes() == before
    assert (backup.read_bytes() if backup.is_file() else None) == there
    assert backup.is_symlink() == (how == "link")


def test_what_a_kill_left_of_a_backup_is_written_over(path: Path, week: list[Path]) -> None:
    part, elsewhere = backup_of(path).with_name(f".{backup_of(path).name}.part"), path.with_name("elsewhere")
    elsewhere.write_text("mine")
    part.symlink_to(elsewhere)
    before = path.read_bytes()
    merge(path, week[0])
    assert backup_of(path).read_bytes() == before
    assert elsewhere.read_text() == "mine"


def test_a_backup_that_can_not_be_written_ends_the_merge(path: Path, week: list[Path]) -> None:
    before = path.read_bytes()
    backup_of(path).with_name(f".{backup_of(path).name}.part").mkdir()
    with pytest.raises(StorageFailed, match="the backup can not be written, so nothing was merged"):
        merge(path, week[0])
    assert path.read_bytes() == before


# --- which files ---


def test_a_folder_is_all_the_casebooks_in_it_but_the_target_and_its_backup(path: Path, week: list[Path]) -> None:
    merge(path, week[0])  # so that there is a backup
    stick = path.parent
    (stick / "._ann.db").write_bytes(b"what a Mac leaves on a stick")
    (stick / "notes.txt").write_text("not a casebook")
    week[1].rename(stick / "BEA.DB")
    receipt = merge(path, stick)
    assert sorted(each.source.name for each in receipt.arrivals) == sorted(
        ["BEA.DB", "ann at home.db", "ann.db", "cy.db", "lead copy.before-merge.db", "lead copy.db", "settling.db"]
    )
    assert all(each.refused is None for each in receipt.arrivals)


def test_a_copy_of_the_targets_name_in_another_folder_is_merged(path: Path, week: list[Path]) -> None:
    stick = path.parent / "stick"
    stick.mkdir()
    for name, source in ((path.name, week[0]), (backup_of(path).name, week[1])):
        source.rename(stick / name)
    assert [arrival.new for arrival in merge(path, stick).arrivals] == [{"Bea": 11}, {"Ann": 9}]


def test_the_target_among_the_sources_is_passed_over(path: Path, week: list[Path]) -> None:
    linked = path.with_name("linked.db")
    os.link(path, linked)
    receipt = merge(path, path, path.parent / "." / path.name, linked, week[0])
    assert [arrival.source for arrival in receipt.arrivals] == [week[0]]
    assert merge(path, path).arrivals == ()


def test_one_file_named_twice_is_read_once(path: Path, week: list[Path]) -> None:
    assert len(merge(path, week[0], week[0]).arrivals) == 1


def test_an_empty_folder_and_one_that_is_not_there_are_refused_by_name(path: Path) -> None:
    empty = path.with_name("empty")
    empty.mkdir()
    linked = path.with_name("linked")
    linked.symlink_to(empty)
    receipt = merge(path, empty, linked, path.with_name("none"))
    assert [type(arrival.refused).__name__ for arrival in receipt.arrivals] == [
        "NotACasebook",
        "NotACasebook",
        "NoSuchCasebook",
    ]


def test_a_folder_named_like_a_casebook_is_refused(path: Path, week: list[Path]) -> None:
    stick = path.parent / "stick"
    (stick / "folder.db").mkdir(parents=True)
    week[0].rename(stick / "ann.db")
    good, bad = merge(path, stick).arrivals
    assert good.refused is None
    assert type(bad.refused) is NotACasebook


def test_a_file_whose_name_is_no_text_is_merged_and_the_receipt_kept(path: Path, week: list[Path]) -> None:
    odd = Path(os.fsdecode(bytes(path.parent) + b"/J\xfcrgen.db"))
    week[0].rename(odd)
    broken = Path(os.fsdecode(bytes(path.parent) + b"/gone \xfc.db"))
    merge(path, odd, broken)
    with Casebook.open(path, write=False) as casebook:
        (kept,) = casebook.receipts()
    assert kept["sources"][0]["source"] == "J?rgen.db"
    assert kept["sources"][0]["new"] == 9
    assert "gone ?.db: there is no such file" in kept["sources"][1]["refused"]


# --- other inspections, other versions of the question set ---


def test_another_inspection_is_refused(path: Path, small: QuestionSet) -> None:
    other = path.with_name("other.db")
    Casebook.create(other, small, "Invented town")
    (arrival,) = merge(path, other).arrivals
    assert type(arrival.refused) is Refused
    assert "of another inspection" in str(arrival.refused)


def question(data: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in data["questions"] if each["id"] == name)


def version(path: Path, data: dict[str, Any], *doings: Doing) -> Path:
    """A copy in which something was done, of which a later version of the question set is then said to be the set."""
    made = copy(path, "later.db", *doings)
    other_version(made, data | {"version": "1.1.0"})
    assert verify(made).faults == []
    return made


def test_another_version_with_the_same_questions_merges_and_says_so(path: Path, small_data: dict[str, Any]) -> None:
    question(small_data, "assessed")["guidance"] = "Said better."
    later = version(path, small_data, everything("Ann"))
    (arrival,) = merge(path, later).arrivals
    assert (arrival.refused, arrival.new) == (None, {"Ann": 7})
    assert arrival.mapped == (
        "version 1.1.0 there, 1.0.0 here: 2 questions entered there, the same here",
        "not asked here: 0; asked only here: 0",
    )
    assert verify(path).faults == []


def changed_text(data: dict[str, Any]) -> None:
    question(data, "assessed")["text"] = "Was an assessment done on time?"


def changed_reason(data: dict[str, Any]) -> None:
    question(data, "assessed")["reasons"][1]["label"] = "Later"


def other_reason(data: dict[str, Any]) -> None:
    question(data, "assessed")["reasons"].append({"id": "lost", "label": "Lost"})


def no_longer_asked(data: dict[str, Any]) -> None:
    question(data, "assessed")["id"] = "assessed-well"


def changed_fact(data: dict[str, Any]) -> None:
    data["facts"][0]["label"] = "Recorded gender"


def other_option(data: dict[str, Any]) -> None:
    data["facts"][0]["options"].append("other")


def other_fact(data: dict[str, Any]) -> None:
    data["facts"][0]["id"] = "sex"


@pytest.mark.parametrize("change", [changed_text, changed_reason, other_reason])
def test_another_version_is_refused_if_a_question_entered_there_means_something_else(
    path: Path, small_data: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(small_data)
    later = version(path, small_data, everything("Ann"))
    (arrival,) = merge(path, later).arrivals
    assert type(arrival.refused) is Refused
    assert "where 1 item in use means something else than in 1.0.0 here (assessed)" in str(arrival.refused)


@pytest.mark.parametrize("change", [changed_text, changed_reason, other_reason, no_longer_asked])
def test_another_version_merges_if_what_changed_was_not_entered(
    path: Path, small_data: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(small_data)
    later = version(path, small_data, lambda casebook: casebook.answer("A1", "safe", "yes", "Ann"))
    (arrival,) = merge(path, later).arrivals
    assert (arrival.refused, arrival.new) == (None, {"Ann": 1})
    assert verify(path).faults == []


@pytest.mark.parametrize("change", [changed_fact, other_option, other_fact])
def test_another_version_is_refused_if_a_fact_entered_there_means_something_else(
    path: Path, small_data: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(small_data)
    gender = small_data["facts"][0]["id"]
    later = copy(path, "later.db")
    other_version(later, small_data | {"version": "1.1.0"})
    if gender == "sex":  # B2 was made with its gender, of which this version knows nothing
        with Casebook.open(later) as casebook:
            casebook.put_facts("A1", {"sex": "male"}, "Ann")
    (arrival,) = merge(path, later).arrivals
    assert type(arrival.refused) is Refused
    assert f"means something else than in 1.0.0 here ({gender})" in str(arrival.refused)


def test_a_question_that_is_only_asked_there_and_was_answered_is_refused(
    path: Path, small_data: dict[str, Any]
) -> None:
    small_data["questions"].append(question(small_data, "delivered") | {"id": "new-one"})
    later = copy(path, "later.db")
    other_version(later, small_data | {"version": "1.1.0"})
    with Casebook.open(later) as casebook:
        casebook.answer("A1", "new-one", "yes", "Ann")
    (arrival,) = merge(path, later).arrivals
    assert type(arrival.refused) is Refused
    assert "(new-one)" in str(arrival.refused)


# --- what befalls the target ends the merge, and nothing is merged ---


def test_a_target_that_is_open_elsewhere_is_not_merged_into(path: Path, week: list[Path]) -> None:
    with Casebook.open(path), pytest.raises(CasebookBusy):
        merge(path, week[0])


def test_a_target_that_another_program_writes_to_is_busy(
    path: Path, week: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasebookBusy):
            merge(path, week[0])
    assert not backup_of(path).exists()


@pytest.mark.parametrize("more", [0, 1, 3])
def test_a_full_disk_under_the_target_is_the_targets_failure_and_nothing_is_merged(
    path: Path, week: list[Path], more: int
) -> None:
    long = copy(path, "long.db", lambda casebook: casebook.note("A1", "safe", "x" * 900_000, "Ann"))
    before, content = state(path), path.read_bytes()
    with Casebook.open(path) as casebook:
        (pages,) = casebook._connection.execute("PRAGMA page_count").fetchone()
        casebook._connection.execute(f"PRAGMA max_page_count = {pages + more}")
        with pytest.raises(StorageFailed, match=r"small\.db: the disk is full"):
            casebook.merge([week[1], long, week[0]], "Lead")
        casebook._connection.execute(f"PRAGMA max_page_count = {pages + 10_000}")
        assert path.read_bytes() == content
        assert not backup_of(path).exists()
        receipt = casebook.merge([week[1], long, week[0]], "Lead")
    assert all(arrival.refused is None for arrival in receipt.arrivals)
    assert state(path)[0] == receipt.digest != before[0]


def test_a_target_that_can_not_be_read_ends_the_merge_in_words(path: Path, week: list[Path]) -> None:
    with sql(path, write=True) as connection:
        connection.execute("INSERT INTO heads VALUES ('first', 'A1', 'allocation', '', 1, '{')")
    before = path.read_bytes()
    for doing in (merge, plan):
        with pytest.raises(DamagedCasebook, match=r"small\.db: the file is damaged"):
            doing(path, week[0])
    assert path.read_bytes() == before


def test_a_source_refused_half_way_leaves_nothing_of_it(path: Path, week: list[Path]) -> None:
    damaged = copy(path, "damaged.db")
    with forging(damaged) as forger:
        for number in range(2_500):  # more than is written at once
            forger.enter(f"case {number}")
        forger.enter(value="3")
    before = path.read_bytes()
    assert merge(path, damaged).after == verify(path).entries
    assert path.read_bytes() == before
    receipt = merge(path, week[0], damaged, week[1])
    assert [arrival.refused is None for arrival in receipt.arrivals] == [True, False, True]
    assert receipt.arrivals[1]._replace(refused=None) == Arrival(damaged)
    clean = copy(week[0], "clean.db")
    merge(clean, week[1])
    assert state(path) == state(clean)


def test_after_a_merge_the_casebook_goes_on(path: Path, week: list[Path]) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("B2", "safe", "yes", "Lead")
        casebook.merge(week, "Lead")
        casebook.answer("B2", "safe", "no", "Lead")
        assert casebook.undo("B2", "Lead") == "safe"
        with pytest.raises(CasebookError):
            casebook.answer("B2", "none", "no", "Lead")
    assert verify(path).faults == []


def test_an_answer_settled_in_one_copy_and_taken_back_in_another_is_told(path: Path) -> None:
    """Neither saw the other: the new resolution stands, and the receipt says so once."""
    copy(path, "a.db", answers("A1", "Ann", "yes"))
    copy(path, "b.db", answers("A1", "Bea", "no"))
    merge(path, path.with_name("a.db"), path.with_name("b.db"))
    with Casebook.open(path) as casebook:
        casebook.resolve("A1", "assessed", "yes", "", "Lead")
    back = copy(path, "back.db", lambda casebook: casebook.unresolve("A1", "assessed", "L One"))
    anew = copy(path, "anew.db", lambda casebook: casebook.resolve("A1", "assessed", "no", "", "L Two"))
    told = (Resettled("A1", "assessed", ("L One",), ("L Two",)),)
    assert merge(path, back).resettled == ()
    assert plan(path, anew).resettled == told
    receipt = merge(path, anew)
    assert receipt.resettled == told
    assert as_data(receipt)["resettled"] == [
        {"case": "A1", "question": "assessed", "taken_back_by": ["L One"], "settled_by": ["L Two"]}
    ]
    assert merge(path, anew).resettled == ()


def test_a_place_that_came_open_by_a_merge_is_in_the_receipt(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.add_cases([NewCase("R1", {}), NewCase("R2", {})], "Lead", reserves=True)
    other = copy(path, "other.db", lambda casebook: casebook.replace_case("B2", "sealed", "Lena"))
    with Casebook.open(path) as casebook:
        casebook.replace_case("A1", "lost", "Lead")
    places = OpenPlaces(1, (("R1", ("A1", "B2")),))
    assert plan(path, other).open_places == places
    receipt = merge(path, other)
    assert receipt.open_places == places
    assert as_data(receipt)["open_places"] == 1
