"""The appendices of a report: the chart of criteria, the cases, breakdowns, agreement, the method, the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casereview.questions.model import Fact
from casereview.reports.documents.blocks import Block, Heading, Items, Paragraph, Table
from casereview.reports.documents.content import Breakdown, Content
from casereview.reports.documents.outline_scores import bar_chart
from casereview.scoring.agreement import groups, overall
from casereview.scoring.agreement_words import CAUTION, agreed, applicability, few, measures
from casereview.scoring.interval_words import MEANING, interval_said
from casereview.scoring.rules import rule_of, said
from casereview.text import counted

# Of a cell of a table: a withheld one can be a small number, or one from which that could be worked out.
WITHHELD = "not shown"
_NOT_KNOWN = "Not known"


def appendices(content: Content) -> Iterator[Block]:
    """Return the appendices, numbered as they come."""
    parts = [
        ("Scores by criterion", _criteria),
        ("Characteristics of the cases", _characteristics),
        ("Scores by characteristic", _breakdowns),
        ("Agreement between assessors", _agreement),
        ("Scoring approach", _approach),
        ("Glossary", _glossary),
    ]
    number = 0
    for title, make in parts:
        blocks = list(make(content))
        if blocks:
            number += 1
            yield Heading(1, f"Appendix {number}: {title}")
            yield from blocks


def _criteria(content: Content) -> Iterator[Block]:
    if not rule_of(content.question_set).shares:
        return
    yield bar_chart(
        content, "Score of each criterion and the limits of the bands", content.summary.of_kind("criterion")
    )


def _characteristics(content: Content) -> Iterator[Block]:
    """One table for all facts: each value with its count."""
    rows = [
        (each.fact.label.rstrip("?"), words(each.fact, value), WITHHELD if count is None else f"{count:,}")
        for each in content.characteristics
        for value, count in each.counts.items()
    ]
    if rows:
        yield Paragraph(
            f"The sample held {counted(content.summary.cases, 'case')}. A count of so few cases that a child could be known"
            f" by them is {WITHHELD}, nor is a second one where the first could be worked out from it."
        )
        yield Table("Characteristics of the cases", ("Characteristic", "Value", "Cases"), tuple(rows), frozenset({2}))


def words(fact: Fact, value: str) -> str:
    """Return the label of a fact's value."""
    return fact.words(value) or _NOT_KNOWN


def _breakdowns(content: Content) -> Iterator[Block]:
    for each in content.breakdowns:
        yield breakdown_table(each)


def breakdown_table(breakdown: Breakdown) -> Table:
    """Headlines and sections for each value of a fact; the figures of very few cases are withheld."""
    first = next(iter(each for each in breakdown.summaries.values() if each is not None), None)
    kinds = [each for each in first.scores if each.kind != "criterion"] if first else []
    rows = []
    for value, summary in breakdown.summaries.items():
        if summary is None:
            rows.append((words(breakdown.fact, value), WITHHELD, *("-" for _ in kinds)))
        else:
            found: Mapping[tuple[str, str], str] = {(s.kind, s.id): said(s) for s in summary.scores}
            rows.append((words(breakdown.fact, value), f"{summary.cases:,}", *(found[s.kind, s.id] for s in kinds)))
    head = tuple(each.title if each.kind == "theme" else f"Section {each.id}" for each in kinds)
    label = breakdown.fact.label.rstrip("?")
    return Table(f"Scores by: {label}", (label, "Cases", *head), tuple(rows), frozenset(range(1, len(head) + 2)))


def _agreement(content: Content) -> Iterator[Block]:
    """Raw agreement first; no pair of assessors is named, and no case."""
    if not content.readings.shared:
        return
    whole = overall(content.readings.shared).table
    yield Paragraph(
        f"{counted(content.readings.compared, 'case')} was read a second time by another assessor."
        if content.readings.compared == 1
        else f"{counted(content.readings.compared, 'case')} were read a second time by another assessor."
    )
    yield Items(
        (
            f"Judged alike, of the answers that both judged yes or no: {agreed(whole)}",
            f"Alike on whether a question applies: {applicability(whole)}",
            *(f"{each.name}: {each.figure}. {each.meaning}" for each in measures(whole)),
            *([few(whole)] if few(whole) else []),
        )
    )
    rows = tuple(
        (each.title, agreed(each.table)) for each in groups(content.question_set, content.readings.shared, "part")
    )
    yield Table("Agreement by part of the case file", ("Part", "Judged alike"), rows, frozenset({1}))
    yield Paragraph(CAUTION, "note")


def _approach(content: Content) -> Iterator[Block]:
    rule = rule_of(content.question_set)
    yield Paragraph(
        "Each case was judged on the questions of the set, each with yes (sufficient), no (not sufficient) or not applicable."
        f" {rule.approach}"
    )
    if not rule.shares:
        return
    bands = "; ".join(f"{each.first} to {each.last}: {each.label.lower()}" for each in content.question_set.bands)
    yield Paragraph(f"Bands are read from the whole number: {bands}.")
    if not rule.pooled:
        return
    yield Paragraph(MEANING)
    yield Items(
        tuple(
            f"{score.title}: {interval_said(content.estimates['theme', score.id])}"
            for score in content.summary.of_kind("theme")
        )
    )


def _glossary(content: Content) -> Iterator[Block]:
    rows = tuple(
        (each.term, each.meaning)
        for each in sorted(content.question_set.glossary, key=lambda each: each.term.casefold())
    )
    if rows:
        yield Table("Glossary", ("Word", "Meaning"), rows)
