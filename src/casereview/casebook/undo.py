"""Entering changes of a case, and taking them back: undo appends, and reaches as far as this sitting."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casereview.casebook import desk
from casereview.casebook.errors import NotPermitted
from casereview.casebook.figures import FigureOperations
from casereview.casebook.hold import Hold
from casereview.casebook.ledger import Change, Made, stamp
from casereview.casebook.standing import is_signed
from casereview.casebook.values import check_reader
from casereview.text import clipped

if TYPE_CHECKING:
    from casereview.casebook.receipt import Receipt


class UndoOperations(FigureOperations):
    """What an assessor enters about a case goes through `_do`, and can be taken
    back; what can not goes through `_write`.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, hold: Hold | None, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(path, connection, hold, clock)
        self._undo: list[tuple[str, str, list[Made]]] = []
        self._redo: list[tuple[str, str, list[Made]]] = []

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

    def _reopen(self) -> None:
        known = self._newest
        super()._reopen()
        if self._newest != known:
            # It was written to elsewhere: taking something back here would take that back too.
            self._undo, self._redo = [], []

    def undo(self, case: str, reader: str) -> str | None:
        """Take back this assessor's last change to a case since opening; return the item, or None if there is none."""
        return self._step(case, reader, back=True)

    def redo(self, case: str, reader: str) -> str | None:
        """Do again what was undone last; return the item, or None if there is none."""
        return self._step(case, reader, back=False)

    def _step(self, case: str, reader: str, *, back: bool) -> str | None:
        if self._undo or self._redo:
            self._find_file()  # whatever was entered elsewhere meanwhile is not to be taken back
        source, target = (self._undo, self._redo) if back else (self._redo, self._undo)
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
