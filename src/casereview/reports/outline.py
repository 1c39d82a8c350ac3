"""The documents as plain blocks, whatever their format: which kinds there are, and the report, the largest of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casereview.reports.blocks import Block, Contents, Document, Heading, Items, Paragraph
from casereview.reports.content import Content, Recommended
from casereview.reports.outline_appendices import appendices
from casereview.reports.outline_letter import letter
from casereview.reports.outline_plan import plan
from casereview.reports.outline_scores import band_said, headline_blocks, headline_sentences
from casereview.scoring import Score
from casereview.scoring.words import cases_said, provisional, share
from casereview.text import counted

_MOST_SUGGESTED = 6

NEXT_STEPS = (
    "The service is sent the draft of this report and can correct what is wrong in it as a matter of fact. Within four weeks"
    " of publication it answers with an improvement plan that says, for each recommendation, what will be done, who will do"
    " it and by when; the plan is reviewed against the same questions."
)


def document(content: Content, kind: str = "report") -> Document:
    """Return a document of an inspection: `report`, `meeting`, `letter` or `plan`."""
    titles: dict[str, tuple[str, Callable[[Content], Iterator[Block]]]] = {
        "report": (f"Inspection of youth offending work in {content.area}", _report),
        "meeting": (f"Feedback meeting: youth offending work in {content.area}", _meeting),
        "letter": (f"Screening of youth offending work in {content.area}", letter),
        "plan": (f"Improvement plan: youth offending work in {content.area}", plan),
    }
    title, blocks = titles[kind]
    said = provisional(content.summary.answers)
    subtitle = f"{content.question_set.title} {content.question_set.version}; {counted(content.summary.cases, 'case')}"
    return Document(title, subtitle, said[:1].upper() + said[1:], content.made, tuple(blocks(content)))


def _report(content: Content) -> Iterator[Block]:
    yield Contents()
    yield Heading(1, "Foreword")
    yield Paragraph(
        f"This inspection looked at how well the youth offending service in {content.area} works with children and young"
        f" people who have offended, in a sample of {counted(content.summary.cases, 'case')}."
    )
    yield from headline_sentences(content)
    if content.about:
        yield Paragraph(content.about, "note")
    yield Heading(1, "Scoring summary")
    yield from headline_blocks(content)
    yield from _recommendations(content)
    if content.accounts:
        yield Heading(1, "Making a difference")
        yield Paragraph(
            "Accounts of practice that made a difference to somebody. The names are invented.",
        )
        yield Items(tuple(f"{each.name}: {each.text}" if each.name else each.text for each in content.accounts))
    for section in content.summary.of_kind("section"):
        yield from _section(content, section)
    yield from appendices(content)


def _meeting(content: Content) -> Iterator[Block]:
    """What is handed out at the feedback meeting: the scores and the findings, nothing about one case."""
    yield Heading(1, "Scores")
    yield from headline_blocks(content)
    for section in content.summary.of_kind("section"):
        yield from _section(content, section)
    yield from _recommendations(content)


def _recommendations(content: Content) -> Iterator[Block]:
    yield Heading(1, "Recommendations")
    if content.recommendations:
        yield Paragraph("We recommend:")
        yield _numbered(content.recommendations)
    elif content.suggested:
        yield Paragraph(
            "None has been chosen yet. These are what the lowest shares suggest, the lowest first.", "caution"
        )
        yield _numbered(content.suggested[:_MOST_SUGGESTED])
    else:
        yield Paragraph("None has been chosen, and the answers suggest none.")
    yield Heading(2, "Next steps")
    yield Paragraph(NEXT_STEPS)


def _numbered(recommendations: Iterable[Recommended]) -> Items:
    return Items(
        tuple(f"{each.text.rstrip('.')}{f' ({each.who})' if each.who else ''}." for each in recommendations),
        numbered=True,
    )


def _section(content: Content, section: Score) -> Iterator[Block]:
    yield Heading(1, f"{section.id} {section.title}")
    yield Paragraph(
        f"Over the whole of this section the work was judged sufficient in {share(section.tally)} of the answers."
        if section.tally.scored
        else "Nothing in this section is scored."
    )
    for criterion in content.criteria_of(section.id):
        yield Heading(2, f"{criterion.id} {criterion.title}: {share(criterion.tally)}")
        if criterion.band:
            yield Paragraph(f"{band_said(criterion)}.")
        strengths = content.findings_of(criterion.id, "strength")
        areas = content.findings_of(criterion.id, "improvement")
        for title, found in (("Strengths", strengths), ("Areas for improvement", areas)):
            yield Heading(3, title)
            if found:
                yield Items(tuple(each.text for each in found), numbered=True)
            else:
                yield Paragraph("The answers single out none.")


def standing(content: Content) -> list[str]:
    """Return what somebody should know before a document leaves the room, a line each."""
    said = [cases_said(content.summary.cases, content.summary.started, content.summary.signed_off)]
    if content.summary.provisional:
        said.append(provisional(content.summary.answers))
    if content.undecided:
        said.append(f"{counted(content.undecided, 'finding')} as drafted, neither accepted nor dropped")
    if content.changed:
        said.append(f"{counted(content.changed, 'finding')} worded under other figures than these")
    return said
