"""Proving a history: every entry as it was entered, none missing, none about something that it can not be about."""

from __future__ import annotations

import json
from collections.abc import Callable

from casereview.casebook.asked import Asked, of_value
from casereview.casebook.entry import FIRST, QUESTION_SET, RESOLUTION, Entry, Slot, entry_id
from casereview.casebook.values import Values
from casereview.questions.model import QuestionSet
from casereview.text import clipped

# Each set that is new has to be built and checked, so there is a limit to them: 25 times the longest that is shipped.
MOST_UPGRADES = 200
MOST_CHARACTERS = 4_000_000

_NONE = (0, FIRST)  # where a writing stands before its first entry


class Unproved(ValueError):
    """An entry can not be trusted; the message says which and why, without its content."""


class Proof:
    """Proves the entries of one casebook, one after the other in the order in which the file holds them.

    `slot_of` tells what an entry that came before is about, by its id; None if there is none such. An entry may say
    what any of the casebook's question sets lets it say: the one that the inspection began with, and from their entries
    on those that it was upgraded to. (Whatever was entered after an upgrade stands after it in every copy.)
    """

    def __init__(self, inspection: str, question_set: QuestionSet, slot_of: Callable[[bytes], Slot | None]) -> None:
        self._inspection = inspection
        self._values = Values(Asked(question_set))  # of the set that fitted last: nearly always the one that fits
        self._every = [self._values]
        self._upgrades: dict[str, None] = {}
        self._number = 0
        self._slot_of = slot_of
        self._last: dict[str, tuple[int, bytes]] = {}

    @property
    def replicas(self) -> int:
        """How many writings the entries so far come from."""
        return len(self._last)

    def replaced(self, entry: Entry) -> tuple[bytes, ...]:
        """Prove the next entry; return those of its parents that it replaces in its own slot.

        Raises Unproved. The chain goes on from it in either case, so that one fault is said once.
        """
        identifier, replica, seq, previous, case, item, field, value, reader, parents, at = entry
        before = self._last.get(replica, _NONE)
        self._last[replica] = (seq, identifier)
        about = (case, item, field)
        if identifier != entry_id(self._inspection, replica, seq, previous, about, value, reader, parents, at):
            raise Unproved(f"{_where(entry)}: was changed after it was entered")
        # A file from elsewhere may hold 1.0, which equals 1 and has another hash.
        if type(seq) is not int or seq != before[0] + 1 or previous != before[1]:
            raise Unproved(f"{_where(entry)}: the entry before it is missing")
        fault = self._values.fault(entry)
        if fault and (len(self._every) == 1 or not self._fits(entry)):
            raise Unproved(f"{_where(entry)}: {fault}")
        if field == QUESTION_SET:
            self._learn(entry)
        return self._own_parents(entry) if parents else ()

    def _fits(self, entry: Entry) -> bool:
        """Tell whether an entry fits another of the sets, the newest first."""
        found = next((each for each in reversed(self._every) if not each.fault(entry)), None)
        self._values = found or self._values
        return found is not None

    def _learn(self, entry: Entry) -> None:
        """Take a further question set into account."""
        self._number += 1
        if entry.value != "null" and entry.value not in self._upgrades:
            self._upgrades[entry.value] = None
            if sum(map(len, self._upgrades)) <= MOST_CHARACTERS:
                self._every.append(Values(of_value(json.loads(entry.value))))
        if self._number > MOST_UPGRADES or sum(map(len, self._upgrades)) > MOST_CHARACTERS:
            raise Unproved(f"{_where(entry)}: there are more upgrades than a casebook can hold")

    def _own_parents(self, entry: Entry) -> tuple[bytes, ...]:
        own, slot = [], entry.slot
        for parent in entry.parents:
            about = self._slot_of(parent)
            if about == slot:
                own.append(parent)
            elif not (
                slot.field == RESOLUTION
                and about is not None
                and (about.case, about.item, about.field) == (slot.case, slot.item, "answer")
            ):
                raise Unproved(f"{_where(entry)}: replaces an entry that is missing or about something else")
        return tuple(own)


def _where(entry: Entry) -> str:
    return (
        f"entry {entry.seq} of {clipped(entry.replica, 16)} (case {clipped(entry.case, 40)}, {clipped(entry.item, 48)})"
    )
