"""The languages of a form: its further columns of labels, and the translations of a question set that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from casereview.questions.model import ANSWER_WORDS
from casereview.questions.translate import Place, Translation
from casereview.questions.xlsform.cells import LANGUAGE, Tables
from casereview.text import clipped, counted

Data = dict[str, Any]

_HEADING = re.compile(r"(.{0,60}?)\s*\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*\)")
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
        self._there: dict[str, set[str]] = {}
        self._used: dict[str, set[str]] = {}

    def met(self, heading: str, texts: Iterable[str]) -> None:
        """Take note of a language and of the texts that it has in a row."""
        self._there.setdefault(heading, set()).update(texts)
        match = _HEADING.fullmatch(heading)
        if match and heading not in self._by_heading:
            language, _, rest = match[2].partition("-")
            tag = language.lower() + (f"-{rest}" if rest else "")
            if all(each.tag != tag for each in self._by_heading.values()):
                self._by_heading[heading] = Tongue(tag, match[1][:40] or tag, {})

    def say(self, place: Place, own: str, others: Mapping[str, str]) -> None:
        """Keep the text of a place in other languages, where it fits; `own` is the set's."""
        for heading, whole in others.items():
            text = whole
            tongue = self._by_heading.get(heading)
            if tongue is None:
                continue
            if place[-1] not in _PARAGRAPHS:
                text = clipped(" ".join(text.split()), 200)
            if "{item}" in own and "{item}" not in text and place[-1] == "text":
                text = text.replace("…", "{item}")
            if place[-1] == "text" and text.count("{item}") != int("{item}" in own):
                continue
            self.pass_over(heading, [whole])
            if text != own and len(text) <= 4_000:
                tongue.texts[place] = text

    def pass_over(self, heading: str, texts: Iterable[str]) -> None:
        """Count texts as carried, which may be said elsewhere."""
        self._used.setdefault(heading, set()).update(texts)

    def done(self, left: list[str]) -> list[Tongue]:
        """Return the languages that say anything; what is not carried is added to `left`."""
        for heading, texts in self._there.items():
            rest = texts - self._used.get(heading, set())
            if heading not in self._by_heading:
                named = f"in '{clipped(heading, 40)}'" if heading else "without a language"
                how = "; name the language as in 'Cymraeg (cy)'" if heading else ""
                left.append(f"{counted(len(texts), 'text')} {named}: not carried{how}")
            elif rest:
                left.append(f"{counted(len(rest), 'text')} in '{clipped(heading, 40)}': not carried")
        return [each for each in self._by_heading.values() if each.texts]


def put(data: Data, translation: Translation) -> tuple[Data, dict[str, str], int]:
    """Return a set's data in another language, the words for its answers, and how many texts have no column in a form.

    `data` is changed.
    """
    words, without = dict(ANSWER_WORDS), 0
    for place, text in translation.texts.items():
        if place[:2] == ("words", "answers"):
            words[place[2]] = text
        elif place[0] not in _IN_A_FORM or place[2] not in _IN_A_FORM[place[0]] or place[-1] == "phrase":
            without += 1
        else:
            owner = next(each for each in data[place[0]] if each["id"] == place[1])
            if len(place) == 5:
                owner[place[2]] = [_table(each) for each in owner[place[2]]]
                owner = next(each for each in owner[place[2]] if each["id"] == place[3])
            owner[place[-1]] = text
    return data, words, without


def _table(option: Any) -> Data:
    return option if isinstance(option, dict) else {"id": option, "label": option.replace("-", " ").capitalize()}


def beside(tables: Tables, other: Tables, name: str, tag: str) -> None:
    """Add to a form's sheets the columns of words of the same form in another language."""
    for sheet in ("survey", "choices"):
        for column, heading in enumerate(other[sheet][0]):
            if heading.endswith(f"::{LANGUAGE}"):
                tables[sheet][0].append(heading.replace(LANGUAGE, f"{name} ({tag})"))
                for row, said in zip(tables[sheet][1:], other[sheet][1:], strict=True):
                    row.append(said[column])
