"""The appendices of a report: the chart of criteria, the cases, breakdowns, agreement, the method, the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from casereview.questions.model import Fact
from casereview.reports.documents.blocks import Block, Heading, Items, Paragraph, Table
from casereview.reports.documents.content import Breakdown, Content
from casereview.reports.documents.outline_scores import bar_chart
from casereview.reports.meeting.quiet_counts import WITHHELD
from casereview.scoring.agreement import groups, overall
from casereview.scoring.agreement_words import CAUTION, agreed, applicability, few, measures
from casereview.scoring.interval_words import MEANING, interval_said
from casereview.scoring.overall_words import limits_said
from casereview.scoring.rules import rule_of, said
from casereview.text import counted

_NOT_KNOWN = "Not known"


def appendices(content: Content) -> Iterator[Block]:
    """Return the appendices, numbered as they come."""
    parts = [
        (f"Scores by {content.question_set.documents.criterion_word}", _criteria),
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
            yield Heading(1, f"Appendix {number}: {title}", follows=number > 1)
            yield from blocks


def _criteria(content: Content) -> Iterator[Block]:
    if not rule_of(content.question_set).shares:
        return
    bands = "ratings" if rule_of(content.question_set).rated else "bands"
    caption = f"Score of each {content.question_set.documents.criterion_word} and the limits of the {bands}"
    yield bar_chart(content, caption, content.summary.of_kind("criterion"))


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
    kinds = [
        score for score in next((each.scores for each in breakdown.summaries.values()), ()) if score.kind != "criterion"
    ]
    rows = []
    for value, summary in breakdown.summaries.items():
        cases = WITHHELD if value in breakdown.few else f"{summary.cases:,}"
        found = {(each.kind, each.id): said(each) for each in summary.scores}
        shown = (
            WITHHELD if value in breakdown.hidden[each.kind, each.id] else found[each.kind, each.id] for each in kinds
        )
        rows.append((words(breakdown.fact, value), cases, *shown))
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
        f" {rule.approach.format(criteria=content.question_set.documents.criteria_word)}"
    )
    if not rule.shares:
        return
    bands = "; ".join(f"{each.first} to {each.last}: {each.label.lower()}" for each in content.question_set.bands)
    yield Paragraph(f"{'Ratings' if rule.rated else 'Bands'} are read from the whole number: {bands}.")
    if content.question_set.overall is not None:
        yield Paragraph(limits_said(content.question_set.overall))
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
