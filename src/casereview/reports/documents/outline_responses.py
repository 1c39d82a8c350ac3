"""The document of a questionnaire: what respondents said, counted item by item, apart from every score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from casereview.casebook import Casebook
from casereview.questions.model import Question
from casereview.reports.documents.blocks import Block, Contents, Document, Heading, Items, Paragraph, Table
from casereview.reports.meeting.quiet_counts import WITHHELD
from casereview.reports.meeting.quiet_responses import people, quiet_items
from casereview.scoring.responses import Form, Responses


def responses_document(casebook: Casebook, made: str, *, texts: bool = False) -> Document:
    """Return the document; `made` is the day, ISO 8601. Without `texts` what respondents wrote is counted and not told.

    Counts of fewer people than the set's rule allows are not shown. Texts stand in the order of the alphabet, so
    that it can not be seen which of them one person wrote.
    """
    question_set, found = casebook.question_set, casebook.responses()
    if not found.forms:
        title = f"{question_set.title}: {casebook.inspection.area}"
        nothing = Paragraph(
            f"No form of {casebook.inspection.area} has been filled in yet, so there is nothing to tell."
        )
        return Document(title, f"{question_set.title} {question_set.version}", "", made, (nothing,))
    written = _written(casebook.forms(), question_set.by_id) if texts else {}
    said = people(found.forms, question_set.finding_rules.small)
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
            *_items(casebook, found, written),
        ),
    )


def _written(forms: list[Form], asked: Mapping[str, Question]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in forms:
        for item, value in form.values.items():
            if asked[item].kind == "text":
                found.setdefault(item, []).append(str(value))
    return {item: sorted(texts, key=lambda text: (text.casefold(), text)) for item, texts in found.items()}


def _items(casebook: Casebook, found: Responses, written: dict[str, list[str]]) -> Iterator[Block]:
    question_set = casebook.question_set
    for part, items in groupby(quiet_items(question_set, found), lambda item: item.part):
        yield Heading(1, part)
        for item in items:
            question = question_set.by_id[item.id]
            yield Heading(2, item.asked)
            yield Paragraph(item.said)
            if item.rows:
                head = ("Mark", "People") if question.kind == "scale" else ("Answer", "People")
                yield Table(question.short, head, item.rows, frozenset({1}))
            if written.get(item.id):
                yield Items(tuple(written[item.id]))
