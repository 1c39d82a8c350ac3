"""Making forms for the tests: as tables, and as workbooks that may be hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from xlsxwriter import Workbook

from casereview.questions.xlsform.cells import Tables


def tables(text: str) -> Tables:
    """Return the sheets of a form written as `| sheet |` lines, each followed by rows of cells between bars."""
    found: Tables = {}
    for line in text.strip().splitlines():
        cells = [each.strip() for each in line.strip().strip("|").split("|")]
        if cells[0]:
            found[cells[0]] = []
        found[list(found)[-1]].append(cells[1:])
    return found


def saved(
    path: Path, sheets: Mapping[str, list[list[str]]], formulas: Mapping[tuple[str, str], tuple[str, str]] = {}
) -> Path:
    """Write sheets as a workbook; `formulas` gives a sheet's cell a formula and its last value."""
    with Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    if text:
                        sheet.write_string(number, column, text)
            for (of, cell), (formula, value) in formulas.items():
                if of == name:
                    sheet.write_formula(cell, formula, None, value)
    return path


def changed(path: Path, source: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a workbook again with some of its parts put in place of what they were, or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def claiming(path: Path, source: Path, part: str, size: int) -> Path:
    """Write a workbook whose directory claims a size for a part, wherever it says one."""
    content = bytearray(source.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        length = int.from_bytes(content[start + 28 : start + 30], "little")
        if bytes(content[start + 46 : start + 46 + length]).decode() == part:
            content[start + 24 : start + 28] = size.to_bytes(4, "little")
        start += 46
    path.write_bytes(content)
    return path


FORM = """
| survey   | type                | name     | label                 | hint           | relevant            |
|          | select_one sex      | sex      | Sex                   |                |                     |
|          | begin_group         | plan     | The plan              |                |                     |
|          | select_one yn       | made     | Was a plan made?      | Look in file   |                     |
|          | select_multiple why | why_not  | Why was it not made?  |                | ${made} = 'no'      |
|          | select_one yn       | timely   | Was it on time?       |                | ${made} = 'yes'     |
|          | end_group           |          |                       |                |                     |
| choices  | list_name           | name     | label                 |
|          | yn                  | yes      | Yes                   |
|          | yn                  | no       | No                    |
|          | yn                  | na       | Not applicable        |
|          | sex                 | f        | Female                |
|          | sex                 | m        | Male                  |
|          | why                 | late     | Too late              |
|          | why                 | unclear  | Not clear             |
| settings | form_title          | form_id  | version               |
|          | Plans               | plans    | 3                     |
"""
