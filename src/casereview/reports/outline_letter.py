"""The letter of a screening: counts in words, no scores and no bands."""

from __future__ import annotations

from collections.abc import Iterator

from casereview.reports.blocks import Block, Heading, Items, Paragraph
from casereview.reports.content import Content
from casereview.text import counted


def letter(content: Content) -> Iterator[Block]:
    """Return the letter: what was looked at, then for each criterion what was done well and what was not."""
    yield Paragraph(f"To the chair of the management board of the youth offending service in {content.area}")
    yield Paragraph(
        f"This letter says what we found when we looked at {counted(content.summary.cases, 'case')} of your service. We looked at"
        " each with the case manager, so that those who did the work could learn from it as well."
    )
    if content.about:
        yield Paragraph(content.about, "note")
    for criterion in content.question_set.criteria:
        findings = content.findings_of(criterion.id, "strength") + content.findings_of(criterion.id, "improvement")
        if not findings:
            continue
        yield Heading(1, criterion.title)
        for title, which in (("What was done well", "strength"), ("What needs to improve", "improvement")):
            found = [each for each in findings if each.which == which]
            if found:
                yield Heading(2, title)
                yield Items(tuple(each.text for each in found))
    if content.recommendations:
        yield Heading(1, "What must change")
        yield Items(tuple(each.text for each in content.recommendations), numbered=True)
    yield Paragraph(
        "We are grateful to everybody who gave us their time, to the children and their families above all."
    )
