"""Damaged files end in this package's errors, and no changed value passes `verify`."""

from __future__ import annotations

import contextlib
import hashlib
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, CasebookError, Change, DamagedCasebook, NewCase
from casereview.casebook.entry import entry_id
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.casebook.hands import rows, sql, ticking


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, small: QuestionSet) -> Path:
    """A casebook with something of everything in it, most of the file being entries."""
    path = tmp_path_factory.mktemp("full") / "full.db"
    cases = [NewCase(f"case {number:02}", {"gender": "male", "rmp-needed": "yes"}) for number in range(7)]

    def fill(casebook: Casebook) -> None:
        for case in cases:
            for reader in ("Ann", "Bea"):
                answers = [Change(case.ref, row.id, "answer", "no") for row in small.questions]
                casebook.record([*answers, Change(case.ref, "assessed", "reasons", ["late"])], reader)
                casebook.record([Change(case.ref, "safe", "note", "the evidence is on page 3")], reader)
            casebook.raise_alert(case.ref, "seen alone", "Ann")
            casebook.sign_off(case.ref, "Bea")
        casebook.begin_second_reading("case 00", "Cy")
        casebook.put_draft("case 00", "safe", "half a sentence", "Ann")
        casebook.put_place("case 00", "safe", "Ann")
        casebook.sit_down("Ann")

    Casebook.create(path, small, "Town", cases, by="Lead", fill=fill, clock=ticking())
    return path


def read_everything(path: Path) -> None:
    """Call every reading operation; only a CasebookError may come out."""
    with Casebook.open(path, write=False) as casebook:
        doings: list[Callable[[], Any]] = [
            casebook.case_refs,
            lambda: list(casebook.case_lines()),
            casebook.history,
            casebook.summary,
            lambda: casebook.summaries_by("gender"),
            casebook.last_touched,
            lambda: casebook.draft("case 00", "safe", "Ann"),
            lambda: casebook.place("case 00", "Ann"),
            lambda: casebook.last_case("Ann"),
            lambda: casebook.last_reader,
            lambda: casebook.holder,
            *(lambda ref=f"case {number:02}": casebook.reading(ref, "Ann") for number in range(0, 7, 3)),
        ]
        for doing in doings:
            with contextlib.suppress(CasebookError):
                doing()


def write_everything(path: Path) -> None:
    """Call every writing operation; only a CasebookError may come out."""
    with Casebook.open(path) as casebook:
        doings: list[Callable[[], Any]] = [
            lambda: casebook.answer("case 01", "assessed", "yes", "Ann", then="safe"),
            lambda: casebook.undo("case 01", "Ann"),
            lambda: casebook.put_facts("case 02", {"gender": "female"}, "Ann"),
            lambda: casebook.note("case 03", "safe", "", "Ann"),
            lambda: casebook.sign_off("case 04", "Ann"),
            lambda: casebook.reopen("case 05", "look again", "Bea"),
            lambda: casebook.withdraw_alert("case 06", casebook.reading("case 06", "Ann").alerts[0].id, "x", "Ann"),
            lambda: casebook.put_draft("case 00", "safe", "", "Ann"),
            lambda: casebook.sit_down("Bea"),
        ]
        for doing in doings:
            with contextlib.suppress(CasebookError, IndexError):
                doing()


def raw(path: Path, table: str) -> list[tuple[Any, ...]] | None:
    """The rows of a table as bytes, whatever is in them; None if SQLite can not read them."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            return connection.execute(f"SELECT * FROM {table}").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def survives(path: Path, *, write: bool) -> list[str] | None:
    """Use a damaged file in every way; return what `verify` says, None for a refusal."""
    with contextlib.suppress(CasebookError):
        read_everything(path)
    try:
        faults = verify(path).faults
    except CasebookError:
        faults = None
    if write:
        with contextlib.suppress(CasebookError):
            write_everything(path)
    return faults


@pytest.mark.parametrize("seed", [*range(8), *(pytest.param(more, marks=pytest.mark.trust) for more in range(8, 80))])
def test_two_thousand_flipped_bytes_never_crash_and_no_changed_entry_passes(
    full: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    whole = full.read_bytes()
    path = tmp_path / "flipped.db"
    path.write_bytes(whole)
    entries, heads = raw(full, "entries"), raw(full, "heads")
    changed = 0
    for number in range(250):
        place = chance.randrange(len(whole))
        flipped = whole[place] ^ chance.choice([1 << chance.randrange(8), chance.randrange(1, 256)])
        with path.open("rb+", buffering=0) as file:
            file.seek(place)
            file.write(bytes([flipped]))
        now = raw(path, "entries"), raw(path, "heads")
        written = number % 20 == 0
        faults = survives(path, write=written)
        if now != (entries, heads):
            changed += 1
            assert faults is None or faults, f"seed {seed}, byte {place} is now {flipped}"
        if written:
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
            path.write_bytes(whole)
        else:
            with path.open("rb+", buffering=0) as file:
                file.seek(place)
                file.write(whole[place : place + 1])
    assert path.read_bytes() == whole
    assert changed > 50


def test_a_casebook_cut_short_at_any_length_is_refused_or_found_damaged(full: Path, tmp_path: Path) -> None:
    whole = full.read_bytes()
    path = tmp_path / "cut.db"
    chance = random.Random(1)
    pages = range(0, len(whole), 4096)
    lengths = {0, 1, 15, 16, 99, 100, 101, *pages, *(page - 1 for page in pages if page), *(page + 1 for page in pages)}
    lengths |= {chance.randrange(len(whole)) for _ in range(60)}
    for length in sorted(lengths):
        path.write_bytes(whole[:length])
        faults = survives(path, write=False)
        assert faults is None or faults, length


def test_the_casebook_that_is_damaged_here_is_whole(full: Path) -> None:
    verdict = verify(full)
    assert verdict.faults == []
    assert (verdict.entries, verdict.cases) == (len(rows(full, "entries")), 7)
    assert verdict.replicas == 7 + 2 * 7 + 1  # seven cases, two readings of each, and the second reading of one
    assert len(verdict.digest) == 64


# --- changes that SQLite itself has nothing against ---


def tamper(path: Path, *statements: str) -> list[str]:
    with sql(path, write=True) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, text in triggers:
            connection.execute(text)
    return verify(path).faults


@pytest.fixture
def answered(path: Path) -> Path:
    with Casebook.open(path) as casebook:
        for answer in ("yes", "no"):
            casebook.answer("A1", "assessed", answer, "Ann")
    return path


@pytest.mark.parametrize(
    "change",
    [
        "value = '\"yes\"'",
        "reader = 'Bea'",
        "at = '2020-01-01T00:00:00.000Z'",
        "case_ref = 'B2'",
        "item = 'safe'",
        "field = 'note'",
        "replica = '0000000000000000'",
        "seq = 9",
        "previous = zeroblob(32)",
        "parents = x''",
        "id = zeroblob(32)",
    ],
)
def test_a_change_of_any_column_of_an_entry_is_found(answered: Path, change: str) -> None:
    faults = tamper(answered, f"UPDATE entries SET {change} WHERE number = (SELECT max(number) FROM entries)")
    assert any("was changed after it was entered" in each for each in faults)


def test_an_entry_taken_out_is_missed(answered: Path) -> None:
    faults = tamper(answered, "PRAGMA foreign_keys = OFF", "DELETE FROM entries WHERE value = '\"yes\"'")
    assert any("the entry before it is missing" in each for each in faults)


def test_a_writing_taken_out_is_missed_by_what_replaced_its_entries(answered: Path) -> None:
    with Casebook.open(answered) as casebook:
        casebook.answer("A1", "assessed", "na", "Ann")
        gone = casebook.history("A1", "assessed")[0].replica
    faults = tamper(answered, "PRAGMA foreign_keys = OFF", f"DELETE FROM entries WHERE replica = '{gone}'")
    assert any("replaces an entry that is missing or about something else" in each for each in faults)


def test_a_present_that_does_not_follow_from_the_history_is_found(answered: Path) -> None:
    faults = tamper(answered, "UPDATE heads SET value = '\"yes\"' WHERE field = 'answer'")
    assert faults == ["the present does not follow from the history in 2 places"]


def forge(path: Path, item: str, value: str, case: str = "A1", field: str = "answer") -> list[str]:
    """Enter a value that the program would have refused, with a hash and a chain that are right."""
    with Casebook.open(path, write=False) as casebook:
        inspection = casebook.inspection.id
    at = "2026-01-01T00:00:00.000Z"
    identifier = entry_id(inspection, "f" * 16, 1, bytes(32), (case, item, field), value, "Eve", (), at)
    entry = (identifier, "f" * 16, 1, bytes(32), case, item, field, value, "Eve", b"", at)
    with sql(path, write=True) as connection:
        number = connection.execute(f"INSERT INTO entries VALUES (NULL{', ?' * 11})", entry).lastrowid
        reading = "Eve" if field in ("answer", "state", "reasons") else ""
        connection.execute("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?)", (field, case, item, reading, number, value))
    return verify(path).faults


@pytest.mark.parametrize(("item", "value"), [("assessed", '"perhaps"'), ("assessed", "3"), ("none", '"yes"')])
def test_an_answer_that_the_question_set_does_not_allow_is_found(path: Path, item: str, value: str) -> None:
    said = f"entry 1 of ffffffffffffffff (case A1, {item}): holds an answer that the question set does not allow"
    assert forge(path, item, value) == [said]


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("alert:1", "alert", "{}"),
        ("alert:1", "alert", "3"),
        ("alert:1", "alert", "{"),
        ("sign-off", "state", "{"),
        ("fact:gender", "value", '["male"'),
        ("fact:gender", "value", '"robot"'),
        ("assessed", "reasons", "[" * 100_000),
    ],
)
def test_values_of_a_wrong_shape_are_damage_and_never_a_crash(path: Path, item: str, field: str, value: str) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "no", "Eve")
    forge(path, item, value, field=field)
    with Casebook.open(path) as casebook:
        for doing in (
            lambda: casebook.reading("A1", "Eve"),
            lambda: list(casebook.case_lines()),
            lambda: casebook.summaries_by("gender"),
            lambda: casebook.answer("A1", "assessed", "no", "Eve"),
        ):
            with contextlib.suppress(DamagedCasebook):
                doing()


def test_a_present_that_can_not_be_read_can_not_be_undone(path: Path) -> None:
    with sql(path, write=True) as connection:
        connection.execute("UPDATE heads SET value = '{' WHERE item = 'fact:gender'")
    with Casebook.open(path) as casebook:
        casebook.put_facts("B2", {"gender": "male"}, "Ann")
        with pytest.raises(DamagedCasebook):
            casebook.undo("B2", "Ann")


def test_a_question_set_with_faults_is_found(path: Path, small: QuestionSet) -> None:
    source = small.source.replace('"part":"rmp"', '"part":"asset"').replace(
        '"rmp-needed":"yes"', '"rmp-needed":"maybe"'
    )
    digest = hashlib.sha256(source.encode()).hexdigest()
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE question_sets SET content = ?, digest = ?", (source, digest))
        connection.execute("UPDATE inspection SET question_set = ?", (digest,))
    assert verify(path).faults == [
        "question set: question rmp-done: 'applies_when' wants 'maybe' of 'rmp-needed', which can not be that; it can be no, yes"
    ]
