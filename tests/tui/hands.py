"""What drives the screens in these tests: a real casebook, the real program, and keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget

from casereview.casebook import Casebook, Entry, NewCase, Reading
from casereview.questions import QuestionSet
from casereview.scoring import Summary
from casereview.tui.app import CaseReview
from casereview.tui.config import Config
from casereview.tui.session import Session
from casereview.tui.widgets.lines import OneLine, Page, Rows
from tests.casebook.hands import ticking

ME = "A Jones"
KNOWN = {"gender": "male", "rmp-needed": "yes"}

# Makes a casebook and does something in it.
Filled = Callable[[Callable[[Casebook], None]], Path]


def make(
    path: Path,
    question_set: QuestionSet,
    cases: Mapping[str, Mapping[str, str]] | Iterable[str] = ("C-1", "C-2", "C-3"),
    fill: Callable[[Casebook], None] = lambda casebook: None,
    **more: Any,
) -> Path:
    """Make a casebook; cases given by reference alone get known facts."""
    facts = cases if isinstance(cases, Mapping) else dict.fromkeys(cases, KNOWN)
    new = [NewCase(ref, dict(known)) for ref, known in facts.items()]
    Casebook.create(path, question_set, more.pop("area", "Area"), new, clock=ticking(), fill=fill, **more)
    return path


def answer_all(
    casebook: Casebook, case: str, answer: str = "yes", reader: str = ME, *, but: Iterable[str] = ()
) -> None:
    """Answer every question of a case alike."""
    for question in casebook.question_set.questions:
        if question.id not in but:
            casebook.answer(case, question.id, answer, reader)


class Hand:
    """A hand on the keyboard and an eye on the screen, and another eye on the file."""

    def __init__(self, pilot: Pilot[int], app: CaseReview, path: Path) -> None:
        self.pilot, self.app, self.path = pilot, app, path

    async def press(self, *keys: str) -> None:
        """Press keys, and let the program finish what they start."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        await self.pilot.press(*("space" if character == " " else character for character in text))
        await self.pilot.pause()

    async def until(self, true: Callable[[], bool], seconds: float = 3.0) -> None:
        """Wait until something is so."""
        waited = 0.0
        while not true():
            assert waited < seconds, f"not within {seconds} seconds:\n{self.screen}"
            await self.pilot.pause(0.02)
            waited += 0.02

    # --- what is shown ---

    @property
    def kind(self) -> str:
        """What is on top: a screen's name in the table of actions, or a dialog's class."""
        return getattr(self.app.screen, "kind", "") or type(self.app.screen).__name__

    @property
    def lines(self) -> list[str]:
        """The lines of the topmost screen, as drawn."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def screen(self) -> str:
        """The topmost screen as one text."""
        return "\n".join(line.rstrip() for line in self.lines)

    def one(self, selector: str) -> Any:
        """Return the widget of the topmost screen."""
        return self.app.screen.query_one(selector, Widget)

    def words(self, selector: str) -> str:
        """Return what a line, a list or a page holds in full, in sight or not, spaces evened out."""
        widget = self.one(selector)
        assert isinstance(widget, OneLine | Page | Rows)
        width = widget.scrollable_content_region.width
        lines = ("".join(text for text, _ in widget.line(index, width)) for index in range(widget.count()))
        return "\n".join(" ".join(line.split()) for line in lines)

    @property
    def status(self) -> str:
        return self.words("#status")

    @property
    def heading(self) -> str:
        return self.words(".heading")

    @property
    def question(self) -> str:
        """The id of the question on the review screen."""
        return str(self.app.screen.question.id)  # type: ignore[attr-defined]

    # --- what is stored ---

    def reading(self, case: str = "C-1", reader: str = ME) -> Reading:
        """Return a reading as another program finds it in the file."""
        with Casebook.open(self.path, write=False) as casebook:
            return casebook.reading(case, reader)

    def history(self, case: str = "C-1") -> list[Entry]:
        with Casebook.open(self.path, write=False) as casebook:
            return casebook.history(case)

    def summary(self) -> Summary:
        with Casebook.open(self.path, write=False) as casebook:
            return casebook.summary()

    def ask(self, question: Callable[[Casebook], Any]) -> Any:
        """Ask the file something."""
        with Casebook.open(self.path, write=False) as casebook:
            return question(casebook)


@asynccontextmanager
async def opened(
    path: Path,
    *,
    reader: str = ME,
    case: str = "",
    write: bool = True,
    size: tuple[int, int] = (80, 24),
    config: Config | None = None,
    notice: str = "",
    clock: Callable[[], datetime] | None = None,
    translations: Mapping[str, Path] | None = None,
) -> AsyncIterator[Hand]:
    """Open the screens on a casebook, wait until the figures are counted."""
    with Casebook.open(path, write=write, clock=clock or ticking("2026-01-06T09:00:00+00:00")) as casebook:
        app = CaseReview(Session(casebook, reader, notice=notice, translations=translations), config, case=case)
        async with app.run_test(size=size) as pilot:
            hand = Hand(pilot, app, path)
            await hand.until(lambda: app.session.loaded)
            await pilot.pause()
            await pilot.pause()
            yield hand


def speaking(
    path: Path, translation: Path, size: tuple[int, int] = (110, 40), reader: str = ME
) -> AbstractAsyncContextManager[Hand]:
    """Open the screens with a translation at hand."""
    return opened(path, reader=reader, size=size, translations={"qps": translation})
