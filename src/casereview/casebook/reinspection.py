"""An area inspected again: two casebooks held against one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereview.casebook.errors import Refused
from casereview.scoring.compare import Comparison, compare

if TYPE_CHECKING:
    from casereview.casebook.casebook import Casebook


def compared(before: Casebook, after: Casebook) -> Comparison:
    """Return an earlier and a later inspection side by side, by their counted answers.

    Raises Refused for two copies of one inspection, which are to be merged and not compared, of a questionnaire, and where no scored
    question means the same in both.
    """
    if before.inspection.id == after.inspection.id:
        raise Refused(
            f"{after.path}: a copy of the same inspection as {before.path}; give two inspections (copies are put together by"
            " `casereview merge`)"
        )
    for each in (before, after):
        if not each.question_set.scored:
            raise Refused(f"{each.path}: a questionnaire is counted and never scored, so there is nothing to compare")
    found = compare(
        before.question_set,
        (line.counted for line in before.case_lines()),
        after.question_set,
        (line.counted for line in after.case_lines()),
    )
    if not found.rows.common:
        raise Refused(
            f"{after.path}: no scored question means the same there as in {before.path}; nothing can be compared"
        )
    return found
