"""A fault of ours ends the program with one line that holds no case text."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.tui.app import CaseReview
from casereview.tui.screens.review import Review
from casereview.tui.session import Session
from tests.tui.hands import ME

SECRET = "the young person said"


def broken(self: Review) -> None:
    """An action with case text in its variables and in its error."""
    note = SECRET
    raise RuntimeError(f"[b]can not {note}")


async def _press_until_it_breaks(app: CaseReview) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        while app.screen.kind != "review":  # type: ignore[attr-defined]
            await pilot.pause(0.02)
        await pilot.press("y", "f")
        await pilot.pause()


async def test_one_line_without_case_text_and_exit_code_1(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Review, "action_mark", broken)
    with Casebook.open(path) as casebook:
        app = CaseReview(Session(casebook, ME), case="C-1")
        with pytest.raises(RuntimeError):
            await _press_until_it_breaks(app)
        assert app.return_code == 1
        assert casebook.reading("C-1", ME).answers == {"assessed": "yes"}
    told = capsys.readouterr()
    said = " ".join((told.out + told.err).split())
    assert said.startswith("casereview: something went wrong (RuntimeError in ")
    assert said.endswith("Nothing that was shown as saved is lost; start it again.")
    assert SECRET not in said
    assert "Traceback" not in said
    assert "note" not in said


async def test_the_exit_code_reaches_the_shell(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from casereview.tui import start as program

    def run(self: CaseReview) -> None:
        self._return_code = 1

    monkeypatch.setattr(program.CaseReview, "run", run)
    monkeypatch.setattr("casereview.tui.start.config_path", lambda: path.with_name("none.toml"))
    assert program.review(path, ME, None) == 1
