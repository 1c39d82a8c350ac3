"""An entry: one line of the append-only history, named by the hash of what it says."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from casereview.casebook.errors import Refused

_FORMAT = "casereview.entry/1"

# Entries of these fields belong to one assessor's reading; all others to the case as a whole.
READING_FIELDS = frozenset({"answer", "reasons", "note", "mark", "kind", "state"})


class Slot(NamedTuple):
    """What an entry is about. Entries of one slot replace one another; `reading` is an assessor, or empty."""

    case: str
    item: str
    field: str
    reading: str


class Entry(NamedTuple):
    """Who entered what, when, about which case; and which entries it replaces.

    `value` is JSON text. `previous` is the id of the replica's entry before this one (32 zero bytes for its first),
    so each replica's entries are a hash chain. `at` is UTC, ISO 8601, for people only: it decides nothing.
    """

    id: bytes
    replica: str
    seq: int
    previous: bytes
    case: str
    item: str
    field: str
    value: str
    reader: str
    parents: tuple[bytes, ...]
    at: str

    @property
    def slot(self) -> Slot:
        """What this entry is about."""
        return Slot(self.case, self.item, self.field, self.reader if self.field in READING_FIELDS else "")


FIRST = bytes(32)


def entry_id(
    inspection: str,
    replica: str,
    seq: int,
    previous: bytes,
    slot: tuple[str, str, str],
    value: str,
    reader: str,
    parents: tuple[bytes, ...],
    at: str,
) -> bytes:
    """Return the SHA-256 of an entry's content; `slot` is case, item and field."""
    content = [_FORMAT, inspection, replica, seq, previous.hex(), *slot, value, reader]
    content += [[parent.hex() for parent in parents], at]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def as_json(value: Any) -> str:
    """Return a value as the JSON text that entries hold.

    Raises Refused for text that is not valid Unicode: it could not be stored exactly.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refused("the text has half a character that can not be stored; type it again") from error
    return text


def split_parents(blob: bytes) -> tuple[bytes, ...]:
    """Return the ids in a stored list of parents."""
    return tuple(blob[start : start + 32] for start in range(0, len(blob), 32))
