"""Places shared out over strata, so that the sample mirrors the caseload by each fact.

Pure: numbers in, numbers out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# The values of the facts by which the draw is stratified.
Stratum = tuple[str, ...]


class Margins:
    """How far a sample is, by each value of each fact alone, from its exact share of the caseload.

    Kept in whole numbers: the difference in cases times the number of cases in the caseload.
    """

    def __init__(self, sizes: Mapping[Stratum, int], taken: Mapping[Stratum, int]) -> None:
        self.whole = sum(sizes.values())
        places = sum(taken.values())
        facts = len(next(iter(sizes)))
        self.off: list[dict[str, int]] = [{} for _ in range(facts)]
        for stratum, size in sizes.items():
            for off, value in zip(self.off, stratum, strict=True):
                off[value] = off.get(value, 0) + self.whole * taken[stratum] - places * size

    def gain(self, giver: Stratum, taker: Stratum) -> int:
        """Return by how much the sum of squared differences falls, halved, if one place moves; below 0 it rises."""
        return sum(
            off[given] - off[taken] - self.whole
            for off, given, taken in zip(self.off, giver, taker, strict=True)
            if given != taken
        )

    def move(self, giver: Stratum, taker: Stratum) -> None:
        """Move one place from a stratum to another."""
        for off, given, taken in zip(self.off, giver, taker, strict=True):
            off[given] -= self.whole
            off[taken] += self.whole

    def best_gains(self) -> tuple[list[dict[str, int]], list[dict[str, int]]]:
        """Return by fact and value what a place that leaves the value, and one that comes to it,
        can gain at the most.
        """
        leaving, coming = [], []
        for off in self.off:
            least, most = min(off.values()), max(off.values())
            leaving.append({value: max(0, here - least - self.whole) for value, here in off.items()})
            coming.append({value: max(0, most - here - self.whole) for value, here in off.items()})
        return leaving, coming


def apportion(sizes: Mapping[Stratum, int], places: int) -> dict[Stratum, int]:
    """Return how many of `places` each stratum gets: its exact share rounded down or up.

    First by the largest remainder, then by moving single places as long as that brings the single facts nearer to the
    caseload. `sizes` are the strata's cases, not all nothing, in the order that decides between equals; `places` are no
    more than the cases.
    """
    whole = sum(sizes.values())
    taken = {stratum: places * size // whole for stratum, size in sizes.items()}
    remainder = {stratum: places * size % whole for stratum, size in sizes.items()}
    by_remainder = sorted(sizes, key=lambda stratum: -remainder[stratum])  # stable: equals stay in their order
    rounded_up = set(by_remainder[: places - sum(taken.values())])
    may_move = {stratum: at for at, stratum in enumerate(sizes) if remainder[stratum]}
    margins = Margins(sizes, {stratum: taken[stratum] + (stratum in rounded_up) for stratum in sizes})
    while move := _best_move(margins, may_move, rounded_up):
        giver, taker = move
        margins.move(giver, taker)
        rounded_up.remove(giver)
        rounded_up.add(taker)
    return {stratum: taken[stratum] + (stratum in rounded_up) for stratum in sizes}


def _best_move(
    margins: Margins, may_move: Mapping[Stratum, int], rounded_up: set[Stratum]
) -> tuple[Stratum, Stratum] | None:
    """Return the move that gains most; of equals the first giver's, then the first taker's; None if none gains."""
    leaving, coming = margins.best_gains()
    # Only who could gain is tried, the most promising first, and no further than a better move is possible: strata may
    # be as many as cases.
    givers = _promising(((at, each) for each, at in may_move.items() if each in rounded_up), leaving)
    takers = _promising(((at, each) for each, at in may_move.items() if each not in rounded_up), coming)
    best, found = (1, -len(may_move), 0), None
    for giver_bound, before, giver in givers:
        if (giver_bound, before) < best[:2]:
            break
        for taker_bound, then, taker in takers:
            if (taker_bound, before, then) < best:
                break
            this = (margins.gain(giver, taker), before, then)
            if this > best:
                best, found = this, (giver, taker)
    return found


def _promising(
    strata: Iterable[tuple[int, Stratum]], gains: Sequence[Mapping[str, int]]
) -> list[tuple[int, int, Stratum]]:
    """Return the strata for which a gain is possible: how much at the most, and their place,
    negative; the best first.
    """
    bounds = (
        (sum(gain[value] for gain, value in zip(gains, stratum, strict=True)), -at, stratum) for at, stratum in strata
    )
    return sorted((each for each in bounds if each[0]), reverse=True)
