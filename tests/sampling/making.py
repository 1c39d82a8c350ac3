"""Caseloads made up for the tests."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from casereview.sampling.caseload import Caseload
from casereview.sampling.quotas import Quota

# What an area of middling size looks like; the shares are roughly those that inspections report.
REALISTIC = {
    "tier": {"first-tier": 45, "community": 45, "custody": 10},
    "gender": {"male": 85, "female": 15},
    "ethnicity": {"white": 80, "mixed": 6, "asian": 5, "black": 6, "other": 3},
    "rosh": {"low": 50, "medium": 40, "high": 8, "very-high": 2},
}
MINORITY = ("mixed", "asian", "black", "other")


def realistic(cases: int, seed: int = 7) -> Caseload:
    """Return a caseload with tier, gender, ethnicity and RoSH."""
    chance = random.Random(seed)
    rows = {
        f"WB-{number:03}": {
            column: chance.choices(list(shares), list(shares.values()))[0] for column, shares in REALISTIC.items()
        }
        for number in range(1, cases + 1)
    }
    return Caseload(tuple(REALISTIC), rows)


def of(columns: Sequence[str], *rows: str) -> Caseload:
    """Return a caseload from rows like `A1 male custody`."""
    split = [row.split() for row in rows]
    return Caseload(tuple(columns), {ref: dict(zip(columns, cells, strict=True)) for ref, *cells in split})


def csv_of(caseload: Caseload, separator: str = ",") -> str:
    """Return a caseload as its file."""
    lines = [["case", *caseload.columns], *([ref, *cells.values()] for ref, cells in caseload.rows.items())]
    return "".join(separator.join(line) + "\n" for line in lines)


def shuffled(caseload: Caseload, seed: int) -> Caseload:
    """Return the same caseload with its rows and columns in another order."""
    chance = random.Random(seed)
    refs, columns = list(caseload.rows), list(caseload.columns)
    chance.shuffle(refs)
    chance.shuffle(columns)
    rows: Mapping[str, Mapping[str, str]] = {
        ref: {column: caseload.rows[ref][column] for column in columns} for ref in refs
    }
    return Caseload(tuple(columns), rows)


@st.composite
def asked(draw: st.DrawFn, most: int = 9) -> tuple[Caseload, int, list[str], list[Quota], int]:
    """A small caseload and what is asked of it: size, facts, minimums that may be impossible, reserves."""
    columns = ["a", "b", "c"][: draw(st.integers(1, 3))]
    cells = st.fixed_dictionaries({column: st.sampled_from("xyz"[: draw(st.integers(1, 3))]) for column in columns})
    rows = draw(st.lists(cells, min_size=1, max_size=most))
    caseload = Caseload(tuple(columns), {f"C{number}": row for number, row in enumerate(rows)})
    size = draw(st.integers(1, len(rows)))
    by = draw(st.lists(st.sampled_from(columns), unique=True))
    quotas = []
    for column in draw(st.lists(st.sampled_from(columns), max_size=4)):
        there = sorted({row[column] for row in rows})
        values = draw(st.lists(st.sampled_from(there), min_size=1, max_size=2, unique=True))
        quotas.append(Quota(column, tuple(values), draw(st.integers(1, 4))))
    return caseload, size, by, quotas, draw(st.integers(0, len(rows) - size))


@st.composite
def demanding(draw: st.DrawFn) -> tuple[Caseload, int, list[str], list[Quota], int]:
    """A caseload of middling size and minimums that one choice of its cases just meets: many exchanges, often none left."""
    chance = draw(st.randoms(use_true_random=False))
    columns = ["a", "b", "c"]
    rows = {
        f"C{number}": {column: chance.choice("xyz"[: chance.randint(1, 3)]) for column in columns}
        for number in range(chance.randint(8, 13))
    }
    size = chance.randint(2, 6)
    chosen = chance.sample(sorted(rows), size)
    quotas = []
    for _ in range(chance.randint(2, 5)):
        column, values = chance.choice(columns), tuple(chance.sample("xyz", chance.randint(1, 2)))
        there = {row[column] for row in rows.values()}
        number = sum(rows[ref][column] in values for ref in chosen)
        if number and there.issuperset(values):
            quotas.append(Quota(column, values, number))
    by = chance.sample(columns, chance.randint(0, 2))
    return Caseload(tuple(columns), rows), size, by, quotas, chance.randint(0, len(rows) - size)
