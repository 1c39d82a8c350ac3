"""The receipt of a merge: what each source brought, as values, as plain data, and as a casebook keeps it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from casereview.casebook.backup import backup_of as backup_of  # where people look for it
from casereview.casebook.conflicts import Resettled
from casereview.casebook.errors import CasebookError
from casereview.casebook.reserves import OpenPlaces

# A receipt that no setting can hold is kept without its lists.
_LONGEST_RECEIPT = 4_000_000


class NewAlert(NamedTuple):
    """A case alert that a source brings: raised, or withdrawn with a reason."""

    case: str
    text: str
    reader: str
    withdrawn: str | None


class Arrival(NamedTuple):
    """What one source brought; with `refused`, why it was left out, and nothing of it is here.

    `entries` and `digest` are those of its set of entries; `new` by assessor the entries that were not here before;
    `conflicts` how many more there are after it; `unknown` its assessors of whom nothing was known here; `mapped` what
    was found where its question set is another version.
    """

    source: Path
    refused: CasebookError | None = None
    digest: str = ""
    entries: int = 0
    new: dict[str, int] = {}
    cases: tuple[str, ...] = ()
    conflicts: int = 0
    alerts: tuple[NewAlert, ...] = ()
    unknown: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ()


class Receipt(NamedTuple):
    """What a merge did: entries before and after, the digest of the set of entries after, and each source.

    `open_places` are those of the sample after it; `resettled` what it brought together that was taken back here and
    settled again there.
    """

    at: str
    by: str
    before: int
    after: int
    digest: str
    arrivals: tuple[Arrival, ...]
    open_places: OpenPlaces = OpenPlaces()
    resettled: tuple[Resettled, ...] = ()

    @property
    def alerts(self) -> tuple[NewAlert, ...]:
        """The case alerts that came, each once, in the order of the sources."""
        return tuple(dict.fromkeys(alert for arrival in self.arrivals for alert in arrival.alerts))


def as_data(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as plain data: `casereview.receipt/1`."""
    return {
        "format": "casereview.receipt/1",
        "at": receipt.at,
        "by": receipt.by,
        "entries": {"before": receipt.before, "after": receipt.after},
        "digest": receipt.digest,
        "alerts": [alert._asdict() for alert in receipt.alerts],
        "sources": [
            {
                "source": _storable(each.source.name),
                "refused": _storable(str(each.refused)) if each.refused else None,
                "digest": each.digest,
                "entries": each.entries,
                "new": sum(each.new.values()),
                "assessors": each.new,
                "cases": list(each.cases),
                "conflicts": each.conflicts,
                "alerts": len(each.alerts),
                "unknown_assessors": list(each.unknown),
                "question_set": list(each.mapped),
            }
            for each in receipt.arrivals
        ],
        "open_places": receipt.open_places.number,
        "resettled": [
            each._asdict() | {"taken_back_by": list(each.taken_back_by), "settled_by": list(each.settled_by)}
            for each in receipt.resettled
        ],
    }


def to_keep(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as a casebook keeps it: as data, without its lists of cases, people and
    alerts if they are huge.
    """
    data = as_data(receipt)
    if len(json.dumps(data, ensure_ascii=False)) > _LONGEST_RECEIPT:
        none: dict[str, Any] = {"cases": [], "assessors": {}, "unknown_assessors": []}
        data |= {"alerts": [], "resettled": [], "sources": [each | none for each in data["sources"]]}
    return data


def _storable(name: str) -> str:
    """The name of a file may hold bytes that are no text."""
    return name.encode(errors="replace").decode()
