"""The screen an assessor works in: every key, what it stores and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.tui.screens import review, write
from casereview.tui.widgets.lines import Rows
from tests.tui.hands import KNOWN, ME, Hand, answer_all, make, opened

# In screen order.
ORDER = ["assessed", "safe", "rmp-done", "rmp-timely", "delivered", "joint-health", "joint-police"]


@pytest.fixture
def filled(tmp_path: Path, small: QuestionSet) -> Callable[[Callable[[Casebook], None]], Path]:
    """Makes a casebook with something in it."""

    def make_it(fill: Callable[[Casebook], None]) -> Path:
        return make(tmp_path / "filled.db", small, fill=fill)

    return make_it


# --- answering ---


@pytest.mark.parametrize(("key", "answer"), [("y", "yes"), ("x", "na")])
async def test_an_answer_is_saved_and_the_next_blank_is_shown(path: Path, key: str, answer: str) -> None:
    async with opened(path, case="C-1") as hand:
        assert hand.question == "assessed"
        assert "7 blank" in hand.heading
        await hand.press(key)
        assert hand.reading().answers == {"assessed": answer}
        assert hand.question == "safe"
        assert "✓ saved 6 blank" in hand.heading
        assert "Saved:" in hand.status


async def test_no_opens_the_reasons_by_itself_and_each_tick_is_saved_at_once(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n")
        assert hand.kind == "Reasons"
        assert hand.reading().answers == {"assessed": "no"}
        assert "1 [ ] Assessment missing" in hand.words("#reasons")
        await hand.press("2")
        assert hand.reading().reasons == {"assessed": ("late",)}
        assert "2 [x] Late" in hand.words("#reasons")
        await hand.press("1")
        assert hand.reading().reasons == {"assessed": ("missing", "late")}
        await hand.press("2", "9")
        assert hand.reading().reasons == {"assessed": ("missing",)}
        await hand.press("enter")
        assert hand.kind == "review"
        assert hand.question == "safe"


async def test_reasons_by_cursor_and_space_and_escape_stays_on_the_question(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n", "j", "space", "k", "down", "up", "space", "escape")
        assert hand.reading().reasons == {"assessed": ("missing", "late")}
        assert hand.question == "assessed"
        assert "No, because: Assessment missing; Late" in hand.words("#question")


async def test_reasons_by_click(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n")
        await hand.pilot.click("#reasons", offset=(8, 1))  # puts the cursor there
        await hand.pilot.click("#reasons", offset=(8, 1))
        await hand.pilot.pause()
        assert hand.reading().reasons == {"assessed": ("late",)}


async def test_no_to_a_question_without_reasons_goes_on(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        hand.app.open_review("C-1", "delivered")
        await hand.press("n")
        assert (hand.kind, hand.question) == ("review", "joint-health")
        assert hand.reading().answers == {"delivered": "no"}


async def test_reasons_can_be_opened_again_for_a_no_only(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("r")
        assert hand.kind == "review"
        assert "press n first" in hand.status
        await hand.press("n", "escape")
        assert "No reason ticked yet: press r" in hand.words("#question")
        await hand.press("r", "1", "enter")
        assert hand.reading().reasons == {"assessed": ("missing",)}
        assert hand.question == "safe"
        hand.app.screen.go(ORDER.index("delivered"))
        await hand.press("n", "up", "r")
        assert "no list of reasons" in hand.status


async def test_another_answer_takes_the_reasons_off_the_screen_but_keeps_them(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n", "1", "escape", "y", "up")
        assert "because" not in hand.words("#question")
        await hand.press("n")
        assert "1 [x]" in hand.words("#reasons")


async def test_answering_goes_round_to_a_blank_before(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("j")
        for _ in ORDER[1:]:
            await hand.press("y")
        assert hand.question == "assessed"
        assert hand.kind == "review"


async def test_the_last_blank_opens_finish(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press(*"yyyyyy")
        assert hand.kind == "review"
        await hand.press("n")  # reasons come first
        assert hand.kind == "Reasons"
        await hand.press("1", "enter")
        assert hand.kind == "finish"
        assert "Nothing is blank" in hand.status
        await hand.press("escape")
        # Answering once more in a case that is complete stays with the questions.
        await hand.press("up", "y")
        assert hand.kind == "review"


async def test_changing_an_answer_in_a_complete_case_goes_to_the_next_question(
    filled: Callable[[Callable[[Casebook], None]], Path],
) -> None:
    async with opened(filled(lambda casebook: answer_all(casebook, "C-1")), case="C-1") as hand:
        assert hand.question == "assessed"
        await hand.press("x")
        assert (hand.kind, hand.question) == ("review", "safe")


async def test_space_clears(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("y", "up", "space")
        assert hand.reading().answers == {}
        assert hand.question == "assessed"
        assert "blank" in hand.words("#answers")
        assert "Cleared" in hand.status
        entries = len(hand.history())
        await hand.press("space")
        assert len(hand.history()) == entries
        assert "nothing to clear" in hand.status


# --- undo, redo ---


async def test_undo_and_redo_go_to_the_question(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("y", "x", "G", "escape", "j", "j")
        await hand.press("u")
        assert hand.reading().answers == {"assessed": "yes"}
        assert hand.question == "safe"
        assert "Taken back" in hand.status
        await hand.press("u")
        assert hand.reading().answers == {}
        assert hand.question == "assessed"
        await hand.press("U")
        assert hand.reading().answers == {"assessed": "yes"}
        assert hand.question == "assessed"
        await hand.press("U")
        assert hand.reading().answers == {"assessed": "yes", "safe": "na"}
        assert "Done again" in hand.status
        await hand.press("U")
        assert "Nothing to do again" in hand.status
        await hand.press("u", "u", "u")
        assert "Nothing to take back" in hand.status


async def test_undo_brings_reasons_and_notes_back(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("n", "1", "escape", "u")
        assert hand.reading().reasons == {}
        await hand.press("U", "e")
        await hand.type("p 4")
        await hand.press("escape", "u")
        assert hand.reading().notes == {}
        assert hand.reading().reasons == {"assessed": ("missing",)}


# --- moving ---


async def test_arrows_and_letters_move_without_answering(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        seen = []
        for key in ("down", "j", "up", "k", "k", "right", "right_square_bracket", "left", "left_square_bracket"):
            await hand.press(key)
            seen.append(hand.question)
        assert seen == [
            "safe", "rmp-done", "safe", "assessed", "assessed", "rmp-done", "delivered", "rmp-done", "assessed",
        ]  # fmt: skip
        assert hand.reading().answers == {}
        await hand.press("left")
        assert hand.question == "assessed"
        hand.app.screen.go(6)
        await hand.press("right", "down")
        assert hand.question == "joint-police"


async def test_g_goes_to_the_next_blank(filled: Callable[[Callable[[Casebook], None]], Path]) -> None:
    path = filled(lambda casebook: answer_all(casebook, "C-1", but=("safe", "delivered")))
    async with opened(path, case="C-1") as hand:
        assert hand.question == "safe"
        await hand.press("g")
        assert hand.question == "delivered"
        await hand.press("g")
        assert hand.question == "safe"
        await hand.press("y", "y", "escape", "g")
        assert "Nothing is blank" in hand.status


async def test_capital_g_lists_what_is_blank_or_marked_and_goes_there(
    filled: Callable[[Callable[[Casebook], None]], Path],
) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1", but=("safe", "delivered"))
        casebook.mark("C-1", "joint-health", True, ME)

    async with opened(filled(fill), case="C-1") as hand:
        await hand.press("G")
        listed = hand.words("#choices").split("\n")
        assert len(listed) == 3
        assert "Blank or marked: 3" in hand.words(".box-title")
        assert "⚑" in listed[2]
        assert "⚑" not in listed[0]
        await hand.press("down", "down", "enter")
        assert hand.question == "joint-health"
        await hand.press("f", "G", "escape")
        assert hand.question == "joint-health"
        assert hand.reading().marks == frozenset()


async def test_slash_finds_a_question_by_parts_of_words(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("slash")
        assert len(hand.words("#choices").split("\n")) == 7
        await hand.type("wor pol")
        assert hand.words("#choices").count("\n") == 0
        await hand.press("enter")
        assert hand.question == "joint-police"
        assert hand.reading().answers == {}
        await hand.press("slash")
        await hand.type("xyz")
        assert "No question has these words" in hand.words("#choices")
        await hand.press("enter", "escape")
        assert hand.question == "joint-police"


async def test_f_marks_and_takes_the_mark_off(path: Path) -> None:
    async with opened(path, case="C-1", size=(120, 40)) as hand:
        await hand.press("f")
        assert hand.reading().marks == {"assessed"}
        assert "⚑ marked to come back to" in hand.words("#question")
        assert "⚑" in hand.words("#part")
        await hand.press("f")
        assert hand.reading().marks == frozenset()


async def test_page_keys_scroll_the_guidance(tmp_path: Path, large: QuestionSet) -> None:
    async with opened(make(tmp_path / "a.db", large, {"C-1": {}}, area="A"), size=(60, 20)) as hand:
        hand.app.open_review("C-1")
        await hand.pilot.pause()
        await hand.press("pagedown")
        assert hand.one("#question").scroll_offset.y > 0
        await hand.press("pageup")
        assert hand.one("#question").scroll_offset.y == 0


async def test_a_case_opens_where_it_was_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "_PLACE_SECONDS", 0.01)
    async with opened(path, case="C-1") as hand:
        await hand.press("y", "j", "j")
        assert hand.question == "rmp-timely"
        await hand.until(lambda: hand.ask(lambda casebook: casebook.place("C-1", ME)) == "rmp-timely")
    async with opened(path) as hand:
        await hand.press("enter")
        assert hand.question == "rmp-timely"
        await hand.press("escape", "down", "enter")
        assert hand.question == "assessed"


async def test_the_place_is_stored_with_the_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed right after an answer, the case opens at the question that was shown then."""
    monkeypatch.setattr(review, "_PLACE_SECONDS", 600)
    async with opened(path, case="C-1") as hand:
        await hand.press("y")
        assert hand.ask(lambda casebook: casebook.place("C-1", ME)) == hand.question == "safe"


async def test_the_place_passes_over_what_the_answer_makes_not_applicable(
    filled: Callable[[Callable[[Casebook], None]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_PLACE_SECONDS", 600)
    async with opened(filled(lambda casebook: casebook.put_place("C-1", "rmp-done", ME)), case="C-1") as hand:
        assert hand.question == "rmp-done"
        await hand.press("x")
        assert hand.question == "delivered"
        assert hand.ask(lambda casebook: casebook.place("C-1", ME)) == "delivered"


async def test_only_looking_writes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path, case="C-1") as hand:
        before = hand.history()
        await hand.press("j", "k", "h", "escape", "G", "escape", "s", "escape", "d", "escape", "F", "escape")
        assert hand.history() == before


# --- what is shown ---


async def test_a_question_has_its_place_guidance_and_rule(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        words = hand.words("#question")
        assert "Asset (initial assessment) · 1.1 Risk of Harm · key for Risk of Harm" in words
        assert "Was an assessment done?" in words
        assert "What to look for\nIt covers the whole file.\nThe evidence is in Asset." in words
        assert "Not applicable\nNever. A missing assessment is a no." in words
        assert "C-1 question 1 of 7" in hand.heading
        await hand.press("right", "j")
        assert "key for" not in hand.words("#question")


async def test_the_part_is_shown_at_a_glance(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("y")
        assert "Asset ✓[·] RMP ]" in hand.words("#strip")
        assert not hand.one("#part").display
    async with opened(path, case="C-1", size=(120, 40)) as hand:
        assert hand.one("#part").display
        assert hand.words("#part").split("\n") == ["✓ assessment done", "▸ · Was vulnerability assessed well…"]
        await hand.press("n", "enter", "up", "up", "e")
        await hand.type("p 3")
        await hand.press("escape", "left")
        assert "✗" in hand.words("#part")
        await hand.pilot.click("#part", offset=(6, 0))
        await hand.pilot.pause()
        assert hand.question == "assessed"


async def test_the_rows_of_a_repeated_question_are_shown_together(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        hand.app.open_review("C-1", "joint-health")
        await hand.press("x")
        assert hand.question == "joint-police"
        words = hand.words("#question")
        assert "Did the team and … work together well?" in words
        assert "health services – Not applicable\n▸ the police ·" in words


async def test_a_pre_filled_na_says_so_with_its_cause_and_one_key_overrides_it(
    tmp_path: Path, small: QuestionSet
) -> None:
    path = make(tmp_path / "a.db", small, {"C-1": {"gender": "male", "rmp-needed": "no"}})
    async with opened(path) as hand:
        hand.app.open_review("C-1", "rmp-done")
        await hand.pilot.pause()
        assert "(~) x – Not applicable pre-filled" in hand.words("#answers")
        assert "Pre-filled not applicable: Was a risk management plan needed: No." in hand.words("#question")
        assert "[~]" in hand.words("#strip")
        assert "5 blank" in hand.heading
        await hand.press("y", "left_square_bracket", "right_square_bracket")
        assert hand.question == "rmp-done"
        assert hand.reading().answers == {"rmp-done": "yes"}
        assert "(●) y ✓ Yes" in hand.words("#answers")
        # Its own gate is open now, so the question after it is blank again.
        assert "rmp-timely" not in hand.reading().suggested


async def test_the_cause_may_be_an_earlier_answer(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        hand.app.open_review("C-1", "rmp-done")
        await hand.press("n", "enter")
        assert hand.question == "delivered"
        await hand.press("up")
        assert hand.question == "rmp-timely"
        assert "not applicable: Was a risk management plan made: No." in hand.words("#question")
        await hand.press("x")
        assert hand.reading().answers["rmp-timely"] == "na"
        await hand.press("up")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_a_cause_is_never_cut_off_unsaid(tmp_path: Path, small: QuestionSet, size: tuple[int, int]) -> None:
    path = make(tmp_path / "a.db", small, {"C-1": {"gender": "male", "rmp-needed": "no"}})
    async with opened(path, size=size) as hand:
        hand.app.open_review("C-1", "rmp-done")
        await hand.pilot.pause()
        seen = " ".join(hand.screen.split())
        assert "pre-filled" in hand.one("#answers").words[: size[0]]
        assert "Was a risk management plan needed: No" in seen


@pytest.mark.parametrize("key", ["y", "n"])
@pytest.mark.parametrize("question", ["assessed", "delivered", "rmp-timely"])
@pytest.mark.parametrize("before", [None, "yes", "no", "na"])
async def test_what_an_answer_would_do_is_what_it_does(
    filled: Callable[[Callable[[Casebook], None]], Path], key: str, question: str, before: str | None
) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-2", "no")
        answer_all(casebook, "C-3", "yes", but=("delivered",))
        casebook.answer("C-1", question, before, ME)

    async with opened(filled(fill), size=(120, 40)) as hand:
        hand.app.open_review("C-1", question)
        await hand.pilot.pause()
        line = hand.words("#what-if")
        await hand.press(key, "escape" if hand.kind == "Reasons" else "home")
        themes = [score for score in hand.summary().of_kind("theme") if question in score.questions]
        word = {"y": "with yes", "n": "with no"}[key]
        for score in themes:
            said = line.partition(score.title)[2].partition(word)[2].split()[0]
            assert said == f"{score.percent}%"
        if not themes:
            assert "no headline" in line


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_what_an_answer_would_do_to_every_theme_is_in_sight(
    filled: Callable[[Callable[[Casebook], None]], Path], width: int
) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-2", "no")
        casebook.answer("C-3", "delivered", "yes", ME)
        casebook.answer("C-3", "assessed", "no", ME)

    async with opened(filled(fill), size=(width, 24)) as hand:
        hand.app.open_review("C-1", "delivered")
        await hand.pilot.pause()
        shown = " ".join(hand.one("#what-if").words[:width].split())
        # Risk of Harm 1 of 5, Safeguarding 1 of 5: with yes 2 of 6, with no 1 of 6.
        assert shown.count("33%") == shown.count("17%") == 2
        assert ("with yes" if width == 120 else "✓") in shown
        assert "Saf" in shown


# --- notes ---


async def test_a_note_of_several_lines_is_saved_by_escape(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        assert hand.kind == "Write"
        await hand.type("Asset p 4")
        await hand.press("enter")
        await hand.type("y n x")
        await hand.press("escape")
        assert hand.kind == "review"
        assert hand.question == "assessed"
        assert hand.reading().notes == {"assessed": "Asset p 4\ny n x"}
        assert hand.reading().answers == {}
        assert "Note: Asset p 4\ny n x" in hand.words("#question")
        assert hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == ""
        await hand.press("e", "backspace", "ctrl+s")
        assert hand.reading().notes == {"assessed": "Asset p 4\ny n "}


async def test_a_half_typed_note_is_kept_within_two_seconds_and_offered_back(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        await hand.type("half a no")
        await hand.until(lambda: hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == "half a no", 2.0)
        assert hand.reading().notes == {}
        # The window is closed, or killed, here.
    async with opened(path, case="C-1") as hand:
        assert "half-typed note was kept: press e" in hand.words("#question")
        await hand.press("e")
        assert hand.one("#text").text == "half a no"
        assert "was kept and is here again" in hand.words("#about")
        await hand.type("te")
        await hand.press("escape")
        assert hand.reading().notes == {"assessed": "half a note"}
        assert "half-typed" not in hand.words("#question")


async def test_what_was_typed_just_now_can_be_discarded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "DRAFT_SECONDS", 0.02)
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        await hand.type("good")
        await hand.press("escape", "e")
        await hand.type(" and bad")
        await hand.pilot.pause(0.1)
        await hand.press("tab", "down", "enter")
        assert hand.kind == "review"
        await hand.pilot.pause(0.1)
        assert hand.reading().notes == {"assessed": "good"}
        assert hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == ""


async def test_tab_goes_between_the_text_and_the_choices(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e", "tab", "down", "up", "tab")
        await hand.type("here")
        await hand.press("tab", "enter")
        assert hand.reading().notes == {"assessed": "here"}


async def test_a_saved_note_leaves_no_draft_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft is looked after by a timer; it must not come after the note was saved."""
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        dialog = hand.app.screen
        assert isinstance(dialog, write.Write)
        await hand.type("done")
        dialog.action_give()
        dialog._keep_draft()  # the timer, between saving and closing
        await hand.pilot.pause()
        assert hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == ""


async def test_an_emptied_note_is_gone(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("e", "a", "escape", "e", "backspace", "escape")
        assert hand.reading().notes == {}
        assert "Note:" not in hand.words("#question")


# --- alert, history, the ways to other screens ---


async def test_an_alert_is_raised_deliberately(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("exclamation_mark")
        await hand.type("at risk")
        await hand.press("escape")
        assert hand.reading().alerts == ()
        await hand.press("exclamation_mark")
        assert hand.one("#text").text == "at risk"
        await hand.type(" today")
        await hand.press("tab", "enter")
        assert hand.kind == "review"
        assert [alert.text for alert in hand.reading().alerts] == ["at risk today"]
        assert "Tell the lead inspector today" in hand.status
        await hand.press("exclamation_mark")
        assert hand.one("#text").text == ""


async def test_an_alert_without_words_is_refused_and_one_can_be_discarded(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("exclamation_mark", "tab", "enter")
        assert hand.kind == "Write"
        assert hand.reading().alerts == ()
        await hand.press("tab")
        await hand.type("no, not so")
        await hand.press("tab", "down", "enter")
        assert hand.kind == "review"
        await hand.press("exclamation_mark")
        assert hand.one("#text").text == ""


async def test_history_shows_who_answered_when_in_words(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("h")
        assert "Not answered yet" in hand.screen
        await hand.press("escape", "n", "1", "escape", "f", "y", "up", "space", "e")
        await hand.type("p 4")
        await hand.press("escape", "h")
        shown = hand.words("Page")
        for words in ("A Jones", "2026-01-06 09:00", "UTC", "Yes", "No", "Assessment missing", "taken away", "p 4"):
            assert words in shown
        assert "marked to come back to" in shown
        assert '"' not in shown
        await hand.press("down", "up", "pagedown", "pageup", "escape")
        assert hand.kind == "review"


@pytest.mark.parametrize(
    ("key", "kind"), [("s", "summary"), ("F", "facts"), ("d", "finish"), ("question_mark", "Help")]
)
async def test_the_other_screens_are_one_key_away_and_escape_comes_back(path: Path, key: str, kind: str) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("j", key)
        assert hand.kind == kind
        await hand.press("escape")
        assert (hand.kind, hand.question) == ("review", "safe")
        await hand.press("escape")
        assert hand.kind == "cases"


async def test_facts_changed_on_the_way_are_in_force_at_once(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("F", "down", "2", "enter")
        assert hand.kind == "review"
        assert "5 blank" in hand.heading


# --- not one's own to change ---


async def _nothing_changes(hand: Hand) -> None:
    before = hand.history()
    await hand.press("y", "n", "x", "space", "f", "u", "U", "r", "e")
    assert hand.kind == "review"
    assert hand.history() == before


async def test_a_signed_off_case_is_to_look_at(filled: Callable[[Callable[[Casebook], None]], Path]) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        casebook.note("C-1", "assessed", "p 4", ME)
        casebook.sign_off("C-1", ME)

    async with opened(filled(fill), case="C-1") as hand:
        assert "signed off" in hand.heading
        assert "d opens it again" in hand.status
        assert "Note: p 4" in hand.words("#question")
        assert hand.lines[-1].split() == ["g", "next", "blank", "d", "done", "?", "help"]
        await _nothing_changes(hand)
        await hand.press("d", "o")
        await hand.type("wrong sheet")
        await hand.press("enter", "escape")
        assert "y yes" in hand.lines[-1]
        await hand.press("x")
        assert hand.reading().answers["assessed"] == "na"


async def test_anothers_reading_is_to_look_at(filled: Callable[[Callable[[Casebook], None]], Path]) -> None:
    path = filled(lambda casebook: casebook.answer("C-1", "safe", "no", "B Smith"))
    async with opened(path, case="C-1") as hand:
        assert "READ ONLY" in hand.heading
        assert "B Smith's" in hand.status
        assert "…" not in hand.status
        await _nothing_changes(hand)
        await hand.press("j")
        assert "(●) n ✗ No" in hand.words("#answers")
        assert hand.reading().answers == {}


async def test_a_casebook_open_for_reading_is_to_look_at(path: Path) -> None:
    async with opened(path, case="C-1", write=False, notice="Read only: B Smith has it open.") as hand:
        assert "READ ONLY" in hand.heading
        assert "B Smith has it open" in hand.status
        await _nothing_changes(hand)
        await hand.press("exclamation_mark")
        assert hand.kind == "review"
        assert "open for writing" in hand.status
        await hand.press("j", "j")
        await hand.pilot.pause(0.3)
        assert hand.ask(lambda casebook: casebook.place("C-1", ME)) == ""


async def test_a_second_reading_says_that_it_is_never_scored(
    filled: Callable[[Callable[[Casebook], None]], Path],
) -> None:
    path = filled(lambda casebook: answer_all(casebook, "C-1", "yes", "B Smith"))
    async with opened(path) as hand:
        before = hand.summary().scores
        await hand.press("2")
        assert hand.kind == "review"
        assert "never scored" in hand.status
        assert "never scored" in hand.words("#what-if")
        await hand.press("n", "enter")
        assert hand.reading().second
        assert hand.reading().answers == {"assessed": "no"}
        assert hand.summary().scores == before == hand.app.session.summary.scores


async def test_an_alert_is_told_when_the_case_opens(filled: Callable[[Callable[[Casebook], None]], Path]) -> None:
    async with opened(filled(lambda casebook: casebook.raise_alert("C-1", "at risk", ME)), case="C-1") as hand:
        assert "has an alert; d lists it" in hand.status


async def test_copies_that_differ_are_unresolved_not_blank(
    filled: Callable[[Callable[[Casebook], None]], Path],
) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", "assessed", "yes", ME)
        casebook.answer("C-1", "assessed", "no", "B Smith")

    async with opened(filled(fill), case="C-1") as hand:
        # Two first readings that differ: this assessor's own is shown, the figure counts neither.
        hand.app.screen.go(0)
        await hand.pilot.pause()
        assert "(●) y ✓ Yes" in hand.words("#answers")
        assert hand.summary().answers.unresolved == 1


async def test_a_hundred_keys_in_a_row_lose_none(path: Path) -> None:
    """No key is dropped, however fast they come."""
    async with opened(path, case="C-1") as hand:
        await hand.pilot.press(*("y", "up", "x", "up") * 25)
        await hand.pilot.pause()
        answers = [entry.value for entry in hand.history() if entry.field == "answer" and entry.item == "assessed"]
        assert len(answers) == 50


async def test_the_list_beside_follows(path: Path) -> None:
    async with opened(path, case="C-1", size=(120, 40)) as hand:
        await hand.press("j")
        rows = hand.one("#part")
        assert isinstance(rows, Rows)
        assert rows.cursor == 1
        await hand.press("j")
        assert rows.cursor == 0
        assert rows.count() == 2


def test_the_known_facts_open_every_gate(small: QuestionSet) -> None:
    assert set(KNOWN) == set(small.fact)


async def test_a_hasty_enter_in_the_help_answers_nothing(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        before = hand.reading().answers
        await hand.press("question_mark", "enter")
        assert hand.kind == "review"
        assert hand.reading().answers == before
        await hand.press("question_mark", "down", "enter")
        await hand.pilot.pause()
        assert len(hand.reading().answers) == len(before) + 1


async def test_an_alert_left_half_typed_says_that_it_is_not_raised_and_stays_in_sight(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("exclamation_mark", "a", "t", "escape")
        await hand.pilot.pause()
        assert "ALERT NOT RAISED" in hand.status
        await hand.press("d")
        assert "ALERT NOT RAISED" in hand.screen
