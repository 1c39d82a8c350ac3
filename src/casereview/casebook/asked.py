"""What is asked at present: the question set that an inspection began with, or what it was upgraded to.

An upgrade is an entry about the inspection as a whole that carries the new set whole, so it travels like every other
entry, and merging stays a union. An answer belongs to the words that were asked: a question that was reworded is kept
under another item from then on, one that was only renamed under the item that it had. So nothing that was entered is
written again or moved, copies that are not upgraded yet go on as they are, and taking an upgrade back brings the old
answers back.

Where copies were upgraded differently without sight of each other, the set that both saw before stands until it is
settled.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from casereview.casebook.errors import UNREADABLE
from casereview.questions.build import build_stored, canonical
from casereview.questions.changes import Changes, differences, named, wording
from casereview.questions.model import Fact, Question, QuestionSet

# What is said of an entry to a question that is asked in other words at present.
OTHER_WORDING = "another wording"

_ITEM = re.compile(r"(fact:)?[a-z0-9]+([.-][a-z0-9]+)*(~[0-9a-f]{12}(~[0-9]{1,4})?)?")
_LONGEST_ITEM = 200


class Asked(NamedTuple):
    """A question set, and the item under which each question (by id) and fact
    (as `fact:ID`) is kept where it is not its name.

    `differs`: copies were upgraded differently, and this is what stands until that is settled. `upgraded`: there was an
    upgrade, whether or not it was taken back.
    """

    question_set: QuestionSet
    items: Mapping[str, str] = {}
    differs: bool = False
    upgraded: bool = False

    def item(self, name: str) -> str:
        """Return the item under which a question or fact is kept."""
        return self.items.get(name, name)

    def kept_as(self, question: str) -> str:
        """Return the name under which it is kept what was decided about a
        question: as long as it is only renamed, the same.
        """
        item = self.item(question)
        return item if "~" not in item or question in self.items.values() else question

    def shown(self) -> Callable[[str], str]:
        """Return what tells people what an item is: its name, and whether it is
        of another wording or not asked at present.
        """
        names = named(self.question_set)
        by_item = {self.item(name): name for name in names}

        def words(item: str) -> str:
            name = item.partition("~")[0]
            return by_item.get(item) or f"{name} ({OTHER_WORDING if name in names else 'not asked now'})"

        return words

    def had(self, question: str, item: str) -> bool:
        """Tell whether an item holds answers to a question, in its present words or in earlier ones."""
        if item == self.item(question) or item.startswith(f"{question}~"):
            return True
        return item == question and item not in self.items.values()


# --- the value of an upgrade ---


def as_value(asked: Asked) -> dict[str, str]:
    """Return what an entry holds of a set: its content, and a line for each item that is not the name."""
    lines = [f"{name} {item}" for name, item in sorted(asked.items.items())]
    return {"content": asked.question_set.source, "items": "\n".join(lines)}


def of_value(value: Any) -> Asked:
    """Return what an upgrade asks. Raises one of UNREADABLE for a value that is none."""
    return Asked(build_stored(value["content"]), _items(value))


def is_sound(value: Any) -> bool:
    """Tell whether a value is that of an upgrade: a set without a fault, and every question under
    an item of its own.
    """
    if not (isinstance(value, dict) and all(isinstance(each, str) for each in value.values())):
        return False
    if set(value) != {"content", "items"}:
        return False
    question_set = _faultless(value["content"])
    if question_set is None:
        return False
    items = _items(value)
    names = named(question_set)
    return (
        as_value(Asked(question_set, items)) == value
        and items.keys() <= names.keys()
        and all(_is_item(name, item) for name, item in items.items())
        and len({items.get(name, name) for name in names}) == len(names)
    )


def _is_item(name: str, item: str) -> bool:
    fact = item.startswith("fact:") == name.startswith("fact:")
    return item != name and fact and len(item) <= _LONGEST_ITEM and _ITEM.fullmatch(item) is not None


@lru_cache(maxsize=2)
def _faultless(content: str) -> QuestionSet | None:
    # Late: a casebook opens without pydantic, and few hold an upgrade.
    from casereview.questions.check import check

    try:
        question_set = build_stored(content)
        data = json.loads(content)
        sound = canonical(data) == content and not check(data)
    except UNREADABLE:
        return None
    return question_set if sound else None


def value_words(value: Any) -> str:
    """Return which set the value of an upgrade asks: id, version and the beginning of its digest."""
    if value is None:
        return "the question set that the inspection began with"
    try:
        data = json.loads(value["content"])
        digest = hashlib.sha256(value["content"].encode()).hexdigest()
        return f"{data['id']} {data['version']} ({digest[:8]})"
    except UNREADABLE:
        return "a question set that can not be read"


def side_words(values: Sequence[Any], value: Any) -> str:
    """Return `value_words` of one of several upgrades, told from those of the same set: by what it says means the same."""
    said = value_words(value)
    if not value or value not in values:
        return said
    items = [_items(each) for each in values if each and each["content"] == value["content"]]
    if all(each == items[0] for each in items):
        return said
    asked, own = named(build_stored(value["content"])), _items(value)
    differ = [name for name in asked if len({each.get(name, name) for each in items}) > 1]
    same = [name for name in differ if _means_the_same(name, own, items, asked[name])]
    again = [name for name in differ if name not in same]
    parts = (("means the same", same), ("asked again", again))
    return "; ".join([said, *(f"{how}: {', '.join(names)}" for how, names in parts if names)])


def same_set(values: Sequence[Any]) -> bool:
    """Tell whether several upgrades ask one set, and differ only in what is said to mean the same."""
    return all(values) and len({each["content"] for each in values}) == 1


def _means_the_same(
    name: str, own: Mapping[str, str], items: Iterable[Mapping[str, str]], asked: Question | Fact
) -> bool:
    """Whether a question is kept as one in other words: under neither an item of its own, nor its name for the first words."""
    new = f"{name}~{wording(asked)[:12]}"
    item = own.get(name, name)
    return not item.startswith(new) and (item != name or any(each.get(name, name).startswith(new) for each in items))


def _items(value: Any) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in value["items"].splitlines())


# --- the items of a new set ---


def items_after(
    before: Asked, to: QuestionSet, changes: Changes, same: Iterable[str], first: QuestionSet
) -> dict[str, str]:
    """Return the items under which a set is kept that comes after another one; only those that are not the name.

    What is asked in the same words keeps its item, and so does what a person says to mean the `same`. Other words get
    an item of their own, but for those that the `first` set asked under this name: they are kept under the name, as
    ever. It depends on the words alone, so two people who upgrade alike come to the same.
    """
    asked, began = named(to), named(first)
    again = {each.name for each in changes.reworded} - set(same)
    found = {name: before.item(old) for name, old in changes.pairs.items() if name not in again}
    used = set(found.values())
    for name, each in asked.items():
        if name not in found:
            found[name] = _own_item(name, each, began.get(name), used)
            used.add(found[name])
    return {name: found[name] for name in asked if found[name] != name}


def _own_item(name: str, asked: Question | Fact, first: Question | Fact | None, used: set[str]) -> str:
    if first is not None and name not in used and not differences(first, asked):
        return name
    item = own = f"{name}~{wording(asked)[:12]}"
    number = 1
    while item in used:
        number += 1
        item = f"{own}~{number}"
    return item
