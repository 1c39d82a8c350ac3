"""Law 3: merging is a union. Programs of every operation over copies of one casebook, held against the model."""

from __future__ import annotations

import functools
import operator
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.casebook.model import Slot, Want, World
from tests.casebook.replicas import Clock, Replica, copy_of, first_copy, folder
from tests.standards import standards
from tests.strategies import ASKED, CASES, READERS, examples

_MOST = 5
_copies = st.integers(0, _MOST - 1)
_case = st.sampled_from((CASES[0], *CASES))  # rather the first case, so that copies meet
_question = st.sampled_from(("assessed", "safe", "assessed", *ASKED))
_who = st.sampled_from(READERS)
_lead = st.sampled_from(("Lead", "Other lead"))
_answers = st.sampled_from(("yes", "no", "na", None))
_ratings = st.sampled_from(("minimum", "drastic", "not-rated", None))
_clocks = st.builds(
    Clock,
    st.sampled_from((1970, 1999, 2026, 2027, 2500)),
    st.sampled_from(
        (timedelta(0), timedelta(seconds=1), timedelta(seconds=-1), timedelta(days=-100), timedelta(days=300))
    ),
)
_REASONS = {"assessed": ("missing", "late"), "safe": ("thin",)}


class Copies(RuleBasedStateMachine):
    """Two to five copies of a casebook, with clocks that are wrong by years."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = folder()
        self._place = Path(self._folder.name)
        self._world = World(standards())
        self._copies: list[Replica] = []
        self._sound = False

    @initialize(
        number=st.integers(2, _MOST),
        clocks=st.lists(_clocks, min_size=_MOST, max_size=_MOST),
        order=st.permutations(range(_MOST)),
    )
    def copy_out(self, number: int, clocks: list[Clock], order: list[int]) -> None:
        """Somebody makes a casebook and copies it."""
        self._order = [place for place in order if place < number]
        first = first_copy(self._world, self._place / "0.db", clocks[0])
        self._copies = [first]
        self._copies += [copy_of(first, self._place / f"{n}.db", clocks[n]) for n in range(1, number)]
        self._sound = True

    def _copy(self, number: int) -> Replica:
        self._sound = False  # until the rule has ended well
        return self._copies[number % len(self._copies)]

    # --- an assessor ---

    @rule(copy=_copies, case=_case, question=_question, answer=_answers, who=_who)
    def answer(self, copy: int, case: str, question: str, answer: str | None, who: str) -> None:
        """Answer a question, or clear the answer."""
        here = self._copy(copy)
        want = Want(Slot(case, question, "answer", who), answer)
        here.enter([want], lambda: here.casebook.answer(case, question, answer, who), case, who)
        self._sound = True

    @rule(copy=_copies, answer=_answers)
    def answer_the_same_question(self, copy: int, answer: str | None) -> None:
        """One assessor answers one question, now in this copy, now in that."""
        self.answer(copy, CASES[0], "assessed", answer, READERS[0])

    @rule(copy=_copies, case=_case, who=_who)
    def answer_all(self, copy: int, case: str, who: str) -> None:
        """Answer every question, as is done before signing off."""
        for row in standards().questions:
            self.answer(copy, case, row.id, "yes", who)

    @rule(copy=_copies, case=_case, who=_who, more=st.data())
    def give_reasons(self, copy: int, case: str, who: str, more: st.DataObject) -> None:
        """Tick reasons for a no."""
        here = self._copy(copy)
        question = more.draw(st.sampled_from(sorted(_REASONS)))
        ticked = [each for each in _REASONS[question] if more.draw(st.booleans())]
        want = Want(Slot(case, question, "reasons", who), ticked or None)
        here.enter([want], lambda: here.casebook.give_reasons(case, question, ticked, who), case, who)
        self._sound = True

    @rule(copy=_copies, case=_case, question=_question, words=st.sampled_from(("", "p. 3", "p. 4")), who=_who)
    def note(self, copy: int, case: str, question: str, words: str, who: str) -> None:
        """Write a note, or take it away."""
        here = self._copy(copy)
        want = Want(Slot(case, question, "note", who), words or None)
        here.enter([want], lambda: here.casebook.note(case, question, words, who), case, who)
        self._sound = True

    @rule(copy=_copies, case=_case, question=_question, marked=st.booleans(), who=_who)
    def mark(self, copy: int, case: str, question: str, marked: bool, who: str) -> None:
        """Mark a question to come back to, or not."""
        here = self._copy(copy)
        want = Want(Slot(case, question, "mark", who), True if marked else None)
        here.enter([want], lambda: here.casebook.mark(case, question, marked, who), case, who)
        self._sound = True

    @rule(
        copy=_copies,
        case=_case,
        gender=st.sampled_from(("male", "female", None)),
        plan=st.sampled_from(("yes", "no", None)),
        who=_who,
    )
    def put_facts(self, copy: int, case: str, gender: str | None, plan: str | None, who: str) -> None:
        """Set or clear two facts at once."""
        here, facts = self._copy(copy), {"gender": gender, "rmp-needed": plan}
        wants = [Want(Slot(case, f"fact:{name}", "value"), value) for name, value in facts.items()]
        here.enter(wants, lambda: here.casebook.put_facts(case, facts, who), case, who)
        self._sound = True

    @rule(copy=_copies, case=_case, who=_who)
    def begin_second_reading(self, copy: int, case: str, who: str) -> None:
        """Make a reading a second one; the casebook says whether it is too late for that."""
        here = self._copy(copy)
        want = Want(Slot(case, "reading", "kind", who), "second")
        here.enter([want], lambda: here.casebook.begin_second_reading(case, who), case, who, lenient=True)
        self._sound = True

    @rule(copy=_copies, case=_case, who=_who, back=st.booleans())
    def undo_or_redo(self, copy: int, case: str, who: str, back: bool) -> None:
        """Undo or redo."""
        self._copy(copy).step(case, who, back=back)
        self._sound = True

    @rule(copy=_copies, case=_case, who=_who)
    def raise_alert(self, copy: int, case: str, who: str) -> None:
        """Raise a case alert."""
        here = self._copy(copy)
        raised: list[str] = []

        def wants() -> Any:  # the alert's name is known afterwards
            yield Want(Slot(case, f"alert:{raised[0]}", "alert"), {"text": "seen alone", "reader": who})

        here.write(wants(), lambda: raised.append(here.casebook.raise_alert(case, "seen alone", who)), who)
        self._sound = True

    @rule(copy=_copies, who=_who, number=st.integers(0, 99), why=st.sampled_from(("told", "a mistake")))
    def withdraw_alert(self, copy: int, who: str, number: int, why: str) -> None:
        """Withdraw a case alert, with a reason."""
        here = self._copy(copy)
        known = self._world.slots(here.held, "alert")
        if known:
            slot = known[number % len(known)]
            raised = {"text": "seen alone", "reader": self._world.raiser(slot)}
            want = Want(slot, raised | {"withdrawn": why})
            name = slot.item.removeprefix("alert:")
            here.write([want], lambda: here.casebook.withdraw_alert(slot.case, name, why, who), who)
        self._sound = True

    @rule(copy=_copies, case=_case, who=_who)
    def sign_off(self, copy: int, case: str, who: str) -> None:
        """Sign a case off; the casebook says whether anything is blank."""
        here = self._copy(copy)
        want = Want(Slot(case, "sign-off", "state", who), {"signed": True})
        here.write([want], lambda: here.casebook.sign_off(case, who), who, lenient=True)
        self._sound = True

    @rule(copy=_copies, case=_case, who=_who, why=st.sampled_from(("one more", "late news")))
    def reopen(self, copy: int, case: str, who: str, why: str) -> None:
        """Open a case again, with a reason."""
        here = self._copy(copy)
        want = Want(Slot(case, "sign-off", "state", who), {"signed": False, "why": why})
        here.write([want], lambda: here.casebook.reopen(case, why, who), who)
        self._sound = True

    # --- a lead inspector ---

    @rule(copy=_copies, case=_case, question=_question, answer=_answers, note=st.sampled_from(("", "agreed")), by=_lead)
    def resolve(self, copy: int, case: str, question: str, answer: str | None, note: str, by: str) -> None:
        """Settle the answer to a question."""
        here = self._copy(copy)
        want = Want(Slot(case, question, "resolution"), {"answer": answer, "note": note}, always=True)
        there_is = self._world.is_answered(here.held, case, question)
        here.write([want] if there_is else None, lambda: here.casebook.resolve(case, question, answer, note, by), by)
        self._sound = True

    @rule(copy=_copies, case=_case, question=_question, by=_lead)
    def unresolve(self, copy: int, case: str, question: str, by: str) -> None:
        """Take a resolution back."""
        here = self._copy(copy)
        want = Want(Slot(case, question, "resolution"), None)
        here.write([want], lambda: here.casebook.unresolve(case, question, by), by)
        self._sound = True

    @rule(copy=_copies, standard=st.sampled_from(("o1", "o2")), rating=_ratings, by=_lead)
    def rate(self, copy: int, standard: str, rating: str | None, by: str) -> None:
        """Enter the rating of a standard judged elsewhere, or take it back."""
        here = self._copy(copy)
        want = Want(Slot("", f"rating:{standard}", "rating"), rating)
        here.write([want], lambda: here.casebook.rate(standard, rating, by), by)
        self._sound = True

    @rule(copy=_copies, number=st.integers(0, 99), side=st.integers(0, 9), by=_lead)
    def settle(self, copy: int, number: int, side: int, by: str) -> None:
        """Take one side of a conflict."""
        here = self._copy(copy)
        here.prove_conflicts()
        found = here.casebook.conflicts()
        if found:
            conflict = found[number % len(found)]
            slot, value = Slot(*conflict[:4]), conflict.sides[side % len(conflict.sides)].value
            want = Want(slot, value)
            if (slot.field, slot.reading) == ("answer", ""):
                want = Want(slot._replace(field="resolution"), {"answer": value, "note": "so"}, always=True)
            here.write([want], lambda: here.casebook.settle(conflict, value, by, "so"), by)
            assert slot not in self._world.conflicts(here.held)
            here.prove_conflicts()
        self._sound = True

    @rule(copy=_copies, case=_case, first=st.sampled_from(("", *READERS)), second=st.sampled_from(("", *READERS)))
    def allocate(self, copy: int, case: str, first: str, second: str) -> None:
        """Give a case to a first and a second reader."""
        here = self._copy(copy)
        answered = self._world.answered(here.held, case)
        seconds = self._world.seconds(here.held, case)
        late = first in seconds & answered or (second and second in answered - seconds)
        wants = [
            Want(Slot(case, "allocation", "first"), first or None),
            Want(Slot(case, "allocation", "second"), second or None),
        ]
        wants += [Want(Slot(case, "reading", "kind", who), None) for who in sorted(seconds - answered - {second})]
        wants += [Want(Slot(case, "reading", "kind", second), "second")] if second else []
        refused = late or (first and first == second)
        here.write(None if refused else wants, lambda: here.casebook.allocate({case: (first, second)}, "Lead"), "Lead")
        self._sound = True

    # --- files ---

    @rule(source=_copies, onto=_copies)
    def copy_over(self, source: int, onto: int) -> None:
        """Copy a file over another, with the file manager; or close it and open it again."""
        there, here = self._copy(source), self._copy(onto)
        here.reopen() if here is there else here.become(there)
        self._sound = True

    @rule(copy=_copies, sources=st.lists(_copies, min_size=1, max_size=_MOST, unique=True))
    def merge(self, copy: int, sources: list[int]) -> None:
        """Merge any copies into any."""
        here = self._copy(copy)
        others = dict.fromkeys(self._copy(each).path for each in sources)
        there = [each for each in self._copies if each.path in others and each is not here]
        if there:
            here.merge(sorted(there, key=lambda each: list(others).index(each.path)))
        self._sound = True

    @rule(copy=_copies, source=_copies)
    def merge_one(self, copy: int, source: int) -> None:
        """Merge one copy into another."""
        self.merge(copy, [source])

    # --- at the end ---

    def teardown(self) -> None:
        """Whatever came before: all copies merge to the same, in any order and grouping."""
        try:
            if self._sound:
                self._all_orders()
        finally:
            for each in self._copies:
                each.casebook.close()
            self._folder.cleanup()

    def _all_orders(self) -> None:
        copies, made = [self._copies[place] for place in self._order], 0

        def fresh(replica: Replica) -> Replica:
            nonlocal made
            made += 1
            found = copy_of(replica, self._place / f"all{made}.db", Clock(2026, timedelta(seconds=1)))
            self._copies.append(found)
            return found

        everything = functools.reduce(operator.or_, (each.held for each in copies))
        first, *others = copies
        at_once = fresh(first)
        at_once.merge(others)
        one_by_one = fresh(others[-1])
        for each in [*reversed(others[:-1]), first]:
            one_by_one.merge([each])
        half, rest = fresh(copies[0]), fresh(copies[len(copies) // 2])
        half.merge(copies[1 : len(copies) // 2] or [first])
        rest.merge(copies[len(copies) // 2 :])
        rest.merge([half])
        results = [at_once, one_by_one, rest]
        figures = at_once.figures()
        for each in results:
            assert each.held == everything
            assert each.figures() == figures
            content = each.path.read_bytes()
            each.merge([*copies, *(other for other in results if other is not each)])
            assert each.path.read_bytes() == content  # nothing new: nothing written
        for each in copies:
            each.merge([at_once])
            assert each.figures() == figures


TestCopies = Copies.TestCase
TestCopies.settings = settings(examples(500), stateful_step_count=60)
