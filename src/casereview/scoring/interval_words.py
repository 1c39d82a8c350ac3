"""How an interval is said: what could have come out otherwise, and what the figures do not tell."""

from __future__ import annotations

from casereview.scoring.interval import FEWEST_CASES, Estimate
from casereview.scoring.score import FEW
from casereview.text import counted

# What an interval is about, and what it is not: to stand once beside or below the intervals.
MEANING = (
    "The interval allows for one thing only: that other cases might have been drawn. In 95 of 100 samples drawn in this way"
    " it would hold the score of the whole caseload. It is not a range of what the cases that were read scored, and it does"
    " not allow for how the answers were judged, for cases that could not be drawn, or for work done since."
)


def interval_said(estimate: Estimate, *, few: int = FEW) -> str:
    """Return an interval as a sentence, or the sentence that says why there is none.

    `few` is the one that the estimate was made with.
    """
    if estimate.whole is None:
        return _none(estimate, few)
    low, high = estimate.whole
    read = f"{counted(estimate.cases, 'case')} with {counted(estimate.scored, 'answer')}"
    if estimate.low == estimate.high:
        return f"Every case of the caseload was read, so this score leaves nothing to the draw ({read})."
    between = f"about {low}" if low == high else f"between {low} and {high}"
    return f"Had other cases been drawn from the same caseload, this score would probably have been {between} ({read})."


def interval_short(estimate: Estimate) -> str:
    """Return an interval for a column, `68 to 81`; a dash where there is none."""
    return "-" if estimate.whole is None else "{} to {}".format(*estimate.whole)


def _none(estimate: Estimate, few: int) -> str:
    match estimate.lack:
        case "cases":
            said = f"the answers come from {counted(estimate.cases, 'case')}, and fewer than {FEWEST_CASES}"
            return f"No interval: {said} do not show how far cases differ."
        case "answers":
            return f"No interval: {counted(estimate.scored, 'answer')} scored, and fewer than {few} say too little."
        case "rule":
            return "No interval: it is for pooled scores only."
        case _:
            return "No interval: nothing is scored."
