"""The lists of choices of a form, and which of them are yes, no and not applicable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.ids import Ids
from casereview.text import clipped

_WORDS = {
    "yes": {"yes", "y", "true"},
    "no": {"no", "n", "false"},
    "na": {"na", "n/a", "n_a", "n.a.", "not_applicable", "not applicable", "notapplicable", "does not apply"},
}
_CARRIED = {"list_name", "name", "label", "phrase", "section"}


class Choice(NamedTuple):
    """One choice: its name in the form, an id made from it, and its words."""

    name: str
    id: str
    label: str
    phrase: str = ""
    section: str = ""
    others: Mapping[str, str] = {}


Lists = dict[str, tuple[Choice, ...]]


def choice_lists(lines: list[Line], left: list[str]) -> Lists:
    """Return the lists of a sheet of choices by their names; what is not carried is added to `left`."""
    found: dict[str, list[Choice]] = {}
    names: set[tuple[str, str]] = set()
    ids: dict[str, Ids] = {}
    unread: dict[str, int] = {}
    for line in lines:
        listed, name = line.get("list_name"), line.get("name")
        if not listed or not name:
            left.append(f"choices row {line.number}: has no list or no name, so it is not read")
            continue
        for column in line.cells.keys() - _CARRIED:
            unread[column] = unread.get(column, 0) + 1
        if (listed, name) in names:
            left.append(f"choices row {line.number}, {clipped(name, 40)}: is in its list twice; the first is read")
            continue
        names.add((listed, name))
        identifier = ids.setdefault(listed, Ids(set(), {})).new(name, "option")
        words = title(line.get("label") or name, f"choices row {line.number}", left)
        more = (line.get("phrase"), line.get("section"), line.others_of("label"))
        found.setdefault(listed, []).append(Choice(name, identifier, words, *more))
    for column, count in sorted(unread.items()):
        left.append(f"choices, column '{clipped(column, 40)}': is not carried ({count} filled in)")
    return {name: tuple(each) for name, each in found.items()}


def title(text: str, where: str, left: list[str], longest: int = 200) -> str:
    """Return text as one line of at most so many characters; a cut is added to `left`."""
    line = " ".join(text.split())
    if len(line) > longest:
        left.append(f"{where}: {len(line):,} characters are more than the {longest} that fit; cut off")
    return clipped(line, longest)


def answers(choices: tuple[Choice, ...]) -> dict[str, str] | None:
    """Return the answer that each choice stands for, by its name; None where they are not yes, no and perhaps not applicable."""
    found: dict[str, str] = {}
    for each in choices[:4]:
        said = {each.name.lower(), each.label.lower().rstrip(".")}
        meant = [answer for answer, words in _WORDS.items() if said & words]
        if len(meant) != 1 or meant[0] in found.values():
            return None
        found[each.name] = meant[0]
    sound = len(found) == len(choices) and {"yes", "no"} <= set(found.values())
    return found if sound else None


def as_options(choices: tuple[Choice, ...]) -> list[dict[str, Any]]:
    """Return choices as the options of a question or a fact."""
    return [{"id": each.id, "label": each.label} for each in choices]
