"""Which files are merged: folders, files named twice, the target itself, odd names."""

from __future__ import annotations

import os
from pathlib import Path

from casereview.casebook import (
    Casebook,
    NotACasebook,
)
from casereview.casebook.backup import backup_of
from tests.casebook.merge.copies import merge


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
