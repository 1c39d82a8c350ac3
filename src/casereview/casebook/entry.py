"""An entry: one line of the append-only history, named by the hash of what it says."""

from __future__ import annotations

import hashlib
import json
import json.encoder
from collections.abc import Iterable
from typing import Any, NamedTuple

from casereview.casebook.errors import Refused

_FORMAT = "casereview.entry/1"
_text = json.encoder.encode_basestring  # a text as JSON, nothing but quotes, backslashes and control characters escaped

# Entries of these fields belong to the reading of who made them; all others to the case as a whole, unless the field
# names a reading: `note@A Jones` is about that reading, whoever made the entry (a lead inspector settling it).
READING_FIELDS = frozenset({"answer", "reasons", "response", "note", "mark", "kind", "state"})
# What an entry about the inspection as a whole has for its case; the fields of such entries.
INSPECTION = ""
INSPECTION_FIELDS = frozenset({"finding", "recommendation", "action", "rating", "question-set"})
# The rating of a standard that is judged elsewhere.
RATING = "rating"
# The field and the item of an upgrade: what is asked from then on (see `asked`).
QUESTION_SET = "question-set"
# What the counted answer of a question is, whatever the readings say; its parents are the answers that it settles.
RESOLUTION = "resolution"
# All the fields there are, but for that.
FIELDS = (
    "answer", "reasons", "response", "note", "mark", "kind", "state", "value", "alert", "case", "first", "second",
    "finding", "recommendation", "action", "practice", RATING, QUESTION_SET,
)  # fmt: skip
# Entries of these fields are about a question of the question set.
QUESTION_FIELDS = frozenset({"answer", "reasons", "response", "note", "mark", RESOLUTION})
# Those, and that of a fact: what is kept under an item of its own where the words changed (see `asked`).
NAMED_FIELDS = QUESTION_FIELDS | {"value"}


class Slot(NamedTuple):
    """What an entry is about. Entries of one slot replace one another; `reading` is an assessor, or empty."""

    case: str
    item: str
    field: str
    reading: str


def slot_of(case: str, item: str, field: str, reader: str) -> Slot:
    """Return what an entry of this field by this assessor is about."""
    if field in READING_FIELDS:
        return Slot(case, item, field, reader)
    name, _, reading = field.partition("@")
    return Slot(case, item, name, reading)


def in_reading(field: str, reading: str) -> str:
    """Return the field of an entry about somebody else's reading."""
    return f"{field}@{reading}"


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
        return slot_of(self.case, self.item, self.field, self.reader)


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
    case, item, field = slot
    text = _text
    replaced = ",".join(f'"{parent.hex()}"' for parent in parents) if parents else ""
    # The JSON list of it all, as `json.dumps` writes it without spaces; written out, since a merge makes a million of
    # them.
    content = (
        f'["{_FORMAT}",{text(inspection)},{text(replica)},{seq:d},"{previous.hex()}",{text(case)},{text(item)},'
        f"{text(field)},{text(value)},{text(reader)},[{replaced}],{text(at)}]"
    )
    return hashlib.sha256(content.encode()).digest()


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
    return tuple([blob[start : start + 32] for start in range(0, len(blob), 32)]) if blob else ()


def digest(identifiers: Iterable[bytes]) -> str:
    """Return one SHA-256 for a set of entries by their ids, whatever their order."""
    return hashlib.sha256(b"".join(sorted(identifiers))).hexdigest()
