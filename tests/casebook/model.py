"""The oracle of merging: what casebooks must hold, told again from the law alone.

It knows each write ever made and which writes its copy held at that moment: what it was made in sight of. Nothing is known
of chains, parents, tables or times, and nothing of the code that folds and settles is used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from casereview.questions import QuestionSet, suggestions

# Stated again here on purpose: what belongs to one assessor's reading.
_OF_A_READER = ("answer", "reasons", "response", "note", "mark", "kind", "state")
UNRESOLVED = "unresolved"
_SECOND = '"second"'


class Slot(NamedTuple):
    """What a write is about."""

    case: str
    item: str
    field: str
    reading: str = ""


class Want(NamedTuple):
    """A value wanted in a slot; `always` for a resolution, which is written even where it says the same again."""

    slot: Slot
    value: Any
    always: bool = False


class Write(NamedTuple):
    """A write: what about, its value as JSON, the writes that its copy held, and its entry's id in the casebook."""

    slot: Slot
    value: str
    saw: int
    entry: bytes


def slot_of(case: str, item: str, field: str, reader: str) -> Slot:
    """Return what an entry is about."""
    if field in _OF_A_READER:
        return Slot(case, item, field, reader)
    name, _, reading = field.partition("@")
    return Slot(case, item, name, reading)


def text(value: Any) -> str:
    """Return a value as comparable text."""
    return json.dumps(value, sort_keys=True)


class World:
    """All writes that were ever made. A set of them is an integer: bit n is write n."""

    def __init__(self, asked: QuestionSet) -> None:
        self.asked = asked
        self.writes: list[Write] = []
        self._about: dict[Slot, int] = {}
        self._heads: dict[int, list[int]] = {}  # worked out before: by the writes of one slot

    # --- writing ---

    def add(self, held: int, slot: Slot, value: Any, entry: bytes) -> int:
        """Note a write by a copy that holds these; return what it holds then."""
        new = 1 << len(self.writes)
        self.writes.append(Write(slot, text(value), held, entry))
        self._about[slot] = self._about.get(slot, 0) | new
        return held | new

    def changes(self, held: int, wants: list[Want]) -> list[Want]:
        """Return which of the wanted values are no news: they are not written."""
        return [
            want for want in wants if want.always or (self.values(held, want.slot) or {"null"}) != {text(want.value)}
        ]

    def entries(self, held: int) -> set[bytes]:
        """Return the ids of a set of writes."""
        return {self.writes[number].entry for number in _bits(held)}

    def digest(self, held: int) -> str:
        """Return the digest of a set of writes."""
        return hashlib.sha256(b"".join(sorted(self.entries(held)))).hexdigest()

    # --- what stands ---

    def heads(self, held: int, slot: Slot) -> list[int]:
        """Return the writes of a slot that no other such write was made in sight of."""
        here = held & self._about.get(slot, 0)
        if here not in self._heads:
            numbers = list(_bits(here))
            seen = 0
            for number in numbers:
                seen |= self.writes[number].saw
            self._heads[here] = [number for number in numbers if not seen >> number & 1]
        return self._heads[here]

    def values(self, held: int, slot: Slot) -> set[str]:
        """Return the values that stand in a slot."""
        return {self.writes[number].value for number in self.heads(held, slot)}

    def slots(self, held: int, field: str, case: str | None = None) -> list[Slot]:
        """Return the slots of a field that were ever written to."""
        return [
            slot
            for slot, about in self._about.items()
            if slot.field == field and held & about and case in (None, slot.case)
        ]

    def present(self, held: int) -> dict[tuple[str, ...], set[bytes]]:
        """Return the entries that stand in each slot."""
        return {
            tuple(slot): {self.writes[number].entry for number in self.heads(held, slot)}
            for slot, about in self._about.items()
            if held & about
        }

    def is_second(self, held: int, case: str, reader: str) -> bool:
        """Tell whether any copy made this reading a second one."""
        return _SECOND in self.values(held, Slot(case, "reading", "kind", reader))

    def seconds(self, held: int, case: str) -> set[str]:
        """Return whose readings of a case are second ones."""
        readers = {slot.reading for slot in self.slots(held, "kind", case)}
        return {reader for reader in readers if self.is_second(held, case, reader)}

    def is_signed(self, held: int, case: str, reader: str) -> bool:
        """Tell whether any copy has this reading signed off."""
        values = self.values(held, Slot(case, "sign-off", "state", reader))
        return any((json.loads(value) or {}).get("signed") for value in values)

    def answered(self, held: int, case: str) -> set[str]:
        """Return who has an answer standing in a case."""
        return {slot.reading for slot in self.slots(held, "answer", case) if self.values(held, slot) - {"null"}}

    def is_answered(self, held: int, case: str, question: str) -> bool:
        """Tell whether a question can be settled: it has an answer in a first reading, or had one and is settled by now."""
        slots = [slot for slot in self.slots(held, "answer", case) if slot.item == question]
        firsts = [self.values(held, slot) for slot in slots if not self.is_second(held, case, slot.reading)]
        settled = self.values(held, Slot(case, question, "resolution")) - {"null"}
        return any(values != {"null"} for values in firsts) or bool(firsts and settled)

    def raiser(self, alert: Slot) -> str:
        """Return who raised a case alert."""
        return next(json.loads(write.value)["reader"] for write in self.writes if write.slot == alert)

    # --- what counts ---

    def _sides(self, held: int, case: str, question: str) -> tuple[list[tuple[str | None, bool]], set[str]]:
        """What stands against what: answers (told apart from resolutions), and readings in which copies differ."""
        resolutions = [
            number
            for number in self.heads(held, Slot(case, question, "resolution"))
            if self.writes[number].value != "null"
        ]
        sides: list[tuple[str | None, bool]] = [
            (json.loads(self.writes[number].value)["answer"], True) for number in resolutions
        ]
        torn = set()
        for slot in self.slots(held, "answer", case):
            if slot.item != question or self.is_second(held, case, slot.reading):
                continue
            unseen = {
                self.writes[number].value
                for number in self.heads(held, slot)
                if not any(self._in_sight(resolution, number) for resolution in resolutions)
            }
            if len(unseen) > 1:
                torn.add(slot.reading)
            if unseen != {"null"}:
                sides += [(json.loads(value), False) for value in unseen]
        return sides, torn

    def _in_sight(self, resolution: int, answer: int) -> bool:
        """Tell whether a resolution was made in sight of an answer of a reading that was a first one then."""
        saw, slot = self.writes[resolution].saw, self.writes[answer].slot
        return bool(saw >> answer & 1) and not self.is_second(saw, slot.case, slot.reading)

    def counted(self, held: int, case: str, question: str) -> str | None:
        """Return the counted answer: what nobody speaks against who had not seen it."""
        sides, torn = self._sides(held, case, question)
        said = {answer for answer, _ in sides}
        return UNRESOLVED if torn or len(said) > 1 else next(iter(said), None)

    def conflicts(self, held: int) -> dict[Slot, set[tuple[str, bool]]]:
        """Return what is in conflict, each with the values that differ, told from resolutions."""
        found = {}
        for case, question in {slot[:2] for name in ("answer", "resolution") for slot in self.slots(held, name)}:
            if self.counted(held, case, question) == UNRESOLVED:
                sides, _ = self._sides(held, case, question)
                found[Slot(case, question, "answer")] = {(text(answer), resolves) for answer, resolves in sides}
        for slot, about in self._about.items():
            of_a_first = slot.field == "answer" and not self.is_second(held, slot.case, slot.reading)
            if held & about and slot.field != "resolution" and not of_a_first:
                values = self.values(held, slot)
                if len(values) > 1:
                    found[slot] = {(value, False) for value in values}
        return found

    def line(self, held: int, case: str) -> dict[str, Any]:
        """Return what the list of cases must say of a case."""
        facts = {}
        for slot in self.slots(held, "value", case):
            values = self.values(held, slot)
            if len(values) == 1 and values != {"null"}:
                facts[slot.item.removeprefix("fact:")] = json.loads(values.pop())
        counted = {row.id: self.counted(held, case, row.id) for row in self.asked.questions}
        answers = {question: answer for question, answer in counted.items() if answer is not None}
        suggested = suggestions(self.asked, facts, answers)
        seconds = self.seconds(held, case)
        readers = self.answered(held, case) - seconds
        signed = {slot.reading for slot in self.slots(held, "state", case) if self.is_signed(held, case, slot.reading)}
        first = self._whose(held, case, "first")
        alerts = {
            slot.item.removeprefix("alert:"): self._withdrawn(held, slot) for slot in self.slots(held, "alert", case)
        }
        return {
            "facts": facts,
            "answers": answers | dict.fromkeys(suggested, "na"),
            "suggested": set(suggested),
            "reasons": dict(self._reasons(held, case, answers, seconds, first)),
            "started": bool(readers),
            "signed_off": bool(signed - seconds) and (readers <= signed or first in signed - seconds),
            "readers": readers,
            "seconds": seconds,
            "signed": signed,
            "alerts": alerts,
            "raised": sum(why is None for why in alerts.values()),
            "first": first,
            "second": self._whose(held, case, "second"),
        }

    def ratings(self, held: int) -> dict[str, str | None]:
        """Return the ratings that count: by standard, None where copies differ."""
        found: dict[str, str | None] = {}
        for slot in self.slots(held, "rating"):
            values = self.values(held, slot)
            if values != {"null"}:
                found[slot.item.removeprefix("rating:")] = None if len(values) > 1 else json.loads(values.pop())
        return found

    def _reasons(
        self, held: int, case: str, answers: dict[str, str], seconds: set[str], first: str
    ) -> Iterator[tuple[str, set[str]]]:
        for question, answer in answers.items():
            own = [
                s
                for s in self.slots(held, "reasons", case)
                if s.item == question and s.reading not in seconds and self._says_no(held, s, first)
            ]
            if answer == "no" and own:
                yield (
                    question,
                    {each for s in own for value in self.values(held, s) for each in json.loads(value) or ()},
                )

    def _says_no(self, held: int, reasons: Slot, first: str) -> bool:
        """Tell whether who ticked reasons says no: of their own, or with the case that they got and left blank there."""
        values = self.values(held, reasons._replace(field="answer")) or {"null"}
        return text("no") in values or (values == {"null"} and reasons.reading == first)

    def _withdrawn(self, held: int, alert: Slot) -> str | None:
        """Why an alert is withdrawn; None as long as any copy has it raised; of several reasons always the same."""
        reasons = [json.loads(value).get("withdrawn") for value in self.values(held, alert)]
        return None if None in reasons else min(reasons)

    def _whose(self, held: int, case: str, turn: str) -> str:
        values = self.values(held, Slot(case, "allocation", turn))
        return (json.loads(values.pop()) or "") if len(values) == 1 else ""


def _bits(held: int) -> Iterator[int]:
    while held:
        low = held & -held
        yield low.bit_length() - 1
        held ^= low
