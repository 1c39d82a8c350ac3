"""`casereview merge`."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.cli.running import Program, as_nobody, loaded, run
from tests.reports.differing import CONCERN, LEAD, SHAH, copies
from tests.reports.making import JONES, make


def contents(folder: Path) -> dict[str, str]:
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_case_alerts_come_first_then_each_source_the_figures_and_the_next_step(program: Program, area: Path) -> None:
    jones, shah = copies(area)
    ended = program("merge", area, jones, shah, "--as", LEAD)
    assert (ended.status, ended.err) == (3, "")
    lines = ended.out.splitlines()
    assert lines[:2] == [
        "CASE ALERTS in what arrives: 1 raised",
        f'  Case BR-002, raised by {JONES}: "{CONCERN}"',
    ]
    said = " ".join(ended.out.split())
    assert f"{jones}: 4 new entries in 2 cases Cases: BR-002, BR-003 Entered by: {JONES} 4 " in said
    assert f"Entered by: {JONES} 1, {SHAH} 4 Conflicts: 3 more Not known here before: {SHAH} " in said
    assert "Conflicts remaining: 3\n" in ended.out
    assert f"The casebook as it was before: {area.with_name('area.before-merge.db')}\n" in ended.out
    assert lines[-1] == f"Next: casereview conflicts {area}"


def test_a_merge_without_conflicts_ends_with_0_and_leads_on_to_the_summary(program: Program, area: Path) -> None:
    jones, _ = copies(area)
    ended = program("merge", area, jones)
    assert (ended.status, ended.err) == (0, "")
    assert "Conflicts remaining: 0\n" in ended.out
    assert ended.out.splitlines()[-1] == f"Next: casereview summary {area}"


def test_merging_again_says_that_nothing_is_new_and_changes_nothing(program: Program, area: Path) -> None:
    sources = copies(area)
    program("merge", area, *sources)
    before = contents(area.parent)
    ended = program("merge", area, *reversed(sources))
    assert (ended.status, ended.err) == (3, "")
    assert " ".join(ended.out.split()).count(": nothing new") == 2
    assert "CASE ALERTS" not in ended.out
    assert "before-merge" not in ended.out
    assert contents(area.parent) == before


def test_a_dry_run_says_the_same_and_changes_nothing(program: Program, area: Path) -> None:
    sources = copies(area)
    before = contents(area.parent)
    dry = program("merge", area, *sources, "--dry-run")
    assert (dry.status, dry.err) == (0, "")
    assert contents(area.parent) == before
    merged = program("merge", area, *sources)

    def told(out: str) -> list[str]:
        return [line for line in out.splitlines() if not line.startswith(("Dry run", "2 sources", "Next", "The case"))]

    assert "Dry run: 2 sources would be merged; nothing is changed\n" in dry.out
    assert told(dry.out) == told(merged.out)


def test_a_dry_run_of_a_casebook_that_another_window_has_open_works(program: Program, area: Path) -> None:
    jones, _ = copies(area)
    with Casebook.open(area):
        assert program("merge", area, jones, "--dry-run").status == 0
        ended = program("merge", area, jones)
    assert (ended.status, ended.out) == (75, "")


def test_a_folder_gives_all_the_casebooks_in_it(program: Program, area: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for each in copies(area):
        each.rename(stick / each.name)
    (stick / "read me.txt").write_text("hello")
    ended = program("merge", area, stick)
    assert (ended.status, ended.err) == (3, "")
    assert "2 sources merged\n" in ended.out


def test_a_copy_that_still_has_the_name_of_the_casebook_is_merged_from_a_folder(
    program: Program, area: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copies(area)[0].rename(stick / area.name)
    assert "4 new entries" in program("merge", area, stick).out


def test_capitals_in_a_file_name_hide_no_copy_and_what_is_hidden_is_none(
    program: Program, area: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copies(area)[0].rename(stick / "JONES.DB")
    (stick / "._JONES.db").write_bytes(b"what a Mac leaves on a stick")
    ended = program("merge", area, stick)
    assert (ended.status, ended.err) == (0, "")
    assert "1 source merged\n" in ended.out


def test_a_folder_without_casebooks_is_refused(program: Program, area: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    ended = program("merge", area, tmp_path / "stick")
    assert ended.status == 65
    assert ended.err == (
        f"casereview: {tmp_path / 'stick'}: there is no casebook (*.db) in this folder; give the one that holds the"
        " copies\n"
    )
    assert "Next" not in ended.out


def test_a_name_that_is_empty_is_no_folder(program: Program, area: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unset variable in a script would be the folder that one is in."""
    monkeypatch.chdir(copies(area)[0].parent)
    before = area.read_bytes()
    for name in ("", " "):
        ended = program("merge", area, name)
        assert (ended.status, ended.out) == (2, "")
        assert "the name of a source is empty" in ended.err
    assert area.read_bytes() == before


def test_a_source_that_is_not_there_is_no_input_unless_others_have_other_faults(
    program: Program, area: Path, tmp_path: Path
) -> None:
    jones, _ = copies(area)
    assert program("merge", area, tmp_path / "no.db", jones).status == 66
    (tmp_path / "letter.db").write_text("a letter")
    assert program("merge", area, tmp_path / "no.db", tmp_path / "letter.db").status == 65


def test_a_link_to_a_folder_is_said_to_be_one(program: Program, area: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "stick")
    ended = program("merge", area, tmp_path / "link")
    assert (ended.status, "a symbolic link to a folder; give the folder itself" in ended.err) == (65, True)


def test_a_folder_that_can_not_be_looked_into_is_not_said_to_be_empty(small: QuestionSet) -> None:
    with tempfile.TemporaryDirectory() as name:  # that of a test is closed to other users
        folder, stick = Path(name), Path(name) / "stick"
        area = make(folder / "area.db", small)
        stick.mkdir(mode=0)
        for path in (folder, area):
            path.chmod(0o777)
        ended = as_nobody("merge", area, stick)
        stick.chmod(0o700)
    assert (ended.returncode, "this folder can not be looked into" in ended.stderr) == (65, True)


def test_the_casebook_itself_is_no_source(program: Program, area: Path) -> None:
    ended = program("merge", area, area)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Nothing to merge: the casebook itself was given\n")


# --- what is refused ---


def view(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIEW extra AS SELECT 1")
        connection.commit()


def changed(path: Path) -> None:
    content = path.read_bytes()
    assert b'"page 9"' in content
    path.write_bytes(content.replace(b'"page 9"', b'"page 8"'))


def link(path: Path) -> None:
    path.rename(path.with_suffix(".moved"))
    path.symlink_to(path.with_suffix(".moved"))


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("answers\n" * 500),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "view": view,
    "changed": changed,
    "symbolic link": link,
    "pipe": pipe,
    "journal beside it": lambda path: Path(f"{path}-journal").write_bytes(b"x"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_source_is_refused_in_one_line_and_the_others_are_merged(
    program: Program, area: Path, kind: str
) -> None:
    jones, shah = copies(area)
    HOSTILE[kind](shah)
    ended = program("merge", area, shah, jones)
    assert ended.status == (66 if kind == "missing" else 65)
    assert ended.err.startswith(f"casereview: {shah}: ")
    assert ended.err.count("\n") == 1
    assert "1 source merged, 1 refused\n" in ended.out
    assert f"{shah}: refused" in " ".join(ended.out.split())
    with Casebook.open(area, write=False) as casebook:
        assert casebook.reading("BR-003", JONES).answers == {"assessed": "yes"}
        assert verify(area).faults == []


def test_a_dry_run_with_a_refused_source_ends_as_the_merge_would(program: Program, area: Path, tmp_path: Path) -> None:
    ended = program("merge", area, copies(area)[0], tmp_path / "no.db", "--dry-run")
    assert ended.status == 66
    assert ended.err == f"casereview: {tmp_path / 'no.db'}: there is no such file\n"


def test_another_inspection_is_refused_and_nothing_is_left_behind(
    program: Program, area: Path, tmp_path: Path, small: QuestionSet
) -> None:
    other = tmp_path / "other.db"
    Casebook.create(other, small, "Elsewhere", [NewCase("BR-001", {})])
    before = contents(tmp_path)
    ended = program("merge", area, other)
    assert ended.status == 65
    assert "another inspection" in ended.err
    assert "0 sources merged, 1 refused\n" in ended.out
    assert "Next" not in ended.out
    assert contents(tmp_path) == before


def test_alerts_stand_before_what_is_refused_where_both_go_to_one_place(area: Path, tmp_path: Path) -> None:
    jones, _ = copies(area)
    ended = run("merge", area, tmp_path / "no.db", jones, stderr=subprocess.STDOUT, stdout=-1, capture_output=False)
    assert ended.returncode == 66
    assert ended.stdout.startswith("CASE ALERTS")
    assert "no such file" in ended.stdout


def test_text_from_a_source_can_not_act_on_a_terminal(program: Program, area: Path) -> None:
    jones, shah = copies(area)
    with Casebook.open(shah) as casebook:
        casebook.raise_alert("BR-001", "\x1b]0;owned\x07 [red]x[/red] \u202eabc", "\x1b[31mEve")
    hostile = Path(shutil.copy(shah, shah.with_name("\x1b[31m.db")))
    ended = program("merge", area, jones, hostile)
    assert ended.status == 3
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.out + ended.err)
    assert "[red]x[/red]" in " ".join(ended.out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [([], "say what to merge"), (["--receipts", "A-Jones.db"], "give it without sources")],
)
def test_misuse_is_said(program: Program, area: Path, arguments: list[str], words: str) -> None:
    ended = program("merge", area, *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert words in ended.err


def test_a_target_that_is_not_there_is_no_input(program: Program, area: Path, tmp_path: Path) -> None:
    ended = program("merge", tmp_path / "no.db", area)
    assert (ended.status, ended.out) == (66, "")


# --- for programs, and what is kept ---


def test_json_is_the_receipt_with_the_conflicts_that_remain(program: Program, area: Path, tmp_path: Path) -> None:
    jones, shah = copies(area)
    ended = program("merge", area, jones, shah, tmp_path / "no.db", "--json", "--as", LEAD)
    assert ended.status == 66
    assert ended.err.count("\n") == 1
    data = json.loads(ended.out)
    assert list(data) == [
        *("format", "at", "by", "entries", "digest", "alerts", "sources", "open_places", "resettled"),
        "conflicts_remaining",
    ]
    assert (data["format"], data["by"], data["conflicts_remaining"]) == ("casereview.receipt/1", LEAD, 3)
    assert data["entries"]["after"] == data["entries"]["before"] + 9
    assert data["alerts"] == [{"case": "BR-002", "text": CONCERN, "reader": JONES, "withdrawn": None}]
    assert [(each["source"], each["new"], each["conflicts"]) for each in data["sources"]] == [
        ("A-Jones.db", 4, 0),
        ("B-Shah.db", 5, 3),
        ("no.db", 0, 0),
    ]
    assert data["digest"] == verify(area).digest
    assert json.loads(program("merge", area, "--receipts", "--json").out)["receipts"] == [
        {name: value for name, value in data.items() if name != "conflicts_remaining"}
    ]


def test_json_of_a_dry_run_counts_the_conflicts_that_would_remain(program: Program, area: Path) -> None:
    ended = program("merge", area, *copies(area), "--dry-run", "--json")
    assert ended.status == 0
    assert json.loads(ended.out)["conflicts_remaining"] == 3


def test_who_merges_is_who_sat_down_last_unless_said(program: Program, area: Path) -> None:
    jones, shah = copies(area)
    with Casebook.open(area) as casebook:
        casebook.sit_down(LEAD)
    assert json.loads(program("merge", area, jones, "--json").out)["by"] == LEAD
    assert json.loads(program("merge", area, shah, "--json", "--as", "C Wood").out)["by"] == "C Wood"


def test_receipts_are_listed(program: Program, area: Path) -> None:
    assert program("merge", area, "--receipts").out == "nothing has been merged into this copy\n"
    program("merge", area, *copies(area), "--as", LEAD)
    ended = program("merge", area, "--receipts")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines()[1:] == ["  A-Jones.db: 4 new entries", "  B-Shah.db: 5 new entries"]
    assert f" UTC  {LEAD}  " in ended.out


def test_merge_json_loads_nothing_slow_and_no_other_command(area: Path) -> None:
    jones, _ = copies(area)
    found = loaded("merge", area, jones, "--json")
    assert found.isdisjoint({"textual", "rich", "pydantic", "sqlite_utils", "click", "numpy", "pandas"})
    assert {name for name in found if name.startswith("casereview.cli.")} == {
        f"casereview.cli.{name}" for name in ("arguments", "main", "merge", "output", "status")
    }


def test_conflicts_that_a_source_settles_are_counted_as_fewer(program: Program, area: Path) -> None:
    jones, shah = copies(area)
    program("merge", area, jones, shah)
    copy = Path(shutil.copy(area, area.with_name("lead-2.db")))
    program("resolve", copy, "BR-003", "assessed", "no", "--as", LEAD)
    ended = program("merge", area, copy)
    assert "Conflicts: 1 fewer\n" in ended.out
    assert "Conflicts remaining: 2\n" in ended.out


def test_it_merges_while_standard_error_is_closed(area: Path, tmp_path: Path) -> None:
    jones, _ = copies(area)
    program = "import sys; sys.stderr = None; from casereview.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "merge", str(area), str(jones), str(tmp_path / "no.db")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 66
    assert "1 source merged, 1 refused" in ended.stdout
