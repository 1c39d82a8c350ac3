"""`casereview allocate`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.verify import verify
from tests.cli.running import Ended, Program, run

TWO = "A Jones,B Shah"


@pytest.fixture
def lead(program: Program, tmp_path: Path, small_file: Path) -> Path:
    """A casebook of nine cases."""
    sample = tmp_path / "sample.csv"
    sample.write_text("case,gender\n" + "".join(f"C-{n},{('male', 'female')[n % 2]}\n" for n in range(1, 10)))
    path = tmp_path / "lead.db"
    assert program("new", path, "--set", small_file, "--area", "Anytown", "--cases", sample).status == 0
    sample.unlink()
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def lines(path: Path) -> dict[str, tuple[str, str]]:
    with Casebook.open(path, write=False) as casebook:
        return {line.ref: (line.first, line.second) for line in casebook.case_lines()}


def one_line(ended: Ended, status: int, words: str) -> None:
    assert (ended.status, ended.out) == (status, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1


def test_evenly_gives_each_assessor_a_casebook_of_their_own(program: Program, lead: Path, out: Path) -> None:
    ended = program(
        "allocate",
        lead,
        "--evenly",
        TWO,
        "--second",
        "20%",
        "--by",
        "gender",
        "--seed",
        "s",
        "--as",
        "L Lead",
        "-o",
        out,
    )
    assert ended.status == 0
    assert ended.out.startswith(f"{lead}: 9 cases shared out\n{out / 'allocation.json'}: the certificate")
    assert "Seed: s\n" in ended.out
    assert "         Cases  female  male  Second" in ended.out
    assert "Read twice by A Jones and B Shah: 2" in ended.out
    assert f"next: give each assessor their file from {out}" in ended.err
    assert sorted(os.listdir(out)) == ["A-Jones.db", "B-Shah.db", "allocation.json", "allocation.md"]
    whole = lines(lead)
    for name, file in (("A Jones", "A-Jones.db"), ("B Shah", "B-Shah.db")):
        assert set(lines(out / file)) == {ref for ref, both in whole.items() if name in both}
        assert verify(out / file).faults == []
    with Casebook.open(out / "A-Jones.db", write=False) as casebook:
        assert casebook.last_reader == "A Jones"
    with Casebook.open(lead, write=False) as casebook:
        assert {entry.reader for entry in casebook.history() if entry.item == "allocation"} == {"L Lead"}
    assert (out / "allocation.md").read_text().startswith("# Certificate of a sharing out")
    before = lead.read_bytes()
    ended = program("allocate", lead, "--check", out / "allocation.json")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "confirmed: 9 cases; the seed s gives them to the same assessors again\n"
    assert lead.read_bytes() == before


def test_a_seed_is_drawn_and_said_where_none_is_given(program: Program, lead: Path, out: Path) -> None:
    ended = program("allocate", lead, "--evenly", TWO, "-o", out)
    seed = json.loads((out / "allocation.json").read_text())["seed"]
    assert len(seed) == 16
    assert f"Seed: {seed}\n" in ended.out


def test_evenly_again_deals_only_what_nobody_has(program: Program, lead: Path, out: Path, tmp_path: Path) -> None:
    program("allocate", lead, "--evenly", TWO, "-o", out)
    before = lines(lead)
    with Casebook.open(out / "A-Jones.db") as casebook:
        casebook.answer(casebook.case_refs()[0], "safe", "yes", "A Jones")
    (tmp_path / "more.csv").write_text("case\nD-1\nD-2\n")
    program("add", lead, tmp_path / "more.csv")
    program("merge", lead, out / "A-Jones.db")
    ended = program("allocate", lead, "--evenly", f"{TWO},C Wood", "-o", tmp_path / "later")
    assert ended.status == 0
    assert f"{lead}: 11 cases shared out, of which 9 stay where they were" in ended.out
    after = lines(lead)
    assert {ref: after[ref] for ref in before} == before
    assert [after["D-1"][0], after["D-2"][0]] == ["C Wood", "C Wood"]
    assert "A Jones has begun and keeps the file there is: `casereview merge A-Jones.db" in ended.err
    assert "B Shah has begun" not in ended.err
    assert program("allocate", lead, "--check", out / "allocation.json").status == 0


def test_a_plan_is_carried_out(program: Program, lead: Path, out: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("case,first,second\nC-1,A Jones,B Shah\nC-2,B Shah,\n")
    ended = program("allocate", lead, "--plan", plan, "-o", out)
    assert ended.status == 0
    found = lines(lead)
    assert (found["C-1"], found["C-2"], found["C-3"]) == (("A Jones", "B Shah"), ("B Shah", ""), ("", ""))
    assert set(lines(out / "B-Shah.db")) == {"C-1", "C-2"}
    assert program("allocate", lead, "--check", out / "allocation.json").status == 0


def test_a_case_moves_and_with_a_folder_the_copies_of_those_concerned_are_written(
    program: Program, lead: Path, out: Path, tmp_path: Path
) -> None:
    program("allocate", lead, "--evenly", f"{TWO},C Wood", "-o", out)
    mine = next(ref for ref, both in lines(lead).items() if both[0] == "A Jones")
    ended = program("allocate", lead, "--move", f"{mine}=B Shah", "--as", "L Lead")
    assert ended.status == 0
    assert f"{lead}: 1 case moved; what was entered on it stays" in ended.out
    assert "with -o FOLDER" in ended.err
    assert lines(lead)[mine] == ("B Shah", "")
    ended = program("allocate", lead, "--move", f"{mine}=C Wood", "--as", "L Lead", "-o", tmp_path / "moved")
    assert ended.status == 0
    assert sorted(os.listdir(tmp_path / "moved")) == ["B-Shah.db", "C-Wood.db"]
    assert mine in lines(tmp_path / "moved" / "C-Wood.db")
    assert mine not in lines(tmp_path / "moved" / "B-Shah.db")


def test_a_changed_certificate_is_not_confirmed(program: Program, lead: Path, out: Path) -> None:
    program("allocate", lead, "--evenly", TWO, "-o", out)
    path = out / "allocation.json"
    path.write_text(path.read_text().replace("A Jones", "B Shah", 2))
    ended = program("allocate", lead, "--check", path)
    assert (ended.status, ended.err) == (65, "")
    assert f"{path}: the certificate was changed after it was written" in ended.out


def test_nothing_is_written_over_and_then_nothing_is_written(program: Program, lead: Path, out: Path) -> None:
    for name in ("A-Jones.db", "allocation.md"):
        out.mkdir(exist_ok=True)
        (out / name).write_bytes(b"mine")
        before = lead.read_bytes()
        one_line(program("allocate", lead, "--evenly", TWO, "-o", out), 73, f"{out / name}: there already")
        assert os.listdir(out) == [name]
        assert (out / name).read_bytes() == b"mine"
        assert lead.read_bytes() == before
        (out / name).unlink()


def test_what_the_casebook_refuses_leaves_no_file_behind(
    program: Program, lead: Path, out: Path, tmp_path: Path
) -> None:
    with Casebook.open(lead) as casebook:
        casebook.answer("C-1", "safe", "yes", "B Shah")
    before = lead.read_bytes()
    plan = tmp_path / "plan.csv"
    plan.write_text("case,first,second\nC-2,A Jones,\nC-1,A Jones,B Shah\n")
    one_line(program("allocate", lead, "--plan", plan, "-o", out), 77, "case C-1: who has answered stays")
    assert not out.exists()
    assert lead.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--evenly", "A Jones,a jones"], 65, "in capitals only"),
        (["--evenly", "A-Jones,A Jones"], 65, "would have the same file"),
        (["--evenly", "A Jones;B Shah"], 65, "put commas between the names"),
        (["--evenly", "A Jones,A Jones"], 65, "named twice"),
        (["--evenly", ","], 65, "name the assessors"),
        (["--evenly", "A Jones", "--second", "10%"], 65, "0 cases can have one"),
        (["--evenly", TWO, "--second", "10"], 65, "write it as 10%"),
        (["--evenly", TWO, "--by", "age"], 65, "no fact 'age'"),
        (["--evenly", TWO, "--seed", "\x1b"], 65, "the seed"),
        (["--evenly", TWO, "--seed", ""], 2, "--seed is empty"),
        (["--evenly", TWO, "--as", "L\nLead"], 65, "characters that can all be seen"),
        (["--evenly", TWO, "--as", "x" * 201], 65, "a name of at most 200"),
        (["--plan", "missing.csv"], 66, "missing.csv"),
        (["--move", "C-9999=A Jones", "--as", "L Lead"], 65, "no case C-9999"),
        (["--move", "C-1"], 2, "write it as"),
        (["--move", "C-1=A Jones", "--second", "10%"], 2, "draws nothing"),
        (["--evenly", TWO, "--move", "C-1=A Jones"], 2, "say how"),
        (["--evenly", TWO, "--check", "x.json"], 2, "--check takes everything"),
        ([], 2, "say how"),
    ],
)
def test_what_can_not_be_is_one_line_and_changes_nothing(
    program: Program, lead: Path, out: Path, options: list[str], status: int, words: str
) -> None:
    before = lead.read_bytes()
    one_line(program("allocate", lead, *options, "-o", out), status, words)
    assert not out.exists()
    assert lead.read_bytes() == before


def test_without_a_folder_nothing_is_shared_out(program: Program, lead: Path) -> None:
    one_line(program("allocate", lead, "--evenly", TWO), 2, "-o FOLDER")


@pytest.mark.parametrize("what", ["file", "nowhere"])
def test_a_folder_that_can_not_be_is_said(program: Program, lead: Path, tmp_path: Path, what: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    folder = tmp_path / "file" if what == "file" else tmp_path / "no" / "where"
    one_line(program("allocate", lead, "--evenly", TWO, "-o", folder), 73, str(folder))
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_name_that_would_act_on_a_terminal_is_refused_and_markup_is_a_name(
    program: Program, lead: Path, out: Path, tmp_path: Path
) -> None:
    odd = "\x1b[31mred"
    plan = tmp_path / "plan.csv"
    plan.write_text(f"case,first\nC-1,{odd}\n")
    for options in (["--evenly", f"{odd},[/]"], ["--move", f"C-1={odd}", "--as", "L Lead"], ["--plan", plan]):
        one_line(program("allocate", lead, *options, "-o", out), 65, "characters that can all be seen")
    assert program("allocate", lead, "--evenly", "[/],[b]", "-o", out).status == 0


def test_a_name_in_other_capitals_is_no_new_person(program: Program, lead: Path, out: Path, tmp_path: Path) -> None:
    program("allocate", lead, "--evenly", TWO, "-o", out)
    before = lead.read_bytes()
    words = "'a jones' differs from 'A Jones', who is there already, in capitals only"
    plan = tmp_path / "plan.csv"
    plan.write_text("case,first\nC-1,a jones\n")
    for options in (["--move", "C-1=a jones", "--as", "L Lead"], ["--evenly", "a jones,B Shah"], ["--plan", plan]):
        one_line(program("allocate", lead, *options, "-o", tmp_path / "later"), 65, words)
    assert lead.read_bytes() == before


def test_what_moves_a_case_has_a_name_and_names_each_case_once(program: Program, lead: Path) -> None:
    one_line(program("allocate", lead, "--move", "C-1=A Jones"), 2, "say who gives it away: --as NAME")
    twice = ["--move", "C-1=A Jones", "--move", "C-1=B Shah", "--as", "L Lead"]
    one_line(program("allocate", lead, *twice), 2, "--move names case C-1 twice")


def test_the_check_tells_what_was_moved_since(program: Program, lead: Path, out: Path, tmp_path: Path) -> None:
    program("allocate", lead, "--plan", _plan(tmp_path, "C-1,A Jones\nC-2,A Jones\nC-3,B Shah\n"), "-o", out)
    program("allocate", lead, "--move", "C-1=B Shah", "--as", "L Lead")
    with Casebook.open(lead) as casebook:
        casebook.add_cases([NewCase("R-1", {})], "Lead", reserves=True)
        casebook.replace_case("C-3", "lost", "Lead")
    ended = program("allocate", lead, "--check", out / "allocation.json")
    assert ended.status == 0
    assert ended.out.splitlines()[1:] == [
        "since then: case C-1 went from A Jones to B Shah",
        "since then: case C-3 is not in the sample any more: it was replaced by R-1",
    ]


def _plan(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(f"case,first\n{rows}")
    return path


def test_it_imports_no_screen_and_no_models(lead: Path, out: Path) -> None:
    ended = run("allocate", lead, "--move", "C-1=A Jones", "--as", "L Lead", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert ended.returncode == 0
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert not imported & {"textual", "rich", "pydantic", "sqlite_utils"}
