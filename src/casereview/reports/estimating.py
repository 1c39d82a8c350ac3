"""The estimate of every score of a casebook, whatever shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casereview.casebook import Casebook, Refused
from casereview.casebook.case_lines import CaseLine
from casereview.scoring import Kind
from casereview.scoring.interval import Estimate, estimates


def estimates_of(
    casebook: Casebook, lines: Iterable[CaseLine], caseload: int | None = None
) -> Mapping[tuple[Kind, str], Estimate]:
    """Return the estimates, by kind and id of a score; `lines` are the casebook's cases.

    Raises Refused for a caseload that is smaller than the sample that was drawn from it.
    """
    lines = list(lines)
    if caseload is not None and caseload < len(lines):
        raise Refused(
            f"a caseload of {caseload:,} is fewer than the {len(lines):,} cases of the sample; give the whole"
        )
    return estimates(casebook.question_set, (line.counted for line in lines), caseload)
