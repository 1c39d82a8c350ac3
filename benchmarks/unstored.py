"""The review screen with nothing behind it: answers go to a dictionary. The floor for a key."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from casereview.casebook import Casebook, CaseLine, Reading
from casereview.questions import suggestions
from casereview.scoring import CaseAnswers
from casereview.tui.app import CaseReview
from casereview.tui.session import Session


class Unstored(Casebook):
    """A casebook that writes nothing and asks SQLite nothing while a case is answered."""

    def _given(self) -> dict[str, dict[str, str]]:
        return self.__dict__.setdefault("_answers_given", {})  # type: ignore[no-any-return]

    def answer(self, case: str, question: str, answer: str | None, reader: str, *, then: str = "") -> None:
        self._given().setdefault(case, {})[question] = answer or ""

    def put_place(self, case: str, item: str, reader: str) -> None:
        return

    def draft(self, case: str, item: str, reader: str) -> str:
        return ""

    def reading(self, case: str, reader: str) -> Reading:
        kept: dict[str, Reading] = self.__dict__.setdefault("_readings", {})
        if case not in kept:
            kept[case] = super().reading(case, reader)
        before, given = kept[case], dict(self._given().get(case, {}))
        return replace(before, answers=given, suggested=suggestions(self.question_set, before.facts, given))

    def case_lines(self, case: str | None = None) -> Iterator[CaseLine]:
        if case is None or case not in self._given():
            yield from super().case_lines(case)
            return
        reading = self.reading(case, "")
        answers = dict(reading.answers) | dict.fromkeys(reading.suggested, "na")
        yield CaseLine(
            CaseAnswers(case, reading.facts, answers, {}, frozenset(), True, False), (self.last_reader,), (), 0
        )


if __name__ == "__main__":
    with Unstored.open(Path(sys.argv[1])) as opened:
        CaseReview(Session(opened, opened.last_reader)).run()
