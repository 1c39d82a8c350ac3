"""How a respondent is put into a line of the list: how much is entered, by whom, when it was last touched."""

from __future__ import annotations

from casereview.casebook import CaseLine
from casereview.text import counted
from casereview.tui.screens.case_rows import local_time
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Line, Span, fit

# What the columns other than the reference and the name take, and the name at the most.
_FIXED, _NAME = 50, 30
_STATES = ("signed off", "all answered", "some open", "nothing yet")


class RespondentRows:
    """The lines of the list of respondents, as a session stands (see `roster.Listed`)."""

    unit = "respondent"
    opens = "Enter opens the form under the cursor."
    orders: tuple[str, ...] = ("most left open",)

    def __init__(self, session: Session) -> None:
        self._session = session

    def heading(self) -> str:
        """Return how many forms there are."""
        lines = self._session.lines.values()
        return counted(sum(len(each.readers) for each in lines), "form")

    def figures(self, width: int) -> Line:
        """Return how many are in each state."""
        states = [self._state(each)[0] for each in self._session.lines.values()]
        said = [f"{states.count(state):,} {state}" for state in _STATES if state in states]
        return [(fit(f" {', '.join(said) or 'No forms yet.'}", width), "")]

    def room(self, longest: int, width: int) -> int:
        """Return the room for references: as wide as the longest, as far as there is room."""
        return max(12, min(longest, width - _FIXED, 40))

    def head(self, room: int, width: int) -> Line:
        """Return the line of the columns' names."""
        words = (
            f"   {fit('respondent', room)} {'answered':>9}  {'state':<13}{'':<6}{fit('entered by', _by(room, width))}"
        )
        return [(fit(f"{words} last touched", width), "head")]

    def rest(self, line: CaseLine, touched: str, room: int, width: int) -> list[Span]:
        """Return the rest of a line."""
        words, kind = self._state(line)
        items = f"{self._answered(line):>4}/{len(self._session.question_set.questions):<4}"
        by = fit(", ".join(line.readers), _by(room, width))
        return [
            (f"{items}  ", ""),
            (fit(words, 13), kind),
            (fit("ALERT" if line.alerts else "", 6), "warn"),
            (f"{by} ", "dim"),
            (local_time(touched), "dim"),
        ]

    def searched(self, line: CaseLine) -> str:
        """Return what the filter looks through: reference, state, alert, who entered it."""
        alert = "alert" if line.alerts else ""
        return f"{line.ref} {self._state(line)[0]} {alert} {' '.join(line.readers)}".casefold()

    def rank(self, order: str, line: CaseLine) -> int:
        """Return how many items are left open."""
        return len(self._session.question_set.questions) - self._answered(line)

    def _answered(self, line: CaseLine) -> int:
        judged = sum(
            line.counted.answers.get(each.id, "blank") != "blank"
            for each in self._session.question_set.questions
            if each.kind == "judgement"
        )
        return line.responded + judged

    def _state(self, line: CaseLine) -> tuple[str, str]:
        """Return how far a form is, and the kind of these words.

        What is left open is nobody's duty, so nothing is due.
        """
        if line.counted.signed_off:
            return "signed off", "yes"
        if line.untouched:
            return "nothing yet", "dim"
        whole = self._answered(line) == len(self._session.question_set.questions)
        return ("all answered", "strong") if whole else ("some open", "")


def _by(room: int, width: int) -> int:
    """Return the room for who entered it."""
    return max(10, min(_NAME, width - room - _FIXED))
