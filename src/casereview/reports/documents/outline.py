"""The documents as plain blocks, whatever their format: which kinds there are, and the report, the largest of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casereview.findings.model import TITLES
from casereview.questions.model import QuestionSet
from casereview.reports.documents.blocks import Block, Contents, Document, Heading, Items, Paragraph
from casereview.reports.documents.content import Content, Recommended
from casereview.reports.documents.outline_appendices import appendices
from casereview.reports.documents.outline_findings import finding_blocks
from casereview.reports.documents.outline_letter import SUGGESTED, letter
from casereview.reports.documents.outline_meeting import handout
from casereview.reports.documents.outline_plan import plan
from casereview.reports.documents.outline_ratings import overall_blocks
from casereview.reports.documents.outline_scores import headline_blocks, headline_sentences, rating_said, section_said
from casereview.reports.text.decisions_text import differing_said, not_settled
from casereview.scoring import Score
from casereview.scoring.rules import rule_of, said
from casereview.scoring.words import cases_said, provisional
from casereview.text import capital, counted

_MOST_SUGGESTED = 6
# With so many findings each section begins on a page of its own; shorter reports would be half empty pages.
_LONG = 40


def usual_kind(question_set: QuestionSet) -> str:
    """Return the document that a programme is known by: what respondents say, a
    letter where nothing is scored, else a report.
    """
    if question_set.unit == "respondent":
        return "responses"
    return "report" if rule_of(question_set).shares else "letter"


def document(content: Content, kind: str = "report") -> Document:
    """Return a document of an inspection: `report`, `meeting`, `letter` or `plan`."""
    titles: dict[str, tuple[str, Callable[[Content], Iterator[Block]]]] = {
        "report": (f"{content.question_set.title}: {content.area}", _report),
        "meeting": (f"Feedback meeting: {content.area}", _meeting),
        "letter": (f"{content.question_set.title}: {content.area}", letter),
        "plan": (f"Improvement plan: {content.area}", plan),
    }
    title, blocks = titles[kind]
    open_said = not_settled(provisional(content.summary.answers), content.differing)
    subtitle = f"{content.question_set.title} {content.question_set.version}; {counted(content.summary.cases, 'case')}"
    about = [Paragraph(_single(content), "caution")] if kind in ("report", "letter") and _single(content) else []
    return Document(title, subtitle, capital(open_said), content.made, (*about, *blocks(content)))


def _single(content: Content) -> str:
    """What is to be said where so few cases were read that every judgement is
    about them; nothing where there are more, or none.
    """
    fewest = content.question_set.finding_rules.small
    if not 0 < content.summary.started < fewest:
        return ""
    if content.summary.started == 1:
        return "One case has been read: this document is about one child."
    return f"Fewer than {fewest} cases have been read: this document is about single children."


def _report(content: Content) -> Iterator[Block]:
    scored = content.summary.answers.scored
    if scored:
        yield Contents()
    yield Heading(1, "Foreword", follows=True)
    cases = content.summary.cases
    sample = f", in a sample of {counted(cases, 'case')}." if cases else ". No case is in the sample yet."
    yield Paragraph(
        f"This report says how well the work was done in {content.area}, judged by the questions of “{content.question_set.title}”{sample}"
    )
    if not scored:
        yield from _nothing_scored(content)
        return
    yield from headline_sentences(content)
    if content.about:
        yield Paragraph(content.about, "note")
    yield Heading(1, "Scoring summary", follows=True)
    yield from headline_blocks(content)
    yield from _recommendations(content)
    if content.accounts:
        yield Heading(1, "Making a difference", follows=True)
        yield Paragraph(
            "Accounts of practice that made a difference to somebody. The names are invented.",
        )
        yield Items(tuple(f"{each.name}: {each.text}" if each.name else each.text for each in content.accounts))
    for place, section in enumerate(content.summary.of_kind("section")):
        yield from _section(content, section, note=_BASES if not place and _alike(content) else "")
    yield from appendices(content)


def _nothing_scored(content: Content) -> Iterator[Block]:
    """What a report says before anything is judged: no table of nothing, but what was entered otherwise."""
    yield Paragraph("No answer is scored yet, so there are neither scores nor findings.")
    if content.about:
        yield Paragraph(content.about, "note")
    if content.summary.overall is not None and content.summary.overall.most:
        yield Heading(1, "Scoring summary", follows=True)
        yield from overall_blocks(content)
    if content.recommendations:
        yield from _recommendations(content)


def _meeting(content: Content) -> Iterator[Block]:
    """What is handed out at the feedback meeting: nothing about one case, and what must change."""
    yield from handout(content)
    if content.summary.started >= content.question_set.finding_rules.small:
        yield from _recommendations(content)


def _recommendations(content: Content) -> Iterator[Block]:
    yield Heading(1, "Recommendations", follows=True)
    if content.recommendations:
        yield Paragraph("We recommend:")
        yield _numbered(content.recommendations)
    elif content.suggested:
        yield Paragraph(SUGGESTED, "caution")
        yield _numbered(content.suggested[:_MOST_SUGGESTED])
    else:
        yield Paragraph("None has been chosen, and the answers suggest none.")
    if content.question_set.documents.next_steps:
        yield Heading(2, "Next steps")
        yield Paragraph(content.worded(content.question_set.documents.next_steps))


def _numbered(recommendations: Iterable[Recommended]) -> Items:
    return Items(tuple(each.sentence for each in recommendations), numbered=True)


_BASES = (
    "Each finding gives the number of cases in which its question was scored. It can differ between questions about the same"
    " kind of case, since a question does not apply to each of them."
)


def _alike(content: Content) -> bool:
    """Tell whether cases of one description stand in different numbers in the findings."""
    bases: dict[str, set[int]] = {}
    for finding in content.findings:
        for each in finding.figures:
            bases.setdefault(content.question_set.by_id[each.id].among, set()).add(each.tally.scored)
    return any(len(numbers) > 1 for among, numbers in bases.items() if among)


def _section(content: Content, section: Score, note: str = "") -> Iterator[Block]:
    yield Heading(1, f"{section.id} {section.title}", follows=len(content.findings) < _LONG)
    yield Paragraph(section_said(section))
    if note:
        yield Paragraph(note, "note")
    for criterion in content.criteria_of(section.id):
        yield Heading(2, f"{criterion.id} {criterion.title}: {said(criterion)}")
        if criterion.band:
            yield Paragraph(rating_said(content.question_set, criterion))
        found = {which: [each.text for each in content.findings_of(criterion.id, which)] for which in TITLES}
        yield from finding_blocks(criterion, found)


def standing(content: Content, kind: str = "report") -> list[str]:
    """Return what somebody should know before a document of this kind leaves the room, a line each."""
    lines = [cases_said(content.summary.cases, content.summary.started, content.summary.signed_off)]
    if content.summary.provisional:
        lines.append(provisional(content.summary.answers))
    if content.differing:
        lines.append(f"{differing_said(content.differing)}; settle them with `casereview conflicts`")
    if kind in ("plan", "workbook"):
        return lines  # they hold no findings
    if content.undecided:
        lines.append(f"{counted(content.undecided, 'finding')} as drafted, neither accepted nor dropped")
    if _single(content):
        lines.append(_single(content))
    if content.changed:
        lines.append(f"{counted(content.changed, 'finding')} worded or accepted under other figures than these")
    return lines
