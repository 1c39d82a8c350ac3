"""How figures are said: the same words on every screen and in every document."""

from __future__ import annotations

from casereview.scoring.score import FEW, percent
from casereview.scoring.tally import Tally
from casereview.text import counted


def share(tally: Tally) -> str:
    """Return a percentage for people: `75%`; below ten scored answers the count
    first: `3 of 5 (60%)`; or that there is none.
    """
    whole = percent(tally.yes, tally.scored)
    if whole is None:
        return nothing(tally)
    if tally.scored < FEW:
        return f"{tally.yes} of {tally.scored} ({whole}%)"
    return f"{whole}%"


def nothing(tally: Tally) -> str:
    """Return why nothing is scored: `none yet` while an answer is still to
    come, `no cases` where the question applied to none.
    """
    return "none yet" if tally.open else "no cases"


def x_of_y(tally: Tally) -> str:
    """Return the count behind a figure: `14 of 23`; why there is none where nothing is scored."""
    return f"{tally.yes} of {tally.scored}" if tally.scored else nothing(tally)


def provisional(tally: Tally) -> str:
    """Return what keeps the figures provisional: `provisional: 412 blank, 3 unresolved`; nothing if nothing does."""
    parts = [f"{tally.blank:,} blank"] if tally.blank else []
    if tally.unresolved:
        parts.append(f"{tally.unresolved:,} unresolved")
    return f"provisional: {', '.join(parts)}" if parts else ""


def cases_said(total: int, started: int, signed_off: int, unit: str = "case") -> str:
    """Return how far the sample is: `38 cases, 12 started, 10 signed off`; of a
    questionnaire how far the respondents are.
    """
    return f"{counted(total, unit)}, {started:,} started, {signed_off:,} signed off"
