"""`casereview sample`."""

from __future__ import annotations

import csv
import json
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.errors import StorageFailed
from casereview.reports import new_file
from tests.cli.running import Program, run
from tests.sampling.making import csv_of, realistic

FILES = ["sample-reserves.csv", "sample.certificate.json", "sample.certificate.md", "sample.csv"]


@pytest.fixture
def caseload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A caseload of 400 cases in the present folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("caseload.csv")
    path.write_text(csv_of(realistic(400)), encoding="utf-8")
    return path


def rows(path: str) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


ASKED = (
    *("--size", "85", "--by", "tier,gender", "--at-least", "rosh=high|very-high:12", "--at-least", "gender=female:20"),
    *("--reserves", "10", "--seed", "hello", "--as", "A Jones"),
)


def test_sample_draws_writes_and_says_what_it_did(program: Program, caseload: Path) -> None:
    ended = program("sample", caseload, "-o", "sample.csv", *ASKED, "--set", "cci-2009")
    assert ended.status == 0
    assert sorted(os.listdir()) == sorted([*FILES, "caseload.csv"])
    lines = ended.out.splitlines()
    assert lines[:5] == [
        "sample.csv: 85 of 400 cases, a size that was given",
        "sample-reserves.csv: 10 reserves, in the order of use",
        "sample.certificate.json: the certificate; for people, sample.certificate.md",
        "Seed: hello",
        "At least 12 with rosh = high or very-high: 12 in the sample, 41 in the caseload",
    ]
    assert [line for line in lines if line in ("tier", "gender", "rosh", "ethnicity")] == [
        "tier",
        "gender",
        "rosh",
        "ethnicity",
    ]
    assert any(line.split()[:2] == ["Caseload", "%"] for line in lines)
    assert ended.err == (
        "casereview: next: casereview new LEAD.db --set cci-2009 --area NAME --cases sample.csv --reserves sample-reserves.csv\n"
    )
    sample, reserves = rows("sample.csv"), rows("sample-reserves.csv")
    assert (len(sample), len(reserves)) == (85, 10)
    given = {row["case"]: row for row in rows("caseload.csv")}
    assert all(row == given[row["case"]] for row in [*sample, *reserves])
    assert [row["case"] for row in sample] == sorted(row["case"] for row in sample)
    made = json.loads(Path("sample.certificate.json").read_text())
    assert [row["case"] for row in reserves] == made["reserves"]
    assert (made["drawn_by"], made["question_set"]) == ("A Jones", "cci-2009 1.1.0")
    assert stat.S_IMODE(Path("sample.csv").stat().st_mode) == 0o600


def test_the_sample_goes_straight_into_a_new_casebook(program: Program, caseload: Path) -> None:
    program("sample", caseload, "-o", "sample.csv", *ASKED, "--set", "cci-2009")
    assert program("new", "lead.db", "--set", "cci-2009", "--area", "X", "--cases", "sample.csv").status == 0
    with Casebook.open(Path("lead.db"), write=False) as casebook:
        assert casebook.case_refs() == [row["case"] for row in rows("sample.csv")]


def test_the_size_can_follow_from_a_confidence_and_a_margin(program: Program, caseload: Path) -> None:
    ended = program("sample", caseload, "-o", "sample.csv", "--confidence", "0.8", "--margin", "5")
    assert ended.status == 0
    assert "sample.csv: 117 of 400 cases, for 80% confidence within 5 percentage points\n" in ended.out
    assert len(rows("sample.csv")) == 117
    assert sorted(os.listdir()) == sorted(set(FILES) - {"sample-reserves.csv"} | {"caseload.csv"})
    assert "--reserves" not in ended.err


def test_without_a_seed_one_is_made_and_said_and_draws_the_same_again(program: Program, caseload: Path) -> None:
    first = program("sample", caseload, "-o", "a.csv", "--size", "10")
    seed = next(line for line in first.out.splitlines() if line.startswith("Seed: ")).removeprefix("Seed: ")
    program("sample", caseload, "-o", "b.csv", "--size", "10", "--seed", seed)
    program("sample", caseload, "-o", "c.csv", "--size", "10")
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes() != Path("c.csv").read_bytes()


def test_a_certificate_is_confirmed_in_any_other_form_of_the_caseload(program: Program, caseload: Path) -> None:
    program("sample", caseload, "-o", "sample.csv", *ASKED)
    header, *lines = csv_of(realistic(400), ";").splitlines()
    Path("other.csv").write_text("\n".join([header, *reversed(lines)]), encoding="utf-16")
    for path in (caseload, "other.csv"):
        ended = program("sample", "--check", "sample.certificate.json", path)
        assert (ended.status, ended.err) == (0, "")
        assert ended.out == (
            "confirmed: 85 of 400 cases, a size that was given; the same cases are drawn again by the seed hello\n"
        )


def test_a_certificate_that_is_not_true_ends_with_65_and_each_difference(program: Program, caseload: Path) -> None:
    program("sample", caseload, "-o", "sample.csv", *ASKED)
    file = Path("sample.certificate.json")
    file.write_text(file.read_text().replace('"seed": "hello"', '"seed": "other"'))
    ended = program("sample", "--check", file, caseload)
    assert ended.status == 65
    lines = ended.out.splitlines()
    assert all(line.startswith("sample.certificate.json: ") for line in lines)
    assert lines[0].endswith("the certificate was changed after it was written: its digest does not fit its content")
    assert sum(": sample: " in line for line in lines) > 5


@pytest.mark.parametrize("content", ["", "{}", "[" * 100_000, "\x00"])
def test_what_is_no_certificate_is_one_line(program: Program, caseload: Path, content: str) -> None:
    Path("c.json").write_text(content)
    ended = program("sample", "--check", "c.json", caseload)
    assert (ended.status, ended.out, ended.err.count("\n")) == (65, "", 1)
    assert ended.err.startswith("casereview: c.json: ")


# --- nothing is written where anything is refused ---


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        ([], 2, "-o SAMPLE.csv"),
        (["-o", "s.csv"], 2, "--size N, or --confidence 0.8 --margin 5"),
        (["-o", "s.csv", "--confidence", "0.8"], 2, "--size N, or --confidence 0.8 --margin 5"),
        (["-o", "s.csv", "--margin", "5"], 2, "--size N, or --confidence 0.8 --margin 5"),
        (["-o", "s.csv", "--size", "5", "--confidence", "0.8", "--margin", "5"], 2, "--size N, or"),
        (["-o", "s.csv", "--size", "5", "--at-least", "rosh"], 2, "write it as rosh=high:6"),
        (["-o", "s.csv", "--size", "5", "--at-least", "rosh=high"], 2, "write it as rosh=high:6"),
        (["-o", "s.csv", "--size", "5", "--at-least", "rosh=high:many"], 2, "write it as rosh=high:6"),
        (["-o", "s.csv", "--size", "5", "--at-least", "rosh=high|:6"], 2, "write it as rosh=high:6"),
        (["-o", "s.csv", "--size", "5", "--at-least", "=high:6"], 2, "write it as rosh=high:6"),
        (["-o", "s.csv", "--size", "5", "--at-least", "rosh=high:٣٣٣٣٣٣٣٣٣٣"], 2, "write it as rosh=high:6"),
        (["-o", "s.csv", "--check", "c.json"], 2, "--check takes everything from the certificate"),
        (["-o", "s.csv", "--size", "401"], 65, "a sample of 401 wanted, and the caseload has 400 cases"),
        (["-o", "s.csv", "--confidence", "80", "--margin", "5"], 65, "0.8 for 80%"),
        (["-o", "s.csv", "--size", "5", "--by", "teir"], 65, "did you mean 'tier'?"),
        (["-o", "s.csv", "--size", "5", "--at-least", "rosh=hihg:1"], 65, "did you mean 'high'?"),
        (["-o", "s.csv", "--size", "50", "--at-least", "rosh=very-high:40"], 65, "40 wanted, 10 in the caseload"),
        (["-o", "s.csv", "--size", "5", "--reserves", "396"], 65, "395 cases are left"),
        (["-o", "s.csv", "--size", "5", "--seed", "\x07"], 65, "each of which can be seen"),
        (["-o", "s.csv", "--size", "5", "--seed", ""], 2, "--seed is empty"),
        (["-o", "-", "--size", "5"], 2, "a sample is several files"),
        (["-o", "s.csv", "--size", "5", "--as", "L\nLead"], 65, "characters that can all be seen"),
        (["-o", "s.csv", "--size", "5", "--as", "x" * 201], 65, "a name of at most 200 characters"),
        (["-o", "s.csv", "--size", "5", "--set", "cci-2008"], 65, "cci-2008"),
        (["-o", "no/s.csv", "--size", "5"], 73, "choose a folder that you can write to"),
        (["--check", "none.json"], 66, "none.json: no such file"),
    ],
)
def test_what_is_refused_is_said_in_one_line_and_nothing_is_written(
    program: Program, caseload: Path, options: list[str], status: int, words: str
) -> None:
    ended = program("sample", caseload, *options)
    assert (ended.status, ended.out) == (status, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
    assert os.listdir() == ["caseload.csv"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("case,tier\n", "holds no cases"),
        ("case,tier\nA1,x\nA1,x\n", "line 3, column case: A1 is in line 2 already"),
        ("case,tier\nA1,x\nB2,\n", "tier: 1 case without a value (B2)"),
    ],
)
def test_a_caseload_that_can_not_be_drawn_from_is_refused_and_nothing_is_written(
    program: Program, caseload: Path, content: str, words: str
) -> None:
    caseload.write_text(content)
    ended = program("sample", caseload, "-o", "sample.csv", "--size", "1", "--by", "tier")
    assert (ended.status, ended.out) == (65, "")
    assert words in ended.err
    assert os.listdir() == ["caseload.csv"]


def test_a_caseload_that_is_not_there_or_no_file_is_the_system_s_error(program: Program, caseload: Path) -> None:
    os.mkfifo("pipe")
    for path, status in (("none.csv", 66), (".", 74), ("pipe", 74)):
        assert program("sample", path, "-o", "sample.csv", "--size", "1").status == status


@pytest.mark.parametrize("there", FILES)
def test_nothing_is_ever_overwritten(program: Program, caseload: Path, there: str) -> None:
    Path(there).write_bytes(b"mine")
    ended = program("sample", caseload, "-o", "sample.csv", *ASKED)
    assert (ended.status, ended.out) == (73, "")
    assert ended.err == f"casereview: {there}: there already, so nothing was written; give the sample another name\n"
    assert sorted(os.listdir()) == sorted(["caseload.csv", there])
    assert Path(there).read_bytes() == b"mine"


def test_the_caseload_itself_is_not_overwritten(program: Program, caseload: Path) -> None:
    before = caseload.read_bytes()
    assert program("sample", caseload, "-o", caseload, "--size", "5").status == 73
    assert caseload.read_bytes() == before


def test_files_already_written_go_where_a_later_one_fails(
    program: Program, caseload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = new_file.write_file

    def full(path: Path, pieces: object, **how: object) -> None:
        if path.suffix == ".json":
            raise StorageFailed(f"{path}: was not written (no space left on device); nothing was changed")
        write(path, pieces, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(new_file, "write_file", full)
    ended = program("sample", caseload, "-o", "sample.csv", *ASKED)
    assert (ended.status, ended.out) == (74, "")
    assert os.listdir() == ["caseload.csv"]


# --- values as they are ---


def test_cells_come_through_exactly_also_those_a_spreadsheet_would_run(program: Program, caseload: Path) -> None:
    odd = ["=1+1", "+44 20", "-", "@x", "a,b;c\td", 'say "no"', "two\nlines", "two\r\nlines", "café", "\u202e", "'"]
    cells: Mapping[str, str] = {f"={number}": cell for number, cell in enumerate(odd)}
    with caseload.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["case", "odd"], *cells.items()])
    ended = program("sample", caseload, "-o", "sample.csv", "--size", str(len(odd)), "--by", "odd")
    assert ended.status == 0
    said = "casereview: 11 of its cases have a cell that a spreadsheet would run as a formula; open it as text, not by a click"
    assert said in ended.err.splitlines()
    assert {row["case"]: row["odd"] for row in rows("sample.csv")} == cells
    # The sample can be a caseload again, with the same content.
    ended = program("sample", "--check", "sample.certificate.json", "sample.csv")
    assert (ended.status, ended.err) == (0, "")


def test_a_caseload_of_references_alone_can_be_drawn_from(program: Program, caseload: Path) -> None:
    caseload.write_text("case\nA1\nB2\nC3\n")
    ended = program("sample", caseload, "-o", "sample", "--size", "2", "--reserves", "1", "--seed", "x")
    assert ended.status == 0
    assert sorted(os.listdir()) == ["caseload.csv", "sample", *FILES[:3]]
    assert program("sample", "--check", "sample.certificate.json", caseload).status == 0


def test_hostile_words_act_on_no_terminal(program: Program, caseload: Path) -> None:
    caseload.write_text("case,\x1b[31mx\nA,\x1b]0;t\x07\nB,y\n")
    ended = program("sample", caseload, "-o", "sample.csv", "--size", "1", "--by", "\x1b[31mx", "--reserves", "1")
    assert ended.status == 0
    assert "\x1b" not in ended.out + ended.err
    assert "\x1b" not in Path("sample.certificate.md").read_text() + Path("sample.certificate.json").read_text()


def test_a_whole_run_loads_nothing_slow(caseload: Path) -> None:
    program = (
        "import sys; from casereview.cli.main import main\n"
        "main(['sample', 'caseload.csv', '-o', 'sample.csv', '--size', '85', '--by', 'tier'])\n"
        "assert not {'textual', 'rich', 'pydantic', 'sqlite_utils'} & set(sys.modules), sys.modules.keys()\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0
    ended = run("sample", "--check", "sample.certificate.json", "caseload.csv")
    assert ended.stdout.startswith("confirmed: 85 of 400 cases")
