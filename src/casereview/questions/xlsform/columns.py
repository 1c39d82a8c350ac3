"""The rows of a form's sheets by the names of their columns, which people write in many ways."""

from __future__ import annotations

import re
from typing import NamedTuple

from casereview.questions.xlsform.cells import LONGEST, OWN, shown
from casereview.text import clipped

# The older words beside those of the standard.
_SAME = {
    "caption": "label",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::constraint": "constraint",
    "bind::required": "required",
    "bind::readonly": "read_only",
    "readonly": "read_only",
    "bind::calculate": "calculation",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "command": "type",
    "tag": "name",
    "value": "name",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
    "title": "form_title",
}
# What is said in each language.
SAID = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video")


class Line(NamedTuple):
    """A row that is not blank: its sheet and number there, its cells by column, and the texts of other languages."""

    sheet: str
    number: int
    cells: dict[str, str]
    others: dict[str, dict[str, str]]

    def others_of(self, *columns: str) -> dict[str, str]:
        """Return what stands in columns in other languages, by language; one below the other where it is in several."""
        found = {
            language: "\n".join(said[each] for each in columns if each in said)
            for language, said in self.others.items()
        }
        return {language: text for language, text in found.items() if text}

    def get(self, column: str) -> str:
        """Return what stands in a column; nothing for a blank."""
        return self.cells.get(column, "")

    @property
    def where(self) -> str:
        """Where the row is, in words."""
        name = self.get("name")
        return f"{self.sheet} row {self.number}, {clipped(name, 48)}" if name else f"{self.sheet} row {self.number}"


def columns(heading: list[str]) -> list[tuple[str, str]]:
    """Return the name and the language of each column, both empty for one without a heading."""
    double = any("::" in each for each in heading)
    return [_column(each, "::" if double or "::" in each else ":") for each in heading]


def _column(heading: str, between: str) -> tuple[str, str]:
    words = [each.strip() for each in shown(heading).split(between)]
    first = re.sub(r"\s+", "_", words[0].lower())
    if first == "media" and len(words) > 1:
        words = words[1:]
        first = words[0].lower()
    first = _SAME.get(first, first)
    if first in SAID:
        return first, between.join(words[1:])
    if first in ("bind", "attribute") and len(words) > 1 and words[1].startswith(OWN):
        return words[1], ""
    name = "::".join([first, *words[1:]])
    return _SAME.get(name, name), ""


def languages(rows: list[list[str]]) -> list[str]:
    """Return the languages in which a sheet has labels, as they are named there; empty for the one without a name."""
    heading = next((row for row in rows if any(row)), [])
    return list(dict.fromkeys(language for name, language in columns(heading) if name == "label"))


def lines(rows: list[list[str]], sheet: str, language: str = "") -> tuple[list[Line], list[tuple[Line, str]]]:
    """Return the rows below a sheet's heading that are not blank, with the texts of one language as their own.

    And what of a row is not among its cells as it stands there, each in words.
    """
    found: list[Line] = []
    lost: list[tuple[Line, str]] = []
    heading: list[tuple[str, str]] | None = None
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        if heading is None:
            heading = columns(row)
            continue
        line = Line(sheet, number, {}, {})
        for place, text in enumerate(row):
            said = shown(text)
            name, of = heading[place] if place < len(heading) else ("", "")
            name = name or f"column {_letters(place)}"
            cells = line.others.setdefault(of, {}) if name in SAID and of != language else line.cells
            if said and cells.setdefault(name, said) != said:
                lost.append((line, f"a second '{clipped(name, 40)}' is not carried: {clipped(said, 80)}"))
            elif len(text.strip()) > LONGEST:
                lost.append((line, f"'{clipped(name, 40)}' has {len(text):,} characters; cut off at {LONGEST:,}"))
            elif said.split() != text.split():
                lost.append(
                    (line, f"'{clipped(name, 40)}' has characters that are not seen; it reads: {clipped(said, 80)}")
                )
        found.append(line)
    return found, lost


def _letters(place: int) -> str:
    """What a spreadsheet calls a column, counted from 0."""
    return (_letters(place // 26 - 1) if place > 25 else "") + chr(ord("A") + place % 26)
