"""How a case is put into a line of the list: how far it is, its facts, when it was last touched."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from casereview.casebook import CaseLine
from casereview.questions import Fact, QuestionSet
from casereview.scoring.rules import said
from casereview.scoring.words import provisional
from casereview.text import counted
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Line, Span, fit, shortened

# What the columns other than the reference and the facts take, and what one fact takes.
_FIXED, _FACT = 54, 13


class Standing(NamedTuple):
    """How far a case is: questions answered yes or no, questions that apply, answers no; in words, and their kind.

    `hidden` if its answers are not for who looks at it: nothing of them is in here then.
    """

    done: int
    applicable: int
    said_no: int
    words: str
    kind: str
    hidden: bool = False

    @property
    def to_do(self) -> int:
        """How many answers are missing."""
        return self.applicable - self.done


class CaseRows:
    """The lines of the list of cases, as a session stands (see `roster.Listed`)."""

    unit = "case"
    opens = "Enter opens the case under the cursor."
    orders: tuple[str, ...] = ("most to do", "most no")

    def __init__(self, session: Session) -> None:
        self._session = session

    def heading(self) -> str:
        """Return what is open, or how many are signed off."""
        summary = self._session.summary
        return provisional(summary.answers) or f"{summary.signed_off} of {counted(summary.cases, 'case')} signed off"

    def figures(self, width: int) -> Line:
        """Return the headline scores; a set without headlines is known by its sections."""
        scores = self._session.summary.of_kind("theme") or self._session.summary.of_kind("section")
        shares = [said(score) for score in scores]
        titles = shortened([score.title for score in scores], width - 1 - sum(len(each) + 4 for each in shares))
        line: Line = [(" ", "")]
        for title, figure in zip(titles, shares, strict=True):
            line += [(f"{title} ", ""), (figure, "strong"), ("   ", "")]
        return line

    def room(self, longest: int, width: int) -> int:
        """Return the room for references."""
        return reference_room(longest, width)

    def head(self, room: int, width: int) -> Line:
        """Return the line of the columns' names."""
        return head(self._session.question_set, room, width)

    def rest(self, line: CaseLine, touched: str, room: int, width: int) -> list[Span]:
        """Return the rest of a line."""
        return rest(self._session.question_set, line, self._stands(line), touched, room, width)

    def searched(self, line: CaseLine) -> str:
        """Return what the filter looks through."""
        return searched(self._session.question_set, line, self._stands(line))

    def rank(self, order: str, line: CaseLine) -> int:
        """Return how much is to do, or how often it is no."""
        stands = self._stands(line)
        return stands.to_do if order == "most to do" else stands.said_no

    def _stands(self, line: CaseLine) -> Standing:
        hidden = self._session.not_to_be_seen(line)
        return standing(self._session.question_set, line, hidden=hidden, of=self._session.of_another(line))


def standing(question_set: QuestionSet, line: CaseLine, *, hidden: bool, of: str = "") -> Standing:
    """Return how far a case is; nothing of it if its answers are `hidden` from who looks at it.

    `of` is the assessor whose it is, where who looks at it could take it for their own.
    """
    if hidden:
        return Standing(0, 0, 0, "2nd reading", "", hidden=True)
    asked = question_set.scored
    if len(asked) == len(question_set.questions):
        answers = list(line.counted.answers.values())
    else:  # what is not scored, such as a prompt, is nobody's duty
        answers = [line.counted.answers.get(question.id, "blank") for question in asked]
    applicable = len(asked) - answers.count("na")
    done = answers.count("yes") + answers.count("no")
    if line.counted.signed_off:
        # A changed question set, or fact, can ask what was not asked when it was signed off.
        blank = "blank" in answers or len(answers) < len(asked)
        words, kind = ("asks again", "warn") if blank else ("signed off", "yes")
    elif of:
        words, kind = f"{'now ' * line.counted.started}{of}'s", "warn"
    elif not line.counted.started:
        words, kind = "not started", "dim"
    else:
        words, kind = ("to sign off", "strong") if done == applicable else ("under way", "")
    return Standing(done, applicable, answers.count("no"), words, kind)


def searched(question_set: QuestionSet, line: CaseLine, stands: Standing) -> str:
    """Return what the filter looks through: reference, state, alert, second reading, facts."""
    known = " ".join(
        f"{question_set.fact[name].short} {question_set.fact[name].words(value)}"
        for name, value in line.counted.facts.items()
        if name in question_set.fact
    )
    flags = f"{'alert' if line.alerts else ''} {'second 2nd' if line.seconds else ''}"
    return f"{line.ref} {stands.words} {flags} {known}".casefold()


def local_time(at: str) -> str:
    """Return a stored time (UTC, ISO 8601) as the clock on the wall here shows it: `21 Nov 10:14`."""
    if not at:
        return ""
    return datetime.fromisoformat(at).astimezone().strftime("%d %b %H:%M")


def reference_room(longest: int, width: int) -> int:
    """Return the room for references: as wide as the longest, as far as there
    is room; its end is what tells cases apart.
    """
    return max(13, min(longest, width - _FIXED, 40))


def fact_columns(question_set: QuestionSet, room: int, width: int) -> tuple[Fact, ...]:
    """Return the first facts, as many as there is room for beside progress and state."""
    return question_set.facts[: max(0, (width - _FIXED - room) // _FACT)]


def head(question_set: QuestionSet, room: int, width: int) -> Line:
    """Return the line of the columns' names."""
    words = f"   {fit('case', room)} {'done':>9}{'no':>5}  {'state':<12}{'':<8}"
    words += "".join(f"{fit(fact.short, 12)} " for fact in fact_columns(question_set, room, width))
    return [(fit(f"{words}last touched", width), "head")]


def rest(
    question_set: QuestionSet, line: CaseLine, stands: Standing, touched: str, room: int, width: int
) -> list[Span]:
    """Return the rest of a line; `touched` is when the case was last touched, as it is stored."""
    second = line.seconds and not stands.hidden
    flags = " ".join(word for word, shown in (("ALERT", line.alerts), ("2nd", second)) if shown)
    if stands.hidden:
        # What somebody else answered must not lead the second reading.
        spans: list[Span] = [(f"{'hidden':>9}{'':>7}", "dim")]
    else:
        spans = [(f"{stands.done:>4}/{stands.applicable:<4}", ""), (f"{stands.said_no or '':>5}  ", "no")]
    spans += [(fit(stands.words, 12), stands.kind), (f"{fit(flags, 7)} ", "warn")]
    for fact in fact_columns(question_set, room, width):
        spans.append((f"{fit(fact.words(line.counted.facts.get(fact.id)), 12)} ", "dim"))
    return [*spans, (local_time(touched), "dim")]
