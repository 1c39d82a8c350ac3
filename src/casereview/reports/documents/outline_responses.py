"""The document of a questionnaire: what respondents said, counted item by item, apart from every score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casereview.casebook import Casebook
from casereview.questions.model import Question
from casereview.reports.documents.blocks import Block, Contents, Document, Heading, Items, Paragraph, Table
from casereview.reports.documents.outline_appendices import WITHHELD
from casereview.reports.meeting.quiet_counts import SMALL
from casereview.reports.text.responses_text import labels
from casereview.scoring.responses import Form, ItemFigures, Responses, outward
from casereview.text import counted


def responses_document(casebook: Casebook, made: str, *, texts: bool = False) -> Document:
    """Return the document; `made` is the day, ISO 8601. Without `texts` what respondents wrote is counted and not told.

    Counts of fewer people than the set's rule allows are not shown. Texts stand in the order of the alphabet, so
    that it can not be seen which of them one person wrote.
    """
    question_set, found = casebook.question_set, casebook.responses()
    written = _written(casebook.forms(), question_set.by_id) if texts else {}
    small = question_set.finding_rules.small
    said = _people(found.forms, small)
    return Document(
        f"{question_set.title}: {casebook.inspection.area}",
        f"{question_set.title} {question_set.version}; {said}",
        "",
        made,
        (
            Contents(),
            Heading(1, "About these figures"),
            Paragraph(
                f"This says what {said} answered. Each could leave out any question; what was left out is blank and in no figure."
                " Nothing here is a score or enters one."
            ),
            Paragraph(
                f"A count of so few people that one could be known by their answer is {WITHHELD}, nor is a second one where the first"
                " could be worked out from it."
            ),
            *([Paragraph(casebook.inspection.about, "note")] if casebook.inspection.about else []),
            *_items(casebook, found, written, small),
        ),
    )


def _written(forms: list[Form], asked: Mapping[str, Question]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in forms:
        for item, value in form.values.items():
            if asked[item].kind == "text":
                found.setdefault(item, []).append(str(value))
    return {item: sorted(texts, key=lambda text: (text.casefold(), text)) for item, texts in found.items()}


def _people(number: int, small: int) -> str:
    return f"{SMALL} of people" if 0 < number < small else counted(number, "person", "people")


def _items(casebook: Casebook, found: Responses, written: dict[str, list[str]], small: int) -> Iterator[Block]:
    question_set = casebook.question_set
    figures = {each.question: each for each in found.items}
    for part in question_set.parts:
        asked = [each for each in question_set.by_part[part.id] if each.id in figures]
        if asked:
            yield Heading(1, part.title)
        for question in asked:
            yield Heading(2, question.text)
            yield from _item(question, figures[question.id], small)
            if written.get(question.id):
                yield Items(tuple(written[question.id]))


def _item(question: Question, figures: ItemFigures, small: int) -> Iterator[Block]:
    if not figures.answered:
        yield Paragraph("Nobody answered this.")
        return
    counts = outward(question, figures, small)
    if counts is None and figures.answered < small:
        yield Paragraph(f"{SMALL[:1].upper()}{SMALL[1:]} answered this.")
        return
    verb = "wrote something" if question.kind == "text" else "answered"
    said = [f"{counted(figures.answered, 'person', 'people')} {verb}; {figures.blank:,} left it blank."]
    if figures.median is not None:
        low, high = question.ends
        ends = f" (0 is “{low}”, 10 “{high}”)" if low and high else ""
        said.append(f"The middle one of their marks was {figures.median:g}{ends}.")
        said.append(f"The lowest mark was {figures.lowest}, the highest {figures.highest}.")
    if question.kind == "choices":
        said.append("More than one could be chosen.")
    yield Paragraph(" ".join(said))
    names = labels(question)
    rows = tuple(
        (names[each], WITHHELD if counts is None or counts[each] is None else f"{counts[each]:,}")
        for each, number in figures.counts.items()
        if number or question.kind != "scale"
    )
    if rows:
        head = ("Mark", "People") if question.kind == "scale" else ("Answer", "People")
        yield Table(question.short, head, rows, frozenset({1}))
