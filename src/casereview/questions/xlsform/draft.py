"""What a form becomes, as it is read: the gates, words and options of its questions, and what has no place."""

from __future__ import annotations

import re
from typing import Any

from casereview.questions.model import ANSWER_WORDS
from casereview.questions.xlsform.cells import OWN
from casereview.questions.xlsform.choices import Lists, as_options
from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.frame import Frame
from casereview.questions.xlsform.ids import Ids
from casereview.questions.xlsform.relevance import Gates, both, gates
from casereview.questions.xlsform.survey import Group, at
from casereview.questions.xlsform.tables import WORDS
from casereview.questions.xlsform.tongues import Tongues
from casereview.text import clipped

Data = dict[str, Any]

# Columns whose words are carried: of every row, and of those of a form that was written from a set.
ALWAYS = {"type", "name", "label", "hint", "guidance_hint", "relevant"}
OF_QUESTION = {OWN + each for each in ("role", "id", "criterion", "themes", "for_each", "strength_from", *WORDS)}
_FALSE = {"no", "false", "false()", "0"}
_LONGEST_TEXT = 4_000


class Draft:
    """The set so far, and what each row of the form adds to it."""

    def __init__(self, name: str, lists: Lists, tongues: Tongues, left: list[str]) -> None:
        self._left = left
        self._lists = lists
        self._tongues = tongues
        self._frame = Frame(name, lists, tongues, left)
        self._ids = Ids(set(), {})
        # What a gate may name: by its name in the form, the id and what each of its values is called here.
        self._known: dict[str, tuple[str, dict[str, str]]] = {}
        self._facts: list[Data] = []
        self._questions: list[Data] = []
        self._repeated: dict[Group | None, Data] = {}
        self._by_name: dict[str, Data] = {}
        self._used: set[str] = set()

    def _options(self, list_name: str, *place: str) -> list[Data]:
        """The choices of a list as options, with what they are called in other languages."""
        choices = self._lists[list_name]
        self._used.add(list_name)
        for each in choices:
            self._tongues.say((*place, each.id, "label"), each.label, each.others)
        return as_options(choices)

    def _say(self, line: Line, text: str, place: tuple[str, ...], **keys: str) -> None:
        """What a row says in other languages: its label is the text of `label`, its hint that of `hint`."""
        self._tongues.say((*place, keys["label"]), text, line.others_of("label"))
        hints = {**line.others_of("guidance_hint"), **line.others_of("hint")}
        self._tongues.say((*place, keys["hint"]), hint(line), hints)

    def _passed(self, line: Line) -> None:
        for language, said in line.others.items():
            self._tongues.pass_over(language, said.values())

    def _words(self, list_name: str, meant: dict[str, str]) -> None:
        if list_name not in self._used:
            self._used.add(list_name)
            for each in self._lists[list_name]:
                self._tongues.say(("words", "answers", meant[each.name]), ANSWER_WORDS[meant[each.name]], each.others)

    def _gates(self, line: Line, above: Gates) -> Gates:
        """What a row waits for, with what its groups wait for; what can not be read is told and waits for nothing more."""
        if not line.get("relevant"):
            return above
        found = self._read_gates(line)
        here: Gates | None = {}
        for name, values in (found or {}).items():
            identifier, called = self._known[name]
            here = both(here or {}, {identifier: tuple(dict.fromkeys(called[each] for each in values))})
        whole = both(above, here) if found and here else None
        if whole is None:
            self._left.append(f"{at(line)}: 'relevant' is not carried: {clipped(line.get('relevant'), 200)}")
            return above
        return whole

    def _columns(self, line: Line, known: set[str]) -> None:
        for column, text in line.cells.items():
            if column not in known and not (column in ("required", "read_only") and text.lower() in _FALSE):
                what = f"'{clipped(column, 40)}'" if column else "a column without a heading"
                self._left.append(f"{at(line)}: {what} is not carried: {clipped(text, 80)}")
        if "${" in line.get("label") + line.get("hint"):
            self._left.append(f"{at(line)}: its words show another answer, ${{...}}; they stay as they are written")

    def _read_gates(self, line: Line) -> Gates | None:
        """What a row waits for by the form's own names; None where it can not be read."""
        names = self._known
        return gates(line.get("relevant"), lambda name: tuple(names[name][1]) if name in names else ())

    def _entry(self, line: Line, name: str, group: Group | None, words: str) -> Data:
        """A question's data, from its row or from the group of its rows."""
        text = words
        if len(text) > _LONGEST_TEXT:
            self._left.append(
                f"{at(line)}: {len(text):,} characters are more than the {_LONGEST_TEXT:,} that fit; cut off"
            )
            text = text[: _LONGEST_TEXT - 1] + "…"
        criterion = self._frame.criterion(line.get(f"{OWN}criterion"), group)
        entry: Data = {"id": self._ids.new(name, "question"), "part": self._frame.part(group), "criterion": criterion}
        waits = group.gates if group is not None and group.line is line else None
        found = waits if waits is not None else self._gates(line, group.gates if group else {})
        entry |= given({"themes": self._frame.named_themes(line.get(f"{OWN}themes")), "text": text})
        entry |= given({"guidance": hint(line), "applies_when": {key: list(each) for key, each in found.items()}})
        entry |= given({each: line.get(OWN + each) for each in WORDS})
        self._say(line, text, ("questions", entry["id"]), label="text", hint="guidance")
        limit = line.get(f"{OWN}strength_from")
        if re.fullmatch(r"\d{1,3}", limit, re.ASCII):
            entry["strength_from"] = int(limit)
        elif limit:
            self._left.append(f"{at(line)}: 'strength_from' is '{clipped(limit, 40)}', no whole number; not carried")
        return entry


def given(entry: Data) -> Data:
    """Return the values of an entry that there are."""
    return {key: value for key, value in entry.items() if value}


def hint(line: Line) -> str:
    """Return a row's hints, one below the other."""
    return "\n".join(each for each in (line.get("hint"), line.get("guidance_hint")) if each)
