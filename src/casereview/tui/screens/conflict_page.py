"""How a conflict is put into lines: what differs, each side, and what each saw before."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from casereview.casebook.conflicts import Conflict, Side
from casereview.casebook.entry import QUESTION_SET
from casereview.questions import Question, QuestionSet
from casereview.questions.model import Fact
from casereview.reports.text.conflicts_text import sides_differ, upgraded_said
from casereview.reports.text.conflicts_text import value_words as words_of
from casereview.reports.text.decisions_text import DECIDED, decided_about
from casereview.tui.screens.case_rows import local_time
from casereview.tui.screens.question_page import KINDS
from casereview.tui.widgets.lines import Line, wrapped

# From this width on the sides stand beside one another, each at least so wide.
WIDE, _NARROWEST = 100, 40
# A note can hold a book; this much of it is shown.
_LONGEST_NOTE = 4000


def _about(question_set: QuestionSet, conflict: Conflict) -> tuple[Question | None, Fact | None]:
    """The question or the fact that a conflict is about; neither for a sign-off, an alert, a case."""
    if conflict.field == "value":
        return None, question_set.fact.get(conflict.item.removeprefix("fact:"))
    asked = conflict.field in ("answer", "reasons", "response", "note", "mark")
    return question_set.by_id.get(conflict.item) if asked else None, None


def title(question_set: QuestionSet, conflict: Conflict) -> str:
    """Return what differs, short: the question, and which field of whose reading if it is not its counted answer."""
    item, of = conflict.item, f" of {conflict.reading}" if conflict.reading else ""
    question, fact = _about(question_set, conflict)
    match conflict.field:
        case "answer" if not conflict.reading:
            return question.short if question else item
        case "value":
            return f"Fact: {fact.label}" if fact else item
        case "kind":
            return f"First or second: the reading{of}"
        case "state":
            return f"Sign-off{of}"
        case "alert":
            return "Case alert"
        case "case":
            return "In the sample or not"
        case "first" | "second":
            return f"Whose case for the {conflict.field} reading"
        case "question-set":
            return "Upgrade: what is asked"
        case field if field in DECIDED:
            return decided_about(question_set, field, item)
    words = {"answer": "Answer", "reasons": "Reasons", "response": "Response", "note": "Note", "mark": "Mark"}.get(
        conflict.field, conflict.field
    )
    return f"{words}{of}: {question.short if question else item}"


def value_words(question_set: QuestionSet, conflict: Conflict, value: Any) -> str:
    """Return a value of a conflict as the screens say it: in the language that is shown, lines as they were written."""
    answers = {**question_set.words.answers, "blank": "Blank"} if conflict.field == "answer" else {}
    return words_of(question_set, conflict, value, answers=answers, text=lambda written: str(written)[:_LONGEST_NOTE])


def choice_words(question_set: QuestionSet, conflict: Conflict, value: Any) -> str:
    """Return a value as short as it can be beside its key: of a question set what tells it from the others first."""
    said = value_words(question_set, conflict, value)
    if conflict.field != QUESTION_SET or value is None:
        return said
    name, _, apart = said.partition("; ")
    return apart or name[name.rindex("(") :].strip("()")


def kind_of(conflict: Conflict, value: Any) -> str:
    """Return the kind of text of a value."""
    return KINDS.get(value or "blank", "") if conflict.field == "answer" else ""


def page(question_set: QuestionSet, conflict: Conflict, width: int) -> list[Line]:
    """Return all that is known of a conflict: the question, both sides, what each saw before, the guidance."""
    wide = max(20, width - 2)
    question, fact = _about(question_set, conflict)
    asked = question.text if question else fact.label if fact else title(question_set, conflict)
    lines: list[Line] = [[(line, "strong")] for line in wrapped(asked, wide, " ")]
    lines += [[(line, "dim")] for line in wrapped(why(question_set, conflict), wide, " ")]
    lines += [[], *_sides(question_set, conflict, width), []]
    same = _seen_alike(question_set, conflict)
    if same:
        who = "Both" if len(conflict.sides) == 2 else "All"
        lines += [[(line, "")] for line in wrapped(f"{who} saw before: {same}", wide, " ")]
        lines.append([])
    if conflict.field == QUESTION_SET:
        for heading, said in sides_differ(conflict):
            lines.append([(f" {heading}", "head")])
            lines += [[(line, "")] for each in said for line in wrapped(each, wide, "   ")]
            lines.append([])
    if question:
        for heading, text in (
            ("What to look for", question.guidance),
            (question_set.words.answers["na"], question.not_applicable),
        ):
            if text:
                lines += [[(f" {heading}", "head")], *([(line, "")] for line in wrapped(text, wide, "   ")), []]
    return lines


def why(question_set: QuestionSet, conflict: Conflict) -> str:
    """Return what kind of difference it is, and what it means for the scores."""
    if conflict.field == QUESTION_SET:
        return upgraded_said(question_set, conflict)
    if conflict.field == "answer" and not conflict.reading:
        return "Unresolved: not scored until it is settled."
    if conflict.reading:
        return f"Copies of the reading of {conflict.reading[:60]} differ, each made without sight of the other."
    return "Copies of this casebook differ, each made without sight of the other."


def _seen_alike(question_set: QuestionSet, conflict: Conflict) -> str:
    """What all sides saw before, in words, if it is the same; else nothing."""
    seen = {_before(question_set, conflict, side.before) for side in conflict.sides}
    return seen.pop() if len(seen) == 1 else ""


def _before(question_set: QuestionSet, conflict: Conflict, values: tuple[Any, ...]) -> str:
    """The values that a side replaced, in words; to replace nothing and to replace a blank is the same to a reader."""
    said = [value_words(question_set, conflict, each) for each in values or (None,)]
    return ", ".join("blank" if each == "Blank" else each for each in said)


def _sides(question_set: QuestionSet, conflict: Conflict, width: int) -> list[Line]:
    """The sides beside one another where there is room, else one below the other."""
    each = width // max(1, len(conflict.sides))
    beside = width >= WIDE and each >= _NARROWEST
    blocks = [
        _side(question_set, conflict, number, side, each - 2 if beside else width - 2)
        for number, side in enumerate(conflict.sides, 1)
    ]
    if not beside:
        return [line for block in blocks for line in (*block, [])][:-1]
    height = max(map(len, blocks), default=0)
    return [[span for block in blocks for span in _padded(block[row : row + 1], each)] for row in range(height)]


def _padded(found: list[Line], width: int) -> Line:
    """A line of a block, or an empty one below its end, as wide as the block."""
    line: Line = [span for each in found for span in each]
    return [*line, (" " * (width - sum(cell_len(text) for text, _ in line)), "")]


def _side(question_set: QuestionSet, conflict: Conflict, number: int, side: Side, width: int) -> list[Line]:
    said = value_words(question_set, conflict, side.value)
    first, *rest = wrapped(said, width - 4)
    kind = kind_of(conflict, side.value)
    lines: list[Line] = [[(f" {number}  ", "key"), (first, kind or "strong")]]
    lines += [[("    ", ""), (line, kind or "strong")] for line in rest]
    who = f"settled by {side.reader}" if side.resolves else side.reader
    lines += [[(line, "head")] for line in wrapped(f"{who}, {local_time(side.at)}", width, "    ")]
    question = _about(question_set, conflict)[0]
    labels = [reason.label for reason in question.reasons if reason.id in side.reasons] if question else []
    if labels:
        lines += [[(line, "no")] for line in wrapped(f"because: {'; '.join(labels)}", width, "    ")]
    if side.note:
        cut = "…" if len(side.note) > _LONGEST_NOTE else ""
        lines += [[(line, "")] for line in wrapped(f"Note: {side.note[:_LONGEST_NOTE]}{cut}", width, "    ")]
    if not _seen_alike(question_set, conflict):
        seen = f"saw before: {_before(question_set, conflict, side.before)}"
        lines += [[(line, "dim")] for line in wrapped(seen, width, "    ")]
    return lines
