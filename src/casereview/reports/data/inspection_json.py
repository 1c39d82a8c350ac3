"""What inspection figures are of, as every file for programs says it."""

from __future__ import annotations

from casereview.casebook import Casebook


def inspection_as_data(casebook: Casebook) -> dict[str, str]:
    """Return the area, and the question set with its version."""
    return {
        "area": casebook.inspection.area,
        "question_set": casebook.question_set.id,
        "version": casebook.question_set.version,
    }
