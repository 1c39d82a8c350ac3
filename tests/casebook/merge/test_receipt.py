"""The receipt of a merge: what each source brought, what it said of alerts, what came apart again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casereview.casebook import (
    Casebook,
    DamagedCasebook,
    NewCase,
    NotPermitted,
)
from casereview.casebook.conflicts import Resettled
from casereview.casebook.receipt import NewAlert, as_data
from casereview.casebook.reserves import OpenPlaces
from casereview.casebook.verify import verify
from tests.casebook.forging import forging
from tests.casebook.hands import rows
from tests.casebook.merge.copies import answers, copy, merge, plan

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
