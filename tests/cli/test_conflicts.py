"""`casereview conflicts`."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from tests.cli.running import Program, loaded
from tests.reports.differing import LEAD, SHAH, merged
from tests.reports.making import JONES


def test_without_conflicts_it_says_so_and_ends_with_0(program: Program, area: Path) -> None:
    ended = program("conflicts", area)
    assert (ended.status, ended.out, ended.err) == (0, "no conflicts\n", "")
    assert json.loads(program("conflicts", area, "--json").out)["total"] == 0


def test_conflicts_are_listed_by_case_with_all_sides_and_how_to_settle_each(program: Program, area: Path) -> None:
    ended = program("conflicts", merged(area))
    assert (ended.status, ended.err) == (3, "")
    assert ended.out.startswith(
        "3 conflicts in 2 cases\n\nCase BR-002\n  1. Was an assessment done? (assessed), the note,"
    )
    assert "Case BR-003\n  2. Was an assessment done? (assessed)\n" in ended.out
    said = " ".join(ended.out.split())
    assert f"No {SHAH}, 2026-11-24 16:30 UTC Reasons: Assessment missing; Late Note:" in said
    assert f"Yes {JONES}, 2026-11-24 16:30 UTC" in said
    assert ended.out.count("Settle: casereview resolve ") == 3


def test_each_command_shown_settles_its_conflict(program: Program, area: Path) -> None:
    merged(area)
    out = program("conflicts", area).out
    commands = [line.split("casereview ", 1)[1] for line in out.splitlines() if "Settle:" in line]
    for left, command in zip((3, 3, 0), commands, strict=True):
        words = [LEAD if word == "NAME" else word for word in shlex.split(command)]
        assert program(*words).status == left
    assert program("conflicts", area).status == 0


def test_the_commands_settle_what_can_differ_of_every_kind(program: Program, area: Path) -> None:
    with Casebook.open(area) as casebook:
        alert = casebook.raise_alert("BR-002", "seen alone", JONES)
        casebook.add_cases([NewCase("R-1", {}), NewCase("R 2", {})], LEAD, reserves=True)
    copy = Path(shutil.copy(area, area.with_name("copy of it.db")))
    for path, other in ((area, False), (copy, True)):
        with Casebook.open(path) as casebook:
            casebook.give_reasons("BR-002", "assessed", ["late"] if other else ["missing"], JONES)
            casebook.mark("BR-002", "safe", True, JONES)
            casebook.mark("BR-002", "safe", other, JONES)
            casebook.withdraw_alert("BR-002", alert, "told" if other else "settled", JONES)
            casebook.reopen("BR-001", "a slip" if other else "one more look", JONES)
            casebook.allocate({"BR-001": (JONES, SHAH if other else "C Wood")}, LEAD)
            casebook.begin_second_reading("BR-002", "C Wood")
            if other:
                casebook.undo("BR-002", "C Wood")
            casebook.replace_case("BR-003", "lost" if other else "closed", LEAD, instead="R 2" if other else "R-1")
    program("merge", area, copy)
    data = json.loads(program("conflicts", area, "--json").out)
    fields = {each["field"] for each in data["conflicts"]}
    assert fields >= {"reasons", "mark", "alert", "state", "second", "kind", "case"}
    shown = program("conflicts", area).out.splitlines()
    for number, line in enumerate((each for each in shown if "Settle:" in each), start=1):
        words = shlex.split(line.split("casereview ", 1)[1].replace("--as NAME", f"--as '{LEAD}'"))
        ended = program(*words)
        left = len(json.loads(program("conflicts", area, "--json").out)["conflicts"])
        assert (ended.err, left) == ("", data["total"] - number), words


def test_one_case_only(program: Program, area: Path) -> None:
    merged(area)
    assert json.loads(program("conflicts", area, "--case", "BR-002", "--json").out)["total"] == 1
    none = program("conflicts", area, "--case", "BR-001")
    assert (none.status, none.out) == (0, "no conflicts\n")
    unknown = program("conflicts", area, "--case", "BR-009")
    assert (unknown.status, unknown.out) == (65, "")
    assert "no case BR-009" in unknown.err


def test_json_is_the_published_format(program: Program, area: Path) -> None:
    ended = program("conflicts", merged(area), "--json")
    assert ended.status == 3
    data = json.loads(ended.out)
    assert list(data) == ["format", "total", "conflicts"]
    assert (data["format"], data["total"]) == ("casereview.conflicts/1", 3)
    assert [(each["case"], each["item"], each["field"], each["reading"]) for each in data["conflicts"]] == [
        ("BR-002", "assessed", "note", JONES),
        ("BR-003", "assessed", "answer", None),
        ("BR-003", "fact:rmp-needed", "value", None),
    ]


def test_it_changes_nothing_and_needs_no_right_to_write(program: Program, area: Path) -> None:
    merged(area)
    before = area.read_bytes()
    with Casebook.open(area):  # another window has it
        assert program("conflicts", area).status == 3
    assert area.read_bytes() == before


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_text_from_people_can_not_act_on_a_terminal(program: Program, area: Path, more: list[str]) -> None:
    merged(area)
    with Casebook.open(area) as casebook:
        casebook.answer("BR-002", "safe", "yes", "\x1b[31mEve\x07")
        casebook.answer("BR-002", "safe", "no", JONES)
        casebook.note("BR-002", "safe", "\x1b]0;owned\x07 \u202e [b]x[/b]", JONES)
    ended = program("conflicts", area, *more)
    assert ended.status == 3
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.out)


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_it_loads_nothing_slow(area: Path, more: list[str]) -> None:
    merged(area)
    assert loaded("conflicts", area, *more).isdisjoint({"textual", "rich", "pydantic", "sqlite_utils", "click"})


def test_a_case_or_a_casebook_whose_name_begins_like_an_option_can_be_settled_with_the_command(
    program: Program, area: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(area.parent)
    with Casebook.open(area) as casebook:
        casebook.add_cases([NewCase("-5", {"rmp-needed": "yes"})], LEAD)
    copy = Path(shutil.copy(area, "-copy.db"))
    for path, answer in ((area, "yes"), (copy, "no")):
        with Casebook.open(path) as casebook:
            casebook.answer("-5", "assessed", answer, JONES)
            casebook.note("-5", "assessed", answer, JONES)
    with Casebook.open(copy) as casebook:
        casebook.merge([area], LEAD)
    for path in (copy, Path("./-copy.db")):
        out = program("conflicts", "--", path).out
        commands = [line.split("casereview ", 1)[1] for line in out.splitlines() if "Settle:" in line]
        assert commands
        words = [LEAD if word == "NAME" else word for word in shlex.split(commands[0])]
        assert program(*words).status in (0, 3), words
    assert program("conflicts", "--", copy).status == 0
