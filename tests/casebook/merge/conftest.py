"""What comes back to be merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casebook.merge.copies import answers, copy, everything, merge


@pytest.fixture
def week(path: Path) -> list[Path]:
    """What comes back after a week: work apart, work on the same, a second reading, a copy of a copy, one settled."""
    ann = copy(path, "ann.db", everything("Ann"), answers("A1", "Ann", "yes", "yes"), clock="2031-01-01T00:00:00+00:00")
    bea = copy(path, "bea.db", everything("Bea"), answers("B2", "Bea", "no", "na", "no", "yes"))
    again = copy(ann, "ann at home.db", answers("A1", "Ann", "no", "no", "no"), clock="1999-01-01T00:00:00+00:00")
    second = copy(
        path,
        "cy.db",
        lambda casebook: casebook.begin_second_reading("B2", "Cy"),
        answers("B2", "Cy", "yes", "yes"),
    )
    lead = copy(path, "lead copy.db")
    merge(lead, ann, bea)
    settling = copy(lead, "settling.db", lambda casebook: casebook.resolve("A1", "assessed", "na", "p. 3", "Lead"))
    return [ann, bea, again, second, settling]
