"""The file of a Word document: what stands about it in its properties, and the same bytes for the same document."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE

from casereview.text import clipped

AUTHOR = "casereview"
# A property of a Word file holds no more.
_LONGEST = 255
# The template's picture of itself, a second copy of its styles for Word 2010, and an empty list of sources.
_NOT_OURS = frozenset(
    {
        RELATIONSHIP_TYPE.THUMBNAIL,
        RELATIONSHIP_TYPE.CUSTOM_XML,
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    }
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def describe(document: WordDocument, *, title: str, subject: str, made: str, language: str) -> None:
    """Set the properties of a document: no user's name is among them. `made` is a day, ISO 8601."""
    known = document.core_properties
    known.title, known.subject = clipped(title, _LONGEST), clipped(subject, _LONGEST)
    known.author = known.last_modified_by = AUTHOR
    known.language = language
    known.comments = known.keywords = known.category = ""
    known.revision = 1
    known.created = known.modified = datetime.combine(datetime.fromisoformat(made).date(), time(), UTC)
    for holder in (document.part.package, document.part):
        for key in [key for key, each in holder.rels.items() if each.reltype in _NOT_OURS]:
            del holder.rels[key]


def file_of(document: WordDocument) -> bytes:
    """Return the file, without the time of day in it."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return steady.getvalue()
