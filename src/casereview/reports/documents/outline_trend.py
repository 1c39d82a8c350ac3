"""The trend of several inspections or audits as a document: each score over time, with
its interval and what chance has to do with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casereview.casebook import Casebook
from casereview.questions.changes import apart_words, version_words
from casereview.questions.model import QuestionSet
from casereview.reports.documents.blocks import Bar, BarChart, Block, Document, Heading, Items, Paragraph, Table
from casereview.scoring.compare import Difference
from casereview.scoring.compare_words import MEANING, difference_said, points_said, verdict_said
from casereview.scoring.interval_words import MEANING as INTERVAL
from casereview.scoring.interval_words import interval_short
from casereview.scoring.rules import rule_of, said
from casereview.scoring.score import name_of
from casereview.scoring.trend import Line, Trend
from casereview.scoring.words import provisional, x_of_y
from casereview.text import capital, counted

_COUNTS = "These are counts of different cases, and no shares: they are shown side by side and not held against chance."


class Time(NamedTuple):
    """One of the inspections or audits: how it is named, its area, the day it was begun, its question set."""

    label: str
    area: str
    day: str
    question_set: QuestionSet


def times(casebooks: Sequence[Casebook], labels: Sequence[str]) -> list[Time]:
    """Return the times of some open casebooks, under these labels."""
    return [
        Time(label, each.inspection.area, each.inspection.created_at[:10], each.question_set)
        for label, each in zip(labels, casebooks, strict=True)
    ]


def trend_document(question_set: QuestionSet, known: Sequence[Time], found: Trend, *, area: str, made: str) -> Document:
    """Return the document of a trend; `question_set` is that of the last time, `area` the one that all
    share, if they do, `made` the day, ISO 8601.
    """
    opens = [
        f"{each.label} ({provisional(answers).removeprefix('provisional: ')})"
        for each, answers in zip(known, found.answers, strict=True)
        if answers.open
    ]
    return Document(
        f"Trend: {question_set.title}{f' in {area}' if area else ''}",
        f"{known[0].label} to {known[-1].label}; {counted(sum(found.cases), 'case')}",
        f"Provisional: answers are open in {', '.join(opens)}" if opens else "",
        made,
        tuple(_blocks(question_set, known, found)),
    )


def _blocks(question_set: QuestionSet, known: Sequence[Time], found: Trend) -> Iterator[Block]:
    first, last = known[0].label, known[-1].label
    shares = rule_of(question_set).shares
    headlines = found.of_kind("theme") or found.of_kind("criterion")
    yield Heading(1, f"From {first} to {last}")
    yield Items(tuple(_in_short(each, first, last, shares=shares) for each in headlines))
    if shares and not any(each.whole.verdict == "larger" for each in headlines):
        yield Paragraph("None of these changes can be told from chance.", "caution")
    yield _overview(found, first, last, shares=shares)
    yield Paragraph(f"{INTERVAL} {MEANING}" if shares else _COUNTS, "note")
    for kind, title in (("theme", "Headlines"), ("criterion", capital(question_set.documents.criteria_word))):
        lines = [each for each in found.lines if each.kind == kind]
        if lines:
            yield Heading(1, title)
        for each in lines:
            yield Heading(2, _title(each))
            yield from _over_time(question_set, known, found, each, shares=shares)
    yield from _compared(known, found)


def _title(line: Line) -> str:
    return name_of(line.kind, line.id, line.title)


def _in_short(line: Line, first: str, last: str, *, shares: bool) -> str:
    before, after = (said(each.score) for each in (line.sides[0], line.sides[-1]))
    change = f" {difference_said(line.whole)}" if shares else ""
    return f"{_title(line)}: {before} ({first}), {after} ({last}).{change}"


def _overview(found: Trend, first: str, last: str, *, shares: bool) -> Table:
    head = ("", first, last, *(("Points", "Chance?") if shares else ()))
    rows = tuple(
        (
            _title(each),
            said(each.sides[0].score),
            said(each.sides[-1].score),
            *((points_said(each.whole), verdict_said(each.whole)) if shares else ()),
        )
        for each in found.lines
    )
    return Table("The first and the last", head, rows, frozenset({1, 2, 3} if shares else {1, 2}))


def _over_time(
    question_set: QuestionSet, known: Sequence[Time], found: Trend, line: Line, *, shares: bool
) -> Iterator[Block]:
    """A chart of a score's shares, if it has any, and its table: when, how many
    cases, the figure, the step from the one before.
    """
    if shares:
        bars = []
        for each, side in zip(known, line.sides, strict=True):
            limits = side.estimate.whole or (None, None)
            bars.append(Bar(each.label, side.score.percent, said(side.score), *limits))
        words = "; ".join(f"{bar.label} {bar.said}" for bar in bars)
        yield BarChart(f"{_title(line)} over time", f"{words}.", tuple(bars), question_set.bands)
    steps = ("-", *(_step(each) for each in line.steps))
    rows = tuple(
        (
            each.label,
            f"{cases:,}",
            said(side.score),
            *((x_of_y(side.score.behind), interval_short(side.estimate), step) if shares else ()),
        )
        for each, cases, side, step in zip(known, found.cases, line.sides, steps, strict=True)
    )
    more = ("Sufficient of scored", "95% interval", "Since the one before") if shares else ()
    numbers = frozenset({1, 2, 3, 4} if shares else {1, 2})
    yield Table(_title(line), ("", "Cases", "Score" if shares else "Sufficient", *more), rows, numbers)


def _step(difference: Difference) -> str:
    """The points, and that they are larger than chance only where they are."""
    said = points_said(difference)
    return f"{said}, {verdict_said(difference)}" if difference.verdict == "larger" and difference.points else said


def _compared(known: Sequence[Time], found: Trend) -> Iterator[Block]:
    yield Heading(1, "What is compared")
    number = len(found.common)
    yield Paragraph(
        f"{counted(number, 'question')} {'means' if number == 1 else 'mean'} the same every time: only these are counted."
    )
    if found.left_out:
        yield Paragraph("Not asked and scored every time, or not in the same words, and so left out:")
        yield Items(tuple(f"{short} ({name})" for name, short in found.left_out.items()))
    sets = [each.question_set for each in known]
    if apart_words(*sets):
        yield Paragraph(apart_words(*sets), "caution")
    rows = tuple(
        (each.label, each.area, each.day, version_words(each.question_set, *sets), f"{cases:,}")
        for each, cases in zip(known, found.cases, strict=True)
    )
    yield Table("What it is made from", ("", "Area", "Begun", "Version", "Cases"), rows, frozenset({4}))
