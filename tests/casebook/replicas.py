"""Copies of one casebook in a folder, each beside what the model says that it holds; every operation is done to both."""

from __future__ import annotations

import functools
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from casereview.casebook import Casebook, CasebookError, NewCase
from casereview.casebook.verify import verify
from casereview.reports.data import summary_json
from tests.casebook.hands import sql, ticking
from tests.casebook.model import Slot, Want, World, slot_of
from tests.standards import standards
from tests.strategies import CASES

# In memory where the system has such a file system: thousands of durable writes are made.
_MEMORY = Path("/dev/shm")


def folder() -> tempfile.TemporaryDirectory[str]:
    """Return a new folder for casebooks, in memory if there is such a file system."""
    return tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None)


@functools.cache
def _template() -> bytes:
    with folder() as place:
        path = Path(place) / "template.db"
        cases = [NewCase(CASES[0], {}), NewCase(CASES[1], {"gender": "female", "rmp-needed": "no"})]
        Casebook.create(path, standards(), "Invented town", cases, by="Lead", clock=ticking())
        return path.read_bytes()


class Clock:
    """A clock that is wrong, and goes on by `step` at each look, backwards too."""

    def __init__(self, year: int, step: timedelta) -> None:
        self._now, self._step = datetime(year, 6, 1, tzinfo=UTC), step

    def __call__(self) -> datetime:
        """Return the time."""
        self._now += self._step
        return self._now


class Replica:
    """One copy of the casebook, open; `held` is what the model says is in it."""

    def __init__(self, world: World, path: Path, held: int, clock: Clock) -> None:
        self.world, self.path, self.held, self._clock = world, path, held, clock
        self._open()

    def _open(self) -> None:
        self.casebook = Casebook.open(self.path, clock=self._clock)
        self.undone: list[tuple[str, str, list[tuple[Slot, Any, Any]]]] = []
        self.done: list[tuple[str, str, list[tuple[Slot, Any, Any]]]] = []

    def reopen(self) -> None:
        """Close the file and open it again."""
        self.casebook.close()
        self._open()

    def become(self, other: Replica) -> None:
        """Have the other's file copied over this one."""
        self.casebook.close()
        shutil.copy(other.path, self.path)
        self.held = other.held
        self._open()

    # --- operations ---

    def write(
        self, wants: Iterable[Want] | None, act: Callable[[], object], reader: str, *, lenient: bool = False
    ) -> list[tuple[Slot, Any, Any]] | None:
        """Do what writes exactly these values, as far as they are news; None must be refused, and then writes nothing.

        `lenient` leaves it to the casebook whether it takes it. Returns slot, value before and after of each write; None if
        refused.
        """
        before = self._rows()
        taken = True
        try:
            act()
        except CasebookError:
            taken = False
        if not taken:
            assert lenient or wants is None, "it should have been taken"
            assert self._rows() == before
            return None
        assert wants is not None, "it should have been refused"
        rows = self._rows()
        assert rows[: len(before)] == before
        new = rows[len(before) :]
        changes = self.world.changes(self.held, list(wants))
        assert [
            (slot_of(case, item, field, who), json.loads(value), who) for _, case, item, field, value, who in new
        ] == [(slot, value, reader) for slot, value, _ in changes]
        made = []
        for (entry, *_), (slot, value, _) in zip(new, changes, strict=True):
            stood = self.world.values(self.held, slot)
            made.append((slot, json.loads(stood.pop()) if len(stood) == 1 else None, value))
            self.held = self.world.add(self.held, slot, value, entry)
        return made

    def enter(
        self, wants: Iterable[Want], act: Callable[[], object], case: str, reader: str, *, lenient: bool = False
    ) -> None:
        """Do what can be undone, and is refused in a reading that is signed off."""
        signed = self.world.is_signed(self.held, case, reader)
        made = self.write(None if signed else wants, act, reader, lenient=lenient)
        if made:
            self.done.append((case, reader, made))
            self.undone = [each for each in self.undone if each[:2] != (case, reader)]

    def step(self, case: str, reader: str, *, back: bool) -> None:
        """Undo or redo this reader's last change to a case since opening."""
        source, target = (self.done, self.undone) if back else (self.undone, self.done)
        place = next((n for n in reversed(range(len(source))) if source[n][:2] == (case, reader)), None)
        act = functools.partial(self.casebook.undo if back else self.casebook.redo, case, reader)
        if place is None:
            self.write([], act, reader)
            return
        signed = self.world.is_signed(self.held, case, reader)
        wants = [Want(slot, before if back else after) for slot, before, after in source[place][2]]
        if self.write(None if signed else wants, act, reader) is not None:
            target.append(source.pop(place))

    def merge(self, others: Sequence[Replica]) -> None:
        """Merge other copies into this one; prove the receipt and the result."""
        before, held = self.held, self.held
        known, conflicts = len(self.world.entries(before)), len(self.world.conflicts(before))
        paths = [other.path for other in others]
        contents = [path.read_bytes() for path in paths]
        planned = self.casebook.plan_merge(paths)
        receipt = self.casebook.merge(paths, "Lead")
        assert [path.read_bytes() for path in paths] == contents  # sources are never written
        assert receipt._replace(at="", by="") == planned._replace(at="", by="")
        for other, arrival in zip(others, receipt.arrivals, strict=True):
            assert arrival.refused is None
            assert arrival.digest == self.world.digest(other.held)
            now = held | other.held
            assert sum(arrival.new.values()) == (now ^ held).bit_count()
            found = len(self.world.conflicts(now))
            assert arrival.conflicts == found - conflicts
            held, conflicts = now, found
        self.held = held
        assert (receipt.before, receipt.after) == (known, len(self.world.entries(held)))
        assert receipt.digest == self.world.digest(held)
        if held != before:  # otherwise nothing was written: proved before
            self.done, self.undone = [], []  # undo does not reach back over a merge
            self.prove()

    # --- proof ---

    def _rows(self) -> list[tuple[Any, ...]]:
        return [(e.id, e.case, e.item, e.field, e.value, e.reader) for e in self.casebook.history()]

    def prove(self) -> None:
        """Everything that was entered is here and what stands is what must; the file is intact."""
        verdict = verify(self.path)
        assert verdict.faults == []
        assert verdict.digest == self.world.digest(self.held)
        assert {row[0] for row in self._rows()} == self.world.entries(self.held)
        assert heads(self.path) == self.world.present(self.held)
        self.prove_conflicts()
        assert self.casebook.ratings_given() == self.world.ratings(self.held)
        for line in self.casebook.case_lines():
            counted = line.counted
            assert self.world.line(self.held, line.ref) == {
                "facts": counted.facts,
                "answers": counted.answers,
                "suggested": set(counted.suggested),
                "reasons": {question: set(ticked) for question, ticked in counted.reasons.items()},
                "started": counted.started,
                "signed_off": counted.signed_off,
                "readers": set(line.readers),
                "seconds": set(line.seconds),
                "signed": set(line.signed),
                "alerts": {alert.id: alert.withdrawn for alert in self.casebook.reading(line.ref, "Nobody").alerts},
                "raised": line.alerts,
                "first": line.first,
                "second": line.second,
            }
            # What came with a case is what counts, neither more nor less settled.
            reading = self.casebook.reading(line.ref, line.first or "Nobody")
            assert {each: counted.answers[each] for each in reading.handed_over} == {
                each: reading.answers[each] for each in reading.handed_over
            }

    def prove_conflicts(self) -> None:
        """What is said to be in conflict is what was written without sight of each other and differs; and its values."""
        found = {
            Slot(*each[:4]): {(json.dumps(side.value, sort_keys=True), side.resolves) for side in each.sides}
            for each in self.casebook.conflicts()
        }
        assert found == self.world.conflicts(self.held)

    def figures(self) -> tuple[str, bytes]:
        """Return the digest of the set of entries, and the summary as it is written for programs."""
        data = summary_json.as_data(self.casebook, self.casebook.summary())
        return verify(self.path).digest, json.dumps(data, ensure_ascii=False, indent=2).encode()


def first_copy(world: World, path: Path, clock: Clock) -> Replica:
    """Make the casebook from which all others are copied."""
    path.write_bytes(_template())
    replica = Replica(world, path, 0, clock)
    for entry in replica.casebook.history():
        slot = slot_of(entry.case, entry.item, entry.field, entry.reader)
        replica.held = world.add(replica.held, slot, json.loads(entry.value), entry.id)
    return replica


def copy_of(replica: Replica, path: Path, clock: Clock) -> Replica:
    """Return a copy in another file, open."""
    shutil.copy(replica.path, path)
    return Replica(replica.world, path, replica.held, clock)


def heads(path: Path) -> dict[tuple[str, ...], set[bytes]]:
    """Return the entries that stand in each slot of a file, by plain SQL."""
    found: dict[tuple[str, ...], set[bytes]] = {}
    with sql(path) as connection:
        rows = connection.execute(
            "SELECT h.case_ref, h.item, h.field, h.reading, e.id FROM heads AS h"
            " JOIN entries AS e ON e.number = h.entry AND e.value = h.value"
        )
        for *slot, entry in rows:
            found.setdefault(tuple(slot), set()).add(entry)
    return found
