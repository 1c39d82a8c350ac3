"""A casebook: one SQLite file with one inspection's question set, cases and answers."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from casereview.casebook import connection as door
from casereview.casebook import desk
from casereview.casebook.entry import Entry
from casereview.casebook.errors import (
    UNREADABLE,
    CannotCreate,
    CasebookBusy,
    CasebookError,
    DamagedCasebook,
    NotPermitted,
    Refused,
    StorageFailed,
)
from casereview.casebook.hold import Hold
from casereview.casebook.ledger import Change, Ledger, Made, entries, now, transaction
from casereview.casebook.reading import CaseLine, Reading, case_lines, is_signed, last_touched, read_case
from casereview.questions.build import build_stored
from casereview.questions.model import ANSWERS, QuestionSet
from casereview.scoring import RunningTally, Summary, summarise
from casereview.text import clipped, storable

LONGEST_TEXT = 1_000_000
LONGEST_NAME = 200


class Inspection(NamedTuple):
    """What a casebook is about; `about` is a line shown with it (the example says there that it is invented)."""

    id: str
    area: str
    about: str
    created_at: str


class NewCase(NamedTuple):
    """A case to be added: its reference and its facts."""

    ref: str
    facts: Mapping[str, str]


class Casebook:
    """An open casebook. Use it as a context manager, or call `close`.

    Every operation that writes is durable when it returns. Operations raise the errors of `casereview.casebook.errors`
    and leave the file as it was when they do.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, hold: Hold | None, clock: Callable[[], datetime]
    ) -> None:
        self.path = path
        self._connection = connection
        self._hold = hold
        self._clock = clock
        self._file = _identity(path)
        self._undo: list[tuple[str, str, list[Made]]] = []
        self._redo: list[tuple[str, str, list[Made]]] = []
        with self._reading():
            row = connection.execute(
                "SELECT i.id, i.area, i.about, i.created_at, q.digest, q.content FROM inspection AS i"
                " JOIN question_sets AS q ON q.digest = i.question_set"
            ).fetchone()
            newest = connection.execute("SELECT id FROM entries ORDER BY number DESC LIMIT 1").fetchone()
        self.inspection, self.question_set = _opened(path, row)
        self._ledger = Ledger(connection, self.inspection.id, clock)
        self._newest = newest[0] if newest else b""

    # --- making, opening, closing ---

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
        if not area.strip():
            raise Refused("the area has no name; give one")
        if os.path.lexists(path):
            raise CannotCreate(f"{path}: there is something here already and nothing was changed; give another name")
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with contextlib.closing(door.create(part)) as connection, door.storage(part), transaction(connection):
                digest, stamp = question_set.digest, _stamp(clock)
                content = (digest, question_set.id, question_set.version, question_set.title, question_set.source)
                connection.execute("INSERT INTO question_sets VALUES (?, ?, ?, ?, ?)", content)
                made = (secrets.token_hex(16), clipped(area.strip(), LONGEST_NAME), digest, about, stamp)
                connection.execute("INSERT INTO inspection VALUES (?, ?, ?, ?, ?)", made)
            with cls.open(part, clock=clock) as casebook:
                casebook.add_cases(cases, by)
                fill(casebook)
            _publish(part, path)
        except CasebookError as error:
            if str(part) not in str(error):
                raise
            raise type(error)(str(error).replace(str(part), str(path))) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink()

    @classmethod
    def open(cls, path: Path, *, write: bool = True, clock: Callable[[], datetime] = now) -> Casebook:
        """Open a casebook to read and write.

        Raises CasebookBusy, naming the holder, if another window has it; NotPermitted if it can not be written to. With
        `write` off it opens in either case, and every writing operation raises NotPermitted.
        """
        connection = door.connect(path, write=write)
        hold = None
        try:
            if write:
                if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
                    raise NotPermitted(f"{path}: can not be written to; copy it to a disk that you can write to")
                try:
                    hold = Hold.take(path)
                except OSError as error:
                    raise StorageFailed(f"{path}: can not be opened for saving; is the disk still there?") from error
                if hold is None:
                    raise CasebookBusy(f"{path}: {_holder(connection)}; close it there first")
            return cls(path, connection, hold, clock)
        except BaseException:
            connection.close()
            if hold is not None:
                hold.release()
            raise

    def close(self) -> None:
        """Close the file and give it free."""
        self._connection.close()
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Tell whether this casebook was opened for reading only."""
        return self._hold is None

    # --- cases and facts ---

    def add_cases(self, cases: Iterable[NewCase], by: str) -> None:
        """Add cases with their facts. Raises Refused for a reference that is empty, used, or too odd to be one."""
        cases = list(cases)
        known = set(self.case_refs())
        changes: list[Change] = []
        for case in cases:
            if not case.ref.strip() or not storable(case.ref):
                raise Refused("a case needs a reference")
            if case.ref in known:
                raise Refused(f"case {clipped(case.ref, 40)}: this reference is there already")
            known.add(case.ref)
            changes.append(Change(case.ref, "case", "case", {"added": True}))
            changes += self._fact_changes(case.ref, case.facts)
        self._write(changes, by)

    def case_refs(self) -> list[str]:
        """Return the references of all cases."""
        with self._reading():
            return [
                ref
                for (ref,) in self._connection.execute(
                    "SELECT case_ref FROM heads WHERE field = 'case' ORDER BY case_ref"
                )
            ]

    def case_lines(self, case: str | None = None) -> Iterator[CaseLine]:
        """Return every case, or one, with its counted answers, by reference."""
        with self._reading():
            yield from case_lines(self._connection, self.question_set, case)

    def case_line(self, case: str) -> CaseLine:
        """Return one case with its counted answers. Raises Refused if there is none such."""
        for line in self.case_lines(case):
            return line
        raise Refused(f"no case {clipped(case, 40)} in this casebook")

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
        self._known_question(question)
        if answer is not None and answer not in ANSWERS:
            raise Refused(f"'{clipped(answer, 40)}' is no answer; it can be yes, no or na")
        self._do(case, [Change(case, question, "answer", answer)], reader, then=then)

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
        _check_text(text)
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
        _check_reader(reader)
        with self._writing():
            for case in {change.case for change in changes}:
                self._refuse_if_signed(self._known_case(case), reader)
            return len(self._ledger.append(changes, reader))

    # --- undo, redo ---

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
        _check_reader(reader)
        if not text.strip():
            raise Refused("an alert needs words: what is the concern?")
        _check_text(text)
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
        _check_reader(reader)
        found = next((each for each in self.reading(case, reader).alerts if each.id == alert), None)
        if found is None:
            raise Refused(f"case {clipped(case, 40)} has no alert '{clipped(alert, 40)}'")
        if not why.strip():
            raise Refused("say why the alert is withdrawn")
        _check_text(why)
        value = {"text": found.text, "reader": found.reader, "withdrawn": why}
        self._write([Change(case, f"alert:{alert}", "alert", value)], reader)

    def sign_off(self, case: str, reader: str) -> None:
        """Sign a case off: the assessor's word that it is finished. Raises NotPermitted while a question is blank."""
        _check_reader(reader)
        reading = self.reading(self._known_case(case), reader)
        blank = sum(reading.answer(question.id) in ("blank", "unresolved") for question in self.question_set.questions)
        if blank:
            raise NotPermitted(f"case {clipped(case, 40)}: {blank} blank; answer them before signing off")
        self._write([Change(case, "sign-off", "state", {"signed": True})], reader)

    def reopen(self, case: str, why: str, reader: str) -> None:
        """Open a signed-off case again, with a reason that is kept."""
        _check_reader(reader)
        if not why.strip():
            raise Refused("say why the case is opened again")
        _check_text(why)
        self._write([Change(self._known_case(case), "sign-off", "state", {"signed": False, "why": why})], reader)

    # --- history and figures ---

    def history(self, case: str | None = None, item: str | None = None) -> list[Entry]:
        """Return the entries, of one case or one item of it if given, in the order in which this file got them."""
        with self._reading():
            if case is None:
                return list(entries(self._connection))
            if item is None:
                return list(entries(self._connection, "case_ref = ?", (case,)))
            return list(entries(self._connection, "case_ref = ? AND item = ?", (case, item)))

    def running_tally(self) -> RunningTally:
        """Return the tallies of every question over all cases."""
        return RunningTally(
            (question.id for question in self.question_set.questions), (line.counted for line in self.case_lines())
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

    def summaries_by(self, fact: str) -> dict[str, Summary]:
        """Return a summary for each value of a fact that occurs, in the order of its options; `""` where it is not known.

        Raises Refused if there is no such fact.
        """
        if fact not in self.question_set.fact:
            raise Refused(f"no fact '{clipped(fact, 40)}'; it can be {', '.join(self.question_set.fact)}")
        questions = [question.id for question in self.question_set.questions]
        groups = {option.id: RunningTally(questions) for option in self.question_set.fact[fact].options} | {
            "": RunningTally(questions)
        }
        with self._reading():
            for line in self.case_lines():
                groups[line.counted.facts.get(fact, "")].add(line.counted)
        return {value: self.summary(running) for value, running in groups.items() if running.cases}

    def version(self) -> int:
        """Return a number that changes when another window or command has written to the file."""
        with self._reading():
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    # --- what this copy remembers ---

    def draft(self, case: str, item: str, reader: str) -> str:
        """Return what was half-typed, or nothing."""
        with self._reading():
            return desk.draft(self._connection, reader, case, item)

    def put_draft(self, case: str, item: str, text: str, reader: str) -> None:
        """Keep what is half-typed; an empty text forgets it."""
        _check_text(text)
        with self._writing():
            desk.put_draft(self._connection, reader, case, item, text, _stamp(self._clock))

    def place(self, case: str, reader: str) -> str:
        """Return the question where an assessor was in a case, or nothing."""
        with self._reading():
            return desk.place(self._connection, reader, case)

    def put_place(self, case: str, item: str, reader: str) -> None:
        """Keep where an assessor is in a case."""
        with self._writing():
            desk.put_place(self._connection, reader, case, item, _stamp(self._clock))

    def last_case(self, reader: str) -> str:
        """Return the case where an assessor was last, or nothing."""
        with self._reading():
            return desk.last_case(self._connection, reader)

    @property
    def last_reader(self) -> str:
        """The assessor who last worked in this copy, or nothing."""
        with self._reading():
            return str(desk.setting(self._connection, "reader") or "")

    def sit_down(self, reader: str) -> None:
        """Remember who is assessing, and say in the file that this window holds it."""
        _check_reader(reader)
        with self._writing():
            desk.put_setting(self._connection, "reader", reader)
            desk.put_setting(
                self._connection, "holder", {"reader": reader, "host": platform.node(), "since": _stamp(self._clock)}
            )

    @property
    def holder(self) -> str:
        """Who last sat down at this file, in words."""
        with self._reading():
            return holder_words(desk.setting(self._connection, "holder"))

    # --- the write path ---

    def _do(self, case: str, changes: list[Change], reader: str, *, then: str = "", forget_draft: str = "") -> None:
        """Write changes that can be undone."""
        _check_reader(reader)
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
                desk.put_place(self._connection, reader, sign_off_of, then, _stamp(self._clock))
            if forget_draft[1]:
                desk.put_draft(self._connection, reader, *forget_draft, "", "")
        return made

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self._hold is None:
            raise NotPermitted(f"{self.path}: open for reading only, so nothing can be changed here")
        if _identity(self.path) != self._file:
            self._reopen()
        try:
            with door.storage(self.path), transaction(self._connection):
                yield
        except BaseException:
            self._ledger.forget()
            raise
        self._newest = self._ledger.newest or self._newest

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            with door.storage(self.path):
                yield
        except UNREADABLE as error:
            raise DamagedCasebook(
                f"{self.path}: the file is damaged; use a backup or another copy, and keep this one"
            ) from error

    def _reopen(self) -> None:
        """Go on with a file that came back (a USB stick put in again), if it holds all that was saved.

        A file deleted or replaced under an open connection would take answers and lose them, so nothing is written
        until the file is there again.
        """
        gone = f"{self.path}: the file is gone; put it back (is the USB stick in?) and try again"
        try:
            fresh = type(self).open(self.path, clock=self._clock)
        except CasebookError as error:
            raise StorageFailed(gone) from error
        same = False
        try:
            same = fresh.inspection == self.inspection and fresh._holds(self._newest)
        finally:
            if not same:
                fresh.close()
        if not same:
            raise StorageFailed(
                f"{self.path}: another file is in its place; put the one back that was open, and try again"
            )
        self.close()
        self._connection, self._hold, self._file, self._ledger = (
            fresh._connection,
            fresh._hold,
            fresh._file,
            fresh._ledger,
        )

    def _holds(self, entry: bytes) -> bool:
        with self._reading():
            return not entry or bool(
                self._connection.execute("SELECT 1 FROM entries WHERE id = ?", (entry,)).fetchone()
            )

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
            found = self._connection.execute(
                "SELECT 1 FROM heads WHERE field = 'case' AND case_ref = ?", (case,)
            ).fetchone()
        if found is None:
            raise Refused(f"no case {clipped(case, 40)} in this casebook")
        return case

    def _known_question(self, question: str) -> Any:
        found = self.question_set.by_id.get(question)
        if found is None:
            raise Refused(f"no question '{clipped(question, 40)}' in question set {self.question_set.id}")
        return found


def holder_words(holder: Any) -> str:
    """Return who holds a casebook, in words."""
    if not isinstance(holder, dict):
        return "another window or command is using this casebook"
    since = str(holder.get("since", ""))[:16].replace("T", " ")
    return clipped(f"{holder.get('reader')} has it open on {holder.get('host')} since {since} UTC", 160)


def _holder(connection: sqlite3.Connection) -> str:
    try:
        return holder_words(desk.setting(connection, "holder"))
    except (sqlite3.Error, *UNREADABLE):  # it is busy all the same
        return holder_words(None)


def _opened(path: Path, row: tuple[str, ...] | None) -> tuple[Inspection, QuestionSet]:
    if row is None:
        raise DamagedCasebook(f"{path}: holds no inspection; use a backup or another copy")
    try:
        question_set = build_stored(row[5])
    except UNREADABLE as error:
        raise DamagedCasebook(f"{path}: its question set can not be read; use a backup or another copy") from error
    if question_set.digest != row[4]:
        raise DamagedCasebook(f"{path}: its question set was changed; use a backup or another copy")
    return Inspection(*row[:4]), question_set


def _check_reader(reader: str) -> None:
    if not reader.strip() or len(reader) > LONGEST_NAME or not storable(reader):
        raise Refused(f"say who is assessing: a name of at most {LONGEST_NAME} characters")


def _check_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused(f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} fit")


def _stamp(clock: Callable[[], datetime]) -> str:
    return clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _publish(part: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name by now."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise CannotCreate(
            f"{path}: there is something here already and nothing was changed; give another name"
        ) from error
    except OSError:
        # A file system without links (a USB stick's): the check and the rename are two steps there.
        if path.exists():
            raise CannotCreate(
                f"{path}: there is something here already and nothing was changed; give another name"
            ) from None
        part.rename(path)
