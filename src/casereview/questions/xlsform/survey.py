"""The survey sheet of a form as groups and what is asked in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.left import Left
from casereview.questions.xlsform.relevance import Gates
from casereview.text import clipped

_BEGIN = re.compile(r"begin[_ ](group|repeat|lgroup|looped[_ ]group|loop)(?:[_ ]over[_ ](\S+))?")
_END = re.compile(r"end[_ ](group|repeat|lgroup|looped[_ ]group|loop)")
_SELECT = re.compile(
    r"(?:(?P<one>select1|select[_ ]one(?:[_ ]from)?|add select one prompt using)"
    r"|(?P<many>select[_ ]multiple|select all that apply(?: from)?|add select multiple prompt using))"
    r"\s+(?P<list>\S+)(?P<other>\s+or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)
# What a form can ask or note down and a question set can not, in words.
_NO_PLACE = {
    "calculate": "a calculation",
    "hidden": "a hidden value",
    "note": "a text that is only shown",
    "rank": "an order of choices",
    "barcode": "a barcode",
    "acknowledge": "an acknowledgement",
    "trigger": "an acknowledgement",
    **dict.fromkeys(("image", "photo", "audio", "video", "file", "background-audio"), "a picture, recording or file"),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "start-geopoint", "gps", "location"), "a place"),
    **dict.fromkeys(("start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit"), "metadata"),
    **dict.fromkeys(("date", "time", "datetime"), "a date or time"),
    **dict.fromkeys(("integer", "int", "decimal", "range"), "a number"),
}


@dataclass(eq=False)
class Group:
    """A group of a form: the one it is in, its top-level group and the one
    beneath that; and what it waits for, once known.
    """

    line: Line
    name: str
    parent: Group | None
    top: Group
    second: Group
    gates: Gates = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its label; its name where it has none."""
        return self.line.get("label") or self.name


class Asked(NamedTuple):
    """One row that is asked or noted down: `kind` is one, many, range, integer,
    text, or the form's own word for another.
    """

    line: Line
    name: str
    group: Group | None
    kind: str
    list_name: str = ""
    other: bool = False

    @property
    def label(self) -> str:
        """Its label; its name where it has none."""
        return self.line.get("label") or self.name


def walk(lines: list[Line], left: Left) -> list[Group | Asked]:
    """Return the groups, each where it begins, and the rows of a survey; what can not be read is told to `left`."""
    found: list[Group | Asked] = []
    here: Group | None = None
    for line in lines:
        kind, name = " ".join(line.get("type").split()), line.get("name")
        if ended := _END.fullmatch(kind.lower()):
            here = _ended(line, ended[1], here, left)
        elif begun := _BEGIN.fullmatch(kind.lower()):
            here = _begun(line, name, here)
            found.append(here)
            if begun[1] in ("repeat", "lgroup", "looped group", "looped_group"):
                left.row(line, "is repeated in the form; here it is asked once")
            elif begun[1] == "loop":
                left.row(line, f"is a loop over '{clipped(begun[2] or '', 40)}'; here it is asked once")
        elif not kind:
            left.whole(line, "has no type, so it is not read")
        elif select := _SELECT.fullmatch(kind):
            asked = "one" if select["one"] else "many"
            found.append(Asked(line, name, here, asked, select["list"], bool(select["other"])))
        else:
            found.append(Asked(line, name, here, {"int": "integer", "string": "text"}.get(kind.lower(), kind.lower())))
    if here is not None:
        left.row(here.line, "its group does not end; it is taken to end with the sheet")
    return found


def _begun(line: Line, name: str, parent: Group | None) -> Group:
    made = Group(line, name or f"group {line.number}", parent, None, None)  # type: ignore[arg-type]  # itself, below
    made.top = made if parent is None else parent.top
    made.second = made if parent is None or parent is parent.top else parent.second
    return made


def _ended(line: Line, kind: str, here: Group | None, left: Left) -> Group | None:
    if here is None:
        left.whole(line, "ends a group that was not begun, so it is not read")
        return None
    begun = here.line.get("type").lower()
    if kind not in begun:
        left.row(line, f"ends another kind of group than was begun ({clipped(begun, 40)}); it is taken to end that one")
    left.unread(line, {"type", "name"} if line.get("name") == here.name else {"type"})
    return here.parent


def no_place(kind: str) -> str:
    """Say what a row is that has no place in a question set."""
    said = _NO_PLACE.get(kind.lower())
    if said is None:
        return f"its type '{clipped(kind, 40)}' is not carried"
    return f"is {said} ({clipped(kind, 40)}), which is not carried"
