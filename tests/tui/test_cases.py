"""The list of cases: order, filter, figures, and who is assessing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.tui.screens import case_rows
from tests.tui.hands import KNOWN, ME, Hand, answer_all, make, opened


@pytest.fixture
def mixed(tmp_path: Path, small: QuestionSet) -> Path:
    """Cases in every state."""

    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "BR-10")
        casebook.sign_off("BR-10", ME)
        answer_all(casebook, "BR-2", "no", but=("safe", "joint-police"))
        casebook.answer("BR-2", "joint-police", "na", ME)
        casebook.raise_alert("BR-2", "at risk", ME)
        answer_all(casebook, "BR-1", "yes", but=("safe",))
        casebook.answer("BR-1", "safe", "no", ME)
        casebook.begin_second_reading("BR-1", "B Smith")

    facts = {"BR-10": KNOWN, "BR-2": {"gender": "female", "rmp-needed": "yes"}, "BR-1": KNOWN, "BR-3": {}}
    return make(tmp_path / "mixed.db", small, facts, fill)


def refs(hand: Hand) -> list[str]:
    return [line.replace("▸ ", "").split()[0] for line in hand.words("#cases").split("\n")]


def row(hand: Hand, ref: str) -> str:
    return next(line for line in hand.words("#cases").split("\n") if f"{ref} " in f"{line} ")


async def test_every_case_has_progress_state_flags_and_when_it_was_touched(mixed: Path) -> None:
    async with opened(mixed, size=(120, 40)) as hand:
        assert refs(hand) == ["BR-1", "BR-2", "BR-3", "BR-10"]
        assert row(hand, "BR-1") == "▸ BR-1 7/7 1 to sign off 2nd Male Yes 05 Jan 09:00"
        assert row(hand, "BR-2") == "BR-2 5/6 5 under way ALERT Female Yes 05 Jan 09:00"
        assert row(hand, "BR-3") == "BR-3 0/7 not started"
        assert row(hand, "BR-10") == "BR-10 7/7 signed off Male Yes 05 Jan 09:00"
        assert "Gender RMP last touched" in " ".join(hand.screen.split())
        assert "Area provisional: 8 blank A Jones" in hand.heading


async def test_the_headline_scores_stand_above_the_list(mixed: Path) -> None:
    async with opened(mixed) as hand:
        strip = hand.words("#scores")
        for score in hand.summary().of_kind("theme"):
            assert f"{score.title} {score.percent}%" in strip or f"({score.percent}%)" in strip
        before = strip
        await hand.press("down", "enter", "y", "escape", "escape")
        assert hand.kind == "cases"
        assert hand.words("#scores") != before
        assert "6/6" in row(hand, "BR-2")
        assert "to sign off" in row(hand, "BR-2")


@pytest.mark.parametrize("width", [60, 80])
async def test_all_headlines_are_in_sight(tmp_path: Path, large: QuestionSet, width: int) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1", "no")
        answer_all(casebook, "C-2", "yes")

    async with opened(make(tmp_path / "a.db", large, {"C-1": {}, "C-2": {}}, fill), size=(width, 24)) as hand:
        assert hand.one("#scores").words[:width].count("50%") == 3


async def test_moving_and_paging(mixed: Path) -> None:
    async with opened(mixed) as hand:
        at = []
        for key in ("down", "j", "k", "up", "up", "end", "home", "pagedown", "pageup"):
            await hand.press(key)
            at.append(hand.app.screen.here)  # type: ignore[attr-defined]
        assert at == ["BR-2", "BR-3", "BR-2", "BR-1", "BR-1", "BR-10", "BR-1", "BR-10", "BR-1"]


async def test_o_changes_the_order(mixed: Path) -> None:
    async with opened(mixed) as hand:
        await hand.press("o")
        assert "most to do" in hand.status
        assert refs(hand) == ["BR-3", "BR-2", "BR-1", "BR-10"]
        await hand.press("o")
        assert "most no" in hand.status
        assert refs(hand)[:2] == ["BR-2", "BR-1"]
        await hand.press("o")
        assert "last touched" in hand.status
        assert refs(hand) == ["BR-1", "BR-2", "BR-10", "BR-3"]
        await hand.press("o")
        assert refs(hand) == ["BR-1", "BR-2", "BR-3", "BR-10"]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("br-1", ["BR-1", "BR-10"]),
        ("FEMALE", ["BR-2"]),
        ("under way", ["BR-2"]),
        ("signed", ["BR-10"]),
        ("alert", ["BR-2"]),
        ("second", ["BR-1"]),
        ("rmp yes br-10", ["BR-10"]),
    ],
)
async def test_slash_filters_by_reference_fact_and_state(mixed: Path, typed: str, left: list[str]) -> None:
    async with opened(mixed) as hand:
        await hand.press("slash")
        await hand.type(typed)
        assert refs(hand) == left
        await hand.press("enter", "enter")
        assert hand.kind == "review"
        assert hand.app.screen.case == left[0]  # type: ignore[attr-defined]
        await hand.press("escape", "escape")
        assert len(refs(hand)) == 4


async def test_a_filter_that_matches_nothing_says_so_and_escape_shows_all(mixed: Path) -> None:
    async with opened(mixed) as hand:
        await hand.press("slash")
        await hand.type("xyz")
        assert "No case matches; Esc shows all" in hand.screen
        await hand.press("enter", "enter", "F", "2", "s")
        assert hand.kind == "summary"
        await hand.press("escape", "slash")
        await hand.press("escape")
        assert len(refs(hand)) == 4


async def test_q_leaves_and_escape_once_too_often_does_not(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("escape")
        assert hand.status == "q leaves casereview. Everything is saved already."
        await hand.press("q")
        assert hand.app.return_value == 0


async def test_a_click_opens_the_case_under_the_cursor(path: Path) -> None:
    async with opened(path) as hand:
        await hand.pilot.click("#cases", offset=(5, 1))
        assert hand.kind == "cases"
        await hand.pilot.click("#cases", offset=(5, 1))
        await hand.pilot.pause()
        assert hand.kind == "review"
        assert hand.app.screen.case == "C-2"  # type: ignore[attr-defined]


async def test_the_list_opens_on_the_case_worked_on_last(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("down", "down", "enter", "y")
    async with opened(path) as hand:
        assert hand.app.screen.here == "C-3"  # type: ignore[attr-defined]


async def test_a_case_not_begun_whose_facts_are_open_asks_for_them_first(mixed: Path) -> None:
    async with opened(mixed) as hand:
        await hand.press("j", "j", "enter")
        assert hand.kind == "facts"
        await hand.press("escape")
        assert hand.kind == "cases"


async def test_a_casebook_without_cases_says_how_to_get_some(tmp_path: Path, small: QuestionSet) -> None:
    async with opened(make(tmp_path / "a.db", small, [])) as hand:
        assert "No cases yet" in hand.status
        await hand.press("enter", "F", "2", "down", "o", "s", "enter")
        assert hand.app.is_running


# --- who is assessing ---


async def test_the_name_is_asked_for_once_and_remembered(path: Path) -> None:
    async with opened(path, reader="") as hand:
        assert hand.kind == "Ask"
        assert "Who is assessing?" in hand.screen
        await hand.press("enter")
        assert hand.kind == "Ask"
        await hand.type("B Smith")
        await hand.press("enter")
        assert hand.kind == "cases"
        assert "B Smith" in hand.heading
        assert "Assessing as B Smith" in hand.status
        assert hand.ask(lambda casebook: casebook.last_reader) == "B Smith"
        await hand.press("enter", "y")
        assert hand.reading("C-1", "B Smith").answers == {"assessed": "yes"}


async def test_nothing_is_entered_without_a_name(path: Path) -> None:
    async with opened(path, reader="") as hand:
        await hand.press("escape")
        assert "nobody yet" in hand.heading
        for key in ("enter", "F", "2"):
            await hand.press(key)
            assert hand.kind == "Ask"
            await hand.press("escape")
        assert hand.kind == "cases"


async def test_a_name_that_is_too_long_is_refused(path: Path) -> None:
    async with opened(path, reader="") as hand:
        hand.one("Field").value = "x" * 201
        await hand.press("enter")
        assert "a name of at most 200" in hand.status
        assert hand.app.session.reader == ""


async def test_another_assessor_may_take_over(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("enter", "y", "escape", "a")
        assert hand.one("Field").value == ME
        hand.one("Field").value = "B Smith"
        await hand.press("enter", "enter")
        # Another's reading opens to look at.
        assert "READ ONLY" in hand.heading
        await hand.press("escape", "2", "n")
        assert hand.kind == "Reasons"
        assert hand.reading("C-1", "B Smith").second


async def test_a_second_reading_of_ones_own_first_is_refused(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("enter", "y", "escape", "2")
        assert hand.kind == "cases"
        assert "stays a first reading" in hand.status
        assert not hand.reading().second


# --- read only, and others at the same file ---


async def test_read_only_says_so_and_why(path: Path) -> None:
    async with opened(path, write=False, reader="", notice="Read only: B Smith has it open.") as hand:
        assert hand.kind == "cases"
        assert "READ ONLY" in hand.heading
        assert "B Smith has it open" in hand.status
        await hand.press("2")
        assert hand.kind == "cases"
        await hand.press("enter")
        assert hand.kind == "review"


async def test_what_another_writes_is_shown_within_two_seconds(path: Path, small: QuestionSet) -> None:
    async with opened(path, write=False) as hand:
        with Casebook.open(path) as other:
            answer_all(other, "C-2", "yes", "B Smith")
        await hand.until(lambda: "7/7" in row(hand, "C-2"), 2.0)
        assert "7 of 7" in hand.words("#scores") or "(100%)" in hand.words("#scores")


async def test_the_list_keeps_its_cursor_when_another_writes(path: Path) -> None:
    async with opened(path, write=False) as hand:
        await hand.press("down", "down")
        with Casebook.open(path) as other:
            other.answer("C-1", "safe", "yes", "B Smith")
        await hand.until(lambda: "1/7" in row(hand, "C-1"), 2.0)
        assert hand.app.screen.here == "C-3"  # type: ignore[attr-defined]


# --- small things ---


def test_times_are_shown_as_the_clock_on_the_wall() -> None:
    assert case_rows.local_time("2026-01-05T09:00:01.000Z") == "05 Jan 09:00"
    assert case_rows.local_time("") == ""


@pytest.mark.parametrize("cases", [5, 85])
async def test_the_head_has_the_columns_that_the_lines_have_also_beside_a_scroll_bar(
    tmp_path: Path, small: QuestionSet, cases: int
) -> None:
    path = make(tmp_path / "many.db", small, [f"C-{number}" for number in range(cases)])
    async with opened(path) as hand:
        head, line = hand.lines[3], hand.lines[4]
        assert ("Gender" in head) == ("Male" in line)
        await hand.press("slash")
        await hand.type("C-1")
        await hand.press("enter")
        head, line = hand.lines[3], hand.lines[4]
        assert ("Gender" in head) == ("Male" in line), hand.screen


async def test_a_case_that_went_to_somebody_else_is_said_to_be_theirs(tmp_path: Path, small: QuestionSet) -> None:
    """For who had it; the lead inspector, who reads no case, sees how far it is."""

    def fill(casebook: Casebook) -> None:
        casebook.allocate({"C-1": (ME, ""), "C-2": (ME, ""), "C-3": (ME, "")}, "Lead")
        casebook.answer("C-1", "safe", "yes", ME)
        casebook.allocate({"C-1": ("C Wood", ""), "C-2": ("C Wood", "")}, "Lead")

    path = make(tmp_path / "moved.db", small, fill=fill)
    for reader, said in (
        (ME, ["now C Wood's", "C Wood's", "not started"]),
        ("Lead", ["under way", *["not started"] * 2]),
    ):
        async with opened(path, reader=reader) as hand:
            for ref, words in zip(("C-1", "C-2", "C-3"), said, strict=True):
                assert f" {words}" in row(hand, ref)
                assert ("now" in row(hand, ref)) == ("now" in words)


async def test_a_set_that_bears_the_name_of_a_shipped_one_is_told_from_it(
    tmp_path: Path, large: QuestionSet, small: QuestionSet
) -> None:
    mine = build(json.loads(large.source) | {"about": "Ours."})
    said = f"cci-2009 {mine.version} ({mine.digest[:8]}): not the one shipped under this version ({large.digest[:8]})"
    for asked, shown in ((mine, True), (large, False), (small, False)):
        async with opened(make(tmp_path / f"{asked.digest}.db", asked)) as hand:
            assert (said in hand.status) is shown


async def test_copies_that_were_upgraded_differently_are_told_of(path: Path, small_data: dict[str, Any]) -> None:
    other = Path(shutil.copy(path, path.with_name("other.db")))
    for each, version in ((path, "1.1.0"), (other, "1.2.0")):
        with Casebook.open(each) as casebook:
            casebook.upgrade(build(small_data | {"version": version}), ME)
    with Casebook.open(path) as casebook:
        casebook.merge([other], ME)
    async with opened(path) as hand:
        assert hand.status == "Copies were upgraded differently: c settles."
