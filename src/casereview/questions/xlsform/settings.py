"""What a form says of itself: its title, id, version, language, and what is asked about."""

from __future__ import annotations

import re
from typing import NamedTuple

from casereview.questions.xlsform.cells import NAMESPACE, OWN, Tables
from casereview.questions.xlsform.choices import one_line
from casereview.questions.xlsform.columns import Line, languages, lines
from casereview.questions.xlsform.ids import is_plainly, valid
from casereview.questions.xlsform.left import Left
from casereview.questions.xlsform.tongues import Tongues
from casereview.text import clipped

_READ = {"form_title", "form_id", "version", "default_language", f"{OWN}unit"}


class Settings(NamedTuple):
    """The settings of a form; `ours` where it was written from a question set. `unit` is empty where it is not said."""

    id: str
    title: str
    version: str
    language: str
    unit: str
    ours: bool


def settings_of(sheets: Tables, left: Left, file: str) -> Settings:
    """Return the settings of a form; what is not carried, or was not said, is told to `left`.

    A form that does not say what it is called is called what its `file` is, without the ending.
    """
    found, lost = lines(sheets.get("settings", []), "settings")
    for line, what in lost:
        left.row(line, what)
    for line in found[1:]:
        left.whole(line, "is not read; a form has one row of settings")
    line = found[0] if found else Line("settings", 1, {}, {})
    named = line.get("form_id")
    plain = re.sub(r"[\s_-]+", " ", file).strip()
    words = " ".join((line.get("form_title") or named or plain[:1].upper() + plain[1:] or "Form").split())
    title = one_line(words)
    if not line.get("form_title"):
        left.form("settings", f"has no form_title; '{clipped(title, 48)}' is written")
    elif title != words:
        left.form("settings, form_title", f"{len(words):,} characters are more than the 200 that fit; cut off", words)
    identifier = valid(named or line.get("form_title") or file, "form")
    if not named:
        left.form("settings", f"has no form_id; '{identifier}' is written")
    elif not is_plainly(identifier, named):
        left.form("settings, form_id", f"'{clipped(named, 48)}' becomes the id '{identifier}'")
    ours = line.get("namespaces") == NAMESPACE
    for name in sorted(line.cells.keys() - _READ - ({"namespaces"} if ours else set())):
        left.form(f"settings, {clipped(name, 40)}", f"is not carried: {clipped(line.get(name), 60)}", line.get(name))
    for heading, said in line.others.items():
        for name, text in said.items():
            left.form(f"settings, {name} in '{clipped(heading, 40)}'", f"is not carried: {clipped(text, 60)}")
    version = _version(line.get("version"), left)
    return Settings(identifier, title, version, line.get("default_language"), line.get(f"{OWN}unit"), ours)


def _version(said: str, left: Left) -> str:
    if re.fullmatch(r"\d{1,9}\.\d{1,9}\.\d{1,9}", said, re.ASCII):
        return said
    found = f"{said}.0.0" if re.fullmatch(r"\d{1,12}", said, re.ASCII) else "1.0.0"
    if said:
        left.form("settings, version", f"'{clipped(said, 40)}' has not three numbers; {found} is written")
    return found


def rows_of(sheets: Tables, sheet: str, wanted: str, tongues: Tongues, left: Left) -> list[Line]:
    """Return the rows of a sheet in the form's own language: the one it wants,
    the one without a name, English, or the first.
    """
    rows = sheets.get(sheet, [])
    there = languages(rows)
    english = [each for each in there if each.lower().startswith("english")]
    chosen = wanted if wanted in there else next((each for each in ("", *english, *there) if each in there), "")
    if wanted and chosen != wanted and there:
        read = f"the labels in '{clipped(chosen, 40)}' are read" if chosen else "the labels without a language are read"
        left.form("settings, default_language", f"no label on sheet {sheet} is in '{clipped(wanted, 40)}'; {read}")
    found, lost = lines(rows, sheet, chosen)
    for line, what in lost:
        left.row(line, what)
    for line in found:
        tongues.met(line)
    return found
