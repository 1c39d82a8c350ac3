"""How far two readings of the same cases agree: counts first, then the coefficients that were published for it.

Only what both readings answered is compared. Two answers of yes or no are *judged* by both; *not applicable* against
an answer is a disagreement on applicability, which is another question than how well something was done, so it is
counted apart and enters no coefficient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from casereview.questions.model import QuestionSet
from casereview.scoring.score import percent

# Below this many answers that both judged yes or no, only counts are shown.
FEWEST = 20

Grouping = Literal["overall", "part", "theme", "pair", "question"]


class Side(NamedTuple):
    """One reading's answer to a question, `yes`, `no` or `na`, and what was given with it.

    `suggested` says that it was routing which made it not applicable.
    """

    reader: str
    answer: str
    suggested: bool = False
    reasons: tuple[str, ...] = ()
    note: str = ""


class Shared(NamedTuple):
    """A question of a case that both the first and the second reading answered."""

    case: str
    question: str
    part: str
    themes: tuple[str, ...]
    first: Side
    second: Side

    @property
    def agree(self) -> bool:
        """Tell whether both say the same."""
        return self.first.answer == self.second.answer

    @property
    def on_applicability(self) -> bool:
        """Tell whether one says *not applicable* and the other yes or no."""
        return not self.agree and "na" in (self.first.answer, self.second.answer)

    @property
    def pair(self) -> tuple[str, str]:
        """The two assessors in alphabetical order, whoever read first."""
        one, other = sorted((self.first.reader, self.second.reader), key=lambda each: (each.casefold(), each))
        return one, other


class Ratio(NamedTuple):
    """A figure before its last division: whole numbers, so that nothing is rounded on the way."""

    above: int
    below: int

    @property
    def value(self) -> float | None:
        """The figure; None where it is not defined (nothing over nothing)."""
        return self.above / self.below if self.below else None

    @property
    def percent(self) -> int | None:
        """The figure as a whole percentage, halves rounded up; None where it is not defined. For shares only."""
        return percent(self.above, self.below)


class Table(NamedTuple):
    """What two readings said about the same questions.

    `first_yes` counts the first reading's yes against the second's no, `second_yes` the other way round;
    `applicability` counts *not applicable* against yes or no, whichever reading said it.
    """

    both_yes: int = 0
    first_yes: int = 0
    second_yes: int = 0
    both_no: int = 0
    both_na: int = 0
    applicability: int = 0

    @property
    def judged(self) -> int:
        """How many answers both judged yes or no: what every figure but applicability is over."""
        return self.both_yes + self.first_yes + self.second_yes + self.both_no

    @property
    def agreed(self) -> int:
        """How many answers both judged alike, yes or no."""
        return self.both_yes + self.both_no

    @property
    def differ(self) -> int:
        """How many answers are yes against no."""
        return self.first_yes + self.second_yes

    @property
    def compared(self) -> int:
        """How many answers both gave, *not applicable* included."""
        return self.judged + self.both_na + self.applicability

    @property
    def enough(self) -> bool:
        """Tell whether there are answers enough for more than counts."""
        return self.judged >= FEWEST

    @property
    def raw(self) -> Ratio:
        """Raw agreement: alike among the answers that both judged yes or no."""
        return Ratio(self.agreed, self.judged)

    @property
    def applies(self) -> Ratio:
        """Raw agreement on applicability: alike on whether the question applies, among all answers that both gave."""
        return Ratio(self.judged + self.both_na, self.compared)

    @property
    def kappa(self) -> Ratio:
        """Cohen's kappa, (po - pe) / (1 - pe) with chance pe from each reading's own share of yes.

        Published: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
        20 (1960), 37-46. Written for a table of two by two; not defined where both readings gave one answer throughout.
        """
        a, b, c, d = self[:4]
        return Ratio(2 * (a * d - b * c), (a + b) * (b + d) + (a + c) * (c + d))

    @property
    def ac1(self) -> Ratio:
        """Gwet's AC1, (po - pe) / (1 - pe) with chance pe = 2 p (1 - p), where p is the prevalence.

        Published: K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement",
        British Journal of Mathematical and Statistical Psychology 61 (2008), 29-48.
        """
        chance = self.prevalence.above * (self.prevalence.below - self.prevalence.above)
        square = 2 * self.judged * self.judged
        return Ratio(2 * self.judged * self.agreed - chance, square - chance)

    @property
    def positive(self) -> Ratio:
        """Positive agreement, 2a / (2a + b + c): of all the yes that either gave, those that the other gave too.

        Published, with negative agreement: D. V. Cicchetti and A. R. Feinstein, "High agreement but low kappa: II.
        Resolving the paradoxes", Journal of Clinical Epidemiology 43 (1990), 551-558. Not defined without a yes.
        """
        return Ratio(2 * self.both_yes, 2 * self.both_yes + self.differ)

    @property
    def negative(self) -> Ratio:
        """Negative agreement, 2d / (2d + b + c): of all the no that either gave, those that the other gave too.

        Published: Cicchetti and Feinstein (1990), as above. Not defined without a no.
        """
        return Ratio(2 * self.both_no, 2 * self.both_no + self.differ)

    @property
    def prevalence(self) -> Ratio:
        """The share of yes among the judgements of both readings together.

        (The prevalence index of the literature, (a - d) / n, is twice this less one, so it is not given as well.)
        """
        return Ratio(2 * self.both_yes + self.differ, 2 * self.judged)


_CELLS = {("yes", "yes"): 0, ("yes", "no"): 1, ("no", "yes"): 2, ("no", "no"): 3, ("na", "na"): 4}
_APPLICABILITY = 5


def table_of(shared: Iterable[Shared]) -> Table:
    """Return the table of some shared answers."""
    counts = [0] * 6
    for each in shared:
        counts[_CELLS.get((each.first.answer, each.second.answer), _APPLICABILITY)] += 1
    return Table(*counts)


class Group(NamedTuple):
    """Some of the shared answers and their table; `names` are the ids (of a pair, the two assessors)."""

    by: Grouping
    names: tuple[str, ...]
    title: str
    shared: tuple[Shared, ...]
    table: Table

    @property
    def disagreements(self) -> tuple[Shared, ...]:
        """The answers that differ, those on applicability included."""
        return tuple(each for each in self.shared if not each.agree)


def overall(shared: Iterable[Shared]) -> Group:
    """Return all shared answers as one group."""
    return _group("overall", (), "All shared answers", tuple(shared))


def groups(question_set: QuestionSet, shared: Iterable[Shared], by: Grouping) -> list[Group]:
    """Return the shared answers by part, theme, pair of assessors or question; groups without any are left out.

    They come in the order of the question set, pairs by the alphabet: never by how well they agree.
    """
    shared = tuple(shared)
    match by:
        case "overall":
            return [overall(shared)]
        case "part":
            return _grouped(
                by, shared, [((each.id,), each.title) for each in question_set.parts], lambda each: [each.part]
            )
        case "theme":
            return _grouped(
                by, shared, [((each.id,), each.title) for each in question_set.themes], lambda each: each.themes
            )
        case "question":
            asked = [((each.id,), each.short) for each in question_set.scored]
            return _grouped(by, shared, asked, lambda each: [each.question])
        case _:  # by pair
            pairs = sorted({each.pair for each in shared}, key=lambda pair: [(name.casefold(), name) for name in pair])
            return [
                _group(by, pair, " and ".join(pair), tuple(each for each in shared if each.pair == pair))
                for pair in pairs
            ]


def _grouped(
    by: Grouping,
    shared: tuple[Shared, ...],
    wanted: Iterable[tuple[tuple[str], str]],
    ids: Callable[[Shared], Iterable[str]],
) -> list[Group]:
    found: dict[str, list[Shared]] = {}
    for each in shared:
        for name in ids(each):
            found.setdefault(name, []).append(each)
    return [_group(by, names, title, tuple(found[names[0]])) for names, title in wanted if names[0] in found]


def _group(by: Grouping, names: tuple[str, ...], title: str, shared: tuple[Shared, ...]) -> Group:
    return Group(by, names, title, shared, table_of(shared))
