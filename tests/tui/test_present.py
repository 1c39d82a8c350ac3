"""The meeting view on the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.decisions import Decision
from casereview.tui.config import Config
from casereview.tui.screens.present import Present
from casereview.tui.session import Session
from casereview.tui.start import Presenting
from casereview.tui.widgets.large import large
from tests.questionnaire import begin, fill_in
from tests.reports.meeting_making import CANARY, canary_casebook
from tests.tui.hands import ME, Hand, opened

SIZES = [(120, 40), (80, 24), (60, 20), (40, 12)]


@pytest.fixture
def area(tmp_path: Path, small_data: dict[str, Any]) -> Path:
    """Twelve cases with a canary wherever one may be typed."""
    return canary_casebook(tmp_path / "a.db", small_data)


def place(hand: Hand) -> tuple[int, int]:
    at, _, count = hand.words("#progress").partition(" of ")
    return int(at), int(count)


def shown(hand: Hand) -> str:
    return " ".join(hand.words("#slide").split())


async def go_to(hand: Hand, words: str) -> None:
    """Go on to the first slide that says something."""
    for _ in range(place(hand)[1]):
        if words in shown(hand):
            return
        await hand.press("right")
    raise AssertionError(f"no slide says {words}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_about_a_case_is_seen_on_any_slide_and_every_slide_fits(
    area: Path, size: tuple[int, int]
) -> None:
    async with opened(area, reader="A Lead", size=size) as hand:
        await hand.press("s", "m")
        assert hand.kind == "present"
        at, count = place(hand)
        assert at == 1
        seen = []
        for number in range(1, count + 1):
            assert place(hand) == (number, count)
            assert CANARY not in hand.screen.casefold()
            seen.append(shown(hand))
            page = hand.one("#slide")
            assert page.count() <= page.size.height + 1, seen[-1]  # the last line is a gap
            await hand.press("right")
        assert place(hand) == (count, count)
        for words in ("Anytown", "Headline scores", "Strengths", "Josh", "Recommendations", "What happens next"):
            assert any(words in each for each in seen), words


async def test_the_keys(area: Path) -> None:
    async with opened(area) as hand:
        await hand.press("s", "m")
        _, count = place(hand)
        for key, at in (
            *(("left", 1), ("right", 2), ("space", 3), ("pagedown", 4), ("backspace", 3), ("left", 2), ("pageup", 1)),
            *(("end", count), ("right", count), ("left", count - 1), ("home", 1), ("j", 2), ("k", 1)),
        ):
            await hand.press(key)
            assert place(hand) == (at, count), key
        await hand.press("escape")
        assert hand.kind == "summary"


async def test_a_headline_is_large_and_has_its_bar_band_and_limits(area: Path) -> None:
    async with opened(area) as hand:
        await hand.press("s", "m")
        (theme, *_) = hand.summary().of_kind("theme")
        await go_to(hand, "Headline score ")
        assert theme.percent is not None
        assert theme.band
        for line in large(theme.percent, 1):
            assert line in hand.screen
        assert "45 60 75" in shown(hand)
        assert theme.band.label in shown(hand)
        assert f"{theme.tally.yes} of {theme.tally.scored} answers were sufficient" in shown(hand)


async def test_provisional_is_in_sight_on_every_slide_until_nothing_is_open(tmp_path: Path, area: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.answer(f"{CANARY}-7", "rmp-done", None, f"{CANARY} reader")
    async with opened(area, write=False) as hand:
        await hand.press("s", "m")
        assert "Provisional: 1 blank" in shown(hand)
        _, count = place(hand)
        for _ in range(count):
            assert hand.heading.endswith("PROVISIONAL")
            await hand.press("right")
        with Casebook.open(area) as casebook:
            casebook.answer(f"{CANARY}-7", "rmp-done", "yes", f"{CANARY} reader")
        await hand.press("escape", "m")
        assert "PROVISIONAL" not in hand.screen


async def test_it_stays_at_the_same_thing_when_the_window_changes(area: Path) -> None:
    async with opened(area, size=(120, 40)) as hand:
        await hand.press("s", "m")
        await go_to(hand, "Areas for improvement")
        before = shown(hand)[:40]
        await hand.pilot.resize_terminal(60, 20)
        await hand.pilot.pause()
        assert shown(hand)[:40] == before


async def test_it_follows_another_window(area: Path) -> None:
    async with opened(area, write=False) as hand:
        await hand.press("s", "m", "end")
        with Casebook.open(area) as other:
            other.answer(f"{CANARY}-7", "rmp-done", None, f"{CANARY} reader")
        await hand.until(lambda: "PROVISIONAL" in hand.heading, 3.0)
        assert "What happens next" in shown(hand)


async def test_alone_it_ends_where_it_is_left_and_dates_what_comes(area: Path) -> None:
    with Casebook.open(area, write=False) as casebook:
        app = Presenting(Session(casebook, ""), Config(), date(2011, 12, 2))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, Present)
            hand = Hand(pilot, app, area)
            await hand.press("end")
            assert "between 30 December 2011" in shown(hand)
            await hand.press("escape")
        assert app.return_value == 0
        assert len(app.screen_stack) <= 1


def test_every_figure_is_drawn() -> None:
    for percent in range(101):
        lines = large(percent, 1)
        assert len(lines) == 5
        assert max(map(len, lines)) <= 8 * len(f"{percent}%")
    drawn = {"\n".join(large(percent, 1)) for percent in range(101)}
    assert len(drawn) == 101
    assert [len(large(50, 2)), max(map(len, large(50, 2)))] == [10, 2 * max(map(len, large(50, 1)))]


async def test_all_findings_or_those_that_were_chosen(area: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.decide("rmp-done", "A Lead", Decision("accepted"))
    async with opened(area, write=False) as hand:
        await hand.press("s", "m")
        await go_to(hand, "The report has")
        _, some = place(hand)
        await hand.press("a")
        assert "The report has" not in shown(hand)
        assert place(hand)[1] >= some
        await hand.press("a")
        assert place(hand)[1] == some


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_questionnaire_is_shown_as_its_document_tells_it(tmp_path: Path, size: tuple[int, int]) -> None:
    """Small counts are withheld, no text, no reference and no name is seen, and every answer has its place."""

    def fill(casebook: Casebook) -> None:
        for number in range(9):
            helped = "no" if number == 0 else "a-bit" if number < 4 else "yes"
            fill_in(casebook, helped=helped, mark=number, more=CANARY)

    async with opened(begin(tmp_path / "q.db", fill), size=size) as hand:
        await hand.press("s", "m")
        assert hand.kind == "present"
        count = place(hand)[1]
        whole = []
        for number in range(1, count + 1):
            assert place(hand) == (number, count)
            assert CANARY not in hand.screen.casefold()
            for word in ("R-0", ME):
                assert word not in hand.screen
            page = hand.one("#slide")
            assert page.count() <= page.size.height, hand.screen
            whole.append(shown(hand))
            await hand.press("right")
        assert "9 people answered" in whole[0]
        helped = " ".join(each for each in whole if "Did it help?" in each)
        assert "Yes 5" in helped
        assert "A bit not shown" in helped
        assert "No not shown" in helped
        wrote = next(each for each in whole if "Anything else?" in each)
        assert "9 people wrote something; 0 left it blank." in wrote
        await hand.press("escape")
        assert hand.kind == "responses"


async def test_of_two_people_a_questionnaire_shows_nothing(tmp_path: Path) -> None:
    path = begin(tmp_path / "q.db", lambda casebook: [fill_in(casebook, helped="yes") for _ in range(2)])
    async with opened(path) as hand:
        await hand.press("s", "m")
        assert place(hand) == (1, 1)
        assert "Fewer than 3 people have answered: too few to show" in shown(hand)


async def test_a_questionnaire_whose_copies_differ_is_provisional(tmp_path: Path) -> None:
    import shutil

    path = begin(tmp_path / "q.db", lambda casebook: [fill_in(casebook, helped="yes") for _ in range(4)])
    two = Path(shutil.copy(path, tmp_path / "two.db"))
    for copy, mark in ((path, 1), (two, 2)):
        with Casebook.open(copy) as casebook:
            casebook.respond("R-01", "mark", mark, ME)
    with Casebook.open(path) as casebook:
        casebook.merge([two], "Lead")
    async with opened(path) as hand:
        assert "Copies differ on 1 item, in no figure until it is settled: c." in hand.status
        await hand.press("s", "m")
        assert "PROVISIONAL" in hand.heading
