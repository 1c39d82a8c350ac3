"""The list of respondents, of a questionnaire: who said something, and from where the next form begins."""

from __future__ import annotations

from typing import ClassVar

from casereview.text import counted
from casereview.tui.screens.respondent_rows import RespondentRows
from casereview.tui.screens.roster import Roster
from casereview.tui.session import Session


class Respondents(Roster):
    """Every respondent with how much of the form is entered, and by whom."""

    kind: ClassVar[str] = "respondents"

    def __init__(self, session: Session) -> None:
        super().__init__(session, RespondentRows(session))

    def guide(self) -> None:
        """Say what comes next."""
        self.say(self.session.casebook.inspection.about or (self.listed.opens if self.arranged.refs else ""))

    def nothing(self) -> str:
        """Return how the first respondent comes in."""
        if self.session.read_only:
            return "Nobody has said anything yet."
        keys = {each.call: each.shown for each in self.actions}
        return f"{keys['new_form']} enters a new form from paper; {keys['hand_over']} hands the questionnaire over."

    def counted_anew(self) -> None:
        """Say what is in no figure until it is settled, and the key for it."""
        differing = sum(each.differing for each in self.session.casebook.responses().items)
        differing += self.session.summary.answers.unresolved
        if differing and not self.session.notice:
            key = next(each.shown for each in self.actions if each.call == "conflicts")
            self.say(f"Copies differ on {counted(differing, 'item')}, in no figure until it is settled: {key}.", "warn")

    # --- keys ---

    def action_new_form(self) -> None:
        """Begin the form of a new respondent."""
        self.with_reader(self.ways.open_form)

    def action_hand_over(self) -> None:
        """Hand the questionnaire over: to the respondent under the cursor if nothing is entered
        yet, else to a new one.
        """
        line = self.session.lines.get(self.here)
        case = self.here if line is not None and line.untouched else ""
        self.with_reader(lambda: self.ways.open_hand_over(case))

    def title_words(self) -> str:
        """What this screen is called."""
        return f"Respondents ({counted(len(self.arranged.refs), 'respondent')})"
