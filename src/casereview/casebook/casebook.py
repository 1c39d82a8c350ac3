"""A casebook: one SQLite file with one inspection's question set, cases and answers."""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from casereview.casebook.create import new_file
from casereview.casebook.desk_operations import DeskOperations
from casereview.casebook.errors import NotPermitted, Refused
from casereview.casebook.ledger import Change, now
from casereview.casebook.responses import kept
from casereview.casebook.standing import begun_by
from casereview.casebook.undo import UndoOperations
from casereview.casebook.values import ADDED, MOST_PLACES, check_reader, check_text
from casereview.questions.model import ANSWERS, Question, QuestionSet
from casereview.text import clipped, storable


class NewCase(NamedTuple):
    """A case to be added: its reference and its facts."""

    ref: str
    facts: Mapping[str, str]


class Casebook(UndoOperations, DeskOperations):
    """An open casebook. Use it as a context manager, or call `close`.

    Every operation that writes is durable when it returns. Operations raise the errors of `casereview.casebook.errors`
    and leave the file as it was when they do.
    """

    @classmethod
    def create(
        cls,
        path: Path,
        question_set: QuestionSet,
        area: str,
        cases: Sequence[NewCase] = (),
        *,
        about: str = "",
        by: str = "",
        clock: Callable[[], datetime] = now,
        fill: Callable[[Casebook], None] = lambda casebook: None,
    ) -> None:
        """Make a casebook of an inspection; the file is there whole or not at all.

        `fill` may put more into it before it appears. Raises CannotCreate, or Refused for a case that does not fit.
        """

        def filled(part: Path) -> None:
            with cls.open(part, clock=clock) as casebook:
                casebook.add_cases(cases, by)
                fill(casebook)

        new_file(path, question_set, area, about, clock, filled)

    # --- cases and facts ---

    def add_cases(self, cases: Iterable[NewCase], by: str, *, reserves: bool = False) -> None:
        """Add cases with their facts, or reserves in their order after those there are.

        Raises Refused for a reference that is empty, used, or too odd to be one.
        """
        cases = list(cases)
        with self._reading():
            known = {ref for (ref,) in self._connection.execute("SELECT case_ref FROM heads WHERE field = 'case'")}
        place = max((each.place for each in self.reserves()), default=0)
        changes: list[Change] = []
        for case in cases:
            if not case.ref.strip() or not storable(case.ref):
                raise Refused("a case needs a reference")
            check_text(case.ref)
            if case.ref in known:
                raise Refused(f"case {clipped(case.ref, 40)}: this reference is there already")
            known.add(case.ref)
            place += 1
            if reserves and place > MOST_PLACES:
                raise Refused(f"the last reserve has place {MOST_PLACES:,}; no more reserves fit")
            changes.append(Change(case.ref, "case", "case", {"reserve": place} if reserves else dict(ADDED)))
            changes += self._fact_changes(case.ref, case.facts)
        self._write(changes, by)

    def add_respondent(self, by: str) -> str:
        """Add the next respondent, R-01 onwards, and return the reference.

        Raises Refused where cases are read, not people asked.
        """
        check_reader(by)
        if self.question_set.unit != "respondent":
            raise Refused(f"question set {self.question_set.id} is about cases; `casereview add` adds some")
        with self._reading():
            taken = {ref for (ref,) in self._connection.execute("SELECT case_ref FROM heads WHERE field = 'case'")}
        highest = max((int(ref[2:]) for ref in taken if re.fullmatch(r"R-[0-9]{1,9}", ref)), default=0)
        ref = next(ref for number in itertools.count(highest + 1) if (ref := f"R-{number:02}") not in taken)
        self.add_cases([NewCase(ref, {})], by)
        return ref

    def check_hand_over(self, case: str = "") -> None:
        """Refuse to hand over what is no questionnaire, or a form in which something is entered. Raises Refused."""
        if self.question_set.unit != "respondent":
            raise Refused(f"question set {self.question_set.id} is about cases; only a questionnaire is handed over")
        if case:
            line = self.case_line(case)
            with self._reading():
                begun = begun_by(self._connection, case)
            if begun or not line.untouched:
                raise Refused(
                    f"respondent {clipped(case, 40)}: something is entered already; `casereview review` opens it"
                )

    def put_facts(self, case: str, facts: Mapping[str, str | None], reader: str) -> None:
        """Set facts of a case; None clears one."""
        self._do(case, self._fact_changes(case, facts), reader)

    def _fact_changes(self, case: str, facts: Mapping[str, str | None]) -> list[Change]:
        changes = []
        for name, value in facts.items():
            fact = self.question_set.fact.get(name)
            if fact is None:
                raise Refused(f"no fact '{clipped(name, 40)}' in question set {self.question_set.id}")
            if value is not None and fact.option(value) is None:
                allowed = ", ".join(option.id for option in fact.options)
                raise Refused(f"fact {name} can not be '{clipped(value, 40)}'; it can be {allowed}")
            changes.append(Change(case, f"fact:{name}", "value", value))
        return changes

    # --- a reading ---

    def answer(self, case: str, question: str, answer: str | None, reader: str, *, then: str = "") -> None:
        """Answer a question `yes`, `no` or `na`; None clears it. `then` is where the assessor goes next."""
        if self._known_question(question).kind != "judgement":
            raise Refused(f"question {question} is not judged: it holds what a respondent says")
        if answer is not None and answer not in ANSWERS:
            raise Refused(f"'{clipped(answer, 40)}' is no answer; it can be yes, no or na")
        self._do(case, [Change(case, question, "answer", answer)], reader, then=then)

    def respond(self, case: str, question: str, value: Any, reader: str, *, then: str = "") -> None:
        """Enter what a respondent says: an option's id, several ids, 0 to 10, or a text; None clears it.

        What was half-typed is forgotten. `then` is where the assessor goes next. Raises Refused for what the item can
        not hold.
        """
        found = self._known_question(question)
        change = Change(case, question, "response", kept(found, value))
        self._do(case, [change], reader, then=then, forget_draft=question if found.kind == "text" else "")

    def give_reasons(self, case: str, question: str, reasons: Iterable[str], reader: str, *, then: str = "") -> None:
        """Set the reasons ticked for a *no*, in the question's order; none clears them."""
        ticked = set(reasons)
        known = self._known_question(question).reasons
        for each in sorted(ticked - {reason.id for reason in known}):
            raise Refused(f"question {question} has no reason '{clipped(each, 40)}'")
        chosen = [reason.id for reason in known if reason.id in ticked]
        self._do(case, [Change(case, question, "reasons", chosen or None)], reader, then=then)

    def note(self, case: str, question: str, text: str, reader: str) -> None:
        """Set the note of a question, and forget what was half-typed; an empty text clears it."""
        self._known_question(question)
        check_text(text)
        self._do(case, [Change(case, question, "note", text or None)], reader, forget_draft=question)

    def mark(self, case: str, question: str, marked: bool, reader: str) -> None:
        """Mark a question to come back to, or take the mark off."""
        self._known_question(question)
        self._do(case, [Change(case, question, "mark", True if marked else None)], reader)

    def begin_second_reading(self, case: str, reader: str) -> None:
        """Make this assessor's reading of a case a second one, which is never scored.

        Raises NotPermitted once it is begun.
        """
        with self._reading():
            begun = begun_by(self._connection, case)
        if reader in begun:
            raise NotPermitted(
                f"case {clipped(case, 40)}: {clipped(reader, 40)} has answered already, so it stays a first reading"
            )
        self._do(case, [Change(case, "reading", "kind", "second")], reader)

    def record(self, changes: Sequence[Change], reader: str) -> int:
        """Make changes that `intake` checked, all or none; return how many changed something."""
        check_reader(reader)
        with self._writing():
            for case in {change.case for change in changes}:
                self._refuse_if_signed(self._known_case(case), reader)
            return len(self._ledger.append(changes, reader))

    # --- alerts, sign-off ---

    def raise_alert(self, case: str, text: str, reader: str) -> str:
        """Raise a case alert; return its id."""
        check_reader(reader)
        if not text.strip():
            raise Refused("an alert needs words: what is the concern?")
        check_text(text)
        identifier = secrets.token_hex(4)
        value = {"text": text, "reader": reader}
        self._write(
            [Change(self._known_case(case), f"alert:{identifier}", "alert", value)],
            reader,
            forget_draft=(case, "alert"),
        )
        return identifier

    def withdraw_alert(self, case: str, alert: str, why: str, reader: str) -> None:
        """Withdraw a case alert with a reason; it stays in the history."""
        check_reader(reader)
        found = next((each for each in self.reading(case, reader).alerts if each.id == alert), None)
        if found is None:
            raise Refused(f"case {clipped(case, 40)} has no alert '{clipped(alert, 40)}'")
        if not why.strip():
            raise Refused("say why the alert is withdrawn")
        check_text(why)
        value = {"text": found.text, "reader": found.reader, "withdrawn": why}
        self._write([Change(case, f"alert:{alert}", "alert", value)], reader)

    def sign_off(self, case: str, reader: str) -> None:
        """Sign a case off: the assessor's word that it is finished. Raises NotPermitted while a question is blank."""
        check_reader(reader)
        blank = len(self.reading(self._known_case(case), reader).to_answer(self.question_set))
        if blank:
            raise NotPermitted(f"case {clipped(case, 40)}: {blank} blank; answer them before signing off")
        self._write([Change(case, "sign-off", "state", {"signed": True})], reader)

    def reopen(self, case: str, why: str, reader: str) -> None:
        """Open a signed-off case again, with a reason that is kept."""
        check_reader(reader)
        if not why.strip():
            raise Refused("say why the case is opened again")
        check_text(why)
        self._write([Change(self._known_case(case), "sign-off", "state", {"signed": False, "why": why})], reader)

    def _known_question(self, question: str) -> Question:
        found = self.question_set.by_id.get(question)
        if found is None:
            raise Refused(f"no question '{clipped(question, 40)}' in question set {self.question_set.id}")
        return found
