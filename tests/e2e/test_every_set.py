"""Every instrument that is shipped, from its check to its documents: by commands, and over every screen, in its own words."""

from __future__ import annotations

import csv
import json
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from casereview.casebook import Casebook
from casereview.casebook.example import write_example
from casereview.questions import Question, QuestionSet, load, shipped
from casereview.questions.catalogue import examples, folder
from tests.cli.running import Program
from tests.tui.hands import ME, Hand, opened
from tests.tui.hostile import literal

LEAD = "L Reed"
ROOMY = (110, 44)

for_each_set = pytest.mark.parametrize("set_id", [path.stem for path in shipped()])
CASE_SETS = [path.stem for path in shipped() if load(path).unit == "case"]
RESPONDENT_SETS = [path.stem for path in shipped() if load(path).unit == "respondent"]


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str]) -> Program:
    """The program in this process."""
    return Program(capfd)


class Made(NamedTuple):
    """A set, its casebook with three cases or respondents answered, and a copy in which somebody else went on."""

    question_set: QuestionSet
    path: Path
    copy: Path


@cache
def set_of(set_id: str) -> QuestionSet:
    return load(folder() / f"{set_id}.toml")


def plain(text: str) -> str:
    """Words without their line breaks and box drawing."""
    return " ".join("".join(each if each.isalnum() or each in "'?-" else " " for each in text).split())


def value(question: Question, place: int) -> str:
    """An answer to a question as it stands in a file of answers; now this, now that."""
    match question.kind:
        case "judgement":
            return ("yes", "no", "yes", "na")[place % 4]
        case "choice" | "choices":
            return question.options[place % len(question.options)].id
        case "scale":
            return str(place % 11)
        case _:
            return "Said in words."


def table(path: Path, question_set: QuestionSet, refs: list[str], start: int = 0) -> Path:
    """A file of answers to four questions in five, with reasons for a no."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("case", "question", "answer", "reasons", "note"))
        for of, ref in enumerate(refs):
            for place, question in enumerate(question_set.questions):
                given = value(question, place + of + start)
                if (place + of) % 5 < 4:
                    reason = question.reasons[0].id if given == "no" and question.reasons else ""
                    rows.writerow((ref, question.id, given, reason, ""))
    return path


@pytest.fixture
def made(set_id: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Started by `new`, with three cases (or respondents) recorded by `record`; and a copy with other answers."""
    monkeypatch.setenv("HOME", str(tmp_path))
    question_set, path = set_of(set_id), tmp_path / "area.db"
    refs = ["C-1", "C-2", "C-3"]
    arguments: list[str | Path] = ["new", path, "--set", set_id, "--area", "Anytown"]
    if question_set.unit == "case":
        facts = [fact.id for fact in question_set.facts]
        with (tmp_path / "cases.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("case", *facts))
            rows.writerows((ref, *(fact.options[0].id for fact in question_set.facts)) for ref in refs)
        arguments += ["--cases", tmp_path / "cases.csv"]
    assert program(*arguments).status == 0
    if question_set.unit == "respondent":
        with Casebook.open(path) as casebook:
            refs = [casebook.add_respondent(ME) for _ in refs]
    answers = table(tmp_path / "answers.csv", question_set, refs)
    ended = program("record", path, answers, "--as", ME)
    assert ended.status == 0, ended.err
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    # The same person goes on in both, without sight of one another.
    for place, each in enumerate((path, copy), 1):
        answers = table(tmp_path / "more.csv", question_set, refs[:1], start=place)
        ended = program("record", each, answers, "--as", ME)
        assert ended.status == 0, ended.err
    return Made(question_set, path, copy)


# --- by commands ---


@for_each_set
def test_a_set_goes_from_check_to_package_by_commands(
    set_id: str, program: Program, made: Made, tmp_path: Path
) -> None:
    ended = program("questions", "check", folder() / f"{set_id}.toml")
    assert ended.status == 0, ended.err
    assert program("questions", "show", set_id).status == 0
    assert program("verify", made.path).status == 0

    written = program("summary", made.path)
    assert written.status == 0, written.err
    assert made.question_set.title in " ".join(written.out.split())
    figures = json.loads(program("summary", made.path, "--json").out)
    assert figures["inspection"]["question_set"] == set_id
    assert figures["cases"]["total"] == 3
    if made.question_set.unit == "case":
        assert [each["id"] for each in figures["questions"]] == [each.id for each in made.question_set.scored]
        assert figures["answers"]["yes"] > 0
        assert figures["answers"]["no"] > 0
        assert program("findings", made.path).status == 0
        assert program("recommend", made.path).status == 0
        assert program("plan", made.path).status == 0
    else:
        assert figures["responses"]["forms"] == 3

    for form in ("csv", "json"):
        assert program("export", made.path, "--package", tmp_path / form, "--format", form).status == 0
    assert program("export", made.path, "--csv", "-o", tmp_path / "a.csv").status == 0


@for_each_set
def test_copies_of_a_casebook_of_a_set_come_together(set_id: str, program: Program, made: Made, tmp_path: Path) -> None:
    second = Path(shutil.copy(made.path, tmp_path / "second.db"))
    assert program("merge", made.path, made.copy, second, "--as", LEAD).status == 3  # what two people said differs
    with Casebook.open(made.path, write=False) as casebook:
        conflicts = casebook.conflicts()
    assert {each.item for each in conflicts} <= {each.id for each in made.question_set.questions}
    assert conflicts
    assert program("conflicts", made.path).status == 3
    # The other way round it is the same casebook.
    assert program("merge", second, made.path, "--as", LEAD).status == 3
    assert program("summary", second, "--json").out == program("summary", made.path, "--json").out
    assert program("verify", second).status == 0


@for_each_set
def test_every_document_of_a_set_is_made(set_id: str, program: Program, made: Made, tmp_path: Path) -> None:
    respondents = made.question_set.unit == "respondent"
    kinds = ("responses",) if respondents else ("report", "meeting", "letter", "plan")
    for kind in kinds:
        for suffix in ("md", "html", "docx"):
            target = tmp_path / f"{kind}.{suffix}"
            ended = program("report", made.path, "-o", target, "--kind", kind, "--date", "2026-01-07")
            assert ended.status == 0, ended.err
            assert target.stat().st_size > 100
        assert "Anytown" in (tmp_path / f"{kind}.md").read_text(encoding="utf-8")
    if respondents:
        ended = program("report", made.path, "-o", tmp_path / "a.xlsx")
        assert (ended.status, ended.err.count("\n")) == (2, 1)
    else:
        ended = program("report", made.path, "-o", tmp_path / "a.xlsx", "--with-cases")
        assert ended.status == 0, ended.err
    ended = program("present", made.path, "-o", tmp_path / "meeting-view.html")
    assert ended.status == 0, ended.err
    shown = (tmp_path / "meeting-view.html").read_text(encoding="utf-8")
    assert plain(made.question_set.title) in plain(shown)


# --- over the screens ---


async def see(hand: Hand, kind: str, *keys: str) -> str:
    """Press keys and be on a screen, which is shown literally and not empty; return it."""
    for key in keys:
        await hand.press(key)
        literal(hand)
    assert hand.kind == kind, hand.screen
    assert hand.screen.strip()
    return plain(hand.screen)


async def helped(hand: Hand) -> None:
    """The help of the screen, and back."""
    kind = hand.kind
    await hand.press("question_mark")
    literal(hand)
    assert hand.kind != kind
    await see(hand, kind, "escape")


async def over_case_screens(made: Made) -> None:
    question_set = made.question_set
    titles = [plain(each.title) for each in (*question_set.themes, *question_set.criteria)]
    async with opened(made.path, reader=ME, size=ROOMY) as hand:
        assert "Anytown" in await see(hand, "cases")
        await helped(hand)
        facts = await see(hand, "facts", "F")
        assert not question_set.facts or plain(question_set.facts[0].label)[:20] in facts
        await see(hand, "cases", "escape")

        # Review: the set's own question, an answer of each kind, the part after.
        await see(hand, "review", "enter")
        await helped(hand)
        for question in (question_set.questions[0], question_set.questions[-1]):
            hand.app.screen.go(question_set.position[question.id])  # type: ignore[attr-defined]
            await hand.pilot.pause()
            assert plain(question.text)[:40] in plain(hand.words("#question"))
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.pilot.pause()
        ref = hand.app.screen.case  # type: ignore[attr-defined]
        for key, answer in (("y", "yes"), ("x", "na")):
            question_id = hand.question
            await hand.press(key)
            assert hand.reading(ref).answers[question_id] == answer
        await see(hand, "review", "right_square_bracket", "left_square_bracket", "j", "k")
        await hand.press("G", "escape")
        await see(hand, "finish", "d")
        await see(hand, "review", "escape")
        await see(hand, "cases", "escape")

        # The scores, why, and those of some cases.
        summary = await see(hand, "summary", "s")
        assert any(each[:24] in summary for each in titles)
        for key in ("enter", "w"):
            await hand.press("home", key)
            literal(hand)
            for _ in range(3):
                if hand.kind != "summary":
                    await hand.press("escape")
            if hand.kind == "cases":
                await hand.press("s")
        await hand.press("b")
        literal(hand)
        if hand.kind != "summary":
            await hand.press("enter")
        await see(hand, "summary", "0")
        await helped(hand)
        await see(hand, "present", "m")
        shown = {hand.screen}
        for _ in range(8):
            await hand.press("right")
            literal(hand)
            shown.add(hand.screen)
        assert len(shown) > 2
        await see(hand, "summary", "escape")
        await see(hand, "cases", "escape")

        # Findings and what follows from them.
        await see(hand, "findings", "f")
        await helped(hand)
        await see(hand, "recommendations", "r")
        await see(hand, "plan", "p")
        for _ in range(3):
            if hand.kind != "cases":
                await hand.press("escape")

        # Who does what.
        for kind, key in (("progress", "p"), ("allocation", "A"), ("agreement", "g"), ("conflicts", "c")):
            await see(hand, kind, key)
            await see(hand, "cases", "escape")
        await merge_and_see(hand, made)


async def merge_and_see(hand: Hand, made: Made) -> None:
    hand.app.open_merge(made.copy)
    await hand.pilot.pause()
    await hand.until(lambda: hand.kind == "merge" and bool(hand.screen.strip()))
    literal(hand)
    await hand.press("enter")
    await hand.until(lambda: bool(hand.ask(lambda casebook: len(casebook.conflicts()))))
    await hand.press("escape")
    await see(hand, "conflicts", "c")
    await hand.press("enter")
    literal(hand)
    assert "1 of" in hand.screen
    await hand.press("escape", "escape")


@pytest.mark.parametrize("set_id", CASE_SETS)
async def test_every_screen_of_a_set_of_cases(made: Made) -> None:
    await over_case_screens(made)


async def over_respondent_screens(hand: Hand, question_set: QuestionSet, forms: int) -> None:
    """The list, a new form, one that is there, the figures and the meeting view."""
    await see(hand, "respondents")
    await helped(hand)
    first = await see(hand, "entry", "n")
    assert plain(question_set.questions[0].text)[:30] in first
    await helped(hand)
    await hand.press("1", "j", "j", "k")
    literal(hand)
    assert hand.ask(lambda casebook: len(casebook.forms())) == forms + 1
    await see(hand, "respondents", "escape")
    await see(hand, "entry", "enter")
    await see(hand, "respondents", "escape")
    summary = await see(hand, "responses", "s")
    assert plain(question_set.questions[0].text)[:16] in summary
    await helped(hand)
    await see(hand, "present", "m")
    await helped(hand)
    shown = hand.screen
    for _ in question_set.questions:
        await see(hand, "present", "right")
        shown += hand.screen
    assert all(plain(each.text)[:30] in plain(shown) for each in question_set.questions)
    await see(hand, "responses", "escape")
    await see(hand, "respondents", "escape")
    # What is for cases is not there.
    for key in ("f", "F", "g", "A", "p", "2"):
        await see(hand, "respondents", key)


@pytest.mark.parametrize("set_id", RESPONDENT_SETS)
async def test_every_screen_of_a_set_of_respondents(made: Made) -> None:
    async with opened(made.path, reader=ME, size=ROOMY) as hand:
        assert "Anytown" in hand.screen
        await over_respondent_screens(hand, made.question_set, 3)
        await merge_and_see(hand, made)


@pytest.mark.parametrize("set_id", RESPONDENT_SETS)
async def test_every_screen_of_the_example_of_a_set_of_respondents(set_id: str, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    question_set = write_example(path, set_id)
    with Casebook.open(path, write=False) as casebook:
        forms, reader = len(casebook.forms()), casebook.last_reader
    async with opened(path, reader=reader, size=ROOMY) as hand:
        assert "invented" in hand.status
        await over_respondent_screens(hand, question_set, forms)


@pytest.mark.parametrize("set_id", [set_id for set_id in CASE_SETS if set_id in examples()])
async def test_every_example_of_a_set_of_cases_opens_with_its_scores(set_id: str, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    write_example(path, set_id)
    async with opened(path, size=ROOMY) as hand:
        await see(hand, "cases")
        await see(hand, "review", "enter")
        await see(hand, "cases", "escape")
        await see(hand, "summary", "s")
        await see(hand, "present", "m")
