"""The Findings screen: what is decided by key is in the file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.decisions import Decision, Practice
from tests.tui.deciding import decidable
from tests.tui.hands import ME, Hand, opened


@pytest.fixture
def book(tmp_path: Path, small_data: dict[str, Any]) -> Path:
    return decidable(tmp_path / "a.db", small_data)


def decisions(hand: Hand) -> dict[str, Decision]:
    found: dict[str, Decision] = hand.ask(lambda casebook: casebook.decisions())
    return found


def here(hand: Hand) -> str:
    return str(hand.app.screen.here.id)  # type: ignore[attr-defined]


async def go_to(hand: Hand, name: str) -> None:
    await hand.press("home")
    for _ in range(30):
        if here(hand) == name:
            return
        await hand.press("down")
    raise AssertionError(name)


async def test_by_criterion_strengths_before_areas_and_provisional_while_blank(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("s", "f")
        assert hand.kind == "findings"
        assert "provisional: " in hand.heading
        text = hand.words("#decided")
        assert text.index("1.1 Risk of Harm") < text.index("Strengths") < text.index("1.2 Safeguarding")
        assert text.index("1.2 Safeguarding") < text.index("Areas for improvement")
        assert "drafted" in text
        await hand.press("escape", "escape")
        assert hand.kind == "cases"


async def test_accept_and_drop_are_kept_said_and_taken_back(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        await hand.press("a")
        assert decisions(hand) == {"safe": Decision("accepted", figures="improvement")}
        assert "✓ accepted" in hand.words("#in-full")
        await hand.press("d")
        assert decisions(hand)["safe"].state == "dropped"
        assert "– dropped" in hand.words("#in-full")
        await hand.press("d")
        assert decisions(hand) == {}
        await hand.press("a", "a")
        assert decisions(hand) == {}


async def test_all_of_a_list_are_accepted_with_one_key_and_taken_back_with_one(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        assert " left)" in hand.heading
        await hand.press("A")
        assert decisions(hand)["safe"].state == "accepted"
        assert "accepted" in hand.status
        await hand.press("u")
        assert decisions(hand) == {}


async def test_undo_goes_back_step_by_step_and_says_when_there_is_nothing(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        await hand.press("a", "d", "u")
        assert decisions(hand) == {"safe": Decision("accepted", figures="improvement")}
        await hand.press("u")
        assert decisions(hand) == {}
        await hand.press("u")
        assert "Nothing was decided" in hand.status


async def test_rewording_shows_how_it_reads_and_keeps_the_figures_live(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        await hand.press("e")
        assert hand.kind == "Reword"
        assert "{scored}" in hand.one("#text").text
        hand.one("#text").text = ""
        await hand.type("Too few, {yes} of {scored}, were safe")
        assert "Too few, 1 of 4, were safe" in hand.words("#reads")
        assert "{thin} 3" in hand.words("#reads")
        await hand.press("escape")
        assert hand.kind == "findings"
        kept = decisions(hand)["safe"]
        assert kept.text == "Too few, {yes} of {scored}, were safe"
        assert kept.figures
        assert "Too few, 1 of 4" in hand.words("#in-full")
        assert "reworded" in hand.words("#decided")
        await hand.press("u")
        assert decisions(hand) == {}


async def test_an_unknown_figure_is_warned_of_and_refused_until_it_is_put_right(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        await hand.press("e")
        hand.one("#text").text = "In {maybe} cases"
        await hand.pilot.pause()
        assert "{maybe} stands for no figure" in hand.words("#reads")
        await hand.press("escape")
        assert hand.kind == "Reword"
        assert "NOT SAVED" in hand.words("#about")
        assert decisions(hand) == {}
        hand.one("#text").text = "In {no} cases"
        await hand.pilot.pause()
        assert "NOT SAVED" not in hand.words("#about")
        await hand.press("escape")
        assert decisions(hand)["safe"].text == "In {no} cases"


async def test_only_looking_at_the_words_writes_nothing_and_no_words_are_the_draft(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        before = len(hand.history(""))
        await hand.press("e", "escape")
        assert len(hand.history("")) == before
        await hand.press("e")
        hand.one("#text").text = "Words."
        await hand.press("escape", "e")
        hand.one("#text").text = ""
        await hand.press("escape")
        assert decisions(hand) == {}


async def test_what_is_half_typed_is_kept(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        await hand.press("e")
        hand.one("#text").text = "Half"
        await hand.until(lambda: bool(hand.ask(lambda casebook: casebook.draft("", "finding:safe", ME))))
        await hand.press("tab", "down", "enter")  # discard
        assert hand.ask(lambda casebook: casebook.draft("", "finding:safe", ME)) == ""


async def test_figures_that_changed_under_words_are_flagged_and_accepting_confirms_them(
    tmp_path: Path, small_data: dict[str, Any]
) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.decide("safe", ME, Decision("accepted", "Only {yes} of {scored}.", "safe 0/4 thin=3"))

    path = decidable(tmp_path / "a.db", small_data, fill)
    async with opened(path) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        assert "! accepted, reworded, figures changed" in hand.words("#in-full")
        assert "changed" in hand.words("#decided")
        await hand.press("a")
        assert decisions(hand)["safe"] == Decision("accepted", "Only {yes} of {scored}.", "safe 1/4 thin=3")
        assert "figures changed" not in hand.words("#in-full")


@pytest.mark.parametrize(("up", "down"), [("K", "J"), ("shift+up", "shift+down")])
async def test_findings_move_within_their_list_and_stop_at_its_ends(book: Path, up: str, down: str) -> None:
    def order(hand: Hand) -> list[str]:
        return [each.id for each in hand.app.screen._findings if each.criterion == "1.1"]  # type: ignore[attr-defined]

    async with opened(book) as hand:
        await hand.press("f")
        first, second, third = order(hand)
        await go_to(hand, first)
        await hand.press(down)
        assert order(hand) == [second, first, third]
        assert here(hand) == first
        await hand.press(down, down)
        assert order(hand) == [second, third, first]
        assert "last of its list" in hand.status
        await hand.press(up)
        await hand.press("u", "u", "u")
        assert order(hand) == [first, second, third]
        assert decisions(hand) == {}


async def test_enter_shows_the_question_its_figures_and_the_reasons(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        await hand.press("enter")
        assert hand.kind == "Show"
        for words in ("Was vulnerability assessed well enough?", "1 of 4", "yes 1", "no 3", "3 × Evidence thin"):
            assert words in hand.screen


async def test_what_differs_between_copies_is_said_and_a_decision_settles_it(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.db"
    other.write_bytes(book.read_bytes())
    with Casebook.open(book) as one, Casebook.open(other) as two:
        one.decide("safe", ME, Decision("accepted"))
        two.decide("safe", "B Shah", Decision("dropped"))
    with Casebook.open(book) as one:
        one.merge([other], ME)
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        assert "? differs between copies" in hand.words("#in-full")
        await hand.press("J")
        assert "accept or drop it first" in hand.status
        await hand.press("d")
        assert decisions(hand)["safe"] == Decision("dropped")


async def test_accounts_of_practice_stand_at_the_end_to_edit_and_take_out(
    tmp_path: Path, small_data: dict[str, Any]
) -> None:
    path = decidable(tmp_path / "a.db", small_data, lambda casebook: casebook.mark_practice("C-2", "Josh", "Well.", ME))
    async with opened(path) as hand:
        await hand.press("f", "end")
        assert "C-2 Josh: Well." in hand.words("#decided")
        await hand.press("a")
        assert "finding" in hand.status
        await hand.press("e")
        assert hand.kind == "Account"
        hand.one("#text").text = "He was met each time."
        await hand.press("escape")
        assert hand.ask(lambda casebook: casebook.practices()) == [Practice("C-2", "Josh", "He was met each time.")]
        await hand.press("d")
        assert hand.ask(lambda casebook: casebook.practices()) == []
        await hand.press("u")
        assert hand.ask(lambda casebook: casebook.practices()) == [Practice("C-2", "Josh", "He was met each time.")]


@pytest.mark.parametrize(("way", "kind"), [(("f",), "findings"), (("f", "r"), "recommendations"), (("f", "p"), "plan")])
async def test_a_casebook_to_look_at_offers_and_takes_no_decision(book: Path, way: tuple[str, ...], kind: str) -> None:
    before = book.read_bytes()
    async with opened(book, write=False) as hand:
        await hand.press(*way)
        assert hand.kind == kind
        assert "accept" not in hand.one("Keys").words
        await hand.press("a", "d", "e", "K", "J", "n", "space", "u")
        assert hand.kind == kind
    assert book.read_bytes() == before


async def test_a_disk_that_fails_is_said_and_the_decision_can_be_tried_again(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "safe")
        book.rename(book.with_name("away.db"))
        await hand.press("a")
        assert hand.kind == "NotSaved"
        book.with_name("away.db").rename(book)
        await hand.press("r")
        assert hand.kind == "findings"
        assert decisions(hand)["safe"].state == "accepted"


async def test_r_and_p_go_to_and_fro_without_piling_screens_up(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "r", "p", "r", "p", "r")
        assert hand.kind == "recommendations"
        await hand.press("escape")
        assert hand.kind == "findings"
        await hand.press("escape")
        assert hand.kind == "cases"


async def test_while_it_is_reworded_what_may_identify_somebody_is_said(book: Path) -> None:
    async with opened(book) as hand:
        await hand.press("f", "e")
        hand.one("#text").text = "Not in C 2, which Kieran knows."
        await hand.pilot.pause()
        said = " ".join(hand.words("#reads").split())
        assert "May identify somebody: case reference: C 2; capitalised word: Kieran" in said


@pytest.fixture
def differing(book: Path) -> Path:
    """Copies that decided otherwise about `safe`, merged."""
    other = Path(shutil.copy(book, book.with_name("other.db")))
    for path, decision in ((book, Decision("accepted", "One {yes}.")), (other, Decision("dropped"))):
        with Casebook.open(path) as casebook:
            casebook.decide("safe", path.stem, decision)
    with Casebook.open(book) as casebook:
        casebook.merge([other], ME)
    return book


@pytest.mark.parametrize("keys", ["a", "d", "e", "K"])
async def test_undo_takes_back_no_earlier_decision_than_the_last(differing: Path, keys: str) -> None:
    """What differed between copies can not be made to differ again, so there is nothing to take back."""
    async with opened(differing) as hand:
        await hand.press("f")
        await go_to(hand, "assessed")
        await hand.press("a")
        await go_to(hand, "safe")
        await hand.press(keys)
        if keys == "e":
            hand.one("#text").text = "Other words, {yes} of {scored}"
            await hand.press("escape")
        stands = decisions(hand)
        assert stands["assessed"].state == "accepted"
        await hand.press("u")
        if keys != "K":  # it was refused, so the last decision was the one before
            assert decisions(hand) == stands
            assert hand.status == "Copies that differed can not be made to differ again."
            await hand.press("u")
        assert "assessed" not in decisions(hand)
        assert hand.status == "Taken back."


async def test_behind_a_finding_that_is_in_no_list_any_more_stands_the_draft_and_not_the_own_words(book: Path) -> None:
    with Casebook.open(book) as casebook:
        casebook.decide("assessed", ME, Decision("accepted", "Own words about {yes} of {scored}", "assessed 4/4"))
        casebook.answer("C-1", "assessed", "no", ME)
        casebook.answer("C-2", "assessed", "na", ME)
    async with opened(book) as hand:
        await hand.press("f")
        await go_to(hand, "assessed")
        await hand.press("enter")
        shown = " ".join(hand.screen.split())
        assert "Own words about 2 of 3" in shown
        assert "The draft: " in shown
        assert "The draft: Own words" not in shown
