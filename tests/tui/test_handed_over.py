"""What an assessor sees of others: what was settled, what came with a case, and nothing of a reading compared with theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Casebook, CaseLine
from casereview.questions import QuestionSet
from casereview.scoring import CaseAnswers
from tests.tui.hands import ME, Filled, Hand, answer_all, make, opened
from tests.tui.hostile import WALKED, literal

BEA, LEAD, CLEO = "B Shah", "L Lead", "C Wood"


def page(hand: Hand) -> str:
    return " ".join(hand.words("#question").split())


# --- settled ---


async def test_a_settled_question_says_how_by_whom_and_why(filled: Filled) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", "assessed", "yes", ME)
        casebook.answer("C-1", "assessed", "no", BEA)
        casebook.answer("C-1", "safe", "yes", ME)
        casebook.answer("C-1", "safe", "no", BEA)
        casebook.resolve("C-1", "assessed", "no", "The plan came late.", LEAD)

    async with opened(filled(fill), case="C-1") as hand:
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.pilot.pause()
        assert f"Settled: No, by {LEAD}: The plan came late." in page(hand)
        # The own answer stays what it was.
        assert "(●) y" in hand.words("#answers")
        await hand.press("j")
        assert "Unresolved: the readings of this case differ, so it is not scored." in page(hand)
        # A different answer given after it opens it again, and the screen says that.
        await hand.press("k", "x")
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.pilot.pause()
        assert "Unresolved again since it was settled" in page(hand)


async def test_settled_as_blank_and_without_a_note(filled: Filled) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", "assessed", "yes", ME)
        casebook.answer("C-1", "assessed", "no", BEA)
        casebook.resolve("C-1", "assessed", None, "", LEAD)

    async with opened(filled(fill), case="C-1") as hand:
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.pilot.pause()
        assert f"Settled: blank, by {LEAD} " in page(hand)


# --- handed over ---


def handed_over(casebook: Casebook) -> None:
    """A case that one assessor began and another goes on with."""
    casebook.answer("C-1", "assessed", "no", BEA)
    casebook.give_reasons("C-1", "assessed", ["late"], BEA)
    casebook.note("C-1", "assessed", "Page 3.", BEA)
    casebook.answer("C-1", "safe", "yes", BEA)
    casebook.allocate({"C-1": (ME, "")}, LEAD)


async def test_answers_that_came_with_the_case_say_whose_they_are_and_are_not_blank(filled: Filled) -> None:
    async with opened(filled(handed_over)) as hand:
        await hand.press("enter")
        # One's own reading, to be gone on with, from the first blank question.
        assert hand.question == "rmp-done"
        assert "To look at" not in hand.status
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.pilot.pause()
        words = page(hand)
        assert f"Answered by {BEA} before you took the case over; your own answer stands beside it." in words
        assert "No, because: Late" in words
        assert f"Note of {BEA}: Page 3." in words
        assert "No reason ticked yet" not in words
        assert "(●) n" in hand.words("#answers")
        before = hand.history()
        await hand.press("r")
        assert hand.kind == "review"
        assert "press n to make it yours too" in hand.status
        await hand.press("space")
        assert "who had the case before stays" in hand.status
        assert hand.history() == before
        # What is left does not ask for reasons of somebody else's no.
        await hand.press("d")
        assert "0 no without a reason" in hand.words("#left")


async def test_an_own_answer_stands_beside_what_came(filled: Filled) -> None:
    async with opened(filled(handed_over), case="C-1") as hand:
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.press("y")
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.pilot.pause()
        words = page(hand)
        assert "before you took the case over" not in words
        assert "Unresolved: the readings of this case differ" in words
        assert hand.reading("C-1", BEA).answers["assessed"] == "no"
        assert hand.reading().answers["assessed"] == "yes"


async def test_a_case_handed_over_can_be_finished_and_signed_off(filled: Filled, small: QuestionSet) -> None:
    async with opened(filled(handed_over)) as hand:
        await hand.press("enter")
        for _ in range(len(small.questions) - 2):
            assert hand.kind == "review"
            await hand.press("y")
        assert hand.kind == "finish"
        await hand.press("o")
        assert hand.kind == "cases"
        assert hand.reading().signed_off


@pytest.mark.parametrize("text", WALKED, ids=lambda text: ascii(text[:16]))
async def test_hostile_text_that_came_with_the_case(tmp_path: Path, small: QuestionSet, text: str) -> None:
    who = f"B{text.strip()}"[:200]

    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", "assessed", "no", who)
        casebook.note("C-1", "assessed", text, who)
        casebook.allocate({"C-1": (ME, "")}, LEAD)

    async with opened(make(tmp_path / "a.db", small, ["C-1"], fill), case="C-1") as hand:
        hand.app.screen.go(0)  # type: ignore[attr-defined]
        await hand.pilot.pause()
        literal(hand)
        assert "Answered by" in hand.words("#question")
        for key in ("r", "space", "h", "escape", "d", "escape"):
            await hand.press(key)
            literal(hand)


# --- second readings ---


def read_twice(*signed: str, first: str = BEA, second: str = ME) -> Callable[[Casebook], None]:
    """The first says no to all with a reason that gives it away; the second says yes to all."""

    def fill(casebook: Casebook) -> None:
        casebook.allocate({"C-1": (first, second)}, LEAD)
        answer_all(casebook, "C-1", "no", first)
        casebook.give_reasons("C-1", "assessed", ["late"], first)
        casebook.note("C-1", "assessed", "GIVEAWAY", first)
        answer_all(casebook, "C-1", "yes", second)
        casebook.note("C-1", "assessed", "SECONDSIGHT", second)
        for reader in signed:
            casebook.sign_off("C-1", reader)

    return fill


async def everything_seen(hand: Hand) -> str:
    """All that the screens say of the case C-1, from every way there is."""
    said = [hand.words("#cases")]

    async def see(*keys: str) -> None:
        await hand.press(*keys)
        said.append(hand.screen)
        for selector in ("#question", "#left", "#choices", "#conflicts", "#conflict", "#disagreements", ".box-page"):
            if hand.app.screen.query(selector):
                said.append(hand.words(selector))

    await see("enter")
    assert hand.kind == "review"
    hand.app.screen.go(0)  # type: ignore[attr-defined]
    await see()
    await see("h")
    await see("escape", "G")
    await see("escape", "slash")
    await see("escape", "d")
    await hand.press("escape", "escape")
    # Summary, the questions behind the first figure, the cases behind the first question, and through them to a case.
    for number in range(3):
        await see("s", "enter", *["down"] * number, "enter")
        if hand.kind == "Pick":
            await see("enter")
        while hand.kind != "cases":
            await hand.press("escape")
    await see("c")
    await see("enter")
    while hand.kind != "cases":
        await hand.press("escape")
    await see("g")
    await hand.press("escape")
    return "\n".join(said)


@pytest.mark.parametrize("signed", [(), (BEA,), (ME,)], ids=lambda signed: " ".join(signed) or "none")
async def test_a_second_reader_sees_nothing_of_the_first_reading(filled: Filled, signed: tuple[str, ...]) -> None:
    async with opened(filled(read_twice(*signed)), size=(120, 40)) as hand:
        line = hand.words("#cases").split("\n")[0]
        assert "hidden 2nd reading" in line
        assert "7" not in line.split("hidden")[0]
        said = await everything_seen(hand)
        assert "GIVEAWAY" not in said
        assert "SECONDSIGHT" in said
        assert "because: Late" not in said
        assert "No: " not in said
        assert "1 case of your second readings: not shown" in said


@pytest.mark.parametrize("signed", [(), (BEA,), (ME,)], ids=lambda signed: " ".join(signed) or "none")
async def test_a_first_reader_sees_nothing_of_the_second_reading(filled: Filled, signed: tuple[str, ...]) -> None:
    async with opened(filled(read_twice(*signed)), reader=BEA, size=(120, 40)) as hand:
        said = await everything_seen(hand)
        assert "SECONDSIGHT" not in said
        assert "GIVEAWAY" in said


async def test_once_both_are_signed_off_they_are_seen(filled: Filled) -> None:
    async with opened(filled(read_twice(ME, BEA)), size=(120, 40)) as hand:
        assert "hidden" not in hand.words("#cases")
        assert "signed off" in hand.words("#cases").split("\n")[0]
        said = await everything_seen(hand)
        assert "not shown" not in said
        assert "C-1 No: " in said


async def test_a_conflict_of_a_hidden_reading_is_kept_back_and_counted(tmp_path: Path, small: QuestionSet) -> None:
    def both_sides(path: Path, reader: str) -> None:
        for name, answer in (("x", "yes"), ("y", "no")):
            shutil.copy(path, path.with_name(f"{name}.db"))
            with Casebook.open(path.with_name(f"{name}.db")) as casebook:
                casebook.answer("C-1", "safe", answer, reader)
        with Casebook.open(path) as casebook:
            casebook.merge([path.with_name("x.db"), path.with_name("y.db")], LEAD)

    for reader, other in ((BEA, ME), (ME, BEA)):
        path = make(tmp_path / f"{reader}.db", small, fill=lambda casebook: casebook.allocate({"C-1": (BEA, ME)}, LEAD))
        both_sides(path, reader)
        async with opened(path, reader=other, size=(120, 40)) as hand:
            await hand.press("c")
            assert hand.words("#conflicts") == "Nothing is left to settle."
            assert hand.status.startswith(
                "Nothing is left to settle. 1 more: hidden until both readings are signed off."
            )
            await hand.press("enter")
            assert hand.kind == "conflicts"
        for seeing in (reader, LEAD):
            async with opened(path, reader=seeing) as hand:
                await hand.press("c", "enter")
                assert hand.kind == "conflict"


def line_of(readers: str, seconds: str, signed: str, first: str = "", second: str = "") -> CaseLine:
    counted = CaseAnswers(
        ref="C", facts={}, answers={}, reasons={}, suggested=frozenset(), started=True, signed_off=False
    )
    return CaseLine(counted, tuple(readers), tuple(seconds), 0, first, second, frozenset(signed))


@pytest.mark.parametrize(
    ("line", "reader", "hidden"),
    [
        (line_of("A", "", ""), "A", ""),
        (line_of("A", "B", ""), "B", "A"),
        (line_of("A", "B", ""), "A", "B"),
        (line_of("A", "B", "A"), "B", "A"),
        (line_of("A", "B", "A"), "A", "B"),
        (line_of("A", "B", "AB"), "A", ""),
        (line_of("A", "B", "AB"), "B", ""),
        (line_of("A", "B", ""), "L", ""),
        (line_of("A", "B", ""), "", ""),
        # Given to them, and not begun.
        (line_of("A", "", "", first="A", second="B"), "B", "A"),
        (line_of("", "B", "", first="A", second="B"), "A", "B"),
        # Two second readings are compared with the first, and see nothing of one another either.
        (line_of("A", "BC", "AB"), "B", "C"),
        (line_of("A", "BC", "AB"), "C", "AB"),
        # Two first readings are not compared: conflicts between them are settled in the open.
        (line_of("AD", "", ""), "A", ""),
        # Handed over from D to A, who signed it off: what D began needs no sign-off of its own.
        (line_of("AD", "B", "AB", first="A"), "B", ""),
        (line_of("AD", "B", "B", first="A"), "B", "AD"),
    ],
)
def test_who_may_see_whose_reading(line: CaseLine, reader: str, hidden: str) -> None:
    assert line.hidden_from(reader) == set(hidden)
