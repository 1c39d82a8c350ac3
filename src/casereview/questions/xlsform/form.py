"""Question sets out as XLSForms, and in."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from casereview.questions.build import build_stored
from casereview.questions.load import QuestionSetError
from casereview.questions.translate import Translation
from casereview.questions.translate_places import said
from casereview.questions.xlsform.cells import FORMAT, Tables
from casereview.questions.xlsform.merge import merged
from casereview.questions.xlsform.reading import read
from casereview.questions.xlsform.sheets import tables
from casereview.questions.xlsform.tables import tables_of
from casereview.questions.xlsform.tongues import beside, put

Data = dict[str, Any]


class Imported(NamedTuple):
    """The data of a sound question set file, a line for each thing of the form
    that it can not carry, and its translations.

    `translations` holds the data of their files by language. `same_version` tells that the set differs from the one
    that the form was written from, and has its id and version.
    """

    data: Data
    left: list[str]
    translations: dict[str, Data]
    same_version: bool


def import_form(path: Path, unit: str = "") -> Imported:
    """Return the question set of an XLSForm.

    A form that `export_form` wrote gives the set it was written from, with what was changed in the form since. Raises
    QuestionSetError for a file that is refused, a form in which nothing can be asked, or a result with faults; OSError
    where the file can not be read.
    """
    sheets, left = tables(path)
    try:
        found = imported(sheets, unit, path.stem)
    except QuestionSetError as error:
        raise QuestionSetError([f"{path}: {fault}" for fault in error.faults]) from error
    return found._replace(left=left + found.left)


def imported(sheets: Tables, unit: str = "", file: str = "form") -> Imported:
    """Return the question set of the sheets of a form (errors as for `import_form`, without the file's name).

    `file` is what the form is called where it does not say so itself.
    """
    from casereview.questions.check import check  # late: pydantic
    from casereview.questions.file_tables import in_order

    seen = read(sheets, unit, file)
    base, told = _carried(sheets)
    same_version = False
    if base is None:
        data, left = seen.data, seen.left.lines() + told
    else:
        was = read(tables_of(base), unit)
        same = was.data == seen.data
        data, more = (base, []) if same else _mended(merged(base, was.data, seen.data), seen.data)
        left = seen.left.lines(was.left) + more
        same_version = not same and all(was.data[key] == data[key] for key in ("id", "version"))
    faults = check(data)
    if faults:
        raise QuestionSetError([str(fault) for fault in faults])
    translations = {each.tag: each.data(data["id"]) for each in seen.tongues}
    return Imported(in_order(data), left, translations, same_version)


def _carried(sheets: Tables) -> tuple[Data | None, list[str]]:
    """The set as it was when the form was written; and why it is not read, where it is there and not sound."""
    from casereview.questions.check import check

    rows = [row[0] for row in sheets.get("casereview", ()) if row]
    if not rows:
        return None, []
    if rows[0] != FORMAT:
        return None, [f"sheet casereview: is not of the format {FORMAT}, so it is not read"]
    try:
        text = "".join(rows[1:])
        build_stored(text)  # bounds what its repeated questions come to
        data = json.loads(text)
        sound = not check(data)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        sound = False
    return (data, []) if sound else (None, ["sheet casereview: was changed, so it is not read"])


def _mended(data: Data, seen: Data) -> tuple[Data, list[str]]:
    """Take out what leads to questions that were deleted in the form, and keep the form's order on each screen."""
    told: list[str] = []
    questions = data["questions"]
    rows = {each["id"] for each in questions}
    items = {each["id"]: [item["id"] for item in each["items"]] for each in data.get("lists", ())}
    for each in questions:
        rows |= {f"{each['id']}-{item}" for item in items.get(each.get("for_each", ""), ())}
    for each in data.get("recommendations", ()):
        for name in [name for name in each.get("questions", ()) if name not in rows]:
            each["questions"].remove(name)
            told.append(f"recommendation {each['id']}: the question '{name}' is gone, so it is no longer named")
    place = {part["id"]: number for number, part in enumerate(data["parts"])}
    after = {each["id"]: number for number, each in enumerate(seen["questions"])}
    asked = [each["id"] for each in sorted(questions, key=lambda each: place.get(each["part"], 0))]
    if asked != sorted(asked, key=lambda each: after.get(each, 0)):
        questions.sort(key=lambda each: after.get(each["id"], 0))
    return data, told


def export_form(data: Data, translations: Iterable[Translation] = ()) -> tuple[bytes, list[str]]:
    """Return the XLSForm of the data of a sound question set file, as a workbook, and a line for each thing to be told.

    Each translation is a further column of labels. Raises QuestionSetError if pyxform, which is the standard's own
    reader, does not accept the form.
    """
    from casereview.questions.xlsform.workbook import accepted, workbook

    sheets, told = tables_of(data), []
    for each in translations:
        in_other_words, words, without = put(copy.deepcopy(data), each)
        beside(sheets, tables_of(in_other_words, words), each.name, each.language)
        told += [f"language {each.language}: {said(place)} has no column in a form; left out" for place in without]
    made = workbook(sheets)
    return made, told + accepted(made)
