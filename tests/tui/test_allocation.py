"""Who reads which case: moved by a key, saved at once, refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from tests.strategies import HOSTILE
from tests.tui.hands import ME, Hand, answer_all, make, opened
from tests.tui.hostile import literal

BEA, CY = "B Shah", "C Wood"


@pytest.fixture
def path(tmp_path: Path, small: QuestionSet) -> Path:
    """C-1 and C-2 are A Jones's, C-3 is B Shah's, C-4 nobody's; C Wood reads C-1 as second."""

    def fill(casebook: Casebook) -> None:
        casebook.allocate({"C-1": (ME, CY), "C-2": (ME, ""), "C-3": (BEA, "")}, "Lead")

    return make(tmp_path / "a.db", small, ["C-1", "C-2", "C-3", "C-4"], fill)


def readers(hand: Hand, case: str) -> tuple[str, str]:
    line = hand.ask(lambda casebook: casebook.case_line(case))
    return line.first, line.second


async def test_the_screen_shows_who_has_what(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("A")
        assert hand.kind == "allocation"
        assert hand.words("#counts") == "1 A Jones 2 2 B Shah 1 3 C Wood 0+1"
        listed = hand.words("#allocation").split("\n")
        assert "C-1" in listed[0]
        assert listed[0].endswith("A Jones C Wood")
        assert listed[3].endswith("C-4 Male - -")
        assert hand.heading.endswith("1 case given to nobody")


async def test_the_names_of_seven_assessors_can_be_read_at_80_columns(tmp_path: Path, small: QuestionSet) -> None:
    names = ["A Jones", "B Shah", "C Wood", "D Okoro", "E Price", "F Hall", "G Lund"]

    def fill(casebook: Casebook) -> None:
        refs = casebook.case_refs()
        casebook.allocate({ref: (names[n % 7], names[(n + 1) % 7]) for n, ref in enumerate(refs)}, "Lead")

    path = make(tmp_path / "seven.db", small, [f"C-{n}" for n in range(85)], fill)
    async with opened(path) as hand:
        await hand.press("A")
        said = f"{hand.words('#counts')} {hand.words('#counts-more')}"
        for number, name in enumerate(names, 1):
            assert f"{number} {name} 1" in said
        assert "A Jones" in hand.lines[1]
        assert "G Lund" in hand.lines[2]
    # Where all have room in one line there is no second one.
    async with opened(path, size=(140, 40)) as hand:
        await hand.press("A")
        assert "G Lund" in hand.lines[1]
        assert not hand.one("#counts-more").display


async def test_adding_a_name_that_is_there_or_none_is_said(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("A", "a")
        await hand.type(ME)
        await hand.press("enter")
        assert hand.status == f"{ME} is there already, as number 1."
        await hand.press("a")
        await hand.type("a jones")
        await hand.press("enter")
        assert "in capitals only" in hand.status
        # Without a name nobody can be added: the question stays until there is one, or Esc.
        await hand.press("a", "enter")
        assert hand.kind == "Ask"
        assert "Esc adds nobody." in hand.words(".box-text")
        await hand.press("escape")
        assert hand.kind == "allocation"
        assert hand.words("#counts").count("Jones") == 1


@pytest.mark.parametrize(("key", "name"), [("1", ME), ("2", BEA), ("3", CY), ("0", "")])
async def test_a_number_gives_the_case_to_that_assessor_at_once(path: Path, key: str, name: str) -> None:
    async with opened(path) as hand:
        await hand.press("A", "down", key)
        assert readers(hand, "C-2") == (name, "")
        assert hand.status == f"C-2: {name or 'nobody'}."
        assert len(hand.app.screen_stack) == 2


async def test_the_arrows_go_round_all_assessors_and_nobody(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("A", "down")
        seen = []
        for _ in range(4):
            await hand.press("right")
            seen.append(readers(hand, "C-2")[0])
        assert seen == [BEA, CY, "", ME]
        await hand.press("left", "left")
        assert readers(hand, "C-2")[0] == CY
        # The second reader is passed over.
        await hand.press("up", "right", "right")
        assert readers(hand, "C-1") == ("", CY)


async def test_the_second_reader_changes_with_s_and_is_never_the_first(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("A", "down")
        seen = []
        for _ in range(4):
            await hand.press("s")
            seen.append(readers(hand, "C-2")[1])
        assert seen == [BEA, CY, "", BEA]
        await hand.press("2")
        assert readers(hand, "C-2") == (ME, BEA)
        assert "can not be first and second reader" in hand.status


async def test_what_was_entered_stays_and_nobody_reads_twice(path: Path) -> None:
    async with opened(path, case="C-2") as hand:
        await hand.press("y", "escape", "A", "down", "2")
        assert readers(hand, "C-2") == (BEA, "")
        assert hand.reading("C-2", BEA).handed_over
        assert hand.reading("C-2", ME).answers == {"assessed": "yes"}
        await hand.press("s")  # A Jones has answered it: not offered as second reader
        assert readers(hand, "C-2") == (BEA, CY)
        await hand.press("escape")
        assert hand.kind == "cases"


async def test_a_new_assessor_is_named_and_gets_a_case(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("A", "a")
        await hand.type("Dee")
        await hand.press("enter")
        assert hand.words("#counts").endswith("4 Dee 0")
        await hand.press("down", "down", "down", "4")
        assert readers(hand, "C-4") == ("Dee", "")
        assert hand.words("#counts").endswith("4 Dee 1")
        await hand.press("9")
        assert "There is no assessor 9" in hand.status


async def test_a_read_only_casebook_is_to_look_at_only(path: Path) -> None:
    async with opened(path, write=False) as hand:
        await hand.press("A", "2", "right", "s")
        assert hand.kind == "allocation"
        assert hand.status == "To look at only."
        assert readers(hand, "C-1") == (ME, CY)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_it_fits(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size=size) as hand:
        await hand.press("A", "down", "2")
        assert readers(hand, "C-2")[0] == BEA
        assert "C-2" in hand.screen
        await hand.press("escape", "p")
        assert hand.kind == "progress"
        assert "B Shah" in hand.words("#progress")


async def test_names_and_references_are_shown_literally(tmp_path: Path, small: QuestionSet) -> None:
    names = [text[:200] for text in HOSTILE if text[:200].strip()]
    refs = [f"{number} {text[:300]}" for number, text in enumerate(HOSTILE)]

    def fill(casebook: Casebook) -> None:
        casebook.allocate({ref: (names[at % len(names)], ME) for at, ref in enumerate(refs)}, "Lead")
        casebook.answer(refs[0], "safe", "yes", names[0])

    async with opened(make(tmp_path / "a.db", small, refs, fill), size=(120, 40)) as hand:
        await hand.press("A")
        for _ in refs:
            literal(hand)
            await hand.press("down")
        await hand.press("1")
        literal(hand)
        await hand.press("escape", "p")
        literal(hand)
        await hand.press("pagedown")
        literal(hand)


async def test_nine_assessors_have_a_key_each(tmp_path: Path, small: QuestionSet) -> None:
    names = [f"N{number}" for number in range(1, 11)]
    path = make(
        tmp_path / "a.db",
        small,
        names,
        lambda casebook: casebook.allocate({name: (name, "") for name in names}, "Lead"),
    )
    async with opened(path, size=(120, 40)) as hand:
        await hand.press("A")
        order = sorted(names)
        for number in range(1, 10):
            await hand.press(str(number))
            assert readers(hand, "N1")[0] == order[number - 1]


async def test_without_cases_or_assessors_it_says_what_to_do(tmp_path: Path, small: QuestionSet) -> None:
    async with opened(make(tmp_path / "a.db", small, [])) as hand:
        await hand.press("A")
        assert "a adds an assessor" in hand.status
        assert "No cases yet." in hand.screen
        await hand.press("right", "left", "1", "0", "s", "a")
        await hand.type("x" * 201)
        await hand.press("enter")
        assert "at most 200 characters" in hand.status
        assert hand.ask(lambda casebook: casebook.history()) == []


async def test_the_state_of_each_case_is_shown(path: Path) -> None:
    with Casebook.open(path) as casebook:
        answer_all(casebook, "C-2")
        casebook.sign_off("C-2", ME)
        casebook.answer("C-4", "safe", "no", BEA)
    async with opened(path) as hand:
        await hand.press("A")
        listed = hand.words("#allocation").split("\n")
        assert listed[1].endswith("A Jones - signed off")
        assert listed[3].endswith("(B Shah) - under way")  # begun, and given to nobody


# --- progress ---


async def test_progress_shows_each_assessor_by_name(path: Path) -> None:
    with Casebook.open(path) as casebook:
        answer_all(casebook, "C-2")
        casebook.sign_off("C-2", ME)
        casebook.answer("C-3", "safe", "no", BEA)
    async with opened(path, size=(120, 40)) as hand:
        await hand.press("p")
        assert hand.heading.endswith("1 of 4 cases signed off; 0 of 1 second reading; 1 case given to nobody")
        rows = [line for line in hand.words("#progress").split("\n") if line.startswith((ME, BEA, CY))]
        assert [row.split()[2:7] for row in rows] == [
            ["2", "1", "0", "1", "7"],
            ["1", "0", "1", "0", "6"],
            ["0", "0", "0", "0", "0"],
        ]
        assert rows[2].endswith("- 0 of 1")
        assert "%" not in hand.words("#progress")
        await hand.press("down", "up", "pagedown", "pageup", "escape")
        assert hand.kind == "cases"


async def test_progress_follows_what_another_window_writes(path: Path) -> None:
    async with opened(path, write=False) as hand:
        await hand.press("p")
        with Casebook.open(path) as casebook:
            casebook.allocate({"C-4": (CY, "")}, "Lead")
        await hand.until(lambda: hand.heading.endswith("0 of 4 cases signed off; 0 of 1 second reading"))
