"""Recommendations and the improvement plan: what is decided by key is in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.decisions import Action, Chosen
from tests.tui.deciding import decidable
from tests.tui.hands import ME, Hand, opened, ticking


@pytest.fixture
def book(tmp_path: Path, small_data: dict[str, Any]) -> Path:
    return decidable(tmp_path / "a.db", small_data)


def chosen(hand: Hand) -> list[Chosen]:
    found: list[Chosen] = hand.ask(lambda casebook: casebook.recommendations())
    return found


def actions(hand: Hand) -> list[Action]:
    found: list[Action] = hand.ask(lambda casebook: casebook.actions())
    return found


async def test_the_suggested_stand_first_with_their_share_and_are_taken_and_taken_back(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r")
        text = hand.words("#decided")
        assert text.index("Suggested by the answers") < text.index("25% Assess vulnerability")
        assert text.index("Assess vulnerability") < text.index("Other standard") < text.index("Make plans")
        assert "Lowest: Was vulnerability assessed well enough? 1 of 4" in " ".join(hand.words("#in-full").split())
        await hand.press("a")
        assert chosen(hand) == [Chosen("safety", "", "", 1)]
        assert "1. 25% Assess vulnerability" in hand.words("#decided")
        await hand.press("home", "d")
        assert chosen(hand) == []
        await hand.press("u")
        assert chosen(hand) == [Chosen("safety", "", "", 1)]


async def test_after_one_is_made_the_cursor_is_on_the_next(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "a", "a")
        assert [each.id for each in chosen(hand)] == ["safety", "plans"]


async def test_words_and_who_are_changed_in_a_form(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "e")
        assert hand.kind == "Form"
        assert hand.one("#blank-0").value == "Assess vulnerability well"
        await hand.press("end")
        await hand.type(" each time")
        await hand.press("enter", "enter")
        assert chosen(hand) == [Chosen("safety", "Assess vulnerability well each time", "", 1)]
        assert "in words of your own" in hand.words("#in-full")
        await hand.press("e", "x", "escape")
        assert chosen(hand) == [Chosen("safety", "Assess vulnerability well each time", "", 1)]


async def test_one_of_ones_own_needs_words_and_the_form_stays_until_it_has_some(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "n", "enter")
        await hand.type("The board")
        await hand.press("enter")
        assert hand.kind == "Form"
        assert "needs words" in hand.words("#about")
        await hand.press("up")
        await hand.type("Talk to health")
        await hand.press("ctrl+s")
        (made,) = chosen(hand)
        assert (made.text, made.who, made.id[:4]) == ("Talk to health", "The board", "own-")


async def test_while_one_is_worded_what_may_identify_somebody_is_said(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "n")
        await hand.type("Look at C 2")
        assert "May identify somebody: case reference: C 2" in " ".join(hand.words(".box-whole").split())


async def test_the_made_ones_are_put_in_order(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "a", "a", "home", "J")
        assert [each.id for each in chosen(hand)] == ["plans", "safety"]
        await hand.press("J")
        assert "It is the last." in hand.status
        await hand.press("K")
        assert [each.id for each in chosen(hand)] == ["safety", "plans"]


async def test_enter_shows_the_questions_behind_it(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "enter")
        assert "Was vulnerability assessed well enough?" in hand.screen
        assert "3 × Evidence thin" in hand.screen


# --- the plan ---


async def test_a_line_is_planned_for_a_recommendation_with_its_dates(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "a", "p", "n")
        assert hand.kind == "Pick"
        await hand.press("enter")
        assert hand.one("#blank-1").value == "Staff"
        await hand.type("Train all staff")
        await hand.press("enter", "enter")
        await hand.type("2026-01-10")
        await hand.press("enter")
        await hand.type("soon")
        await hand.press("enter")
        await hand.type("Begun")
        await hand.press("enter")
        assert "soon" in hand.words("#about")
        assert "is no date" in hand.words("#about")
        assert actions(hand) == []
        await hand.press("up", "end", "backspace", "backspace", "backspace", "backspace")
        await hand.type("2026-05-01")
        await hand.press("ctrl+s")
        (line,) = actions(hand)
        assert line[1:] == ("safety", "Train all staff", "Staff", "2026-01-10", "2026-05-01", "Begun", False)
        assert "» Train all staff" in hand.words("#decided")
        assert "due in 4 days" in hand.words("#decided")
        assert "1 action, 1 due soon" in hand.heading
        assert "recommendation 1: Assess vulnerability well" in " ".join(hand.words("#in-full").split())


@pytest.fixture
def planned(book: Path) -> Path:
    with Casebook.open(book) as casebook:
        casebook.plan(Action("aa", "", "Write the guide", "A Manager", "2026-01-31", "", "One\ntwo"), ME)
        casebook.plan(Action("bb", "", "Train all staff", "", "2026-03-31"), ME)
    return book


async def test_due_and_overdue_are_said_against_the_day_of_the_clock(planned: Path) -> None:
    for day, said in (
        ("2026-01-01", "due 2026-01-31"),
        ("2026-01-20", "due in 11 days"),
        ("2026-02-02", "OVERDUE by 2 days"),
    ):
        async with opened(planned, clock=ticking(f"{day}T12:00:00+00:00")) as hand:
            await hand.press("f", "p")
            assert said in hand.words("#in-full")


async def test_a_line_is_changed_done_and_taken_out(planned: Path) -> None:
    async with opened(planned) as hand:
        await hand.press("f", "p", "e")
        await hand.press("end")
        await hand.type("s")
        await hand.press("ctrl+s")
        # What was not touched stays as it was, its line break too.
        assert actions(hand)[0][1:] == ("", "Write the guides", "A Manager", "2026-01-31", "", "One\ntwo", False)
        await hand.press("space")
        assert [each.done for each in actions(hand)] == [True, False]
        assert "✓ Write the guides" in hand.words("#decided")
        await hand.press("d")
        assert [each.id for each in actions(hand)] == ["aa"]
        await hand.press("u", "u", "u")
        assert [(each.what, each.done) for each in actions(hand)] == [
            ("Write the guide", False),
            ("Train all staff", False),
        ]


async def test_without_recommendations_a_line_stands_for_itself_and_esc_keeps_nothing(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "p", "n")
        assert hand.kind == "Form"
        await hand.type("Something")
        await hand.press("escape")
        assert hand.kind == "Form"
        assert "Esc again gives up" in hand.words("#about")
        await hand.press("escape")
        assert actions(hand) == []
        await hand.press("n", "ctrl+s")
        assert "needs words" in hand.words("#about")
