"""Has a question set each id once, and does what it names lead somewhere? And do its bands cover 0 to 100?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from casereview.questions.fault import Fault, what_instead
from casereview.questions.file_model import BandEntry, QuestionEntry, QuestionSetFile


def duplicate_faults(file: QuestionSetFile) -> Iterator[Fault]:
    """Yield a fault for each id that is given twice."""
    groups: dict[str, list[str]] = {
        "band": [each.id for each in file.bands],
        "section": [each.id for each in file.sections],
        "criterion": [each.id for each in file.criteria],
        "theme": [each.id for each in file.themes],
        "fact": [each.id for each in file.facts],
        "part": [each.id for each in file.parts],
        "list": [each.id for each in file.lists],
        "question": [each.id for each in file.questions],
        "milestone": [each.id for each in file.timetable],
        "recommendation": [each.id for each in file.recommendations],
        "glossary term": [each.term for each in file.glossary],
    }
    for kind, ids in groups.items():
        yield from (Fault(f"{kind} {each}", "this id is used twice; give each its own") for each in twice(ids))
    for fact in file.facts:
        if fact.id == "case":
            yield Fault(
                "fact case", "'case' heads the column of references in a list of cases; give the fact another id"
            )
        for each in twice(option.id for option in fact.options):
            yield Fault(f"fact {fact.id}", f"option '{each}' is there twice")
    for listing in file.lists:
        for each in twice(item.id for item in listing.items):
            yield Fault(f"list {listing.id}", f"item '{each}' is there twice")
    for question in file.questions:
        for each in twice(reason.id for reason in question.reasons):
            yield Fault(f"question {question.id}", f"reason '{each}' is there twice")
        for each in twice(question.themes):
            yield Fault(f"question {question.id}", f"theme '{each}' is named twice; it counts once in each theme")


def twice(ids: Iterable[str]) -> list[str]:
    """Return what is there more than once, sorted."""
    seen: set[str] = set()
    return sorted({each for each in ids if each in seen or seen.add(each)})  # type: ignore[func-returns-value]  # add gives None, as wanted


def reference_faults(file: QuestionSetFile) -> Iterator[Fault]:
    """Yield a fault for each name that leads nowhere, and for what nothing leads to."""
    # As keys: in the order of the file, and quickly found.
    sections = {each.id: None for each in file.sections}
    criteria = {each.id: None for each in file.criteria}
    parts = {each.id: None for each in file.parts}
    themes = {each.id: None for each in file.themes}
    lists = {each.id: {item.id: None for item in each.items} for each in file.lists}
    for criterion in file.criteria:
        if criterion.section not in sections:
            hint = partial(what_instead, criterion.section, sections)
            yield Fault(f"criterion {criterion.id}", f"no section '{criterion.section}'", hint)
    for question in file.questions:
        where = f"question {question.id}"
        if question.part not in parts:
            yield Fault(where, f"no part '{question.part}'", partial(what_instead, question.part, parts))
        if question.criterion not in criteria:
            yield Fault(
                where, f"no criterion '{question.criterion}'", partial(what_instead, question.criterion, criteria)
            )
        for each in question.themes:
            if each not in themes:
                yield Fault(where, f"no theme '{each}'", partial(what_instead, each, themes))
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
        texts = {
            name: getattr(question, name) or "" for name in ("text", "short", "guidance", "not_applicable", "among")
        }
        texts |= {f"phrase' of '{each.id}": each.phrase or "" for each in question.reasons}
        for name, text in texts.items():
            if "{item}" in text:
                yield Fault(
                    where, f"'{{item}}' stands in '{name}'; name a list with 'for_each', or take '{{item}}' out"
                )
        return
    if question.for_each not in lists:
        yield Fault(where, f"no list '{question.for_each}'", partial(what_instead, question.for_each, lists))
        return
    if "{item}" not in question.text:
        yield Fault(where, "a repeated question needs '{item}' in its text")
    for each in question.only or ():
        if each not in lists[question.for_each]:
            hint = partial(what_instead, each, lists[question.for_each])
            yield Fault(where, f"no item '{each}' in list {question.for_each}", hint)
    if question.only == []:
        yield Fault(where, "'only' is empty; name at least one item or leave it out")


def band_faults(bands: list[BandEntry]) -> Iterator[Fault]:
    """Yield faults of bands, which must cover 0 to 100 once each (a printed
    `to` is held against the next band's `from`).
    """
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
