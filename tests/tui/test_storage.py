"""What the disk does not take is said, stays on the screen, and is tried again; what was saved stays saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.tui.screens import case_screen, write
from tests.tui.hands import ME, Hand, answer_all, make, opened


@pytest.fixture(autouse=True)
def _prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "DRAFT_SECONDS", 0.05)
    monkeypatch.setattr(case_screen, "_PLACE_SECONDS", 600)


class Stick:
    """A USB stick that is taken out and put back: the casebook's file is somewhere else meanwhile."""

    def __init__(self, path: Path) -> None:
        self.path, self.away = path, path.with_name("away.db")

    def out(self) -> None:
        self.path.rename(self.away)

    def back(self) -> None:
        self.away.rename(self.path)


@pytest.fixture
def stick(path: Path) -> Stick:
    return Stick(path)


def fill_the_disk(hand: Hand, *, full: bool = True) -> None:
    """Let SQLite find no further page, as on a full disk (or find some again)."""
    connection = hand.app.session.casebook._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages if full else 1_000_000}")


async def test_a_vanished_file_while_answering(stick: Stick) -> None:
    async with opened(stick.path, case="C-1") as hand:
        await hand.press("y")
        stick.out()
        await hand.press("x")
        assert hand.kind == "NotSaved"
        words = hand.words("Page")
        assert "the file is gone; put it back (is the USB stick in?)" in words.replace("\n", " ")
        assert "everything that was shown as saved is saved" in words.replace("\n", " ")
        await hand.press("r")
        assert hand.kind == "NotSaved"
        stick.back()
        await hand.press("r")
        assert hand.kind == "review"
        assert hand.reading().answers == {"assessed": "yes", "safe": "na"}
        assert hand.question == "rmp-done"
        assert "✓ saved" in hand.heading
        await hand.press("y")
        assert hand.reading().answers == {"assessed": "yes", "safe": "na", "rmp-done": "yes"}


async def test_leaving_the_dialog_says_not_saved_and_stays_on_the_question(stick: Stick) -> None:
    async with opened(stick.path, case="C-1") as hand:
        await hand.press("y")
        stick.out()
        await hand.press("y", "escape")
        assert hand.kind == "review"
        assert hand.question == "safe"
        assert "NOT SAVED" in hand.heading
        assert "NOT SAVED: Yes to Was vulnerability assessed well enough?" in hand.status
        assert "( ) y ✓ Yes" in hand.words("#answers")
        stick.back()
        assert hand.reading().answers == {"assessed": "yes"}
        await hand.press("y")
        assert hand.reading().answers == {"assessed": "yes", "safe": "yes"}
        assert "✓ saved" in hand.heading


async def test_reasons_come_after_a_no_that_was_tried_again(stick: Stick) -> None:
    async with opened(stick.path, case="C-1") as hand:
        stick.out()
        await hand.press("n")
        stick.back()
        await hand.press("enter")
        assert hand.kind == "Reasons"
        stick.out()
        await hand.press("1")
        assert hand.kind == "NotSaved"
        await hand.press("escape")
        assert "1 [ ] Assessment missing" in hand.words("#reasons")
        await hand.press("1")
        stick.back()
        await hand.press("r")
        assert hand.reading().reasons == {"assessed": ("missing",)}
        assert "1 [x] Assessment missing" in hand.words("#reasons")


async def test_a_full_disk_while_answering(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        fill_the_disk(hand)
        answered = 0
        while hand.kind == "review":
            await hand.press("f")
            answered += 1
            assert answered < 500
        assert "the disk is full; free some space" in hand.words("Page").replace("\n", " ")
        kept = len(hand.history())
        assert kept == 3 + answered - 1
        fill_the_disk(hand, full=False)
        await hand.press("r")
        assert hand.kind == "review"
        assert len(hand.history()) == kept + 1
        await hand.press("y")
        assert hand.reading().answers == {"assessed": "yes"}


async def test_a_note_stays_on_the_screen_until_it_is_saved(stick: Stick) -> None:
    async with opened(stick.path, case="C-1") as hand:
        await hand.press("e")
        await hand.type("Asset p 4, ")
        stick.out()
        await hand.type("rarely seen")
        # No dialog takes the keys of somebody who is typing: the box itself says it.
        await hand.until(lambda: "NOT KEPT" in hand.words("#about"))
        assert hand.kind == "Write"
        await hand.press("escape")
        assert hand.kind == "NotSaved"
        await hand.press("escape")
        assert hand.kind == "Write"
        assert hand.one("#text").text == "Asset p 4, rarely seen"
        await hand.press("escape")
        stick.back()
        await hand.press("r")
        assert hand.kind == "review"
        assert hand.reading().notes == {"assessed": "Asset p 4, rarely seen"}
        assert hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == ""


async def test_what_is_half_typed_is_kept_again_when_the_file_is_back(stick: Stick) -> None:
    async with opened(stick.path, case="C-1") as hand:
        await hand.press("e")
        stick.out()
        await hand.type("half")
        await hand.until(lambda: "NOT KEPT" in hand.words("#about"))
        stick.back()
        await hand.until(lambda: hand.ask(lambda casebook: casebook.draft("C-1", "assessed", ME)) == "half")
        assert "NOT KEPT" not in hand.words("#about")


async def test_an_alert_can_not_be_left_before_it_is_kept_or_discarded(stick: Stick) -> None:
    async with opened(stick.path, case="C-1") as hand:
        stick.out()
        await hand.press("exclamation_mark")
        await hand.type("at risk")
        await hand.press("escape")
        assert hand.kind == "Write"
        await hand.press("tab", "enter")
        assert hand.kind == "NotSaved"
        stick.back()
        await hand.press("r")
        assert hand.kind == "review"
        assert [alert.text for alert in hand.reading().alerts] == ["at risk"]
        stick.out()
        await hand.press("exclamation_mark")
        await hand.type("not so")
        await hand.press("tab", "down", "enter")
        assert hand.kind == "review"


async def test_facts_sign_off_and_the_name_are_tried_again_too(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, ["C-1"], lambda casebook: answer_all(casebook, "C-1"))
    stick = Stick(path)
    async with opened(path, reader="") as hand:
        stick.out()
        await hand.type(ME)
        await hand.press("enter")
        assert hand.kind == "NotSaved"
        stick.back()
        await hand.press("r", "F")
        stick.out()
        await hand.press("2")
        assert hand.kind == "NotSaved"
        stick.back()
        await hand.press("r")
        assert hand.reading().facts["gender"] == "female"
        await hand.press("escape", "enter", "d")
        stick.out()
        await hand.press("o")
        assert hand.kind == "NotSaved"
        stick.back()
        await hand.press("r")
        assert hand.kind == "cases"
        assert hand.reading().signed_off


async def test_another_file_in_its_place_takes_nothing(stick: Stick, small: QuestionSet) -> None:
    async with opened(stick.path, case="C-1") as hand:
        stick.out()
        make(stick.path, small)
        await hand.press("y")
        assert "another file is in its place" in hand.words("Page").replace("\n", " ")
        assert hand.reading().answers == {}
        stick.path.unlink()
        stick.back()
        await hand.press("r")
        assert hand.reading().answers == {"assessed": "yes"}


async def test_a_place_that_can_not_be_kept_is_told(stick: Stick, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_screen, "_PLACE_SECONDS", 0.01)
    async with opened(stick.path, case="C-1") as hand:
        stick.out()
        await hand.press("j")
        await hand.until(lambda: hand.kind == "NotSaved" or "gone" in hand.status)
        assert hand.app.is_running


async def test_a_file_damaged_under_the_open_program_does_not_end_it(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, [f"C-{n}" for n in range(60)], lambda casebook: answer_all(casebook, "C-1"))
    async with opened(path) as hand:
        data = bytearray(path.read_bytes())
        data[24:28] = (int.from_bytes(data[24:28], "big") + 1).to_bytes(4, "big")  # so that SQLite looks again
        data[4096:] = bytes(len(data) - 4096)
        path.write_bytes(data)
        await hand.until(lambda: "damaged" in hand.status, 2.5)
        await hand.press("down", "enter")
        assert hand.kind == "Show"
        assert "damaged" in hand.words("Page")
        await hand.press("escape", "s", "escape")
        assert hand.kind == "cases"


async def test_the_second_window_opens_for_reading_and_says_who_has_the_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casereview.tui import start as program

    seen: list[tuple[bool, str, str]] = []

    def run(self: program.CaseReview) -> int:
        seen.append((self.session.read_only, self.session.notice, self.session.reader))
        return 0

    monkeypatch.setattr(program.CaseReview, "run", run)
    monkeypatch.setattr("casereview.tui.start.config_path", lambda: path.with_name("none.toml"))
    with Casebook.open(path) as first:
        first.sit_down("B Smith")
        assert program.review(path, None, "C-1") == 0
    assert seen[0][0]
    assert seen[0][1].startswith("Read only: B Smith has it open on ")
    assert program.review(path, ME, None) == 0
    assert seen[1] == (False, "", ME)
