"""What two question sets say otherwise around their questions: headings, rules, standards, the words for findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from casereview.questions.model import Criterion, Fact, Part, Question, QuestionSet, Section, Theme


class Other(NamedTuple):
    """What is said otherwise: `what` it is (`theme`, `band`, `good`, ...), the `id` of it or of its question, and how it
    `was` and is `now`. Nothing `was` where it is new, nothing is `now` where it is gone.
    """

    what: str
    id: str
    was: str
    now: str


def rules(old: QuestionSet, new: QuestionSet) -> tuple[Other, ...]:
    """Return what is said otherwise of a set as a whole."""
    return tuple(_otherwise(_of_set(old), _of_set(new)))


def words(name: str, old: Question | Fact, new: Question | Fact) -> Iterator[Other]:
    """Return what is said otherwise around a question or fact, by its new name; an answer means the same by it."""
    were, are = _around(old), _around(new)
    both = were.keys() & are.keys()  # a reason that is there on one side only is said elsewhere
    return (
        Other(what, name, each, are[what]) for what, each in were.items() if what in both and not _same(each, are[what])
    )


def _otherwise(were: Mapping[tuple[str, str], str], are: Mapping[tuple[str, str], str]) -> Iterator[Other]:
    """Sorted as the sets have them: what is the same or new in its place, what is gone behind its like."""
    kinds = list(dict.fromkeys(what for what, _ in (*were, *are)))
    for about in sorted(dict.fromkeys((*are, *were)), key=lambda each: kinds.index(each[0])):
        was, now = were.get(about, ""), are.get(about, "")
        if not _same(was, now):
            yield Other(*about, was, now)


def _same(was: str, now: str) -> bool:
    """A line broken elsewhere is nothing that is said otherwise."""
    return was.split() == now.split()


def _of_set(of: QuestionSet) -> dict[tuple[str, str], str]:
    found: list[tuple[str, str, str]] = [("title", "", of.title), ("about", "", of.about), ("scoring", "", of.scoring)]
    groups: dict[str, tuple[Part | Section | Criterion | Theme, ...]] = {
        "part": of.parts,
        "section": of.sections,
        "criterion": of.criteria,
        "theme": of.themes,
    }
    found += [(kind, each.id, each.title) for kind, group in groups.items() for each in group]
    found += [("short title of part", each.id, _own(each.short, each.title)) for each in of.parts]
    found += [("section of criterion", each.id, each.section) for each in of.criteria]
    found += [("band", each.id, _band(each.first, each.last, each.label, each.points)) for each in of.bands]
    if of.overall:
        bands = of.overall.bands
        found.append(("number of standards", "", str(of.overall.standards)))
        found += [("overall rating", each.id, _band(each.first, each.last, each.label, None)) for each in bands]
        found += [("standard", each.id, each.title) for each in of.overall.elsewhere]
    found += [("finding rule", *each) for each in _plain(of.finding_rules._asdict())]
    found += [("document", *each) for each in _plain(of.documents._asdict())]
    found += [("answer", *each) for each in of.words.answers.items()]
    found += [("recommendation", each.id, f"{each.text} ({each.who})") for each in of.recommendations]
    found += [("term", each.term, each.meaning) for each in of.glossary]
    found += [("milestone", each.id, f"{each.what}, weeks {each.first} to {each.last}") for each in of.timetable]
    return {(what, identifier): said for what, identifier, said in found}


def _band(first: int, last: int, label: str, points: int | None) -> str:
    return f"{first} to {last}: {label}" + ("" if points is None else f", points: {points}")


def _plain(values: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    return ((name.replace("_", " "), str(value)) for name, value in values.items())


def _own(short: str, whole: str) -> str:
    """A short form, where it is one."""
    return "" if short == whole else short


def _around(asked: Question | Fact) -> dict[str, str]:
    if isinstance(asked, Fact):
        return {"short": _own(asked.short, asked.label), "help": asked.help}
    names = ("guidance", "not_applicable", "good", "poor", "among")
    found = {name.replace("_", " "): getattr(asked, name) for name in names}
    found["short"] = _own(asked.short, asked.text)
    found["strength from"] = "" if asked.strength_from is None else str(asked.strength_from)
    return found | {f"phrase of {each.id}": each.phrase for each in asked.reasons}
