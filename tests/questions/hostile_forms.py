"""Workbooks that would do harm, or are none, and what is to be said of each."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.questions.forms import changed, claiming, saved

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData></worksheet>"
_LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (each, b"&l%d;" % (each - 1) * 10) for each in range(1, 10))
SURVEY = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"


def _parts(parts: dict[str, bytes]) -> Callable[[Path, Path], None]:
    def make(path: Path, form: Path) -> None:
        changed(path, form, parts)

    return make


def _bytes(content: bytes) -> Callable[[Path, Path], None]:
    def make(path: Path, form: Path) -> None:
        path.write_bytes(content)

    return make


def _nested_zip(path: Path, form: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", form.read_bytes())


def _encrypted_member(path: Path, form: Path) -> None:
    content = bytearray(form.read_bytes())
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8] |= 1
        start += 46
    path.write_bytes(content)


def _twice(path: Path, form: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("XL/workbook.xml", b"<workbook/>")


def _claims_more(path: Path, form: Path) -> None:
    claiming(path, form, SURVEY, 60_000_000)


def _claims_less(path: Path, form: Path) -> None:
    claiming(path, changed(path.with_name("big.xlsx"), form, {SURVEY: _SHEET + b" " * 80_000 + _END}), SURVEY, 100)


def _claims_far_less(path: Path, form: Path) -> None:
    big = changed(path.with_name("big.xlsx"), form, {SURVEY: _SHEET + b" " * 60_000_000 + _END})
    claiming(path, big, SURVEY, 1_000)


def _truncated(path: Path, form: Path) -> None:
    path.write_bytes(form.read_bytes()[:-40])


def _damaged(path: Path, form: Path) -> None:
    content = bytearray(form.read_bytes())
    content[200:900] = os.urandom(700)
    path.write_bytes(content)


def _formula(path: Path, form: Path) -> None:
    sheet = _SHEET + b'<row r="1"><c r="A1"><f>1+1</f></c></row>' + _END
    changed(path, form, {SURVEY: sheet})


def _rows_far(path: Path, form: Path) -> None:
    row = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    changed(path, form, {SURVEY: _SHEET + row + _END})


def _rows_wide(path: Path, form: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (each, each) for each in range(1, 2_000))
    changed(path, form, {SURVEY: _SHEET + rows + _END})


HOSTILE: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "empty": (_bytes(b""), "no workbook"),
    "not a zip": (_bytes(b"type,name,label\n"), "no workbook"),
    "a picture": (_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 500), "no workbook"),
    "an end without a start": (_bytes(b"PK\x05\x06" + b"\0" * 18), "a zip file, but no workbook"),
    "a zip of a zip": (_nested_zip, "a zip file, but no workbook"),
    "far larger than it claims": (_claims_far_less, "no workbook"),
    "truncated": (_truncated, "no workbook"),
    "damaged": (_damaged, "no workbook"),
    "an old workbook": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "an old workbook (.xls)"),
    "encrypted by Excel": (
        _bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
        "it is encrypted",
    ),
    "encrypted by a zip program": (_encrypted_member, "it is encrypted"),
    "macros": (_parts({"xl/vbaProject.bin": b"x"}), "it holds macros"),
    "a bomb": (_parts({SURVEY: _SHEET + b" " * 9_000_000 + _END}), "is packed more than 100 times over"),
    "a bomb beside the form": (_parts({"xl/media/image1.png": b"\0" * 49_000_000}), "is packed more than 100 times over"),
    "many bombs": (
        _parts({f"xl/media/{each}.bin": os.urandom(1_000) * 90 for each in range(600)}),
        "parts are too many for a form (at most 200)",
    ),
    "a claim of much": (_claims_more, "60,0"),
    "a claim of little": (_claims_less, "no workbook"),
    "fifty megabytes and more": (
        _parts({f"xl/media/{each}.bin": os.urandom(20_000) * 150 for each in range(20)}),
        "bytes when unpacked is too large for a form (at most 50,000,000)",
    ),
    "a part there twice": (_twice, "is there twice"),
    "an entity bomb": (
        _parts({_STRINGS: _HEAD + b"<!DOCTYPE sst [" + b'<!ENTITY l0 "ha">' + _LAUGHS + b"]><sst>&l9;</sst>"}),
        "declares XML entities",
    ),
    "an entity that reads a file": (
        _parts({SURVEY: _HEAD + b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _SHEET + b"&x;" + _END}),
        "declares XML entities",
    ),
    "entities in what joins the parts": (
        _parts({"xl/_rels/workbook.xml.rels": _HEAD + b'<!DOCTYPE r [<!ENTITY x "y">]><r/>'}),
        "declares XML entities",
    ),
    "entities hidden by UTF-16": (
        _parts({_STRINGS: '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE s [<!ENTITY x "y">]><s/>'.encode("utf-16")}),
        "is not in UTF-8",
    ),
    "entities hidden by another encoding": (
        _parts({_STRINGS: b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE'}),
        "is not in UTF-8",
    ),
    "a formula without a value": (_formula, "sheet survey, cell A1: holds a formula without a value"),
    "a row at the end of the sheet": (_rows_far, "more than 20,000 rows or 250 columns"),
    "a row in each of 2,000 last columns": (_rows_wide, "too many cells for a form"),
    "a million tags": (
        _parts({SURVEY: _SHEET + b"".join(b'<row r="%d"/>' % each for each in range(1, 620_000)) + _END}),
        "for a form",
    ),
    "a million strings": (_parts({_STRINGS: b"<sst>" + b"<si/>" * 1_500_000 + b"</sst>"}), "for"),
    "styles without end": (
        _parts({"xl/styles.xml": b"<styleSheet>" + b"".join(b'<xf numFmtId="%d"/>' % each for each in range(40_000))}),
        "too much in it for a form",
    ),
    "XML nested without end": (_parts({SURVEY: _SHEET + b"<a>" * 30_000 + _END}), "no workbook that can be read"),
    "no survey": (lambda path, _: saved(path, {"Sheet1": [["a"]]}) and None, "it has no sheet 'survey'"),
    "a survey without a row": (lambda path, _: saved(path, {"survey": [], "b": []}) and None, "it has no sheet 'survey'"),
    "a survey of one heading": (lambda path, _: saved(path, {"survey": [["type", "name"]]}) and None, "nothing in it"),
    "a workbook that names no sheet": (_parts({"xl/workbook.xml": b"<workbook/>"}), "but none at all"),
    "a sheet that is elsewhere": (
        _parts({"xl/_rels/workbook.xml.rels": b'<Relationships xmlns="a"/>'}),
        "no workbook that can be read",
    ),
}  # fmt: skip
