"""An open casebook file: who may write, what a transaction is, and what happens when the file goes away.

What an inspection is about is in `casebook`; here are the file and its lock.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from casereview.casebook import connection as door
from casereview.casebook import desk
from casereview.casebook.asked import Asked
from casereview.casebook.asked_now import ask
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
from casereview.questions.build import build_stored
from casereview.questions.model import QuestionSet


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
        """Ask what is to be asked by now: the question set that the inspection began with, or what
        it was upgraded to.
        """
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

    def speak(self, question_set: QuestionSet) -> None:
        """Say everything in the words of the same question set in another language; nothing is written.

        Refuses another set.
        """
        if question_set.digest != self.question_set.digest:
            raise Refused("this is another question set, not the casebook's in another language")
        self.question_set = question_set

    # --- reading and writing ---

    @property
    def _held(self) -> Hold:
        if self._hold is None:
            raise NotPermitted(f"{self.path}: open for reading only, so nothing can be changed here")
        return self._hold

    def _find_file(self) -> None:
        """See to it that the file is there to be written to. Raises NotPermitted or StorageFailed."""
        _ = self._held
        if _identity(self.path) != self._file:
            self._reopen()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._find_file()
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
        self._connection, self._hold, self._file, self._ledger, self._newest = (
            fresh._connection,
            fresh._hold,
            fresh._file,
            fresh._ledger,
            fresh._newest,
        )
        self.ask()

    def _holds(self, entry: bytes) -> bool:
        with self._reading():
            return not entry or bool(
                self._connection.execute("SELECT 1 FROM entries WHERE id = ?", (entry,)).fetchone()
            )


def _holder(connection: sqlite3.Connection) -> str:
    try:
        return desk.holder_words(desk.setting(connection, "holder"))
    except (sqlite3.Error, *UNREADABLE):  # it is busy all the same
        return desk.holder_words(None)


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


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
