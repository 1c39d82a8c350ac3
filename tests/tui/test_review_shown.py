"""What the review screen shows of a question: its place, its rule, what routing suggests, and what an answer would do."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from tests.tui.hands import KNOWN, ME, Filled, answer_all, make, opened


async def test_a_question_has_its_place_guidance_and_rule(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        words = hand.words("#question")
        assert "Asset (initial assessment) · 1.1 Risk of Harm · key for Risk of Harm" in words
        assert "Was an assessment done?" in words
        assert "What to look for\nIt covers the whole file.\nThe evidence is in Asset." in words
        assert "Not applicable\nNever. A missing assessment is a no." in words
        assert "C-1 question 1 of 7" in hand.heading
        await hand.press("right", "j")
        assert "key for" not in hand.words("#question")


async def test_the_part_is_shown_at_a_glance(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("y")
        assert "Asset ✓[·] RMP ]" in hand.words("#strip")
        assert not hand.one("#part").display
    async with opened(path, case="C-1", size=(120, 40)) as hand:
        assert hand.one("#part").display
        assert hand.words("#part").split("\n") == ["✓ assessment done", "▸ · Was vulnerability assessed well…"]
        await hand.press("n", "enter", "up", "up", "e")
        await hand.type("p 3")
        await hand.press("escape", "left")
        assert "✗" in hand.words("#part")
        await hand.pilot.click("#part", offset=(6, 0))
        await hand.pilot.pause()
        assert hand.question == "assessed"


async def test_the_rows_of_a_repeated_question_are_shown_together(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        hand.app.open_review("C-1", "joint-health")
        await hand.press("x")
        assert hand.question == "joint-police"
        words = hand.words("#question")
        assert "Did the team and … work together well?" in words
        assert "health services – Not applicable\n▸ the police ·" in words


async def test_a_pre_filled_na_says_so_with_its_cause_and_one_key_overrides_it(
    tmp_path: Path, small: QuestionSet
) -> None:
    path = make(tmp_path / "a.db", small, {"C-1": {"gender": "male", "rmp-needed": "no"}})
    async with opened(path) as hand:
        hand.app.open_review("C-1", "rmp-done")
        await hand.pilot.pause()
        assert "(~) x – Not applicable pre-filled" in hand.words("#answers")
        assert "Pre-filled not applicable: Was a risk management plan needed: No." in hand.words("#question")
        assert "[~]" in hand.words("#strip")
        assert "5 blank" in hand.heading
        await hand.press("y", "left_square_bracket", "right_square_bracket")
        assert hand.question == "rmp-done"
        assert hand.reading().answers == {"rmp-done": "yes"}
        assert "(●) y ✓ Yes" in hand.words("#answers")
        # Its own gate is open now, so the question after it is blank again.
        assert "rmp-timely" not in hand.reading().suggested


async def test_the_cause_may_be_an_earlier_answer(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        hand.app.open_review("C-1", "rmp-done")
        await hand.press("n", "enter")
        assert hand.question == "delivered"
        await hand.press("up")
        assert hand.question == "rmp-timely"
        assert "not applicable: Was a risk management plan made: No." in hand.words("#question")
        await hand.press("x")
        assert hand.reading().answers["rmp-timely"] == "na"
        await hand.press("up")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_a_cause_is_never_cut_off_unsaid(tmp_path: Path, small: QuestionSet, size: tuple[int, int]) -> None:
    path = make(tmp_path / "a.db", small, {"C-1": {"gender": "male", "rmp-needed": "no"}})
    async with opened(path, size=size) as hand:
        hand.app.open_review("C-1", "rmp-done")
        await hand.pilot.pause()
        seen = " ".join(hand.screen.split())
        assert "pre-filled" in hand.one("#answers").words[: size[0]]
        assert "Was a risk management plan needed: No" in seen


@pytest.mark.parametrize("key", ["y", "n"])
@pytest.mark.parametrize("question", ["assessed", "delivered", "rmp-timely"])
@pytest.mark.parametrize("before", [None, "yes", "no", "na"])
async def test_what_an_answer_would_do_is_what_it_does(
    filled: Filled, key: str, question: str, before: str | None
) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-2", "no")
        answer_all(casebook, "C-3", "yes", but=("delivered",))
        casebook.answer("C-1", question, before, ME)

    async with opened(filled(fill), size=(120, 40)) as hand:
        hand.app.open_review("C-1", question)
        await hand.pilot.pause()
        line = hand.words("#what-if")
        await hand.press(key, "escape" if hand.kind == "Reasons" else "home")
        themes = [score for score in hand.summary().of_kind("theme") if question in score.questions]
        word = {"y": "with yes", "n": "with no"}[key]
        for score in themes:
            said = line.partition(score.title)[2].partition(word)[2].split()[0]
            assert said == f"{score.percent}%"
        if not themes:
            assert "no headline" in line


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_what_an_answer_would_do_to_every_theme_is_in_sight(filled: Filled, width: int) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-2", "no")
        casebook.answer("C-3", "delivered", "yes", ME)
        casebook.answer("C-3", "assessed", "no", ME)

    async with opened(filled(fill), size=(width, 24)) as hand:
        hand.app.open_review("C-1", "delivered")
        await hand.pilot.pause()
        shown = " ".join(hand.one("#what-if").words[:width].split())
        # Risk of Harm 1 of 5, Safeguarding 1 of 5: with yes 2 of 6, with no 1 of 6.
        assert shown.count("33%") == shown.count("17%") == 2
        assert ("with yes" if width == 120 else "✓") in shown
        assert "Saf" in shown


async def test_history_shows_who_answered_when_in_words(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("h")
        assert "Not answered yet" in hand.screen
        await hand.press("escape", "n", "1", "escape", "f", "y", "up", "space", "e")
        await hand.type("p 4")
        await hand.press("escape", "h")
        shown = hand.words("Page")
        for words in ("A Jones", "2026-01-06 09:00", "UTC", "Yes", "No", "Assessment missing", "taken away", "p 4"):
            assert words in shown
        assert "marked to come back to" in shown
        assert '"' not in shown
        await hand.press("down", "up", "pagedown", "pageup", "escape")
        assert hand.kind == "review"


async def test_copies_that_differ_are_unresolved_not_blank(
    filled: Filled,
) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", "assessed", "yes", ME)
        casebook.answer("C-1", "assessed", "no", "B Smith")

    async with opened(filled(fill), case="C-1") as hand:
        # Two first readings that differ: this assessor's own is shown, the figure counts neither.
        hand.app.screen.go(0)
        await hand.pilot.pause()
        assert "(●) y ✓ Yes" in hand.words("#answers")
        assert hand.summary().answers.unresolved == 1


def test_the_known_facts_open_every_gate(small: QuestionSet) -> None:
    assert set(KNOWN) == set(small.fact)
