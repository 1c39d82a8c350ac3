"""Notable practice: an account with an invented name, and a warning that is read before it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.decisions import Practice
from tests.tui.deciding import decidable
from tests.tui.hands import ME, Hand, answer_all, opened


@pytest.fixture
def book(tmp_path: Path, small_data: dict[str, Any]) -> Path:
    small_data["glossary"] = [{"term": "Victim Liaison", "meaning": "Those who keep in touch with victims."}]
    return decidable(tmp_path / "a.db", small_data)


def accounts(hand: Hand) -> list[Practice]:
    found: list[Practice] = hand.ask(lambda casebook: casebook.practices())
    return found


@pytest.mark.parametrize("way", [("P",), ("d", "n")], ids=["in a case", "when finishing"])
async def test_an_account_is_marked_and_taken_back(book: Path, way: tuple[str, ...]) -> None:
    async with opened(book, case="C-1") as hand:
        await hand.press(*way)
        assert hand.kind == "Account"
        await hand.type("Josh")
        await hand.press("enter")
        await hand.type("Josh was met each time.")
        await hand.press("escape")
        assert accounts(hand) == [Practice("C-1", "Josh", "Josh was met each time.")]
        await hand.press(way[-1])
        assert hand.one("#name").value == "Josh"
        hand.one("#text").text = ""
        await hand.press("escape")
        assert accounts(hand) == []


async def test_what_may_identify_is_said_while_it_is_written_and_saved_only_once_it_was_seen(book: Path) -> None:
    async with opened(book, case="C-1") as hand:
        await hand.press("P")
        assert "Nothing that would identify" in hand.words("#identify")
        await hand.press("enter")
        hand.one("#text").text = "A worker, Marian, of Victim Liaison met C-2 on 3 March."
        await hand.pilot.pause()
        said = " ".join(hand.words("#identify").split())
        for words in ("case reference: C-2", "date: 3 March", "capitalised word: Marian"):
            assert words in said
        assert "Liaison" not in said
        await hand.press("escape")
        assert hand.kind == "Account"
        assert "Esc again saves" in hand.words("#about")
        assert accounts(hand) == []
        await hand.press("escape")
        assert [each.case for each in accounts(hand)] == ["C-1"]


async def test_a_new_warning_is_read_before_it_is_saved(book: Path) -> None:
    async with opened(book, case="C-1") as hand:
        await hand.press("P", "enter")
        hand.one("#text").text = "The worker, Marian, came."
        await hand.press("escape")
        hand.one("#text").text = "The worker, Marian, came on 3 March."
        await hand.pilot.pause()
        await hand.press("escape")
        assert hand.kind == "Account"
        assert accounts(hand) == []


async def test_the_invented_name_identifies_nobody(book: Path) -> None:
    async with opened(book, case="C-1") as hand:
        await hand.press("P", "enter")
        hand.one("#text").text = "His worker went with Josh."
        await hand.pilot.pause()
        assert "Josh" in hand.words("#identify")
        hand.one("#name").value = "Josh"
        await hand.pilot.pause()
        assert "Josh" not in hand.words("#identify")


async def test_only_looking_writes_nothing(book: Path) -> None:
    with Casebook.open(book) as casebook:
        casebook.mark_practice("C-1", "Josh", "Well.", ME)
    async with opened(book, case="C-1") as hand:
        before = len(hand.history())
        await hand.press("P", "escape")
        assert len(hand.history()) == before


async def test_a_case_that_is_signed_off_can_still_be_marked(tmp_path: Path, small_data: dict[str, Any]) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        casebook.sign_off("C-1", ME)

    async with opened(decidable(tmp_path / "a.db", small_data, fill), case="C-1") as hand:
        await hand.press("d", "n", "enter")
        await hand.type("He was met.")
        await hand.press("escape")
        assert [each.text for each in accounts(hand)] == ["He was met."]


async def test_a_second_reader_does_not_see_the_account_before_both_sign_off(book: Path) -> None:
    with Casebook.open(book) as casebook:
        casebook.mark_practice("C-1", "Josh", "Canary.", ME)
        casebook.begin_second_reading("C-1", "B Shah")
    async with opened(book, reader="B Shah", case="C-1") as hand:
        await hand.press("P")
        assert hand.kind == "review"
        assert "Hidden until" in hand.status
        await hand.press("escape", "f", "end")
        assert hand.kind == "findings"
        assert "Canary" not in hand.screen
        assert "1 account hidden" in hand.status


async def test_a_casebook_to_look_at_says_so(book: Path) -> None:
    async with opened(book, case="C-1", write=False) as hand:
        await hand.press("d", "n")
        assert hand.kind == "finish"
        assert "open for writing" in hand.status
