"""What the page says that is handed to a respondent: few and plain words."""

from __future__ import annotations

from typing import Literal

from casereview.questions.model import Question
from casereview.text import counted
from casereview.tui.form_in_hand import FormInHand
from casereview.tui.lock import SHORTEST

# What is shown: choosing the word; the start; an item; the end, to look back from; locked; asking for the word
# half-way; then open again, after the end or half-way.
State = Literal["word", "start", "item", "end", "locked", "stopped", "open", "half-way"]

NOT_SAVED = "Not saved. Tell the person who gave you this. Enter tries again."
NOT_THE_WORD = "That is not the word."
TOO_SHORT = f"The word needs at least {SHORTEST} letters."
MORE_ABOVE, MORE_BELOW = "▲ more: Page Up", "▼ more: Page Down"


def paragraphs(state: State, form: FormInHand) -> list[str]:
    """Return what is said beside the items; the first is a heading."""
    match state:
        case "word":
            return [
                f"Hand over: {form.case or 'a new respondent'}",
                f"Choose a word of at least {SHORTEST} letters, and type it below. Enter hands over; Esc goes back.",
                "Only this word leads back from the questionnaire, or on to the next respondent. It is kept nowhere: if it is"
                " forgotten, close the window. Everything is saved already.",
            ]
        case "start":
            title = form.session.question_set.title
            return [title, "You do not have to answer every question.", "Press Enter to begin."]
        case "end":
            return [
                "That was the last question.",
                "Press Enter if you have finished. Press Backspace to look back.",
            ]
        case "locked":
            return ["Thank you.", "You have finished. Please give the computer back."]
        case "stopped":
            return [
                "Stopped.",
                "To go on with the questions, press Enter.",
                "The person who gave you this has a word to type.",
            ]
        case "half-way":
            return [
                _result(form),
                "Enter hands it back, to go on where it was stopped.",
                "n begins the next respondent. Esc goes back, and ends this offer: you enter the rest yourself.",
            ]
        case _:
            return [_result(form), "Enter begins the next respondent. Esc goes back."]


def _result(form: FormInHand) -> str:
    if not form.case:
        return "Nothing was answered, and nothing was kept."
    total = len(form.questions)
    return f"{form.case}: {total - len(form.open_items)} of {counted(total, 'item')} answered and saved."


def hint(question: Question) -> str:
    """Return which keys answer an item."""
    match question.kind:
        case "text":
            return "Type your answer. Enter: go on. Backspace: go back."
        case "scale":
            return "← → or a number: choose. Enter: go on. Backspace: go back."
        case "choices":
            return "↑ ↓ space or a number: tick. Enter: go on. Backspace: go back."
        case _:
            return "↑ ↓ or a number: choose. Enter: go on. Backspace: go back."
