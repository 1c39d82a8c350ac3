"""What is written in words on the review screen: notes, drafts of notes, and alerts."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.tui.screens import write
from tests.tui.hands import ME, Filled, opened

# --- notes ---


async def test_a_note_of_several_lines_is_saved_by_escape(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        assert hand.kind == "Write"
        await hand.type("Asset p 4")
        await hand.press("enter")
        await hand.type("y n x")
        await hand.press("escape")
        assert hand.kind == "review"
        assert hand.question == "assessed"
        assert hand.reading().notes == {"assessed": "Asset p 4\ny n x"}
        assert hand.reading().answers == {}
        assert "Note: Asset p 4\ny n x" in hand.words("#question")
        assert hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == ""
        await hand.press("e", "backspace", "ctrl+s")
        assert hand.reading().notes == {"assessed": "Asset p 4\ny n "}


async def test_a_half_typed_note_is_kept_within_two_seconds_and_offered_back(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        await hand.type("half a no")
        await hand.until(lambda: hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == "half a no", 2.0)
        assert hand.reading().notes == {}
        # The window is closed, or killed, here.
    async with opened(path, case="C-1") as hand:
        assert "half-typed note was kept: press e" in hand.words("#question")
        await hand.press("e")
        assert hand.one("#text").text == "half a no"
        assert "was kept and is here again" in hand.words("#about")
        await hand.type("te")
        await hand.press("escape")
        assert hand.reading().notes == {"assessed": "half a note"}
        assert "half-typed" not in hand.words("#question")


async def test_what_was_typed_just_now_can_be_discarded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "DRAFT_SECONDS", 0.02)
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        await hand.type("good")
        await hand.press("escape", "e")
        await hand.type(" and bad")
        await hand.pilot.pause(0.1)
        await hand.press("tab", "down", "enter")
        assert hand.kind == "review"
        await hand.pilot.pause(0.1)
        assert hand.reading().notes == {"assessed": "good"}
        assert hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == ""


async def test_tab_goes_between_the_text_and_the_choices(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e", "tab", "down", "up", "tab")
        await hand.type("here")
        await hand.press("tab", "enter")
        assert hand.reading().notes == {"assessed": "here"}


async def test_a_saved_note_leaves_no_draft_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft is looked after by a timer; it must not come after the note was saved."""
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        dialog = hand.app.screen
        assert isinstance(dialog, write.Write)
        await hand.type("done")
        dialog.action_give()
        dialog._keep_draft()  # the timer, between saving and closing
        await hand.pilot.pause()
        assert hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == ""


async def test_an_emptied_note_is_gone(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e", "a", "escape", "e", "backspace", "escape")
        assert hand.reading().notes == {}
        assert "Note:" not in hand.words("#question")


# --- alerts ---


async def test_an_alert_is_raised_deliberately(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("exclamation_mark")
        await hand.type("at risk")
        await hand.press("escape")
        assert hand.reading().alerts == ()
        await hand.press("exclamation_mark")
        assert hand.one("#text").text == "at risk"
        await hand.type(" today")
        await hand.press("tab", "enter")
        assert hand.kind == "review"
        assert [alert.text for alert in hand.reading().alerts] == ["at risk today"]
        assert "Tell the lead inspector today" in hand.status
        await hand.press("exclamation_mark")
        assert hand.one("#text").text == ""


async def test_an_alert_without_words_is_refused_and_one_can_be_discarded(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("exclamation_mark", "tab", "enter")
        assert hand.kind == "Write"
        assert hand.reading().alerts == ()
        await hand.press("tab")
        await hand.type("no, not so")
        await hand.press("tab", "down", "enter")
        assert hand.kind == "review"
        await hand.press("exclamation_mark")
        assert hand.one("#text").text == ""


async def test_an_alert_is_told_when_the_case_opens(filled: Filled) -> None:
    async with opened(filled(lambda casebook: casebook.raise_alert("C-1", "at risk", ME)), case="C-1") as hand:
        assert "has an alert; d lists it" in hand.status


async def test_an_alert_left_half_typed_says_that_it_is_not_raised_and_stays_in_sight(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("exclamation_mark", "a", "t", "escape")
        await hand.pilot.pause()
        assert "ALERT NOT RAISED" in hand.status
        await hand.press("d")
        assert "ALERT NOT RAISED" in hand.screen
