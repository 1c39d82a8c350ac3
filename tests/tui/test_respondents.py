"""The list of respondents: who said something, in which order, and only the keys that make sense for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from tests.questionnaire import begin, fill_in
from tests.tui.hands import ME, Hand, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A respondent in every state; R-12 was added before anybody else."""

    def fill(casebook: Casebook) -> None:
        casebook.add_cases([NewCase("R-02", {}), NewCase("R-12", {})], ME)
        whole = fill_in(casebook, helped="yes", **{"with": ["home"]}, mark=3, more="Fine.")
        casebook.sign_off(whole, ME)
        fill_in(casebook, "B Shah", helped="no", **{"with": ["home"]}, mark=0, more="Bad.")
        casebook.respond("R-02", "helped", "no", ME)
        casebook.raise_alert("R-02", "at risk", ME)

    return begin(tmp_path / "q.db", fill)


def refs(hand: Hand) -> list[str]:
    return [line.replace("▸ ", "").split()[0] for line in hand.words("#respondents").split("\n")]


def row(hand: Hand, ref: str) -> str:
    return next(line for line in hand.words("#respondents").split("\n") if f"{ref} " in line)


async def test_every_respondent_has_how_much_is_entered_and_by_whom(path: Path) -> None:
    async with opened(path) as hand:
        assert hand.kind == "respondents"
        assert refs(hand) == ["R-02", "R-12", "R-13", "R-14"]
        assert row(hand, "R-02") == f"▸ R-02 1/4 some open ALERT {ME} 05 Jan 09:00"
        assert row(hand, "R-12") == "R-12 0/4 nothing yet"
        assert row(hand, "R-13") == f"R-13 4/4 signed off {ME} 05 Jan 09:00"
        assert row(hand, "R-14") == "R-14 4/4 all answered B Shah 05 Jan 09:00"
        assert hand.heading == f"Area 3 forms {ME}"
        assert hand.words("#scores") == "1 signed off, 1 all answered, 1 some open, 1 nothing yet"


async def test_nothing_here_speaks_of_cases_or_shows_what_is_for_them(path: Path) -> None:
    async with opened(path) as hand:
        for key in ("f", "F", "g", "A", "p", "2"):
            await hand.press(key)
            assert hand.kind == "respondents"
            assert " case" not in hand.screen
        await hand.press("question_mark")
        listed = " ".join(choice.text for choice, _ in hand.app.screen._choices)  # type: ignore[attr-defined]
        assert " case " not in listed
        await hand.press("escape", "slash")
        await hand.type("xyz")
        assert "No respondent matches; Esc shows all." in hand.screen
        assert hand.one("#filter").placeholder.startswith("type to show only some respondents")


async def test_o_changes_the_order(path: Path) -> None:
    async with opened(path) as hand:
        for order, shown in (
            ("most left open", ["R-12", "R-02", "R-13", "R-14"]),
            ("last touched", ["R-02", "R-14", "R-13", "R-12"]),
            ("reference", ["R-02", "R-12", "R-13", "R-14"]),
        ):
            await hand.press("o")
            assert hand.status == f"Order: {order}."
            assert refs(hand) == shown


@pytest.mark.parametrize(
    ("typed", "left"),
    [("r-1", ["R-12", "R-13", "R-14"]), ("open", ["R-02"]), ("shah", ["R-14"]), ("alert", ["R-02"]), ("yet", ["R-12"])],
)
async def test_slash_filters_by_reference_state_and_who_entered_it(path: Path, typed: str, left: list[str]) -> None:
    async with opened(path) as hand:
        await hand.press("slash")
        await hand.type(typed)
        assert refs(hand) == left
        await hand.press("enter", "enter")
        assert hand.kind == "entry"
        assert hand.app.screen.case == left[0]  # type: ignore[attr-defined]
        await hand.press("escape", "escape")
        assert len(refs(hand)) == 4


async def test_an_empty_list_says_what_to_press(tmp_path: Path) -> None:
    path = begin(tmp_path / "q.db")
    async with opened(path) as hand:
        assert "n enters a new form from paper; H hands the questionnaire over." in hand.words("#respondents")
        assert "No forms yet." in hand.words("#scores")
        await hand.press("enter", "o", "down")
        assert hand.kind == "respondents"
    async with opened(path, write=False) as hand:
        assert "Nobody has said anything yet." in hand.words("#respondents")
        assert "hands the questionnaire over" not in hand.screen


async def test_what_copies_differ_on_is_said_and_c_settles_it(path: Path, tmp_path: Path) -> None:
    two = Path(shutil.copy(path, tmp_path / "two.db"))
    for copy, mark in ((path, 1), (two, 2)):
        with Casebook.open(copy) as casebook:
            casebook.respond("R-02", "mark", mark, ME)
    async with opened(path) as hand:
        hand.app.open_merge(two)
        await hand.until(lambda: hand.kind == "merge" and "Enter merges" in hand.screen)
        await hand.press("enter")
        await hand.until(lambda: "Merged and saved" in hand.screen)
        await hand.press("escape")
        await hand.until(lambda: "Copies differ on 1 item" in hand.status)
        await hand.press("c", "enter")
        assert hand.kind == "conflict"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)], ids=str)
async def test_the_list_keeps_to_every_size(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size=size) as hand:
        assert all(len(line) <= size[0] for line in hand.lines)
        assert "R-02" in hand.screen
        assert "some open" in hand.screen
