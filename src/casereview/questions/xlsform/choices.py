"""The lists of choices of a form, and which of them are yes, no and not applicable."""

from __future__ import annotations

import re
from typing import NamedTuple

from casereview.questions.texts import LONGEST_TITLE
from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.ids import Ids
from casereview.questions.xlsform.left import Left
from casereview.text import clipped

_WORDS = {
    "yes": {"yes", "y", "true"},
    "no": {"no", "n", "false"},
    "na": {"na", "n/a", "n a", "n.a", "not applicable", "notapplicable", "does not apply"},
}
# In a question to be judged this is said by leaving it blank, or by a no.
_UNSURE = {"don't know", "dont know", "don t know", "do not know", "dk", "not known", "unknown", "not sure", "unsure"}
_READ = {"list_name", "name", "label", "phrase", "section"}


class Choice(NamedTuple):
    """One choice: its name in the form, an id made from it, and its row."""

    name: str
    id: str
    line: Line

    @property
    def label(self) -> str:
        """Its words, as far as a title can hold them; its name where it has none."""
        return one_line(self.line.get("label") or self.name)


Lists = dict[str, tuple[Choice, ...]]


def choice_lists(lines: list[Line], left: Left) -> Lists:
    """Return the lists of a sheet of choices by their names; what is not read is told to `left`."""
    found: dict[str, list[Choice]] = {}
    names: set[tuple[str, str]] = set()
    ids: dict[str, Ids] = {}
    unread: dict[str, list[str]] = {}
    for line in lines:
        listed, name = line.get("list_name"), line.get("name")
        if not listed or not name:
            left.whole(line, "has no list or no name, so it is not read")
            continue
        for column in line.cells.keys() - _READ:
            unread.setdefault(column, []).append(line.get(column))
        if (listed, name) in names:
            left.whole(line, "is in its list twice; the first is read")
            continue
        names.add((listed, name))
        identifier = ids.setdefault(listed, Ids(set(), {})).new(name, "option")
        found.setdefault(listed, []).append(Choice(name, identifier, line))
    for column, texts in sorted(unread.items()):
        count = len(texts)
        left.form(f"choices, column '{clipped(column, 40)}'", f"is not carried ({count} filled in)", *texts)
    return {name: tuple(each) for name, each in found.items()}


def one_line(text: str) -> str:
    """Return text as one line, cut to what a title can hold."""
    return clipped(" ".join(text.split()), LONGEST_TITLE)


def title(line: Line, column: str, otherwise: str, left: Left) -> str:
    """Return what stands in a column as one line; `otherwise` for a blank. A cut and a blank are told to `left`."""
    text = " ".join(line.get(column).split())
    if not text:
        left.row(line, f"has no {column}; '{clipped(otherwise, 48)}' is written")
    elif len(text) > LONGEST_TITLE:
        left.row(line, f"{len(text):,} characters are more than the {LONGEST_TITLE} that fit; cut off")
    return one_line(text or otherwise)


def answers(choices: tuple[Choice, ...], *, unsure: bool = False) -> dict[str, str] | None:
    """Return the answer that each choice stands for, by its name; None where
    they are not yes, no and perhaps not applicable.

    With `unsure`, choices that say that somebody does not know are passed over.
    """
    found: dict[str, str] = {}
    for each in [each for each in choices[:8] if not (unsure and _said(each) & _UNSURE)]:
        meant = [answer for answer, words in _WORDS.items() if _said(each) & words]
        if len(meant) != 1 or meant[0] in found.values():
            return None
        found[each.name] = meant[0]
    sound = len(choices) <= 8 and {"yes", "no"} <= set(found.values())
    return found if sound else None


def has_yes_and_no(choices: tuple[Choice, ...]) -> bool:
    """Tell whether yes and no are among the choices."""
    return all(any(_said(each) & _WORDS[answer] for each in choices[:20]) for answer in ("yes", "no"))


def _said(choice: Choice) -> set[str]:
    return {re.sub(r"[_\s]+", " ", each.lower().replace("’", "'")).strip(". ") for each in (choice.name, choice.label)}
