"""What the lead inspector does with a casebook: merge, settle, share out, replace a case."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from casereview.casebook import desk, reserves
from casereview.casebook.entry import QUESTION_SET, READING_FIELDS, RESOLUTION, in_reading
from casereview.casebook.errors import NotPermitted, Refused
from casereview.casebook.ledger import Change
from casereview.casebook.ratings import RatingOperations
from casereview.casebook.reserves import OpenPlaces, Reserve
from casereview.casebook.settle import Resolution, answer_heads, resolutions_of
from casereview.casebook.standing import begun_by, given_to
from casereview.casebook.upgrades import UpgradeOperations
from casereview.casebook.values import ADDED, check_reader, check_text
from casereview.questions.model import ANSWERS
from casereview.text import clipped

if TYPE_CHECKING:
    from casereview.casebook.conflicts import Conflict
    from casereview.casebook.receipt import Receipt

# What merges and finds conflicts is imported when it is asked for: an assessor's day starts without it.

_RECEIPT = "merge "


class _NothingNew(Exception):
    """Ends a merge that brought nothing, so that the file stays as it is."""


class LeadOperations(RatingOperations, UpgradeOperations):
    """The operations of a lead inspector on an open casebook."""

    # --- merge ---

    def merge(self, paths: Iterable[Path], by: str) -> Receipt:
        """Merge copies of this casebook into it (files, or folders of them),
        all at once; return the receipt, which is kept.

        A source that is refused is named in the receipt with the reason, and the others are merged. If anything is new,
        a backup of this casebook as it was is kept beside it until the next merge. Raises what befalls this casebook,
        and then nothing is merged.
        """
        from casereview.casebook.backup import backing_up
        from casereview.casebook.merge import take_in
        from casereview.casebook.receipt import to_keep
        from casereview.casebook.sources import sources_in

        sources = sources_in(paths, self.path)
        with (
            contextlib.suppress(_NothingNew),
            self._reading(),
            self._writing(),
            backing_up(self.path, self._held, self.inspection.id) as backup,
        ):
            receipt = take_in(self._connection, self.inspection, self.first_set, sources, by, self._clock)
            if receipt.after == receipt.before:
                raise _NothingNew  # a source that was refused may have come half-way: nothing of it is written
            # In order by how many entries there were: the history only grows, while clocks go back.
            desk.put_setting(self._connection, f"{_RECEIPT}{receipt.after:010}", to_keep(receipt))
            backup.keep()
        self.ask()  # what came may be an upgrade; and what was rolled back is forgotten
        return receipt

    def plan_merge(self, paths: Iterable[Path], by: str = "") -> Receipt:
        """Return what a merge would do: the same merge, into a copy in memory that is thrown away."""
        from casereview.casebook.merge import take_in
        from casereview.casebook.sources import sources_in

        sources = sources_in(paths, self.path)
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as copy, self._reading():
            self._connection.backup(copy)
            copy.execute("BEGIN")
            return take_in(copy, self.inspection, self.first_set, sources, by, self._clock)

    def receipts(self) -> list[dict[str, Any]]:
        """Return the receipts of the merges into this copy, oldest first, as plain data."""
        with self._reading():
            return [value for _, value in desk.settings_like(self._connection, _RECEIPT)]

    # --- settle ---

    def conflicts(self, case: str | None = None) -> list[Conflict]:
        """Return all that is in conflict, or what is in one case."""
        from casereview.casebook.conflicts import conflicts

        with self._reading():
            return conflicts(self._connection, case)

    def resolve(self, case: str, question: str, answer: str | None, note: str, reader: str) -> None:
        """Settle the answer to a question of a case: `yes`, `no`, `na`, or None for blank; with a note, or none.

        It settles the answers that stand now; one that was given without sight of it opens the question again.
        """
        check_reader(reader)
        check_text(note)
        if question not in self.question_set.by_id:
            raise Refused(f"no question '{clipped(question, 40)}' in question set {self.question_set.id}")
        if answer is not None and answer not in ANSWERS:
            raise Refused(f"'{clipped(answer, 40)}' is no answer; it can be yes, no or na")
        with self._writing():
            heads = answer_heads(self._connection, case, question)
            standing = any(head.value != "null" for head in heads)
            if not heads or not (standing or (case, question) in resolutions_of(self._connection, case)):
                # A case that was taken out of the sample can be settled too.
                self._in_sample(case)
                raise Refused(
                    f"case {clipped(case, 40)}, {question}: nobody has answered, so there is nothing to settle"
                )
            value = {"answer": answer, "note": note}
            seen = tuple(head.entry for head in heads)
            self._ledger.append([Change(case, question, RESOLUTION, value, settles=seen)], reader)

    def unresolve(self, case: str, question: str, reader: str) -> None:
        """Take the resolution of a question back: the answers stand against one another again."""
        check_reader(reader)
        with self._writing():
            self._ledger.append([Change(case, question, RESOLUTION, None)], reader)

    def resolution(self, case: str, question: str) -> Resolution | None:
        """Return the resolution of a question, or None; the first where several stand."""
        with self._reading():
            found = resolutions_of(self._connection, case).get((case, question))
        return found[0] if found else None

    def settle(self, conflict: Conflict, value: Any, reader: str, note: str = "") -> None:
        """Settle a conflict with a value: that of one of its sides, or for an answer of the first readings any.

        A difference within one assessor's reading is settled in that reading, in the name of who settles it. `note`
        goes with the answer of a question. Raises Refused for another value.
        """
        if conflict.field == "answer" and not conflict.reading:
            self.resolve(conflict.case, conflict.item, value, note, reader)
            return
        check_reader(reader)
        if value not in [side.value for side in conflict.sides]:
            raise Refused("take one of the values that stand against one another")
        field = in_reading(conflict.field, conflict.reading) if conflict.reading else conflict.field
        with self._writing():
            self._ledger.append([Change(conflict.case, conflict.item, field, value)], reader)
        if field == QUESTION_SET:
            self.ask()

    # --- share out ---

    def allocate(
        self, plan: Mapping[str, tuple[str, str]], by: str, copies: Mapping[str, Path] = MappingProxyType({})
    ) -> None:
        """Give cases to assessors: by reference the first reader, and the second or nothing.

        What was entered by whoever had the case before stays. A second reader's reading is a second one from the start.
        `copies` are the casebooks of single assessors to be written, by name (see `write_copy`): all of it or nothing.
        Raises Refused for one person as both, NotPermitted for a second reader who has answered as a first, and what
        `write_copy` raises.
        """
        written: list[Path] = []
        try:
            with self._writing():
                changes: list[Change] = []
                for case, (first, second) in plan.items():
                    self._in_sample(case)
                    changes += self._allocation(case, first, second)
                self._ledger.append(changes, by)
                for reader, path in copies.items():
                    self.write_copy(path, reader)
                    written.append(path)
        except BaseException:  # Ctrl-C too: no copy of what was not kept; raised again
            for path in written:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise

    def write_copy(self, path: Path, reader: str) -> None:
        """Write a new casebook that holds only the cases and readings of one assessor, as they were allocated.

        Raises CannotCreate, and Refused for a casebook of an older shape; then nothing is left behind.
        """
        from casereview.casebook.subset import write_copy

        check_reader(reader)
        with self._reading():
            write_copy(self._connection, self.path, (self.first_set, self.question_set), path, reader)

    def _allocation(self, case: str, first: str, second: str) -> Iterable[Change]:
        for name in (first, second):
            if name:
                check_reader(name)
        if first and first == second:
            raise Refused(f"case {clipped(case, 40)}: {clipped(first, 40)} can not be first and second reader of it")
        answered = begun_by(self._connection, case)
        seconds = {reading for reading, value in self._heads("kind", case) if value == '"second"'}
        if first in seconds & answered or (second and second in answered - seconds):
            raise NotPermitted(
                f"case {clipped(case, 40)}: who has answered stays the first or second reader that they were"
            )
        yield Change(case, "allocation", "first", first or None)
        yield Change(case, "allocation", "second", second or None)
        for reading in sorted(seconds - answered - {second}):
            yield Change(case, "reading", in_reading("kind", reading), None)
        if second:
            yield Change(case, "reading", in_reading("kind", second), "second")

    def _heads(self, field: str, case: str) -> list[tuple[str, str]]:
        rows = self._connection.execute(
            "SELECT reading, value FROM heads WHERE field = ? AND case_ref = ?", (field, case)
        )
        return rows.fetchall()

    def assessors(self) -> list[str]:
        """Return the names of those who entered something as an assessor: in a reading of their
        own, or a case alert.
        """
        fields = (*sorted(READING_FIELDS), "alert")
        with self._reading():
            rows = self._connection.execute(
                f"SELECT DISTINCT reader FROM entries WHERE field IN ({', '.join('?' * len(fields))}) ORDER BY reader",  # noqa: S608 - only marks
                fields,
            )
            return [name for (name,) in rows if name]

    def last_entries(self) -> dict[str, str]:
        """Return by name the time (UTC, ISO 8601) of the last thing that somebody entered."""
        with self._reading():
            return dict(self._connection.execute("SELECT reader, max(at) FROM entries GROUP BY reader"))

    # --- reserves ---

    def reserves(self) -> list[Reserve]:
        """Return the reserves that have not come in, in their order."""
        with self._reading():
            return reserves.reserves(self._connection)

    def replaced_cases(self) -> list[tuple[str, str, str]]:
        """Return the cases that were taken out: reference, reason, and what came instead."""
        with self._reading():
            return reserves.replaced(self._connection)

    def absent_cases(self) -> dict[str, str]:
        """Return by reference, in words, the cases that are known and not in the sample: taken out, or reserves."""
        with self._reading():
            return reserves.absent(self._connection)

    def open_places(self) -> OpenPlaces:
        """Return the places that are open since copies of the casebook replaced different cases by one reserve."""
        with self._reading():
            return reserves.open_places(self._connection)

    def replace_case(self, case: str, why: str, by: str, instead: str = "") -> str:
        """Take an unusable case out of the sample and bring in the next
        reserve, or the one named; return its reference.

        The reason is kept, and so is all that was entered on the case; it is no longer counted. The reserve goes to
        whom the case was given. A case that is out already gets a reserve of its own where it shares one and a place is
        open. Raises Refused without a reason or a reserve.
        """
        check_text(why)
        if not why.strip():
            raise Refused("say why the case is replaced")
        left = self.reserves()
        chosen = next((each.ref for each in left if instead in ("", each.ref)), None)
        if chosen is None:
            what = f"'{clipped(instead, 40)}' is not among the reserves" if instead else "no reserve is left"
            raise Refused(f"{what}; `casereview add --reserve` adds some")
        with self._writing():
            if not any(case in sharing for _, sharing in self.open_places().shared):
                self._in_sample(case)
            changes = [
                Change(case, "case", "case", {"out": why, "instead": chosen}),
                Change(chosen, "case", "case", dict(ADDED)),
            ]
            first, second = (given_to(value for _, value in self._heads(name, case)) for name in ("first", "second"))
            self._ledger.append([*changes, *self._allocation(chosen, first, second)], by)
        return chosen
