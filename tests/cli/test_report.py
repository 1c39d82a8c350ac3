"""`casereview report`: the right document by the name of the file, or one line and nothing written."""

from __future__ import annotations

import io
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet
from tests.cli.running import PROGRAM, Program, as_nobody
from tests.reports.making import make

KINDS = {
    "report": "Small inspection: Anytown",
    "meeting": "Feedback meeting: Anytown",
    "letter": "Small inspection: Anytown",
    "plan": "Improvement plan: Anytown",
}
BEGINS = {
    ".docx": b"PK\3\4",
    ".xlsx": b"PK\3\4",
    ".html": b"<!DOCTYPE html>",
    ".md": b"# Small inspection: ",
    ".pdf": b"%PDF-1.7",
}
INSIDE = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
OTHERS = """area,date,kind,source,roh,safeguarding
Six areas,2012-05,lowest,Some report,30,40
Six areas,2012-05,average,Some report,60,65
Six areas,2012-05,highest,Some report,90,91
Otherham,2012-05,area,Some report,55,66
Ynys Môn,2012-05,area,Some report,70,
"""


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """Scores of other inspections, for the themes of the small question set."""
    path = tmp_path / "others.csv"
    path.write_text(OTHERS, encoding="utf-8")
    return path


def refused(program: Program, status: int, words: str, *arguments: str | Path) -> str:
    """Run what must be refused in one line, with nothing said on standard output and nothing new in the casebook's folder."""
    folder = Path(arguments[0]).parent
    before = {each: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    ended = program("report", *arguments)
    assert (ended.status, ended.out) == (status, "")
    assert ended.err.startswith("casereview: ")
    assert ended.err.count("\n") == 1
    assert words in ended.err
    assert {each: each.read_bytes() for each in folder.iterdir() if each.is_file()} == before
    return ended.err


def written(program: Program, area: Path, name: str, *options: str | Path) -> bytes:
    """Run what must be done; return the document."""
    target = area.with_name(name)
    ended = program("report", area, "-o", target, *options)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith(f"casereview: {target}: written\n")
    assert [each.name for each in area.parent.iterdir() if each.suffix == ".part"] == []
    return target.read_bytes()


# --- what is made ---


@pytest.mark.parametrize("suffix", BEGINS)
def test_the_format_is_that_of_the_name_in_any_capitals(program: Program, area: Path, suffix: str) -> None:
    for name in (f"r{suffix}", f"R{suffix.upper()}"):
        made = written(program, area, name)
        assert made.startswith(BEGINS[suffix])
        if suffix in INSIDE:
            with zipfile.ZipFile(io.BytesIO(made)) as file:
                assert INSIDE[suffix] in file.namelist()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_another_document_in_every_format(program: Program, area: Path, kind: str) -> None:
    made = {suffix: written(program, area, f"{kind}{suffix}", "--kind", kind) for suffix in BEGINS if suffix != ".xlsx"}
    title = KINDS[kind].encode()
    assert title.replace(b":", b"\\:") in made[".md"] or title in made[".md"]
    assert b"<h1>" + title + b"</h1>" in made[".html"]
    assert title in made[".pdf"]
    with zipfile.ZipFile(io.BytesIO(made[".docx"])) as file:
        assert title in file.read("word/document.xml")


def test_a_report_is_for_its_owner_only_and_the_casebook_is_as_it_was(program: Program, area: Path) -> None:
    before = area.read_bytes()
    written(program, area, "r.md")
    assert area.read_bytes() == before
    assert sorted(os.listdir(area.parent)) == ["area.db", "r.md"]
    assert area.with_name("r.md").stat().st_mode & 0o777 == 0o600


def test_it_says_what_should_be_known_before_the_document_leaves_the_room(program: Program, area: Path) -> None:
    ended = program("report", area, "-o", area.with_name("r.md"))
    lines = ended.err.splitlines()
    assert lines[1].startswith("casereview:   3 cases, 2 started")
    assert "blank" in lines[2]
    assert "as drafted" in lines[3]


def test_the_day_and_the_facts_are_in_the_document(program: Program, area: Path) -> None:
    facts = ("--by", "gender", "--by", "rmp-needed", "--by", "gender")
    made = written(program, area, "r.md", "--date", "2012-05-31", *facts).decode()
    assert "Made on 31 May 2012" in made
    assert made.count("**Scores by: ") + made.count("**Scores by\\: ") == 2


def test_the_caseload_narrows_the_intervals(program: Program, tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        for number in range(20):
            casebook.answer(f"C-{number}", "assessed", "yes" if number % 3 else "no", "A Jones")

    area = tmp_path / "area.db"
    Casebook.create(area, small, "Anytown", [NewCase(f"C-{number}", {}) for number in range(20)], fill=fill)
    widths = []
    for caseload in ("0", "1000", "25"):
        said = written(program, area, f"{caseload}.md", "--caseload", caseload).decode()
        row = next(line for line in said.splitlines() if line.startswith(("| 1\\.1", "| 1.1")))
        low, high = map(int, re.findall(r"\d+", row.rsplit("|", 2)[1])[:2])
        widths.append(high - low)
    assert widths[0] >= widths[1] > widths[2] > 0


def test_single_cases_are_in_a_workbook_only_when_asked_for(program: Program, area: Path) -> None:
    sheets = {}
    for name, more in (("without.xlsx", ()), ("with.xlsx", ("--with-cases",))):
        book = openpyxl.load_workbook(io.BytesIO(written(program, area, name, *more)))
        sheets[name] = [sheet.title for sheet in book]
    assert [*sheets["without.xlsx"], "Cases"] == sheets["with.xlsx"]


def test_a_letter_has_no_percentage(program: Program, area: Path) -> None:
    assert b"%" not in written(program, area, "letter.md", "--kind", "letter")


def test_a_casebook_that_somebody_writes_in_is_read(program: Program, area: Path) -> None:
    with Casebook.open(area) as held:
        written(program, area, "r.md")
        held.answer("BR-003", "safe", "yes", "A Jones")  # and it is still theirs


# --- comparators ---


def test_ranges_and_named_areas_come_from_the_file(program: Program, area: Path, others: Path) -> None:
    made = written(
        program, area, "r.md", "--comparators", others, "--family", "ynys môn", "--family", "Otherham"
    ).decode()
    assert "lowest 30, average 60, highest 90" in made
    assert made.index("Otherham 55") < made.index("Ynys Môn 70")
    assert "Compare with care" in made


def test_without_comparators_there_are_no_ranges(program: Program, area: Path) -> None:
    for name, options in (("a.md", ("--comparators", "none")), ("b.md", ())):
        assert b"Compare with care" not in written(program, area, name, *options)


def test_an_unknown_area_is_refused_with_the_nearest(program: Program, area: Path, others: Path) -> None:
    options = ("-o", area.with_name("r.md"), "--comparators", others)
    words = refused(program, 65, "no area 'Otheram'", area, *options, "--family", "Otheram")
    assert "otherham" in words.casefold()
    refused(program, 65, "Ynys Môn", area, *options, "--family", "Atlantis")


def test_an_area_needs_comparators(program: Program, area: Path) -> None:
    for options in (("--comparators", "none"), ()):
        refused(program, 2, "--family: ", area, "-o", area.with_name("r.md"), *options, "--family", "Otherham")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "others.csv"),
        ("area,date,kind,source,roh\n", "no scores"),
        (OTHERS.replace("highest", "best"), "line 4"),
        (OTHERS.replace("90,91", "20,91"), "not in that order"),
        (OTHERS.replace("roh", "rho"), "rho"),
        (OTHERS.replace("30,40", "30%,40"), "line 2"),
    ],
)
def test_comparators_that_are_wrong_are_refused_by_line(
    program: Program, area: Path, others: Path, content: str, words: str
) -> None:
    others.write_text(content, encoding="utf-8")
    target = area.with_name("r.md")
    ended = program("report", area, "-o", target, "--comparators", others)
    assert (ended.status, ended.out) == (65, "")
    assert all(line.startswith("casereview: ") for line in ended.err.splitlines())
    assert words in ended.err
    assert not target.exists()


def test_comparators_without_an_end_are_refused(program: Program, area: Path) -> None:
    pipe = area.with_name("pipe.csv")
    os.mkfifo(pipe)
    for given in ("/dev/zero", str(pipe)):
        refused(program, 74, "not an ordinary file", area, "-o", area.with_name("r.md"), "--comparators", given)


def test_a_caseload_smaller_than_the_sample_is_refused_by_each_command(program: Program, area: Path) -> None:
    words = "a caseload of 2 is fewer than the 3 cases of the sample"
    refused(program, 65, words, area, "-o", area.with_name("r.md"), "--caseload", "2")
    ended = program("summary", area, "--why", "--caseload", "2")
    assert (ended.status, words in ended.err) == (65, True)
    ended = program("summary", area, "--caseload", "20")
    assert (ended.status, "give --why too" in ended.err) == (2, True)


def test_a_workbook_holds_no_findings_so_none_is_undecided(program: Program, area: Path) -> None:
    assert "finding" not in program("report", area, "-o", area.with_name("r.xlsx")).err


def test_comparators_that_are_not_there_are_no_input(program: Program, area: Path) -> None:
    nowhere = area.with_name("none.csv")
    refused(program, 66, str(nowhere), area, "-o", area.with_name("r.md"), "--comparators", nowhere)


# --- what can not be asked for ---


@pytest.mark.parametrize("name", ["report", "report.doc", "report.odt", "report.csv", "report.docx.bak", "-", ".docx"])
def test_a_name_of_no_format_is_refused_with_those_there_are(program: Program, area: Path, name: str) -> None:
    words = refused(program, 2, "no format of ours", area, "-o", area.with_name(name) if name != "-" else name)
    assert ".docx, .xlsx, .html, .md or .pdf" in words


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("r.docx", ["--kind", "book"], "'book' is no document; it can be report, meeting, letter, plan, workbook"),
        ("r.docx", ["--kind", "workbook"], "a workbook is an .xlsx file"),
        ("r.xlsx", ["--kind", "report"], "a workbook is an .xlsx file"),
        ("r.docx", ["--with-cases"], "single cases go into a workbook only"),
        ("r.html", ["--kind", "meeting", "--with-cases"], "single cases go into a workbook only"),
        ("r.md", ["--caseload", "-1"], "--caseload"),
        ("r.md", ["--caseload", "many"], "--caseload"),
        ("r.md", ["--date", "31.5.2012"], "'31.5.2012' is no day"),
        ("r.md", ["--date", "2012-02-30"], "'2012-02-30' is no day"),
        ("r.md", ["--date", "2012-5-31"], "'2012-5-31' is no day"),
    ],
)
def test_misuse_is_one_line(program: Program, area: Path, name: str, options: list[str], words: str) -> None:
    refused(program, 2, words, area, "-o", area.with_name(name), *options)


def test_a_control_character_in_an_option_acts_on_no_terminal(program: Program, area: Path) -> None:
    for options in (["--kind", "\x1b[2J"], ["--date", "\x1b[2J"], ["--by", "\x1b[2J"]):
        ended = program("report", area, "-o", area.with_name("r.md"), *options)
        assert ended.status in (2, 65)
        assert "\x1b" not in ended.err


def test_a_file_must_be_named(program: Program, area: Path) -> None:
    refused(program, 2, "--output", area)


def test_an_unknown_fact_is_refused_with_those_there_are(program: Program, area: Path) -> None:
    refused(program, 65, "gender, rmp-needed", area, "-o", area.with_name("r.md"), "--by", "age")


def test_a_pdf_without_its_extra_is_refused_in_one_line(
    program: Program, area: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    refused(program, 65, 'pip install "casereview[pdf]"', area, "-o", area.with_name("r.pdf"))


def test_what_is_no_casebook_is_refused(program: Program, tmp_path: Path, others: Path) -> None:
    refused(program, 66, "no such file", tmp_path / "none.db", "-o", tmp_path / "r.md")
    refused(program, 65, "not a casebook", others, "-o", tmp_path / "r.md")


# --- where it is written ---


@pytest.mark.parametrize("suffix", BEGINS)
def test_a_file_that_is_there_is_replaced_only_when_told_to(program: Program, area: Path, suffix: str) -> None:
    target = area.with_name(f"r{suffix}")
    target.write_bytes(b"mine")
    refused(program, 73, "--force", area, "-o", target)
    assert written(program, area, target.name, "--force").startswith(BEGINS[suffix])


def test_no_casebook_and_nothing_but_a_file_is_ever_replaced(program: Program, area: Path) -> None:
    casebook, folder, link = (area.with_name(f"{name}.md") for name in ("casebook", "folder", "link"))
    shutil.copy(area, casebook)
    folder.mkdir()
    link.symlink_to(casebook)
    for target in (casebook, folder, link):
        refused(program, 73, str(target), area, "-o", target, "--force")
    refused(program, 73, str(casebook), casebook, "-o", casebook, "--force")
    assert link.is_symlink()
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_one_line(program: Program, area: Path) -> None:
    refused(program, 73, "choose a folder that you can write to", area, "-o", area.parent / "none" / "r.md")


def test_a_disk_that_does_not_take_it_leaves_what_was_there(area: Path) -> None:
    """A limit on the size of files stands for a full disk: the system refuses to write on."""
    for name in ("new.html", "old.html"):
        target = area.with_name(name)
        if name == "old.html":
            target.write_bytes(b"mine")
        ended = subprocess.run(
            [*PROGRAM, "report", str(area), "-o", str(target), "--force"],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
        )
        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (74, "", 1)
        assert "nothing was changed" in ended.stderr
    assert {each.name: each.stat().st_size for each in area.parent.iterdir() if each != area} == {"old.html": 4}


def test_a_folder_that_may_not_be_written_to_is_refused_and_a_read_only_casebook_is_read(small: QuestionSet) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, open_to_all = Path(name), Path(name) / "open"
        folder.chmod(0o755)
        open_to_all.mkdir()
        open_to_all.chmod(0o777)
        area = make(folder / "area.db", small)
        area.chmod(0o444)

        ended = as_nobody("report", area, "-o", folder / "r.md")
        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (73, "", 1)
        assert "choose a folder that you can write to" in ended.stderr
        assert sorted(os.listdir(folder)) == ["area.db", "open"]
        assert as_nobody("report", area, "-o", open_to_all / "r.md").returncode == 0
        assert os.listdir(open_to_all) == ["r.md"]
