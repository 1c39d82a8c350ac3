"""Merging: what would come, then Enter, then what came."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from casereview.casebook import CasebookError
from casereview.text import counted
from casereview.tui.screens.base import PageScreen
from casereview.tui.screens.dialogs import Ask, Show
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Page, wrapped

if TYPE_CHECKING:
    from casereview.casebook.receipt import Arrival, Receipt


def ask_for_source(screen: Screen[None], then: Callable[[Path], None]) -> None:
    """Ask which file or folder to merge."""

    def given(typed: str | None) -> None:
        if typed:
            then(Path(os.path.expanduser(typed.strip("'\"") or typed)))

    explanation = (
        "A casebook that came back, or a folder: then every casebook in it. Nothing is merged before you have seen"
        " what would come."
    )
    screen.app.push_screen(Ask("Merge which file or folder?", explanation), given)


class MergeScreen(PageScreen):
    """A dry run first; Enter merges, and the receipt takes its place."""

    kind: ClassVar[str] = "merge"

    def __init__(self, session: Session, source: Path) -> None:
        super().__init__(session)
        self.source = source
        self._receipt: Receipt | None = None
        self._merged = False
        self._remaining = 0

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(*self._heading())(width), classes="heading")
        yield Page(id="plan")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Say what is going on, then read."""
        super().on_mount()
        self._begin(self.source)

    def may_write(self) -> bool:
        """Who merges has a name."""
        return super().may_write() and bool(self.session.reader)

    def _begin(self, source: Path) -> None:
        self.source, self._receipt, self._merged = source, None, False
        self._show(f"Reading {source} …", self._plan)

    def _show(self, waiting: str = "", then: Callable[[], None] | None = None) -> None:
        """Show the plan or the receipt; or that something is going on, and then do it."""
        receipt, path = self._receipt, self.session.casebook.path
        if waiting or receipt is None:
            self.query_one(Page).show(lambda width: [[], *_words(waiting or "Nothing was read.", width)])
        elif self._merged:
            remaining = self._remaining
            self.query_one(Page).show(lambda width: receipt_lines(receipt, path, remaining, width))
        else:
            self.query_one(Page).show(lambda width: plan_lines(receipt, width))
        for line in self.query(OneLine):
            line.refresh()
        self.say("")
        if then is not None:
            # Once it is on the screen: reading may take a while. Whoever left meanwhile wants neither.
            self.call_after_refresh(lambda: then() if self.is_attached else None)

    def _plan(self) -> None:
        session = self.session
        try:
            self._receipt = session.casebook.plan_merge([self.source], session.reader)
        except CasebookError as error:
            self._tell(str(error))
            return
        self._show()
        self._guide()

    def _tell(self, words: str) -> None:
        """What went wrong, in words; nothing was merged."""
        self._show()
        self.say("Nothing was merged. m chooses another file or folder.", "warn")
        self.app.push_screen(Show("Can not be merged", lambda width: _words(words, width)))

    def _guide(self) -> None:
        receipt = self._receipt
        if receipt is None:
            return
        if self._merged:
            self.say("Merged and saved. c settles what differs." if self._remaining else "Merged and saved.")
        elif not receipt.arrivals:
            self.say("No casebook is there. m chooses another file or folder.", "warn")
        elif all(arrival.refused for arrival in receipt.arrivals):
            self.say("Nothing can be merged: see why above. m chooses another file or folder.", "warn")
        elif receipt.after == receipt.before:
            self.say("Nothing new is in it, so nothing is to be merged. m chooses another.")
        else:
            self.say("Enter merges; Esc leaves everything as it is. A backup is made first.")

    def _heading(self) -> tuple[str, str]:
        receipt = self._receipt
        right = f"{counted(receipt.after - receipt.before, 'entry', 'entries')} new" if receipt else ""
        out = sum(arrival.refused is not None for arrival in receipt.arrivals) if receipt else 0
        right += f", {out:,} left out" if out else ""
        return f"{self.session.casebook.inspection.area}  {'Merged' if self._merged else 'Merge'}", right

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is merged is not merged again."""
        return False if action == "go" and self._merged else super().check_action(action, parameters)

    def action_go(self) -> None:
        """Merge what was shown."""
        receipt = self._receipt
        if receipt is None or self._merged or receipt.after == receipt.before:
            self._guide()
            return
        self._show("Merging …", self._merge)

    def _merge(self) -> None:
        session, came = self.session, []

        def merge() -> None:
            came.append(session.casebook.merge([self.source], session.reader))

        def merged() -> None:
            self._receipt, self._merged = came[-1], True
            self.look(self._count)
            self._show()
            self._guide()
            self.ways.read_again()

        if not self.try_to(merge, merged, what="the merge"):
            receipt = self._receipt
            self.query_one(Page).show(lambda width: plan_lines(receipt, width) if receipt else [])

    def _count(self) -> None:
        self._remaining = len(self.session.casebook.conflicts())

    def action_another(self) -> None:
        """Choose another file or folder."""
        ask_for_source(self, self._begin)

    def action_conflicts(self) -> None:
        """Open what is in conflict."""
        self.ways.open_conflicts()

    def title_words(self) -> str:
        """What this screen is called."""
        return "merge"


def _words(text: str, width: int, indent: str = " ", kind: str = "") -> list[Line]:
    return [[(line, kind)] for line in wrapped(text, max(20, width - 1), indent)]


def plan_lines(receipt: Receipt, width: int) -> list[Line]:
    """Return what a merge would bring, the case alerts before all else, then what is left out."""
    lines = [*_alert_lines(receipt, width), *_left_out_lines(receipt, width)]
    taken = [arrival for arrival in receipt.arrivals if arrival.refused is None]
    if taken:
        total = f"{receipt.before:,} entries are here now; {receipt.after:,} after the merge."
        lines += [*_words(total, width, kind="strong"), *_notice_lines(receipt, width), []]
    for arrival in taken:
        lines += [*_arrival_lines(arrival, width), []]
    if not receipt.arrivals:
        lines += _words("No casebook is there: no file ending in .db but this one and its backup.", width)
    return lines


def receipt_lines(receipt: Receipt, path: Path, remaining: int, width: int) -> list[Line]:
    """Return what a merge brought, what is left to settle, and where the backup is."""
    from casereview.casebook.backup import backup_of

    came = f"{counted(receipt.after - receipt.before, 'entry', 'entries')} came: {receipt.before:,} before, {receipt.after:,} now."
    lines = [*_alert_lines(receipt, width), *_left_out_lines(receipt, width), *_words(came, width, kind="strong")]
    lines += _notice_lines(receipt, width)
    if remaining:
        lines += _words(f"{counted(remaining, 'conflict')} to settle: press c.", width, kind="warn")
    else:
        lines += _words("Nothing is in conflict.", width)
    lines += [*_words(f"As it was before, until the next merge: {backup_of(path).name}", width), []]
    for arrival in receipt.arrivals:
        if arrival.refused is None:
            lines += [*_arrival_lines(arrival, width), []]
    return lines


def _left_out_lines(receipt: Receipt, width: int) -> list[Line]:
    """What was refused, each with the reason: an assessor's work may be missing."""
    out = [arrival for arrival in receipt.arrivals if arrival.refused is not None]
    if not out:
        return []
    lines = _words(f"{counted(len(out), 'file is', 'files are')} left out:", width, kind="warn")
    for arrival in out:
        lines += _words(f"{arrival.source.name or arrival.source}  LEFT OUT", width, kind="warn")
        lines += _words(str(arrival.refused), width, "   ")
    return [*lines, []]


def _notice_lines(receipt: Receipt, width: int) -> list[Line]:
    from casereview.reports.text.merge_text import notice_lines

    return _told(notice_lines(receipt, width=_room(width)), "warn")


def _alert_lines(receipt: Receipt, width: int) -> list[Line]:
    from casereview.reports.text.merge_text import alert_lines

    return _told(alert_lines(receipt.alerts, width=_room(width)), "warn")


def _arrival_lines(arrival: Arrival, width: int) -> list[Line]:
    """What one source brings, under its name: the folder was chosen, and takes a line of its own."""
    from casereview.reports.text.merge_text import arrival_lines

    named = arrival._replace(source=Path(arrival.source.name or arrival.source))
    first, *more = arrival_lines(named, width=_room(width))
    return [*_told([first], "strong"), *_told(more)]


def _room(width: int) -> int:
    return max(20, width - 2)


def _told(lines: Iterable[str], kind: str = "") -> list[Line]:
    return [[(f" {line}", kind)] for line in lines]
