"""Every screen at every size a terminal may have, in colour and without."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.tui.config import Config
from tests.tui.hands import ME, Hand, answer_all, make, opened

SIZES = [(120, 40), (80, 24), (60, 20), (40, 12), (30, 8)]

Step = Callable[[Hand], Awaitable[None]]


@pytest.fixture
def shipped(tmp_path: Path, large: QuestionSet) -> Path:
    """Cases of the shipped question set: one under way, one signed off, one with an alert."""

    def fill(casebook: Casebook) -> None:
        for case in ("C-1", "C-2"):
            facts = {fact.id: fact.options[0].id for fact in large.facts}
            casebook.put_facts(case, facts, ME)
        for place, question in enumerate(large.questions[:60]):
            casebook.answer("C-1", question.id, ("yes", "no", "na")[place % 3], ME)
        casebook.raise_alert(
            "C-1", "A serious concern, told in a sentence that is longer than one line of a screen.", ME
        )
        answer_all(casebook, "C-2")
        casebook.sign_off("C-2", ME)

    return make(tmp_path / "a.db", large, {"C-1": {}, "C-2": {}, "C-3": {}}, fill)


WALK = {
    "cases": ((), "cases"),
    "filter": (("slash",), "cases"),
    "name": (("a",), "Ask"),
    "facts": (("F",), "facts"),
    "review": (("enter",), "review"),
    "reasons": (("enter", "n"), "Reasons"),
    "note": (("enter", "e"), "Write"),
    "blanks": (("enter", "G"), "Pick"),
    "search": (("enter", "slash"), "Pick"),
    "history": (("enter", "h"), "Show"),
    "help": (("enter", "question_mark"), "Help"),
    "finish": (("enter", "d"), "finish"),
    "summary": (("s",), "summary"),
    "present": (("s", "m"), "present"),
    "questions": (("s", "enter"), "Pick"),
    "breakdown": (("s", "b"), "Pick"),
    "practice": (("enter", "P"), "Account"),
    "findings": (("f",), "findings"),
    "behind a finding": (("f", "enter"), "Show"),
    "reword": (("f", "e"), "Reword"),
    "recommendations": (("f", "r"), "recommendations"),
    "behind a recommendation": (("f", "r", "enter"), "Show"),
    "a recommendation": (("f", "r", "e"), "Form"),
    "plan": (("f", "p"), "plan"),
    "a line of the plan": (("f", "p", "n"), "Form"),
}

SCREENS = {"cases", "review", "facts", "finish", "summary", "present", "findings", "recommendations", "plan"}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_at_every_size(shipped: Path, size: tuple[int, int]) -> None:
    async with opened(shipped, size=size) as hand:
        if size[0] < 40 or size[1] < 12:
            assert hand.kind == "TooSmall"
            return
        for name, (keys, kind) in WALK.items():
            await hand.press(*keys)
            assert hand.kind == kind, name
            lines = hand.lines
            assert len(lines) == size[1], name
            assert all(cell_len(line) == size[0] for line in lines), name
            roomy = size[0] >= 40 and size[1] >= 12
            if roomy and kind in SCREENS:
                assert "? help" in lines[-1], (name, lines[-1])
            if roomy and kind == "review":
                answers = next(line for line in lines if "( ) y" in line or "(●) y" in line)
                assert "n ✗" in answers
                assert "x –" in answers
                assert "C-1" in lines[0]
                assert "blank" in lines[0]
            if roomy and kind not in SCREENS:
                # A dialog says how to leave it.
                assert "Esc" in hand.screen, name
            while hand.kind != "cases" or hand.app.screen.query("#filter"):
                await hand.press("escape")


async def test_a_window_that_is_too_small_says_what_is_needed_and_growing_helps(shipped: Path) -> None:
    async with opened(shipped, size=(30, 8), case="C-1") as hand:
        assert "Too small. casereview" in hand.screen
        before = hand.reading().answers
        await hand.press("y", "n", "enter", "escape", "q")
        assert hand.reading().answers == before
        await hand.pilot.resize_terminal(80, 24)
        await hand.pilot.pause()
        assert "y yes" in hand.screen
        assert not hand.app.has_class("too-small")
        await hand.pilot.resize_terminal(120, 40)
        await hand.pilot.pause()
        assert hand.one("#part").display
        await hand.pilot.resize_terminal(60, 20)
        await hand.pilot.pause()
        assert not hand.one("#part").display


async def test_nothing_needed_is_cut_off_at_80_by_24(shipped: Path, large: QuestionSet) -> None:
    async with opened(shipped) as hand:
        await hand.press("enter")
        for place, question in enumerate(large.questions):
            hand.app.screen.go(place)  # type: ignore[attr-defined]
            await hand.pilot.pause()
            lines = hand.lines
            # The whole question stands above the fold, and what an answer would do to each theme is in sight.
            wanted = "".join((question.stem or question.text).split())
            assert wanted in "".join("".join(lines).split()), question.id
            what_if = lines[-3]
            assert what_if.count("✗") + what_if.count("with no") >= len(question.themes), (question.id, what_if)


async def test_status_sentences_fit(shipped: Path) -> None:
    """What the screens say by themselves is not cut at 80 columns."""
    async with opened(shipped) as hand:
        said = [hand.status]
        for keys in (
            ("F",), ("escape", "down", "enter"), ("escape", "down", "enter"), ("escape", "up", "up", "enter", "space"),
            ("u", ), ("U",), ("f",), ("r",), ("d",), ("escape", "s"), ("b", "enter"), ("0",),
        ):  # fmt: skip
            await hand.press(*keys)
            said.append(hand.status)
        assert [words for words in said if "…" in words] == []


# --- told by signs, not by colour ---


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_without_colour_every_state_has_a_sign(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(shipped, size=size, case="C-1") as hand:
        for place, (sign, answer) in enumerate((("✓", "y"), ("✗", "n"), ("–", "x"))):
            hand.app.screen.go(place)  # type: ignore[attr-defined]
            await hand.pilot.pause()
            assert f"[{sign}]" in hand.screen
            assert f"(●) {answer} {sign}" in hand.screen
            if size[0] >= 100:
                assert f"▸ {sign}" in hand.screen
        coloured = {
            segment.style.color.triplet
            for strip in hand.app.screen._compositor.render_strips()
            for segment in (hand.app._filters and _filtered(hand, strip)) or strip
            if segment.style and segment.style.color and segment.style.color.triplet
        }
        assert all(max(each) - min(each) <= 1 for each in coloured), coloured
        await hand.press("f", "escape")
        assert "ALERT" in hand.screen
        assert "signed off" in hand.screen
        assert "▸" in hand.screen


def _filtered(hand: Hand, strip: object) -> object:
    for each in hand.app._filters:
        if each.enabled:
            strip = strip.apply_filter(each, hand.app.screen.background_colors[1])  # type: ignore[attr-defined]
    return strip


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    def light(colour: tuple[int, int, int]) -> float:
        parts = [
            (each / 255) / 12.92 if each / 255 <= 0.04045 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "least"), [("casereview", 4.5), ("high-contrast", 7.0)])
async def test_all_text_stands_out_from_its_ground(shipped: Path, theme: str, least: float) -> None:
    async with opened(shipped, config=Config(theme=theme), size=(120, 40)) as hand:
        for keys in (
            (), ("enter",), ("n",), ("escape", "d"), ("escape", "F"), ("escape", "s"), ("enter",),
            ("escape", "f"), ("a",), ("e",), ("escape", "r"), ("e",), ("escape", "p"), ("n",), ("escape",),
        ):  # fmt: skip
            await hand.press(*keys)
            strips = hand.app.screen._compositor.render_strips()
            for box in hand.app.screen.query(".box"):  # what lies behind a dialog is dimmed on purpose
                inside = box.region
                strips = [strip.crop(inside.x, inside.right) for strip in strips[inside.y : inside.bottom]]
            for strip in strips:
                for text, style, _ in strip:
                    drawn = text.strip(" █░│┃▊▎▔▁─╮╭╯╰▃▅▇▂▄▆▌▐")
                    if not drawn or not style or not style.color or not style.bgcolor or style.reverse:
                        continue
                    ink, ground = style.color.triplet, style.bgcolor.triplet
                    if ink and ground:
                        assert _contrast(ink, ground) >= least, (text, style)
