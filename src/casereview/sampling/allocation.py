"""Sharing out: who reads which case, and which cases are read twice. Pure: values in, values out; the same for ever.

This is `casereview.allocation/1`. It is frozen: whatever changes the outcome of any sharing out gets another name. So
that anyone can do it again without this program, here is all of it.

**Rank.** Cases and assessors are put in order by SHA-256 of the UTF-8 bytes of four texts with a zero byte between:
`casereview.allocation/1`, the seed, `case` or `assessor`, and the reference or the name. The smallest hash is the best
rank.

**First readings.** A case that somebody has already stays there, and counts. All others are dealt in order of their
group (a tier; code points) and then of rank: each to the assessor with the fewest cases in all; of these, with the
fewest of its group; of these, the best ranked. Nobody is dealt a case that they read as second reader. Then, as long as
that brings it nearer to evenness, one case that was dealt goes to another assessor, or two of different groups change
places. *Nearer* is a smaller sum of the squared numbers of cases by assessor; where that stays, of those by assessor
and group. Always the step that lowers it most; of equals the first by the rank of the giver, the group given, the rank
of the taker, and the group given in return (none comes first). It is the worst ranked case of its group that the giver
was dealt and the taker may have. Where nothing stayed, and no second reader is in the way, any two assessors then
differ by at most one case, in all and in each group.

**Second readings.** Their number is the share of all cases, rounded up; those that are there already count. Each goes
to the pair of assessors (whichever is first) that has the fewest; then to the first reader of whose cases fewest are
read twice; then to the assessor with the fewest second readings; then to the best ranked case; then to the best ranked
assessor. Nobody reads a case as second that they have begun as first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from casereview.casebook.errors import Refused
from casereview.sampling.draw import check_seed
from casereview.text import clipped, counted

ALGORITHM = "casereview.allocation/1"


class Case(NamedTuple):
    """A case to be shared out: its reference and its group; `first` and `second` are who has it already, or empty.

    `firsts` have answered it as first readers, so they are not its second one; `seconds` the other way round.
    """

    ref: str
    group: str = ""
    first: str = ""
    second: str = ""
    firsts: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()


def share_out(
    cases: Iterable[Case], assessors: Iterable[str], seed: str, second_share: Fraction = Fraction(0)
) -> dict[str, tuple[str, str]]:
    """Return first and second reader (or nothing) of every case, by reference.

    Raises Refused for no assessors, one named twice, a seed that can not be seen, a case that nobody may have, and more
    second readings than can be.
    """
    check_seed(seed)
    order = sorted(assessors, key=lambda name: (_hash(seed, "assessor", name), name))
    if not order:
        raise Refused("name the assessors among whom the cases are shared out")
    for name, times in Counter(order).items():
        if times > 1:
            raise Refused(f"{clipped(name, 40)} is named twice; each assessor once")
    ranked = sorted(cases, key=lambda case: (_hash(seed, "case", case.ref), case.ref))
    firsts = _Dealing(order, ranked).deal()
    seconds = _second_readers(ranked, firsts, order, second_share)
    return {case.ref: (firsts[case.ref], seconds.get(case.ref, "")) for case in ranked}


def by_assessor(rows: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Return how many cases of each group each assessor has, from pairs of assessor and group."""
    found: dict[str, Counter[str]] = {}
    for name, group in rows:
        found.setdefault(name, Counter())[group] += 1
    return found


def pair(one: str, other: str) -> tuple[str, str]:
    """Return two assessors as a pair, whichever reads first."""
    return (one, other) if one <= other else (other, one)


def _hash(seed: str, *words: str) -> bytes:
    return hashlib.sha256("\0".join((ALGORITHM, seed, *words)).encode()).digest()


class _Step(NamedTuple):
    """A case goes from one assessor to another; with `returned`, one of that group comes back."""

    giver: str
    group: str
    taker: str
    returned: str | None


class _Dealing:
    """The first readings: who has how many, and which cases were dealt to whom."""

    def __init__(self, order: Sequence[str], ranked: Sequence[Case]) -> None:
        self._order = order
        self._ranked = ranked
        self._groups = sorted({case.group for case in ranked})
        self._dealt: dict[tuple[str, str], list[Case]] = {}  # by assessor and group, in order of rank
        self._of_group = Counter((case.first, case.group) for case in ranked if case.first)
        self._in_all = Counter(case.first for case in ranked if case.first)

    def deal(self) -> dict[str, str]:
        for case in sorted((each for each in self._ranked if not each.first), key=lambda each: each.group):
            may = [name for name in self._order if _may_have(case, name)]
            if not may:
                raise Refused(
                    f"case {clipped(case.ref, 40)}: its second reader can not be its first; name somebody else"
                )
            self._give(case, min(may, key=lambda name: (self._in_all[name], self._of_group[name, case.group])))
        while (step := self._best_step()) is not None:
            self._exchange(step)
        dealt = {case.ref: name for (name, _), found in self._dealt.items() for case in found}
        return {case.ref: case.first or dealt[case.ref] for case in self._ranked}

    def _give(self, case: Case, name: str) -> None:
        self._dealt.setdefault((name, case.group), []).append(case)
        self._of_group[name, case.group] += 1
        self._in_all[name] += 1

    def _take(self, case: Case, name: str) -> None:
        self._dealt[name, case.group].remove(case)
        self._of_group[name, case.group] -= 1
        self._in_all[name] -= 1

    def _exchange(self, step: _Step) -> None:
        moves = [(self._loose(step.giver, step.group, step.taker), step.giver, step.taker)]
        if step.returned is not None:
            moves.append((self._loose(step.taker, step.returned, step.giver), step.taker, step.giver))
        for case, giver, taker in moves:
            assert case is not None
            self._take(case, giver)
            self._give(case, taker)
            self._dealt[taker, case.group].sort(key=self._ranked.index)

    def _best_step(self) -> _Step | None:
        best, found = (0, 0), None
        for step in self._steps():
            gain = self._change(step)
            if gain < best and self._possible(step):
                best, found = gain, step
        return found

    def _steps(self) -> Iterator[_Step]:
        for giver in self._order:
            for group in self._groups:
                if self._dealt.get((giver, group)):
                    for taker in self._order:
                        if taker != giver:
                            for returned in (None, *self._groups):
                                if returned != group:
                                    yield _Step(giver, group, taker, returned)

    def _change(self, step: _Step) -> tuple[int, int]:
        """By how much a step changes the sums of squares (halved)."""
        giver, group, taker, returned = step
        within = self._of_group[taker, group] - self._of_group[giver, group] + 1
        if returned is None:
            return self._in_all[taker] - self._in_all[giver] + 1, within
        return 0, within + self._of_group[giver, returned] - self._of_group[taker, returned] + 1

    def _possible(self, step: _Step) -> bool:
        there = self._loose(step.giver, step.group, step.taker) is not None
        return there and (step.returned is None or self._loose(step.taker, step.returned, step.giver) is not None)

    def _loose(self, giver: str, group: str, taker: str) -> Case | None:
        """The worst ranked case of a group that the giver was dealt and the taker may have."""
        dealt = self._dealt.get((giver, group), ())
        return next((case for case in reversed(dealt) if _may_have(case, taker)), None)


def _may_have(case: Case, name: str) -> bool:
    return name != case.second and name not in case.seconds


def _second_readers(
    ranked: Sequence[Case], firsts: Mapping[str, str], order: Sequence[str], share: Fraction
) -> dict[str, str]:
    found = {case.ref: case.second for case in ranked if case.second}
    pairs = Counter(pair(firsts[ref], name) for ref, name in found.items())
    as_first = Counter(firsts[ref] for ref in found)
    as_second = Counter(found.values())
    left: dict[str, list[tuple[int, Case]]] = {}
    for rank, case in enumerate(ranked):
        if not case.second:
            left.setdefault(firsts[case.ref], []).append((rank, case))
    wanted = -(-share * len(ranked) // 1)
    while len(found) < wanted:
        possible = [
            (pairs[pair(first, name)], as_first[first], as_second[name], rank, place, name, case)
            for first, cases in left.items()
            for place, name in enumerate(order)
            if name != first
            for rank, case in _best_for(cases, name)
        ]
        if not possible:
            raise Refused(
                f"{counted(int(wanted), 'second reading')} wanted, and {counted(len(found), 'case')} can have one;"
                " name more assessors, or ask for fewer"
            )
        *_, name, case = min(possible, key=lambda each: each[:5])
        first = firsts[case.ref]
        left[first] = [each for each in left[first] if each[1] is not case]
        found[case.ref] = name
        pairs[pair(first, name)] += 1
        as_first[first] += 1
        as_second[name] += 1
    return found


def _best_for(cases: Sequence[tuple[int, Case]], name: str) -> list[tuple[int, Case]]:
    """The best ranked of these cases that somebody may read as second, alone in a list; or none."""
    return [each for each in cases if name not in each[1].firsts][:1]
