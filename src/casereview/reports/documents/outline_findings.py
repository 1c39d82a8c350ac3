"""The findings of a criterion as blocks: its strengths and its areas for improvement, or that there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casereview.findings.model import TITLES, Which
from casereview.reports.documents.blocks import Block, Heading, Items, Paragraph
from casereview.scoring import Score


def finding_blocks(criterion: Score, found: Mapping[Which, Sequence[str]]) -> Iterator[Block]:
    """Return the two lists of a criterion, from the texts of each; where both are empty a sentence in their place."""
    if not any(found.values()):
        none = "The answers single out neither a strength nor an area for improvement."
        still = " yet" if criterion.tally.open else ""
        yield Paragraph(none if criterion.tally.scored else f"No answer is scored here{still}.")
        return
    for which, title in TITLES.items():
        yield Heading(3, title)
        if found[which]:
            yield Items(tuple(found[which]), numbered=True)
        else:
            yield Paragraph("The answers single out none.")
