"""One table of actions: bindings, footer, help, palette and the user's own keys are all read from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from casereview.tui.key_names import key_words


class Action(NamedTuple):
    """Something that a key does on one kind of screen.

    `id` names it in the user's key file (`review.yes`), and the method `action_<name>` of the screen; a number at its
    end (`entry.pick-3`) is the method's argument. `keys` are the keys, the first one shown; `footer` whether the footer
    has room for it (at most seven on a screen). With `writes` it is not offered where nothing can be changed.
    """

    id: str
    keys: tuple[str, ...]
    words: str
    help: str
    footer: bool = False
    writes: bool = False

    @property
    def screen(self) -> str:
        """The kind of screen that this belongs to."""
        return self.id.split(".")[0]

    @property
    def call(self) -> str:
        """What it calls: a method, and its number if it has one: `yes`, `pick(3)`."""
        name = self.id.split(".")[1]
        first, _, last = name.rpartition("-")
        return f"{first}({last})" if last.isdecimal() else name.replace("-", "_")

    @property
    def method(self) -> str:
        """The method alone: `action_<method>` of the screen."""
        return self.call.partition("(")[0]

    @property
    def shown(self) -> str:
        """Its first key, as it is shown."""
        return key_words(self.keys[0])


def _action(id: str, keys: str, words: str, help: str, *flags: str) -> Action:
    return Action(id, tuple(keys.split()), words, help, "footer" in flags, "writes" in flags)


_LANGUAGE = ("language", "L", "language", "Show the question set's words in another language")
_EVERYWHERE: tuple[tuple[str, ...], ...] = (
    ("help", "question_mark", "help", "What each key does on this screen", "footer"),
    ("back", "escape", "back", "Go back to the screen before"),
    _LANGUAGE,
)
_EVERYWHERE_SHOWN = (_LANGUAGE, *((*row[:4], "footer") for row in reversed(_EVERYWHERE[:2])))  # help is the last
_MOVES = (
    ("down", "down j", "next line", "Move down"),
    ("up", "up k", "line before", "Move up"),
)


def _screen(name: str, *rows: tuple[str, ...]) -> list[Action]:
    return [_action(f"{name}.{row[0]}", *row[1:]) for row in rows]


ACTIONS: tuple[Action, ...] = (
    *_screen(
        "cases",
        ("open", "enter", "open case", "Open the case where it was left", "footer"),
        *_MOVES,
        ("filter", "slash", "filter", "Type to show only some cases: reference, fact or state", "footer"),
        ("sort", "o", "order", "Change the order: reference, to do, number of no, last touched", "footer"),
        ("facts", "F", "facts", "The facts of this case", "footer"),
        ("summary", "s", "summary", "The scores as they stand", "footer"),
        ("findings", "f", "findings", "What the answers say, to accept, reword or drop it"),
        ("agreement", "g", "agreement", "How far first and second readings agree"),
        ("merge", "m", "merge", "Merge casebooks that came back into this one", "writes"),
        ("conflicts", "c", "conflicts", "What is in conflict, to settle it"),
        ("allocation", "A", "share out", "Who reads which case, to give cases away"),
        ("progress", "p", "progress", "How far each assessor is"),
        ("second", "2", "second reading", "Read this case a second time, to measure agreement; never scored", "writes"),
        ("assessor", "a", "assessor", "Say who is assessing"),
        ("help", "question_mark", "help", "What each key does on this screen", "footer"),
        ("quit", "q", "quit", "Leave; everything is saved already", "footer"),
        ("back", "escape", "all cases", "Show all cases again after filtering"),
        _LANGUAGE,
    ),
    *_screen(
        "respondents",
        ("open", "enter", "open form", "Open the form where it was left", "footer"),
        ("new-form", "n", "new form", "Begin the form of a new respondent", "footer", "writes"),
        ("hand-over", "H", "hand over", "Hand the questionnaire over on a page of its own", "footer", "writes"),
        ("summary", "s", "figures", "What respondents say, counted", "footer"),
        *_MOVES,
        ("filter", "slash", "filter", "Type to show only some: reference, state or who entered it", "footer"),
        ("sort", "o", "order", "Change the order: reference, most left open, last touched"),
        ("merge", "m", "merge", "Merge casebooks that came back into this one", "writes"),
        ("conflicts", "c", "conflicts", "What is in conflict, to settle it"),
        ("assessor", "a", "assessor", "Say who is assessing"),
        ("help", "question_mark", "help", "What each key does on this screen", "footer"),
        ("quit", "q", "quit", "Leave; everything is saved already", "footer"),
        ("back", "escape", "all respondents", "Show all respondents again after filtering"),
        _LANGUAGE,
    ),
    *_screen(
        "review",
        ("yes", "y", "yes", "Answer yes, save, go to the next blank", "footer", "writes"),
        ("no", "n", "no", "Answer no, save, tick reasons, go on", "footer", "writes"),
        ("na", "x", "not applicable", "Answer not applicable, save, go on", "footer", "writes"),
        ("clear", "space", "clear", "Take the answer away: blank again", "writes"),
        ("next", "down j", "next", "Next question, without answering"),
        ("previous", "up k", "previous", "Question before, without answering"),
        ("next-blank", "g", "next blank", "Go to the next blank question", "footer"),
        ("blanks", "G", "all blanks", "List all that is blank"),
        ("next-part", "right_square_bracket right", "next part", "First question of the next part"),
        ("previous-part", "left_square_bracket left", "previous part", "First question of the part before"),
        ("reasons", "r", "reasons", "Tick the reasons for a no", "writes"),
        ("note", "e", "note", "Write where the evidence is", "footer", "writes"),
        ("mark", "f", "mark", "Mark the question to come back to, or take the mark off", "writes"),
        ("undo", "u", "undo", "Take the last change to this case back", "writes"),
        ("redo", "U", "redo", "Do again what was undone", "writes"),
        ("search", "slash", "search", "Find a question by word"),
        ("facts", "F", "facts", "The facts of this case, and what each one decides"),
        ("alert", "exclamation_mark", "alert", "Raise a case alert: a serious concern for today"),
        ("practice", "P", "notable practice", "An account of notable practice in this case, which names nobody"),
        ("history", "h", "history", "Who answered this question, when"),
        ("summary", "s", "summary", "The scores as they stand"),
        ("finish", "d", "done", "What is left in this case, and sign-off", "footer"),
        ("read-on", "pagedown", "read on", "Scroll the guidance down"),
        ("read-back", "pageup", "read back", "Scroll the guidance up"),
        *_EVERYWHERE,
    ),
    *_screen(
        "entry",
        (
            "go-on",
            "enter",
            "go on",
            "Take what the marker is on, write a text, or go on; at the end the next form",
            "footer",
        ),
        *(
            (
                f"pick-{digit}",
                str(digit),
                f"option {digit or 10}",
                f"Choose option {digit or 10}, or the mark {digit}",
                "writes",
            )
            for digit in (*range(1, 10), 0)
        ),
        ("ten", "x", "ten", "The mark 10", "writes"),
        ("right", "right", "marker on", "Move the marker to the next option; Enter takes it"),
        ("left", "left", "marker back", "Move the marker to the option before"),
        ("read-on", "pagedown", "read on", "Show what is below"),
        ("read-back", "pageup", "read back", "Show what is above"),
        ("write", "e", "write", "Write the text of this item", "writes"),
        ("clear", "space", "clear", "Take back what is entered here", "footer", "writes"),
        ("next", "down j", "next item", "Next item, this one left as it is"),
        ("previous", "up k backspace", "before", "The item before", "footer"),
        ("next-form", "n", "next form", "Begin the next form: the next respondent", "footer", "writes"),
        ("undo", "u", "undo", "Take the last change to this form back", "footer", "writes"),
        ("redo", "U", "redo", "Do again what was undone", "writes"),
        ("sign-off", "o", "sign off", "Sign the form off, or open it again with a reason", "footer", "writes"),
        ("alert", "exclamation_mark", "alert", "Raise a case alert: a serious concern for today"),
        *_EVERYWHERE,
    ),
    *_screen(
        "responses",
        ("down", "down j", "down", "Scroll down", "footer"),
        ("up", "up k", "up", "Scroll up", "footer"),
        ("read-on", "pagedown space", "read on", "Scroll a page down", "footer"),
        ("read-back", "pageup", "read back", "Scroll a page up"),
        ("present", "m", "meeting", "Show it to a meeting: nothing from which a person could be known", "footer"),
        *_EVERYWHERE,
    ),
    *_screen(
        "facts",
        ("down", "down j tab", "next fact", "Move to the next fact", "footer"),
        ("up", "up k shift+tab", "fact before", "Move to the fact before"),
        ("next-option", "right", "next value", "Choose the next value", "footer", "writes"),
        ("previous-option", "left", "value before", "Choose the value before", "writes"),
        ("clear", "space", "clear", "Leave the fact open again", "footer", "writes"),
        ("enter", "enter", "to the questions", "Go on to the questions", "footer"),
        *_EVERYWHERE,
    ),
    *_screen(
        "finish",
        ("go", "enter", "go to it", "Go to the question on this line", "footer"),
        *_MOVES,
        ("sign-off", "o", "sign off", "Sign the case off, or open it again with a reason", "footer", "writes"),
        ("alert", "exclamation_mark", "alert", "Raise a case alert", "footer"),
        ("withdraw", "w", "withdraw alert", "Withdraw the alert on this line, with a reason", "footer", "writes"),
        ("practice", "n P", "practice", "An account of notable practice in this case, which names nobody", "footer"),
        *_EVERYWHERE,
    ),
    *_screen(
        "summary",
        ("open", "enter", "behind it", "List the questions behind the figure, then the cases", "footer"),
        *_MOVES,
        ("why", "w", "why", "How far the score could be otherwise, and what would move it", "footer"),
        ("breakdown", "b", "by fact", "Show the scores of some cases only, by a fact", "footer"),
        ("everything", "0", "all cases", "Show the scores of all cases again"),
        ("conflicts", "c", "conflicts", "What is in conflict and not scored, to settle it", "footer"),
        ("findings", "f", "findings", "What the answers say, to accept, reword or drop it", "footer"),
        ("present", "m", "meeting", "Show it to the feedback meeting: nothing about one case", "footer"),
        ("ratings", "r", "ratings", "All standards of the overall rating, to rate those that are judged elsewhere"),
        *_EVERYWHERE,
    ),
    *_screen(
        "ratings",
        *(
            (f"pick-{number}", str(number), f"rating {number}", f"Enter the rating of number {number}", "writes")
            for number in range(1, 10)
        ),
        ("unrated", "x", "Not rated", "Enter that the standard is not rated", "footer", "writes"),
        ("clear", "space", "take back", "Take the rating back that was entered", "footer", "writes"),
        ("undo", "u", "undo", "Undo what was entered last on this screen", "footer", "writes"),
        ("open", "enter", "in full", "Show the standard whole, and the overall rating", "footer"),
        *_MOVES,
        *_EVERYWHERE_SHOWN,
    ),
    *_screen(
        "present",
        ("next", "right space pagedown down j", "next", "Show the next thing", "footer"),
        ("previous", "left backspace pageup up k", "back", "Show the one before", "footer"),
        ("first", "home", "first", "Show the first", "footer"),
        ("last", "end", "last", "Show the last", "footer"),
        ("everything", "a", "all or some", "Show all findings, or the accepted or weightiest again"),
        ("help", "question_mark", "help", "What each key does on this screen", "footer"),
        ("back", "escape", "leave", "Leave the meeting view"),
        _LANGUAGE,
    ),
    *_screen(
        "findings",
        ("open", "enter", "behind it", "Show the questions, figures and reasons behind it", "footer"),
        *_MOVES,
        (
            "accept",
            "a",
            "accept",
            "Accept it, or confirm it with new figures; again takes that back",
            "footer",
            "writes",
        ),
        ("accept-all", "A", "accept all", "Accept all of its list that nobody has decided about", "writes"),
        ("drop", "d", "drop", "Drop it from the documents; again takes that back", "footer", "writes"),
        ("reword", "e", "reword", "Word it anew, with its figures live", "footer", "writes"),
        ("earlier", "K shift+up", "move up", "Move it up in its list", "writes"),
        ("later", "J shift+down", "move down", "Move it down in its list", "writes"),
        ("undo", "u", "undo", "Undo what was decided last on this screen", "writes"),
        ("recommendations", "r", "recommendations", "What must be done", "footer"),
        ("plan", "p", "plan", "The improvement plan", "footer"),
        *_EVERYWHERE,
    ),
    *_screen(
        "recommendations",
        ("open", "enter", "behind it", "Show the questions, figures and reasons behind it", "footer"),
        *_MOVES,
        ("take", "a", "make", "Make the recommendation", "footer", "writes"),
        ("drop", "d", "take back", "Take the recommendation back", "footer", "writes"),
        ("reword", "e", "reword", "Word it, and say who is responsible", "footer", "writes"),
        ("add", "n", "new", "Add a recommendation of your own", "footer", "writes"),
        ("earlier", "K shift+up", "move up", "Move it up", "writes"),
        ("later", "J shift+down", "move down", "Move it down", "writes"),
        ("undo", "u", "undo", "Undo what was decided last on this screen", "writes"),
        ("plan", "p", "plan", "The improvement plan", "footer"),
        *_EVERYWHERE,
    ),
    *_screen(
        "plan",
        ("open", "enter", "in full", "Show the line whole", "footer"),
        *_MOVES,
        ("add", "n", "new", "Plan something, for a recommendation", "footer", "writes"),
        ("edit", "e", "change", "Change what, who, by when, the review, the progress", "footer", "writes"),
        ("done", "space", "done", "Mark it done, or not done again", "footer", "writes"),
        ("drop", "d", "take out", "Take the line out of the plan", "footer", "writes"),
        ("undo", "u", "undo", "Undo what was decided last on this screen", "writes"),
        ("recommendations", "r", "recommendations", "What must be done"),
        *_EVERYWHERE,
    ),
    *_screen(
        "agreement",
        ("open", "enter", "in full", "Show both sides of a disagreement, or what figures mean", "footer"),
        *_MOVES,
        ("group", "b", "group", "Group by part, theme, pair of assessors or question", "footer"),
        *_EVERYWHERE_SHOWN,
    ),
    *_screen(
        "allocation",
        ("right", "right", "next assessor", "Give the case to the next assessor", "footer", "writes"),
        ("left", "left", "assessor before", "Give the case to the assessor before", "writes"),
        *(
            (f"to-{number}", str(number), f"assessor {number}", f"Give the case to assessor {number}", "writes")
            for number in range(1, 10)
        ),
        ("to-0", "0", "nobody", "Give the case to nobody", "footer", "writes"),
        ("second", "s", "second reader", "Take the next second reader, or none", "footer", "writes"),
        ("assessor", "a", "add assessor", "Name one more assessor", "footer", "writes"),
        *_MOVES,
        *_EVERYWHERE_SHOWN,
    ),
    *_screen(
        "progress",
        ("down", "down j", "down", "Scroll down", "footer"),
        ("up", "up k", "up", "Scroll up", "footer"),
        ("read-on", "pagedown", "read on", "Scroll a page down"),
        ("read-back", "pageup", "read back", "Scroll a page up"),
        *_EVERYWHERE_SHOWN,
    ),
    *_screen(
        "merge",
        ("go", "enter", "merge", "Merge what is shown; nothing is merged before", "footer", "writes"),
        ("another", "m", "other file", "Choose another file or folder", "footer"),
        ("conflicts", "c", "conflicts", "What is in conflict, to settle it", "footer"),
        ("down", "down j", "down", "Scroll down"),
        ("up", "up k", "up", "Scroll up"),
        ("read-on", "pagedown", "read on", "Scroll a page down"),
        ("read-back", "pageup", "read back", "Scroll a page up"),
        *_EVERYWHERE_SHOWN,
    ),
    *_screen(
        "conflicts",
        ("open", "enter", "both sides", "Show both sides of a conflict, to settle it", "footer"),
        *_MOVES,
        ("undo", "u", "undo", "Undo what was settled last on this screen", "footer", "writes"),
        *_EVERYWHERE_SHOWN,
    ),
    *_screen(
        "conflict",
        ("take-1", "1", "take 1", "Settle with the first value", "footer", "writes"),
        ("take-2", "2", "take 2", "Settle with the second value", "footer", "writes"),
        ("take-3", "3", "take 3", "Settle with the third value, if there is one", "writes"),
        ("take-4", "4", "take 4", "Settle with the fourth value, if there is one", "writes"),
        ("another", "e", "another", "Settle with an answer of your own; else from a list", "footer", "writes"),
        ("undo", "u", "undo", "Undo what was settled last", "footer", "writes"),
        ("next", "down j", "next", "Next conflict, this one left as it is", "footer"),
        ("previous", "up k", "previous", "Conflict before"),
        ("read-on", "pagedown", "read on", "Scroll down"),
        ("read-back", "pageup", "read back", "Scroll up"),
        *_EVERYWHERE,
    ),
)


def of_screen(name: str, actions: Iterable[Action] = ACTIONS) -> list[Action]:
    """Return the actions of one kind of screen, in the table's order."""
    return [action for action in actions if action.screen == name]
