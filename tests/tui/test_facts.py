"""The facts of a case: a short form that saves at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from tests.tui.hands import ME, answer_all, make, opened


@pytest.fixture
def unknown(tmp_path: Path, small: QuestionSet) -> Path:
    return make(tmp_path / "a.db", small, {"C-1": {}, "C-2": {"gender": "female"}})


async def test_a_number_chooses_saves_and_goes_on(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("enter")
        assert hand.kind == "facts"
        assert "0 of 2 known" in hand.heading
        await hand.press("2")
        assert hand.reading().facts == {"gender": "female"}
        assert "Saved: Gender Female" in hand.status
        assert "1 of 2 known" in hand.heading
        await hand.press("9", "0")
        await hand.press("1")
        assert hand.reading().facts == {"gender": "female", "rmp-needed": "yes"}


async def test_arrows_turn_through_the_values_and_space_opens_again(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("F")
        seen = []
        for key in ("right", "right", "right", "left", "space", "left"):
            await hand.press(key)
            seen.append(hand.reading().facts.get("gender"))
        assert seen == ["male", "female", "male", "female", None, "female"]


async def test_moving(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("F")
        at = []
        for key in ("j", "j", "k", "tab", "shift+tab", "down", "up"):
            await hand.press(key)
            at.append(hand.one("#facts").cursor)
        assert at == [1, 1, 0, 1, 0, 1, 0]


async def test_it_begins_at_the_first_open_fact(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("down", "F")
        assert hand.one("#facts").cursor == 1


async def test_beside_each_fact_stands_what_it_decides(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("F")
        assert "Decides no question; it is for breakdowns" in hand.words("#about-fact")
        await hand.press("down")
        about = hand.words("#about-fact")
        assert "Was a risk management plan needed?" in about
        assert "By your own judgement" in about
        assert "Decides 1 question\nWas a risk management plan made?" in about
        assert "1 ○ Yes 2 ○ No" in hand.words("#facts")
        await hand.press("1")
        assert "1 ● Yes 2 ○ No" in hand.words("#facts")


async def test_values_that_find_no_room_are_listed_below(tmp_path: Path, large: QuestionSet) -> None:
    async with opened(make(tmp_path / "a.db", large, {"C-1": {}}), size=(60, 20)) as hand:
        await hand.press("F")
        for place, fact in enumerate(large.facts):
            assert hand.one("#facts").cursor == place
            line = next(line for line in hand.lines if "▸" in line)
            about = " ".join(hand.words("#about-fact").split())
            assert all(option.label in about for option in fact.options)
            assert all(option.label in line for option in fact.options) or "choose" in line
            await hand.press("down")


async def test_enter_goes_on_to_the_questions_and_back_where_it_was_opened_from(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("enter", "enter")
        assert hand.kind == "review"
        await hand.press("F", "enter")
        assert hand.kind == "review"
        await hand.press("F", "escape", "escape")
        assert hand.kind == "cases"
        await hand.press("F", "enter")
        assert hand.kind == "cases"


async def test_a_fact_changes_what_applies(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("enter", "down", "2", "enter")
        assert "5 blank" in hand.heading
        assert set(hand.reading().suggested) == {"rmp-done", "rmp-timely"}


async def test_a_click_takes_the_next_value(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("F")
        await hand.pilot.click("#facts", offset=(5, 0))
        await hand.pilot.pause()
        assert hand.reading().facts == {"gender": "male"}


async def test_undo_takes_a_fact_back(unknown: Path) -> None:
    async with opened(unknown) as hand:
        await hand.press("enter", "1", "enter", "u")
        assert hand.reading().facts == {}


@pytest.mark.parametrize("why", ["signed off", "read only"])
async def test_facts_that_may_not_change_do_not(tmp_path: Path, small: QuestionSet, why: str) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        if why == "signed off":
            casebook.sign_off("C-1", ME)

    path = make(tmp_path / "a.db", small, ["C-1"], fill)
    async with opened(path, write=why == "signed off") as hand:
        await hand.press("F")
        assert "To look at" in hand.status
        before = hand.history()
        await hand.press("2", "right", "left", "space", "down", "2")
        await hand.pilot.click("#facts", offset=(5, 1))
        await hand.pilot.pause()
        assert hand.history() == before
        assert hand.kind == "facts"


async def test_a_question_set_without_facts(tmp_path: Path, small_data: dict[str, object]) -> None:
    from casereview.questions.build import build

    small_data["facts"] = []
    for question in small_data["questions"]:  # type: ignore[attr-defined]
        question.pop("applies_when", None)
    path = make(tmp_path / "a.db", build(small_data), {"C-1": {}})  # type: ignore[arg-type]
    async with opened(path) as hand:
        await hand.press("F")
        assert "has no facts" in hand.words("#facts") or "0 of 0 known" in hand.heading
        for key in ("1", "right", "left", "space", "down", "up", "enter"):
            await hand.press(key)
        assert hand.kind == "cases"
        await hand.press("s", "b")
        assert "No facts known yet" in hand.screen


@pytest.mark.parametrize(("case", "kind"), [("C-1", "facts"), ("C-2", "facts"), ("C-3", "review")])
async def test_a_second_reader_begins_with_the_facts_as_long_as_one_is_open(
    tmp_path: Path, small: QuestionSet, case: str, kind: str
) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.allocate(dict.fromkeys(("C-1", "C-2", "C-3"), ("B Shah", ME)), "L Lead")
        for begun in ("C-2", "C-3"):
            casebook.answer(begun, "safe", "no", "B Shah")

    cases = {"C-1": {}, "C-2": {"gender": "male"}, "C-3": {"gender": "male", "rmp-needed": "yes"}}
    async with opened(make(tmp_path / "a.db", small, cases, fill), case=case) as hand:
        assert hand.kind == kind
        if kind == "facts":
            await hand.press("enter")
        await hand.press("y", "escape")
        assert hand.reading(case).second
        assert list(hand.reading(case).answers.values()) == ["yes"]
        hand.app.open_case(case)
        await hand.pilot.pause()
        assert hand.kind == "review"  # begun: where it was left, whatever is open


async def test_who_looks_at_a_reading_of_another_is_not_asked_for_facts(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, {"C-1": {}}, lambda made: made.answer("C-1", "safe", "no", "B Shah"))
    async with opened(path, case="C-1") as hand:
        assert hand.kind == "review"
