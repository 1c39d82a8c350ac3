"""How agreement is said: the same words on the screen and in every document."""

from __future__ import annotations

from typing import NamedTuple

from casereview.scoring.agreement import FEWEST, Ratio, Table
from casereview.text import counted


class Measure(NamedTuple):
    """A coefficient: its name, its figure in words, and what it means."""

    name: str
    figure: str
    meaning: str


CAUTION = "Kappa moves with prevalence: read it beside the other figures."

# What heads the columns of `cells`.
COLUMNS = ("Kappa", "AC1", "Pos.", "Neg.", "Yes")


def agreed(table: Table) -> str:
    """Return raw agreement for people: `180 of 210 (86%)`; the count alone where there are few; or `none shared`."""
    if not table.judged:
        return "none shared"
    return _count(table.raw, table.enough)


def _count(ratio: Ratio, enough: bool) -> str:
    return f"{ratio.above} of {ratio.below}" + (f" ({ratio.percent}%)" if enough else "")


def applicability(table: Table) -> str:
    """Return agreement on applicability: `290 of 312 (93%); 80 n/a for both, 22 n/a against an answer`."""
    alike = _count(table.applies, table.compared >= FEWEST)
    return f"{alike}; {table.both_na} n/a for both, {table.applicability} n/a against an answer"


def measures(table: Table) -> list[Measure]:
    """Return the coefficients of a table; none where there are too few answers for more than counts."""
    if not table.enough:
        return []
    return [
        Measure(
            "Cohen's kappa",
            coefficient(table.kappa),
            "Agreement beyond what chance alone would give two readers who say yes as often as these do:"
            " 1 is full agreement, 0 no better than chance. Where nearly all answers are alike it is low even if two people"
            f" mostly agree. {CAUTION}",
        ),
        Measure(
            "Gwet's AC1",
            coefficient(table.ac1),
            "The same with another reckoning of chance, which hardly moves with prevalence.",
        ),
        Measure(
            "Positive agreement",
            share(table.positive),
            "Of every yes that either reader gave, the share that the other gave too.",
        ),
        Measure(
            "Negative agreement",
            share(table.negative),
            "Of every no that either reader gave, the share that the other gave too.",
        ),
        Measure("Prevalence", share(table.prevalence), "How often the answer is yes, over both readers' judgements."),
    ]


def few(table: Table) -> str:
    """Return why there are counts only, or nothing."""
    if table.enough:
        return ""
    return f"Counts only: {counted(table.judged, 'answer')} judged yes or no by both, and below {FEWEST} a figure says little."


def coefficient(ratio: Ratio) -> str:
    """Return a coefficient with two places; a dash where it is not defined."""
    # z: no "-0.00".
    return "-" if ratio.value is None else f"{ratio.value:z.2f}"


def share(ratio: Ratio) -> str:
    """Return a share as a whole percentage; a dash where it is not defined."""
    return "-" if ratio.percent is None else f"{ratio.percent}%"


def cells(table: Table) -> list[str]:
    """Return the coefficients for the columns of a table; blanks where there are counts only."""
    return [each.figure for each in measures(table)] or [""] * len(COLUMNS)
