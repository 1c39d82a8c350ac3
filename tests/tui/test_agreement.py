"""How far first and second readings agree, and both sides of each disagreement."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.second import pairs
from casereview.questions import QuestionSet
from casereview.scoring.agreement import Shared, groups, table_of
from casereview.scoring.agreement_words import agreed, applicability, cells
from tests.tui.hands import ME, Hand, answer_all, make, opened
from tests.tui.hostile import STRINGS, literal

BEA = "B Shah"


def read_twice(casebook: Casebook, case: str, first: str = ME, second: str = BEA, seed: int = 1) -> None:
    """Both read a case, answers drawn, notes where they differ, and sign it off."""
    draw = random.Random(f"{case} {seed}")
    casebook.begin_second_reading(case, second)
    for row in casebook.question_set.questions:
        answer = draw.choice(["yes", "yes", "no", "na"])
        other = answer if draw.random() < 0.6 else draw.choice(["yes", "no", "na"])
        casebook.answer(case, row.id, answer, first)
        casebook.answer(case, row.id, other, second)
        if answer != other:
            casebook.note(case, row.id, f"first on {row.id}", first)
            casebook.note(case, row.id, f"second on {row.id}", second)
    for reader in (first, second):
        casebook.sign_off(case, reader)


@pytest.fixture
def sample(tmp_path: Path, small: QuestionSet) -> Path:
    """Twelve cases read twice, two of them the other way round, and one of which the second reading is under way."""

    def fill(casebook: Casebook) -> None:
        for number in range(12):
            readers = (BEA, ME) if number in (3, 10) else (ME, BEA)
            read_twice(casebook, f"C-{number}", *readers)
        answer_all(casebook, "C-12")
        casebook.sign_off("C-12", ME)
        casebook.begin_second_reading("C-12", BEA)
        casebook.answer("C-12", "safe", "no", BEA)

    return make(tmp_path / "a.db", small, [f"C-{number}" for number in range(13)], fill)


def shared_of(hand: Hand) -> tuple[Shared, ...]:
    found: tuple[Shared, ...] = hand.ask(lambda casebook: pairs(casebook).shared)
    return found


async def test_the_figures_stand_above_the_disagreements_raw_agreement_first(sample: Path) -> None:
    async with opened(sample, size=(120, 40)) as hand:
        await hand.press("g")
        table = table_of(shared_of(hand))
        figures = [" ".join(line.split()) for line in hand.lines[1:4]]
        assert figures[0] == f"Raw agreement {agreed(table)} judged yes or no by both"
        assert figures[1] == f"Does it apply? {applicability(table)}"
        kappa, ac1, positive, negative, prevalence = cells(table)
        assert figures[2] == (
            f"Cohen's kappa {kappa} Gwet's AC1 {ac1} Positive agreement {positive}"
            f" Negative agreement {negative} Prevalence {prevalence}"
        )
        assert "Kappa moves with prevalence" in hand.lines[4]
        assert hand.heading.endswith("1 not signed off")
        listed = hand.words("#disagreements").split("\n")
        assert len(listed) == 1 + table.differ + table.applicability
        assert listed[0].startswith(f"All shared answers {agreed(table)} Kappa {kappa} AC1 {ac1}")
        assert listed[1].startswith("▸ ")
        assert not any("C-12" in line for line in listed)
        # C-10 after C-9.
        refs = [line.removeprefix("▸ ").split()[0] for line in listed[1:]]
        assert refs == sorted(refs, key=lambda ref: int(ref[2:]))
        turned = next(line for line in listed if "C-10 " in line)
        assert turned.endswith(f"{BEA} / {ME}")


async def test_enter_shows_both_sides_in_full_with_the_guidance(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1", but=["assessed"])
        casebook.answer("C-1", "assessed", "no", ME)
        casebook.give_reasons("C-1", "assessed", ["late", "missing"], ME)
        casebook.note("C-1", "assessed", "Page 3 of the file.\nAnd page 4.", ME)
        casebook.begin_second_reading("C-1", BEA)
        answer_all(casebook, "C-1", reader=BEA)
        for reader in (ME, BEA):
            casebook.sign_off("C-1", reader)

    async with opened(make(tmp_path / "a.db", small, ["C-1"], fill)) as hand:
        await hand.press("g", "enter")
        assert hand.kind == "Show"
        assert hand.words(".box-page").split("\n") == [
            "Was an assessment done?",
            "",
            f"First reading: {ME}",
            "No",
            "because: Assessment missing; Late",
            "Note: Page 3 of the file.",
            "And page 4.",
            "",
            f"Second reading: {BEA}",
            "Yes",
            "",
            "What to look for",
            "It covers the whole file.",
            "The evidence is in Asset.",
            "",
            "Not applicable",
            "Never. A missing assessment is a no.",
        ]
        await hand.press("escape")
        assert hand.kind == "agreement"
        # On the heading: what the figures mean; six answers are counts only.
        await hand.press("up", "enter")
        words = hand.words(".box-page")
        assert "Raw agreement 6 of 7 judged yes or no by both" in words
        assert "Counts only: 7 answers" in words
        assert "kappa" not in words
        await hand.press("escape", "escape")
        assert hand.kind == "cases"


async def test_what_routing_made_not_applicable_says_so(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.begin_second_reading("C-1", BEA)
        answer_all(casebook, "C-1", reader=ME, but=["rmp-done", "rmp-timely"])
        answer_all(casebook, "C-1", reader=BEA)
        for reader in (ME, BEA):
            casebook.sign_off("C-1", reader)

    async with opened(make(tmp_path / "a.db", small, {"C-1": {"rmp-needed": "no"}}, fill)) as hand:
        await hand.press("g")
        assert "Not applicable ~ Yes" in hand.words("#disagreements")
        await hand.press("enter")
        assert "pre-filled from the facts or an earlier answer" in hand.words(".box-page")


async def test_each_figure_is_explained_on_its_heading(sample: Path) -> None:
    async with opened(sample) as hand:
        await hand.press("g", "up", "enter")
        words = hand.words(".box-page")
        for name in ("Cohen's kappa", "Gwet's AC1", "Positive agreement", "Negative agreement", "Prevalence"):
            assert name in words
        assert "first yes" in words


@pytest.mark.parametrize(("downs", "by"), [(1, "part"), (2, "theme"), (3, "pair"), (4, "question")])
async def test_b_groups_the_list_in_the_order_of_the_set(sample: Path, small: QuestionSet, downs: int, by: str) -> None:
    async with opened(sample, size=(120, 40)) as hand:
        await hand.press("g", "b", *["down"] * downs, "enter")
        found = groups(small, shared_of(hand), by)  # type: ignore[arg-type]
        listed = [line.removeprefix("▸ ") for line in hand.words("#disagreements").split("\n")]
        headings = [line for line in listed if not line.startswith("C-")]
        assert len(headings) == len(found)
        for line, group in zip(headings, found, strict=True):
            assert line.startswith(f"{group.title} {agreed(group.table)}")
        assert len(listed) == sum(1 + len(group.disagreements) for group in found)
        assert f"by {by}" in hand.heading
        # The figures on top stay those of all answers together.
        assert agreed(table_of(shared_of(hand))) in hand.lines[1]
        await hand.press("b", "escape")
        assert f"by {by}" in hand.heading
        await hand.press("b", "enter")
        assert "all together" in hand.heading


async def test_without_second_readings_it_says_so(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("g")
        assert hand.status == "No second reading has been begun."
        assert hand.words("#disagreements") == "Nothing to compare yet."
        await hand.press("enter", "b", "down", "enter", "down", "up")
        assert hand.kind == "agreement"


async def test_a_second_reading_under_way_is_counted_and_not_shown(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        casebook.sign_off("C-1", ME)
        casebook.begin_second_reading("C-1", BEA)
        casebook.answer("C-1", "safe", "no", BEA)
        casebook.note("C-1", "safe", "not yet", BEA)

    path = make(tmp_path / "a.db", small, ["C-1"], fill)
    async with opened(path, write=False) as hand:
        await hand.press("g")
        assert hand.status == "1 second reading is not signed off yet."
        assert hand.words("#disagreements") == "Nothing to compare yet."
        # Signed off in another window, it is there.
        with Casebook.open(path) as other:
            answer_all(other, "C-1", reader=BEA, but=["safe"])
            other.sign_off("C-1", BEA)
        await hand.until(lambda: "C-1 " in hand.words("#disagreements"), 3.0)
        assert hand.heading == "Area Agreement, all together"
        await hand.press("end", "enter")
        assert "Note: not yet" in hand.words(".box-page")


async def test_the_cursor_stays_where_it_is_when_another_window_writes(sample: Path) -> None:
    async with opened(sample, write=False) as hand:
        await hand.press("g", "end", "up")
        rows = hand.one("#disagreements")
        before = hand.words("#disagreements").split("\n")[rows.cursor]
        with Casebook.open(sample) as other:
            other.reopen("C-0", "one more", BEA)
        await hand.until(lambda: "2 not signed off" in hand.heading, 3.0)
        assert "C-0 " not in hand.words("#disagreements")
        assert hand.words("#disagreements").split("\n")[rows.cursor] == before


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
async def test_it_is_whole_at_every_size(sample: Path, size: tuple[int, int]) -> None:
    async with opened(sample, size=size) as hand:
        await hand.press("g", "b", "down", "enter")
        assert len(hand.lines) == size[1]
        assert "Raw agreement" in hand.lines[1]
        assert hand.lines[-1].split()[-2:] == ["?", "help"]
        assert "Asset" in hand.screen
        # The answers stand below their headings.
        column = next(line for line in hand.lines if "second" in line).index("second")
        row = next(line for line in hand.lines if " C-" in line)
        assert row[column : column + 3].strip() in ("Yes", "No", "Not", "N/A")


async def test_a_click_opens_what_is_under_the_cursor(sample: Path) -> None:
    async with opened(sample) as hand:
        await hand.press("g")
        await hand.pilot.click("#disagreements", offset=(4, 1))
        await hand.pilot.pause()
        assert hand.kind == "Show"


@pytest.mark.parametrize("text", [each for each in STRINGS if each.strip()], ids=lambda text: ascii(text[:16]))
async def test_no_text_acts_on_it(tmp_path: Path, small: QuestionSet, text: str) -> None:
    who = text.strip()[:100]

    def fill(casebook: Casebook) -> None:
        casebook.begin_second_reading(text, BEA)
        for reader, answer in ((who, "no"), (BEA, "yes")):
            answer_all(casebook, text, answer, reader)
            casebook.note(text, "assessed", text, reader)
            casebook.sign_off(text, reader)

    async with opened(make(tmp_path / "a.db", small, [text], fill), reader=who) as hand:
        for key in ("g", "enter", "escape", "b", "down", "down", "down", "enter", "enter", "escape"):
            await hand.press(key)
            literal(hand)
        assert hand.kind == "agreement"
