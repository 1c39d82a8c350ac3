"""The improvement plan: what will be done, by whom, by when, and how it stands today."""

from __future__ import annotations

from typing import Any, ClassVar

from casereview.casebook.decisions import Action
from casereview.findings import choose
from casereview.findings.choose import Offer
from casereview.reports.text.plan_text import how_many, standing
from casereview.text import clipped
from casereview.tui.screens.deciding import Deciding
from casereview.tui.screens.form import Blank, Form, Values
from casereview.tui.screens.pick import Choice, Pick
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Line, fit


class PlanScreen(Deciding):
    """Every line of the plan, the earliest date first; overdue and due said against today."""

    kind: ClassVar[str] = "plan"
    nothing = "Nothing is planned yet. n adds a line."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._made: dict[str, Offer] = {}

    # --- what is shown ---

    def read(self) -> list[Any]:
        """Return the lines: those to be done, then those that are done."""
        session = self.session
        figures = {each.id: each for each in session.summary.questions}
        offers = choose.offers(session.question_set, figures, session.casebook.recommendations())
        # One that was taken back still says what its lines are for.
        self._made = {each.id: each for each in offers}
        actions = session.casebook.actions()
        rows: list[Any] = []
        for title, found in (
            ("To be done", [each for each in actions if not each.done]),
            ("Done", [each for each in actions if each.done]),
        ):
            rows += [title, *found] if found else []
        return rows

    def name_of(self, row: Any) -> str:
        """Return its id."""
        return str(row.id)

    def heading_words(self) -> str:
        """The area."""
        return f"Improvement plan  {self.session.casebook.inspection.area}"

    def state(self, width: int) -> str:
        """How many lines, and how they stand."""
        actions, today = self.session.casebook.actions(), self.session.today
        overdue = sum(each.overdue(today) for each in actions)
        return f"{overdue} overdue" if width < 60 and overdue else how_many(actions, today)

    def draw(self, row: Any, width: int) -> Line:
        """Return a line: a sign, what, who, how it stands."""
        sign, words = standing(row, self.session.today)
        ink = "warn" if sign in "!»" else "dim" if row.done else ""
        room = 22 if width >= 56 else 0
        who = 20 if width >= 76 else 0
        what = width - 2 - (room and room + 1) - (who and who + 1)
        return [
            (f"{sign} ", ink),
            (fit(row.what, what), "dim" if row.done else ""),
            (f" {fit(row.who, who)}" if who else "", "dim"),
            (f" {fit(words, room)}" if room else "", ink or "dim"),
        ]

    def in_short(self, row: Any) -> str:
        """How it stands."""
        sign, words = standing(row, self.session.today)
        return f"{sign} {words}{', ' + row.who if row.who else ''}"

    def in_full(self, row: Any, width: int) -> list[Line]:
        """Return a line of the plan whole."""
        sign, words = standing(row, self.session.today)
        lines: list[Line] = [[(f" {sign} {words}", "warn" if sign in "!»" else "head")]]
        dates = f"Who: {row.who or 'nobody named'}   By: {row.by or '-'}   Review: {row.review or '-'}"
        for text, ink in (
            (row.what, "strong"),
            (dates, ""),
            (f"Progress: {row.progress}" if row.progress else "", ""),
            (f"For {self._for(row.recommendation)}", "dim"),
        ):
            lines += self.text_lines(text, width, ink) if text else []
        return lines

    def _for(self, recommendation: str) -> str:
        offer = self._made.get(recommendation)
        if offer is None:
            return f"recommendation {recommendation}, taken back" if recommendation else "no recommendation"
        return f"recommendation {offer.number or 'taken back'}: {offer.text}"

    # --- keys ---

    def action_open(self) -> None:
        """Show a line whole."""
        row = self.here
        if row is not None:
            self.show_lines("Improvement plan", lambda width: self.in_full(row, width))

    def action_add(self) -> None:
        """Add a line for a recommendation that is made."""
        made = [each for each in self._made.values() if each.number]
        if not made:
            self._form(Action(""))
            return
        choices = [Choice(each.id, f"{each.number}. {clipped(each.text, 300)}") for each in made]
        choices.append(Choice("", "For no recommendation"))

        def picked(recommendation: str | None) -> None:
            if recommendation is not None:
                who = self._made[recommendation].who if recommendation else ""
                self._form(Action("", recommendation, who=who))

        self.app.push_screen(Pick("For which recommendation?", choices), picked)

    def action_edit(self) -> None:
        """Change a line."""
        if self.here is not None:
            self._form(self.here)

    def _form(self, action: Action) -> None:
        session = self.session

        def save(values: Values) -> None:
            changed = action._replace(
                what=values["what"],
                who=values["who"],
                by=values["by"],
                review=values["review"],
                progress=values["progress"],
            )
            if action.id and changed == action:
                return
            identifier = session.casebook.plan(changed, session.reader)
            self._before.append(
                (lambda: session.casebook.plan(action, session.reader))
                if action.id
                else (lambda: session.casebook.drop_action(identifier, session.reader))
            )

        blanks = [
            Blank("what", "What", action.what, "what will be done"),
            Blank("who", "Who", action.who, "who does it"),
            Blank("by", "By", action.by, "a day, as 2012-05-31"),
            Blank("review", "Review", action.review, "a day, as 2012-09-01"),
            Blank("progress", "Progress", action.progress, "how far it is"),
        ]
        self.app.push_screen(Form("Improvement plan", f"For {self._for(action.recommendation)}", blanks, save))

    def action_done(self) -> None:
        """Mark a line done, or not done again."""
        row, session = self.here, self.session
        if row is not None:
            self.do(
                lambda: session.casebook.plan(row._replace(done=not row.done), session.reader),
                "Not done again." if row.done else "Done.",
                lambda: session.casebook.plan(row, session.reader),
                on_to_next=True,
            )

    def action_drop(self) -> None:
        """Take a line out of the plan; it stays in the history."""
        row, session = self.here, self.session
        if row is not None:
            self.do(
                lambda: session.casebook.drop_action(row.id, session.reader),
                "Taken out; u brings it back.",
                lambda: session.casebook.plan(row, session.reader),
            )

    def action_recommendations(self) -> None:
        """Go on to the recommendations."""
        self.ways.open_recommendations()

    def title_words(self) -> str:
        """What this screen is called."""
        return "the improvement plan"
