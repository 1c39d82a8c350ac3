"""Merging is a union: any order, any grouping, any number of times; and the sources are never written."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from casereview.casebook import (
    Casebook,
    CasebookError,
)
from casereview.casebook.backup import backup_of
from casereview.casebook.verify import verify
from tests.casebook.hands import rows
from tests.casebook.merge.copies import answers, copy, merge, state


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


def test_long_values_come_whole(path: Path) -> None:
    texts = {row: f"{row} {'x' * 700_000}" for row in ("assessed", "safe", "rmp-done")}

    def notes(casebook: Casebook) -> None:
        for question, text in texts.items():
            casebook.note("A1", question, text, "Ann")

    merge(path, copy(path, "ann.db", notes))
    assert verify(path).faults == []
    with Casebook.open(path, write=False) as casebook:
        assert casebook.reading("A1", "Ann").notes == texts


def test_after_a_merge_the_casebook_goes_on(path: Path, week: list[Path]) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("B2", "safe", "yes", "Lead")
        casebook.merge(week, "Lead")
        casebook.answer("B2", "safe", "no", "Lead")
        assert casebook.undo("B2", "Lead") == "safe"
        with pytest.raises(CasebookError):
            casebook.answer("B2", "none", "no", "Lead")
    assert verify(path).faults == []
