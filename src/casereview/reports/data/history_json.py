"""The history for programs: `casereview.history/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from casereview.casebook import Entry

FORMAT = "casereview.history/1"


def history_as_data(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return the entries whole, each with the ids of the entries that it replaces."""
    return {
        "format": FORMAT,
        "entries": [
            {
                "id": entry.id.hex(),
                "at": entry.at,
                "assessor": entry.reader,
                "case": entry.case,
                "item": entry.item,
                "field": entry.field,
                "value": json.loads(entry.value),
                "replaces": [each.hex() for each in entry.parents],
            }
            for entry in entries
        ],
    }
