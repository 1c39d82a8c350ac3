"""The history for a person: who entered what, and when, a line for each entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from casereview.casebook import Entry
from casereview.casebook.asked import Asked
from casereview.casebook.asked import value_words as set_words
from casereview.casebook.entry import NAMED_FIELDS, QUESTION_SET
from casereview.casebook.errors import UNREADABLE
from casereview.questions.changes import set_words as first_words
from casereview.questions.model import QuestionSet
from casereview.reports.text.decisions_text import DECIDED, decision_words
from casereview.text import clipped

_WIDEST = 60


def history_lines(entries: Iterable[Entry], asked: Asked, first: QuestionSet) -> Iterator[str]:
    """Return a line for each entry: time, assessor, case, item, field, the value before and the value entered.

    `entries` come oldest first, and with those that they replace. `asked` is what is asked at present, `first` the set
    that the inspection began with.
    """
    values: dict[bytes, str] = {}
    stacks: dict[bytes, tuple[str, ...]] = {}
    shown = asked.shown()
    for entry in entries:
        values[entry.id] = entry.value
        before = list(dict.fromkeys(values[each] for each in entry.parents if each in values))
        if entry.field == QUESTION_SET:
            stood = _common([stacks[each] for each in entry.parents if each in stacks])
            yield _joined(entry, _upgrade_words(entry.value, before or ["null"], stood, first))
            at = stood.index(entry.value) if entry.value in stood else len(stood)
            stacks[entry.id] = (*stood[:at], entry.value)
        else:
            named = shown(entry.item) if entry.slot.field in NAMED_FIELDS else entry.item
            yield _line(entry, named, before, asked.question_set)


def _common(stacks: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What all began with; each stack has the sets one upon the other, the first of them `null`."""
    common = zip(*stacks, strict=False) if stacks else [("null",)]
    return tuple(each[0] for each in takewhile(lambda each: len(set(each)) == 1, common))


def _upgrade_words(value: str, before: list[str], stood: tuple[str, ...], first: QuestionSet) -> str:
    """What an upgrade changed; took back, where that set `stood` below the last one; or settled between copies."""

    def words(each: str) -> str:
        return first_words(first) if each == "null" else set_words(json.loads(each))

    if len(before) > 1:
        copies = " and to ".join(words(each) for each in before)
        return f"upgrade settled: question set {words(value)}; copies had been upgraded to {copies}"
    did = "upgrade taken back" if value in stood else "upgrade"
    return f"{did}: question set changed from {words(before[0])} to {words(value)}"


def _line(entry: Entry, named: str, before: list[str], asked: QuestionSet) -> str:
    field = entry.field

    def words(value: str) -> str:
        return _decided(asked, field, value) if field in DECIDED else value_words(field, value)

    after = words(entry.value)
    change = f"{' | '.join(map(words, before))} -> {after}" if before else after
    own = field in DECIDED or field in ("value", "case", "state", "kind", "alert")
    return _joined(entry, named, *(() if own else (entry.field,)), clipped(change, 2 * _WIDEST))


def _joined(entry: Entry, *parts: str) -> str:
    """A line: when, who, which case if it is about one, and the rest."""
    start = (f"{entry.at[:10]} {entry.at[11:16]} UTC", entry.reader or "-", *([entry.case] if entry.case else []))
    rest = (clipped(each, _WIDEST) for each in (*start, *parts[:-1]))
    return "  ".join((*rest, clipped(parts[-1], 4 * _WIDEST)))


def _decided(asked: QuestionSet, field: str, value: str) -> str:
    found = json.loads(value)
    try:
        return decision_words(asked, field, found)
    except UNREADABLE:
        return _plain(found)


def value_words(field: str, value: str) -> str:
    """Return the JSON value of an entry in words, as one line with nothing raw in it."""
    found = json.loads(value)
    if found is None:
        return "taken back" if field == "resolution" else "blank"
    match field.partition("@")[0]:  # an entry about somebody else's reading names it there
        case "case" if isinstance(found, dict):
            return _case_words(found)
        case "resolution" if isinstance(found, dict):
            said = f"settled as {found.get('answer') or 'blank'}"
            return f'{said}: "{_plain(found["note"])}"' if found.get("note") else said
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
