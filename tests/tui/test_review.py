"""Answering on the review screen: what each key stores, and how it is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.hands import Filled, answer_all, opened

# In screen order.
ORDER = ["assessed", "safe", "rmp-done", "rmp-timely", "delivered", "joint-health", "joint-police"]


# --- answering ---


@pytest.mark.parametrize(("key", "answer"), [("y", "yes"), ("x", "na")])
async def test_an_answer_is_saved_and_the_next_blank_is_shown(path: Path, key: str, answer: str) -> None:
    async with opened(path, case="C-1") as hand:
        assert hand.question == "assessed"
        assert "7 blank" in hand.heading
        await hand.press(key)
        assert hand.reading().answers == {"assessed": answer}
        assert hand.question == "safe"
        assert "✓ saved 6 blank" in hand.heading
        assert "Saved:" in hand.status


async def test_no_opens_the_reasons_by_itself_and_each_tick_is_saved_at_once(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n")
        assert hand.kind == "Reasons"
        assert hand.reading().answers == {"assessed": "no"}
        assert "1 [ ] Assessment missing" in hand.words("#reasons")
        await hand.press("2")
        assert hand.reading().reasons == {"assessed": ("late",)}
        assert "2 [x] Late" in hand.words("#reasons")
        await hand.press("1")
        assert hand.reading().reasons == {"assessed": ("missing", "late")}
        await hand.press("2", "9")
        assert hand.reading().reasons == {"assessed": ("missing",)}
        await hand.press("enter")
        assert hand.kind == "review"
        assert hand.question == "safe"


async def test_reasons_by_cursor_and_space_and_escape_stays_on_the_question(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n", "j", "space", "k", "down", "up", "space", "escape")
        assert hand.reading().reasons == {"assessed": ("missing", "late")}
        assert hand.question == "assessed"
        assert "No, because: Assessment missing; Late" in hand.words("#question")


async def test_reasons_by_click(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n")
        await hand.pilot.click("#reasons", offset=(8, 1))  # puts the cursor there
        await hand.pilot.click("#reasons", offset=(8, 1))
        await hand.pilot.pause()
        assert hand.reading().reasons == {"assessed": ("late",)}


async def test_no_to_a_question_without_reasons_goes_on(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        hand.app.open_review("C-1", "delivered")
        await hand.press("n")
        assert (hand.kind, hand.question) == ("review", "joint-health")
        assert hand.reading().answers == {"delivered": "no"}


async def test_reasons_can_be_opened_again_for_a_no_only(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("r")
        assert hand.kind == "review"
        assert "press n first" in hand.status
        await hand.press("n", "escape")
        assert "No reason ticked yet: press r" in hand.words("#question")
        await hand.press("r", "1", "enter")
        assert hand.reading().reasons == {"assessed": ("missing",)}
        assert hand.question == "safe"
        hand.app.screen.go(ORDER.index("delivered"))
        await hand.press("n", "up", "r")
        assert "no list of reasons" in hand.status


async def test_another_answer_takes_the_reasons_off_the_screen_but_keeps_them(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n", "1", "escape", "y", "up")
        assert "because" not in hand.words("#question")
        await hand.press("n")
        assert "1 [x]" in hand.words("#reasons")


async def test_answering_goes_round_to_a_blank_before(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("j")
        for _ in ORDER[1:]:
            await hand.press("y")
        assert hand.question == "assessed"
        assert hand.kind == "review"


async def test_the_last_blank_opens_finish(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press(*"yyyyyy")
        assert hand.kind == "review"
        await hand.press("n")  # reasons come first
        assert hand.kind == "Reasons"
        await hand.press("1", "enter")
        assert hand.kind == "finish"
        assert "Nothing is blank" in hand.status
        await hand.press("escape")
        # Answering once more in a case that is complete stays with the questions.
        await hand.press("up", "y")
        assert hand.kind == "review"


async def test_changing_an_answer_in_a_complete_case_goes_to_the_next_question(
    filled: Filled,
) -> None:
    async with opened(filled(lambda casebook: answer_all(casebook, "C-1")), case="C-1") as hand:
        assert hand.question == "assessed"
        await hand.press("x")
        assert (hand.kind, hand.question) == ("review", "safe")


async def test_space_clears(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("y", "up", "space")
        assert hand.reading().answers == {}
        assert hand.question == "assessed"
        assert "blank" in hand.words("#answers")
        assert "Cleared" in hand.status
        entries = len(hand.history())
        await hand.press("space")
        assert len(hand.history()) == entries
        assert "nothing to clear" in hand.status


# --- undo, redo ---


async def test_undo_and_redo_go_to_the_question(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("y", "x", "G", "escape", "j", "j")
        await hand.press("u")
        assert hand.reading().answers == {"assessed": "yes"}
        assert hand.question == "safe"
        assert "Taken back" in hand.status
        await hand.press("u")
        assert hand.reading().answers == {}
        assert hand.question == "assessed"
        await hand.press("U")
        assert hand.reading().answers == {"assessed": "yes"}
        assert hand.question == "assessed"
        await hand.press("U")
        assert hand.reading().answers == {"assessed": "yes", "safe": "na"}
        assert "Done again" in hand.status
        await hand.press("U")
        assert "Nothing to do again" in hand.status
        await hand.press("u", "u", "u")
        assert "Nothing to take back" in hand.status


async def test_undo_brings_reasons_and_notes_back(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n", "1", "escape", "u")
        assert hand.reading().reasons == {}
        await hand.press("U", "e")
        await hand.type("p 4")
        await hand.press("escape", "u")
        assert hand.reading().notes == {}
        assert hand.reading().reasons == {"assessed": ("missing",)}


async def test_a_hundred_keys_in_a_row_lose_none(path: Path) -> None:
    """No key is dropped, however fast they come."""
    async with opened(path, case="C-1") as hand:
        await hand.pilot.press(*("y", "up", "x", "up") * 25)
        await hand.pilot.pause()
        answers = [entry.value for entry in hand.history() if entry.field == "answer" and entry.item == "assessed"]
        assert len(answers) == 50
