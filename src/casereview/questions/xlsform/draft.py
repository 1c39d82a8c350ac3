"""What a form becomes, as it is read: the gates, words and options of its questions, and what has no place."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from casereview.questions.load import QuestionSetError
from casereview.questions.model import ANSWER_WORDS
from casereview.questions.texts import LONGEST_TITLE, LONGEST_WORDS
from casereview.questions.xlsform.cells import OWN
from casereview.questions.xlsform.choices import Lists
from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.frame import Frame
from casereview.questions.xlsform.ids import Ids, is_plainly
from casereview.questions.xlsform.left import Left
from casereview.questions.xlsform.relevance import Gates, both, gates
from casereview.questions.xlsform.survey import Group
from casereview.questions.xlsform.tables import WORDS
from casereview.questions.xlsform.tongues import Tongues
from casereview.text import clipped

Data = dict[str, Any]

# Columns that are carried: of every row, and those of a form that was written from a set.
ALWAYS = {"type", "name", "label", "hint", "guidance_hint", "relevant"}
ID, ROLE, FOR_EACH, SHORT = (OWN + each for each in ("id", "role", "for_each", "short"))
OF_QUESTION = {ID, *(OWN + each for each in ("criterion", "themes", "strength_from", *WORDS))}
HINTS = ("hint", "guidance_hint")
_FALSE = {"no", "false", "false()", "0"}
_MOST_OPTIONS = 50_000  # each question has its own copy of a list


class Draft:
    """The set so far, and what rows of the form add to it. `twice` are the names that several rows have."""

    def __init__(self, title: str, lists: Lists, tongues: Tongues, left: Left, twice: Collection[str]) -> None:
        self.left = left
        self.lists = lists
        self.tongues = tongues
        self.frame = Frame(title, lists, tongues, left)
        self.ids = Ids(set(), {})
        # What a gate may name: by its name in the form, the id and what each of its values is called here.
        self.known: dict[str, tuple[str, dict[str, str]]] = {}
        self.facts: list[Data] = []
        self.questions: list[Data] = []
        self.by_name: dict[str, Data] = {}
        # The lists that are carried, and those of them that are reasons.
        self.used: set[str] = set()
        self.reasons: set[str] = set()
        self._twice = twice
        self._options = 0

    def learn(self, name: str, identifier: str, values: dict[str, str], question: Data | None = None) -> None:
        """Keep what a gate calls a row's answers; of a name that several rows have it is not known which is meant."""
        if name not in self._twice:
            self.known[name] = (identifier, values)
            if question is not None:
                self.by_name[name] = question

    def new_id(self, line: Line, name: str, otherwise: str, as_written: str) -> str:
        """Return the id of what a row asks: the one it says, or one made of its name."""
        said = line.get(ID)
        found = self.ids.new(said or name, otherwise)
        if not is_plainly(found, said or name):
            self.left.row(line, f"its {'id' if said else 'name'} becomes the id '{found}'")
        elif said and name != as_written:
            self.left.row(line, f"its name is not carried; its id is '{found}'")
        return found

    def label(self, line: Line, name: str) -> str:
        """Return a row's label; its name where it has none, which is told."""
        if not line.get("label"):
            self.left.row(line, f"has no label; its name, '{clipped(name, 48)}', is asked in its place")
        return line.get("label") or name

    def options(self, list_name: str, *place: str) -> list[Data]:
        """The choices of a list as options, with what they are called in other languages."""
        self.used.add(list_name)
        self._options += len(self.lists[list_name])
        if self._options > _MOST_OPTIONS:
            raise QuestionSetError(
                [f"its questions have more than {_MOST_OPTIONS:,} choices together; no question set has"]
            )
        for each in self.lists[list_name]:
            if not is_plainly(each.id, each.name):
                self.left.row(each.line, f"its name becomes the id '{each.id}'")
            words = " ".join(each.line.get("label").split())
            if not words:
                self.left.row(each.line, "has no label; its name is written in its place")
            elif words != each.label:
                self.left.row(
                    each.line, f"{len(words):,} characters are more than the {LONGEST_TITLE} that fit; cut off"
                )
            self.tongues.say((*place, each.id, "label"), each.label, each.line, "label")
        return [{"id": each.id, "label": each.label} for each in self.lists[list_name]]

    def judged(self, list_name: str, meant: dict[str, str]) -> None:
        """Take the choices of a list as answers to what is judged: their words
        in other languages, and what is not carried.
        """
        self.used.add(list_name)
        for each in self.lists[list_name]:
            answer = meant.get(each.name)
            if answer is None:
                said = f"'{clipped(each.label, 60)}' can not be answered where cases are judged"
                self.left.row(each.line, f"{said}: yes, no or not applicable")
                continue
            words = ANSWER_WORDS[answer]
            if each.line.get("label") and each.label.rstrip(".").lower() != words.lower():
                self.left.row(each.line, f"is '{words}' here, not '{clipped(each.label, 60)}'")
            self.tongues.say(("words", "answers", answer), words, each.line, "label")

    def gates(self, line: Line, above: Gates) -> Gates:
        """What a row waits for, with what its groups wait for; what can not be read is told and
        waits for nothing more.
        """
        if not line.get("relevant"):
            return above
        found = self.read_gates(line)
        here: Gates | None = {}
        for name, values in (found or {}).items():
            identifier, called = self.known[name]
            here = both(here or {}, {identifier: tuple(dict.fromkeys(called[each] for each in values))})
        whole = both(above, here) if found and here else None
        if whole is None:
            self.left.row(line, f"'relevant' is not carried: {clipped(line.get('relevant'), 200)}")
            return above
        return whole

    def read_gates(self, line: Line) -> Gates | None:
        """What a row waits for by the form's own names; None where it can not be read."""
        names = self.known
        return gates(line.get("relevant"), lambda name: tuple(names[name][1]) if name in names else ())

    def unread(self, line: Line, carried: Collection[str]) -> None:
        """Tell what stands in other columns than those carried, and words that show another answer."""
        no = {each for each in ("required", "read_only") if line.get(each).lower() in _FALSE}
        self.left.unread(line, {*carried, *no})
        if any("${" in line.get(each) for each in ("label", *HINTS)):
            self.left.row(line, "its words show another answer, ${...}; they stay as they are written")

    def entry(
        self, line: Line, identifier: str, group: Group | None, text: str, waits: Gates, *, repeated: bool
    ) -> Data:
        """A question's data, from its row or from the group of its rows."""
        if len(text) > LONGEST_WORDS:
            self.left.row(line, f"{len(text):,} characters are more than the {LONGEST_WORDS:,} that fit; cut off")
            text = text[: LONGEST_WORDS - 1] + "…"
        words = {"text": text, "guidance": hint(line), **{each: line.get(OWN + each) for each in WORDS}}
        if not repeated and any("{item}" in each for each in words.values()):
            words = {key: each.replace("{item}", "{ item }") for key, each in words.items()}
            self.left.row(line, "'{item}' stands for the items of a list; '{ item }' is written")
        entry: Data = {
            "id": identifier,
            "part": self.frame.part(group),
            "criterion": self.frame.criterion(line, group),
            **given({"themes": self.frame.named_themes(line)}),
            **given(words),
            **given({"applies_when": {key: list(each) for key, each in waits.items()}}),
        }
        limit = line.get(f"{OWN}strength_from")
        if re.fullmatch(r"\d{1,3}", limit, re.ASCII):
            entry["strength_from"] = int(limit)
        elif limit:
            self.left.row(line, f"'strength_from' is '{clipped(limit, 40)}', no whole number; not carried")
        self.tongues.say(("questions", identifier, "text"), words["text"], line, "label")
        self.tongues.say(("questions", identifier, "guidance"), words["guidance"], line, *HINTS)
        return entry


def given(entry: Data) -> Data:
    """Return the values of an entry that there are."""
    return {key: value for key, value in entry.items() if value}


def hint(line: Line) -> str:
    """Return a row's hints, one below the other."""
    return "\n".join(each for each in map(line.get, HINTS) if each)
