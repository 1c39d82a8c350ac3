"""What the screens share: the open casebook, who is assessing, and the figures kept current."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from casereview.casebook import Casebook, CaseLine, Reading
from casereview.questions import QuestionSet
from casereview.scoring import RunningTally, Summary
from casereview.tui.languages import Languages

# How long loading may keep the screen waiting in one go, in seconds.
_SLICE = 0.03


class Session:
    """One sitting at a casebook. Every change goes through `change`, which keeps the figures true."""

    def __init__(
        self,
        casebook: Casebook,
        reader: str,
        *,
        notice: str = "",
        translations: Mapping[str, Path] | None = None,
        strict: bool = False,
    ) -> None:
        self.casebook = casebook
        self.reader = reader
        self.notice = notice
        self.lines: dict[str, CaseLine] = {}
        self.loaded = False
        self._running = self._empty_tally()
        self._summary: Summary | None = None
        self._seen_version = casebook.version()
        self.languages = Languages(casebook, translations, strict=strict)
        self.languages.recall(reader or casebook.last_reader)

    @property
    def question_set(self) -> QuestionSet:
        """The instrument."""
        return self.casebook.question_set

    def next_language(self) -> str:
        """Show the set's words in the next language and remember it; return what there is to say.

        Raises QuestionSetError.
        """
        said = self.languages.turn(self.reader)
        self._summary = None
        return said

    @property
    def today(self) -> date:
        """The day that it is, by the casebook's clock."""
        return self.casebook.today()

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be changed."""
        return self.casebook.read_only

    def _empty_tally(self) -> RunningTally:
        return RunningTally(question.id for question in self.question_set.scored)

    async def load(self) -> None:
        """Read every case, a slice at a time, so that keys are answered meanwhile."""
        started = time.monotonic()
        for line in self.casebook.case_lines():
            if line.ref not in self.lines:
                self._put(line)
            if time.monotonic() - started > _SLICE:
                await asyncio.sleep(0)
                started = time.monotonic()
        self.loaded = True
        self._summary = None

    def _put(self, line: CaseLine) -> None:
        before = self.lines.get(line.ref)
        if before is not None:
            self._running.remove(before.counted)
        self.lines[line.ref] = line
        self._running.add(line.counted)
        self._summary = None

    def change(self, case: str, operation: Callable[[], object]) -> object:
        """Carry out an operation of the casebook on a case, then count that case anew; or on the inspection as a whole.

        Where another question set is asked after it, everything is to be counted anew: `read_again`.
        """
        asked = self.question_set.digest
        result = operation()
        self._summary = None
        if self.question_set.digest != asked:
            self._forget()
            return result
        line = next(self.casebook.case_lines(case), None)
        if line is not None:
            self._put(line)
        elif case in self.lines:  # taken out of the sample
            self._running.remove(self.lines.pop(case).counted)
        return result

    @property
    def summary(self) -> Summary:
        """Every figure as it stands."""
        if self._summary is None:
            self._summary = self.casebook.summary(self._running)
        return self._summary

    def summary_of(self, fact: str, value: str) -> Summary:
        """Return the figures of the cases with a value of a fact."""
        running = self._empty_tally()
        for line in self.lines.values():
            if line.counted.facts.get(fact, "") == value:
                running.add(line.counted)
        return self.casebook.summary(running, of_some=True)

    def reading(self, case: str, reader: str = "") -> Reading:
        """Return a reading of a case: this assessor's unless another's is named."""
        return self.casebook.reading(case, reader or self.reader)

    def reader_shown(self, case: str) -> str:
        """Return whose reading opens: one's own, also of a case that was given
        to them; else another's first, to look at.
        """
        line = self.lines.get(case) or self.casebook.case_line(case)
        if self.reader in (*line.readers, *line.seconds, line.first, line.second) or not line.readers:
            return self.reader
        return line.readers[0]

    def of_another(self, line: CaseLine) -> str:
        """Return whose a case is that this assessor began or could take for
        their own; nothing where it is theirs, or nobody's.

        Who was given no case, the lead inspector, takes none for their own.
        """
        if not line.first or self.reader in (line.first, line.second, *line.seconds):
            return ""
        mine = not line.counted.started and any(self.reader == each.first for each in self.lines.values())
        return line.first if mine or line.gone_from(self.reader) else ""

    def hidden_readings(self, case: str) -> frozenset[str]:
        """Return whose readings of a case this assessor may not see yet."""
        line = self.lines.get(case) or next(self.casebook.case_lines(case), None)
        return line.hidden_from(self.reader) if line else frozenset()

    def not_to_be_seen(self, line: CaseLine) -> bool:
        """Tell whether the counted answers of a case are those of a first reading that this
        assessor may not see yet.
        """
        return bool(line.hidden_from(self.reader) & {*line.readers})

    async def read_again(self) -> None:
        """Count every case anew: this window has merged."""
        self.loaded = False
        self._forget()
        await self.load()

    def changed_elsewhere(self) -> bool:
        """Tell whether another window or command has written; then the question set is the one that is asked now, and
        everything is to be loaded again.
        """
        version = self.casebook.version()
        if version == self._seen_version:
            return False
        self._seen_version = version
        self.casebook.ask()
        self._forget()
        return True

    def _forget(self) -> None:
        self.lines, self._running, self._summary = {}, self._empty_tally(), None
