"""A case on the review screen that is not to be changed: signed off, of somebody else, open for reading, a second reading."""

from __future__ import annotations

from pathlib import Path

from casereview.casebook import Casebook
from tests.tui.hands import ME, Filled, Hand, answer_all, opened


async def _nothing_changes(hand: Hand) -> None:
    before = hand.history()
    await hand.press("y", "n", "x", "space", "f", "u", "U", "r", "e")
    assert hand.kind == "review"
    assert hand.history() == before


async def test_a_signed_off_case_is_to_look_at(filled: Filled) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        casebook.note("C-1", "assessed", "p 4", ME)
        casebook.sign_off("C-1", ME)

    async with opened(filled(fill), case="C-1") as hand:
        assert "signed off" in hand.heading
        assert "d opens it again" in hand.status
        assert "Note: p 4" in hand.words("#question")
        assert hand.lines[-1].split() == ["g", "next", "blank", "d", "done", "?", "help"]
        await _nothing_changes(hand)
        await hand.press("d", "o")
        await hand.type("wrong sheet")
        await hand.press("enter", "escape")
        assert "y yes" in hand.lines[-1]
        await hand.press("x")
        assert hand.reading().answers["assessed"] == "na"


async def test_anothers_reading_is_to_look_at(filled: Filled) -> None:
    path = filled(lambda casebook: casebook.answer("C-1", "safe", "no", "B Smith"))
    async with opened(path, case="C-1") as hand:
        assert "READ ONLY" in hand.heading
        assert "B Smith's" in hand.status
        assert "…" not in hand.status
        await _nothing_changes(hand)
        await hand.press("j")
        assert "(●) n ✗ No" in hand.words("#answers")
        assert hand.reading().answers == {}


async def test_a_casebook_open_for_reading_is_to_look_at(path: Path) -> None:
    async with opened(path, case="C-1", write=False, notice="Read only: B Smith has it open.") as hand:
        assert "READ ONLY" in hand.heading
        assert "B Smith has it open" in hand.status
        await _nothing_changes(hand)
        await hand.press("exclamation_mark")
        assert hand.kind == "review"
        assert "open for writing" in hand.status
        await hand.press("j", "j")
        await hand.pilot.pause(0.3)
        assert hand.ask(lambda casebook: casebook.place("C-1", ME)) == ""


async def test_a_second_reading_says_that_it_is_never_scored(
    filled: Filled,
) -> None:
    path = filled(lambda casebook: answer_all(casebook, "C-1", "yes", "B Smith"))
    async with opened(path) as hand:
        before = hand.summary().scores
        await hand.press("2")
        assert hand.kind == "review"
        assert "never scored" in hand.status
        assert "never scored" in hand.words("#what-if")
        await hand.press("n", "enter")
        assert hand.reading().second
        assert hand.reading().answers == {"assessed": "no"}
        assert hand.summary().scores == before == hand.app.session.summary.scores
