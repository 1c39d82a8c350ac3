"""How the difference between two inspections is said: the same words on every screen and in every document."""

from __future__ import annotations

from casereview.scoring.compare import Difference, Rows, Verdict
from casereview.scoring.interval import FEWEST_CASES
from casereview.scoring.score import FEW
from casereview.text import counted

VERDICTS: dict[Verdict, str] = {
    "larger": "larger than chance",
    "chance": "could be chance",
    "few": "too few to tell",
    "untold": "not held against chance",
}

# What the verdict is, and what it is not: to stand once below the differences.
MEANING = (
    "Larger than chance: so large a difference would be rare (1 in 20, for each score by itself) if only the choice of cases"
    " differed. Where there are many scores one of them may well be so by chance. It does not say why: the work, the cases"
    " and who judged them may all have changed."
    f" Too few to tell: fewer than {FEW} answers or {FEWEST_CASES} cases on one side."
)


def points_said(difference: Difference) -> str:
    """Return a difference for a column: `+6`, `-3`, `0`; a dash where one side has no score."""
    return "-" if difference.points is None else f"{difference.points:+d}" if difference.points else "0"


def verdict_said(difference: Difference) -> str:
    """Return what chance has to do with a difference, for a column; `no
    difference` where there is none in whole points.
    """
    return (
        VERDICTS[difference.verdict]
        if difference.points or difference.verdict in ("few", "untold")
        else "no difference"
    )


def difference_said(difference: Difference) -> str:
    """Return a difference as a sentence: which way, by how much, and what chance has to do with it."""
    if difference.before.score.rule != difference.after.score.rule:
        return "The two are scored by different rules."
    if difference.points is None:
        return "One of the two has no score."
    if not difference.points:
        return "The same in whole points."
    way = "higher" if difference.points > 0 else "lower"
    return f"{counted(abs(difference.points), 'point')} {way}: {verdict_said(difference)}."


def rows_said(rows: Rows) -> str:
    """Return how much of the two inspections is compared."""
    number = len(rows.common)
    said = (
        f"{counted(number, 'question')} {'means' if number == 1 else 'mean'} the same in both: only these are compared."
    )
    if rows.moved:
        feeds = "feeds" if len(rows.moved) == 1 else "feed"
        said += f" {len(rows.moved):,} of them {feeds} other scores than before: counted only in those fed in both."
    return said
