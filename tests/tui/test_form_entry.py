"""Forms entered from paper: one key for each item, saved before it is shown as saved, and the next form with one key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase, StorageFailed
from casereview.questions.build import build
from casereview.tui.screens.form_entry import FormEntry
from tests.questionnaire import ME, begin, data, fill_in, judged
from tests.strategies import HOSTILE
from tests.tui.hands import Hand, opened
from tests.tui.hostile import literal

SAID = {"helped": "a-bit", "with": ["school", "friends"], "mark": 10, "more": "Fine"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return begin(tmp_path / "q.db")


def said(hand: Hand, ref: str = "R-01", reader: str = ME) -> dict[str, Any]:
    """What stands in the file."""
    return dict(hand.reading(ref, reader).responses)


def item(hand: Hand) -> str:
    screen = hand.app.screen
    assert isinstance(screen, FormEntry)
    return screen.question.id if screen.question else "end"


async def test_a_form_takes_one_key_for_each_item_and_the_next_one_key_more(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("n")
        assert hand.heading == "New form What people say item 1 of 4"
        await hand.press("2")
        assert said(hand) == {"helped": "a-bit"}
        assert hand.status == "Saved: It helped: A bit"
        assert hand.heading == "R-01 What people say item 2 of 4"
        await hand.press("1", "3", "enter", "x")
        assert item(hand) == "more"
        await hand.press("enter")
        await hand.type("Fine")
        await hand.press("escape")
        assert said(hand) == SAID
        assert item(hand) == "end"
        assert "R-01: 4 of 4 items entered and saved." in hand.words("#item")
        assert "Write R-01 on the paper" in hand.words("#item")
        await hand.press("enter", "3")
        assert said(hand, "R-02") == {"helped": "no"}
        assert hand.status == "Saved: It helped: No"


async def test_each_key_is_in_the_file_before_the_next_one(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("n")
        for key, stands in (
            ("1", {"helped": "yes"}),
            ("2", {"helped": "yes", "with": ["home"]}),
            ("1", {"helped": "yes", "with": ["school", "home"]}),
            ("2", {"helped": "yes", "with": ["school"]}),
            ("1", {"helped": "yes"}),
        ):
            await hand.press(key)
            assert said(hand) == stands


@pytest.mark.parametrize(("key", "mark"), [*((str(mark), mark) for mark in range(10)), ("x", 10)])
async def test_a_mark_is_one_key(path: Path, key: str, mark: int) -> None:
    async with opened(path) as hand:
        await hand.press("n", "down", "down", key)
        assert said(hand) == {"mark": mark}
        assert item(hand) == "more"
        await hand.press("up")
        assert f"[{mark}]" in hand.words("#item")


async def test_whoever_types_a_one_and_a_nought_is_told_how_ten_is_typed(path: Path) -> None:
    """Each key is a mark, so the one is taken at once; the nought must not do anything without a word."""
    async with opened(path) as hand:
        await hand.press("n", "down", "down", "1", "0")
        assert said(hand) == {"mark": 1}
        assert hand.status == "Mark: 1 is entered. For ten, ↑ goes back to it, and x is ten."
        await hand.press("up", "x")
        assert said(hand) == {"mark": 10}
        assert hand.status == "Saved: Mark: 10"


async def test_a_form_that_was_only_looked_at_leaves_nothing_behind(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("n", "down", "space", "down", "down", "enter", "escape")  # the text, and nothing written
        await hand.press("up", "u", "o", "exclamation_mark", "n", "escape")
        assert hand.kind == "respondents"
        assert hand.ask(lambda casebook: casebook.case_refs()) == []


@pytest.mark.parametrize("key", ["4", "9", "0", "x"])
async def test_a_key_with_no_option_does_nothing(path: Path, key: str) -> None:
    async with opened(path) as hand:
        await hand.press("n", key)
        assert item(hand) == "helped"
        assert hand.ask(lambda casebook: casebook.case_refs()) == []


async def test_options_beyond_the_keys_are_reached_with_the_arrows(tmp_path: Path) -> None:
    many = data()
    many["questions"][0]["options"] = [f"option-{number}" for number in range(14)]
    async with opened(begin(tmp_path / "q.db", question_set=build(many))) as hand:
        await hand.press("n", "0")
        assert said(hand) == {"helped": "option-9"}
        await hand.press("up", "left", "left", "enter")
        assert said(hand) == {"helped": "option-12"}
        await hand.press("up", *["right"] * 2, "enter")
        assert said(hand) == {"helped": "option-1"}


async def test_what_the_marker_is_on_is_in_sight_and_more_is_told(tmp_path: Path) -> None:
    many = data()
    many["questions"][0]["options"] = [f"option-{number}" for number in range(14)]
    async with opened(begin(tmp_path / "q.db", question_set=build(many)), size=(60, 20)) as hand:
        await hand.press("n")
        assert "▼ more: Page Down" in hand.screen
        assert "Option 13" not in hand.screen
        await hand.press("pagedown")
        assert ("Option 13" in hand.screen, "→ goes to further options, Enter takes one" in hand.screen) == (True, True)
        await hand.press("pageup")
        assert ("Did it help?" in hand.screen, "▲" in hand.screen) == (True, False)
        for number in range(14):
            await hand.press("right")
            assert f"▸ {(number + 1) % 10 if number < 10 else ' '} ( ) Option {number}" in hand.screen
        await hand.press("right")
        assert "▸ 1 ( ) Option 0" in hand.screen
        await hand.press("down")
        assert "What did it help with?" in hand.screen
        assert "more" not in hand.screen
        await hand.press("up")
        await hand.pilot.resize_terminal(60, 40)
        await hand.until(lambda: "Option 13" in hand.screen and "▼" not in hand.screen)


async def test_undo_redo_and_clear(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("n", "1", "down", "5")
        await hand.press("u")
        assert (said(hand), item(hand), hand.status) == ({"helped": "yes"}, "mark", "Undone.")
        await hand.press("u")
        assert (said(hand), item(hand)) == ({}, "helped")
        await hand.press("u")
        assert hand.status.startswith("Nothing to undo")
        await hand.press("U", "U")
        assert said(hand) == {"helped": "yes", "mark": 5}
        await hand.press("space")
        assert said(hand) == {"helped": "yes"}
        assert hand.status == "Saved: Mark: cleared"


async def test_a_form_opens_where_something_is_left_open(path: Path) -> None:
    with Casebook.open(path) as casebook:
        ref = fill_in(casebook, helped="yes", mark=4)
        casebook.put_place(ref, "mark", ME)
        fill_in(casebook, **SAID)
    async with opened(path) as hand:
        await hand.press("enter")
        assert item(hand) == "more"
        await hand.press("escape", "down", "enter")
        assert item(hand) == "end"


async def test_a_respondent_who_was_there_and_has_nothing_comes_before_a_new_one(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.add_cases([NewCase("R-01", {}), NewCase("R-02", {})], ME)
    async with opened(path) as hand:
        await hand.press("enter", "1", "n", "1", "n", "1")
        assert hand.ask(lambda casebook: [each.respondent for each in casebook.forms()]) == ["R-01", "R-02", "R-03"]


async def test_a_new_form_is_in_the_list_at_once(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("n", "1", "2", "escape")
        assert "R-01" in hand.words("#respondents")
        assert "2/4" in hand.words("#respondents")


async def test_a_form_is_signed_off_with_items_open_and_opened_again_with_a_reason(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("n", "1", "o")
        assert hand.reading("R-01").signed_off
        assert "signed off" in hand.heading
        await hand.press("2")
        assert said(hand) == {"helped": "yes"}
        await hand.press("o")
        await hand.type("a page was missing")
        await hand.press("enter", "2")
        assert said(hand) == {"helped": "yes", "with": ["home"]}


async def test_a_text_is_kept_while_it_is_half_typed(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("n", "down", "down", "down", "e")
        await hand.type("half")
        await hand.until(lambda: hand.ask(lambda casebook: casebook.draft("R-01", "more", ME)) == "half")
    async with opened(path) as hand:
        await hand.press("enter", "down", "down", "down", "enter")
        assert hand.one("#text").text == "half"


async def test_somebody_else_s_form_is_to_look_at_only(path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook, "B Shah", helped="yes")
    async with opened(path) as hand:
        await hand.press("enter")
        assert hand.status == "To look at only: B Shah entered it."
        await hand.press("1", "2", "x", "space", "u", "o")
        assert hand.ask(lambda casebook: [each.reader for each in casebook.forms()]) == ["B Shah"]
        assert len(hand.history("R-01")) == 2


async def test_nothing_is_entered_in_a_casebook_to_look_at(path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook, helped="yes")
    async with opened(path, write=False) as hand:
        await hand.press("n", "H")
        assert hand.kind == "respondents"
        await hand.press("enter", "up", "2", "enter", "n")
        assert said(hand) == {"helped": "yes"}


async def test_what_the_disk_does_not_take_is_not_shown_as_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path) as hand:
        await hand.press("n", "1")
        with monkeypatch.context() as broken:
            broken.setattr(Casebook, "respond", _full)
            await hand.press("1")
            assert hand.kind == "NotSaved"
        await hand.press("r")
        assert said(hand) == {"helped": "yes", "with": ["school"]}


def _full(*given: object, **more: object) -> None:
    raise StorageFailed("q.db: the disk is full; make room and try again")


async def test_a_judgement_is_answered_in_its_place(tmp_path: Path) -> None:
    async with opened(begin(tmp_path / "q.db", question_set=build(judged(data())))) as hand:
        await hand.press("n", "down", "down", "down", "2")
        assert hand.reading("R-01").answers == {"safe": "no"}
        assert hand.summary().answers.no == 1


async def test_what_differs_between_copies_is_said(path: Path, tmp_path: Path) -> None:
    import shutil

    with Casebook.open(path) as casebook:
        fill_in(casebook)
    two = Path(shutil.copy(path, tmp_path / "two.db"))
    for copy, mark in ((path, 1), (two, 2)):
        with Casebook.open(copy) as casebook:
            casebook.respond("R-01", "mark", mark, ME)
    with Casebook.open(path) as casebook:
        casebook.merge([two], "Lead")
    async with opened(path) as hand:
        await hand.press("c")
        assert "Mark" in hand.words("#conflicts")
        await hand.press("enter")
        assert hand.kind == "conflict"
        literal(hand)
        await hand.press("escape", "escape", "enter", "up", "up", "up", "up", "down", "down")
        assert item(hand) == "mark"
        assert "Copies of this casebook differ" in hand.words("#item")
        await hand.press("1")
        assert said(hand) == {"mark": 1}


async def test_the_figures_are_shown_in_place_of_scores(path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook, **SAID)
    async with opened(path) as hand:
        await hand.press("s")
        assert hand.kind == "responses"
        assert "median 10, from 10 to 10" in hand.words("#figures")
        assert "Fine" not in hand.words("#figures")
        with Casebook.open(path, write=False):
            await hand.press("down", "up", "pagedown", "pageup", "question_mark", "escape", "escape")
        assert hand.kind == "respondents"


async def test_where_cases_are_read_there_are_no_forms(tmp_path: Path, small: Any) -> None:
    Casebook.create(tmp_path / "c.db", small, "Area", [NewCase("C-1", {"gender": "male", "rmp-needed": "yes"})])
    async with opened(tmp_path / "c.db") as hand:
        await hand.press("n", "H")
        assert hand.kind == "cases"
        assert "(H)" not in " ".join(each.title for each in hand.app.get_system_commands(hand.app.screen))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)], ids=str)
async def test_every_item_fits_every_size(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size=size) as hand:
        await hand.press("n")
        for name in ("Yes", "School", "10", "Enter writes"):
            assert name in hand.screen
            await hand.press("down")
        assert all(len(line) <= size[0] for line in hand.lines)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()], ids=lambda text: ascii(text[:12]))
async def test_no_text_acts_on_these_screens(tmp_path: Path, text: str) -> None:
    hostile = data()
    for question in hostile["questions"]:
        question |= {"text": text[:4000], "short": text[:200], "guidance": text[:4000]}
        if "options" in question:
            question["options"] = [{"id": each, "label": text[:200]} for each in question["options"]]
        if question["kind"] == "scale":
            question |= {"low": text[:200], "high": text[:200]}
    hostile["title"] = text[:200]
    path = begin(tmp_path / "q.db", lambda casebook: fill_in(casebook, more=text), build(hostile))
    async with opened(path) as hand:
        await hand.press("enter", "up", "up", "up", "up")
        for key in ("right", "1", "right", "2", "enter", "3", "e", "escape", "question_mark", "escape", "escape", "s"):
            await hand.press(key)
            literal(hand)
        assert said(hand)["more"] == text


async def test_a_form_that_is_signed_off_takes_nothing_and_offers_only_what_can_be_done(path: Path) -> None:
    """What is typed could not be saved, so no editor opens; the next form can be begun, and this one opened again."""
    with Casebook.open(path) as casebook:
        casebook.sign_off(fill_in(casebook, helped="yes"), ME)
    async with opened(path) as hand:
        await hand.press("enter", "up", "up")
        while item(hand) != "more":
            await hand.press("down" if item(hand) in ("helped", "with", "mark") else "up")
        before = hand.history("R-01")
        await hand.press("e", "enter", "up", "1", "u", "U", "space")
        assert hand.kind == "entry"
        assert hand.history("R-01") == before
        footer = hand.one("Keys").words
        assert "clear" not in footer
        assert "undo" not in footer
        assert "next form" in footer
        assert "sign off" in footer
        await hand.press("o")
        assert hand.kind == "Ask"
        await hand.type("A page was left out")
        await hand.press("enter")
        assert not hand.reading("R-01").signed_off
        assert "undo" in hand.one("Keys").words
        await hand.press("o", "n")
        assert hand.heading.startswith("New form")


async def test_the_end_of_a_form_that_is_signed_off_offers_to_open_it_again(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.sign_off(fill_in(casebook, helped="yes", **{"with": ["home"]}, mark=3, more="x"), ME)
    async with opened(path) as hand:
        await hand.press("enter", *["down"] * 4)
        assert "o opens this one again." in hand.words("#item")
        assert "signs this one off" not in hand.words("#item")
