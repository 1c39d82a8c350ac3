"""Text that people and files give: shown literally on every screen, stored exactly, and without any effect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.decisions import Action, Chosen, Decision
from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.text import visible
from casereview.tui.actions import ACTIONS
from tests.questions import pseudo
from tests.tui.hands import Hand, make, opened, speaking
from tests.tui.hostile import STRINGS, WALKED, literal


def hostile_set(data: dict[str, Any], text: str) -> QuestionSet:
    """The small question set with a text wherever a set holds one."""
    for group in ("bands", "facts", "sections", "criteria", "themes", "parts", "lists"):
        for entry in data[group]:
            for key in ("label", "title", "short", "help"):
                if key in entry or key in ("label", "title"):
                    entry[key] = text
            for option in entry.get("items", []):
                option["label"] = text
            if "options" in entry:
                entry["options"] = [{"id": each, "label": text} for each in entry["options"]]
    for question in data["questions"]:
        question |= {"text": text, "short": text, "guidance": text, "not_applicable": text}
        for reason in question.get("reasons", []):
            reason["label"] = text
    data["title"] = data["about"] = text
    return build(data)


async def walk(hand: Hand, *keys: str) -> None:
    for key in keys:
        await hand.press(key)
        literal(hand)


@pytest.mark.parametrize("text", WALKED, ids=lambda text: ascii(text[:16]))
async def test_no_text_acts_on_any_screen(tmp_path: Path, small_data: dict[str, Any], text: str) -> None:
    ref = text if text.strip() else f"C{text}1"
    who = (text.strip() or "A Jones")[:200] if text.strip() else "A Jones"
    question_set = hostile_set(small_data, text[:4000])  # the longest that a question set may hold

    def fill(casebook: Casebook) -> None:
        casebook.answer(ref, "assessed", "no", who)
        casebook.give_reasons(ref, "assessed", ["late"], who)
        casebook.note(ref, "assessed", text, who)
        if text.strip():
            casebook.raise_alert(ref, text, who)
        casebook.put_draft(ref, "safe", text, who)
        casebook.put_place(ref, "assessed", who)

    facts = {ref: {"gender": "male"}, "B": {}}
    path = make(tmp_path / "a.db", question_set, facts, fill, area=text.strip()[:200] or "Area", about=text)
    async with opened(path, reader=who) as hand:
        before = len(hand.history(ref))
        literal(hand)
        hand.app.screen.query_one("#cases").go(hand.app.screen.arranged.shown.index(ref))  # type: ignore[attr-defined]
        # The list: filter, order, who is assessing.
        await walk(hand, "slash", "escape", "o", "a", "escape", "question_mark", "escape")
        hand.app.screen.query_one("#cases").go(hand.app.screen.arranged.shown.index(ref))  # type: ignore[attr-defined]
        # Facts.
        await walk(hand, "F", "down", "up", "question_mark", "escape", "escape")
        # Review and its dialogs.
        await walk(hand, "enter")
        assert hand.kind == "review"
        if hand.question != "assessed":
            hand.app.screen.go(0)  # type: ignore[attr-defined]
        assert "".join(visible(text[:30], lines=True).split()) in "".join(hand.words("#question").split())
        await walk(hand, "r", "escape", "h", "escape", "G", "down", "escape", "slash", "down", "escape")
        await walk(hand, "question_mark", "escape", "exclamation_mark", "escape", "e")
        await walk(hand, "escape")
        assert hand.kind == "review"
        assert hand.reading(ref, who).notes == {"assessed": text}
        await walk(hand, "j", "e", "tab", "down", "enter", "k", "right", "left", "ctrl+p", "escape")
        # Finish.
        await walk(hand, "d", "home", "enter")
        if hand.kind == "Show":
            await walk(hand, "down", "escape", "w", "escape")
        if hand.kind == "finish":
            await walk(hand, "escape")
        # Summary: questions, cases, breakdown.
        await walk(hand, "s", "enter", "down", "up", "enter", "down", "escape", "down", "b", "enter", "0")
        await walk(hand, "m", "right", "end", "question_mark", "escape", "escape")
        hand.app.screen.action_back()  # type: ignore[attr-defined]
        await walk(hand, "home")
        # Nothing was entered by any of it.
        assert len(hand.history(ref)) == before
        assert ref in hand.ask(lambda casebook: casebook.case_refs())
        # A storage error names the file; what is on the screen is still literal.
        path.rename(path.with_name("away.db"))
        await walk(hand, "y", "escape")
        path.with_name("away.db").rename(path)


@pytest.mark.parametrize("text", WALKED, ids=lambda text: ascii(text[:16]))
async def test_no_text_acts_where_the_lead_inspector_decides(
    tmp_path: Path, small_data: dict[str, Any], text: str
) -> None:
    short = text[:4000]
    standard = {"id": "plans", "text": short, "who": short, "questions": ["safe"]}
    small_data |= {"recommendations": [standard], "glossary": [{"term": short, "meaning": short}]}
    question_set = hostile_set(small_data, short)

    def fill(casebook: Casebook) -> None:
        for question in ("assessed", "safe"):
            casebook.answer("C-1", question, "no", "A Jones")
        casebook.give_reasons("C-1", "assessed", ["late"], "A Jones")
        casebook.decide("assessed", "A Jones", Decision("accepted", text + "{yes}{nothing}", text))
        casebook.recommend(Chosen("own", text + ".", text, 1), "A Jones")
        casebook.plan(Action("a", text[:100], text + ".", text, "2026-01-01", "", text), "A Jones")
        casebook.mark_practice("C-1", text[:200], text + ".", "A Jones")

    path = make(tmp_path / "a.db", question_set, ["C-1"], fill)
    async with opened(path) as hand:
        before = len(hand.history(""))
        await walk(hand, "f", "enter", "pagedown", "escape", "e", "escape")
        if hand.kind == "Reword":  # {nothing} stands for no figure
            await walk(hand, "tab", "down", "enter")
        await walk(hand, "end", "enter", "escape", "e")
        hand.one("#choices").focus()
        await walk(hand, "down", "enter")
        assert hand.kind == "findings"
        await walk(hand, "r", "enter", "escape", "e", "tab", "escape", "end", "enter", "escape", "e", "tab", "escape")
        assert hand.kind == "recommendations"
        await walk(hand, "p", "enter", "escape", "e", "tab", "tab", "tab", "tab", "ctrl+s", "n", "down", "enter")
        await walk(hand, "escape")
        assert hand.kind == "plan"
        # Nothing was decided by any of it.
        assert len(hand.history("")) == before


@pytest.mark.parametrize("text", [each for each in STRINGS if len(each) < 2000], ids=lambda text: ascii(text[:16]))
async def test_typed_text_is_stored_as_it_is_typed(path: Path, text: str) -> None:
    """Pasted into a note, a reason to open again, and a name."""
    async with opened(path, case="C-1") as hand:
        await hand.press("e")
        hand.one("#text").insert(text)
        await hand.pilot.pause()
        literal(hand)
        typed = hand.one("#text").text
        await hand.press("escape")
        literal(hand)
        # An editor knows one kind of line end; all else is kept to the character.
        assert typed.split() == text.split()
        assert hand.reading().notes == ({"assessed": typed} if typed else {})


async def test_a_note_that_is_only_looked_at_does_not_change(tmp_path: Path, small: QuestionSet) -> None:
    odd = "a\r\nb\rc\nd\u2028e\x0bf\x85g\t\x00"
    path = make(tmp_path / "a.db", small, fill=lambda casebook: casebook.note("C-1", "assessed", odd, "A Jones"))
    async with opened(path, case="C-1") as hand:
        before = hand.history()
        await hand.press("e", "down", "up", "escape")
        assert hand.history() == before
        assert hand.reading().notes == {"assessed": odd}


async def test_markup_that_is_typed_is_letters(path: Path) -> None:
    """In the filter and in the search: whatever is typed there is only compared."""
    async with opened(path) as hand:
        for keys in (("slash",), ("escape", "enter", "slash")):
            await hand.press(*keys)
            await hand.type("[/b][@click=app.quit]x[/]")
            literal(hand)
        await hand.press("enter", "escape")
        assert hand.kind == "review"
        assert len(hand.history()) == 3


async def test_the_most_text_that_fits_is_opened_and_left(tmp_path: Path, small: QuestionSet) -> None:
    text = "evidence " * 100_000
    path = make(tmp_path / "a.db", small, fill=lambda casebook: casebook.note("C-1", "assessed", text, "A Jones"))
    async with opened(path, case="C-1") as hand:
        await hand.press("e", "escape", "h", "escape")
        assert hand.reading().notes == {"assessed": text}


async def test_a_case_reference_of_any_length_is_a_line(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, ["R" * 100_000, "[/]", "\x1b[2J"])
    async with opened(path) as hand:
        literal(hand)
        assert "␛[2J" in hand.screen
        assert "[/]" in hand.screen
        await walk(hand, "end", "enter", "d", "escape", "escape", "s", "escape")


@pytest.mark.parametrize("words", ["[/] agor", "[@click=bell]x[/]", "\\\\[b]x\\\\", "[y]", "$x"])
async def test_a_translation_s_words_are_letters_in_the_footer_the_help_and_the_palette(
    tmp_path: Path, small: QuestionSet, words: str
) -> None:
    text = pseudo.translation(small)
    for action in ACTIONS:
        text += f'[words.actions."{action.id}"]\nwords = "{words}"\nhelp = "{words}"\n'
    translation = tmp_path / "small.qps.toml"
    translation.write_text(text, encoding="utf-8")
    async with speaking(make(tmp_path / "a.db", small), translation) as hand:
        await hand.press("L")
        literal(hand)
        said = words.replace("\\\\", "\\")
        assert said in hand.screen
        await walk(hand, "question_mark", "escape", "ctrl+p")
        await hand.until(lambda: said in hand.screen)
        literal(hand)
        await hand.type(said[-1])
        await hand.pilot.pause(0.3)
        literal(hand)
        await hand.press("escape")
        assert hand.kind == "cases"
