"""`casereview upgrade`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import shipped
from tests.cli.running import Program


@pytest.fixture
def newer(tmp_path: Path, small_file: Path) -> Path:
    """The small set, later: `safe` in other words, `delivered` under another id, `rmp-timely` gone, a reason gone, one new."""
    text = small_file.read_text(encoding="utf-8").replace('version = "1.0.0"', 'version = "1.1.0"')
    text = text.replace("Was vulnerability assessed well enough?", "Is it clear how vulnerable the child is?")
    text = text.replace('id = "delivered"', 'id = "work-done"').replace('"delivered", "joint"', '"work-done", "joint"')
    text = text.replace('  { id = "late", label = "Late", phrase = "it came late" },\n', "")
    start, end = text.index('[[questions]]\nid = "rmp-timely"'), text.index("[[recommendations]]")
    new = '[[questions]]\nid = "heard"\npart = "asset"\ncriterion = "1.2"\ntext = "Was the child heard?"\n\n'
    text = (text[:start] + new + text[end:]).replace('"rmp-done", "rmp-timely"', '"rmp-done"')
    path = tmp_path / "newer.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_lists_everything_and_writes_nothing(program: Program, area: Path, newer: Path) -> None:
    before = area.read_bytes()
    ended = program("upgrade", area, "--to", newer, "--plan")
    assert (ended.status, ended.err) == (0, "")
    for said in (
        "small 1.0.0 (",
        "-> small 1.1.0 (",
        "Kept as they are: 4 questions, 2 facts",
        "Reworded, asked again (the answers stay in the history and do not count): 1",
        "was: Was vulnerability assessed well enough?",
        "now: Is it clear how vulnerable the child is?",
        "delivered (",
        "-> work-done",
        "New, blank in every case: 1",
        "heard",
        "Gone (kept in the history, out of the scores): 1",
        "reason late of assessed: Late (chosen ",
        "Nothing is changed.",
    ):
        assert said in ended.out, said
    assert max(map(len, ended.out.splitlines())) <= 80
    assert area.read_bytes() == before


def test_json_is_the_published_format(program: Program, area: Path, newer: Path) -> None:
    data = json.loads(program("upgrade", area, "--to", newer, "--plan", "--json").out)
    assert list(data) == [
        "format", "applied", "from", "to", "same_version_other_content", "settles_a_conflict", "kept", "reworded", "renamed",
        "moved", "new", "gone", "orphaned", "rerouted", "rules",
    ]  # fmt: skip
    assert (data["format"], data["applied"]) == ("casereview.upgrade/1", False)
    assert [(each["id"], each["means_the_same"]) for each in data["reworded"]] == [("safe", False)]
    assert [(each["was"], each["now"]) for each in data["renamed"]] == [("delivered", "work-done")]
    assert [each["id"] for each in data["gone"]] == ["rmp-timely"]
    assert [(each["of"], each["kind"], each["id"]) for each in data["orphaned"]] == [("assessed", "reason", "late")]


def test_an_upgrade_is_applied_and_taken_back(program: Program, area: Path, newer: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.answer(casebook.case_refs()[-1], "rmp-timely", "no", "A Jones")
    before = program("summary", area, "--json", "--questions").out
    ended = program("upgrade", area, "--to", newer, "--as", "L Lead", "--yes-reworded", "safe")
    assert (ended.status, ended.err) == (0, "")
    assert "Reworded, said to mean the same (the answers count): 1" in ended.out
    assert f"casereview upgrade {area} --undo --as NAME" in ended.out
    data = json.loads(program("summary", area, "--json").out)
    assert data["inspection"]["version"] == "1.1.0"
    assert "heard" in [each["id"] for each in data["questions"]]
    assert program("verify", area).out.splitlines()[-1].startswith("question set small 1.1.0 (")
    assert "question-set" in program("history", area).out
    assert program("history", area, "--question", "rmp-timely").status == 0  # what is gone is in the history
    ended = program("upgrade", area, "--undo", "--as", "L Lead")
    assert ended.status == 0
    assert "small 1.0.0 (" in ended.out
    assert program("summary", area, "--json", "--questions").out == before
    assert "taken back" in program("history", area).out


def test_what_is_asked_already_is_refused(program: Program, area: Path, small_file: Path) -> None:
    ended = program("upgrade", area, "--to", small_file, "--as", "L")
    assert (ended.status, ended.out) == (65, "")
    assert "is asked already" in ended.err
    assert program("upgrade", area, "--undo", "--as", "L").status == 65


@pytest.mark.parametrize(
    "words",
    [(), ("--undo", "--plan"), ("--undo", "--to", "x.toml", "--as", "L"), ("--to", "x.toml"), ("--undo",)],
)
def test_half_a_command_is_refused(program: Program, area: Path, words: tuple[str, ...]) -> None:
    ended = program("upgrade", area, *words)
    assert (ended.status, ended.out) == (2, "")


def test_a_set_with_a_fault_is_refused(program: Program, area: Path, newer: Path) -> None:
    newer.write_text(
        newer.read_text(encoding="utf-8").replace('criterion = "1.2"', 'criterion = "9.9"'), encoding="utf-8"
    )
    before = area.read_bytes()
    assert program("upgrade", area, "--to", newer, "--as", "L").status == 65
    assert area.read_bytes() == before


def test_two_upgrades_are_listed_as_a_conflict_and_settled(
    program: Program, area: Path, newer: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(area, tmp_path / "other.db"))
    newest = tmp_path / "newest.toml"
    newest.write_text(
        newer.read_text(encoding="utf-8").replace("Was the child heard?", "Was she heard?"), encoding="utf-8"
    )
    assert program("upgrade", area, "--to", newer, "--as", "L").status == 0
    assert program("upgrade", other, "--to", newest, "--as", "M").status == 0
    merged = program("merge", area, other, "--as", "L")
    assert merged.status == 3
    shown = program("conflicts", area)
    assert "small 1.1.0 (" in shown.out
    assert "content" not in shown.out
    assert "content" not in program("conflicts", area, "--json").out
    command = next(line for line in shown.out.splitlines() if "--field question-set" in line)
    words = command.strip().removeprefix("Settle: casereview ").replace("NAME", "L").split()
    settled = program(*("" if word == "''" else word for word in words))
    assert "small 1.1.0 (" in settled.out
    with Casebook.open(area, write=False) as casebook:
        assert casebook.question_set.version == "1.1.0"
        assert not [each for each in casebook.conflicts() if each.field == "question-set"]


def test_a_set_that_bears_the_name_of_a_shipped_one_is_told_from_it(program: Program, tmp_path: Path) -> None:
    path = shipped()[0]
    mine = tmp_path / "mine.toml"
    text = path.read_text(encoding="utf-8")
    mine.write_text(text.replace('title = "', 'title = "My ', 1), encoding="utf-8")
    for words in (("questions", "check", mine), ("new", tmp_path / "a.db", "--set", mine, "--area", "Town")):
        ended = program(*words)
        assert ended.status == 0
        assert "not the one that is shipped under this version" in ended.out + ended.err
    planned = program("upgrade", tmp_path / "a.db", "--to", path.stem, "--plan")
    assert "Same id and version, other content" in " ".join(planned.out.split())
    digests = {line.split()[2] for line in program("questions", "list").out.splitlines()}
    assert len(digests) == len(shipped())
