"""The list of cases: where the day begins."""

from __future__ import annotations

from typing import ClassVar

from casereview.text import counted
from casereview.tui.screens.case_rows import CaseRows
from casereview.tui.screens.roster import Roster
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Rows, fit


class Cases(Roster):
    """Every case with its progress, and the headline scores as they stand."""

    kind: ClassVar[str] = "cases"

    def __init__(self, session: Session) -> None:
        super().__init__(session, CaseRows(session))
        self._unresolved = 0

    def guide(self) -> None:
        """Say what comes next."""
        if self.arranged.refs:
            self.say(self.session.casebook.inspection.about or self.listed.opens)
        else:
            self.say(self.nothing(), "warn")

    def nothing(self) -> str:
        """Return how cases come in."""
        return "No cases yet: start the casebook with `casereview new ... --cases FILE.csv`."

    def counted_anew(self) -> None:
        """Say what is not scored until it is settled, and the key for it."""
        unresolved = self.session.summary.answers.unresolved
        if unresolved and not self.session.notice:
            key = next(each.shown for each in self.actions if each.call == "conflicts")
            self.say(f"{counted(unresolved, 'answer')} unresolved and not scored: {key} settles.", "warn")
        elif self._unresolved and not unresolved:
            self.say("Nothing is unresolved any more.")
        self._unresolved = unresolved

    def come_back(self) -> None:
        """Show what has changed in a case, and what is unresolved by now."""
        super().come_back()
        if self._unresolved != self.session.summary.answers.unresolved:
            self.counted_anew()

    def go_on_after(self, signed_off: str) -> None:
        """Put the cursor on the next case that is not signed off, and say so."""
        shown = self.arranged.shown
        at = shown.index(signed_off) if signed_off in shown else 0
        done = f"Case {fit(signed_off, min(len(signed_off), 30))} is signed off."
        for ref in shown[at + 1 :] + shown[:at]:
            line = self.session.lines.get(ref)
            if line is not None and not line.counted.signed_off:
                self.query_one(Rows).go(shown.index(ref))
                self.say(f"{done} Enter opens the next one.")
                return
        self.say(f"{done} Nothing is left to sign off here.")

    # --- keys ---

    def action_facts(self) -> None:
        """Open the facts of the case."""
        if self.here:
            self.with_reader(lambda: self.ways.open_facts(self.here))

    def action_findings(self) -> None:
        """Open what the answers say."""
        self.ways.open_findings()

    def action_allocation(self) -> None:
        """Open who reads which case."""
        self.with_reader(self.ways.open_allocation)

    def action_progress(self) -> None:
        """Open how far the assessors are."""
        self.ways.open_progress()

    def action_agreement(self) -> None:
        """Open how far first and second readings agree."""
        self.ways.open_agreement()

    def action_second(self) -> None:
        """Begin a second reading."""
        ref = self.here
        if ref:
            self.with_reader(lambda: self._begin_second(ref))

    def _begin_second(self, ref: str) -> None:
        session = self.session

        def begin() -> None:
            session.change(ref, lambda: session.casebook.begin_second_reading(ref, session.reader))

        self.try_to(begin, lambda: self.ways.open_case(ref))

    def title_words(self) -> str:
        """What this screen is called."""
        return f"Cases ({counted(len(self.arranged.refs), 'case')})"
