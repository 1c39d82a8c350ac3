"""The history: who entered what, and when; as lines for a person and as data for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casereview.casebook import Entry
from casereview.casebook.asked import value_words as set_words
from casereview.text import clipped

FORMAT = "casereview.history/1"

_WIDEST = 60


def history_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Return a line for each entry: time, assessor, case, item, field, the value before and the value entered.

    `entries` come oldest first, and with those that they replace.
    """
    values: dict[bytes, str] = {}
    for entry in entries:
        values[entry.id] = entry.value
        before = list(dict.fromkeys(values[each] for each in entry.parents if each in values))
        yield _line(entry, before)


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


def _line(entry: Entry, before: list[str]) -> str:
    at = f"{entry.at[:10]} {entry.at[11:16]} UTC"
    after = value_words(entry.field, entry.value)
    change = f"{' | '.join(value_words(entry.field, each) for each in before)} -> {after}" if before else after
    own = entry.field in ("value", "case", "state", "kind", "alert", "question-set")
    what = (entry.item,) if own else (entry.item, entry.field)
    parts = (at, entry.reader or "-", entry.case, *what, change)
    return "  ".join(clipped(each, 2 * _WIDEST if each is change else _WIDEST) for each in parts)


def value_words(field: str, value: str) -> str:
    """Return the JSON value of an entry in words, as one line with nothing raw in it."""
    found = json.loads(value)
    if found is None:
        return "taken back" if field in ("resolution", "question-set") else "blank"
    match field.partition("@")[0]:  # an entry about somebody else's reading names it there
        case "case" if isinstance(found, dict):
            return _case_words(found)
        case "resolution" if isinstance(found, dict):
            said = f"settled as {found.get('answer') or 'blank'}"
            return f'{said}: "{_plain(found["note"])}"' if found.get("note") else said
        case "question-set":
            return _plain(set_words(found))
        case "mark":
            return "marked"
        case "kind":
            return "second reading" if found == "second" else _plain(found)
        case "note":
            return f'"{_plain(found)}"'
        case "reasons" if isinstance(found, list):
            return _plain("; ".join(str(each) for each in found))
        case "state" if isinstance(found, dict):
            return "signed off" if found.get("signed") else f"opened again: {_plain(found.get('why', ''))}"
        case "alert" if isinstance(found, dict):
            return _alert_words(found)
        case _:
            return _plain(found)


def _case_words(case: Mapping[str, Any]) -> str:
    if "reserve" in case:
        return f"reserve {_plain(case['reserve'])}"
    if "out" in case:
        return f'taken out: "{_plain(case["out"])}"; {_plain(case.get("instead", ""))} instead'
    return "added"


def _alert_words(alert: Mapping[str, Any]) -> str:
    why = alert.get("withdrawn")
    return f'raised "{_plain(alert.get("text", ""))}"' if why is None else f"withdrawn: {_plain(why)}"


def _plain(value: Any) -> str:
    return clipped(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), _WIDEST)
