"""Saved means safe: kill -9 of the real program at random keystrokes loses nothing that was shown as saved."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.verify import verify
from casereview.questions import find
from tests.e2e.conftest import Sit
from tests.e2e.hands import Assessor

READER = "A Jones"
CASE = "K-1"
WORDS = {"y": "Yes", "n": "No", "x": "Not applicable"}
ANSWERS = {"y": "yes", "n": "no", "x": "na", " ": None}

# 60 kills in every run; 200 more under `make trust`.
ROUNDS = [pytest.param(seed, 15, id=f"{seed}") for seed in range(4)]
ROUNDS += [pytest.param(seed, 50, id=f"trust-{seed}", marks=pytest.mark.trust) for seed in range(100, 104)]


class Promise:
    """What the screen has shown as saved, by question."""

    def __init__(self) -> None:
        self.saved: dict[str, str | None] = {}
        self.in_flight: str | None = None

    def broken(self, stored: dict[str, str]) -> list[str]:
        """The questions whose stored answer is not what was shown as saved (the one whose key was on its way left out)."""
        return [q for q, answer in self.saved.items() if q != self.in_flight and stored.get(q) != answer]


def stored_answers(path: Path) -> dict[str, str]:
    with Casebook.open(path, write=False) as casebook:
        return dict(casebook.reading(CASE, READER).answers)


@pytest.mark.parametrize(("seed", "kills"), ROUNDS)
def test_kill_at_random_keys_loses_no_saved_answer_and_resumes_there(
    tmp_path: Path, sit: Sit, seed: int, kills: int
) -> None:
    chance = random.Random(seed)
    path = tmp_path / "kill.db"
    question_set = find("cci-2009")
    facts = {fact.id: chance.choice(fact.options).id for fact in question_set.facts}
    Casebook.create(path, question_set, "Killed", [NewCase(CASE, facts)])
    promise = Promise()
    acknowledged = 0
    for _ in range(kills):
        assessor = sit("review", str(path), "--as", READER)
        assessor.sees(CASE)
        assessor.press("\r")
        assessor.sees("question ")
        at_rest = chance.random() < 0.5
        for _ in range(chance.randint(2, 9)):
            key = chance.choice("yyyynnxxjk ")
            before = assessor.question
            assert before is not None, assessor.screen
            question = question_set.questions[before - 1]
            assessor.press(key)
            if key in ANSWERS:
                # Only the words for this question and this answer count as shown.
                told = (
                    ("Cleared: ", "nothing to clear") if key == " " else (f"Saved: {WORDS[key]} to {question.short}",)
                )
                # The last blank answered opens what is left over it.
                assessor.sees_one_of((*told, "What is left"), 5)
                promise.saved[question.id] = ANSWERS[key]
                acknowledged += 1
            else:
                wanted = min(max(before + (1 if key == "j" else -1), 1), len(question_set.questions))
                assessor.sees(f"question {wanted} of", 5)
            if key == "n" and question.reasons:
                assessor.sees("Why no?", 5)
                assessor.press("1\r")
                assessor.misses("Why no?", 5)
            if "What is left" in assessor.screen:
                assessor.press("\x1b")
                assessor.sees("question ", 5)
            assessor.rest()
        shown = assessor.question
        promise.in_flight = None
        if at_rest:
            time.sleep(0.45)
        elif shown is not None:
            promise.in_flight = question_set.questions[shown - 1].id
            assessor.terminal.type(chance.choice("yx"))
            time.sleep(chance.random() * 0.03)
        assessor.kill()

        stored = stored_answers(path)
        assert promise.broken(stored) == []
        assert verify(path).faults == []
        if promise.in_flight is not None:
            promise.saved[promise.in_flight] = stored.get(promise.in_flight)

        again = sit("review", str(path), "--as", READER)
        again.sees(CASE)
        again.press("\r")
        again.sees("question ")
        if at_rest:
            assert again.question == shown, (shown, again.screen)
        again.kill()
    assert acknowledged > kills


def begun(path: Path, sit: Sit) -> tuple[Path, Assessor]:
    """A casebook with one case, all its facts known, and an assessor at its first question."""
    question_set = find("cci-2009")
    facts = {fact.id: fact.options[0].id for fact in question_set.facts}
    Casebook.create(path, question_set, "Killed", [NewCase(CASE, facts)])
    assessor = sit("review", str(path), "--as", READER)
    assessor.sees(CASE)
    assessor.press("\r")
    assessor.sees("question ")
    return path, assessor


def test_a_half_typed_note_survives_a_kill_after_two_seconds_and_is_offered_back(tmp_path: Path, sit: Sit) -> None:
    path, assessor = begun(tmp_path / "note.db", sit)
    assessor.press("e")
    assessor.press("Contact log, weeks 3 to 5")
    time.sleep(2.0)
    assessor.kill()
    again = sit("review", str(path), "--as", READER)
    again.sees(CASE)
    again.press("\r")
    again.sees("A half-typed note was kept")
    again.press("e")
    again.sees("Contact log, weeks 3 to 5")
    again.press("\x1b")
    time.sleep(0.5)
    again.rest()
    again.kill()
    with Casebook.open(path, write=False) as casebook:
        assert list(casebook.reading(CASE, READER).notes.values()) == ["Contact log, weeks 3 to 5"]


def test_a_copy_of_the_open_file_holds_every_answer(tmp_path: Path, sit: Sit) -> None:
    path, assessor = begun(tmp_path / "open.db", sit)
    for _ in range(20):
        assessor.press("y")
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    beside = sorted(each.name for each in tmp_path.glob("open.db*"))
    assessor.kill()
    assert beside == ["open.db"]
    assert list(stored_answers(copy).values()) == ["yes"] * 20


def test_a_closed_terminal_window_ends_the_program_and_loses_nothing(tmp_path: Path, sit: Sit) -> None:
    path, assessor = begun(tmp_path / "hang.db", sit)
    assessor.press("y")
    assessor.sees("Saved: Yes")
    assessor.terminal.hang_up()
    assessor.terminal.process.wait(timeout=10)
    assert list(stored_answers(path).values()) == ["yes"]
    with Casebook.open(path) as casebook:
        assert not casebook.read_only
