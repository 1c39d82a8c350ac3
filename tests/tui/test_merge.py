"""Merging by screen: what would come, Enter, what came."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.backup import backup_of
from casereview.questions import QuestionSet
from tests.tui.hands import ME, Hand, make, opened
from tests.tui.hostile import WALKED, literal

BEA = "B Shah"


def copied(path: Path, name: str, fill: Callable[[Casebook], None]) -> Path:
    """A copy of a casebook in a folder beside it, with something entered."""
    folder = path.parent / "back"
    folder.mkdir(exist_ok=True)
    copy = folder / name
    shutil.copy(path, copy)
    with Casebook.open(copy) as casebook:
        fill(casebook)
    return copy


def answered(answer: str, reader: str) -> Callable[[Casebook], None]:
    return lambda casebook: casebook.answer("C-1", "assessed", answer, reader)


async def press(hand: Hand, *keys: str) -> None:
    """Press keys; what is read or merged after a key is waited for."""
    for key in keys:
        await hand.press(key)
        await hand.until(
            lambda: hand.kind != "merge" or not hand.words("#plan").strip().startswith(("Reading ", "Merging ")),
            seconds=20,
        )


async def ask(hand: Hand, source: Path | str) -> None:
    """Ask for what would come from a file or a folder."""
    await press(hand, "m")
    assert hand.kind == "Ask"
    hand.one("Input").value = str(source)
    await press(hand, "enter")


@pytest.fixture
def lead(tmp_path: Path, small: QuestionSet) -> Path:
    return make(tmp_path / "lead.db", small)


@pytest.fixture
def folder(lead: Path) -> Path:
    """Two copies that differ, one of them with an alert, and a file that is no casebook."""

    def fill(casebook: Casebook) -> None:
        answered("yes", ME)(casebook)
        casebook.raise_alert("C-2", "Ran away [/b] at night.", ME)

    copied(lead, "A.db", fill)
    copied(lead, "B.db", answered("no", BEA))
    (lead.parent / "back" / "junk.db").write_text("a letter")
    return lead.parent / "back"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_plan_comes_first_and_enter_merges(lead: Path, folder: Path, size: tuple[int, int]) -> None:
    before = lead.read_bytes()
    async with opened(lead, reader="L Lead", size=size) as hand:
        await ask(hand, folder)
        assert hand.kind == "merge"
        plan = hand.words("#plan").split("\n")
        assert plan[:2] == [
            "CASE ALERTS in what arrives: 1 raised",
            f'Case C-2, raised by {ME}: "Ran away [/b] at night."',
        ]
        words = "\n".join(plan)
        # What is left out stands before what comes: it must not be below the edge of the screen.
        assert plan[3] == "1 file is left out:"
        assert words.index("junk.db LEFT OUT") < words.index("A.db")
        # As the command says it.
        said = f"A.db: 2 new entries in 2 cases\nCases: C-1, C-2\nEntered by: {ME} 2\nNot known here before: {ME}"
        assert said in words
        assert f"B.db: 1 new entry in 1 case\nCases: C-1\nEntered by: {BEA} 1\nConflicts: 1 more" in words
        assert "junk.db LEFT OUT" in words
        assert "this is not a casebook" in words
        assert hand.heading.endswith("3 entries new, 1 left out")
        assert hand.status.startswith("Enter merges; Esc leaves everything as it is.")
        # Until Enter nothing is written.
        assert lead.read_bytes() == before
        assert not backup_of(lead).exists()
        await press(hand, "enter")
        await hand.until(lambda: hand.app.session.loaded)
        receipt = hand.words("#plan")
        assert receipt.startswith("CASE ALERTS in what arrives: 1 raised")
        assert "3 entries came: " in receipt
        assert "1 conflict to settle: press c." in receipt
        assert f"As it was before, until the next merge: {backup_of(lead).name}" in receipt
        assert "junk.db LEFT OUT" in receipt
        assert "c settles" in hand.status
        assert "Enter merge" not in hand.lines[-1]
        assert backup_of(lead).read_bytes() == before
        assert hand.ask(lambda casebook: len(casebook.receipts())) == 1
        # Once merged, Enter merges nothing more.
        await press(hand, "enter")
        assert hand.ask(lambda casebook: len(casebook.receipts())) == 1
        # All figures of the sitting are those of the merged casebook.
        assert hand.app.session.summary == hand.summary()
        await press(hand, "c")
        assert hand.kind == "conflicts"
        await press(hand, "escape", "escape")
        assert hand.kind == "cases"
        assert "1 unresolved" in hand.heading
        assert hand.status == "1 answer unresolved and not scored: c settles."
        assert "ALERT" in hand.words("#cases").split("\n")[1]


async def test_a_path_that_is_mistyped_is_said_to_be_wrong(lead: Path) -> None:
    async with opened(lead) as hand:
        await ask(hand, lead.parent / "bakc")
        assert hand.status == "Nothing can be merged: see why above. m chooses another file or folder."
        assert "there is no such file" in hand.words("#plan").replace("\n", " ")
        assert "entries are here now" not in hand.words("#plan")
        await press(hand, "enter")
        assert hand.status.startswith("Nothing can be merged")


async def test_what_the_lead_has_to_see_to_is_in_the_plan_and_the_receipt(lead: Path) -> None:
    from casereview.casebook import NewCase

    with Casebook.open(lead) as casebook:
        casebook.add_cases([NewCase("R-1", {}), NewCase("R-2", {})], ME, reserves=True)
    copied(lead, "A.db", lambda casebook: casebook.replace_case("C-1", "lost", ME))
    with Casebook.open(lead) as casebook:
        casebook.replace_case("C-2", "sealed", "L Lead")
    said = "1 place of the sample is open: C-1 and C-2 were both replaced by R-1."
    async with opened(lead) as hand:
        await ask(hand, lead.parent / "back")
        assert said in hand.words("#plan")
        await press(hand, "enter")
        assert said in hand.words("#plan")


async def test_escape_leaves_everything_as_it_is(lead: Path, folder: Path) -> None:
    before = lead.read_bytes()
    async with opened(lead) as hand:
        await ask(hand, folder)
        await press(hand, "escape")
        assert hand.kind == "cases"
    assert lead.read_bytes() == before
    assert not backup_of(lead).exists()


async def test_a_case_that_comes_is_on_the_list(lead: Path) -> None:
    from casereview.casebook import NewCase

    copied(lead, "A.db", lambda casebook: casebook.add_cases([NewCase("C-0", {})], ME))
    async with opened(lead) as hand:
        await ask(hand, lead.parent / "back")
        await press(hand, "enter", "escape")
        await hand.until(lambda: hand.app.session.loaded)
        assert "C-0" in hand.words("#cases")
        assert hand.heading.startswith("Area provisional:")
        assert "Nothing is in conflict" not in hand.status


async def test_the_same_again_brings_nothing_and_says_so(lead: Path, folder: Path) -> None:
    async with opened(lead) as hand:
        await ask(hand, folder / "A.db")
        await press(hand, "enter")
        after = lead.read_bytes()
        await press(hand, "m")
        hand.one("Input").value = str(folder / "A.db")
        await press(hand, "enter")
        assert hand.kind == "merge"
        assert "nothing new" in hand.words("#plan")
        assert hand.status.startswith("Nothing new is in it")
        await press(hand, "enter")
        assert hand.status.startswith("Nothing new is in it")
        assert lead.read_bytes() == after


@pytest.mark.parametrize(
    "source",
    [
        "nowhere.db",
        "x" * 2000,
        "a\0b",
        "~nobody-of-this-name/x",
        "[/b]",
        "\x1b[2J",
        "\ud800x",
        "/dev/null",
        "'  '",
        ".",
    ],
    ids=ascii,
)
async def test_what_is_no_casebook_is_said_in_words(lead: Path, source: str) -> None:
    before = lead.read_bytes()
    async with opened(lead) as hand:
        await ask(hand, source)
        literal(hand)
        assert hand.kind == "merge"
        assert "LEFT OUT" in hand.words("#plan")
        await press(hand, "enter")
        assert hand.kind == "merge"
        literal(hand)
    assert lead.read_bytes() == before


async def test_the_casebook_itself_is_passed_over(lead: Path) -> None:
    async with opened(lead) as hand:
        await ask(hand, lead)
        assert "No casebook is there" in hand.words("#plan")
        assert hand.status.startswith("No casebook is there.")


async def test_a_quoted_path_and_the_home_folder_are_understood(
    lead: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(lead.parent))
    async with opened(lead) as hand:
        await ask(hand, f"'{folder}'")
        assert "3 entries new" in hand.heading
        await press(hand, "escape")
        await ask(hand, "~/back")
        assert "3 entries new" in hand.heading


async def test_a_merge_that_fails_is_offered_again_and_nothing_is_merged(lead: Path, folder: Path) -> None:
    async with opened(lead) as hand:
        await ask(hand, folder)
        backup_of(lead).write_text("somebody's letter")
        before = lead.read_bytes()
        await press(hand, "enter")
        assert hand.kind == "NotSaved"
        assert "something else has the name of the backup" in hand.screen.replace("\n", " ") or "backup" in hand.screen
        assert lead.read_bytes() == before
        await press(hand, "escape")
        assert hand.kind == "merge"
        assert "2 new entries" in hand.words("#plan")
        assert hand.status.startswith("NOT SAVED: the merge")
        backup_of(lead).unlink()
        await press(hand, "enter")
        assert "3 entries came" in hand.words("#plan")


async def test_a_casebook_that_went_away_is_said_in_words(lead: Path, folder: Path) -> None:
    async with opened(lead) as hand:
        await ask(hand, folder)
        lead.rename(lead.with_name("away.db"))
        await press(hand, "enter")
        assert hand.kind == "NotSaved"
        lead.with_name("away.db").rename(lead)
        await press(hand, "r")
        assert hand.kind == "merge"
        assert "3 entries came" in hand.words("#plan")


async def test_a_casebook_to_look_at_is_not_merged_into(lead: Path, folder: Path) -> None:
    async with opened(lead, write=False) as hand:
        await press(hand, "m")
        assert hand.kind == "cases"


async def test_without_a_name_the_name_is_asked_for_first(lead: Path) -> None:
    async with opened(lead, reader="") as hand:
        await press(hand, "escape", "m")
        assert "Who is assessing?" in hand.screen


async def test_the_page_scrolls(lead: Path) -> None:
    for number in range(8):
        copied(lead, f"{number}.db", answered("yes", f"Reader {number}"))
    async with opened(lead) as hand:
        await ask(hand, lead.parent / "back")
        page = hand.one("#plan")
        await press(hand, "down")
        assert page.scroll_offset.y == 1
        await press(hand, "pagedown")
        assert page.scroll_offset.y > 10
        await press(hand, "pageup", "up")
        assert page.scroll_offset.y == 0


@pytest.mark.parametrize("text", WALKED, ids=lambda text: ascii(text[:16]))
async def test_hostile_text_that_comes_does_nothing(lead: Path, text: str) -> None:
    who = (text.strip() or "A")[:200]

    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", "assessed", "yes", who)
        casebook.note("C-1", "assessed", text, who)
        if text.strip():
            alert = casebook.raise_alert("C-1", text, who)
            casebook.raise_alert("C-2", text, who)
            casebook.withdraw_alert("C-1", alert, text, who)

    name = "".join(each for each in text[:60] if each not in "/\0\ud800") + ".db"
    copied(lead, name.lstrip("."), fill)
    async with opened(lead) as hand:
        await ask(hand, lead.parent / "back")
        literal(hand)
        for key in ("pagedown", "pagedown", "enter", "pagedown", "c", "enter", "escape", "escape", "escape"):
            await press(hand, key)
            literal(hand)
        assert hand.kind == "cases"
        assert hand.reading("C-1", who).notes == {"assessed": text}


async def test_undo_does_not_reach_back_over_a_merge(lead: Path) -> None:
    """It would settle, without a word, what copies of one reading say differently."""
    async with opened(lead, case="C-1") as hand:
        await press(hand, "y", "escape")
        with Casebook.open(lead, write=False):
            copied(lead, "A.db", lambda casebook: None)
        with Casebook.open(lead.parent / "back" / "A.db") as casebook:
            casebook.answer("C-1", "assessed", "na", ME)
        await press(hand, "enter", "k", "n", "escape", "escape")
        assert hand.reading().answers["assessed"] == "no"
        await ask(hand, lead.parent / "back")
        await press(hand, "enter", "escape")
        await hand.until(lambda: hand.app.session.loaded)
        assert hand.reading().answers["assessed"] == "unresolved"
        await press(hand, "enter", "u")
        assert hand.status.startswith("Nothing to take back")
        assert hand.reading().answers["assessed"] == "unresolved"


async def test_leaving_while_it_reads_does_no_harm(lead: Path, folder: Path) -> None:
    before = lead.read_bytes()
    async with opened(lead) as hand:
        await hand.press("m")
        hand.one("Input").value = str(folder)
        await hand.pilot.press("enter", "escape", "m", "escape")
        await hand.until(lambda: hand.kind in ("cases", "merge"))
        await hand.press("escape")
        assert hand.kind == "cases"
    assert lead.read_bytes() == before
