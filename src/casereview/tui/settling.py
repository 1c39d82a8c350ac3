"""What stands against one another and is to be settled, one conflict after the other; and what was settled last."""

from __future__ import annotations

from typing import Any

from casereview.casebook.conflicts import Conflict
from casereview.casebook.entry import QUESTION_SET
from casereview.text import natural
from casereview.tui.session import Session


class Settling:
    """The conflicts that this assessor may see, in the order of the list; what was settled here can be undone.

    `kept_back` counts those of which a side is hidden from them: a reading that is compared with theirs and not signed
    off.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.conflicts: list[Conflict] = []
        self.kept_back = 0
        self._found: list[Conflict] = []
        self._done: list[Conflict] = []
        self._again: Conflict | None = None

    def load(self, case: str | None = None) -> None:
        """Read the conflicts anew, or those of one case: after each settlement all of them would be waited for."""
        found = self.session.casebook.conflicts(case)
        if case is not None:
            found += [each for each in self._found if each.case != case]
        self._found = found
        hidden = {case: self.session.hidden_readings(case) for case in {each.case for each in found}}
        seen = [each for each in found if not hidden[each.case] & _readers(each)]
        self.kept_back = len(found) - len(seen)
        if self._again is not None and _slot(self._again) not in map(_slot, seen):
            seen.append(self._again)
        self.conflicts = sorted(seen, key=self._order)

    def place(self, conflict: Conflict) -> int:
        """Return the place of a conflict in the list; once it is settled that of the one after it."""
        here = self._order(conflict)
        return sum(self._order(each) < here for each in self.conflicts)

    def is_settled(self, conflict: Conflict) -> bool:
        """Tell whether a conflict of the list was settled and taken up again, to take another of its values."""
        return self._again is not None and _slot(conflict) == _slot(self._again)

    def settle(self, conflict: Conflict, value: Any, note: str = "") -> None:
        """Settle a conflict with a value, in the name of who is at the screen."""
        session = self.session
        session.change(conflict.case, lambda: session.casebook.settle(conflict, value, session.reader, note))
        self._done.append(conflict)
        self._again = None
        # Where another question set is asked from now on, other names are asked everywhere.
        self.load(None if conflict.field == QUESTION_SET else conflict.case)

    @property
    def last(self) -> Conflict | None:
        """What was settled last here and not undone."""
        return self._done[-1] if self._done else None

    def undo(self) -> bool:
        """Undo what was settled last; tell whether it is in conflict again.

        First readings stand against one another again. Within one reading a value stands once it was taken: that
        conflict comes back to the list, so that another of its values can be taken.
        """
        conflict, session = self._done[-1], self.session
        unsettle = conflict.field == "answer" and not conflict.reading
        if unsettle:
            session.change(
                conflict.case, lambda: session.casebook.unresolve(conflict.case, conflict.item, session.reader)
            )
        self._again = None if unsettle else conflict
        self._done.pop()
        self.load(conflict.case)
        return _slot(conflict) in map(_slot, self.conflicts)

    def _order(self, conflict: Conflict) -> tuple[Any, ...]:
        asked = self.session.question_set.position
        place = asked.get(conflict.item, len(asked))
        return natural(conflict.case), place, conflict.item, conflict.field, conflict.reading


def _slot(conflict: Conflict) -> tuple[str, ...]:
    return conflict[:4]


def _readers(conflict: Conflict) -> set[str]:
    """Whose readings a conflict shows."""
    if conflict.field == "answer" and not conflict.reading:
        return {side.reader for side in conflict.sides if not side.resolves}
    return {conflict.reading} - {""}
