"""The draw: which cases of a caseload are read. Pure: values in, values out; the same on every machine for ever.

This is `casereview.draw/1`. It is frozen: whatever changes the outcome of any draw gets another name. So that anyone
can draw again without this program, here is all of it.

**Values.** A cell is compared without spaces at its ends and case-folded (Unicode); where a question set was given, as
the id of the option that it names.

**Rank.** Cases are put in order by SHA-256 of the UTF-8 bytes of four texts with a zero byte between:
`casereview.draw/1`, the seed, `case`, the reference. The smallest hash (as bytes, compared from the first) is the best
rank.

**Strata.** The facts of `by` in the order of their names (code points), each once. A stratum is a combination of their
values that occurs; without facts there is one. Strata are in order by SHA-256 of `casereview.draw/1`, the seed,
`stratum`, and the values, again with zero bytes between; this order only decides between equals.

**Places.** A stratum of `c` of the `N` cases has the exact share `n * c / N` of `n` places. It gets this rounded down;
the places left over go one each to the largest remainders. Then single places are moved: from a stratum that was
rounded up to one that was rounded down (a whole share is never touched), as long as that lowers the sum, over every
value of every fact, of the squared difference between the sample's cases with the value and their exact share. Always
the move that lowers it most; of equals, the first giver in the order of strata, then the first taker. In each stratum
the best ranked cases are taken. This is the *plain draw*.

**Minimums.** If the plain draw meets them, it is the sample. Otherwise a case comes in for one that goes, again and
again, while a minimum is unmet. In comes a case that counts towards an unmet minimum; out goes a case by whose exchange
no minimum loses that has none to spare, and an unmet one gains. Cases that could come in are tried by rank, best first,
each against its own stratum, of which the worst ranked possible case goes. If none can come in like this, they are
tried again by rank against all cases: out goes a case of that stratum from which the move lowers the sum of squares
above most (or raises it least); of equals the worst ranked.

**If that gets stuck,** the cases of the sample as it stands are gone through by rank, then all others by rank: a case
is taken if, with it, the places left can still meet what is missing, which is decided exactly. If that is so for no
choice of cases at all, the draw is refused.

**Reserves.** From the cases left, places are shared out over strata as above, without minimums, the best ranked in each
stratum; all reserves together then stand in order of rank.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from casereview.casebook.errors import Refused
from casereview.sampling.caseload import Caseload
from casereview.sampling.cover import at_least
from casereview.sampling.quotas import Kind, Quota, Sample, nearest_that_meets
from casereview.sampling.strata import Margins, Stratum, apportion
from casereview.text import clipped, counted, natural, visible

ALGORITHM = "casereview.draw/1"
LONGEST_SEED = 200
MOST_QUOTAS = 10  # whether they can be met together is decided exactly, which takes longer with each


class Draw(NamedTuple):
    """The sample, in the natural order of references; the reserves, in the order in which they are to be used.

    `exchanged` are the cases that are in the sample for the sake of a minimum.
    """

    sample: tuple[str, ...]
    reserves: tuple[str, ...]
    exchanged: tuple[str, ...]


def draw(
    caseload: Caseload,
    size: int,
    *,
    seed: str,
    by: Iterable[str] = (),
    quotas: Iterable[Quota] = (),
    reserves: int = 0,
) -> Draw:
    """Return the sample of `size` cases and the reserves that follow from the seed.

    `by` are the columns by each of which the sample is to mirror the caseload. Raises Refused, in words, for what can
    not be: too many cases, a column or value that is not there, cases without a value that is needed, minimums that can
    not be met.
    """
    check_seed(seed)
    facts = sorted({caseload.column(name) for name in by})
    quotas = list(quotas)
    if len(quotas) > MOST_QUOTAS:
        raise Refused(f"{len(quotas)} minimums; at most {MOST_QUOTAS} can be asked for at once")
    wanted = [known_quota(caseload, quota) for quota in quotas]
    for column in dict.fromkeys([*facts, *(quota.column for quota in wanted)]):
        caseload.complete(column)
    _check_numbers(len(caseload.rows), size, reserves)
    refs = sorted(caseload.rows, key=lambda ref: (_hash(seed, "case", ref), ref))
    strata = {ref: tuple(caseload.value(ref, fact) for fact in facts) for ref in refs}
    order = sorted(set(strata.values()), key=lambda stratum: (_hash(seed, "stratum", *stratum), stratum))
    plain = _best_ranked(refs, strata, order, size)
    sample = _with_quotas(caseload, refs, strata, plain, wanted) if wanted else plain
    left = [ref for ref in refs if ref not in sample]
    spare = _best_ranked(left, strata, order, reserves)
    return Draw(
        tuple(sorted(sample, key=natural)),
        tuple(ref for ref in left if ref in spare),
        tuple(sorted(sample - plain, key=natural)),
    )


def known_quota(caseload: Caseload, quota: Quota) -> Quota:
    """Return a quota in the caseload's own words. Raises Refused if it can not be one."""
    column = caseload.column(quota.column)
    values = caseload.known_values(column, quota.values)
    if not values or quota.at_least < 1:
        raise Refused(f"{clipped(column, 40)}: a minimum names a value and a number of cases from 1 on")
    return Quota(column, values, quota.at_least)


def having(caseload: Caseload, quota: Quota, refs: Iterable[str]) -> int:
    """Return how many of these cases count towards a quota."""
    return sum(1 for ref in refs if caseload.value(ref, quota.column) in quota.values)


def check_seed(seed: str) -> None:
    """Raise Refused for a seed that can not be printed, noted down and typed again."""
    if not seed.strip() or len(seed) > LONGEST_SEED or visible(seed) != seed:
        raise Refused(f"the seed is a text of 1 to {LONGEST_SEED} characters, each of which can be seen")


def _check_numbers(cases: int, size: int, reserves: int) -> None:
    if not cases:
        raise Refused("the caseload holds no cases")
    if size < 1:
        raise Refused("a sample has at least 1 case")
    if size > cases:
        raise Refused(f"a sample of {size:,} wanted, and the caseload has {counted(cases, 'case')}")
    if reserves < 0:
        raise Refused("the number of reserves can not be below 0")
    if reserves > cases - size:
        left = counted(cases - size, "case is", "cases are")
        raise Refused(f"{counted(reserves, 'reserve')} wanted, and {left} left beside the sample")


def _hash(seed: str, *words: str) -> bytes:
    return hashlib.sha256("\0".join((ALGORITHM, seed, *words)).encode()).digest()


def _best_ranked(
    refs: Sequence[str], strata: Mapping[str, Stratum], order: Iterable[Stratum], places: int
) -> frozenset[str]:
    """Return the best ranked of each stratum, as many as it gets of the places; `refs` are in order of rank."""
    if not places:
        return frozenset()
    sizes = Counter(strata[ref] for ref in refs)
    left = apportion({stratum: sizes[stratum] for stratum in order if sizes[stratum]}, places)
    taken = []
    for ref in refs:
        if left[strata[ref]]:
            left[strata[ref]] -= 1
            taken.append(ref)
    return frozenset(taken)


def _with_quotas(
    caseload: Caseload,
    refs: Sequence[str],
    strata: Mapping[str, Stratum],
    plain: frozenset[str],
    quotas: Sequence[Quota],
) -> frozenset[str]:
    """Return the plain draw with as many cases exchanged as the quotas need. Raises Refused if they can not be met."""
    _check_each(caseload, quotas, len(plain))
    kinds: dict[Kind, list[int]] = {}
    taken: Counter[Kind] = Counter()
    for rank, ref in enumerate(refs):
        counts = [caseload.value(ref, quota.column) in quota.values for quota in quotas]
        kind = Kind(strata[ref], sum(1 << bit for bit, it_does in enumerate(counts) if it_does))
        kinds.setdefault(kind, []).append(rank)
        taken[kind] += ref in plain
    sample = Sample(kinds, taken, [quota.at_least for quota in quotas])
    in_strata: Counter[Stratum] = Counter(strata.values())
    margins = Margins(in_strata, Counter(strata[ref] for ref in plain))
    if sample.meet(margins):
        ranks = sample.places()
    else:
        found = nearest_that_meets(sample)
        if found is None:
            raise Refused(_too_many_together(sample, len(plain)))
        ranks = found
    return frozenset(refs[rank] for rank in ranks)


def _check_each(caseload: Caseload, quotas: Sequence[Quota], size: int) -> None:
    """Raise Refused, a line for each, for quotas that can not even be met alone."""
    faults = []
    for quota in quotas:
        there = having(caseload, quota, caseload.rows)
        if quota.at_least > there:
            faults.append(f"{clipped(str(quota), 120)}: {quota.at_least:,} wanted, {there:,} in the caseload")
        elif quota.at_least > size:
            faults.append(f"{clipped(str(quota), 120)}: {quota.at_least:,} wanted, and the sample has {size:,}")
    if faults:
        raise Refused("\n".join(faults))


def _too_many_together(sample: Sample, size: int) -> str:
    available: Counter[int] = Counter()
    for kind, ranks in sample.ranks.items():
        available[kind.towards] += len(ranks)
    needed = max(size + 1, at_least(sample.wanted, available))
    return (
        f"these minimums together need at least {counted(needed, 'case')}, and the sample has {size:,};"
        " ask for fewer, or for more cases"
    )
