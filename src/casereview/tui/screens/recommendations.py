"""What must be done: recommendations that are made, those that the answers suggest, and the other standard ones."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, ClassVar

from casereview.casebook.decisions import Chosen
from casereview.findings import choose
from casereview.findings.choose import Offer
from casereview.reports.text.findings_text import behind, may_identify
from casereview.scoring.rules import rule_of
from casereview.scoring.words import x_of_y
from casereview.tui.screens.deciding import Deciding
from casereview.tui.screens.form import Blank, Form, Values
from casereview.tui.screens.practice import looking
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Line, fit, wrapped


class RecommendationsScreen(Deciding):
    """Numbered what is made; below it what the answers suggest, the lowest first, with its share."""

    kind: ClassVar[str] = "recommendations"
    nothing = "No standard recommendations in this question set. n adds one of your own."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen: Sequence[Chosen] = ()
        self._shares = rule_of(session.question_set).shares

    # --- what is shown ---

    def read(self) -> list[Any]:
        """Return the recommendations under three headings."""
        session = self.session
        self._chosen = session.casebook.recommendations()
        figures = {each.id: each for each in session.summary.questions}
        found = choose.offers(session.question_set, figures, self._chosen)
        rows: list[Any] = []
        for title, offers in (
            ("Recommendations", [each for each in found if each.number]),
            ("Suggested by the answers", [each for each in found if not each.number and each.suggestion]),
            ("Other standard recommendations", [each for each in found if not each.number and not each.suggestion]),
        ):
            rows += [title, *offers] if offers else []
        return rows

    def name_of(self, row: Any) -> str:
        """Return its id."""
        return str(row.id)

    def heading_words(self) -> str:
        """The area, and how many are made."""
        return f"Recommendations  {self.session.casebook.inspection.area}"

    def draw(self, row: Any, width: int) -> Line:
        """Return a recommendation: its number or none, the share behind it, its words."""
        number = f"{row.number:>2}." if row.number else "   "
        share = f"{row.suggestion.said if row.suggestion else '':>{4 if self._shares else 9}}"
        who = fit(row.who, 24) if width >= 100 else ""
        room = width - len(number) - len(share) - 3 - (len(who) and 25)
        return [
            (f"{number} ", "strong"),
            (f"{share}  ", "no" if row.suggestion else "dim"),
            (fit(row.text, room), "" if row.number or row.suggestion else "dim"),
            (f" {who}" if who else "", "dim"),
        ]

    def in_short(self, row: Any) -> str:
        """What is behind it."""
        return behind(row)

    def in_full(self, row: Any, width: int) -> list[Line]:
        """Return its words, who must act, and the lowest of the questions behind it."""
        state = f"Number {row.number}" if row.number else "Not made"
        state += ", in words of your own" if row.own_words or (row.number and not row.standard) else ""
        lines: list[Line] = [[(f" {state}", "head")]]
        lines += self.text_lines(row.text, width, "strong")
        lines += self.text_lines(f"Who: {row.who or 'nobody named'}", width)
        if row.suggestion is not None:
            short = {each.id: self.session.question_set.by_id[each.id].short for each in row.suggestion.lowest}
            low = "; ".join(f"{short[each.id]} {x_of_y(each.tally)}" for each in row.suggestion.lowest)
            words = f"{row.suggestion.said} sufficient. Lowest: {low}"
            lines += [[(line, "dim")] for line in wrapped(words, width, " ")]
        return lines

    # --- keys ---

    def action_open(self) -> None:
        """Show the questions behind it."""
        offer = self.here
        if offer is None:
            return
        standard = next((each for each in self.session.question_set.recommendations if each.id == offer.id), None)
        figures = {each.id: each for each in self.session.summary.questions}
        rows = [figures[name] for name in standard.questions] if standard else []
        rows.sort(key=lambda each: (each.tally.yes / each.tally.scored if each.tally.scored else 2, -each.tally.no))

        def lines(width: int) -> list[Line]:
            found = [*self.in_full(offer, width), []]
            for each in rows:
                found += self.question_lines(each, width)
            return found

        self.show_lines("Behind it", lines)

    def _make(self, chosen: Chosen, said: str) -> None:
        """Make a recommendation; the cursor goes on among those that are not made."""
        session = self.session
        before = next((each for each in self._chosen if each.id == chosen.id), None)

        def back() -> None:
            if before is None:
                session.casebook.drop_recommendation(chosen.id, session.reader)
            else:
                session.casebook.recommend(before, session.reader)

        self.do(lambda: session.casebook.recommend(chosen, session.reader), said, back, on_to_next=True)

    def action_take(self) -> None:
        """Make the recommendation under the cursor."""
        offer = self.here
        if offer is None:
            return
        if offer.number:
            self.say("It is made already. d takes it back.")
        else:
            self._make(choose.made(self.session.question_set, self._chosen, offer.id), "Made. e words it, p plans it.")

    def action_drop(self) -> None:
        """Take it back; what is planned for it stays."""
        offer, session = self.here, self.session
        if offer is None or not offer.number:
            self.say("It is not made. a makes it.")
            return
        before = next(each for each in self._chosen if each.id == offer.id)
        self.do(
            lambda: session.casebook.drop_recommendation(offer.id, session.reader),
            "Taken back; what is planned for it stays.",
            lambda: session.casebook.recommend(before, session.reader),
            on_to_next=True,
        )

    def action_reword(self) -> None:
        """Word it, and say who must act; one that is not made yet is made."""
        if self.here is not None:
            self._form(self.here, "Reword the recommendation")

    def action_add(self) -> None:
        """Add one of one's own."""
        self._form(Offer(f"own-{secrets.token_hex(3)}", "", "", 0, False, None), "A recommendation of your own")

    def _form(self, offer: Offer, heading: str) -> None:
        session = self.session
        before = next((each for each in self._chosen if each.id == offer.id), None)

        def save(values: Values) -> None:
            chosen = choose.made(session.question_set, self._chosen, offer.id, values["text"], values["who"])
            if chosen == before:
                return
            session.casebook.recommend(chosen, session.reader)
            self._before.append(
                (lambda: session.casebook.drop_recommendation(offer.id, session.reader))
                if before is None
                else (lambda: session.casebook.recommend(before, session.reader))
            )

        blanks = [
            Blank("text", "What", offer.text, "what must be done"),
            Blank("who", "Who", offer.who, "who is responsible"),
        ]
        find = looking(session, account=False)

        def look(name: str, text: str) -> str:
            found = find(text, "") if name == "text" and text != offer.text else ()
            return may_identify(found) if found else ""

        self.app.push_screen(Form(heading, "What must be done, and who is responsible.", blanks, save, look))

    def action_earlier(self) -> None:
        """Move it up."""
        self._move(-1)

    def action_later(self) -> None:
        """Move it down."""
        self._move(1)

    def _move(self, by: int) -> None:
        offer, session, before = self.here, self.session, self._chosen
        if offer is None or not offer.number:
            self.say("Only those that are made have an order. a makes it.")
            return
        if not 1 <= offer.number + by <= len(before):
            self.say("It is the first." if by < 0 else "It is the last.")
            return
        changed = choose.reordered(before, offer.id, offer.number + by)

        def put(those: Sequence[Chosen]) -> None:
            for each in those:
                session.casebook.recommend(each, session.reader)

        ids = {each.id for each in changed}
        old = [each for each in before if each.id in ids]
        self.do(lambda: put(changed), f"Moved {'up' if by < 0 else 'down'}.", lambda: put(old))

    def action_plan(self) -> None:
        """Go on to the improvement plan."""
        self.ways.open_plan()

    def title_words(self) -> str:
        """What this screen is called."""
        return "recommendations"
