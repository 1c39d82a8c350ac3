"""Two question sets compared: what is kept, reworded, renamed, moved, new and
gone, and what an answer can no longer say.

Questions and facts are matched in three steps: by id where the words are the same; then by their words where exactly
one on each side is left that has them (renamed); then by id (reworded). What is left is gone on one side and new on the
other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from casereview.questions import around
from casereview.questions.model import Fact, Option, Question, QuestionSet, Reason
from casereview.text import clipped

# A fact is named like this, to tell it from a question of the same id.
FACT = "fact:"


class Reworded(NamedTuple):
    """A question or fact whose words changed; `differences` are `text`, `kind`, `ends`, `reason ID` or `option ID`.

    `can_mean_the_same`: an answer to the one could be an answer to the other, if a person says so.
    """

    name: str
    old: Question | Fact
    new: Question | Fact
    differences: tuple[str, ...]

    @property
    def can_mean_the_same(self) -> bool:
        """Tell whether an answer to the old words has a form that the new ones can have."""
        return "kind" not in self.differences


class Moved(NamedTuple):
    """A question in another place: for each `part`, `criterion`, `themes` or
    `key question` that changed, from what to what.
    """

    name: str
    places: tuple[tuple[str, str, str], ...]


class Orphan(NamedTuple):
    """A `reason`, an `option` or a fact's `value` that can not be chosen any
    more, of a question or fact that is still asked.
    """

    name: str
    kind: str
    id: str
    label: str


class Changes(NamedTuple):
    """What becomes of every question and fact (named `fact:ID`) of a set in another one, each by its new name.

    `kept`, `reworded`, `renamed` (old name, new name), `new` and `gone` (by its old name) exclude one another; `moved`,
    `orphaned` and `rerouted` (asked of other cases now) say more of those that are still asked. `pairs` has the old
    name of each of these. `rules` is what is said otherwise of the set as a whole, `words` around a question or fact.
    """

    kept: tuple[str, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    moved: tuple[Moved, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    orphaned: tuple[Orphan, ...] = ()
    rerouted: tuple[str, ...] = ()
    rules: tuple[around.Other, ...] = ()
    words: tuple[around.Other, ...] = ()
    pairs: Mapping[str, str] = {}

    @property
    def as_before(self) -> tuple[str, ...]:
        """Those that are kept and of which nothing else changed either."""
        changed = (
            {each.name for each in self.moved}
            | {each.name for each in self.orphaned}
            | {each.id for each in self.words}
        )
        return tuple(name for name in self.kept if name not in changed and name not in self.rerouted)


def named(question_set: QuestionSet) -> dict[str, Question | Fact]:
    """Return every question by its id and every fact as `fact:ID`, in the set's order."""
    facts = {f"{FACT}{each.id}": each for each in question_set.facts}
    return {**{each.id: each for each in question_set.questions}, **facts}


def set_words(question_set: QuestionSet) -> str:
    """Return what tells a set from every other one: id, version and the beginning of its digest."""
    return f"{question_set.id} {question_set.version} ({question_set.digest[:8]})"


def told_apart(one: QuestionSet, other: QuestionSet) -> bool:
    """Tell whether two sets have the same id and version and are not the same."""
    return (one.id, one.version) == (other.id, other.version) and one.digest != other.digest


def version_words(one: QuestionSet, *others: QuestionSet) -> str:
    """Return a set's version; where another one has the same and other content, with the beginning of the digest."""
    version = clipped(one.version, 20)
    return f"{version} ({one.digest[:8]})" if any(told_apart(one, other) for other in others) else version


def apart_words(*sets: QuestionSet) -> str:
    """Return which of these sets have one id and version and are not the same, as a sentence;
    nothing where none have.
    """
    apart = dict.fromkeys(set_words(one) for one in sets if any(told_apart(one, other) for other in sets))
    return f"Same id and version, other content: {', '.join(apart)}; only the digest tells them apart." if apart else ""


def wording(asked: Question | Fact) -> str:
    """Return a digest of everything that an answer's meaning hangs on: the same for the same words, whatever the id."""
    if isinstance(asked, Fact):
        said: list[object] = ["fact", _plain(asked.label), asked.options]
    else:
        reasons = [(each.id, each.label) for each in asked.reasons]
        said = [asked.kind, _plain(asked.text), asked.ends, asked.options, reasons]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


def differences(old: Question | Fact, new: Question | Fact) -> tuple[str, ...]:
    """Return what makes an answer to the one mean something else than to the other; nothing where it means the same.

    An option or a reason that is there on one side only changes no answer that both can hold.
    """
    if isinstance(old, Fact) or isinstance(new, Fact):
        if not (isinstance(old, Fact) and isinstance(new, Fact)):
            return ("kind",)
        text = () if _plain(old.label) == _plain(new.label) else ("text",)
        return (*text, *_relabelled("option", old.options, new.options))
    found = [] if _plain(old.text) == _plain(new.text) else ["text"]
    found += [name for name in ("kind", "ends") if getattr(old, name) != getattr(new, name)]
    found += _relabelled("option", old.options, new.options)
    return (*found, *_relabelled("reason", old.reasons, new.reasons))


def compare(old: QuestionSet, new: QuestionSet) -> Changes:
    """Return what becomes of the questions and facts of a set in another one."""
    before, after = named(old), named(new)
    pairs = {name: name for name in after if name in before and not differences(before[name], after[name])}
    kept = tuple(pairs)
    renamed = tuple(_renamed(before, after, set(pairs)))
    pairs |= {to: name for name, to in renamed}
    left = set(before) - set(pairs.values())
    reworded = tuple(
        Reworded(name, before[name], each, differences(before[name], each))
        for name, each in after.items()
        if name not in pairs and name in left
    )
    pairs |= {each.name: each.name for each in reworded}
    carried = {name: (before[pairs[name]], after[name]) for name in after if name in pairs}
    return Changes(
        kept,
        reworded,
        renamed,
        tuple(Moved(name, places) for name, both in carried.items() if (places := tuple(_places(*both, pairs)))),
        tuple(name for name in after if name not in pairs),
        tuple(name for name in before if name not in set(pairs.values())),
        tuple(orphan for name, both in carried.items() for orphan in _orphans(name, *both)),
        tuple(name for name, both in carried.items() if _gates(both[0]) != _gates(both[1], pairs)),
        around.rules(old, new),
        tuple(other for name, both in carried.items() for other in around.words(name, *both)),
        {name: pairs[name] for name in after if name in pairs},
    )


def _plain(text: str) -> str:
    """A line broken elsewhere is no other wording."""
    return " ".join(text.split())


def _relabelled(kind: str, old: Iterable[Option | Reason], new: Iterable[Option | Reason]) -> Iterator[str]:
    labels = {each.id: _plain(each.label) for each in old}
    return (f"{kind} {each.id}" for each in new if labels.get(each.id, _plain(each.label)) != _plain(each.label))


def _renamed(
    before: Mapping[str, Question | Fact], after: Mapping[str, Question | Fact], paired: set[str]
) -> Iterator[tuple[str, str]]:
    """Old and new name where exactly one question on each side has these words."""

    def by_words(asked: Mapping[str, Question | Fact]) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for name, each in asked.items():
            if name not in paired:
                words = ("fact", each.label) if isinstance(each, Fact) else (each.kind, each.text)
                found.setdefault((words[0], _plain(words[1])), []).append(name)
        return found

    old = by_words(before)
    for words, names in by_words(after).items():
        was = old.get(words, [])
        if len(names) == len(was) == 1 and was != names and not differences(before[was[0]], after[names[0]]):
            yield was[0], names[0]


def _places(old: Question | Fact, new: Question | Fact, pairs: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if isinstance(old, Fact) or isinstance(new, Fact):
        return
    for name, was, now in (
        ("part", old.part, new.part),
        ("criterion", old.criterion, new.criterion),
        ("themes", ", ".join(sorted(old.themes)), ", ".join(sorted(new.themes))),
    ):
        if was != now:
            yield name, was, now
    if old.prompt_of != pairs.get(new.prompt_of, new.prompt_of):
        yield "key question", old.prompt_of, new.prompt_of


def _orphans(name: str, old: Question | Fact, new: Question | Fact) -> Iterator[Orphan]:
    kinds: list[tuple[str, Iterable[Option | Reason], Iterable[Option | Reason]]]
    kinds = [("value" if isinstance(old, Fact) else "option", old.options, new.options)]
    if isinstance(old, Question) and isinstance(new, Question):
        kinds.append(("reason", old.reasons, new.reasons))
    for kind, were, are in kinds:
        still = {each.id for each in are}
        yield from (Orphan(name, kind, each.id, each.label) for each in were if each.id not in still)


def _gates(asked: Question | Fact, pairs: Mapping[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    """The gates by the old name of what they look back to."""
    gates = {} if isinstance(asked, Fact) else asked.applies_when
    known = pairs or {}
    old = {gate: known.get(gate) or known.get(f"{FACT}{gate}", gate).removeprefix(FACT) for gate in gates}
    return {old[gate]: tuple(sorted(values)) for gate, values in gates.items()}
