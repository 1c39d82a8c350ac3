"""A questionnaire in a respondent's hands: nothing else is shown, nothing else can be reached, and it locks afterwards."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase, StorageFailed
from casereview.casebook.verify import verify
from casereview.questions.build import build
from casereview.tui.config import Config
from casereview.tui.lock import Word
from casereview.tui.screens.hand_over import HandOver
from casereview.tui.session import Session
from casereview.tui.start import HandingOver
from tests.casebook.hands import ticking
from tests.questionnaire import ME, begin, data, fill_in
from tests.strategies import HOSTILE
from tests.tui.hands import Hand, opened
from tests.tui.hostile import literal

SAID = {"helped": "a-bit", "with": ["school", "friends"], "mark": 10, "more": "Fine."}
# The whole questionnaire by keys: option 2; first and third; one and nought; the text is typed.
ANSWERED = ("enter", "2", "enter", "1", "3", "enter", "1", "0", "enter")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return begin(tmp_path / "q.db")


@asynccontextmanager
async def handed_over(path: Path, case: str = "", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Hand]:
    """The program as `hand-over` starts it."""
    with Casebook.open(path, clock=ticking("2026-01-06T09:00:00+00:00")) as casebook:
        app = HandingOver(Session(casebook, ME), Config(), case)
        async with app.run_test(size=size) as pilot:
            hand = Hand(pilot, app, path)
            await hand.until(lambda: isinstance(app.screen, HandOver) and app.screen.is_mounted)
            await pilot.pause()
            yield hand


def page(hand: Hand) -> HandOver:
    found = next(screen for screen in hand.app.screen_stack if isinstance(screen, HandOver))
    assert isinstance(found, HandOver)
    return found


async def begun(hand: Hand, word: str = "apple") -> None:
    await hand.type(word)
    await hand.press("enter")
    assert page(hand).state == "start"


async def answered(hand: Hand) -> None:
    await hand.press(*ANSWERED)
    await hand.type("Fine.")
    await hand.press("enter")
    assert page(hand).state == "end"


def said(hand: Hand, ref: str = "R-01") -> dict[str, Any]:
    return dict(hand.reading(ref).responses)


async def test_a_respondent_answers_and_it_locks(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await answered(hand)
        await hand.press("enter")
        assert page(hand).state == "locked"
        assert said(hand) == SAID
        assert "Please give the computer back." in hand.words("#quiet")
        assert "Fine" not in hand.screen
    assert verify(path).faults == []


async def test_nothing_but_the_questionnaire_is_shown(path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook, more="what somebody else wrote")
    async with handed_over(path) as hand:
        await begun(hand)
        assert not hand.app.screen.query("Keys, .heading, #status, Header, Footer")
        for key in ANSWERED:
            await hand.press(key)
            for word in ("Area", "R-0", ME, "somebody else", "casereview", "quit"):
                assert word not in hand.screen


# Keys that do something elsewhere in the program, in Textual, or in terminals.
AWAY = (
    "ctrl+q", "ctrl+p", "ctrl+c", "ctrl+z", "ctrl+d", "ctrl+backslash", "f1", "f10", "tab", "shift+tab", "question_mark",
    "q", "s", "n", "H", "u", "slash", "exclamation_mark", "ctrl+s", "pageup", "pagedown", "home", "end", "insert",
)  # fmt: skip


@pytest.mark.parametrize("state", ["start", "item", "choices", "scale", "text", "end", "locked", "stopped"])
async def test_no_key_leads_away(path: Path, state: str) -> None:
    keys = {
        "start": (),
        "item": ANSWERED[:1],
        "choices": ANSWERED[:3],
        "scale": ANSWERED[:6],
        "text": ANSWERED,
        "end": (*ANSWERED, "enter"),
        "locked": (*ANSWERED, "enter", "enter"),
        "stopped": (*ANSWERED[:1], "escape"),
    }[state]
    with Casebook.open(path, clock=ticking()) as casebook:
        fill_in(casebook, helped="yes")
    async with opened(path) as hand:
        await hand.press("H")
        await begun(hand)
        await hand.press(*keys)
        before = page(hand).state
        for key in AWAY:
            await hand.press(key)
            assert hand.app.is_running
            assert hand.app.return_value is None
            assert hand.app.screen is page(hand), key
            assert page(hand).state == before, key
            assert [type(each).__name__ for each in hand.app.screen_stack] == ["Respondents", "HandOver"]
        assert [each for each in hand.app.get_system_commands(hand.app.screen) if "quit" in each.title.casefold()] == []


async def test_every_action_of_the_app_is_shut_while_it_is_handed_over(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("H")
        await begun(hand)
        for action in ("app.quit", "app.command_palette", "app.help_quit", "app.pop_screen", "app.suspend_process"):
            await hand.app.run_action(action)
            await hand.pilot.pause()
            assert hand.app.screen is page(hand), action
            assert hand.app.is_running


async def test_a_window_that_gets_too_small_opens_no_way_out(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("H")
        await begun(hand)
        await hand.press("enter", "2")
        await hand.pilot.resize_terminal(30, 8)
        await hand.pilot.pause()
        await hand.press("ctrl+q", "ctrl+p", "escape", "q", "s")
        assert hand.kind == "TooSmall"
        await hand.pilot.resize_terminal(80, 24)
        await hand.pilot.pause()
        assert hand.app.screen is page(hand)
        await hand.press("enter")
        assert said(hand) == {"helped": "a-bit"}


@pytest.mark.parametrize("wrong", ["", " ", "Apple", "appl", "apples", "a pple", "x" * 200, "ｅ"])
async def test_only_the_word_leads_back(path: Path, wrong: str) -> None:
    async with opened(path) as hand:
        await hand.press("H")
        await begun(hand)
        await answered(hand)
        await hand.press("enter")
        field = hand.one("#quiet-word")
        field.value = wrong
        await hand.press("enter")
        assert page(hand).state == "locked"
        assert wrong.strip() not in hand.screen or not wrong.strip()
        await hand.press("escape", "backspace", "enter")
        assert page(hand).state == "locked"
        field.value = ""
        await hand.type("apple")
        assert "apple" not in hand.screen
        await hand.press("enter")
        assert page(hand).state == "open"
        assert "R-01: 4 of 4 items answered and saved." in hand.words("#quiet")
        await hand.press("escape")
        assert hand.kind == "respondents"
        assert "R-01" in hand.words("#respondents")
        await hand.press("question_mark")
        assert hand.kind == "Help"


async def test_the_word_also_stops_it_half_way_and_enter_goes_on(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("H")
        await begun(hand)
        await hand.press("enter", "2", "enter", "escape")
        assert page(hand).state == "stopped"
        await hand.type("nope")
        await hand.press("enter")
        assert (page(hand).state, "That is not the word." in hand.screen) == ("stopped", True)
        await hand.press("enter")
        assert (page(hand).state, page(hand).question.id) == ("item", "with")
        await hand.press("escape")
        await hand.type("apple")
        await hand.press("enter", "escape")
        assert hand.kind == "respondents"
        assert said(hand) == {"helped": "a-bit"}


async def test_after_the_word_whoever_was_stopped_goes_on_where_they_were(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "2", "enter", "1", "escape")
        await hand.type("apple")
        await hand.press("enter")
        assert page(hand).state == "half-way"
        assert "R-01: 2 of 4 items answered and saved." in hand.words("#quiet")
        assert "go on where it was stopped" in hand.words("#quiet")
        assert "ends this offer" in hand.words("#quiet").replace("\n", " ")
        await hand.press("enter")
        assert (page(hand).state, page(hand).question.id) == ("item", "with")
        await hand.press("enter", "7", "enter")
        assert said(hand) == {"helped": "a-bit", "with": ["school"], "mark": 7}
        await hand.press("escape")
        await hand.type("apple")
        await hand.press("enter", "n", "enter", "1", "enter")
        assert said(hand, "R-02") == {"helped": "yes"}


async def test_what_was_typed_when_it_is_stopped_is_an_answer_and_can_be_gone_on_with(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press(*ANSWERED)
        await hand.type("half")
        await hand.until(lambda: hand.ask(lambda casebook: casebook.draft("R-01", "more", ME)) == "half")
        await hand.press("escape")
        assert said(hand)["more"] == "half"
        assert hand.ask(lambda casebook: casebook.draft("R-01", "more", ME)) == ""
        await hand.type("apple")
        await hand.press("enter")
        assert "R-01: 4 of 4 items answered and saved." in hand.words("#quiet")
        await hand.press("enter")
        assert hand.one("#quiet-text").text == "half"


@pytest.mark.parametrize("away", ["escape", "backspace"])
@pytest.mark.parametrize(
    ("keys", "kept"), [(("2",), {"helped": "a-bit"}), (("enter", "enter", "7"), {"mark": 7})], ids=["choice", "scale"]
)
async def test_what_is_chosen_when_it_is_left_is_kept(
    path: Path, keys: tuple[str, ...], kept: dict[str, Any], away: str
) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", *keys, away)
        assert page(hand).state != "item" or page(hand).question.id == "with"
        assert said(hand) == kept


async def test_what_is_chosen_looks_chosen_at_once_and_nothing_else_does(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "3")
        assert "▸ 3 (•) No" in hand.words("#quiet")
        await hand.press("up")
        assert "▸ 2 (•) A bit" in hand.words("#quiet")
        assert hand.words("#quiet").count("(•)") == 1
        await hand.press("space")
        assert "(•)" not in hand.words("#quiet")
        await hand.press("enter", "enter", "7")
        assert "[7]" in hand.words("#quiet")
        await hand.press("left")
        assert ("[6]" in hand.words("#quiet"), "[7]" in hand.words("#quiet")) == (True, False)


async def test_of_several_choices_enter_goes_on_and_takes_none_off(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "enter")
        assert "↑ ↓ space or a number: tick. Enter: go on." in hand.words("#quiet-said").replace("\n", " ")
        await hand.press("3", "down", "space")
        assert said(hand) == {"with": ["school", "friends"]}
        await hand.press("up", "space")
        assert said(hand) == {"with": ["school"]}
        await hand.press("1", "1", "enter")
        assert (said(hand), page(hand).question.id) == ({"with": ["school"]}, "mark")


async def test_how_long_the_word_must_be_is_said_before_it_is_typed(path: Path) -> None:
    async with handed_over(path, size=(40, 12)) as hand:
        assert "at least 4 letters" in hand.words("#quiet").replace("\n", " ")


async def test_the_next_respondent_gets_a_form_of_their_own(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await answered(hand)
        await hand.press("enter")
        await hand.type("apple")
        await hand.press("enter", "enter")
        assert page(hand).state == "start"
        await hand.press("enter")
        assert "(•)" not in hand.words("#quiet")
        await hand.press("1", "enter")
        assert said(hand, "R-02") == {"helped": "yes"}
        assert said(hand) == SAID


async def test_of_the_one_before_nothing_can_be_seen_again(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await answered(hand)
        await hand.press("enter", *["backspace"] * 3, "escape", *["up"] * 3)
        assert page(hand).state == "locked"
        await hand.type("apple")
        await hand.press("enter", "enter", *ANSWERED)
        assert hand.one("#quiet-text").text == ""


async def test_the_word_is_kept_nowhere(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand, "pomegranate")
        await answered(hand)
        gc.collect()
        held = [each for each in vars(page(hand)).values() if isinstance(each, str) and "pomegranate" in each]
        assert held == []
        assert hand.one("#quiet-word").value == ""
    assert b"pomegranate" not in path.read_bytes()


def test_words_are_compared_and_not_kept() -> None:
    word = Word(" Caf\u00e9 ")
    assert word.is_it("Cafe\u0301")
    assert not word.is_it("Cafe")
    assert not word.is_it("")
    assert "Caf" not in repr(vars(word))
    assert vars(Word("same")) != vars(Word("same"))
    assert Word("\ud800 half").is_it("\ud800 half")


async def test_a_word_that_is_too_short_is_not_taken(path: Path) -> None:
    async with handed_over(path) as hand:
        await hand.type("abc")
        await hand.press("enter")
        assert page(hand).state == "word"
        assert "at least 4 letters" in hand.screen


async def test_before_it_is_handed_over_esc_goes_back(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("H", "escape")
        assert hand.kind == "respondents"
    async with handed_over(path) as hand:
        await hand.press("escape")
        assert hand.app.return_value == 0


# --- answering ---


async def test_each_answer_is_in_the_file_when_the_next_item_comes(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "down", "down")
        assert hand.ask(lambda casebook: casebook.case_refs()) == []
        await hand.press("enter")
        assert said(hand) == {"helped": "a-bit"}
        await hand.press("space")
        assert said(hand) == {"helped": "a-bit", "with": ["school"]}
        await hand.press("enter", "right", "right", "right", "enter")
        assert said(hand) == {"helped": "a-bit", "with": ["school"], "mark": 2}


async def test_items_may_be_left_out_and_whoever_says_nothing_leaves_nothing(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "enter", "enter", "enter", "enter", "enter")
        assert page(hand).state == "locked"
        await hand.type("apple")
        await hand.press("enter")
        assert "Nothing was answered, and nothing was kept." in hand.words("#quiet")
        await hand.press("escape")
    with Casebook.open(path, write=False) as casebook:
        assert casebook.case_refs() == []


async def test_backspace_goes_back_and_an_answer_can_be_changed_or_taken_back(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "1", "enter", "backspace")
        assert "(•) Yes" in hand.words("#quiet")
        await hand.press("down", "enter")
        assert said(hand) == {"helped": "a-bit"}
        await hand.press("backspace", "space")
        assert said(hand) == {}
        await hand.press("backspace")
        assert page(hand).state == "start"


async def test_backspace_in_a_text_takes_letters_back_first(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press(*ANSWERED)
        await hand.type("ab")
        await hand.press("backspace", "backspace")
        assert page(hand).question.id == "more"
        await hand.press("backspace")
        assert page(hand).question.id == "mark"
        await hand.press("enter")
        await hand.type("x yz 123 ?!")
        await hand.press("enter")
        assert said(hand)["more"] == "x yz 123 ?!"
        await hand.press("backspace")
        assert hand.one("#quiet-text").text == "x yz 123 ?!"


@pytest.mark.parametrize(
    ("keys", "mark"),
    [(("7",), 7), (("1",), 1), (("1", "0"), 10), (("0",), 0), (("1", "5"), 5), (("x",), 10), (("9", "0"), 0),
     (("right",), 0), (("9", "right", "right"), 10), (("left",), 0)],
)  # fmt: skip
async def test_a_mark_is_typed_or_moved_to(path: Path, keys: tuple[str, ...], mark: int) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "enter", "enter", *keys, "enter")
        assert said(hand) == {"mark": mark}


async def test_a_text_half_typed_is_there_when_the_window_goes_away(path: Path) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press(*ANSWERED)
        await hand.type("half a sen")
        await hand.until(lambda: hand.ask(lambda casebook: casebook.draft("R-01", "more", ME)) == "half a sen")
    assert verify(path).faults == []


async def test_what_is_pasted_or_typed_without_end_is_stopped(path: Path) -> None:
    from textual import events

    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press(*ANSWERED)
        area = hand.one("#quiet-text")
        area.post_message(events.Paste("x" * 20_000))
        await hand.pilot.pause()
        assert area.text == ""
        area.text = "y" * 10_000
        await hand.press("a", "b")
        assert area.text == "y" * 10_000
        await hand.press("enter")
        assert said(hand)["more"] == "y" * 10_000


async def test_what_can_not_be_saved_is_said_in_plain_words_and_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with handed_over(path) as hand:
        await begun(hand)
        await hand.press("enter", "2", "enter")
        for name in ("respond", "put_draft"):
            monkeypatch.setattr(Casebook, name, _full)
        await hand.press("space", "enter", "4", "enter")
        assert page(hand).question.id == "mark"
        assert "Not saved. Tell the person" in hand.words("#quiet-said").replace("\n", " ")
        assert "q.db" not in hand.screen
        monkeypatch.undo()
        await hand.press("enter")
        assert said(hand) == {"helped": "a-bit", "mark": 4}


def _full(*given: object, **more: object) -> None:
    raise StorageFailed("q.db: the disk is full; make room and try again")


async def test_a_respondent_who_is_known_gets_their_own_form(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.add_cases([NewCase("R-05", {})], ME)
        fill_in(casebook, helped="yes")
    async with handed_over(path, "R-05") as hand:
        assert "Hand over: R-05" in hand.words("#quiet")
        await begun(hand)
        await hand.press("enter", "3", "enter")
        assert said(hand, "R-05") == {"helped": "no"}
    async with opened(path) as hand:
        await hand.press("H")  # the cursor is on one that is begun
        assert "Hand over: a new respondent" in hand.words("#quiet")


async def test_without_a_name_it_is_not_handed_over(path: Path) -> None:
    async with opened(path, reader="") as hand:
        await hand.press("escape", "H")
        assert hand.kind == "Ask"


async def test_many_options_stay_in_sight(tmp_path: Path) -> None:
    many = data()
    many["questions"][0]["options"] = [f"option-{number}" for number in range(40)]
    async with handed_over(begin(tmp_path / "q.db", question_set=build(many))) as hand:
        await begun(hand)
        await hand.press("enter", *["down"] * 30)
        await hand.until(lambda: "▸" in hand.screen)
        assert "Option 29" in next(line for line in hand.lines if "▸" in line)
        await hand.press("enter")
        assert said(hand) == {"helped": "option-29"}


async def test_what_does_not_fit_is_said_and_comes_with_the_arrows_or_a_page_key(tmp_path: Path) -> None:
    many = data()
    many["questions"][0]["options"] = [f"option-{number}" for number in range(12)]
    many["questions"][1]["text"] = "What did it help with? " + "It is a long question, said in many words. " * 9
    async with handed_over(begin(tmp_path / "q.db", question_set=build(many)), size=(40, 12)) as hand:
        await begun(hand)
        await hand.press("enter")
        assert "Did it help?" in hand.screen
        assert ("▲" in hand.screen, "▼ more: Page Down" in hand.screen) == (False, True)
        seen = set()
        for number in range(12):
            await hand.press("down")
            line = next(line for line in hand.lines if "▸" in line)
            assert f"Option {number}" in line
            seen.add(("▲" in hand.screen, "▼" in hand.screen))
        assert seen == {(False, True), (True, True), (True, False)}
        await hand.press("enter")
        assert "1 of 4" not in hand.screen
        assert "2 of 4" in hand.screen
        assert "School" not in hand.screen
        for _ in range(5):
            await hand.press("pagedown")
        assert "Friends" in hand.screen
        assert "▼" not in hand.screen
        for _ in range(5):
            await hand.press("pageup")
        assert "2 of 4" in hand.screen
        await hand.press("1")
        assert "[x] School" in hand.screen
        assert said(hand) == {"helped": "option-11", "with": ["school"]}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)], ids=str)
async def test_everything_has_room_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with handed_over(path, size=size) as hand:
        assert "Choose a word" in hand.screen
        await begun(hand)
        assert "Press Enter to begin." in hand.screen
        await hand.press("enter")
        assert "Did it help?" in hand.screen
        assert "No" in hand.screen
        await hand.press("2", "enter", "1", "3", "enter")
        assert " 10 " in hand.screen
        await hand.press("1", "0", "enter")
        await hand.type("Fine.")
        assert "Fine." in hand.screen
        await hand.press("enter", "enter")
        assert "Thank you." in hand.screen
        assert hand.one("#quiet-word").size.height > 0
        assert all(len(line) <= size[0] for line in hand.lines)
        assert said(hand) == SAID


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()], ids=lambda text: ascii(text[:12]))
async def test_no_text_acts_on_the_page(tmp_path: Path, text: str) -> None:
    hostile = data()
    for question in hostile["questions"]:
        question |= {"text": text[:4000], "short": text[:200]}
        if "options" in question:
            question["options"] = [{"id": each, "label": text[:200]} for each in question["options"]]
        if question["kind"] == "scale":
            question |= {"low": text[:200], "high": text[:200]}
    hostile["title"] = text[:200]
    ref = text[:1000].strip()
    path = begin(
        tmp_path / "q.db",
        lambda casebook: casebook.add_cases([NewCase(ref, {})], ME),
        build(hostile),
        text.strip()[:200],
    )
    async with handed_over(path, ref) as hand:
        literal(hand)
        await begun(hand)
        literal(hand)
        for key in ANSWERED:
            await hand.press(key)
            literal(hand)
        hand.one("#quiet-text").text = text[:5000]
        await hand.press("left", "enter", "enter")
        literal(hand)
        await hand.type("apple")
        await hand.press("enter")
        literal(hand)
        await hand.press("escape")
