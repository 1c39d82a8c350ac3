"""What is left in a case, alerts, and sign-off."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from tests.tui.hands import ME, answer_all, make, opened


@pytest.fixture
def nearly(tmp_path: Path, small: QuestionSet) -> Path:
    """One blank, one no without a reason, one marked, one pre-filled, one alert."""

    def fill(casebook: Casebook) -> None:
        casebook.put_facts("C-1", {"rmp-needed": "no"}, ME)
        answer_all(casebook, "C-1", but=("joint-police", "rmp-done", "rmp-timely", "safe", "assessed"))
        casebook.answer("C-1", "safe", "no", ME)
        casebook.answer("C-1", "assessed", "no", ME)
        casebook.give_reasons("C-1", "assessed", ["late"], ME)
        casebook.mark("C-1", "delivered", True, ME)
        casebook.raise_alert("C-1", "at risk\nat home", "B Smith")

    return make(tmp_path / "a.db", small, ["C-1", "C-2"], fill)


async def test_it_lists_all_that_is_left(nearly: Path) -> None:
    async with opened(nearly, case="C-1") as hand:
        await hand.press("d")
        assert hand.words("#left").split("\n") == [
            "▸ ALERT at risk at home (raised by B Smith)",
            "1 question blank",
            "Delivery joint work: the police",
            "1 no without a reason",
            "Asset (initial assessme… Was vulnerability assessed well enough?",
            "1 question marked to come back to",
            "Delivery Was the work delivered as planned?",
            "2 questions pre-filled not applicable from the facts (~)",
        ]
        assert "1 blank" in hand.heading
        assert "can be signed off when nothing is blank" in hand.status


async def test_enter_goes_to_the_question_and_the_cursor_passes_headings_over(nearly: Path) -> None:
    async with opened(nearly, case="C-1") as hand:
        await hand.press("d", "down", "j", "down", "k", "up", "enter")
        assert (hand.kind, hand.question) == ("review", "joint-police")
        await hand.press("y")
        assert hand.kind == "finish"
        await hand.press("escape", "escape")
        assert hand.kind == "cases"


async def test_enter_shows_an_alert_whole(nearly: Path) -> None:
    async with opened(nearly, case="C-1") as hand:
        await hand.press("d", "enter")
        assert hand.kind == "Show"
        assert "at risk\nat home\n\nRaised by B Smith." in hand.words("Page")
        await hand.press("escape")
        assert hand.kind == "finish"


async def test_a_click_goes_to_the_question(nearly: Path) -> None:
    async with opened(nearly, case="C-1") as hand:
        await hand.press("d")
        await hand.pilot.click("#left", offset=(5, 1))  # a heading: nothing
        await hand.pilot.click("#left", offset=(5, 2))
        await hand.pilot.click("#left", offset=(5, 2))
        await hand.pilot.pause()
        assert (hand.kind, hand.question) == ("review", "joint-police")


async def test_sign_off_is_refused_while_something_is_blank(nearly: Path) -> None:
    async with opened(nearly, case="C-1") as hand:
        await hand.press("d", "o")
        assert hand.kind == "finish"
        assert "1 blank; answer them before signing off" in hand.status
        assert not hand.reading().signed_off


async def test_sign_off_goes_back_to_the_cases(nearly: Path) -> None:
    async with opened(nearly, case="C-1") as hand:
        await hand.press("g", "y")
        assert hand.kind == "finish"
        assert "o signs the case off" in hand.status
        await hand.press("o")
        assert hand.kind == "cases"
        assert hand.status == "Case C-1 is signed off. Enter opens the next one."
        assert hand.reading().signed_off
        assert "signed off" in hand.words("#cases")
        assert hand.summary().signed_off == 1
        await hand.press("enter")
        assert hand.app.screen.case == "C-2"  # type: ignore[attr-defined]


async def test_the_last_sign_off_says_that_nothing_is_left(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, ["C-1"], lambda casebook: answer_all(casebook, "C-1"))
    async with opened(path, case="C-1") as hand:
        await hand.press("d", "o")
        assert hand.status == "Case C-1 is signed off. Nothing is left to sign off here."


async def test_a_signed_off_case_is_opened_again_with_a_reason(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        casebook.sign_off("C-1", ME)

    async with opened(make(tmp_path / "a.db", small, ["C-1"], fill), case="C-1") as hand:
        await hand.press("d")
        assert "signed off" in hand.heading
        await hand.press("o", "enter")
        assert hand.kind == "Ask"
        await hand.press("escape")
        assert hand.reading().signed_off
        await hand.press("o")
        await hand.type("late evidence")
        await hand.press("enter")
        assert not hand.reading().signed_off
        assert "late evidence" in hand.history()[-1].value
        assert "Nothing is blank" in hand.status
        await hand.press("escape", "x")
        assert hand.reading().answers["assessed"] == "na"


async def test_an_alert_is_raised_and_withdrawn_with_a_reason(nearly: Path) -> None:
    async with opened(nearly, case="C-1") as hand:
        await hand.press("d", "down", "w")
        assert "Put the cursor on an alert" in hand.status
        await hand.press("up", "w")
        await hand.type("told at noon")
        await hand.press("enter")
        assert [alert.withdrawn for alert in hand.reading().alerts] == ["told at noon"]
        assert "withdrawn: told at noon" in hand.words("#left")
        await hand.press("w", "escape")
        await hand.press("exclamation_mark")
        await hand.type("another")
        await hand.press("tab", "enter")
        assert hand.kind == "finish"
        assert {alert.text for alert in hand.reading().alerts} == {"at risk\nat home", "another"}
        assert "another" in hand.words("#left")


async def test_anothers_case_is_to_look_at(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, ["C-1"], lambda casebook: answer_all(casebook, "C-1", "no", "B Smith"))
    async with opened(path, case="C-1") as hand:
        await hand.press("d")
        assert "To look at only" in hand.status
        await hand.press("o", "w")
        assert hand.kind == "finish"
        assert not hand.reading(reader="B Smith").signed_off
        assert "without a reason" in hand.words("#left")


async def test_nothing_answered_yet(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("d", "end", "home", "pagedown", "w", "enter")
        assert hand.kind == "review"
