"""`casereview history` and `casereview verify`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet
from tests.cli.running import Program
from tests.strategies import HOSTILE


def test_history_shows_who_entered_what(program: Program, area: Path) -> None:
    ended = program("history", area)
    assert (ended.status, ended.err) == (0, "")
    assert "2026-11-21 09:14 UTC  A Jones  BR-001  safe  answer  yes -> no\n" in ended.out


def test_history_of_one_case_and_of_one_question(program: Program, area: Path) -> None:
    lines = program("history", area, "--case", "BR-002").out.splitlines()
    assert lines
    assert all("  BR-002  " in line for line in lines)
    lines = program("history", area, "--question", "safe").out.splitlines()
    assert len(lines) == 4
    data = json.loads(program("history", area, "--case", "BR-001", "--question", "safe", "--json").out)
    assert [entry["value"] for entry in data["entries"]] == ["yes", "no", ["thin"], "See the contact log."]


def test_history_of_what_is_not_there(program: Program, area: Path) -> None:
    for option, value in (("--case", "BR-9"), ("--question", "saef")):
        ended = program("history", area, option, value)
        assert (ended.status, ended.out) == (65, "")
        assert value in ended.err


def test_no_raw_control_character_reaches_the_terminal(program: Program, tmp_path: Path, small: QuestionSet) -> None:
    path, hostile = tmp_path / "area.db", (*HOSTILE, "delete\x7f", "\x9b31m")
    cases = [NewCase(f"C{text}", {}) for text in hostile]
    Casebook.create(path, small, "Area \x1b[31m\u202e", cases, about="\x1b]0;about\x07")
    with Casebook.open(path) as casebook:
        for text in hostile:
            casebook.answer(f"C{text}", "safe", "no", f"R{text}"[:200])
            casebook.note(f"C{text}", "safe", text, f"R{text}"[:200])
    for command in (["history"], ["summary", "--questions"], ["summary", "--json"], ["history", "--json"], ["verify"]):
        ended = program(command[0], path, *command[1:])
        assert ended.status == 0
        assert all(character == "\n" or character.isprintable() for character in ended.out + ended.err), command


def test_verify_says_that_a_casebook_is_intact(program: Program, area: Path) -> None:
    ended = program("verify", area)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(f"{area}: intact; 20 entries on 3 cases in 5 writings\ndigest ")
    data = json.loads(program("verify", area, "--json").out)
    assert (data["format"], data["intact"], data["faults"]) == ("casereview.verify/1", True, [])
    assert len(data["digest"]) == 64


def test_verify_names_an_entry_that_was_changed(program: Program, area: Path) -> None:
    with closing(sqlite3.connect(area)) as connection:
        trigger = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'entries_are_never_changed'"
        ).fetchone()[0]
        connection.execute("DROP TRIGGER entries_are_never_changed")
        connection.execute("""UPDATE entries SET value = '"yes"' WHERE item = 'safe' AND value = '"no"'""")
        connection.execute(trigger)
        connection.commit()
    ended = program("verify", area)
    assert (ended.status, ended.out) == (65, "")
    assert "case BR-001, safe): was changed after it was entered" in ended.err
    assert ended.err.splitlines()[-1].endswith("not intact; use a backup or another copy, and keep this one")
    data = json.loads(program("verify", area, "--json").out)
    assert not data["intact"]
    assert data["faults"]
