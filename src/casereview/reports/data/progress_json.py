"""How far the assessors are, for programs: `casereview.progress/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casereview.casebook import Casebook, CaseLine
from casereview.casebook.progress import Progress
from casereview.reports.data.inspection_json import inspection_as_data

FORMAT = "casereview.progress/1"


def progress_as_data(casebook: Casebook, lines: Sequence[CaseLine], found: Sequence[Progress]) -> dict[str, Any]:
    """Return it as plain data; `lines` are the casebook's cases."""
    return {
        "format": FORMAT,
        "inspection": inspection_as_data(casebook),
        "cases": {
            "total": len(lines),
            "allocated": sum(bool(each.first) for each in lines),
            "signed_off": sum(each.counted.signed_off for each in lines),
            "open_places": casebook.open_places().number,
        },
        "assessors": [
            {
                "assessor": each.assessor,
                "cases": each.cases,
                "done": each.done,
                "under_way": each.under_way,
                "not_begun": each.not_begun,
                "blank": each.blank,
                "alerts": each.alerts,
                "last_entry": each.last_entry or None,
                "second_readings": {"given": each.second_cases, "done": each.second_done},
            }
            for each in found
        ],
    }
