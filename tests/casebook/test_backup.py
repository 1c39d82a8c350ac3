from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.backup import backing_up, backup_of
from tests.casebook.hands import rows, sql


def test_the_casebook_stays_locked_while_and_after_it_is_backed_up(path: Path) -> None:
    with Casebook.open(path) as casebook, casebook._writing():
        with backing_up(path, casebook._held, casebook.inspection.id):
            pass
        with (
            closing(sqlite3.connect(path, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")


def test_a_backup_that_is_not_kept_leaves_the_last_one_in_its_place(path: Path) -> None:
    before = path.read_bytes()
    with Casebook.open(path) as casebook:
        with casebook._writing(), backing_up(path, casebook._held, casebook.inspection.id) as backup:
            backup.keep()
        casebook.sit_down("Ann")
        with casebook._writing(), backing_up(path, casebook._held, casebook.inspection.id):
            pass
    assert path.read_bytes() != before
    assert backup_of(path).read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == [backup_of(path).name, path.name]


def test_a_source_refused_half_way_leaves_neither_entries_nor_a_backup(path: Path) -> None:
    other = path.with_name("other.db")
    other.write_bytes(path.read_bytes())
    with Casebook.open(other) as casebook:
        question = casebook.question_set.questions[0].id
        casebook.answer("A1", question, "yes", "Ann")
        casebook.answer("A1", question, "no", "Ann")
    with sql(other, write=True) as connection:
        (text,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'entries_are_never_changed'"
        ).fetchone()
        connection.execute("DROP TRIGGER entries_are_never_changed")
        connection.execute("UPDATE entries SET value = '\"na\"' WHERE number = (SELECT max(number) FROM entries)")
        connection.execute(text)
    before, entries = path.read_bytes(), rows(path, "entries")
    with Casebook.open(path) as casebook:
        (arrival,) = casebook.merge([other], "Lead").arrivals
    assert "was changed" in str(arrival.refused)
    assert (path.read_bytes(), rows(path, "entries")) == (before, entries)
    assert not backup_of(path).exists()
