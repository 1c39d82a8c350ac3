"""Histories that were changed, and entries that the program never makes: found out one by one."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import (
    Casebook,
    DamagedCasebook,
    NotACasebook,
)
from tests.casebook.forging import LOOSE_ENTRIES, WHEN, forging, without_guards
from tests.casebook.hostile.refusing import merge, refused

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
