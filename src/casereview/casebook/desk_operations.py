"""What an open casebook remembers beside its history: see `desk`. It is of this copy only, and is not merged."""

from __future__ import annotations

import platform

from casereview.casebook import desk
from casereview.casebook.file import CasebookFile
from casereview.casebook.ledger import stamp
from casereview.casebook.values import check_reader, check_text


class DeskOperations(CasebookFile):
    """Drafts, places, languages, and who sits here."""

    def draft(self, case: str, item: str, reader: str) -> str:
        """Return what was half-typed, or nothing."""
        with self._reading():
            return desk.draft(self._connection, reader, case, item)

    def put_draft(self, case: str, item: str, text: str, reader: str) -> None:
        """Keep what is half-typed; an empty text forgets it."""
        check_text(text)
        with self._writing():
            desk.put_draft(self._connection, reader, case, item, text, stamp(self._clock))

    def place(self, case: str, reader: str) -> str:
        """Return the question where an assessor was in a case, or nothing."""
        with self._reading():
            return desk.place(self._connection, reader, case)

    def put_place(self, case: str, item: str, reader: str) -> None:
        """Keep where an assessor is in a case."""
        with self._writing():
            desk.put_place(self._connection, reader, case, item, stamp(self._clock))

    def last_case(self, reader: str) -> str:
        """Return the case where an assessor was last, or nothing."""
        with self._reading():
            return desk.last_case(self._connection, reader)

    @property
    def last_reader(self) -> str:
        """The assessor who last worked in this copy, or nothing."""
        with self._reading():
            return str(desk.setting(self._connection, "reader") or "")

    def sit_down(self, reader: str) -> None:
        """Remember who is assessing, and say in the file that this window holds it."""
        check_reader(reader)
        with self._writing():
            desk.put_setting(self._connection, "reader", reader)
            desk.put_setting(
                self._connection, "holder", {"reader": reader, "host": platform.node(), "since": stamp(self._clock)}
            )

    def language(self, reader: str) -> str:
        """Return the language that an assessor last chose in this copy; nothing for the question set's own."""
        with self._reading():
            return desk.language(self._connection, reader)

    def put_language(self, reader: str, language: str) -> None:
        """Remember the language that an assessor chose in this copy."""
        with self._writing():
            desk.put_language(self._connection, reader, language)

    @property
    def holder(self) -> str:
        """Who last sat down at this file, in words."""
        with self._reading():
            return desk.holder_words(desk.setting(self._connection, "holder"))
