"""Whether so many cases can meet minimums that overlap: exact, so that nothing possible is refused. Pure.

How many to take of each sort of case, so that every minimum is met by as few as possible, is a small integer programme.
It is solved by branch and bound over its relaxation to fractions; the relaxation by the dual simplex method with
bounds, in exact fractions and with Bland's rule, so that it always ends (V. Chvátal, "Linear Programming", 1983,
chapters 3, 8 and 10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

Number = int | Fraction


def cover(wanted: Sequence[int], available: Mapping[int, int], places: int) -> dict[int, int] | None:
    """Return how many cases of each sort meet all minimums and take no more than `places`, or None if none do.

    `available` are the cases there are by what they count towards: bit 0 for the first minimum, and so on.
    """
    sorts, counts = _programme(wanted, available)

    def search(low: list[int], high: list[int]) -> list[int] | None:
        found = _relaxed(counts, wanted, low, high)
        if found is None or ceil(sum(found)) > places:
            return None
        rounded = [ceil(each) for each in found]
        if sum(rounded) <= places:
            return rounded
        at = next(at for at, each in enumerate(found) if each != rounded[at])
        more = search([*low[:at], rounded[at], *low[at + 1 :]], high)
        return more or search(low, [*high[:at], floor(found[at]), *high[at + 1 :]])

    if all(each <= 0 for each in wanted):
        return {}
    numbers = search([0] * len(sorts), [available[sort] for sort in sorts])
    return None if numbers is None else dict(zip(sorts, numbers, strict=True))


def at_least(wanted: Sequence[int], available: Mapping[int, int]) -> int:
    """Return a number of cases without which minimums, each of which can be met alone, are not met together.

    The relaxation's, rounded up: mostly the fewest that do, seldom one below.
    """
    sorts, counts = _programme(wanted, available)
    return ceil(sum(_relaxed(counts, wanted, [0] * len(sorts), [available[sort] for sort in sorts]) or ()))


def _programme(wanted: Sequence[int], available: Mapping[int, int]) -> tuple[list[int], list[list[int]]]:
    """Return the sorts that count towards anything, and for each minimum a row of which do."""
    sorts = [sort for sort, there in available.items() if sort and there]
    return sorts, [[sort >> bit & 1 for sort in sorts] for bit in range(len(wanted))]


def _relaxed(
    counts: Sequence[Sequence[int]], wanted: Sequence[int], low: Sequence[int], high: Sequence[int]
) -> list[Number] | None:
    """Return the smallest numbers within the bounds, fractions allowed, that meet all minimums; None if none do.

    Each basic variable is a constant and a sum over the others, which rest at one of their bounds. The variables are
    the numbers of the sorts, then how far each minimum is exceeded.
    """
    sorts = len(low)
    least = [*low, *(0 for _ in wanted)]
    resting: list[Number] = list(low)
    others = list(range(sorts))
    basic = list(range(sorts, sorts + len(wanted)))
    rows: list[list[Number]] = [list(each) for each in counts]
    constant: list[Number] = [-each for each in wanted]
    costs: list[Number] = [1] * sorts
    while True:
        values = [
            start + sum(by * rest for by, rest in zip(row, resting, strict=True) if by and rest)
            for start, row in zip(constant, rows, strict=True)
        ]
        broken = [
            (variable, at)
            for at, variable in enumerate(basic)
            if values[at] < least[variable] or (variable < sorts and values[at] > high[variable])
        ]
        if not broken:
            found = dict(zip(others, resting, strict=True)) | dict(zip(basic, values, strict=True))
            return [found[sort] for sort in range(sorts)]
        leaves, out = min(broken)
        rises = values[out] < least[leaves]
        row = rows[out]
        candidates = [
            (abs(Fraction(costs[at]) / row[at]), variable, at)
            for at, variable in enumerate(others)
            if row[at] and not (variable < sorts and low[variable] == high[variable])
            # What rests at its least can only rise, what rests at its most only fall.
            if ((row[at] > 0) == rises) == (resting[at] == least[variable])
        ]
        if not candidates:
            return None
        _, enters, into = min(candidates)
        # The one that enters, by the one that leaves and the others.
        turned: list[Number] = [-Fraction(by) / row[into] for by in row]
        turned[into] = Fraction(1) / row[into]
        start = -Fraction(constant[out]) / row[into]
        for at, each in enumerate(rows):
            if at != out and each[into]:
                constant[at] += each[into] * start
                rows[at] = _put_in(each, turned, into)
        costs = _put_in(costs, turned, into)
        rows[out], constant[out] = turned, start
        basic[out], others[into] = enters, leaves
        resting[into] = least[leaves] if rises else high[leaves]


def _put_in(row: Sequence[Number], turned: Sequence[Number], into: int) -> list[Number]:
    """Return a row in which the variable that enters is replaced by what it is."""
    by = row[into]
    return [
        by * there if at == into else here + by * there if there else here
        for at, (here, there) in enumerate(zip(row, turned, strict=True))
    ]
