"""What an upgrade to another question set does, for a person."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from casereview.casebook.upgrades import Upgrade
from casereview.questions.around import Other
from casereview.questions.changes import Changes, Reworded, apart_words, named, set_words
from casereview.questions.model import Fact, Question
from casereview.text import clipped, counted, visible

_LONGEST_TEXT = 300


def upgrade_lines(upgrade: Upgrade, *, planned: bool, width: int = 80) -> Iterator[str]:
    """Return what becomes of every question and fact; of those that are kept only how many they are.

    `planned` says it of what may be done, otherwise of what was done.
    """
    changes, answers = upgrade.changes, upgrade.answers
    old, new = named(upgrade.before), named(upgrade.after)
    yield from _wrapped(f"{set_words(upgrade.before)} -> {set_words(upgrade.after)}", width)
    if upgrade.differs:
        yield from _wrapped("Copies were upgraded differently; this settles it.", width)
    yield from _wrapped(apart_words(upgrade.before, upgrade.after), width)
    yield f"Kept as they are: {_numbers(changes.as_before)}"
    changed = tuple(name for name in changes.kept if name not in changes.as_before)
    if changed:
        yield f"Kept, with a change that is named below: {_numbers(changed)}"

    def block(title: str, lines: list[tuple[str, Iterable[str]]]) -> Iterator[str]:
        if lines:
            yield ""
            yield from _wrapped(f"{title}: {len(lines):,}", width)
            for line, further in lines:
                yield from _wrapped(line, width, "  ", "    ")
                for each in further:
                    yield from _wrapped(each, width, "    ", "      ")

    asks = [each for each in changes.reworded if each.name not in upgrade.same]
    yield from block(
        "Reworded, asked again (the answers stay in the history and do not count)",
        [
            (_with_answers(each.name, answers), (*_reworded(each, planned), *_again(upgrade.earlier, each.name)))
            for each in asks
        ],
    )
    yield from block(
        "Reworded, said to mean the same (the answers count)",
        [(_with_answers(each.name, answers), _reworded(each, False)) for each in changes.reworded if each not in asks],
    )
    yield from block(
        "Renamed, in the same words (the answers go with it)",
        [(f"{_with_answers(was, answers)} -> {_shown(now)}", ()) for was, now in changes.renamed],
    )
    yield from block(
        "Moved",
        [
            (_shown(each.name), [f"{place}: {was or 'none'} -> {now or 'none'}" for place, was, now in each.places])
            for each in changes.moved
        ],
    )
    yield from block(
        "New, blank in every case",
        [(_shown(name), (_text(new[name]),)) for name in changes.new if name not in upgrade.earlier],
    )
    yield from block(
        "New here, asked before",
        [
            (_shown(name), (_text(new[name]), *_again(upgrade.earlier, name)))
            for name in changes.new
            if name in upgrade.earlier
        ],
    )
    yield from block(
        "Gone (kept in the history, out of the scores)",
        [(_with_answers(name, answers), (_text(old[name]),)) for name in changes.gone],
    )
    yield from block(
        "Orphaned (can not be chosen any more; kept in the history, not counted)",
        [
            (
                f"{each.kind} {each.id} of {_shown(each.name)}: {visible(each.label)}"
                f" (chosen {counted(upgrade.orphans[each[:3]], 'time')})",
                (),
            )
            for each in changes.orphaned
        ],
    )
    yield from block("Asked of other cases (the gate changed)", [(_shown(name), ()) for name in changes.rerouted])
    yield from block(
        "Ratings of standards judged elsewhere that the new set has no place for (kept in the history, not counted)",
        [
            (f"{name}: {upgrade.before.ratings[rating]}", (upgrade.before.elsewhere[name],))
            for name, rating in upgrade.ratings.items()
        ],
    )
    standards = [each for each in changes.rules if each.what == "standard"]
    yield from block(
        "Standards judged elsewhere (a rating stays with its standard, also where it is reworded)",
        [(_other(each), ()) for each in standards],
    )
    others = [_other(each) for each in changes.rules if each not in standards]
    others += [_other(each, "of ") for each in changes.words]
    yield from block("Headings, rules and words that are other than before", [(said, ()) for said in others])


def changes_said(changes: Changes) -> list[str]:
    """Return what is other in one set than in another, in a line for each kind of change."""
    kinds = (
        ("reworded", [each.name for each in changes.reworded]),
        ("renamed", [f"{_shown(was)} -> {now}" for was, now in changes.renamed]),
        ("moved", [each.name for each in changes.moved]),
        ("new", changes.new),
        ("gone", changes.gone),
        ("orphaned", [f"{each.id} of {each.name}" for each in changes.orphaned]),
        ("asked of other cases", changes.rerouted),
        ("other than before", [f"{each.what} {each.id}".rstrip() for each in changes.rules]),
        ("other words around", dict.fromkeys(each.id for each in changes.words)),
    )
    found = [f"{kind}: {', '.join(map(_shown, names))}" for kind, names in kinds if names]
    return [clipped(each, _LONGEST_TEXT) for each in found] or ["only what is not shown to anybody"]


def asks_again(upgrade: Upgrade) -> int:
    """Return how many reworded questions and facts could still be said to mean the same."""
    return sum(each.can_mean_the_same and each.name not in upgrade.same for each in upgrade.changes.reworded)


def _other(each: Other, of: str = "") -> str:
    about = f"{each.what} {of}{_shown(each.id)}".rstrip()
    was, now = (clipped(said, _LONGEST_TEXT) for said in (each.was, each.now))
    return f"{about}: {was} -> {now}" if was and now else f"{about}: new: {now}" if now else f"{about}: gone: {was}"


def _again(earlier: Mapping[str, int], name: str) -> Iterator[str]:
    if name in earlier:
        number = earlier[name]
        yield f"{counted(number, 'earlier answer')} to these words {'counts' if number == 1 else 'count'} again"


def _reworded(each: Reworded, planned: bool) -> Iterable[str]:
    if "text" in each.differences:
        yield f"was: {_text(each.old)}"
        yield f"now: {_text(each.new)}"
    others = [said for said in each.differences if said != "text"]
    if others:
        yield f"differs in: {', '.join(others)}"
    if planned and not each.can_mean_the_same:
        yield "of another kind now, so no answer can mean the same"


def _numbers(names: tuple[str, ...]) -> str:
    facts = sum(name.startswith("fact:") for name in names)
    return f"{counted(len(names) - facts, 'question')}, {counted(facts, 'fact')}"


def _with_answers(name: str, answers: Mapping[str, int]) -> str:
    number = answers.get(name, 0)
    return f"{_shown(name)} ({counted(number, 'answer')})" if number else _shown(name)


def _shown(name: str) -> str:
    return f"fact {name.removeprefix('fact:')}" if name.startswith("fact:") else name


def _text(asked: Question | Fact) -> str:
    return clipped(asked.label if isinstance(asked, Fact) else asked.text, _LONGEST_TEXT)


def _wrapped(text: str, width: int, start: str = "", further: str = "  ") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=start, subsequent_indent=further, break_on_hyphens=False)
