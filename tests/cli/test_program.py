"""The program as a whole: streams, codes, interruptions, and what it loads."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casereview import __version__
from casereview.casebook import Casebook, NewCase, errors
from casereview.cli.main import COMMANDS, main
from casereview.cli.status import Status, status_of
from tests.cli.running import PROGRAM, Program, loaded, run


def test_the_version(program: Program) -> None:
    assert program("--version").out == f"casereview {__version__}\n"


def test_help_names_every_command_and_needs_no_rich(program: Program) -> None:
    out = program("--help").out
    assert all(f"  {name} " in out for name in COMMANDS)
    assert out.isascii()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_words_and_an_example(program: Program, command: str) -> None:
    names = [[each] for each in ("list", "show", "check", "schema")] if command == "questions" else [[]]
    for name in names:
        ended = program(command, *name, "--help")
        assert ended.status == 0
        assert f"Example: casereview {' '.join([command, *name])}" in ended.out


def test_without_a_command_the_help_goes_to_standard_error(program: Program) -> None:
    ended = program()
    assert (ended.status, ended.out) == (2, "")
    assert "Usage: casereview" in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sumary"], "Did you mean 'summary'?"),
        (["summary"], "missing argument 'CASEBOOK'"),
        (["summary", "a.db", "--jsn"], "--jsn"),
        (["summary", "a.db", "b.db"], "b.db"),
        (["--frob"], "--frob"),
        (["\x1b[31mx"], "␛[31mx"),
    ],
)
def test_a_slip_on_the_command_line_is_one_line_that_says_where_help_is(
    program: Program, arguments: list[str], words: str
) -> None:
    ended = program(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("casereview: ")
    assert ended.err.count("\n") == 1
    assert words in ended.err or "x1b" in ended.err
    assert "--help` shows what can be given" in ended.err
    assert "\x1b" not in ended.err


def test_every_error_of_a_casebook_has_an_exit_code_of_its_own_kind() -> None:
    kinds = [
        each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.CasebookError)
    ]
    found = {kind.__name__: int(status_of(kind("x"))) for kind in kinds if kind is not errors.CasebookError}
    assert found == {
        "NoSuchCasebook": 66, "NotACasebook": 65, "NewerCasebook": 65, "DamagedCasebook": 65, "CannotCreate": 73,
        "StorageFailed": 74, "CasebookBusy": 75, "NotPermitted": 77, "Refused": 65,
    }  # fmt: skip
    assert status_of(OSError()) == Status.INPUT_OUTPUT
    assert status_of(ValueError()) == Status.FAILED


def test_a_reader_that_has_seen_enough_ends_the_program_quietly(area: Path) -> None:
    for arguments in (
        ["summary", area],
        ["history", area],
        ["export", area, "--csv"],
        ["questions", "show", "cci-2009"],
    ):
        reading, writing = os.pipe()
        os.close(reading)
        ended = run(*arguments, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        assert (ended.returncode, ended.stderr) == (1, ""), arguments


def test_output_that_does_not_fit_on_the_disk_is_said(area: Path) -> None:
    for arguments in (["summary", area], ["questions", "show", "cci-2009"]):
        with open("/dev/full", "w") as full:
            ended = run(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
        assert (ended.returncode, ended.stderr) == (74, "casereview: standard output: no space left on device\n")


def test_an_output_that_knows_no_unicode_still_gets_everything(small_file: Path) -> None:
    ended = run("questions", "show", "cci-2009", env={"PYTHONIOENCODING": "ascii"})
    assert (ended.returncode, ended.stderr) == (0, "")


def test_closed_streams_are_no_fault(area: Path) -> None:
    line = f"exec {sys.executable} -c 'import sys; from casereview.cli.main import main; sys.exit(main())'"
    ended = subprocess.run(["sh", "-c", f"{line} summary {area} >&- 2>&- <&-"], check=False)
    assert ended.returncode == 0
    ended = subprocess.run(["sh", "-c", f"{line} summary {area}x 2>&-"], check=False, capture_output=True)
    assert (ended.returncode, ended.stdout) == (66, b"")


def test_control_c_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "sample.csv").write_text("case\nC-1\n")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Reading the sample takes as long as nobody writes to the pipe.
    slow = f"from casereview.casebook import table_file; table_file._decoded = lambda path: open({str(pipe)!r}).read()"
    command = [
        sys.executable,
        "-c",
        f"{slow}; {PROGRAM[-1]}",
        "new",
        str(tmp_path / "a.db"),
        "--set",
        "cci-2009",
        "--area",
        "X",
        "--cases",
        str(tmp_path / "sample.csv"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        writing = os.open(pipe, os.O_WRONLY)  # returns once the program waits for the sample
        time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
        os.close(writing)
    assert (running.returncode, out, err) == (130, b"", b"")
    assert sorted(os.listdir(tmp_path)) == ["pipe", "sample.csv"]


def test_what_nobody_expected_is_one_line_without_case_text(
    program: Program, area: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("A child's story")

    monkeypatch.setattr("casereview.reports.data.summary_json.as_data", broken)
    ended = program("summary", area, "--json")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("casereview: something went wrong (KeyError in summary.py line ")
    assert ended.err.count("\n") == 1
    assert "story" not in ended.err
    monkeypatch.setenv("CASEREVIEW_DEBUG", "1")
    assert "Traceback" in program("summary", area, "--json").err


# --- the screens ---


def test_review_needs_a_terminal_and_says_so(area: Path) -> None:
    ended = run("review", area)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "casereview: the screens need a terminal that can draw, and standard input is not one; run it in a terminal window\n"
    )


def in_terminal(*arguments: str | Path, **env: str) -> tuple[int, str]:
    """Run the program on a pseudo-terminal and return its exit code and what it drew."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(PROGRAM[0], [*PROGRAM, *(str(each) for each in arguments)], {**os.environ, **env})
    drawn = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        drawn += piece
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), drawn.decode()


def test_review_on_a_dumb_terminal_says_what_it_needs(area: Path) -> None:
    status, drawn = in_terminal("review", area, TERM="dumb")
    assert status == 2
    assert drawn.startswith("casereview: the screens need a terminal that can draw, and TERM=dumb")
    assert "\x1b" not in drawn


@pytest.mark.parametrize(
    ("arguments", "settings", "status", "words"),
    [
        (["nowhere.db"], "", 66, "there is no such file"),
        (["area.db", "--case", "BR-009"], "", 65, "no case BR-009 in this casebook"),
        (["area.db"], "colour = 1", 65, "unknown setting 'colour'"),
    ],
)
def test_review_refuses_in_words_before_any_screen(
    area: Path, arguments: list[str], settings: str, status: int, words: str
) -> None:
    folder = area.with_name("config") / "casereview"
    folder.mkdir(parents=True)
    if settings:
        (folder / "config.toml").write_text(settings)
    path = area.with_name(arguments[0])
    ended, drawn = in_terminal("review", path, *arguments[1:], TERM="xterm", XDG_CONFIG_HOME=str(folder.parent))
    assert ended == status
    assert words in drawn
    assert drawn.startswith("casereview: ")
    assert "\x1b" not in drawn


def test_the_summary_draws_its_bars_on_a_terminal_unless_it_is_dumb(area: Path) -> None:
    status, drawn = in_terminal("summary", area, TERM="xterm-256color", PYTHONIOENCODING="utf-8", COLUMNS="100")
    assert status == 0
    assert "█┃" in drawn or "┃" in drawn
    assert "\x1b" not in drawn
    assert in_terminal("summary", area, TERM="dumb")[1].isascii()
    assert in_terminal("summary", area, TERM="xterm", PYTHONIOENCODING="ascii")[1].isascii()


def test_an_export_to_a_terminal_is_made_visible(tmp_path: Path, small_file: Path) -> None:
    assert main(["new", str(tmp_path / "a.db"), "--set", str(small_file), "--area", "X"]) == 0
    with Casebook.open(tmp_path / "a.db") as casebook:  # a file of cases with such a reference is refused
        casebook.add_cases([NewCase("C\x1b[31m", {})], "Lead")
    status, drawn = in_terminal("export", tmp_path / "a.db", "--csv", TERM="xterm", PYTHONIOENCODING="utf-8")
    assert status == 0
    assert "C␛[31m" in drawn
    assert "\x1b" not in drawn


# --- what is loaded ---


def test_summary_json_loads_nothing_slow_and_no_other_command(area: Path) -> None:
    found = loaded("summary", area, "--json")
    assert found.isdisjoint({"textual", "rich", "pydantic", "sqlite_utils", "click", "markdown_it"})
    assert {name for name in found if name.startswith("casereview.cli.")} == {
        f"casereview.cli.{name}" for name in ("arguments", "main", "output", "status", "summary")
    }


@pytest.mark.parametrize("arguments", [["--help"], ["summary", "--help"], ["sumary"], ["summary", "no.db"]])
def test_help_and_errors_load_nothing_slow(arguments: list[str]) -> None:
    assert loaded(*arguments).isdisjoint({"textual", "rich", "pydantic", "sqlite_utils"})


def test_no_command_without_a_screen_loads_textual(area: Path, small_file: Path, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("case,question,answer\nBR-003,safe,yes\n")
    for arguments in (
        ["new", tmp_path / "b.db", "--set", small_file, "--area", "X"],
        ["record", area, tmp_path / "answers.csv", "--as", "A Jones"],
        ["summary", area, "--questions"],
        ["questions", "list"],
        ["questions", "show", small_file],
        ["questions", "check", small_file],
        ["questions", "schema"],
        ["history", area],
        ["verify", area],
        ["export", area, "--csv"],
        ["review", area],
        ["demo", tmp_path / "demo.db", "--no-open"],
    ):
        found = loaded(*arguments)
        assert found.isdisjoint({"textual", "rich"}), arguments
