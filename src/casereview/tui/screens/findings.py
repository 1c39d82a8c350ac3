"""What the answers say, to be accepted, reworded, put in order or dropped; and the accounts of notable practice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from casereview.casebook.decisions import Decision, Practice
from casereview.casebook.errors import Refused
from casereview.findings import choose
from casereview.findings.draft import decided
from casereview.findings.figures import filled
from casereview.findings.model import TITLES, Finding
from casereview.reports.text.findings_text import may_identify
from casereview.text import counted
from casereview.tui.screens.deciding import Deciding
from casereview.tui.screens.practice import looking, write_practice
from casereview.tui.screens.reword import Reword
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Line, fit, wrapped

# Above this width the state of each finding stands beside it in words; below, a sign and the words underneath.
_WIDE = 60


class FindingsScreen(Deciding):
    """By criterion, strengths first; every finding with what was decided about it."""

    kind: ClassVar[str] = "findings"
    nothing = "The answers make no finding yet."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._findings: list[Finding] = []
        self._decisions: Mapping[str, Decision] = {}
        self._hidden = 0

    # --- what is shown ---

    def read(self) -> list[Any]:
        """Return the findings under their headings, then the accounts of notable practice."""
        session = self.session
        self._decisions = session.casebook.decisions()
        self._findings = decided(session.question_set, session.summary.questions, self._decisions)
        rows: list[Any] = []
        before: tuple[str, str] = ("", "")
        for each in self._findings:
            if each.criterion != before[0]:
                rows.append(f"{each.criterion} {session.question_set.title_of('criterion', each.criterion)}")
            if (each.criterion, each.which) != before:
                rows.append(f" {TITLES[each.which]}")
            before = (each.criterion, each.which)
            rows.append(each)
        practices = session.casebook.practices()
        seen = [each for each in practices if not self._not_to_be_seen(each.case)]
        self._hidden = len(practices) - len(seen)
        return [*rows, "Notable practice", *seen] if seen else rows

    def _not_to_be_seen(self, case: str) -> bool:
        line = self.session.lines.get(case)
        return line is not None and self.session.not_to_be_seen(line)

    def name_of(self, row: Any) -> str:
        """Return the finding's id, or the case of an account."""
        return f"practice {row.case}" if isinstance(row, Practice) else str(row.id)

    def heading_words(self) -> str:
        """The area, and how many findings nobody has decided about."""
        left = sum(not each.state and not each.wording for each in self._findings)
        return f"Findings{f' ({left} left)' if left else ''}  {self.session.casebook.inspection.area}"

    def draw(self, row: Any, width: int) -> Line:
        """Return a finding: a sign, the sentence, what was decided."""
        if isinstance(row, Practice):
            words = f"{row.case}  {row.name + ': ' if row.name else ''}{' '.join(row.text[:400].split())}"
            return [(fit(words, width), "")]
        words = choose.state_words(row)
        room = 23 if width >= 100 else 8 if width >= _WIDE else 0
        if room == 8:  # one word of it; in full it stands below
            words = "changed" if row.changed and row.printed else words.split()[0].rstrip(",")
        ink = "dim" if not row.printed else "warn" if row.differs or row.changed else ""
        return [
            (f"{choose.sign(row)} ", "yes" if row.state == "accepted" and not ink else ink),
            (fit(row.text, width - 2 - (room + 1 if room else 0)), ink),
            (f" {fit(words, room)}" if room else "", ink or "dim"),
        ]

    def in_short(self, row: Any) -> str:
        """What was decided."""
        if isinstance(row, Practice):
            return "An account of notable practice."
        return f"{choose.sign(row)} {choose.state_words(row)}"

    def in_full(self, row: Any, width: int) -> list[Line]:
        """Return the sentence, and what there is to say about it."""
        if isinstance(row, Practice):
            return self._account(row, width)
        lines: list[Line] = [[(f" {choose.sign(row)} {choose.state_words(row)}", "head")]]
        lines += self.text_lines(row.text, width, "strong")
        return (
            lines + [[(line, "warn")] for line in wrapped(self._advice(row), width, " ")]
            if self._advice(row)
            else lines
        )

    def _advice(self, finding: Finding) -> str:
        if finding.differs:
            return "Copies of the casebook say different things: accept or drop it here, or settle it under conflicts."
        if finding.changed and finding.printed and not finding.wording:
            return (
                "The answers put it into another list, or into none, since it was accepted. a confirms it, d drops it."
            )
        if finding.changed and finding.printed:
            return "The figures changed after it was reworded. Read it again: a confirms it, e rewords it."
        return ""

    def _account(self, practice: Practice, width: int) -> list[Line]:
        found = looking(self.session)(practice.text, practice.name)
        words = f"{practice.case}, {practice.name or 'no name given'}"
        lines: list[Line] = [[(line, "head")] for line in wrapped(words, width, " ")]
        lines += self.text_lines(practice.text, width)
        return lines + ([[(line, "warn")] for line in wrapped(may_identify(found), width, " ")] if found else [])

    # --- keys ---

    def action_open(self) -> None:
        """Show the questions, figures and reasons behind a finding, or an account whole."""
        row = self.here
        if isinstance(row, Practice):
            self.show_lines(f"Notable practice: {row.case}", lambda width: self._account(row, width))
        elif row is not None:
            self.show_lines(f"Behind it: {row.id}", lambda width: self._behind(row, width))

    def _behind(self, finding: Finding, width: int) -> list[Line]:
        lines = [*self.in_full(finding, width), []]
        if finding.wording:
            drafted = filled(finding.draft, finding.figures)
            lines += [[(line, "dim")] for line in wrapped(f"The draft: {drafted}", width, " ")] + [[]]
        for each in finding.figures:
            lines += self.question_lines(each, width)
        return lines

    def _finding(self) -> Finding | None:
        """The finding under the cursor; for anything else it says that the key is for findings."""
        if isinstance(self.here, Finding):
            return self.here
        self.say("Put the cursor on a finding for that.")
        return None

    def _decide(self, finding: Finding, decision: Decision, said: str) -> None:
        session, before = self.session, self._decisions.get(finding.id, Decision())

        def keep(what: Decision) -> None:
            session.casebook.decide(finding.id, session.reader, what)

        # Copies that differed can not be made to differ again.
        back = None if before.differs else lambda: keep(before)
        self.do(lambda: keep(decision), said, back)

    def _kept(self, finding: Finding) -> Decision:
        return self._decisions.get(finding.id, Decision())

    def action_accept(self) -> None:
        """Accept it, confirm it with its figures, or take that back."""
        finding = self._finding()
        if finding is None:
            return
        kept = self._kept(finding)
        if finding.state == "accepted" and not finding.changed:
            self._decide(finding, choose.undecided(kept), "No longer accepted: drafted again.")
        else:
            said = "Confirmed with the figures as they are." if finding.changed else "Accepted."
            self._decide(finding, choose.accepted(finding, kept), said)

    def action_accept_all(self) -> None:
        """Accept all of its list that nobody has decided about."""
        finding = self._finding()
        if finding is None:
            return
        session, before = self.session, dict(self._decisions)
        wanted = choose.all_accepted(self._findings, finding, before)
        if not wanted:
            self.say("Nothing of this list is left to accept.")
            return

        def keep(decisions: Mapping[str, Decision]) -> None:
            for name, decision in decisions.items():
                session.casebook.decide(name, session.reader, decision)

        said = f"{counted(len(wanted), 'finding')} of {finding.criterion}, {TITLES[finding.which].lower()}: accepted."
        back = {name: before.get(name, Decision()) for name in wanted}
        self.do(lambda: keep(wanted), said, lambda: keep(back))

    def action_drop(self) -> None:
        """Drop it from the documents, or take it back; an account of notable practice too."""
        row = self.here
        if isinstance(row, Practice):
            session = self.session

            def mark(text: str) -> None:
                session.casebook.mark_practice(row.case, row.name, text, session.reader)

            self.do(lambda: mark(""), "The account is taken out; u brings it back.", lambda: mark(row.text))
        elif isinstance(row, Finding):
            kept = self._kept(row)
            if row.state == "dropped":
                self._decide(row, choose.undecided(kept), "Taken back: it is printed again.")
            else:
                self._decide(row, choose.dropped(kept), "Dropped: it is in no document. d takes it back.")

    def action_reword(self) -> None:
        """Word it anew, with its figures live; or edit an account."""
        row, session = self.here, self.session
        if isinstance(row, Practice):
            write_practice(self, row.case)
            return
        if not isinstance(row, Finding):
            return
        item, kept = f"finding:{row.id}", self._kept(row)
        draft = session.casebook.draft("", item, session.reader)

        def keep(text: str) -> None:
            session.casebook.put_draft("", item, text, session.reader)

        def save(text: str, then: Any) -> None:
            try:
                decision = choose.reworded(row, kept, text)
            except Refused as error:
                self.app.bell()
                dialog.refuse(f"NOT SAVED: {error}")
                return

            def done() -> None:
                then()
                back = lambda: session.casebook.decide(row.id, session.reader, kept)  # noqa: E731 - read once, here
                self._before.append(None if kept.differs else back)
                self.refresh_figures()
                self.say("Reworded; the figures stay live." if decision.text else "The draft stands.")

            def store() -> None:
                keep("")
                if text.strip() != (row.wording or row.draft):
                    session.casebook.decide(row.id, session.reader, decision)

            self.try_to(store, done, what="the wording")

        dialog = Reword(row, draft or row.wording or row.draft, keep, save, looking(session, account=False))
        self.app.push_screen(dialog)

    def action_earlier(self) -> None:
        """Move it up in its list."""
        self._move(-1)

    def action_later(self) -> None:
        """Move it down in its list."""
        self._move(1)

    def _move(self, by: int) -> None:
        finding = self._finding()
        if finding is None:
            return
        group = [each.id for each in self._findings if each[1:3] == finding[1:3] and not each.differs]
        here = group.index(finding.id) + 1 if finding.id in group else 1
        if not 1 <= here + by <= len(group) and not finding.differs:
            self.say("It is the first of its list." if by < 0 else "It is the last of its list.")
            return
        session, before = self.session, dict(self._decisions)

        def move() -> dict[str, Decision]:
            changed = choose.placed(self._findings, finding, before, here + by)
            for name, decision in changed.items():
                session.casebook.decide(name, session.reader, decision)
            return changed

        def back() -> None:
            now = session.casebook.decisions()
            for name in group:
                kept = before.get(name, Decision())
                if now.get(name, Decision()) != kept:
                    session.casebook.decide(name, session.reader, kept)

        self.do(move, f"Moved {'up' if by < 0 else 'down'}.", back)

    def action_recommendations(self) -> None:
        """Go on to the recommendations."""
        self.ways.open_recommendations()

    def action_plan(self) -> None:
        """Go on to the improvement plan."""
        self.ways.open_plan()

    def _tell(self) -> None:
        super()._tell()
        if self._hidden:
            self.say(f"{counted(self._hidden, 'account')} hidden until both readings are signed off.")

    def title_words(self) -> str:
        """What this screen is called."""
        return "findings"
