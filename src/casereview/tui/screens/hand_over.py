"""A questionnaire in the hands of a respondent: nothing but its items, one at a time, and no way to anything else.

An assessor chooses a word before handing the computer over. Only that word leads back, or to the next respondent. There are no keys of
ours here but those that answer, no palette and no footer, and the app does nothing of its own while this is open (`quiet`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Center
from textual.screen import Screen
from textual.widgets import Input

from casereview.casebook import CasebookError
from casereview.questions.model import Question
from casereview.tui.form_in_hand import FormInHand, options_of
from casereview.tui.lock import SHORTEST, Word
from casereview.tui.quiet_words import NOT_SAVED, NOT_THE_WORD, State, hint, paragraphs
from casereview.tui.session import Session
from casereview.tui.widgets.fields import Field, PlainEditor
from casereview.tui.widgets.item import OPTION_KEYS, TEN, Drawn, choice_lines, scale_lines
from casereview.tui.widgets.lines import Line, Page, wrapped

# Short lines are easier to read, also on a wide screen.
_WIDEST = 64
_DRAFT_SECONDS = 1.0


class HandOver(Screen[None]):
    """The page. `case` is a respondent with nothing entered, or none for a new one; `leave` is what happens at the end."""

    AUTO_FOCUS: ClassVar[str | None] = None
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    quiet = True

    def __init__(self, session: Session, case: str = "", leave: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.session = session
        self.form = FormInHand(session, case)
        self._leave = leave or (lambda: None)
        self._state: State = "word"
        self._word: Word | None = None
        self._at = 0
        self._marker: int | None = None
        self._last_key = ""
        self._said = ""
        self._kept = ""

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Page(id="quiet")
        with Center(classes="quiet-row"):
            yield PlainEditor(id="quiet-text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            yield Field(id="quiet-word", max_length=200)
        yield Page(id="quiet-said")

    def on_mount(self) -> None:
        """Ask for the word."""
        self._to("word")
        self.set_interval(_DRAFT_SECONDS, self._keep_draft)

    @property
    def state(self) -> State:
        """What is shown."""
        return self._state

    @property
    def question(self) -> Question:
        """The item that is shown, or was last."""
        return self.form.questions[self._at]

    # --- what is shown ---

    def _to(self, state: State, said: str = "") -> None:
        self._state, self._said = state, said
        asks, writes = state in ("word", "locked", "stopped"), state == "item" and self.question.kind == "text"
        field, text = self.query_one("#quiet-word", Field), self.query_one("#quiet-text", PlainEditor)
        field.display, text.display = asks, writes
        field.password = state != "word"
        field.value = ""
        if writes:
            text.text = self._kept = self._written()
            text.move_cursor(text.document.end)
            text.focus()
        elif asks:
            field.focus()
        else:
            self.set_focus(None)
        self._show()

    def _written(self) -> str:
        try:
            return self.form.draft(self.question) or str(self.form.value(self.question) or "")
        except CasebookError:
            return str(self.form.value(self.question) or "")

    def _show(self) -> None:
        page = self.query_one("#quiet", Page)
        page.show(self._lines)
        said = self.query_one("#quiet-said", Page)
        said.show(
            lambda width: _centred(
                [
                    [(line, "strong")]
                    for line in wrapped(
                        self._said or (hint(self.question) if self._state == "item" else ""), _text(width)
                    )
                ],
                width,
            )
        )

    def _lines(self, width: int) -> list[Line]:
        room = _text(width)
        return _centred(self._item(room) if self._state == "item" else self._words(room), width)

    def _words(self, room: int) -> list[Line]:
        lines: list[Line] = [[]]
        for place, words in enumerate(paragraphs(self._state, self.form)):
            lines += [*([(line, "" if place else "title")] for line in wrapped(words, room)), []]
        return lines

    def _item(self, room: int) -> list[Line]:
        question = self.question
        lines: list[Line] = [[(f"{self._at + 1} of {len(self.form.questions)}", "dim")], []]
        lines += [[(line, "title")] for line in wrapped(question.text, room)] + [[]]
        height = self.query_one("#quiet", Page).size.height
        drawn = self._drawn(question, room, apart=True)
        if len(lines) + len(drawn.lines) > height:
            drawn = self._drawn(question, room, apart=False)
        at = len(lines) + drawn.marker
        if at >= height:  # the marker stays in sight
            self.call_after_refresh(self.query_one("#quiet", Page).scroll_to, y=at - height + 2, animate=False)
        return [*lines, *drawn.lines]

    def _drawn(self, question: Question, room: int, *, apart: bool) -> Drawn:
        chosen = self.form.chosen(question)
        if question.kind == "text":
            return Drawn([], 0)
        if question.kind == "scale":
            return scale_lines(question, chosen, self._marker, room)
        last = "Go on" if question.kind == "choices" else ""
        return choice_lines(question, options_of(question), chosen, self._marker, room, last=last, apart=apart)

    # --- from one to the next ---

    def _go(self, place: int) -> None:
        if place < 0:
            self._to("start")
            return
        if place >= len(self.form.questions):
            self._at = len(self.form.questions) - 1
            self._to("end")
            return
        self._at = place
        chosen = self.form.chosen(self.question)
        ids = [each.id for each in options_of(self.question)]
        several = self.question.kind == "choices"
        self._marker = 0 if several else next((at for at, each in enumerate(ids) if each in chosen), None)
        self._to("item")

    def _try(self, save: Callable[[], None], then: Callable[[], None]) -> None:
        """Save, and go on once it is saved; until then the page stays as it is."""
        try:
            save()
        except CasebookError:
            self.app.bell()
            self._said = NOT_SAVED
            self._show()
        else:
            self._said = ""
            then()

    def _keep_draft(self) -> bool:
        """Keep what is half-typed, so that it is there when the window goes away; tell whether it is kept."""
        if self._state != "item" or self.question.kind != "text":
            return True
        text = self.query_one("#quiet-text", PlainEditor).text
        if text != self._kept:
            try:
                self.form.keep_draft(self.question, text)
            except CasebookError:
                self._said = NOT_SAVED
                self._show()
            else:
                self._kept = text
        return text == self._kept

    # --- keys ---

    def on_key(self, event: events.Key) -> None:
        """What the keys do; none goes any further, but for those with which something is typed."""
        key = event.key
        typed = isinstance(self.focused, PlainEditor | Field)
        emptied = not self.query_one("#quiet-text", PlainEditor).text
        if typed and key not in ("escape", "tab", "shift+tab"):
            ours = self._state == "item" and (key == "enter" or (key == "backspace" and emptied))
            if not ours:
                return
        event.stop()
        event.prevent_default()
        match self._state:
            case "word" if key == "escape":
                self._leave()
            case "start" if key == "enter":
                self._go(0)
            case "end" if key == "enter":
                self._to("locked")
            case "end" if key == "backspace":
                self._go(len(self.form.questions) - 1)
            case "start" | "end" | "item" if key == "escape":
                if self._keep_draft():
                    self._to("stopped")
            case "open" if key == "enter":
                self._begin(FormInHand(self.session))
            case "open" if key == "escape":
                self._leave()
            case "item":
                self._answer_key(key, event.character or "")
        self._last_key = key

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The word: chosen, or given to get on."""
        event.stop()
        text = event.value
        if self._state == "word":
            if len(text.strip()) < SHORTEST:
                self._said = f"The word needs at least {SHORTEST} letters."
                self._show()
                return
            self._word = Word(text)
            self._begin(self.form)
        elif self._word is not None and text.strip() and self._word.is_it(text):
            self._to("open")
        elif self._state == "stopped" and not text.strip():
            self._go(self._at)
        elif text.strip():
            self._to(self._state, NOT_THE_WORD)

    def _begin(self, form: FormInHand) -> None:
        self.form = form
        self._at, self._marker, self._kept = 0, None, ""
        self._to("start")

    def _answer_key(self, key: str, character: str) -> None:
        question = self.question
        number = len(options_of(question)) + (question.kind == "choices")
        if key == "backspace":
            if self._keep_draft():
                self._go(self._at - 1)
        elif key == "enter":
            self._take(question)
        elif question.kind == "text":
            return
        elif key in ("down", "right", "up", "left"):
            by = 1 if key in ("down", "right") else -1
            before = -1 if self._marker is None and by > 0 else self._marker or 0
            self._marker = (before + by) % number if question.kind != "scale" else min(max(before + by, 0), 10)
            self._show()
        elif key in ("space", "delete"):
            self._space(question)
        else:
            self._digit(question, character)

    def _digit(self, question: Question, character: str) -> None:
        if question.kind == "scale":
            # A one and then a nought are a ten.
            ten = character == TEN or (character == "0" and self._last_key == "1")
            place = 10 if ten else OPTION_KEYS.find(character) + 1
            place = 0 if character == "0" and not ten else place
            if character and character in OPTION_KEYS + TEN:
                self._marker = place
        else:
            place = OPTION_KEYS.find(character) if character else -1
            if not 0 <= place < len(options_of(question)):
                return
            self._marker = place
            if question.kind == "choices":
                self._tick(question, place)
        self._show()

    def _space(self, question: Question) -> None:
        """Tick, where several can be ticked; else take the answer back."""
        if question.kind == "choices":
            if self._marker is not None and self._marker < len(options_of(question)):
                self._tick(question, self._marker)
            return

        def cleared() -> None:
            self._marker = None
            self._show()

        self._try(lambda: self.form.save(question, None), cleared)

    def _tick(self, question: Question, place: int) -> None:
        option = options_of(question)[place].id
        self._try(lambda: self.form.choose(question, option), self._show)

    def _take(self, question: Question) -> None:
        """Enter: save what is chosen or written, and go on; nothing chosen is left blank."""

        def on() -> None:
            self._go(self._at + 1)

        options = options_of(question)
        if question.kind == "text":
            text = self.query_one("#quiet-text", PlainEditor).text
            self._try(lambda: self.form.save(question, text), on)
        elif question.kind == "choices" and self._marker is not None and self._marker < len(options):
            self._tick(question, self._marker)
        elif self._marker is None or question.kind == "choices":
            on()
        else:
            option = options[self._marker].id
            self._try(lambda: self.form.choose(question, option), on)


def _text(width: int) -> int:
    return max(20, min(_WIDEST, width - 6))


def _centred(lines: list[Line], width: int) -> list[Line]:
    margin = " " * max(1, (width - _text(width)) // 2)
    return [[(margin, ""), *line] for line in lines]
