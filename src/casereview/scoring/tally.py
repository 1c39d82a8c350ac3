"""Counting: one question over the cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

BLANK = "blank"
UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a question, or many, was answered yes, no and not applicable, left blank or is unresolved."""

    yes: int = 0
    no: int = 0
    na: int = 0
    blank: int = 0
    unresolved: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.yes + other.yes,
            self.no + other.no,
            self.na + other.na,
            self.blank + other.blank,
            self.unresolved + other.unresolved,
        )

    @property
    def scored(self) -> int:
        """The denominator: yes and no only."""
        return self.yes + self.no

    @property
    def open(self) -> int:
        """Answers still to come: blank or unresolved."""
        return self.blank + self.unresolved

    def moved(self, old: str, new: str) -> Tally:
        """Return the tally after one answer went from `old` to `new` (`yes`, `no`, `na`, `blank`, `unresolved`)."""
        if old == new:
            return self
        return replace(self, **{old: getattr(self, old) - 1, new: getattr(self, new) + 1})


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    yes = no = na = blank = unresolved = 0
    for tally in tallies:
        yes += tally.yes
        no += tally.no
        na += tally.na
        blank += tally.blank
        unresolved += tally.unresolved
    return Tally(yes, no, na, blank, unresolved)


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """What one case brings to the figures.

    `answers` has, for a question id, `yes`, `no`, `na` or `unresolved`; a blank question is absent. `suggested` are
    those of the *na* that routing put there. `reasons` are given for a *no* only. A case is `started` once anything
    was answered.
    """

    ref: str
    facts: Mapping[str, str]
    answers: Mapping[str, str]
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suggested: frozenset[str] = frozenset()
    started: bool = False
    signed_off: bool = False


class RunningTally:
    """Tallies of every question over the cases, kept current one case at a time.

    An answer touches one case: taking its old contribution away and adding the new one costs what that case holds,
    however many cases there are.
    """

    def __init__(self, questions: Iterable[str], cases: Iterable[CaseAnswers] = ()) -> None:
        self._counts: dict[str, dict[str, int]] = {
            each: dict.fromkeys(("yes", "no", "na", UNRESOLVED), 0) for each in questions
        }
        self._reasons: dict[str, dict[str, int]] = {}
        self.cases = self.started = self.signed_off = 0
        for case in cases:
            self.add(case)

    def add(self, case: CaseAnswers) -> None:
        """Count a case in."""
        self._change(case, 1)

    def remove(self, case: CaseAnswers) -> None:
        """Count a case out again: the same value that was added."""
        self._change(case, -1)

    def _change(self, case: CaseAnswers, by: int) -> None:
        self.cases += by
        self.started += by * case.started
        self.signed_off += by * case.signed_off
        for question, answer in case.answers.items():
            counts = self._counts.get(question)
            if counts is not None:  # an answer to a question that the set no longer asks is kept but not counted
                counts[answer] += by
        for question, reasons in case.reasons.items():
            counted = self._reasons.setdefault(question, {})
            for reason in reasons:
                counted[reason] = counted.get(reason, 0) + by

    def tallies(self) -> dict[str, Tally]:
        """Return the tally of every question; what is not answered in a case is blank."""
        return {
            question: Tally(
                counts["yes"],
                counts["no"],
                counts["na"],
                self.cases - sum(counts.values()),
                counts[UNRESOLVED],
            )
            for question, counts in self._counts.items()
        }

    def reasons(self) -> dict[str, dict[str, int]]:
        """Return how often each reason was ticked, by question; reasons never ticked are absent."""
        return {
            question: {reason: count for reason, count in counted.items() if count}
            for question, counted in self._reasons.items()
            if any(counted.values())
        }
