"""A workbook that somebody else made: measured by its directory before anything is unpacked, then part by part."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from casereview.text import clipped

MOST_PACKED = 20_000_000
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
MOST_MEMBERS = 200
# One part of the workbook is in memory at a time; and the library that reads it takes 10 µs for each tag of a sheet,
# far more for one of the rest. A set of 2,000 questions has 330,000 tags in its sheets and 1,000 in all else.
_MOST_PART = 10_000_000
_MOST_TAGS = 400_000
_MOST_OTHER_TAGS = 30_000
# A small part that is all blanks packs well and does no harm.
_SMALL = 100_000

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_NO_WORKBOOK = "no workbook: it can not be unpacked; save the form as .xlsx"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_-]+)""")


class RefusedError(Exception):
    """The file is not read; the message says why and what to do."""


class Packed(NamedTuple):
    """A workbook that can be read without harm, and whether a cell in it holds a formula."""

    content: bytes
    formulas: bool


def packed_form(path: Path) -> Packed:
    """Return a workbook that can be unpacked and read without harm.

    Raises RefusedError for any other, before anything is unpacked where its directory tells; OSError where it can not
    be read.
    """
    try:
        return _checked(path)
    except RefusedError:
        raise
    except (OSError, MemoryError) as error:
        if isinstance(error, OSError) and error.filename is None:  # zlib and zip faults come as this too
            raise RefusedError(_NO_WORKBOOK) from error
        raise
    except Exception as error:  # zipfile ends in a dozen kinds of these
        raise RefusedError(_NO_WORKBOOK) from error


def _checked(path: Path) -> Packed:
    size = path.stat().st_size
    if size > MOST_PACKED:
        raise RefusedError(f"{size:,} bytes is too large for a form (at most {MOST_PACKED:,})")
    packed = path.read_bytes()
    if packed.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in packed:
            raise RefusedError("it is encrypted; save it without a password")
        raise RefusedError("an old workbook (.xls) or another Office file; save it as .xlsx")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        _directory(archive)
        return Packed(packed, _parts(archive))


def _directory(archive: zipfile.ZipFile) -> None:
    """What the directory says of itself; a part that is larger than it says ends in a fault when it is unpacked."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise RefusedError(f"{len(members):,} parts are too many for a form (at most {MOST_MEMBERS})")
    unpacked = sum(each.file_size for each in members)
    if unpacked > MOST_UNPACKED:
        raise RefusedError(f"{unpacked:,} bytes when unpacked is too large for a form (at most {MOST_UNPACKED:,})")
    seen: set[str] = set()
    for each in members:
        where = f"its part '{clipped(each.filename, 60)}'"
        if each.flag_bits & 1:
            raise RefusedError("it is encrypted; save it without a password")
        if each.file_size > max(_SMALL, MOST_RATIO * each.compress_size):
            raise RefusedError(f"{where} is packed more than {MOST_RATIO} times over, as no form is")
        if each.filename.lower() in seen:
            raise RefusedError(f"{where} is there twice; save the form anew")
        seen.add(each.filename.lower())
        if "vbaproject" in each.filename.lower():
            raise RefusedError("it holds macros; save it as .xlsx, which has none")
        if _is_xml(each.filename) and each.file_size > _MOST_PART:
            raise RefusedError(f"{where} takes {each.file_size:,} bytes, too large for a form (at most {_MOST_PART:,})")
    if "xl/workbook.xml" not in seen:
        raise RefusedError("a zip file, but no workbook; save the form as .xlsx")


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _parts(archive: zipfile.ZipFile) -> bool:
    """No part declares types or entities, and all of them together are no more than can be read soon.

    Returns whether there is a formula.
    """
    tags, others, formulas = 0, 0, False
    for each in archive.infolist():
        if not _is_xml(each.filename):
            continue
        # No more than it claims is unpacked: `read` would unpack all that there is, and only then refuse it.
        with archive.open(each) as opened:
            part = opened.read(each.file_size + 1)
        where = f"its part '{clipped(each.filename, 60)}'"
        declared = _DECLARED.match(part.removeprefix(b"\xef\xbb\xbf"))
        if b"\0" in part[:8] or (declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")):
            raise RefusedError(f"{where} is not in UTF-8; save the form anew")
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise RefusedError(f"{where} declares XML entities, as no workbook does")
        sheet = "worksheets/" in each.filename or "sharedstrings" in each.filename.lower()
        tags += part.count(b"<") if sheet else 0
        others += 0 if sheet else part.count(b"<")
        if tags > _MOST_TAGS or others > _MOST_OTHER_TAGS:
            raise RefusedError("too much in it for a form; delete the sheets, rows and styles that it does not need")
        formulas = formulas or bool("worksheets" in each.filename and _FORMULA.search(part))
    return formulas
