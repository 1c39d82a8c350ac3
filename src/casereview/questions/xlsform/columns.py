"""The rows of a form's sheets by the names of their columns, which people write in many ways."""

from __future__ import annotations

import re
from typing import NamedTuple

from casereview.questions.xlsform.cells import OWN, shown

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
    """A row that is not blank: its number in the sheet, its cells by column, and the texts of other languages."""

    number: int
    cells: dict[str, str]
    others: dict[str, dict[str, str]]

    def others_of(self, column: str) -> dict[str, str]:
        """Return what stands in a column in other languages, by language."""
        return {language: said[column] for language, said in self.others.items() if column in said}

    def get(self, column: str) -> str:
        """Return what stands in a column; nothing for a blank."""
        return self.cells.get(column, "")


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


def lines(rows: list[list[str]], language: str) -> list[Line]:
    """Return the rows below a sheet's heading that are not blank, with the texts of one language as their own."""
    found: list[Line] = []
    heading: list[tuple[str, str]] | None = None
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        if heading is None:
            heading = columns(row)
            continue
        cells: dict[str, str] = {}
        others: dict[str, dict[str, str]] = {}
        for place, text in enumerate(row):
            said = shown(text)
            name, of = heading[place] if place < len(heading) else ("", "")
            if not said:
                continue
            if name in SAID and of != language:
                others.setdefault(of, {})[name] = said
            else:
                cells.setdefault(name, said)
        found.append(Line(number, cells, others))
    return found
