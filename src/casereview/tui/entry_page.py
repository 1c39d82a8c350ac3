"""How a form looks that is entered from paper: an item with what is said of it, and the end with what was left open."""

from __future__ import annotations

from casereview.questions.model import Question
from casereview.text import counted
from casereview.tui.form_in_hand import FormInHand, options_of
from casereview.tui.widgets.item import OPTION_KEYS, TEN, Drawn, choice_lines, scale_lines, text_lines
from casereview.tui.widgets.lines import Line, wrapped


def item_lines(form: FormInHand, question: Question, marker: int | None, width: int) -> Drawn:
    """Draw an item: its part, what is asked, what there is to choose from or was written, and which keys it takes; and
    say on which line the marker is.
    """
    part = form.session.question_set.title_of("part", question.part)
    lines: list[Line] = [[], *_words(part, width, "dim"), [], *_words(question.text, width, "strong")]
    lines += _words(question.guidance, width, "dim") if question.guidance else []
    lines += [[]]
    if form.reading is not None and question.id in form.reading.differing:
        lines += _words("Copies of this casebook differ here; c on the list settles it.", width, "warn")
    hint = ""
    match question.kind:
        case "scale":
            drawn = scale_lines(question, form.chosen(question), marker, width)
            hint = f"0 to 9, and {TEN} for ten"
        case "text":
            drawn = text_lines(str(form.value(question) or ""), width, "Nothing written.")
            hint = "Enter writes; ↓ leaves it as it is"
        case _:
            options = options_of(question)
            drawn = choice_lines(question, options, form.chosen(question), marker, width)
            hints = ["as many as are ticked on the form, then Enter"] if question.kind == "choices" else []
            hints += ["→ goes to further options, Enter takes one"] if len(options) > len(OPTION_KEYS) else []
            hint = "; ".join(hints)
    at = 0 if marker is None else len(lines) + drawn.marker
    return Drawn([*lines, *drawn.lines, [], *_words(hint, width, "dim")], at)


def end_lines(form: FormInHand, width: int) -> list[Line]:
    """Draw the end: how much is entered, what was left open, and how it goes on."""
    still_open, total = form.open_items, len(form.questions)
    said = f"{form.case}: {total - len(still_open)} of {counted(total, 'item')} entered and saved."
    lines: list[Line] = [[], *_words(said if form.case else "Nothing is entered.", width, "strong"), []]
    if form.case:
        lines += [*_words(f"Write {form.case} on the paper: it is found again by that.", width, ""), []]
    if still_open and form.case:
        lines += [[("  Left open:", "head")]]
        lines += [[(line, "")] for each in still_open for line in wrapped(each.short, width - 2, "    ")]
        lines += [[]]
    then = "opens this one again." if form.signed_off else "signs this one off."
    return [*lines, [("  Enter ", "key"), ("begins the next form; ", ""), ("o ", "key"), (then, "")]]


def _words(text: str, width: int, kind: str) -> list[Line]:
    return [[(line, kind)] for line in wrapped(text, width - 2, "  ")]
