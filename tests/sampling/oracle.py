"""The draw again, written from the words in `casereview.sampling.draw` and from nothing else: slow, plain, in fractions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import floor

from casereview.sampling.caseload import Caseload
from casereview.sampling.quotas import Quota


def hashed(*texts: str) -> bytes:
    return hashlib.sha256("\0".join(["casereview.draw/1", *texts]).encode()).digest()


class Again:
    def __init__(self, caseload: Caseload, seed: str, by: Sequence[str], quotas: Sequence[Quota]) -> None:
        self.rows = caseload.rows
        self.facts = sorted(set(by))
        self.quotas = quotas
        self.refs = sorted(self.rows, key=lambda ref: hashed(seed, "case", ref))
        self.rank = {ref: at for at, ref in enumerate(self.refs)}
        self.stratum = {ref: tuple(self.rows[ref][fact] for fact in self.facts) for ref in self.refs}
        self.order = sorted(set(self.stratum.values()), key=lambda values: hashed(seed, "stratum", *values))

    def squares(self, sample: Sequence[str], of: Sequence[str]) -> Fraction:
        return self.squares_of_places({s: sum(self.stratum[r] == s for r in sample) for s in self.order}, of)

    def squares_of_places(self, places: dict[tuple[str, ...], int], of: Sequence[str]) -> Fraction:
        whole, total = sum(places.values()), Fraction(0)
        for at in range(len(self.facts)):
            for value in {stratum[at] for stratum in self.order}:
                there = sum(self.stratum[ref][at] == value for ref in of)
                got = sum(number for stratum, number in places.items() if stratum[at] == value)
                total += (got - Fraction(whole * there, len(of))) ** 2
        return total

    def stratified(self, of: Sequence[str], n: int) -> list[str]:
        if not n:
            return []
        order = [s for s in self.order if any(self.stratum[ref] == s for ref in of)]
        share = {s: Fraction(n * sum(self.stratum[ref] == s for ref in of), len(of)) for s in order}
        places = {s: floor(share[s]) for s in order}
        for s in sorted(order, key=lambda s: places[s] - share[s])[: n - sum(places.values())]:
            places[s] += 1
        while True:
            best = self.squares_of_places(places, of)
            better = None
            for giver in order:
                for taker in order:
                    if places[giver] > share[giver] and places[taker] < share[taker]:
                        moved = {**places, giver: places[giver] - 1, taker: places[taker] + 1}
                        if self.squares_of_places(moved, of) < best:
                            best, better = self.squares_of_places(moved, of), moved
            if better is None:
                break
            places = better
        return [ref for s in order for ref in [r for r in of if self.stratum[r] == s][: places[s]]]

    def short(self, sample: Sequence[str]) -> list[int]:
        return [max(0, q.at_least - sum(self.rows[r][q.column] in q.values for r in sample)) for q in self.quotas]

    def exchanged(self, sample: list[str]) -> list[str] | None:
        """Return the sample after one exchange, or None if none is possible."""
        now = self.short(sample)
        outside = [ref for ref in self.refs if ref not in sample]

        def possible(come: str, go: str) -> bool:
            then = self.short([each for each in sample if each != go] + [come])
            return all(b <= a for a, b in zip(now, then, strict=True)) and sum(then) < sum(now)

        for come in outside:
            same = [go for go in sample if self.stratum[go] == self.stratum[come] and possible(come, go)]
            if same:
                go = max(same, key=self.rank.__getitem__)
                return [each for each in sample if each != go] + [come]
        for come in outside:
            other = [go for go in sample if possible(come, go)]
            if other:
                after = {go: self.squares([e for e in sample if e != go] + [come], self.refs) for go in other}
                go = min(other, key=lambda go: (after[go], -self.rank[go]))
                return [each for each in sample if each != go] + [come]
        return None

    def possible(self, taken: Sequence[str], n: int) -> bool:
        rest = [ref for ref in self.refs if ref not in taken]
        return any(not any(self.short([*taken, *more])) for more in combinations(rest, n - len(taken)))

    def sample(self, n: int) -> set[str] | None:
        """Return the sample, or None where no choice of cases meets the minimums."""
        sample = self.stratified(self.refs, n)
        while any(self.short(sample)):
            next_sample = self.exchanged(sample)
            if next_sample is not None:
                sample = next_sample
                continue
            if not self.possible([], n):
                return None
            taken: list[str] = []
            for ref in sorted(self.refs, key=lambda ref: (ref not in sample, self.rank[ref])):
                if len(taken) < n and self.possible([*taken, ref], n):
                    taken.append(ref)
            return set(taken)
        return set(sample)

    def reserves(self, sample: set[str], n: int) -> list[str]:
        left = [ref for ref in self.refs if ref not in sample]
        return sorted(self.stratified(left, n), key=self.rank.__getitem__)
