"""Writing a question set of one's own: starting it, watching it, checking its translation, walking it."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import time
import tomllib
from pathlib import Path

import pytest

from casereview.cli.main import main
from casereview.questions import QuestionSet, find, load, shipped
from tests.cli.running import PROGRAM, Program
from tests.questions import pseudo


@pytest.mark.parametrize("name", [path.stem for path in shipped()])
def test_a_set_starts_from_a_shipped_one_comments_kept(program: Program, tmp_path: Path, name: str) -> None:
    target, source = tmp_path / "mine.toml", next(path for path in shipped() if path.stem == name)
    ended = program("questions", "new", target, "--from", name, "--title", 'Ours \\ "A"')
    assert ended.status == 0, ended.err
    made, own = load(target), find(name)
    assert (made.id, made.version, made.title) == ("mine", "0.1.0", 'Ours \\ "A"')
    assert made.questions == own.questions
    before, after = source.read_text(encoding="utf-8").splitlines(), target.read_text(encoding="utf-8").splitlines()
    assert {line for line in before if line.startswith("#")} <= set(after)
    assert len([line for line in before if line not in after]) <= 3
    assert made.digest != own.digest


def test_a_set_starts_from_a_file_too(program: Program, small_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.toml"
    assert program("questions", "new", target, "--from", small_file, "--id", "our-own").status == 0
    assert load(target).title == "Our own"
    assert load(target).id == "our-own"


def test_without_a_start_there_is_a_small_sound_set_that_explains_itself(program: Program, tmp_path: Path) -> None:
    target = tmp_path / "my-audit.toml"
    assert program("questions", "new", target).status == 0
    made = load(target)
    assert (made.id, made.title) == ("my-audit", "My audit")
    assert made.gated
    assert len([line for line in target.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]) >= 8


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("there.toml",), 73, "here already and nothing was changed; give another name"),
        (("mine.txt",), 2, "ends with .toml"),
        (("Mine Own.toml",), 65, "is no id"),
        (("mine.toml", "--id", "../x"), 65, "is no id"),
        (("con.toml",), 65, "'con' names a device on Windows"),
        (("mine.toml", "--id", "lpt1.x", "--from", "local-audit"), 65, "'lpt1.x' names a device on Windows"),
        (("mine.toml", "--from", "sqs-2013"), 65, "did you mean 'sqs-2012'"),
        (("mine.toml", "--from", "sqs-2012", "--id", "sqs-2012"), 65, "give another with --id"),
        (("mine.toml", "--title", "a\x07b"), 65, "the title needs words"),
        (("no/where.toml",), 73, "choose a folder that you can write to"),
    ],
)
def test_what_can_not_be_started_is_said_and_nothing_is_written(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.toml").write_text("mine", encoding="utf-8")
    ended = program("questions", "new", *words)
    assert ended.status == status
    assert said in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["there.toml"]
    assert (tmp_path / "there.toml").read_text(encoding="utf-8") == "mine"


def test_edit_check_once_says_faults_with_the_time(program: Program, small_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_bytes(small_file.read_bytes())
    ended = program("questions", "edit-check", target, "--once")
    assert ended.status == 0
    assert re.fullmatch(r"\d\d:\d\d:\d\d  .*a\.toml: sound: .*\n", ended.out)
    target.write_text(small_file.read_text(encoding="utf-8").replace("part = ", "prt = ", 1), encoding="utf-8")
    ended = program("questions", "edit-check", target, "--once")
    assert ended.status == 65
    assert "'prt' is not known here; did you mean 'part'?" in ended.out
    assert program("questions", "edit-check", tmp_path / "none.toml", "--once").status == 66


def test_edit_check_sees_each_change_and_ends_quietly_on_ctrl_c(small_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    text = small_file.read_text(encoding="utf-8")
    target.write_text(text, encoding="utf-8")
    watching = subprocess.Popen(
        [*PROGRAM, "questions", "edit-check", target], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert watching.stdout is not None
        assert "sound" in watching.stdout.readline()
        target.write_text(text.replace("part = ", "prt = ", 1), encoding="utf-8")
        assert _line_with(watching, "did you mean 'part'")
        # As editors save: the file goes, and another comes in its place.
        target.unlink()
        assert "a.toml" in _line_with(watching, "no such file")
        (tmp_path / "b").write_text(text, encoding="utf-8")
        (tmp_path / "b").rename(target)
        assert _line_with(watching, "sound")
        watching.send_signal(signal.SIGINT)
        _, err = watching.communicate(timeout=10)
    finally:
        watching.kill()
    assert watching.returncode == 0
    assert err == ""


def _line_with(watching: subprocess.Popen[str], words: str) -> str:
    assert watching.stdout is not None
    for _ in range(20):
        line = watching.stdout.readline()
        if words in line:
            return line
    raise AssertionError(words)


def test_check_lists_what_a_translation_lacks(
    program: Program, small: QuestionSet, small_file: Path, tmp_path: Path
) -> None:
    own, sibling = tmp_path / "small.toml", tmp_path / "small.cy.toml"
    own.write_bytes(small_file.read_bytes())
    sibling.write_text(
        f'language = "cy"\nof = "small"\nname = "Cymraeg"\n[parts]\n{small.parts[0].id} = "Cynllun"\n', encoding="utf-8"
    )
    for files in ((own, sibling), (sibling,)):
        ended = program("questions", "check", *files)
        assert ended.status == 0
        assert "small.cy.toml: sound: small in cy, 1 text; missing" in ended.out
        assert "question text 6, " in ended.out
        assert ", answers 3" in ended.out
        # What keys do is no text of the set: it is said apart, in a line.
        first, second = ended.out.splitlines()[-2:]
        assert "actions" not in first
        assert re.fullmatch(r".*small\.cy\.toml: (\d+) of \1 keys keep their English names on the screens", second)
    ended = program("questions", "check", sibling, "--missing")
    assert "  question assessed: text\n" in ended.out
    assert "  words answers: yes\n" in ended.out
    sibling.write_text('language = "cy"\nof = "small"\nname = "Cymraeg"\n[parts]\nxyz = "Cynllun"\n', encoding="utf-8")
    ended = program("questions", "check", sibling)
    assert (ended.status, ended.out) == (65, "")
    assert "nothing is called 'xyz'" in ended.err
    sibling.write_text('language = "cy"\nof = "elsewhere"\n', encoding="utf-8")
    assert "'of' is 'elsewhere'" in program("questions", "check", own, sibling).err
    own.unlink()
    assert "its question set 'elsewhere' is not here" in program("questions", "check", sibling).err


def test_check_takes_the_shipped_set_for_a_translation_that_lies_elsewhere(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        'language = "cy"\nof = "cci-2009"\nname = "Cymraeg"\n[themes]\nroh = "Risg o Niwed"\n', encoding="utf-8"
    )
    assert "sound: cci-2009 in cy, 1 text" in program("questions", "check", path).out


def test_a_document_has_the_words_of_a_language(
    program: Program, small: QuestionSet, area: Path, tmp_path: Path
) -> None:
    translation = pseudo.write(tmp_path / "small.qps.toml", small)
    ended = program("report", area, "-o", tmp_path / "a.html", "--language", translation)
    assert ended.status == 0, ended.err
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<html lang="qps">' in page
    assert pseudo.spoken(small.criteria[0].title) in page
    ended = program("report", area, "-o", tmp_path / "b.html", "--language", "xx")
    assert ended.status == 2
    assert "no 'xx' of small; none is shipped" in ended.err


def test_review_refuses_a_translation_that_does_not_fit(program: Program, area: Path, tmp_path: Path) -> None:
    ended = program("review", area, "--translation", tmp_path / "none.cy.toml")
    assert ended.status == 66


def test_preview_needs_a_terminal_and_a_sound_set(program: Program, tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    program("questions", "new", target)
    ended = program("questions", "preview", target)
    assert ended.status == 2
    assert "need a terminal" in ended.err
    target.write_text("id = 3\n", encoding="utf-8")
    assert program("questions", "preview", target).status == 65


@pytest.mark.parametrize(("name", "opens"), [("mine.toml", b"PREVIEW"), ("victims", b"item 1 of 13")])
def test_preview_walks_a_set_and_keeps_nothing(tmp_path: Path, name: str, opens: bytes) -> None:
    main(["questions", "new", str(tmp_path / "mine.toml"), "--from", "local-audit"])
    home = tmp_path / "temporary"
    home.mkdir()
    here, there = pty.openpty()
    env = {**os.environ, "TMPDIR": str(home), "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    command = [*PROGRAM, "questions", "preview", name]
    shown = b""
    running = subprocess.Popen(command, cwd=tmp_path, env=env, stdin=there, stdout=there, stderr=there)
    os.close(there)
    try:
        shown = _until(here, opens, shown)
        inside = list(home.iterdir())
        assert [oct(path.stat().st_mode)[-3:] for path in inside] == ["700"]
        os.write(here, b"\x11")  # ctrl+q
        _until(here, b"", b"", ended=running)
    finally:
        running.kill()
        os.close(here)
    assert running.wait(10) == 0
    assert list(home.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"mine.toml", "temporary"}


def _until(terminal: int, wanted: bytes, shown: bytes, ended: subprocess.Popen[bytes] | None = None) -> bytes:
    """Read what the screen shows until it holds something, or until the program has ended."""
    last = time.monotonic() + 20
    while time.monotonic() < last:
        if ended is not None and ended.poll() is not None:
            return shown
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                return shown
        if wanted and wanted in shown:
            return shown
    raise AssertionError(shown[-2000:])


def test_the_start_is_valid_toml_with_the_three_lines_only_replaced() -> None:
    from casereview.questions.start import started

    own = find("local-audit")
    source = next(path for path in shipped() if path.stem == "local-audit").read_text(encoding="utf-8")
    data = tomllib.loads(started(source, own, "mine", "Mine"))
    assert {**tomllib.loads(source), "id": "mine", "version": "0.1.0", "title": "Mine"} == data


def test_a_set_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """On a disk that is full: said by its name, nothing is left behind, and the owner alone may read what is written."""
    target = tmp_path / "mine.toml"
    ended = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *PROGRAM, "questions", "new", str(target)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stderr) == (
        74,
        f"casereview: {target}: was not written (file too large); nothing was changed\n",
    )
    assert list(tmp_path.iterdir()) == []
    assert main(["questions", "new", str(target)]) == 0
    assert target.stat().st_mode & 0o777 == 0o600
