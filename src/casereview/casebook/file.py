"""An open casebook file: who may write, what a transaction is, and what happens when the file goes away.

What an inspection is about is in `casebook`; here are the file, its lock, and what this copy of it remembers.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from casereview.casebook import connection as door
from casereview.casebook import desk
from casereview.casebook.asked import Asked, ask
from casereview.casebook.errors import (
    UNREADABLE,
    CasebookBusy,
    CasebookError,
    DamagedCasebook,
    NotPermitted,
    Refused,
    StorageFailed,
)
from casereview.casebook.hold import Hold
from casereview.casebook.ledger import Ledger, now, transaction
from casereview.casebook.values import LONGEST_NAME, LONGEST_TEXT
from casereview.questions.build import build_stored
from casereview.questions.model import QuestionSet
from casereview.text import clipped, storable


class Inspection(NamedTuple):
    """What a casebook is about; `about` is a line shown with it (the example says there that it is invented)."""

    id: str
    area: str
    about: str
    created_at: str


class CasebookFile:
    """An open casebook file. Use it as a context manager, or call `close`."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, hold: Hold | None, clock: Callable[[], datetime]
    ) -> None:
        self.path = path
        self._connection = connection
        self._hold = hold
        self._clock = clock
        self._file = _identity(path)
        with self._reading():
            row = connection.execute(
                "SELECT i.id, i.area, i.about, i.created_at, q.digest, q.content FROM inspection AS i"
                " JOIN question_sets AS q ON q.digest = i.question_set"
            ).fetchone()
            newest = connection.execute("SELECT id FROM entries ORDER BY number DESC LIMIT 1").fetchone()
        self.inspection, self.first_set = _opened(path, row)
        self.question_set = self.first_set
        self._ledger = Ledger(connection, self.inspection.id, clock)
        self.ask()
        self._newest = newest[0] if newest else b""

    @classmethod
    def open(cls, path: Path, *, write: bool = True, clock: Callable[[], datetime] = now) -> Self:
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
        except BaseException:  # Ctrl-C too: the file is not left held; raised again
            connection.close()
            if hold is not None:
                hold.release()
            raise

    def ask(self) -> None:
        """Ask what is to be asked by now: the question set that the inspection began with, or what it was upgraded to."""
        with self._reading():
            self.asked: Asked = ask(self._connection, self.first_set)
        if self.question_set.digest != self.asked.question_set.digest:  # the same may be shown in another language
            self.question_set = self.asked.question_set
        self._ledger.items = self.asked.items

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

    def version(self) -> int:
        """Return a number that changes when another window or command has written to the file."""
        with self._reading():
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def today(self) -> date:
        """Return the day that it is here, by the clock that the casebook was opened with."""
        return self._clock().astimezone().date()

    # --- what this copy remembers ---

    def draft(self, case: str, item: str, reader: str) -> str:
        """Return what was half-typed, or nothing."""
        with self._reading():
            return desk.draft(self._connection, reader, case, item)

    def put_draft(self, case: str, item: str, text: str, reader: str) -> None:
        """Keep what is half-typed; an empty text forgets it."""
        check_text(text)
        with self._writing():
            desk.put_draft(self._connection, reader, case, item, text, stamp(self._clock))

    def place(self, case: str, reader: str) -> str:
        """Return the question where an assessor was in a case, or nothing."""
        with self._reading():
            return desk.place(self._connection, reader, case)

    def put_place(self, case: str, item: str, reader: str) -> None:
        """Keep where an assessor is in a case."""
        with self._writing():
            desk.put_place(self._connection, reader, case, item, stamp(self._clock))

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
        check_reader(reader)
        with self._writing():
            desk.put_setting(self._connection, "reader", reader)
            desk.put_setting(
                self._connection, "holder", {"reader": reader, "host": platform.node(), "since": stamp(self._clock)}
            )

    def speak(self, question_set: QuestionSet) -> None:
        """Say everything in the words of the same question set in another language; nothing is written. Refuses another set."""
        if question_set.digest != self.question_set.digest:
            raise Refused("this is another question set, not the casebook's in another language")
        self.question_set = question_set

    def language(self, reader: str) -> str:
        """Return the language that an assessor last chose in this copy; nothing for the question set's own."""
        with self._reading():
            return desk.language(self._connection, reader)

    def put_language(self, reader: str, language: str) -> None:
        """Remember the language that an assessor chose in this copy."""
        with self._writing():
            desk.put_language(self._connection, reader, language)

    @property
    def holder(self) -> str:
        """Who last sat down at this file, in words."""
        with self._reading():
            return holder_words(desk.setting(self._connection, "holder"))

    # --- reading and writing ---

    @property
    def _held(self) -> Hold:
        if self._hold is None:
            raise NotPermitted(f"{self.path}: open for reading only, so nothing can be changed here")
        return self._hold

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        _ = self._held
        if _identity(self.path) != self._file:
            self._reopen()
        try:
            with door.storage(self.path), transaction(self._connection):
                yield
        except BaseException:  # Ctrl-C too: the chain must not go on from what was not kept; raised again
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
        self.ask()

    def _holds(self, entry: bytes) -> bool:
        with self._reading():
            return not entry or bool(
                self._connection.execute("SELECT 1 FROM entries WHERE id = ?", (entry,)).fetchone()
            )


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


def check_reader(reader: str) -> None:
    """Refuse a name that is none. Raises Refused."""
    if not reader.strip() or len(reader) > LONGEST_NAME or not storable(reader):
        raise Refused(f"say who is assessing: a name of at most {LONGEST_NAME} characters")


def check_text(text: str) -> None:
    """Refuse a text that is too long. Raises Refused."""
    if len(text) > LONGEST_TEXT:
        raise Refused(f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} fit")


def stamp(clock: Callable[[], datetime]) -> str:
    """Return the time now as it is kept: UTC, ISO 8601, milliseconds."""
    return clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
