"""Has the data of a question set file the right shape? What pydantic refuses, said in the file's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from pydantic import ValidationError

from casereview.questions.fault import Fault, what_instead
from casereview.questions.file_model import FindingsEntry, QuestionSetFile
from casereview.questions.file_tables import ONCE, TABLES, names_in
from casereview.text import clipped

_MOST_ENTRIES, _MOST_KEYS = 5_000, 200  # of one list, of one table
# What is written under a line of its own: several, each under [[...]], or one, under [...].
_SEVERAL = (
    "bands",
    "sections",
    "criteria",
    "themes",
    "facts",
    "parts",
    "lists",
    "questions",
    "recommendations",
    "glossary",
)
_CLAUSES = ("good", "poor", "among", "phrase")
_NUMBERS = ("from", "to", "points", "standards", *FindingsEntry.model_fields)
_UNSEEN = "no characters that can not be seen"


def too_large(data: dict[str, Any]) -> Fault | None:
    """Return what there is far too much of: nothing is looked at in detail that
    is far larger than what is asked anywhere.
    """
    at: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    for place, value in at:  # grows while it is gone through: level by level
        if isinstance(value, dict):
            steps: Iterable[tuple[str | int, Any]] = value.items()
            most, what = _MOST_KEYS, "names"
        elif isinstance(value, list):
            steps, most, what = enumerate(value), _MOST_ENTRIES, "entries"
        else:
            continue
        if len(value) > most:
            where, _, key = _place(data, place)
            named = f"'{clipped(key, 40)}' has" if key else "there are"
            return Fault(where, f"{named} {len(value):,} {what}; {most:,} are the most; take some out")
        if len(place) < 4:  # no deeper can a file of the right shape be; the rest is refused by its shape
            at += [((*place, step), each) for step, each in steps if isinstance(each, dict | list)]
    return None


def shape_faults(data: dict[str, Any], error: ValidationError) -> tuple[Iterator[Fault], int]:
    """Return the faults of the shape, and how many there are.

    Where there are very many (a kilobyte each) only those of the first entries of each list are given.
    """
    count, keep = error.error_count(), 3
    while error.error_count() > 1_000 and keep <= _MOST_ENTRIES:
        try:
            QuestionSetFile.model_validate(_cut(data, keep))
        except ValidationError as fewer:
            error = fewer
            break
        keep *= 10
    details = error.errors(include_url=False)
    # One thing that can be a text or a list is refused twice.
    told = [
        each for each, before in zip(details, [None, *details], strict=False) if not (before and _again(each, before))
    ]
    return (_shape_fault(data, each) for each in told), count - len(details) + len(told)


def _again(detail: Any, before: Any) -> bool:
    step = detail["loc"][-1]
    return isinstance(step, str) and step.startswith("list[") and detail["loc"][:-1] == before["loc"][:-1]


def _cut(value: Any, keep: int, deep: int = 4) -> Any:
    """The same data with only the first entries of its lists."""
    if isinstance(value, list) and deep:
        return [_cut(each, keep, deep - 1) for each in value[:keep]]
    if isinstance(value, dict) and deep:
        return {key: _cut(each, keep, deep - 1) for key, each in value.items()}
    return value


def _shape_fault(data: Any, detail: Any) -> Fault:
    where, fields, key = _place(data, detail["loc"])
    found, said = detail.get("input"), f"'{clipped(str(key), 40)}' is {_quoted(detail.get('input'))}"
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return Fault(
                where,
                f"'{clipped(str(key), 40)}' is not known here",
                partial(what_instead, str(key), fields, "take it out"),
            )
        case "missing":
            return Fault(
                where, f"'{key}' is missing; {_example(key, detail['loc']).replace('write it in quotes', 'add it')}"
            )
        case "string_pattern_mismatch":
            return Fault(where, _of_pattern(where, key, found))
        case "literal_error":
            return Fault(where, f"{said}; it can be {limits['expected'].replace(chr(39), '')}")
        case "string_too_long":
            return Fault(where, f"{said}, {len(found or ''):,} characters; it can have {limits['max_length']:,}")
        case "string_too_short":
            return Fault(where, f"{said}; it needs words, or take the line out")
        case "too_short":
            return Fault(where, f"{said}; it needs at least {limits['min_length']}")
        case "less_than_equal":
            return Fault(where, f"{said}; it can be at most {limits['le']}")
        case "greater_than_equal":
            return Fault(where, f"{said}; it can be at least {limits['ge']}")
        case _:  # another kind of thing than is wanted
            return Fault(where, f"{said}; {_example(key, detail['loc'])}")


def _of_pattern(where: str, key: str, found: str) -> str:
    said = f"'{key}' is {_quoted(found)}"
    if key == "version":
        return f"{said}; write three numbers, as in '1.0.0'"
    if key in _CLAUSES:
        return f"{said}; it is a part of a sentence, on one line, without a full stop"
    if key in _OF_WORDS:
        return f"{said}; it needs words, and {_UNSEEN}"
    if key in ("criterion_word", "criteria_word"):
        return f"{said}; it is a word within a sentence, without a full stop"
    if where == "documents" or key in ("about", "help", "guidance", "not_applicable"):
        return f"'{key}' is {_quoted(_around(found))}; it can have {_UNSEEN}"
    return f"{said}; an id has the letters a to z, none of them capitals, digits, hyphens and dots"


def _example(key: str, location: tuple[str | int, ...]) -> str:
    """What to write, in the file's own signs."""
    if "applies_when" in location:
        return 'write applies_when = { plan-needed = "yes" }, with one answer in quotes or several as in ["yes", "no"]'
    if key in _SEVERAL and location[0] == key:
        return f"write each under a line of its own, [[{key}]]"
    if key in ONCE:
        return f"write its lines under a line of its own, [{key}]"
    if key in _NUMBERS:
        return f"write a whole number without quotes, as in {key} = 65"
    if key in ("options", "items", "reasons", "elsewhere"):
        return f'write {key} = [{{ id = "one", label = "One" }}, {{ id = "two", label = "Two" }}]'
    if key == "bands":
        return 'write bands = [{ id = "low", from = 0, label = "Low" }]'
    if key in ("themes", "only", "questions"):
        return f'write ids in square brackets, as in {key} = ["one", "two"]'
    return f'write it in quotes, as in {key} = "{_SAMPLES.get(key, "...")}"'


_SAMPLES = {"id": "plan-good", "version": "1.0.0", "criterion": "1.1", "section": "1"}
_OF_WORDS = ("title", "label", "text", "short", "who", "term", "meaning", "low", "high")


def _around(text: str) -> str:
    """A piece of a long text around what can not be shown as it is."""
    at = next((place for place, each in enumerate(text) if each not in "\n\t" and not each.isprintable()), 0)
    return text if at < 30 else f"…{text[at - 20 :]}"


def _quoted(value: Any) -> str:
    """What stands there, as the file says it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict) and len(value) > 20:
        return f"a {'list' if isinstance(value, list) else 'table'} of {len(value):,}"
    try:
        if isinstance(value, list | dict):
            return clipped(repr(value), 40)
        return f"'{clipped(value, 40)}'" if isinstance(value, str) else clipped(str(value), 40)
    except (RecursionError, ValueError):  # nested without end; a number of a million digits
        return "nested too deeply to show"


def _place(data: Any, location: tuple[str | int, ...]) -> tuple[str, list[str], str]:
    """Follow a pydantic location into the data: the id it lies under, the keys allowed there, and the key itself."""
    names: list[str] = []
    fields = names_in(QuestionSetFile)
    key = ""
    for step in location:
        if isinstance(step, int):
            kind, model = TABLES.get(key, (key, None))
            data = data[step] if isinstance(data, list) and step < len(data) else None
            if model is not None:
                identifier = data.get("id") if isinstance(data, dict) else None
                names.append(
                    f"{kind} {clipped(identifier, 48) if isinstance(identifier, str) else f'number {step + 1}'}"
                )
                fields = names_in(model)
        else:
            if step == "[key]":
                continue  # pydantic's mark that the key before is itself at fault
            if step.startswith(("list[", "str", "constrained", "function")) and not (
                isinstance(data, dict) and step in data
            ):
                continue  # pydantic's name for a branch of a union, no key of the file
            key = step
            data = data.get(step) if isinstance(data, dict) else None
            if not names and step in ONCE and isinstance(data, dict):
                names.append(step)
                fields = names_in(ONCE[step])
    return ", ".join(names), fields, key
