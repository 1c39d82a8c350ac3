"""The languages of a form: its further columns of labels, and the translations of a question set that they make."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from casereview.questions.model import ANSWER_WORDS
from casereview.questions.texts import LONGEST_TITLE, LONGEST_WORDS, words_of
from casereview.questions.translate import Translation
from casereview.questions.translate_places import Place
from casereview.questions.xlsform.cells import LANGUAGE, Tables
from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.left import Left
from casereview.text import clipped, counted

Data = dict[str, Any]

_HEADING = re.compile(r"(.{0,40}?)\s*\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*\)")
_PARAGRAPHS = ("text", "guidance", "help")
_IN_A_FORM = {
    "sections": ("title",),
    "criteria": ("title",),
    "themes": ("title",),
    "parts": ("title",),
    "facts": ("label", "help", "options"),
    "lists": ("items",),
    "questions": ("text", "guidance", "reasons", "options"),
}


# A language's heading; a sheet, a row of it and a column.
_Text = tuple[str, str, int, str]


class Tongue(NamedTuple):
    """A language of a form: its tag and its name; and the texts that it says, by their place in the set's file."""

    tag: str
    name: str
    texts: dict[Place, str]

    def data(self, of: str) -> Data:
        """Return the data of a translation's file."""
        found: Data = {"language": self.tag, "name": self.name, "of": of}
        for place, text in self.texts.items():
            here = found
            for step in place[:-1]:
                here = here.setdefault(step, {})
            here[place[-1]] = text
        return found


class Tongues:
    """Gathers what a form says in other languages than the set's own."""

    def __init__(self) -> None:
        self._by_heading: dict[str, Tongue] = {}
        # Every text that is there, by its language, its row and its column; and those that were carried.
        self._there: dict[_Text, Line] = {}
        self._used: set[_Text] = set()

    def met(self, line: Line) -> None:
        """Take note of what a row says in other languages; what is the same
        there as in the set's own needs no other word.
        """
        for heading, said in line.others.items():
            for column, text in said.items():
                if text != line.get(column):
                    self._there[heading, line.sheet, line.number, column] = line
            match = _HEADING.fullmatch(heading)
            if match and heading not in self._by_heading:
                language, _, rest = match[2].partition("-")
                tag = language.lower() + (f"-{rest}" if rest else "")
                if all(each.tag != tag for each in self._by_heading.values()):
                    self._by_heading[heading] = Tongue(tag, match[1] or tag, {})

    def say(self, place: Place, own: str, line: Line, *columns: str) -> None:
        """Keep the text of a place in other languages, which stands in columns
        of a row, where it fits; `own` is the set's.
        """
        for heading, whole in line.others_of(*columns).items():
            tongue = self._by_heading.get(heading)
            if tongue is None:
                continue
            text, longest = whole, LONGEST_WORDS if place[-1] == "text" else None
            if place[-1] not in _PARAGRAPHS:
                text, longest = " ".join(text.split()), LONGEST_TITLE
            if "{item}" in own and "{item}" not in text and place[-1] == "text":
                text = text.replace("…", "{item}")
            fits = text.count("{item}") == int("{item}" in own) or (place[-1] == "guidance" and "{item}" in own)
            before = tongue.texts.get(place, text)
            if fits and (longest is None or len(text) <= longest) and before == text:
                self.take(line, heading, *columns)
                if text != own:
                    tongue.texts[place] = text

    def said(self, place: Place, heading: str, own: str) -> str:
        """Return the text that is kept of a place in a language; `own` where there is none."""
        tongue = self._by_heading.get(heading)
        return tongue.texts.get(place, own) if tongue else own

    def take(self, line: Line, heading: str, *columns: str) -> None:
        """Count what stands in columns of a row as carried."""
        self._used |= {(heading, line.sheet, line.number, each) for each in columns}

    def done(self, left: Left) -> list[Tongue]:
        """Return the languages that say anything; what is not carried is told to `left`."""
        unnamed: dict[tuple[str, str, str], int] = {}
        for text, line in self._there.items():
            heading, sheet, _, column = text
            if heading not in self._by_heading:
                unnamed[heading, sheet, column] = unnamed.get((heading, sheet, column), 0) + 1
            elif text not in self._used and not left.is_whole(line):
                said = clipped(line.others[heading][column], 80)
                left.row(line, f"'{column}' in '{clipped(heading, 40)}' is not carried: {said}")
        for (heading, sheet, column), count in unnamed.items():
            left.form(f"{sheet}, column '{column}' {self._why(heading)}", f"not carried ({counted(count, 'text')})")
        return [each for each in self._by_heading.values() if each.texts]

    def _why(self, heading: str) -> str:
        named = f"in '{clipped(heading, 40)}'" if heading else "without a language"
        if not heading or _HEADING.fullmatch(heading):
            return f"{named}{', which another has already' if heading else ''}"
        return f"{named}, a language to be named as in 'Cymraeg (cy)'"


def put(data: Data, translation: Translation) -> tuple[Data, dict[str, str], list[Place]]:
    """Return a set's data in another language, the words for its answers, and the texts that have no column in a form.

    `data` is changed.
    """
    words = dict(ANSWER_WORDS)
    without: list[Place] = []
    for place, text in translation.texts.items():
        if place[:2] == ("words", "answers"):
            words[place[2]] = text
        elif place[0] not in _IN_A_FORM or place[2] not in _IN_A_FORM[place[0]] or place[-1] == "phrase":
            without.append(place)
        else:
            owner = next(each for each in data[place[0]] if each["id"] == place[1])
            if len(place) == 5:
                owner[place[2]] = [_table(each) for each in owner[place[2]]]
                owner = next(each for each in owner[place[2]] if each["id"] == place[3])
            owner[place[-1]] = text
    return data, words, without


def _table(option: Any) -> Data:
    return option if isinstance(option, dict) else {"id": option, "label": words_of(option)}


def beside(tables: Tables, other: Tables, name: str, tag: str) -> None:
    """Add to a form's sheets the columns of words of the same form in another language."""
    for sheet in ("survey", "choices"):
        for column, heading in enumerate(other[sheet][0]):
            if heading.endswith(f"::{LANGUAGE}"):
                tables[sheet][0].append(heading.replace(LANGUAGE, f"{name} ({tag})"))
                for row, said in zip(tables[sheet][1:], other[sheet][1:], strict=True):
                    row.append(said[column])
