"""Moving about a case: keys, lists to choose from, and the place that is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.tui.screens import case_screen
from casereview.tui.widgets.lines import Rows
from tests.tui.hands import ME, Filled, answer_all, make, opened


async def test_arrows_and_letters_move_without_answering(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        seen = []
        for key in ("down", "j", "up", "k", "k", "right", "right_square_bracket", "left", "left_square_bracket"):
            await hand.press(key)
            seen.append(hand.question)
        assert seen == [
            "safe", "rmp-done", "safe", "assessed", "assessed", "rmp-done", "delivered", "rmp-done", "assessed",
        ]  # fmt: skip
        assert hand.reading().answers == {}
        await hand.press("left")
        assert hand.question == "assessed"
        hand.app.screen.go(6)
        await hand.press("right", "down")
        assert hand.question == "joint-police"


async def test_g_goes_to_the_next_blank(filled: Filled) -> None:
    path = filled(lambda casebook: answer_all(casebook, "C-1", but=("safe", "delivered")))
    async with opened(path, case="C-1") as hand:
        assert hand.question == "safe"
        await hand.press("g")
        assert hand.question == "delivered"
        await hand.press("g")
        assert hand.question == "safe"
        await hand.press("y", "y", "escape", "g")
        assert "Nothing is blank" in hand.status


async def test_capital_g_lists_what_is_blank_or_marked_and_goes_there(
    filled: Filled,
) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1", but=("safe", "delivered"))
        casebook.mark("C-1", "joint-health", True, ME)

    async with opened(filled(fill), case="C-1") as hand:
        await hand.press("G")
        listed = hand.words("#choices").split("\n")
        assert len(listed) == 3
        assert "Blank or marked: 3" in hand.words(".box-title")
        assert "⚑" in listed[2]
        assert "⚑" not in listed[0]
        await hand.press("down", "down", "enter")
        assert hand.question == "joint-health"
        await hand.press("f", "G", "escape")
        assert hand.question == "joint-health"
        assert hand.reading().marks == frozenset()


async def test_slash_finds_a_question_by_parts_of_words(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("slash")
        assert len(hand.words("#choices").split("\n")) == 7
        await hand.type("wor pol")
        assert hand.words("#choices").count("\n") == 0
        await hand.press("enter")
        assert hand.question == "joint-police"
        assert hand.reading().answers == {}
        await hand.press("slash")
        await hand.type("xyz")
        assert "No question has these words" in hand.words("#choices")
        await hand.press("enter", "escape")
        assert hand.question == "joint-police"


async def test_f_marks_and_takes_the_mark_off(path: Path) -> None:
    async with opened(path, case="C-1", size=(120, 40)) as hand:
        await hand.press("f")
        assert hand.reading().marks == {"assessed"}
        assert "⚑ marked to come back to" in hand.words("#question")
        assert "⚑" in hand.words("#part")
        await hand.press("f")
        assert hand.reading().marks == frozenset()


async def test_page_keys_scroll_the_guidance(tmp_path: Path, large: QuestionSet) -> None:
    async with opened(make(tmp_path / "a.db", large, {"C-1": {}}, area="A"), size=(60, 20)) as hand:
        hand.app.open_review("C-1")
        await hand.pilot.pause()
        await hand.press("pagedown")
        assert hand.one("#question").scroll_offset.y > 0
        await hand.press("pageup")
        assert hand.one("#question").scroll_offset.y == 0


async def test_a_case_opens_where_it_was_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_screen, "_PLACE_SECONDS", 0.01)
    async with opened(path, case="C-1") as hand:
        await hand.press("y", "j", "j")
        assert hand.question == "rmp-timely"
        await hand.until(lambda: hand.ask(lambda casebook: casebook.place("C-1", ME)) == "rmp-timely")
    async with opened(path) as hand:
        await hand.press("enter")
        assert hand.question == "rmp-timely"
        await hand.press("escape", "down", "enter")
        assert hand.question == "assessed"


async def test_the_place_is_stored_with_the_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed right after an answer, the case opens at the question that was shown then."""
    monkeypatch.setattr(case_screen, "_PLACE_SECONDS", 600)
    async with opened(path, case="C-1") as hand:
        await hand.press("y")
        assert hand.ask(lambda casebook: casebook.place("C-1", ME)) == hand.question == "safe"


async def test_the_place_passes_over_what_the_answer_makes_not_applicable(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_screen, "_PLACE_SECONDS", 600)
    async with opened(filled(lambda casebook: casebook.put_place("C-1", "rmp-done", ME)), case="C-1") as hand:
        assert hand.question == "rmp-done"
        await hand.press("x")
        assert hand.question == "delivered"
        assert hand.ask(lambda casebook: casebook.place("C-1", ME)) == "delivered"


async def test_only_looking_writes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path, case="C-1") as hand:
        before = hand.history()
        await hand.press("j", "k", "h", "escape", "G", "escape", "s", "escape", "d", "escape", "F", "escape")
        assert hand.history() == before


@pytest.mark.parametrize(
    ("key", "kind"), [("s", "summary"), ("F", "facts"), ("d", "finish"), ("question_mark", "Help")]
)
async def test_the_other_screens_are_one_key_away_and_escape_comes_back(path: Path, key: str, kind: str) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("j", key)
        assert hand.kind == kind
        await hand.press("escape")
        assert (hand.kind, hand.question) == ("review", "safe")
        await hand.press("escape")
        assert hand.kind == "cases"


async def test_facts_changed_on_the_way_are_in_force_at_once(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("F", "down", "2", "enter")
        assert hand.kind == "review"
        assert "5 blank" in hand.heading


async def test_the_list_beside_follows(path: Path) -> None:
    async with opened(path, case="C-1", size=(120, 40)) as hand:
        await hand.press("j")
        rows = hand.one("#part")
        assert isinstance(rows, Rows)
        assert rows.cursor == 1
        await hand.press("j")
        assert rows.cursor == 0
        assert rows.count() == 2


async def test_a_hasty_enter_in_the_help_answers_nothing(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        before = hand.reading().answers
        await hand.press("question_mark", "enter")
        assert hand.kind == "review"
        assert hand.reading().answers == before
        await hand.press("question_mark", "down", "enter")
        await hand.pilot.pause()
        assert len(hand.reading().answers) == len(before) + 1
