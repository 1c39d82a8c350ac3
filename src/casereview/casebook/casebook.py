"""A casebook: one SQLite file with one inspection's question set, cases and answers."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from casereview.casebook import desk
from casereview.casebook.create import new_file
from casereview.casebook.entry import Entry
from casereview.casebook.errors import NotPermitted, Refused
from casereview.casebook.file import check_reader, check_text, stamp
from casereview.casebook.hold import Hold
from casereview.casebook.lead import LeadOperations
from casereview.casebook.ledger import Change, Made, entries, now
from casereview.casebook.reading import CaseLine, Reading, case_lines, case_refs, is_signed, last_touched, read_case
from casereview.casebook.reserves import not_in_sample
from casereview.casebook.responses import forms, kept
from casereview.casebook.values import ADDED
from casereview.questions.model import ANSWERS, Question, QuestionSet
from casereview.scoring import RunningTally, Summary, summarise
from casereview.scoring.responses import Form, Responses, count
from casereview.text import clipped, storable

if TYPE_CHECKING:
    from casereview.casebook.merge import Receipt


class NewCase(NamedTuple):
    """A case to be added: its reference and its facts."""

    ref: str
    facts: Mapping[str, str]


class Casebook(LeadOperations):
    """An open casebook. Use it as a context manager, or call `close`.

    Every operation that writes is durable when it returns. Operations raise the errors of `casereview.casebook.errors`
    and leave the file as it was when they do.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, hold: Hold | None, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(path, connection, hold, clock)
        self._undo: list[tuple[str, str, list[Made]]] = []
        self._redo: list[tuple[str, str, list[Made]]] = []

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
            if case.ref in known:
                raise Refused(f"case {clipped(case.ref, 40)}: this reference is there already")
            known.add(case.ref)
            place += 1
            changes.append(Change(case.ref, "case", "case", {"reserve": place} if reserves else dict(ADDED)))
            changes += self._fact_changes(case.ref, case.facts)
        self._write(changes, by)

    def add_respondent(self, by: str) -> str:
        """Add the next respondent, R-01 onwards, and return the reference. Raises Refused where cases are read, not people asked."""
        check_reader(by)
        if self.question_set.unit != "respondent":
            raise Refused(f"question set {self.question_set.id} is about cases; `casereview add` adds some")
        with self._reading():
            rows = self._connection.execute("SELECT DISTINCT case_ref FROM heads WHERE field = 'case'").fetchall()
        taken = [int(ref[2:]) for (ref,) in rows if re.fullmatch(r"R-[0-9]{1,9}", ref)]
        ref = f"R-{max(taken, default=0) + 1:02}"
        self.add_cases([NewCase(ref, {})], by)
        return ref

    def check_hand_over(self, case: str = "") -> None:
        """Refuse to hand over what is no questionnaire, or a form in which something is entered. Raises Refused."""
        if self.question_set.unit != "respondent":
            raise Refused(f"question set {self.question_set.id} is about cases; only a questionnaire is handed over")
        if case:
            line = self.case_line(case)
            if line.readers or line.seconds or line.signed:
                raise Refused(
                    f"respondent {clipped(case, 40)}: something is entered already; `casereview review` opens it"
                )

    def case_refs(self) -> list[str]:
        """Return the references of all cases."""
        with self._reading():
            return case_refs(self._connection)

    def case_lines(self, case: str | None = None) -> Iterator[CaseLine]:
        """Return every case, or one, with its counted answers, by reference."""
        with self._reading():
            yield from case_lines(self._connection, self.question_set, case)

    def case_line(self, case: str) -> CaseLine:
        """Return one case with its counted answers. Raises Refused if there is none such."""
        for line in self.case_lines(case):
            return line
        with self._reading():
            raise Refused(not_in_sample(self._connection, case))

    def last_touched(self) -> dict[str, str]:
        """Return when each case last got an entry."""
        with self._reading():
            return last_touched(self._connection)

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

    def reading(self, case: str, reader: str) -> Reading:
        """Return an assessor's reading of a case, blank where nothing was entered."""
        with self._reading():
            return read_case(self._connection, self.question_set, case, reader)

    def answer(self, case: str, question: str, answer: str | None, reader: str, *, then: str = "") -> None:
        """Answer a question `yes`, `no` or `na`; None clears it. `then` is where the assessor goes next."""
        if self._known_question(question).kind != "judgement":
            raise Refused(f"question {question} is not judged: it holds what a respondent says")
        if answer is not None and answer not in ANSWERS:
            raise Refused(f"'{clipped(answer, 40)}' is no answer; it can be yes, no or na")
        self._do(case, [Change(case, question, "answer", answer)], reader, then=then)

    def respond(self, case: str, question: str, value: Any, reader: str, *, then: str = "") -> None:
        """Enter what a respondent says: an option's id, several ids, 0 to 10, or a text; None clears it.

        What was half-typed is forgotten. `then` is where the assessor goes next. Raises Refused for what the item can not hold.
        """
        found = self._known_question(question)
        change = Change(case, question, "response", kept(found, value))
        self._do(case, [change], reader, then=then, forget_draft=question if found.kind == "text" else "")

    def forms(self) -> list[Form]:
        """Return what each respondent said, as each assessor entered it; second readings and empty forms left out."""
        with self._reading():
            return list(forms(self._connection, self.question_set, case_refs(self._connection)))

    def responses(self) -> Responses:
        """Return the figures of what respondents say; they enter no score."""
        with self._reading():
            respondents = len(case_refs(self._connection))
        return count(self.question_set, self.forms(), respondents)

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
        """Make this assessor's reading of a case a second one, which is never scored. Raises NotPermitted once it is begun."""
        if self.reading(case, reader).answers:
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

    # --- undo, redo ---

    def ask(self) -> None:
        """Ask what is to be asked by now. Undo does not reach back over an upgrade: it was another question."""
        before = getattr(self, "asked", None)
        super().ask()
        if before != self.asked:
            self._undo, self._redo = [], []

    def merge(self, paths: Iterable[Path], by: str) -> Receipt:
        """Merge copies of this casebook into it, as `LeadOperations.merge` says. Undo does not reach back over it."""
        receipt = super().merge(paths, by)
        if receipt.after != receipt.before:
            # What is to be taken back may stand against something that came, and undoing it would settle that unseen.
            self._undo, self._redo = [], []
        return receipt

    def undo(self, case: str, reader: str) -> str | None:
        """Take back this assessor's last change to a case since opening; return the item, or None if there is none."""
        return self._step(case, reader, self._undo, self._redo, back=True)

    def redo(self, case: str, reader: str) -> str | None:
        """Do again what was undone last; return the item, or None if there is none."""
        return self._step(case, reader, self._redo, self._undo, back=False)

    def _step(
        self,
        case: str,
        reader: str,
        source: list[tuple[str, str, list[Made]]],
        target: list[tuple[str, str, list[Made]]],
        *,
        back: bool,
    ) -> str | None:
        for place in reversed(range(len(source))):
            if source[place][:2] == (case, reader):
                made = source[place][2]
                with self._reading():
                    changes = [
                        Change(m.slot.case, m.slot.item, m.slot.field, json.loads(m.before if back else m.after))
                        for m in made
                    ]
                self._write(changes, reader, sign_off_of=case)
                target.append(source.pop(place))
                return made[0].slot.item
        return None

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
        reading = self.reading(self._known_case(case), reader)
        # A respondent may leave open whatever they like.
        due = () if self.question_set.unit == "respondent" else self.question_set.scored
        blank = sum(reading.answer(question.id) in ("blank", "unresolved") for question in due)
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

    # --- history and figures ---

    def history(self, case: str | None = None, item: str | None = None) -> list[Entry]:
        """Return the entries, of one case or one item of it if given, in the order in which this file got them.

        Of a question those in earlier words come too.
        """
        with self._reading():
            if case is None:
                return list(entries(self._connection))
            if item is None:
                return list(entries(self._connection, "case_ref = ?", (case,)))
            of_case = entries(self._connection, "case_ref = ?", (case,))
            return [each for each in of_case if self.asked.had(item, each.item)]

    def running_tally(self) -> RunningTally:
        """Return the tallies of every question over all cases."""
        return RunningTally(
            (question.id for question in self.question_set.scored), (line.counted for line in self.case_lines())
        )

    def summary(self, running: RunningTally | None = None) -> Summary:
        """Return every figure of the inspection (from a tally kept by the caller, if given)."""
        running = running or self.running_tally()
        return summarise(
            self.question_set,
            running.tallies(),
            running.reasons(),
            cases=running.cases,
            started=running.started,
            signed_off=running.signed_off,
        )

    def summaries_by(self, fact: str, lines: Iterable[CaseLine] | None = None) -> dict[str, Summary]:
        """Return a summary for each value of a fact that occurs, in the order of its options; `""` where it is not known.

        `lines` are the casebook's cases, where the caller has them. Raises Refused if there is no such fact.
        """
        if fact not in self.question_set.fact:
            raise Refused(f"no fact '{clipped(fact, 40)}'; it can be {', '.join(self.question_set.fact)}")
        questions = [question.id for question in self.question_set.scored]
        groups = {option.id: RunningTally(questions) for option in self.question_set.fact[fact].options} | {
            "": RunningTally(questions)
        }
        with self._reading():
            for line in self.case_lines() if lines is None else lines:
                groups[line.counted.facts.get(fact, "")].add(line.counted)
        return {value: self.summary(running) for value, running in groups.items() if running.cases}

    # --- the write path ---

    def _do(self, case: str, changes: list[Change], reader: str, *, then: str = "", forget_draft: str = "") -> None:
        """Write changes that can be undone."""
        check_reader(reader)
        made = self._write(
            changes, reader, sign_off_of=self._known_case(case), then=then, forget_draft=(case, forget_draft)
        )
        if made:
            self._undo.append((case, reader, made))
            self._redo = [each for each in self._redo if each[:2] != (case, reader)]

    def _write(
        self,
        changes: Iterable[Change],
        reader: str,
        *,
        sign_off_of: str = "",
        then: str = "",
        forget_draft: tuple[str, str] = ("", ""),
    ) -> list[Made]:
        """Append entries in one transaction; durable when this returns."""
        with self._writing():
            if sign_off_of:
                self._refuse_if_signed(sign_off_of, reader)
            made = self._ledger.append(changes, reader)
            if then:
                desk.put_place(self._connection, reader, sign_off_of, then, stamp(self._clock))
            if forget_draft[1]:
                desk.put_draft(self._connection, reader, *forget_draft, "", "")
        return made

    def _refuse_if_signed(self, case: str, reader: str) -> None:
        rows = self._connection.execute(
            "SELECT value FROM heads WHERE field = 'state' AND case_ref = ? AND item = 'sign-off' AND reading = ?",
            (case, reader),
        )
        with self._reading():
            signed = any(is_signed(json.loads(value)) for (value,) in rows)
        if signed:
            raise NotPermitted(f"case {clipped(case, 40)} is signed off; open it again first, with a reason")

    def _known_case(self, case: str) -> str:
        with self._reading():
            self._in_sample(case)
        return case

    def _known_question(self, question: str) -> Question:
        found = self.question_set.by_id.get(question)
        if found is None:
            raise Refused(f"no question '{clipped(question, 40)}' in question set {self.question_set.id}")
        return found
