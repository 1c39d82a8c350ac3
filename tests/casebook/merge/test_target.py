"""What befalls the target ends the merge, and nothing is merged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casereview.casebook import (
    Casebook,
    CasebookBusy,
    DamagedCasebook,
    StorageFailed,
)
from casereview.casebook import connection as door
from casereview.casebook.backup import backup_of
from casereview.casebook.receipt import Arrival
from casereview.casebook.verify import verify
from tests.casebook.forging import forging
from tests.casebook.hands import sql
from tests.casebook.merge.copies import copy, merge, plan, state


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
