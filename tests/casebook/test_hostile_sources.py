"""What arrives is hostile until proved ours: refused one by one with the reason, and the good files still merge."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    Casebook,
    CasebookError,
    Change,
    DamagedCasebook,
    NewerCasebook,
    NoSuchCasebook,
    NotACasebook,
    Refused,
)
from casereview.casebook.merge import Arrival
from casereview.casebook.verify import verify
from casereview.questions.build import canonical
from tests.casebook.forging import LOOSE_ENTRIES, WHEN, forging, other_version, without_guards
from tests.casebook.hands import sql, ticking
from tests.conftest import DATA

Spoiling = Callable[[Path], object]


@pytest.fixture(scope="session")
def good_file(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """A copy in which Ann has answered."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("good") / "ann.db"))
    with Casebook.open(path, clock=ticking()) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
    return path


@pytest.fixture(scope="session")
def bad_file(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """A copy in which Eve has answered, changed her mind, and raised an alert; to be spoiled."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("bad") / "eve.db"))
    with Casebook.open(path, clock=ticking()) as casebook:
        for answer in ("yes", "no", "na"):
            casebook.answer("B2", "assessed", answer, "Eve")
        casebook.give_reasons("B2", "safe", ["thin"], "Eve")
        casebook.note("B2", "safe", "page 3", "Eve")
        casebook.raise_alert("B2", "seen alone", "Eve")
        for row in casebook.question_set.questions:
            casebook.record([Change("A1", row.id, "answer", "no")], "Eve")
    return path


@pytest.fixture
def bad(tmp_path: Path, bad_file: Path) -> Path:
    return Path(shutil.copy(bad_file, tmp_path / "eve.db"))


@pytest.fixture(scope="session")
def merged_digest(tmp_path_factory: pytest.TempPathFactory, template: Path, good_file: Path) -> str:
    """The digest of the casebook with what Ann entered and nothing else."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("merged") / "lead.db"))
    return merge(path, good_file)[0].digest and verify(path).digest


def merge(target: Path, *sources: Path) -> tuple[Arrival, ...]:
    """Merge, and see that the casebook is sound after it."""
    with Casebook.open(target, clock=ticking()) as casebook:
        arrivals = casebook.merge(sources, "Lead").arrivals
    assert verify(target).faults == []
    return arrivals


def refused(target: Path, bad: Path, good: Path, digest: str) -> CasebookError:
    """See that the bad file is left out whole and quickly, and the good one merged; return why."""
    began = time.perf_counter()
    arrivals = merge(target, bad, good)
    assert time.perf_counter() - began < 3
    assert arrivals[0].refused is not None
    assert arrivals[0]._replace(refused=None) == Arrival(bad)
    assert arrivals[1].refused is None
    assert verify(target).digest == digest
    words = str(arrivals[0].refused)
    assert words.startswith(f"{bad}: ")
    assert "\n" not in words
    assert not {"page 3", "seen alone"} & set(words.split("'"))
    return arrivals[0].refused


# --- the file ---


def header(place: int, content: bytes) -> Spoiling:
    def spoil(path: Path) -> None:
        with path.open("rb+") as file:
            file.seek(place)
            file.write(content)

    return spoil


def statements(*texts: str) -> Spoiling:
    def spoil(path: Path) -> None:
        with sql(path, write=True) as connection:
            for text in texts:
                connection.execute(text)

    return spoil


def link(path: Path) -> None:
    path.rename(path.with_name("real.db"))
    path.symlink_to(path.with_name("real.db"))


def instead(make: Callable[[Path], object]) -> Spoiling:
    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def beside(end: str) -> Spoiling:
    return lambda path: path.with_name(path.name + end).write_bytes(b"left over")


def zeros_after(path: Path) -> None:
    with path.open("ab") as file:
        file.write(bytes(1_000_000))


def holes(path: Path) -> None:
    """Ten gigabytes, nearly all of them on no disk, and a header that says so."""
    header(28, (10 * 1024**3 // 4096).to_bytes(4, "big"))(path)
    os.truncate(path, 10 * 1024**3)


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY)")


FILES: dict[str, tuple[Spoiling, type[CasebookError], str]] = {
    "no file": (Path.unlink, NoSuchCasebook, "there is no such file"),
    "an impossible name": (instead(lambda path: path.with_name("x" * 300)), NoSuchCasebook, "no such file"),
    "another application": (header(68, b"abcd"), NotACasebook, "this is not a casebook"),
    "another program's database": (instead(other_program), NotACasebook, "this is not a casebook"),
    "newer": (header(60, (99).to_bytes(4, "big")), NewerCasebook, "newer version"),
    "no version": (header(60, bytes(4)), DamagedCasebook, "no valid version"),
    "write-ahead log": (header(18, b"\2\2"), NotACasebook, "write-ahead log"),
    "a journal beside it": (beside("-journal"), NotACasebook, "eve.db-journal lies beside it"),
    "a log beside it": (beside("-wal"), NotACasebook, "eve.db-wal lies beside it"),
    "an index beside it": (beside("-shm"), NotACasebook, "eve.db-shm lies beside it"),
    "a symbolic link": (link, NotACasebook, "symbolic link"),
    "a link to nowhere": (instead(lambda path: path.symlink_to("nowhere")), NotACasebook, "symbolic link"),
    "a link to itself": (instead(lambda path: path.symlink_to(path)), NotACasebook, "symbolic link"),
    "a pipe": (instead(os.mkfifo), NotACasebook, "not an ordinary file"),
    "empty": (instead(Path.touch), NotACasebook, "this is not a casebook"),
    "text": (instead(lambda path: path.write_text("case,question\n" * 99)), NotACasebook, "this is not a casebook"),
    "zeros at the end": (zeros_after, DamagedCasebook, "something added at its end"),
    "ten gigabytes of holes": (holes, NotACasebook, "sparse file"),
    "a header that claims ten gigabytes": (header(28, b"\0\x28\0\0"), DamagedCasebook, "is cut off"),
    "a header that claims no page size": (header(16, b"\0\0"), DamagedCasebook, "something added at its end"),
    "a view more": (statements("CREATE VIEW x AS SELECT 1"), NotACasebook, "its tables are not a casebook's"),
    "a trigger more": (
        statements("CREATE TRIGGER x AFTER INSERT ON settings BEGIN DELETE FROM drafts; END"),
        NotACasebook,
        "its tables are not a casebook's",
    ),
    "a table more": (statements("CREATE TABLE x (y)"), NotACasebook, "its tables are not a casebook's"),
    "an index more": (statements("CREATE INDEX x ON entries (at)"), NotACasebook, "its tables are not a casebook's"),
    "a trigger less": (statements("DROP TRIGGER entries_are_never_changed"), NotACasebook, "its tables are not"),
    "a generated column": (
        statements("ALTER TABLE drafts ADD COLUMN x TEXT GENERATED ALWAYS AS (text || text)"),
        NotACasebook,
        "its tables are not a casebook's",
    ),
    "altered text": (
        statements("DROP VIEW history", "CREATE VIEW history AS SELECT 1 AS number"),
        NotACasebook,
        "its tables are not a casebook's",
    ),
    "no inspection": (
        statements("PRAGMA foreign_keys = OFF", "DELETE FROM inspection"),
        DamagedCasebook,
        "holds no inspection",
    ),
    "another inspection": (statements("UPDATE inspection SET id = 'other'"), Refused, "of another inspection"),
    "no question set": (
        statements("UPDATE inspection SET question_set = 'x'"),
        DamagedCasebook,
        "holds no question set",
    ),
    "another question set under another digest": (
        statements("UPDATE inspection SET question_set = 'x'", "UPDATE question_sets SET digest = 'x'"),
        DamagedCasebook,
        "its question set was changed",
    ),
    "no question set that can be read": (
        statements("UPDATE inspection SET question_set = 'x'", "UPDATE question_sets SET digest = 'x', content = '['"),
        DamagedCasebook,
        "the file is damaged",
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_not_ours_is_refused_in_words_and_the_others_merge(
    kind: str, path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    spoil, error, words = FILES[kind]
    spoil(bad)
    why = refused(path, bad, good_file, merged_digest)
    assert type(why) is error, why
    assert words in str(why)


def test_where_the_system_does_not_tell_of_holes_the_file_is_read_for_what_it_is(
    path: Path, bad: Path, good_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holes(bad)
    monkeypatch.delattr(os, "SEEK_HOLE")
    began = time.perf_counter()
    assert [arrival.refused for arrival in merge(path, bad, good_file)] == [None, None]
    assert time.perf_counter() - began < 3


def test_a_few_holes_are_no_matter(path: Path, bad: Path, good_file: Path) -> None:
    """As a copying program leaves them where a page is all zeros."""
    pages = bad.stat().st_size // 4096
    header(28, (pages + 100).to_bytes(4, "big"))(bad)
    os.truncate(bad, (pages + 100) * 4096)
    assert [arrival.refused for arrival in merge(path, bad, good_file)] == [None, None]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(path: Path, good_file: Path, merged_digest: str, device: str) -> None:
    why = refused(path, Path(device), good_file, merged_digest)
    assert type(why) is NotACasebook
    assert "not an ordinary file" in str(why)


def test_a_name_that_no_file_can_have_is_refused(path: Path, good_file: Path, merged_digest: str) -> None:
    for name in ("x" * 300, "half\x00way"):
        target = Path(shutil.copy(path, path.with_name("lead.db")))
        assert type(refused(target, path.with_name(name), good_file, merged_digest)) is NoSuchCasebook


# --- the entries ---

CHANGES: dict[str, tuple[str, str]] = {
    "a changed value": ("UPDATE entries SET value = '\"no\"' WHERE value = '\"yes\"'", "was changed after it was entered"),
    "a changed reader": ("UPDATE entries SET reader = 'Ann' WHERE reader = 'Eve'", "was changed after it was entered"),
    "a changed time": ("UPDATE entries SET at = replace(at, '2026', '2025')", "was changed after it was entered"),
    "a changed id": ("UPDATE entries SET id = zeroblob(32) WHERE number = 9", "was changed after it was entered"),
    "an entry in the middle is missing": ("DELETE FROM entries WHERE value = '\"no\"'", "the entry before it is missing"),
    "a writing's first entry is missing": ("DELETE FROM entries WHERE seq = 1", "the entry before it is missing"),
    "entries in another order": ("UPDATE entries SET number = 1000 - number", "the entry before it is missing"),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_a_history_that_was_changed_is_refused(
    kind: str, path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    statement, words = CHANGES[kind]
    with without_guards(bad) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
    why = refused(path, bad, good_file, merged_digest)
    assert type(why) is DamagedCasebook
    assert words in str(why)


_DEEP = "[" * 100_000
FORGED: dict[str, tuple[dict[str, Any], str]] = {
    "no JSON": ({"value": "{"}, "an answer that the question set does not allow"),
    "an answer that is none": ({"value": '"perhaps"'}, "an answer that the question set does not allow"),
    "a number for an answer": ({"value": "1"}, "an answer that the question set does not allow"),
    "a list for an answer": ({"value": '["yes"]'}, "an answer that the question set does not allow"),
    "an unknown question": ({"item": "none"}, "an answer that the question set does not allow"),
    "an unknown field": ({"field": "colour"}, "of a kind that this version does not know"),
    "no field": ({"field": ""}, "of a kind that this version does not know"),
    "a fact of a reading": ({"item": "fact:gender", "field": "value@Eve"}, "of a kind that this version does not know"),
    "a resolution of a reading": ({"field": "resolution@Eve"}, "of a kind that this version does not know"),
    "a field of no reading": ({"field": "answer@"}, "of a kind that this version does not know"),
    "a reading with a blank name": ({"field": "answer@ "}, "is nobody's"),
    "the same value written another way": ({"field": "note", "value": '"\\u0041"'}, "holds a value"),
    "spaces in the JSON": ({"field": "reasons", "value": '["late", "missing"]'}, "holds a value"),
    "a note too long": ({"field": "note", "value": '"' + "x" * 1_000_001 + '"'}, "holds a value"),
    "a number for a note": ({"field": "note", "value": "1"}, "holds a value"),
    "not a number": ({"field": "note", "value": "NaN"}, "holds a value"),
    "half a character": ({"field": "note", "value": '"\\ud800"'}, "holds a value"),
    "deep nesting": ({"field": "reasons", "value": _DEEP + "]" * 100_000}, "holds a value"),
    "deep nesting cut off": ({"field": "note", "value": _DEEP}, "holds a value"),
    "a number of a million digits": ({"field": "mark", "value": "1" * 1_000_000}, "holds a value"),
    "reasons for an unknown question": ({"item": "none", "field": "reasons", "value": "null"}, "holds a value"),
    "an unknown reason": ({"field": "reasons", "value": '["other"]'}, "holds a value"),
    "a reason that is no text": ({"field": "reasons", "value": "[1]"}, "holds a value"),
    "a mark that is false": ({"field": "mark", "value": "false"}, "holds a value"),
    "a third reading": ({"item": "reading", "field": "kind", "value": '"third"'}, "holds a value"),
    "a sign-off without its word": ({"item": "sign-off", "field": "state", "value": "{}"}, "holds a value"),
    "an unknown fact": ({"item": "fact:age", "field": "value", "value": '"9"'}, "holds a value"),
    "an unknown option": ({"item": "fact:gender", "field": "value", "value": '"robot"'}, "holds a value"),
    "an alert without text": ({"item": "alert:1", "field": "alert", "value": '{"reader":"Eve"}'}, "holds a value"),
    "an alert that is no object": ({"item": "alert:1", "field": "alert", "value": "null"}, "holds a value"),
    "a case that is null": ({"item": "case", "field": "case", "value": "null"}, "holds a value"),
    "a case that is 1": ({"item": "case", "field": "case", "value": '{"added":1}'}, "holds a value"),
    "a reserve that is true": ({"item": "case", "field": "case", "value": '{"reserve":true}'}, "holds a value"),
    "a nameless reader": ({"item": "allocation", "field": "first", "value": '" "'}, "holds a value"),
    "a resolution without a note": ({"field": "resolution", "value": '{"answer":"no"}'}, "holds a value"),
    "a resolution to nothing known": ({"field": "resolution", "value": '{"answer":1,"note":""}'}, "holds a value"),
    "a day that there is not": ({"at": "2026-02-30T09:00:00.000Z"}, "has no valid time"),
    "another zone": ({"at": "2026-02-03T09:00:00.000+01:00"}, "has no valid time"),
    "other digits": ({"at": "2026-02-0\u0663T09:00:00.000Z"}, "has no valid time"),
    "no case": ({"case": " "}, "is about no case"),
    "nobody": ({"reader": ""}, "is nobody's"),
    "a long name": ({"reader": "E" * 201}, "has a name that is too long"),
    "a writing with a long name": ({"replica": "e" * 65}, "has a name that is too long"),
    "a writing that begins with its second entry": ({"seq": 2}, "the entry before it is missing"),
    "a writing that goes on from nothing": ({"previous": b"p" * 32}, "the entry before it is missing"),
    "a parent that is not there": ({"parents": (b"p" * 32,)}, "replaces an entry that is missing or about something"),
    "an id that is not its hash": ({"identifier": b"i" * 32}, "was changed after it was entered"),
}


@pytest.mark.parametrize("kind", FORGED)
def test_an_entry_that_the_program_never_makes_is_refused(
    kind: str, path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    what, words = FORGED[kind]
    with forging(bad) as forger:
        forger.enter(**what)
    why = refused(path, bad, good_file, merged_digest)
    assert type(why) is DamagedCasebook
    assert words in str(why)
    assert len(str(why)) < len(str(bad)) + 300


def test_parents_about_something_else_are_refused(path: Path, bad: Path, good_file: Path, merged_digest: str) -> None:
    with forging(bad) as forger:
        first = forger.enter(item="assessed")
        forger.enter(item="safe", parents=(first,))
    assert "about something else" in str(refused(path, bad, good_file, merged_digest))


def test_a_resolution_settles_answers_to_its_question_only(
    path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    with forging(bad) as forger:
        first = forger.enter(item="safe")
        forger.enter(field="resolution", value='{"answer":"no","note":""}', parents=(first,))
    assert "about something else" in str(refused(path, bad, good_file, merged_digest))


def test_an_entry_before_what_it_replaces_is_refused(
    path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    """In that order the entry replaced would stand again."""
    with forging(bad) as forger:
        first = forger.enter(value='"yes"', replica="1" * 16, number=901)
        forger.enter(value='"no"', replica="2" * 16, number=900, parents=(first,))
    assert "replaces an entry that is missing" in str(refused(path, bad, good_file, merged_digest))


def test_an_index_that_lies_about_what_is_replaced_is_found_out(
    path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    """The index says that the note's id is the answer's: the answer that replaces the note would take it away."""
    with forging(bad) as forger:
        forger.enter(value='"yes"', number=901)
        note = forger.enter(field="note", value='"page 9"', number=902)
        forger.enter(value='"no"', number=903, parents=(note,))
    whole = bad.read_bytes()
    # In the table an entry has its columns after its id; in the index its id is followed by its number alone.
    one, other = note + (902).to_bytes(2, "big"), note + (901).to_bytes(2, "big")
    assert whole.count(one) == 1
    bad.write_bytes(whole.replace(one, other))
    assert "about something else" in str(refused(path, bad, good_file, merged_digest))


def test_a_fork_of_a_writing_that_is_here_is_refused(
    path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    """Right hashes, under the name of a writing of which the target holds another entry."""
    merge(path, good_file)
    with Casebook.open(path, write=False) as casebook:
        taken = casebook.history("A1", "assessed")[0].replica
    with forging(bad) as forger:
        forger.enter("A1", "assessed", value='"no"', reader="Ann", replica=taken)
    why = refused(path, bad, good_file, merged_digest)
    assert type(why) is NotACasebook
    assert "differs from the one that is here under the same name" in str(why)


def test_of_two_files_that_fork_a_writing_the_second_is_refused(path: Path, bad: Path, template: Path) -> None:
    other = Path(shutil.copy(template, bad.with_name("other.db")))
    for file, value in ((bad, '"no"'), (other, '"yes"')):
        with forging(file) as forger:
            forger.enter(value=value)
    arrivals = merge(path, bad, other)
    assert arrivals[0].refused is None
    assert type(arrivals[1].refused) is NotACasebook


LOOSE: dict[str, dict[str, Any]] = {
    "a place that is no whole number": {"seq": 1.0},
    "a case that is a number": {"case_ref": 7},
    "a value that is bytes": {"value": b'"no"'},
    "a value that is nothing": {"value": None},
    "a reader that is a number": {"reader": 7},
    "parents that are text": {"parents": "x" * 32},
    "a time that is a number": {"at": 20260105},
    "an item that is nothing": {"item": None},
}


@pytest.mark.parametrize("kind", LOOSE)
def test_values_of_another_type_than_the_tables_hold_are_refused(
    kind: str, path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    """Put in under a table of another text, which is then put back: SQLite reads them as they are."""
    with forging(bad) as forger:
        inspection = forger.inspection
    row: dict[str, Any] = {"seq": 1, "case_ref": "B2", "item": "assessed", "value": '"no"', "reader": "Eve"}
    row |= {"parents": b"", "at": WHEN} | LOOSE[kind]
    content = ["casereview.entry/1", inspection, "e" * 16, row["seq"], bytes(32).hex(), row["case_ref"], row["item"]]
    content += ["answer", row["value"], row["reader"], [], row["at"]]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=lambda value: value.decode())
    values = (hashlib.sha256(text.encode()).digest(), "e" * 16, row["seq"], bytes(32), row["case_ref"], row["item"])
    with without_guards(bad, entries_as=LOOSE_ENTRIES) as connection:
        connection.execute(
            f"INSERT INTO entries VALUES (NULL{', ?' * 11})",
            (*values, "answer", row["value"], row["reader"], row["parents"], row["at"]),
        )
    assert type(refused(path, bad, good_file, merged_digest)) is DamagedCasebook


# --- cut, flipped ---


def test_cut_off_at_any_length_it_is_refused(path: Path, bad: Path, good_file: Path, merged_digest: str) -> None:
    whole = bad.read_bytes()
    chance = random.Random(1)
    lengths = {0, 1, 15, 16, 99, 100, 101, 4095, 4096, 4097, len(whole) - 4096, len(whole) - 1}
    lengths |= {chance.randrange(len(whole)) for _ in range(40)}
    with Casebook.open(path) as casebook:
        for length in sorted(lengths):
            bad.write_bytes(whole[:length])
            (arrival,) = casebook.merge([bad], "Lead").arrivals
            assert isinstance(arrival.refused, DamagedCasebook | NotACasebook), length
        assert casebook.merge([good_file], "Lead").digest == merged_digest
    assert verify(path).faults == []


@pytest.mark.parametrize("seed", range(4))
def test_250_flipped_bytes_are_refused_or_change_nothing_that_counts(
    path: Path, bad: Path, bad_file: Path, seed: int
) -> None:
    """What merges in spite of a flipped byte is what was entered: the flip was where nothing stands."""
    chance = random.Random(seed)
    whole = bad_file.read_bytes()
    honest = Path(shutil.copy(path, path.with_name("honest.db")))
    merge(honest, bad_file)
    (honest_digest, before) = verify(honest).digest, verify(path).digest
    came = 0
    for _ in range(250):
        place = chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        bad.write_bytes(flipped)
        with Casebook.open(path) as casebook:
            plan = casebook.plan_merge([bad])
        if plan.arrivals[0].refused is None:
            came += 1
            target = Path(shutil.copy(path, path.with_name("target.db")))
            merge(target, bad)
            assert verify(target).digest == honest_digest, place
        else:
            assert plan.digest == before
    assert 0 < came < 250


# --- too large: in a process of its own, whose peak is its own ---

_MEASURED = """
import sys, time
from pathlib import Path
from casereview.casebook import Casebook
with Casebook.open(Path(sys.argv[1])) as casebook:
    began = time.perf_counter()
    arrivals = casebook.merge([Path(each) for each in sys.argv[2:]], "Lead").arrivals
    took = time.perf_counter() - began
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, int(peak.split()[1]) / 1024)
for each in arrivals:
    print(type(each.refused).__name__, each.refused)
"""


def measured(target: Path, *sources: Path) -> list[str]:
    """Merge in a fresh process: under 3 s and 200 MB; return what was said of each source."""
    command = [sys.executable, "-c", _MEASURED, str(target), *map(str, sources)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    first, *said = run.stdout.splitlines()
    seconds, megabytes = map(float, first.split())
    assert seconds < 3, run.stdout
    assert megabytes < 200, run.stdout
    assert verify(target).faults == []
    return said


def huge(*values: str, **more: Any) -> Spoiling:
    def spoil(path: Path) -> None:
        with forging(path) as forger:
            for value in values:
                forger.enter(value=value, **more)

    return spoil


def small_data() -> dict[str, Any]:
    return tomllib.loads((DATA / "small.toml").read_text(encoding="utf-8"))


def loop(path: Path) -> None:
    """Every leaf of the entries becomes the same page, under pages that all lead to it: no end of rows."""
    other_version(path, small_data() | {"version": "1.0.1"})  # so that its items are looked through before its entries
    with sql(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entries'").fetchone()
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    leaf = bytes(content[(root - 1) * 4096 : root * 4096])
    if leaf[0] == 5:
        child = int.from_bytes(leaf[8:12], "big")
        leaf = bytes(content[(child - 1) * 4096 : child * 4096])

    def interior(child: int) -> bytes:
        cells = 300
        page = bytearray(4096)
        page[0] = 5
        page[3:5] = cells.to_bytes(2, "big")
        page[8:12] = child.to_bytes(4, "big")
        start = 4096
        for number in range(cells):
            cell = child.to_bytes(4, "big") + bytes([0x80 | (number + 1) >> 7, (number + 1) & 0x7F])
            start -= len(cell)
            page[start : start + len(cell)] = cell
            page[12 + 2 * number : 14 + 2 * number] = start.to_bytes(2, "big")
        page[5:7] = start.to_bytes(2, "big")
        return bytes(page)

    content[(root - 1) * 4096 : root * 4096] = interior(pages + 1)
    for level in range(1, 5):
        content += interior(pages + level + 1)
    content += leaf
    content[28:32] = (len(content) // 4096).to_bytes(4, "big")
    path.write_bytes(content)


def questions_without_end(path: Path) -> None:
    """A question set of 300,000 characters that is hundreds of millions written out."""
    data = small_data() | {"version": "1.0.1"}
    data["lists"][0]["items"] = [{"id": f"i{number}", "label": "x"} for number in range(5_000)]
    for entry in data["questions"]:
        if "for_each" in entry:
            entry.pop("only")
            entry["text"] = "x" * 100_000
    source = canonical(data)
    digest = hashlib.sha256(source.encode()).hexdigest()
    with sql(path, write=True) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE question_sets SET digest = ?, content = ?", (digest, source))
        connection.execute("UPDATE inspection SET question_set = ?", (digest,))


HEAVY: dict[str, tuple[Spoiling, str]] = {
    "a value of 20 MB": (huge('"' + "x" * 20_000_000 + '"', field="note"), "DamagedCasebook"),
    "a value of 15 MB in wide characters": (huge('"' + "x" * 15_000_000 + '\U0001f469"', field="note"), "DamagedCasebook"),
    "a case of 15 MB": (huge('"no"', case="x" * 15_000_000 + "\U0001f469"), "DamagedCasebook"),
    "deep nesting of 15 MB": (huge("[" * 15_000_000, field="reasons"), "DamagedCasebook"),
    "objects of 12 MB": (huge("[" + "{}," * 3_900_000 + "{}]", field="reasons"), "DamagedCasebook"),
    "rows without end": (loop, "DamagedCasebook"),
    "questions without end": (questions_without_end, "DamagedCasebook"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEAVY)
def test_what_is_too_large_is_refused_in_3_seconds_and_200_megabytes(
    kind: str, path: Path, bad: Path, good_file: Path, merged_digest: str
) -> None:
    spoil, error = HEAVY[kind]
    spoil(bad)
    said = measured(path, bad, good_file)
    assert said[0].startswith(error)
    assert said[1] == "NoneType None"
    assert verify(path).digest == merged_digest
