"""What an entry may say: the fields there are, and the values that each can hold.

The program writes no others; what comes from elsewhere is held to the same, so that whatever is in a casebook can be
read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from casereview.casebook.asked import Asked, is_sound
from casereview.casebook.entry import (
    INSPECTION,
    INSPECTION_FIELDS,
    QUESTION_SET,
    RATING,
    READING_FIELDS,
    RESOLUTION,
    Entry,
    as_json,
)
from casereview.casebook.errors import UNREADABLE, CasebookError, Refused
from casereview.casebook.responses import fits
from casereview.questions.changes import named
from casereview.questions.model import ANSWERS, Fact, Question
from casereview.text import storable

LONGEST_TEXT = 1_000_000
LONGEST_NAME = 200
MOST_PLACES = 1_000_000  # of what has an order: reserves, findings

ADDED: Mapping[str, Any] = {"added": True}  # the value of the slot of a case that is in the sample

_ANSWER_TEXTS = frozenset({"null", *(as_json(answer) for answer in ANSWERS)})
_TIME = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
# The longest JSON of a text: six characters for a control character.
_LONGEST_JSON = 2 * 6 * LONGEST_TEXT
# In a long value nearly all is text; a long one that is not would take many times its size to read.
_LONG, _MOST_BESIDE_TEXT = 20_000, 2_000
_TEXT_IN_JSON = re.compile(r'"(?:[^"\\]++|\\.)*+"')


def check_reader(reader: str) -> None:
    """Refuse a name that is none. Raises Refused."""
    if not reader.strip() or len(reader) > LONGEST_NAME or not storable(reader):
        raise Refused(f"say who is assessing: a name of at most {LONGEST_NAME} characters")


def check_text(text: str) -> None:
    """Refuse a text that is too long. Raises Refused."""
    if len(text) > LONGEST_TEXT:
        raise Refused(f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} fit")


class Values:
    """The values that entries about a question set can hold."""

    def __init__(self, asked: Asked) -> None:
        kept = {asked.item(name): each for name, each in named(asked.question_set).items()}
        self._asked = {item: each for item, each in kept.items() if isinstance(each, Question)}
        self._facts = {item: each for item, each in kept.items() if isinstance(each, Fact)}
        self._standards = {f"{RATING}:{each}" for each in asked.question_set.elsewhere}
        self._ratings = asked.question_set.ratings
        self._framed: tuple[str, ...] = ()  # the last frame that was sound: most entries have that of the one before

    def fault(self, entry: Entry) -> str:
        """Return what is wrong with what an entry says, in words without its content; nothing if it is sound."""
        if entry.field == "answer" and entry.value in _ANSWER_TEXTS and entry.item in self._judged:
            return self._frame_fault(entry)  # nearly every entry
        name = entry.slot.field
        check = self._checks.get(name)
        if check is None or (entry.field != name and (name not in READING_FIELDS or not entry.slot.reading)):
            return "is of a kind that this version does not know"
        try:
            sound = not _too_large(entry.value) and self._sound(entry, check)
        except (*UNREADABLE, CasebookError):
            sound = False
        if sound:
            return self._frame_fault(entry)
        if name == "answer":
            return "holds an answer that the question set does not allow"
        return "holds a value that the question set or this version does not allow"

    @cached_property
    def _judged(self) -> frozenset[str]:
        return frozenset(item for item, each in self._asked.items() if each.kind == "judgement")

    def _sound(self, entry: Entry, check: Callable[[str, Any], bool]) -> bool:
        value = json.loads(entry.value)
        return as_json(value) == entry.value and check(entry.item, value)

    def _frame_fault(self, entry: Entry) -> str:
        """Who, when and which case, which every entry has."""
        frame = (entry.case, entry.reader, entry.replica, entry.field)
        if frame != self._framed:
            slot = entry.slot
            if (slot.field in INSPECTION_FIELDS) != (entry.case == INSPECTION):
                return "is about no case, or about one that it can not be about"
            if (entry.case and not entry.case.strip()) or len(entry.case) > LONGEST_TEXT:
                return "is about no case"
            if len(entry.reader) > LONGEST_NAME or len(slot.reading) > LONGEST_NAME or len(entry.replica) > 64:
                return "has a name that is too long"
            if slot.field in READING_FIELDS and not slot.reading.strip():
                return "is nobody's"
            self._framed = frame
        try:
            known = _TIME.fullmatch(entry.at) is not None and datetime.fromisoformat(entry.at) is not None
        except ValueError:
            known = False
        return "" if known else "has no valid time"

    @cached_property
    def _checks(self) -> Mapping[str, Callable[[str, Any], bool]]:
        """By field: is this value of this item sound?"""
        asked, judged = self._asked, self._judged
        return {
            "answer": lambda item, value: item in judged and (value is None or value in ANSWERS),
            "reasons": self._reasons,
            "response": self._response,
            "note": lambda item, value: item in asked and (value is None or _text(value)),
            "mark": lambda item, value: item in asked and (value is None or value is True),
            "kind": lambda item, value: item == "reading" and value in (None, "second"),
            "state": lambda item, value: item == "sign-off" and (value is None or _state(value)),
            "value": self._fact,
            "alert": lambda item, value: item.startswith("alert:") and len(item) <= LONGEST_NAME and _alert(value),
            "case": lambda item, value: item == "case" and _case(value),
            "first": lambda item, value: item == "allocation" and (value is None or _name(value)),
            "second": lambda item, value: item == "allocation" and (value is None or _name(value)),
            "finding": lambda item, value: _named(item, "finding:") and (value is None or _decision(value)),
            "recommendation": lambda item, value: (
                _named(item, "recommendation:") and (value is None or _record(value, text=str, who=str, place=int))
            ),
            "action": lambda item, value: _named(item, "action:") and (value is None or _action(value)),
            "practice": lambda item, value: (
                item == "practice" and (value is None or _record(value, name=str, text=str))
            ),
            RATING: lambda item, value: (
                item in self._standards and (value is None or (isinstance(value, str) and value in self._ratings))
            ),
            QUESTION_SET: lambda item, value: item == QUESTION_SET and (value is None or is_sound(value)),
            RESOLUTION: lambda item, value: item in judged and (value is None or _resolution(value)),
        }

    def _reasons(self, item: str, value: Any) -> bool:
        question = self._asked.get(item)
        if question is None or value is None:
            return question is not None
        return isinstance(value, list) and all(isinstance(each, str) and question.reason(each) for each in value)

    def _response(self, item: str, value: Any) -> bool:
        question = self._asked.get(item)
        return question is not None and (fits(question, value) or (value is None and question.kind != "judgement"))

    def _fact(self, item: str, value: Any) -> bool:
        fact = self._facts.get(item)
        return fact is not None and (value is None or (isinstance(value, str) and fact.option(value) is not None))


def _too_large(value: str) -> bool:
    if len(value) <= _LONG:
        return False
    return len(value) > _LONGEST_JSON or len(_TEXT_IN_JSON.sub("", value)) > _MOST_BESIDE_TEXT


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_NAME


def _state(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("signed"), bool) and _text(value.get("why", ""))


def _alert(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    why = value.get("withdrawn")
    return _text(value.get("text")) and isinstance(value.get("reader"), str) and (why is None or _text(why))


def _case(value: Any) -> bool:
    """In the sample; a reserve with its place; or out of it, with the reason and what came instead."""
    if value == ADDED:
        return value["added"] is True
    if not isinstance(value, dict):
        return False
    if set(value) == {"reserve"}:
        return _place(value["reserve"]) and value["reserve"] > 0
    return set(value) == {"out", "instead"} and _text(value["out"]) and isinstance(value["instead"], str)


def _place(value: Any) -> bool:
    return type(value) is int and abs(value) <= MOST_PLACES


def _named(item: str, kind: str) -> bool:
    return item.startswith(kind) and len(kind) < len(item) <= LONGEST_NAME


def _record(value: Any, **fields: type) -> bool:
    """Tell whether a value has just these fields, of these kinds, none too long."""
    return (
        isinstance(value, dict)
        and set(value) == set(fields)
        and all(type(value[name]) is kind for name, kind in fields.items())
        and all(
            _text(value[name]) if kind is str else kind is not int or _place(value[name])
            for name, kind in fields.items()
        )
    )


def _decision(value: Any) -> bool:
    return _record(value, state=str, text=str, figures=str, place=int) and value["state"] in ("", "accepted", "dropped")


def _action(value: Any) -> bool:
    texts = dict.fromkeys(("recommendation", "what", "who", "by", "review", "progress"), str)
    return _record(value, **texts, done=bool) and all(not value[day] or is_day(value[day]) for day in ("by", "review"))


def is_day(text: str) -> bool:
    """Tell whether a text is a day as ISO 8601 writes it: 2012-05-31."""
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _resolution(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"answer", "note"}
        and (value["answer"] is None or value["answer"] in ANSWERS)
        and _text(value["note"])
    )
