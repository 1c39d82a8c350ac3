"""Minimums for single values on top of a stratified draw: met by exchanging as
few cases as need be, or shown impossible.

Cases that belong to the same stratum and count towards the same minimums are alike: one kind. The best ranked of a kind
are taken first, so a sample is the number taken of each kind. Pure: numbers in, numbers out; how it goes is told in
`draw`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from casereview.sampling.cover import cover
from casereview.sampling.strata import Margins, Stratum


class Quota(NamedTuple):
    """At least this many cases of the sample have one of these values in this column."""

    column: str
    values: tuple[str, ...]
    at_least: int

    def __str__(self) -> str:
        return f"{self.column} = {' or '.join(self.values)}"


class Kind(NamedTuple):
    """Cases that are alike: their stratum, and the minimums they count towards as bits of a number."""

    stratum: Stratum
    towards: int


class Sample:
    """How many of each kind are taken: `ranks` are each kind's cases by rank, best first."""

    def __init__(self, ranks: Mapping[Kind, Sequence[int]], taken: Mapping[Kind, int], wanted: Sequence[int]) -> None:
        self.ranks = ranks
        self.taken = dict(taken)
        self.wanted = wanted
        self.have = [sum(n for kind, n in taken.items() if kind.towards >> bit & 1) for bit in range(len(wanted))]

    def places(self) -> list[int]:
        """Return the ranks of the cases that are taken."""
        return sorted(rank for kind, ranks in self.ranks.items() for rank in ranks[: self.taken[kind]])

    def unmet(self) -> int:
        """Return the minimums that are not met, as bits."""
        return sum(1 << bit for bit, wanted in enumerate(self.wanted) if self.have[bit] < wanted)

    def exchange(self, come: Kind, go: Kind) -> None:
        """Take the next case of one kind for the last of another."""
        for kind, by in ((come, 1), (go, -1)):
            self.taken[kind] += by
            for bit in range(len(self.wanted)):
                self.have[bit] += by * (kind.towards >> bit & 1)

    def meet(self, margins: Margins) -> bool:
        """Exchange cases, one for one, until every minimum is met; tell whether that succeeded."""
        while unmet := self.unmet():
            found = self._exchange(unmet, margins)
            if found is None:
                return False
            come, go = found
            self.exchange(come, go)
            margins.move(go.stratum, come.stratum)
        return True

    def _exchange(self, unmet: int, margins: Margins) -> tuple[Kind, Kind] | None:
        """Return the kinds that give and take a place: within a stratum if that is possible anywhere."""
        tight = sum(1 << bit for bit, wanted in enumerate(self.wanted) if self.have[bit] <= wanted)
        coming = [kind for kind in self.ranks if kind.towards & unmet and self.taken[kind] < len(self.ranks[kind])]
        coming.sort(key=lambda kind: self.ranks[kind][self.taken[kind]])
        leaving: dict[Stratum, list[Kind]] = {}
        for kind, taken in self.taken.items():
            if taken:
                leaving.setdefault(kind.stratum, []).append(kind)

        def going(come: Kind, kinds: list[Kind]) -> Iterator[tuple[int, Kind]]:
            for go in kinds:
                if not (go.towards & ~come.towards & tight) and come.towards & ~go.towards & unmet:
                    yield self.ranks[go][self.taken[go] - 1], go

        for come in coming:
            if found := max(going(come, leaving.get(come.stratum, [])), default=None):
                return come, found[1]
        every = [kind for kinds in leaving.values() for kind in kinds]
        for come in coming:
            # Of all strata the one from which a place is least missed, then the worst ranked case.
            gains = ((margins.gain(go.stratum, come.stratum), rank, go) for rank, go in going(come, every))
            if best := max(gains, default=None):
                return come, best[2]
        return None


def nearest_that_meets(sample: Sample) -> list[int] | None:
    """Return the ranks of a sample that meets every minimum and keeps to the
    given one as far as it can; None if none does.

    The sample's cases by rank, then the others: each is taken if, with it, the places left can still meet what is
    missing.
    """
    size = sum(sample.taken.values())
    cases = sorted(
        (at >= sample.taken[kind], rank, kind.towards)
        for kind, ranks in sample.ranks.items()
        for at, rank in enumerate(ranks)
    )
    available = Counter(towards for _, _, towards in cases)
    missing = list(sample.wanted)
    # Always a way to meet what is missing in the places left.
    way = cover(missing, available, size)
    chosen: list[int] = []
    closed: set[int] = set()
    for _, rank, towards in cases:
        if way is None or len(chosen) == size or towards in closed:
            continue
        rest = [max(0, lacks - (towards >> bit & 1)) for bit, lacks in enumerate(missing)]
        places = size - len(chosen) - 1
        available[towards] -= 1
        if way.get(towards):
            way[towards] -= 1
        elif sum(way.values()) > places:
            other_way = cover(rest, available, places)
            if other_way is None:
                # What can not be spared a place now can not be later: the places only become fewer.
                closed.add(towards)
                available[towards] += 1
                continue
            way = other_way
        chosen.append(rank)
        missing = rest
    return None if way is None else sorted(chosen)
