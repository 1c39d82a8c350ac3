"""One table feeds bindings, footer, help, palette and the user's own keys."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.content import Content
from textual.keys import _character_to_key

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.text import visible
from casereview.tui.actions import ACTIONS, Action, of_screen
from casereview.tui.config import Config, SettingsError, read_config
from casereview.tui.key_names import key_name, key_words
from casereview.tui.keymap import OWN_KEYS, KeymapError, with_keys
from casereview.tui.screens.agreement import AgreementScreen
from casereview.tui.screens.allocation import AllocationScreen
from casereview.tui.screens.base import BaseScreen
from casereview.tui.screens.cases import Cases
from casereview.tui.screens.conflict import ConflictScreen
from casereview.tui.screens.conflicts import ConflictsScreen
from casereview.tui.screens.facts import Facts
from casereview.tui.screens.findings import FindingsScreen
from casereview.tui.screens.finish import Finish
from casereview.tui.screens.form_entry import FormEntry
from casereview.tui.screens.merge import MergeScreen
from casereview.tui.screens.plan import PlanScreen
from casereview.tui.screens.present import Present
from casereview.tui.screens.progress import ProgressScreen
from casereview.tui.screens.ratings import RatingsScreen
from casereview.tui.screens.recommendations import RecommendationsScreen
from casereview.tui.screens.respondents import Respondents
from casereview.tui.screens.responses import ResponsesScreen
from casereview.tui.screens.review import Review
from casereview.tui.screens.summary import SummaryScreen
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Rows
from tests.questionnaire import begin
from tests.standards import standards
from tests.tui.hands import ME, answer_all, make, opened
from tests.tui.ways import WAY

SCREENS: dict[str, type[BaseScreen]] = {
    "cases": Cases,
    "review": Review,
    "facts": Facts,
    "finish": Finish,
    "summary": SummaryScreen,
    "present": Present,
    "agreement": AgreementScreen,
    "allocation": AllocationScreen,
    "progress": ProgressScreen,
    "merge": MergeScreen,
    "conflicts": ConflictsScreen,
    "conflict": ConflictScreen,
    "findings": FindingsScreen,
    "recommendations": RecommendationsScreen,
    "plan": PlanScreen,
    "ratings": RatingsScreen,
    "respondents": Respondents,
    "entry": FormEntry,
    "responses": ResponsesScreen,
}
# Where respondents are asked.
ASKING = ("respondents", "entry", "responses")
# Where standards are judged elsewhere.
RATING = ("summary", "ratings")


def test_the_table_knows_these_screens_and_no_others() -> None:
    assert {action.screen for action in ACTIONS} == set(SCREENS)
    assert all(SCREENS[name].kind == name for name in SCREENS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_its_method_a_key_and_words(action: Action) -> None:
    assert callable(getattr(SCREENS[action.screen], f"action_{action.method}"))
    assert action.keys
    assert action.words
    assert action.help[0].isupper()


def test_no_action_is_named_twice() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_does_two_things_on_a_screen(screen: str) -> None:
    keys = [key for action in of_screen(screen) for key in action.keys]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_plain_key_that_no_terminal_takes(action: Action) -> None:
    assert not action.keys[0].startswith(("ctrl+", "alt+", "f1"))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("width", [80, 60, 40])
def test_a_footer_has_at_most_seven_keys_and_shows_them_whole(screen: str, width: int) -> None:
    actions = [action for action in of_screen(screen) if action.footer]
    assert len(actions) <= 7
    keys = Keys(of_screen(screen))
    line = "".join(text for text, _ in keys._keys(width)).rstrip()
    assert cell_len(line) <= width
    shown = [action for action in actions if f"{action.shown} {action.words}" in line]
    if width == 80:
        assert shown == actions
    # What finds no room is in the help, so the help is always there.
    assert "help" in [action.call for action in shown]
    assert len(shown) >= 2


@pytest.mark.parametrize("screen", SCREENS)
async def test_the_help_lists_every_key_and_the_palette_every_action(path: Path, tmp_path: Path, screen: str) -> None:
    if screen in ASKING:
        path = begin(tmp_path / "q.db")
    elif screen in RATING:
        path = make(tmp_path / "r.db", standards(), ["C-1"])
    else:
        with Casebook.open(path) as casebook:  # something to settle
            casebook.answer("C-1", "assessed", "yes", ME)
            casebook.answer("C-1", "assessed", "no", "B Shah")
    async with opened(path) as hand:
        await hand.press(*WAY[screen])
        assert hand.kind == screen
        commands = hand.app.get_system_commands(hand.app.screen)
        offered = {Content.from_markup(command.title).plain for command in commands}
        await hand.press("question_mark")
        assert hand.kind == "Help"
        listed = " ".join(" ".join(choice.text for choice, _ in hand.app.screen._choices).split())  # type: ignore[attr-defined]
        # Of the digits there is one for each of four bands, in its words (tests/tui/test_ratings.py).
        for action in (each for each in of_screen(screen) if not each.id.startswith("ratings.pick-")):
            assert f"({action.shown})".casefold() in " ".join(offered).casefold()
            if action.call != "help":
                assert " ".join(map(key_words, action.keys)) in listed
                assert action.help in listed
        await hand.press("escape")
        assert hand.kind == screen


async def test_the_help_does_what_is_chosen(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("question_mark")
        await hand.type("come back to")
        await hand.press("enter")
        assert hand.reading().marks == {"assessed"}


async def test_the_palette_does_what_is_chosen(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("ctrl+p")
        assert hand.kind == "CommandPalette"
        await hand.type("not applicable (x)")
        await hand.pilot.pause(0.3)
        await hand.press("enter")
        await hand.until(lambda: hand.kind == "review")
        await hand.until(lambda: hand.reading().answers == {"assessed": "na"})


async def test_what_can_not_be_done_is_not_offered(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        casebook.sign_off("C-1", ME)

    async with opened(make(tmp_path / "a.db", small, ["C-1"], fill), case="C-1") as hand:
        offered = " ".join(command.title for command in hand.app.get_system_commands(hand.app.screen))
        assert "Next part" in offered
        assert "(y)" not in offered
        assert "Note" not in offered


async def test_colours_are_changed_from_the_palette(path: Path) -> None:
    async with opened(path) as hand:
        commands = {command.title: command for command in hand.app.get_system_commands(hand.app.screen)}
        commands["Colours: high-contrast"].callback()
        await hand.press("down")
        assert hand.app.theme == "high-contrast"
        assert "C-1" in hand.screen


# --- clicks on the footer ---


async def test_a_click_on_the_footer_does_what_the_key_does(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.pilot.click(Keys, offset=(hand.one("Keys").words.index("y yes"), 0))
        await hand.pilot.pause()
        assert hand.reading().answers == {"assessed": "yes"}


# --- the user's own keys ---


async def test_own_keys_work_and_are_shown(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "high-contrast"\n[keys]\n"review.yes" = ["1", "+"]\n"review.search" = "f2"\n')
    config = read_config(file)
    assert config.theme == "high-contrast"
    async with opened(path, case="C-1", config=config) as hand:
        assert "1 yes" in hand.one("Keys").words
        assert "1 ✓ Yes" in hand.words("#answers")
        await hand.press("y")
        assert hand.reading().answers == {}
        await hand.press("1")
        assert hand.reading().answers == {"assessed": "yes"}
        await hand.press("f2")
        assert hand.kind == "Pick"


def test_keys_are_written_as_a_person_writes_them() -> None:
    mapped = with_keys({"review.alert": "a", "review.search": "!", "review.clear": " "})
    keys = {action.id: action.keys for action in mapped}
    assert keys["review.search"] == ("exclamation_mark",)
    assert keys["review.clear"] == ("space",)
    assert key_words("exclamation_mark") == "!"
    assert key_name("?") == "question_mark"


@pytest.mark.parametrize("character", [*string.punctuation, *"£¬é9A"])
def test_a_character_gets_the_name_that_it_comes_in_with(character: str) -> None:
    name = key_name(character)
    assert name == _character_to_key(character)
    assert key_words(name) == character
    assert key_name(name) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ctrl+s", "ctrl+s"),
        ("shift+tab", "shift+tab"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("alt+/", "alt+slash"),
        ("ctrl++", "ctrl+plus"),
        ("f12", "f12"),
        ("Esc", "escape"),
        ("pageup", "pageup"),
        (" ", "space"),
    ],
)
def test_keys_with_names_are_known(words: str, name: str) -> None:
    assert key_name(words) == name


@pytest.mark.parametrize(
    "key", ["nonsensekey", "f13", "ctrl+", "ctrl+nonsensekey", "hyper+a", "yy", " y ", "Ctrl+S", "\x01"]
)
def test_a_key_that_no_keyboard_has_is_refused(key: str) -> None:
    with pytest.raises(KeymapError) as refused:
        with_keys({"review.yes": ["1", key]})
    assert str(refused.value) == f"review.yes: there is no key '{visible(key)}'"


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+p", "ctrl+c"])
def test_the_program_s_own_keys_are_refused(key: str) -> None:
    with pytest.raises(KeymapError) as refused:
        with_keys({"review.yes": key})
    assert str(refused.value) == f"review.yes: '{key}' is kept for the program; give it another key"


def test_an_unknown_action_gets_the_nearest_one() -> None:
    with pytest.raises(KeymapError) as refused:
        with_keys({"review.yse": "1", "zzz": "2"})
    assert str(refused.value).splitlines() == [
        "no action 'review.yse'; did you mean 'review.yes'?",
        "no action 'zzz'",
    ]


def test_a_clash_is_refused_and_both_are_named() -> None:
    with pytest.raises(KeymapError) as refused:
        with_keys({"review.yes": "n"})
    assert "key 'n' is both review.yes and review.no" in str(refused.value)
    # The same key on another screen is no clash.
    with_keys({"review.yes": "o"})


@pytest.mark.parametrize(
    ("action", "key"),
    [
        ("facts.down", "1"),
        ("facts.clear", "9"),
        ("facts.clear", "end"),
        ("cases.sort", "end"),
        ("cases.sort", "home"),
        ("summary.why", "pageup"),
        ("respondents.sort", "pagedown"),
    ],
)
def test_a_key_that_the_screen_takes_itself_is_refused(action: str, key: str) -> None:
    with pytest.raises(KeymapError) as refused:
        with_keys({action: key})
    assert str(refused.value) == f"{action}: '{key}' has a use of its own on that screen; give it another key"
    # Where there is no list and nothing to number it is free.
    with_keys({"review.mark": key if key not in ("pageup", "pagedown") else "home"})


@pytest.mark.parametrize("screen", SCREENS)
async def test_where_there_is_a_list_is_known(path: Path, tmp_path: Path, screen: str) -> None:
    if screen in ASKING:
        path = begin(tmp_path / "q.db")
    elif screen in RATING:
        path = make(tmp_path / "r.db", standards(), ["C-1"])
    else:
        with Casebook.open(path) as casebook:  # something to settle
            casebook.answer("C-1", "assessed", "yes", ME)
            casebook.answer("C-1", "assessed", "no", "B Shah")
    async with opened(path) as hand:
        await hand.press(*WAY[screen])
        assert hand.kind == screen
        assert isinstance(hand.app.focused, Rows) == ("end" in OWN_KEYS.get(screen, ()))


@pytest.mark.parametrize(("key", "instead"), [("shift+y", "Y"), ("shift+é", "É"), ("shift+1", ""), ("shift+!", "")])
def test_shift_with_a_character_is_refused_as_the_terminal_sends_another_character(key: str, instead: str) -> None:
    with pytest.raises(KeymapError) as refused:
        with_keys({"review.yes": key})
    said = f"'{instead}'" if instead else "the character that it gives"
    assert str(refused.value) == f"review.yes: in place of '{key}' write {said}"
    with_keys({"review.next": ["shift+tab", "shift+down", "ctrl+shift+left"]})


@pytest.mark.parametrize("keys", ["", " \t", [], ["y", ""]])
def test_an_action_without_a_key_is_refused(keys: str | list[str]) -> None:
    with pytest.raises(KeymapError, match="name at least one key"):
        with_keys({"review.yes": keys})


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(KeymapError) as refused:
        with_keys({"review.yes": "n", "review.nope": "z"})
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\n"review.yes" = "n"\n', "both review.yes and review.no"),
        ('[keys]\n"review.nope" = "z"\n', "no action 'review.nope'"),
        ('[keys]\n"review.yes" = 7\n', "review.yes: write the key in quotes"),
        ('[keys]\n"review.yes" = ["y", 7]\n', "review.yes: write the key in quotes"),
        ('theme = "pink"\n', "no theme 'pink'; it can be casereview or high-contrast"),
        ("theme = 3\n", "no theme '3'"),
        ("colour = 1\n", "unknown setting 'colour'"),
        ('keys = "y"\n', "write the keys as [keys]"),
        ("keys = [\n", "can not be read"),
    ],
)
def test_settings_that_can_not_be_used_are_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as refused:
        read_config(file)
    assert said in str(refused.value)
    assert all(line.startswith(f"{file}: ") for line in str(refused.value).splitlines())


def test_settings_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"theme = '\xff'")
    with pytest.raises(SettingsError, match="can not be read"):
        read_config(file)


def test_settings_that_are_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_config(tmp_path)
    assert str(refused.value) == f"{tmp_path}: can not be read: Is a directory"


def test_no_settings_are_the_usual_ones(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none.toml") == Config()


async def test_no_key_acts_but_those_of_the_table(path: Path) -> None:
    """Keys of Textual's own that would scroll, focus or leave do nothing to the answers."""
    taken = {key for action in of_screen("review") for key in action.keys}
    async with opened(path, case="C-1") as hand:
        for key in "abcilmopqtvwzABCDEHIJKLMNOPQRSTVWXYZ0123456789":
            if key not in taken:
                await hand.pilot.press(key)
        await hand.pilot.pause()
        assert hand.kind == "review"
        assert hand.reading().answers == {}
        assert len(hand.history()) == 3


@pytest.mark.parametrize("screen", ["agreement", "allocation", "progress", "merge", "conflicts"])
def test_the_lead_inspectors_screens_say_how_to_leave_them(screen: str) -> None:
    line = "".join(text for text, _ in Keys(of_screen(screen))._keys(80))
    assert "Esc back" in line
