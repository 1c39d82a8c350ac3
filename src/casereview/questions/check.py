"""Is a question set sound? Every fault in words: where it is, what it is, the nearest valid word."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError

from casereview.questions.build import build, written_out
from casereview.questions.check_kinds import kind_faults, scoring_faults
from casereview.questions.file_model import (
    BandEntry,
    CriterionEntry,
    FactEntry,
    ListEntry,
    OptionEntry,
    PartEntry,
    QuestionEntry,
    QuestionSetFile,
    ReasonEntry,
    RecommendationEntry,
    SectionEntry,
    TermEntry,
    ThemeEntry,
)
from casereview.questions.load import MOST_FAULTS
from casereview.questions.model import ANSWERS, QuestionSet
from casereview.text import clipped, counted

_TABLES: dict[str, tuple[str, type[BaseModel]]] = {
    "bands": ("band", BandEntry),
    "sections": ("section", SectionEntry),
    "criteria": ("criterion", CriterionEntry),
    "themes": ("theme", ThemeEntry),
    "facts": ("fact", FactEntry),
    "parts": ("part", PartEntry),
    "lists": ("list", ListEntry),
    "questions": ("question", QuestionEntry),
    "reasons": ("reason", ReasonEntry),
    "items": ("item", OptionEntry),
    "options": ("option", OptionEntry),
    "recommendations": ("recommendation", RecommendationEntry),
    "glossary": ("term", TermEntry),
}


MOST_ROWS = 5_000
_MOST_ENTRIES, _MOST_KEYS = 5_000, 200  # of one list, of one table
_MOST_WRITTEN_OUT = 5_000_000
# What Windows takes for a device whatever follows the first dot: no file can be named after such a set.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a question set: `where` names the id, `what` the fault and the remedy.

    `hint` is the end of the sentence where it takes long to find: asked for only when the fault is shown.
    """

    where: str
    what: str
    hint: Callable[[], str] = str

    def __str__(self) -> str:
        what = self.what + self.hint()
        return f"{self.where}: {what}" if self.where else what


def check(data: dict[str, Any]) -> list[Fault]:
    """Return the faults of a question set file's data, in file order; none means that `build` will succeed.

    Of more than `MOST_FAULTS` the last says how many more there are.
    """
    if large := _too_large(data):
        return [large]
    try:
        checked = QuestionSetFile.model_validate(data)
    except ValidationError as error:
        return _few(_shape_faults(data, error), error.error_count())
    return (
        _few(_of_ids(checked))
        # Only a set whose ids are unique and whose references lead somewhere can be written out and its gates followed.
        or list(_sizes(checked, data))
        or _few(_of_rows(checked, build(data)))
    )


def _of_ids(file: QuestionSetFile) -> Iterator[Fault]:
    yield from _duplicates(file)
    yield from _references(file)
    yield from _bands(file.bands)
    yield from (Fault(*said) for said in scoring_faults(file))
    yield from (Fault(*said) for said in kind_faults(file))
    if file.id.split(".")[0] in _DEVICES:
        yield Fault("", f"'id' is '{file.id}', which names a device on Windows; choose another")


def _of_rows(file: QuestionSetFile, built: QuestionSet) -> Iterator[Fault]:
    yield from _row_ids(built)
    yield from _gates(built)
    yield from _words(file, built)


def _few(faults: Iterator[Fault], count: int | None = None) -> list[Fault]:
    """The first faults, and how many more there are: of `count`, or of all that come."""
    told = list(islice(faults, MOST_FAULTS))
    more = sum(1 for _ in faults) if count is None else count - len(told)
    return [*told, Fault("", f"and {counted(more, 'fault')} more")] if more else told


def _too_large(data: dict[str, Any]) -> Fault | None:
    """Nothing is looked at in detail that is far larger than what is asked anywhere."""
    at: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    for place, value in at:  # grows while it is gone through: level by level
        if isinstance(value, dict):
            steps: Iterable[tuple[str | int, Any]] = value.items()
            most, what = _MOST_KEYS, "keys"
        elif isinstance(value, list):
            steps, most, what = enumerate(value), _MOST_ENTRIES, "entries"
        else:
            continue
        if len(value) > most:
            where, _, key = _place(data, place)
            named = f"'{clipped(key, 40)}' has" if key else "there are"
            return Fault(where, f"{named} {len(value):,} {what}; {most:,} are the most that can be")
        if len(place) < 4:  # no deeper can a file of the right shape be; the rest is refused by its shape
            at += [((*place, step), each) for step, each in steps if isinstance(each, dict | list)]
    return None


def _sizes(file: QuestionSetFile, data: dict[str, Any]) -> Iterator[Fault]:
    items = {each.id: len(each.items) for each in file.lists}
    rows = sum(1 if each.for_each is None else len(each.only or ()) or items[each.for_each] for each in file.questions)
    if rows > MOST_ROWS:
        yield Fault("questions", f"{rows:,} rows when each is written out for its list; {MOST_ROWS:,} are the most")
    elif written_out(data) > _MOST_WRITTEN_OUT:
        most = f"{_MOST_WRITTEN_OUT:,} characters are the most"
        yield Fault("questions", f"too long when each is written out for its list; {most}")


def _nearest(word: str, known: Iterable[str]) -> str:
    known = sorted(set(known))
    close = difflib.get_close_matches(word[:100], known, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; it can be {', '.join(known)}" if 0 < len(known) <= 8 else ""


# --- the shape of the file: what pydantic refused, said in the file's own words ---


def _shape_faults(data: dict[str, Any], error: ValidationError) -> Iterator[Fault]:
    """The faults of the shape; where there are very many (a kilobyte each), those of the first entries of each list."""
    keep = 3
    while error.error_count() > 1_000 and keep <= _MOST_ENTRIES:
        try:
            QuestionSetFile.model_validate(_cut(data, keep))
        except ValidationError as fewer:
            error = fewer
            break
        keep *= 10
    for detail in error.errors(include_url=False):
        yield _shape_fault(data, detail)


def _cut(value: Any, keep: int, deep: int = 4) -> Any:
    """The same data with only the first entries of its lists."""
    if isinstance(value, list) and deep:
        return [_cut(each, keep, deep - 1) for each in value[:keep]]
    if isinstance(value, dict) and deep:
        return {key: _cut(each, keep, deep - 1) for key, each in value.items()}
    return value


def _shape_fault(data: Any, detail: Any) -> Fault:
    location: tuple[str | int, ...] = detail["loc"]
    where, fields, key = _place(data, location)
    found = detail.get("input")
    match detail["type"]:
        case "extra_forbidden":
            return Fault(where, f"unknown key '{clipped(str(key), 40)}'", partial(_nearest, str(key), fields))
        case "missing":
            return Fault(where, f"'{key}' is missing")
        case "string_pattern_mismatch" if key == "version":
            return Fault(where, f"'version' is {_quoted(found)}; write three numbers, as in '1.0.0'")
        case "string_pattern_mismatch" if key in ("good", "poor", "among", "phrase"):
            return Fault(
                where, f"'{key}' is {_quoted(found)}; it is a part of a sentence, on one line, without a full stop"
            )
        case "string_pattern_mismatch" if key in _OF_WORDS:
            return Fault(where, f"'{key}' is {_quoted(found)}; it needs words, and no control characters")
        case "string_pattern_mismatch" if key in ("about", "help", "guidance", "not_applicable"):
            return Fault(where, f"'{key}' is {_quoted(_about_control(found))}; it can have no control characters")
        case "string_pattern_mismatch":
            return Fault(where, f"'{key}' is {_quoted(found)}; an id has lower-case letters, digits, hyphens and dots")
        case "literal_error":
            expected = detail["ctx"]["expected"].replace("'", "")
            return Fault(where, f"'{key}' is {_quoted(found)}; it can be {expected}")
        case _:
            message = detail["msg"].removeprefix("Value error, ")
            return Fault(where, f"'{key}' is {_quoted(found)}: {message[:1].lower()}{message[1:]}")


_OF_WORDS = ("title", "label", "text", "short", "who", "term", "meaning", "low", "high")


def _about_control(text: str) -> str:
    """A piece of a long text around what can not be shown as it is."""
    at = next((place for place, each in enumerate(text) if each not in "\n\t" and not each.isprintable()), 0)
    return text if at < 30 else f"…{text[at - 20 :]}"


def _quoted(value: Any) -> str:
    if isinstance(value, list | dict) and len(value) > 20:
        return f"a {'list' if isinstance(value, list) else 'table'} of {len(value):,}"
    try:
        return f"'{clipped(value, 40)}'" if isinstance(value, str) else clipped(repr(value), 40)
    except (RecursionError, ValueError):  # nested without end; a number of a million digits
        return "nested too deeply to show"


def _place(data: Any, location: tuple[str | int, ...]) -> tuple[str, list[str], str]:
    """Follow a pydantic location into the data: the id it lies under, the keys allowed there, and the key itself."""
    names: list[str] = []
    fields = _keys(QuestionSetFile)
    key = ""
    for step in location:
        if isinstance(step, int):
            kind, model = _TABLES.get(key, (key, None))
            data = data[step] if isinstance(data, list) and step < len(data) else None
            if model is not None:
                identifier = data.get("id") if isinstance(data, dict) else None
                names.append(
                    f"{kind} {clipped(identifier, 48) if isinstance(identifier, str) else f'number {step + 1}'}"
                )
                fields = _keys(model)
        else:
            if step == "[key]":
                continue  # pydantic's mark that the key before is itself at fault
            if step.startswith(("list[", "str", "constrained", "function")) and not (
                isinstance(data, dict) and step in data
            ):
                continue  # pydantic's name for a branch of a union, no key of the file
            key = step
            data = data.get(step) if isinstance(data, dict) else None
    return ", ".join(names), fields, key


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


# --- what the shape alone can not tell ---


def _duplicates(file: QuestionSetFile) -> Iterator[Fault]:
    groups: dict[str, list[str]] = {
        "band": [each.id for each in file.bands],
        "section": [each.id for each in file.sections],
        "criterion": [each.id for each in file.criteria],
        "theme": [each.id for each in file.themes],
        "fact": [each.id for each in file.facts],
        "part": [each.id for each in file.parts],
        "list": [each.id for each in file.lists],
        "question": [each.id for each in file.questions],
        "recommendation": [each.id for each in file.recommendations],
        "glossary term": [each.term for each in file.glossary],
    }
    for kind, ids in groups.items():
        yield from (Fault(f"{kind} {each}", "this id is used twice; give each its own") for each in _twice(ids))
    for fact in file.facts:
        for each in _twice(option.id for option in fact.options):
            yield Fault(f"fact {fact.id}", f"option '{each}' is there twice")
    for listing in file.lists:
        for each in _twice(item.id for item in listing.items):
            yield Fault(f"list {listing.id}", f"item '{each}' is there twice")
    for question in file.questions:
        for each in _twice(reason.id for reason in question.reasons):
            yield Fault(f"question {question.id}", f"reason '{each}' is there twice")
        for each in _twice(question.themes):
            yield Fault(f"question {question.id}", f"theme '{each}' is named twice; it counts once in each theme")


def _twice(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({each for each in ids if each in seen or seen.add(each)})  # type: ignore[func-returns-value]  # add gives None, as wanted


def _references(file: QuestionSetFile) -> Iterator[Fault]:
    # As keys: in the order of the file, and quickly found.
    sections = {each.id: None for each in file.sections}
    criteria = {each.id: None for each in file.criteria}
    parts = {each.id: None for each in file.parts}
    themes = {each.id: None for each in file.themes}
    lists = {each.id: {item.id: None for item in each.items} for each in file.lists}
    for criterion in file.criteria:
        if criterion.section not in sections:
            hint = partial(_nearest, criterion.section, sections)
            yield Fault(f"criterion {criterion.id}", f"no section '{criterion.section}'", hint)
    for question in file.questions:
        where = f"question {question.id}"
        if question.part not in parts:
            yield Fault(where, f"no part '{question.part}'", partial(_nearest, question.part, parts))
        if question.criterion not in criteria:
            yield Fault(where, f"no criterion '{question.criterion}'", partial(_nearest, question.criterion, criteria))
        for each in question.themes:
            if each not in themes:
                yield Fault(where, f"no theme '{each}'", partial(_nearest, each, themes))
        yield from _repetition(question, lists)
    asked = {question.criterion for question in file.questions}
    yield from (
        Fault(f"criterion {each}", "no question belongs to it; add one or take it out")
        for each in criteria
        if each not in asked
    )
    used = {criterion.section for criterion in file.criteria}
    yield from (
        Fault(f"section {each}", "no criterion belongs to it; add one or take it out")
        for each in sections
        if each not in used
    )


def _repetition(question: QuestionEntry, lists: dict[str, dict[str, None]]) -> Iterator[Fault]:
    where = f"question {question.id}"
    if question.for_each is None:
        if question.only is not None:
            yield Fault(where, "'only' chooses items of a list; name the list with 'for_each'")
        if "{item}" in question.text:
            yield Fault(where, "'{item}' stands in the text but there is no 'for_each'")
        return
    if question.for_each not in lists:
        yield Fault(where, f"no list '{question.for_each}'", partial(_nearest, question.for_each, lists))
        return
    if "{item}" not in question.text:
        yield Fault(where, "a repeated question needs '{item}' in its text")
    for each in question.only or ():
        if each not in lists[question.for_each]:
            hint = partial(_nearest, each, lists[question.for_each])
            yield Fault(where, f"no item '{each}' in list {question.for_each}", hint)
    if question.only == []:
        yield Fault(where, "'only' is empty; name at least one item or leave it out")


def _bands(bands: list[BandEntry]) -> Iterator[Fault]:
    """Bands must cover 0 to 100 once each (a printed `to` is held against the next band's `from`)."""
    above: BandEntry | None = None
    for band in sorted(bands, key=lambda each: -each.from_):
        last = 100 if above is None else above.from_ - 1
        where = f"band {band.id}"
        if above is not None and above.from_ == band.from_:
            yield Fault(where, f"overlaps band {above.id}: both start from {band.from_}")
        elif band.to is not None and band.to < band.from_:
            yield Fault(where, f"ends at {band.to}, before it starts at {band.from_}")
        elif band.to is not None and band.to > last:
            yield Fault(
                where, f"overlaps band {above.id if above else ''}: it ends at {band.to}, the next starts at {last + 1}"
            )
        elif band.to is not None and band.to < last:
            yield Fault(
                where,
                f"leaves a gap: it ends at {band.to}, {'the next starts at ' + str(last + 1) if above else 'not at 100'}",
            )
        above = band
    if above is not None and above.from_ > 0:
        yield Fault(f"band {above.id}", f"leaves a gap: no band from 0 to {above.from_ - 1}")


def _row_ids(built: QuestionSet) -> Iterator[Fault]:
    """Scored rows and facts share one space of names, as gates and columns use both."""
    rows = [question.id for question in built.questions]
    for each in _twice(rows):
        yield Fault(f"question {each}", "a repeated question writes out a row with this id too; rename one")
    for each in sorted(set(rows) & set(built.fact)):
        yield Fault(f"question {each}", "a fact has this id too; rename one")


def _gates(built: QuestionSet) -> Iterator[Fault]:
    """A gate names a fact or an earlier question and one of its values."""
    position = built.position
    told: set[tuple[str, str]] = set()
    for question in built.questions:
        where = f"question {question.matrix or question.id}"
        for gate, values in question.applies_when.items():
            if (where, gate) in told:
                continue
            told.add((where, gate))
            if gate in built.fact:
                allowed = [option.id for option in built.fact[gate].options]
            elif gate in position:
                allowed = list(ANSWERS)
                if position[gate] >= position[question.id]:
                    yield Fault(where, "", partial(_backwards, gate, question.id, built.by_id))
            else:
                hint = partial(_nearest, gate, built.fact.keys() | position.keys())
                yield Fault(where, f"gate '{gate}' is no fact or question", hint)
                continue
            for value in values:
                if value not in allowed:
                    hint = partial(_nearest, value, allowed)
                    yield Fault(where, f"gate '{gate}' has no value '{clipped(value, 40)}'", hint)


def _words(file: QuestionSetFile, built: QuestionSet) -> Iterator[Fault]:
    """The words for findings come in pairs, and lead to questions that there are."""
    known = {*built.by_id, *(question.matrix for question in built.questions if question.matrix)}
    for question in file.questions:
        where = f"question {question.id}"
        if (question.good is None) != (question.poor is None):
            missing = "poor" if question.poor is None else "good"
            yield Fault(where, f"'{missing}' is missing: findings need both what a yes and what a no means")
        for name, clause in (("good", question.good), ("poor", question.poor)):
            if clause and question.for_each is not None and clause.count("{item}") != 1:
                yield Fault(where, f"'{name}' of a repeated question needs '{{item}}' once")
            elif clause and question.for_each is None and "{item}" in clause:
                yield Fault(where, f"'{{item}}' stands in '{name}' but there is no 'for_each'")
    for each in file.recommendations:
        for name in each.questions:
            if name not in known:
                yield Fault(f"recommendation {each.id}", f"no question '{name}'", partial(_nearest, name, known))
    rules = file.findings
    # `strength_from_few` is not held against it: strengths are looked for first, so that few answers are never both.
    if rules.improvement_below > rules.strength_from:
        yield Fault(
            "findings",
            f"'improvement_below' is {rules.improvement_below}, above 'strength_from', {rules.strength_from};"
            " what lies between would be both",
        )


def _backwards(gate: str, question: str, rows: dict[str, Any]) -> str:
    """Say whether a gate that does not look back is a circle or merely in the wrong order."""
    path, seen = [gate], {gate}
    while path:
        here = path.pop()
        if here == question:
            return (
                f"gate '{gate}' depends on itself, through '{question}'"
                if gate != question
                else "its gate is the question itself; it depends on itself"
            )
        for following in rows[here].applies_when if here in rows else ():
            if following not in seen:
                seen.add(following)
                path.append(following)
    return f"gate '{gate}' comes later on the screens; a gate looks back to an earlier question"
