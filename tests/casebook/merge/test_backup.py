"""The backup beside the target: made before the first write, kept until the next, over nobody's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import (
    CannotCreate,
    Casebook,
    StorageFailed,
)
from casereview.casebook.backup import backup_of
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.casebook.merge.copies import copy, merge


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
