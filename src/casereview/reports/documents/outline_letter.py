"""The letter, as of a screening: what was found, criterion by criterion, in counts; no scores and no bands."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from casereview.findings.draft import which_list
from casereview.findings.figures import filled
from casereview.findings.model import Finding
from casereview.findings.sentences import THE_ONE, about_one, clause
from casereview.questions.model import Criterion, QuestionSet
from casereview.reports.documents.blocks import Block, Heading, Items, Paragraph, Table
from casereview.reports.documents.content import Content
from casereview.reports.documents.outline_appendices import words
from casereview.scoring.rules import rule_of
from casereview.scoring.words import x_of_y
from casereview.text import capital, counted

# Of each criterion, in the list of strengths: a list of all would be the commentary again.
_STRENGTHS = 2
SUGGESTED = "No recommendation has been chosen yet. These are what the answers suggest, the weakest first."


def letter(content: Content) -> Iterator[Block]:
    """Return the letter: what was looked at, what was found, particular strengths, what must change, and the cases.

    The commentary tells of every question, those that are neither a strength nor an area for improvement too; what
    somebody dropped is not in it.
    """
    own = content.question_set.documents
    if own.reader:
        yield Paragraph(content.worded(own.reader))
    yield Paragraph(_opening(content))
    if not content.summary.started:
        return
    if content.about:
        yield Paragraph(content.about, "note")
    for criterion in content.question_set.criteria:
        said = _commentary(content, criterion)
        if said:
            yield Heading(1, _heading(content.question_set, criterion))
            yield from (Paragraph(f"{criterion.id}.{number} {text}") for number, text in enumerate(said, 1))
    strengths = _strengths(content)
    if strengths:
        yield Heading(1, "Particular strengths")
        yield Items(strengths)
    yield from _changes(content)
    if own.thanks:
        yield Paragraph(content.worded(own.thanks))
    yield from _cases(content)


def _opening(content: Content) -> str:
    """What the letter is about, how it was looked at, and what its figures are."""
    cases, rule = content.summary.started, rule_of(content.question_set)
    if not cases:
        return f"No case in {content.area} has been looked at yet, so there is nothing to tell."
    method = content.worded(content.question_set.documents.method) if cases > 1 else ""
    if not rule.shares:
        figures = "We give counts, and no scores."
    else:
        scores = "ratings" if rule.rated else "scores"
        figures = f"It gives counts; the {scores} that follow from them are in the report, with how they are reckoned."
    said = f"This letter says what we found when we looked at {counted(cases, 'case')} in {content.area}."
    return " ".join(each for each in (said, method, figures) if each)


def _heading(question_set: QuestionSet, criterion: Criterion) -> str:
    """A criterion's title; with its section's where several have the same."""
    if sum(each.title == criterion.title for each in question_set.criteria) == 1:
        return criterion.title
    return f"{question_set.title_of('section', criterion.section)}: {criterion.title}"


def _commentary(content: Content, criterion: Criterion) -> list[str]:
    """A text for each finding and for each question that makes none, in the order of the set."""
    place = content.question_set.position
    printed = [each for each in content.findings if each.criterion == criterion.id]
    told = {name for each in printed for name in each.questions}
    said = [(min(place[name] for name in each.questions), each.text) for each in printed]
    rules = content.question_set.finding_rules._replace(few=sys.maxsize)
    for row in content.summary.questions:
        question = content.question_set.by_id[row.id]
        # What has a list and is not printed was dropped.
        undecided = row.tally.scored and which_list(question, row, content.question_set.finding_rules) is None
        if question.criterion == criterion.id and undecided and row.id not in told:
            said.append((place[row.id], filled(about_one(question, row, rules, why=True), (row,))))
    # Of one case in all each sentence is about it, and need not say so.
    only = f" {THE_ONE}" if content.summary.started == 1 else ""
    return [text.replace(only, "") for _, text in sorted(said)]


def _strengths(content: Content) -> tuple[str, ...]:
    """The first strengths of each criterion, in few words."""
    return tuple(
        _briefly(content, each)
        for criterion in content.question_set.criteria
        for each in content.findings_of(criterion.id, "strength")[:_STRENGTHS]
    )


def _briefly(content: Content, finding: Finding) -> str:
    if finding.wording or len(finding.figures) > 1:
        return finding.text
    [figures] = finding.figures
    said = clause(content.question_set.by_id[figures.id], "yes")
    count = f" ({x_of_y(figures.tally)})" if content.summary.started > 1 else ""
    return f"{capital(said)}{count}."


def _changes(content: Content) -> Iterator[Block]:
    wanted = content.recommendations or content.suggested[:3]
    if not wanted:
        return
    yield Heading(1, "What must change")
    if content.recommendations:
        yield Paragraph("The areas that most need to improve, on which we ask you to set your work first:")
    else:
        yield Paragraph(SUGGESTED, "caution")
    yield Items(tuple(each.sentence for each in wanted), numbered=True)


def _cases(content: Content) -> Iterator[Block]:
    """The facts that say which cases a question is for; one with a count so small that it is withheld stays out."""
    rows = tuple(
        (
            each.fact.label.rstrip("?"),
            ", ".join(f"{words(each.fact, value)} {count:,}" for value, count in each.counts.items()),
        )
        for each in content.characteristics
        if each.fact.id in content.question_set.gated_by and None not in each.counts.values()
    )
    if rows:
        yield Heading(1, "The cases that we looked at")
        yield Table("Characteristics of the cases", ("Characteristic", "Cases"), rows)
