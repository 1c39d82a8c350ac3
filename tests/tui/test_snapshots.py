"""A few pictures of the screens, compared as a whole. Look at the difference before `--snapshot-update`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.tui.app import CaseReview
from casereview.tui.session import Session
from tests.tui.hands import ME, make, ticking

Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def _one_time_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def book(tmp_path: Path, small: QuestionSet) -> Path:
    """Eleven cases: signed off, under way, with an alert, a second reading, not started."""

    def fill(casebook: Casebook) -> None:
        for number, case in enumerate(sorted(casebook.case_refs())[:9]):
            for place, question in enumerate(small.questions):
                if number in (0, 4) and place > 3 + number // 4:
                    continue
                casebook.answer(case, question.id, ("yes", "no", "yes", "na", "yes")[(number + place) % 5], ME)
        for case in ("C-103", "C-104"):
            casebook.sign_off(case, ME)
        casebook.give_reasons("C-101", "safe", ["thin"], ME)
        casebook.note("C-101", "assessed", "Asset p 4, dated after the sentence.", ME)
        casebook.raise_alert("C-102", "At risk at home.", ME)
        casebook.begin_second_reading("C-103", "B Smith")
        casebook.put_place("C-101", "delivered", ME)

    facts = {
        f"C-{number}": {"gender": ("male", "female")[number % 2], "rmp-needed": "yes"} for number in range(101, 112)
    }
    return make(tmp_path / "a.db", small, facts, fill, area="Exampleton")


@contextmanager
def app(book: Path, case: str = "") -> Iterator[CaseReview]:
    with Casebook.open(book, clock=ticking("2026-01-06T09:00:00+00:00")) as casebook:
        yield CaseReview(Session(casebook, ME), case=case)


async def _counted(pilot: Pilot[int]) -> None:
    assert isinstance(pilot.app, CaseReview)
    while not pilot.app.session.loaded or pilot.app.screen._running is False:
        await pilot.pause(0.02)
    await pilot.pause(0.1)


def _pressing(*keys: str) -> Callable[[Pilot[int]], object]:
    async def press(pilot: Pilot[int]) -> None:
        await _counted(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(0.1)

    return press


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_review(book: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    with app(book, "C-101") as program:
        assert snap_compare(program, terminal_size=size, run_before=_pressing())


def test_cases(book: Path, snap_compare: Compare) -> None:
    with app(book) as program:
        assert snap_compare(program, terminal_size=(80, 24), run_before=_pressing("down"))


def test_summary(book: Path, snap_compare: Compare) -> None:
    with app(book) as program:
        assert snap_compare(program, terminal_size=(80, 24), run_before=_pressing("s"))


def test_review_without_colour(book: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with app(book, "C-101") as program:
        assert snap_compare(program, terminal_size=(80, 24), run_before=_pressing("k"))
