"""A questionnaire by commands: started, recorded, counted, written, exported, handed over."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.cli.running import Program, run
from tests.questionnaire import ME, begin, fill_in

SECRET = "what only one person can have written"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Twelve forms, and one respondent with nothing entered."""

    def fill(casebook: Casebook) -> None:
        for number in range(12):
            values = {"helped": ("yes", "yes", "no")[number % 3], "mark": number % 11, "with": ["school"]}
            fill_in(casebook, **values, **({"more": SECRET} if number == 3 else {}))
        casebook.add_respondent(ME)

    return begin(tmp_path / "q.db", fill)


def test_a_shipped_questionnaire_goes_from_new_to_its_document(program: Program, tmp_path: Path) -> None:
    for name in ("young-people", "victims", "case-managers"):
        casebook = tmp_path / f"{name}.db"
        assert program("new", casebook, "--set", name, "--area", "Anytown").status == 0
        with Casebook.open(casebook) as opened:
            question = opened.question_set.questions[0]
            fill_in(opened, **{question.id: question.options[0].id})
        assert program("sign-off", casebook, "R-01", "--as", ME).status == 0
        assert question.text in " ".join(program("summary", casebook).out.split())
        for suffix in ("md", "html", "docx"):
            assert program("report", casebook, "-o", tmp_path / f"{name}.{suffix}").status == 0
        assert "too few people answered this" in (tmp_path / f"{name}.md").read_text().casefold()
        assert program("verify", casebook).status == 0


def test_what_comes_next_is_said_when_a_questionnaire_is_begun(program: Program, tmp_path: Path) -> None:
    ended = program("new", tmp_path / "q.db", "--set", "victims", "--area", "Anytown")
    assert ended.out == f"{tmp_path / 'q.db'}: Anytown, What victims say, 0 respondents\n"
    assert ended.err == (
        f"casereview: next: casereview review {tmp_path / 'q.db'} --as NAME, then n for each form from paper;"
        f" or casereview hand-over {tmp_path / 'q.db'}\n"
    )


def test_the_meeting_view_is_written_as_the_document_withholds(program: Program, filled: Path, tmp_path: Path) -> None:
    ended = program("present", filled, "-o", tmp_path / "m.html")
    assert ended.status == 0, ended.err
    shown = re.sub(r"\s+", " ", (tmp_path / "m.html").read_text(encoding="utf-8"))
    assert '<tr><th scope="row">Yes</th><td>8</td></tr>' in shown
    assert "Too few people answered this to show more." in shown
    assert SECRET not in shown
    assert "R-0" not in shown
    assert "What happens next" not in shown


def test_a_demo_of_a_questionnaire_has_respondents(program: Program, tmp_path: Path) -> None:
    ended = program("demo", tmp_path / "d.db", "--set", "victims", "--no-open")
    assert "the example casebook, its respondents invented" in ended.out
    assert "17 respondents, 17 started, 15 signed off" in program("summary", tmp_path / "d.db").out


def test_the_summary_counts_and_tells_no_text(program: Program, filled: Path) -> None:
    ended = program("summary", filled, "--questions")
    assert (ended.status, ended.err) == (0, "")
    assert "12 forms; nothing entered yet for 1 of 13 respondents" in ended.out
    assert "For the team: small counts stand here." in ended.out
    assert re.search(r"Yes +8 of 12", ended.out)
    assert "1 text, 11 blank" in ended.out
    assert SECRET not in ended.out
    assert "Score" not in ended.out


def test_the_summary_for_programs_has_what_it_had_and_the_responses(program: Program, filled: Path) -> None:
    data = json.loads(program("summary", filled, "--json").out)
    assert list(data) == ["format", "inspection", "cases", "answers", "scores", "questions", "responses"]
    assert data["responses"]["forms"] == 12
    helped, several, mark, more = data["responses"]["items"]
    assert helped["counts"] == {"yes": 8, "a-bit": 0, "no": 4}
    assert (several["kind"], several["answered"], several["counts"]["school"]) == ("choices", 12, 12)
    assert (mark["median"], mark["lowest"], mark["highest"]) == (4.5, 0, 10)
    assert (more["answered"], more["blank"], more["counts"]) == (1, 11, {})
    assert SECRET not in json.dumps(data)


def test_the_document_withholds_small_counts_and_texts(program: Program, filled: Path, tmp_path: Path) -> None:
    ended = program("report", filled, "-o", tmp_path / "r.md", "--date", "2026-01-07")
    assert (ended.status, ended.out) == (0, "")
    written = (tmp_path / "r.md").read_text()
    assert "| Yes | 8 |" in written
    assert "12 people answered; 0 left it blank." in written
    assert "middle one" not in written  # beside marks that are withheld it would tell of one
    assert "Too few people answered this to show more." in written
    assert SECRET not in written
    assert not re.search(r"R\\?-0", written)
    for suffix in ("html", "docx", "pdf"):
        assert program("report", filled, "-o", tmp_path / f"r.{suffix}").status == 0
    assert SECRET not in (tmp_path / "r.html").read_text()


def test_texts_are_in_the_document_with_consent_only(program: Program, filled: Path, tmp_path: Path) -> None:
    assert program("report", filled, "-o", tmp_path / "r.md", "--with-notes").status == 0
    assert SECRET in (tmp_path / "r.md").read_text()


def test_another_document_than_its_own_is_refused(program: Program, filled: Path, area: Path, tmp_path: Path) -> None:
    for words in (("-o", "x.xlsx"), ("-o", "x.md", "--kind", "letter"), ("-o", "x.md", "--kind", "report")):
        ended = program("report", filled, words[0], tmp_path / words[1], *words[2:])
        assert (ended.status, ended.err.count("\n")) == (2, 1)
        assert "`--kind responses`" in ended.err
    for more in (("--kind", "responses"), ("--with-notes",)):
        ended = program("report", area, "-o", tmp_path / "x.md", *more)
        assert (ended.status, ended.err.count("\n")) == (2, 1)
        assert "asks no respondents" in ended.err
    assert not list(tmp_path.glob("x.*"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_have_the_responses_and_texts_with_consent_only(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    assert program("export", filled, "--package", tmp_path / "plain").status == 0
    said = rows(tmp_path / "plain" / "responses.csv")
    assert said[0] == {"respondent": "R-01", "assessor": ME, "question": "helped", "value": "yes"}
    assert {each["question"] for each in said} == {"helped", "with", "mark"}
    assert rows(tmp_path / "plain" / "answers.csv") == []
    assert program("export", filled, "--package", tmp_path / "full", "--with-notes").status == 0
    assert SECRET in [each["value"] for each in rows(tmp_path / "full" / "responses.csv")]


def test_one_table_has_them_too(program: Program, filled: Path, tmp_path: Path) -> None:
    assert program("export", filled, "--csv", "-o", tmp_path / "a.csv").status == 0
    said = {(each["case"], each["question"]): each for each in rows(tmp_path / "a.csv")}
    assert len(said) == 13 * 4
    assert (said["R-01", "mark"]["answer"], said["R-01", "mark"]["source"]) == ("0", "given")
    assert (said["R-04", "more"]["answer"], said["R-04", "more"]["source"]) == ("", "given")
    assert (said["R-13", "mark"]["answer"], said["R-13", "mark"]["source"]) == ("", "blank")
    assert program("export", filled, "--csv", "-o", tmp_path / "b.csv", "--with-notes").status == 0
    assert SECRET in [each["answer"] for each in rows(tmp_path / "b.csv")]


def test_where_cases_are_read_nothing_has_changed(program: Program, area: Path, tmp_path: Path) -> None:
    assert program("export", area, "--package", tmp_path / "plain").status == 0
    assert not (tmp_path / "plain" / "responses.csv").exists()
    assert "responses" not in json.loads(program("summary", area, "--json").out)


def test_forms_typed_elsewhere_are_recorded_and_exported_again(program: Program, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "forms.csv"
    file.write_text("case,question,answer\nR-13,helped,A bit\nR-13,with,home;school\nR-13,mark,10\nR-13,more,Typed.\n")
    assert program("record", filled, file, "--as", ME).status == 0
    with Casebook.open(filled, write=False) as casebook:
        assert casebook.forms()[-1].values == {
            "helped": "a-bit", "with": ["school", "home"], "mark": 10, "more": "Typed."
        }  # fmt: skip


# --- handed over ---


def test_handing_over_needs_a_terminal_and_a_questionnaire(program: Program, filled: Path) -> None:
    ended = program("hand-over", filled)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "terminal" in ended.err


class Terminal:
    """The program on a pseudo-terminal of 80 columns and 24 lines."""

    def __init__(self, *arguments: str | Path) -> None:
        self.master, slave = pty.openpty()
        import fcntl
        import struct
        import termios

        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        command = [sys.executable, "-m", "casereview", *map(str, arguments)]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=os.environ | {"TERM": "xterm"}, start_new_session=True
        )
        os.close(slave)
        self.drawn = ""

    def until(self, words: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while words not in self.drawn:
            assert time.monotonic() < end, (words, self.drawn[-2000:])
            self.read(0.1)

    def read(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.drawn += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:
                return

    def type(self, keys: str) -> None:
        self.drawn = ""
        os.write(self.master, keys.encode())

    def ended(self, seconds: float = 20) -> int:
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end
            self.read(0.1)
        return self.process.returncode


def answering(path: Path) -> Terminal:
    terminal = Terminal("hand-over", path, "--as", ME)
    terminal.until("Choose a word")
    terminal.type("apple\r")
    terminal.until("to begin")
    terminal.type("\r")
    terminal.until("Did it help?")
    terminal.type("2\r")
    terminal.until("What did it help with?")
    return terminal


def last_form(path: Path, tmp_path: Path) -> dict[str, object]:
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    assert verify(copy).faults == []
    with Casebook.open(copy, write=False) as casebook:
        return dict(casebook.forms()[-1].values)


def test_neither_ctrl_c_nor_ctrl_q_ends_it_and_the_word_does(filled: Path, tmp_path: Path) -> None:
    terminal = answering(filled)
    terminal.type("\x03\x11\x10\x1a\x04")
    terminal.type("1")
    terminal.until("[x]")
    assert terminal.process.poll() is None
    terminal.type("\x1b")
    terminal.until("Stopped.")
    terminal.type("apple\r")
    terminal.until("items answered and saved.")
    terminal.type("\x1b")
    assert terminal.ended() == 0
    assert last_form(filled, tmp_path) == {"helped": "a-bit", "with": ["school"]}


@pytest.mark.parametrize(
    "end", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda end: end.name
)
def test_whatever_ends_the_program_what_was_said_is_there(filled: Path, tmp_path: Path, end: signal.Signals) -> None:
    terminal = answering(filled)
    terminal.type("1")
    terminal.until("[x]")
    terminal.process.send_signal(end)
    if end == signal.SIGINT:
        time.sleep(0.5)
        terminal.process.kill()
    terminal.ended()
    assert last_form(filled, tmp_path) == {"helped": "a-bit", "with": ["school"]}


def test_a_terminal_that_hangs_up_leaves_it_all_saved(filled: Path, tmp_path: Path) -> None:
    terminal = answering(filled)
    terminal.type("1")
    terminal.until("[x]")
    os.close(terminal.master)
    try:
        terminal.process.wait(10)
    except subprocess.TimeoutExpired:
        terminal.process.kill()
        terminal.process.wait()
    assert last_form(filled, tmp_path) == {"helped": "a-bit", "with": ["school"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--respondent", "R-01", "--as", ME), "something is entered already"),
        (("--respondent", "R-77", "--as", ME), "no case R-77"),
    ],
)
def test_a_form_that_can_not_be_handed_over_is_said_in_a_line(filled: Path, words: tuple[str, ...], said: str) -> None:
    terminal = Terminal("hand-over", filled, *words)
    assert terminal.ended() == 65
    terminal.read(0.2)
    assert said in terminal.drawn
    assert "Traceback" not in terminal.drawn


def test_a_casebook_that_another_window_holds_is_not_handed_over(filled: Path) -> None:
    with Casebook.open(filled) as held:
        held.sit_down("B Shah")
        terminal = Terminal("hand-over", filled, "--as", ME)
        assert terminal.ended() == 75
    terminal.read(0.2)
    (line,) = terminal.drawn.split("\r\n")[:-1]
    assert line.startswith(f"casereview: {filled}: ")
    assert "B Shah" in line
    assert line.endswith("; close it there first")


def test_cases_are_not_handed_over(area: Path, small: QuestionSet) -> None:
    terminal = Terminal("hand-over", area, "--as", ME)
    assert terminal.ended() == 65
    terminal.read(0.2)
    assert "only a questionnaire is handed over" in terminal.drawn


def test_counting_loads_no_screen(filled: Path, tmp_path: Path) -> None:
    ended = run("summary", filled, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert ended.returncode == 0
    loaded = {line.rsplit("|", 1)[-1].strip() for line in ended.stderr.splitlines()}
    assert not {"textual", "pydantic", "sqlite_utils", "docx", "xlsxwriter"} & loaded
