"""`casereview present`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casereview.casebook import Casebook
from casereview.casebook.decisions import Chosen
from tests.cli.running import Program, run
from tests.reports.meeting_making import canary_casebook
from tests.tui.deciding import decidable


def test_it_writes_one_html_file_and_changes_nothing(
    program: Program, tmp_path: Path, small_data: dict[str, Any]
) -> None:
    casebook = canary_casebook(tmp_path / "a.db", small_data)
    before = casebook.read_bytes()
    target = tmp_path / "meeting.html"
    ended = program("present", casebook, "-o", target, "--next", "2011-12-02")
    assert (ended.status, ended.out, ended.err.splitlines()[0]) == (0, "", f"casereview: {target}: written")
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Report: between 30 December 2011 and 13 January 2012" in page
    assert casebook.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.db", "meeting.html"]


def test_it_replaces_nothing_unless_told_to(program: Program, area: Path) -> None:
    target = area.with_name("meeting.html")
    target.write_text("mine")
    assert program("present", area, "-o", target).status == 73
    assert target.read_text() == "mine"
    assert program("present", area, "-o", target, "--force").status == 0
    assert target.read_text() != "mine"


def test_what_it_can_not_do_is_said_in_one_line(program: Program, area: Path) -> None:
    for words, said in (
        (("-o", "meeting.pptx"), "written as .html"),
        (("--next", "2.12.2011"), "is no date"),
        (("--next", "9999-12-31"), "is no date"),
        ((), "terminal"),
    ):
        ended = program("present", area, *words)
        assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert said in ended.err
    assert program("present", area.with_name("none.db"), "-o", area.with_name("x.html")).status == 66


def test_writing_the_file_loads_no_screen(area: Path, tmp_path: Path) -> None:
    ended = run("present", area, "-o", tmp_path / "m.html", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert ended.returncode == 0
    loaded = {line.rsplit("|", 1)[-1].strip() for line in ended.stderr.splitlines()}
    assert "jinja2" in loaded
    assert not {"textual", "pydantic", "sqlite_utils", "docx", "xlsxwriter", "typst"} & loaded


def test_what_may_identify_somebody_is_said_as_it_is_written(program: Program, area: Path) -> None:
    quiet = program("present", area, "-o", area.with_name("before.html"))
    assert "identify somebody" not in quiet.err
    with Casebook.open(area) as casebook:
        (ref, *_) = casebook.case_refs()
        casebook.recommend(Chosen("own", f"Give Kieran ({ref.replace('-', ' ')}) one plan"), "L Reed")
        casebook.mark_practice(ref, "Josh", "Ring 07700 900123.", "L Reed")
    for words in (("present", area, "-o", area.with_name("m.html")), ("report", area, "-o", area.with_name("r.md"))):
        ended = program(*words)
        assert ended.status == 0
        assert "recommendation own: May identify somebody: case reference" in ended.err
        assert "capitalised word: Kieran" in ended.err
        assert f"practice in {ref}: May identify somebody: telephone number" in ended.err
        assert "printed as “(a case)”" in ended.err
    assert "(a case)" in area.with_name("r.md").read_text(encoding="utf-8")


def test_a_sentence_that_is_shown_as_drafted_is_named(
    program: Program, tmp_path: Path, small_data: dict[str, Any]
) -> None:
    book = decidable(tmp_path / "a.db", small_data)
    program("findings", book, "--reword", "safe", "--text", "{yes} was safe, {yes%}.", "--as", "L Reed")
    target = tmp_path / "m.html"
    ended = program("present", book, "-o", target)
    assert "safe: shown as drafted" in ended.err
    assert "1 was safe" not in target.read_text(encoding="utf-8")


def test_all_findings_are_shown_if_asked_for(program: Program, tmp_path: Path, small_data: dict[str, Any]) -> None:
    book = decidable(tmp_path / "a.db", small_data)
    program("findings", book, "--accept", "assessed", "--as", "L Reed")
    some, whole = tmp_path / "some.html", tmp_path / "all.html"
    assert program("present", book, "-o", some).status == program("present", book, "-o", whole, "--all").status == 0
    assert "The report has 2 more." in some.read_text(encoding="utf-8")
    assert "The report has" not in whole.read_text(encoding="utf-8")
