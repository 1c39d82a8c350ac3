"""`casereview questions`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casereview.questions import shipped
from tests.cli.running import Program


def test_list_names_every_set_that_is_shipped(program: Program) -> None:
    lines = program("questions", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == [path.stem for path in shipped()]


def test_show_is_for_people_and_json_for_programs(program: Program, small_file: Path) -> None:
    assert "rmp-timely\n  Was the risk management plan made on time?" in program("questions", "show", small_file).out
    data = json.loads(program("questions", "show", small_file, "--json").out)
    assert data["format"] == "casereview.question-set/1"
    wanted = {"id", "text", "part", "criterion", "section", "themes", "applies_when", "reasons"}
    assert all(wanted <= set(question) for question in data["questions"])
    assert [question["id"] for question in data["questions"]][-2:] == ["joint-health", "joint-police"]
    assert [(band["from"], band["to"]) for band in data["bands"]] == [(75, 100), (60, 74), (45, 59), (0, 44)]
    assert [fact["id"] for fact in data["facts"]] == ["gender", "rmp-needed"]


def test_check_says_what_a_sound_file_holds(program: Program, small_file: Path) -> None:
    ended = program("questions", "check", small_file)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == f"{small_file}: sound: 7 scored rows, 3 criteria, 2 themes\n"


def test_check_looks_at_the_translations_beside_a_set_too(program: Program, small_file: Path, tmp_path: Path) -> None:
    lines = program("questions", "check", "cci-2009", "--missing").out.splitlines()
    assert [each.split(": ")[1] for each in lines if ": sound: " in each] == ["sound", "sound"]
    assert "cci-2009.cy.toml: sound: cci-2009 in cy" in lines[1]
    assert "  question lor-assess-done: text" in lines
    mine, welsh = tmp_path / "mine.toml", tmp_path / "mine.cy.toml"
    mine.write_bytes(small_file.read_bytes())
    (tmp_path / "mine.old.toml").write_bytes(small_file.read_bytes())  # no translation
    welsh.write_text('language = "cy"\nname = "Cymraeg"\nof = "small"\n[parts]\nrnp = "Cynllun"\n', encoding="utf-8")
    for names in ([mine], [mine, welsh], [welsh, mine]):
        ended = program("questions", "check", *names)
        assert ended.status == 65
        assert ended.err == f"{welsh}: parts: nothing is called 'rnp'; did you mean 'rmp'?\n"
        assert ended.out.count("sound") == 1


def test_check_has_a_line_for_each_fault_of_each_file(program: Program, small_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(small_file.read_text().replace('themes = ["roh"]', 'themes = ["rho"]'))
    worse = tmp_path / "worse.toml"
    worse.write_text("id = \n")
    ended = program("questions", "check", bad, small_file, worse, tmp_path / "none.toml")
    assert ended.status == 65
    assert ended.out.count("sound") == 1
    lines = ended.err.splitlines()
    assert lines[0] == f"{bad}: question assessed: no theme 'rho'; did you mean 'roh'?" or "'rho'" in lines[0]
    assert lines[-2].startswith(f"{worse}: line 1: what stands after = can not be read")
    assert lines[-1] == f"{tmp_path / 'none.toml'}: no such file or directory"


def test_every_command_on_a_set_takes_its_id_or_its_file(program: Program, small_file: Path, tmp_path: Path) -> None:
    for name in ("victims", small_file):
        for number, command in enumerate((["show"], ["check"], ["edit-check", "--once"], ["export", "-o", "{}.xlsx"])):
            more = [each.format(tmp_path / f"{Path(name).stem}{number}") for each in command[1:]]
            assert program("questions", command[0], name, *more).status == 0, (command, name)
        assert program("questions", "new", tmp_path / f"from-{Path(name).stem}.toml", "--from", name).status == 0
    assert "victims.toml: sound: 13 items" in program("questions", "check", "victims").out


def test_check_of_a_file_that_is_not_there(program: Program, tmp_path: Path) -> None:
    assert program("questions", "check", tmp_path / "none.toml").status == 66


def test_schema_is_a_json_schema(program: Program) -> None:
    data = json.loads(program("questions", "schema").out)
    assert data["$schema"].startswith("https://json-schema.org/")
    assert "questions" in data["properties"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["show", "cci-2008"], 65, "did you mean 'cci-2009'?"),
        (["show", "none.toml"], 66, "none.toml: no such file"),
        (["shwo"], 2, "Did you mean 'show'?"),
        ([], 2, "missing command"),
        (["check"], 2, "missing argument 'ID|FILE...'"),
        (["check", "cci-2008"], 65, "did you mean 'cci-2009'?"),
        (["edit-check", "cci-2008", "--once"], 65, "did you mean 'cci-2009'?"),
    ],
)
def test_what_is_not_there_is_one_line(program: Program, arguments: list[str], status: int, words: str) -> None:
    ended = program("questions", *arguments)
    assert (ended.status, ended.out) == (status, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
