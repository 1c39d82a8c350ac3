"""A questionnaire in the hands of a respondent: nothing but its items, one at a time, and no way to anything else.

An assessor chooses a word before handing the computer over. Only that word leads back, or to the next respondent. There
are no keys of ours here but those that answer, no palette and no footer, and the app does nothing of its own while this
is open (`quiet`).
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
from casereview.tui.form_in_hand import FormInHand
from casereview.tui.item_in_hand import ItemInHand
from casereview.tui.lock import SHORTEST, Word
from casereview.tui.quiet_page import centred, in_sight, item_lines, room_of, word_lines
from casereview.tui.quiet_words import NOT_SAVED, NOT_THE_WORD, TOO_SHORT, State, hint, paragraphs
from casereview.tui.session import Session
from casereview.tui.widgets.fields import Field, PlainEditor
from casereview.tui.widgets.item import Drawn
from casereview.tui.widgets.lines import Fitted, Line, Page, wrapped

_DRAFT_SECONDS = 1.0
_STEPS = {"down": 1, "right": 1, "up": -1, "left": -1}


class HandOver(Screen[None]):
    """The page.

    `case` is a respondent with nothing entered, or none for a new one; `leave` is what happens at the end.
    """

    AUTO_FOCUS: ClassVar[str | None] = None
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    quiet = True

    def __init__(self, session: Session, case: str = "", leave: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.session = session
        self.form = FormInHand(session, case)
        self.item = ItemInHand(self.form, 0)
        self._leave = leave or (lambda: None)
        self._state: State = "word"
        self._word: Word | None = None
        self._said = ""
        self._kept = ""
        # The first line in sight, where there are more than fit; and whether it goes with the marker, or was turned to.
        self._top, self._follows = 0, False

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Fitted(id="quiet")
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
        return self.item.question

    @property
    def _writes(self) -> bool:
        return self._state == "item" and self.question.kind == "text"

    # --- what is shown ---

    def _to(self, state: State, said: str = "") -> None:
        self._state, self._said = state, said
        self._top, self._follows = 0, False
        field, text = self.query_one("#quiet-word", Field), self.query_one("#quiet-text", PlainEditor)
        field.display, text.display = state in ("word", "locked", "stopped"), self._writes
        field.password = state != "word"
        field.value = ""
        if text.display:
            text.text = self._kept = self._written()
            text.move_cursor(text.document.end)
            text.focus()
        elif field.display:
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
        self.query_one("#quiet", Page).show(self._lines)
        words = self._said or (hint(self.question) if self._state == "item" else "")
        self.query_one("#quiet-said", Page).show(
            lambda width: centred([[(line, "strong")] for line in wrapped(words, room_of(width))], width)
        )

    def _lines(self, width: int) -> list[Line]:
        room, height = room_of(width), max(1, self.query_one("#quiet", Page).size.height)
        if self._state == "item":
            drawn = item_lines(self.item, self.form, room, height)
        else:
            drawn = Drawn(word_lines(paragraphs(self._state, self.form), room), 0)
        lines, self._top = in_sight(drawn if self._follows else drawn._replace(marker=0), height, self._top)
        return centred(lines, width)

    def _scroll(self, pages: int) -> None:
        page = self.query_one("#quiet", Page)
        self._top, self._follows = max(0, self._top + pages * max(1, page.size.height - 2)), False
        page.draw_again()

    # --- from one to the next ---

    def _go(self, place: int) -> None:
        if place < 0:
            self._to("start")
        elif place >= len(self.form.questions):
            self._to("end")
        else:
            self.item = ItemInHand(self.form, place)
            self._to("item")

    def _begin(self, form: FormInHand) -> None:
        self.form, self.item, self._kept = form, ItemInHand(form, 0), ""
        self._to("start")

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

    def _keep_draft(self) -> None:
        """Keep what is half-typed, so that it is there when the window goes away."""
        if not self._writes:
            return
        text = self.query_one("#quiet-text", PlainEditor).text
        if text != self._kept:
            try:
                self.form.keep_draft(self.question, text)
            except CasebookError:
                self._said = NOT_SAVED
                self._show()
            else:
                self._kept = text

    # --- keys ---

    def on_key(self, event: events.Key) -> None:
        """What the keys do; none goes any further, but for those with which something is typed."""
        key = event.key
        typed = isinstance(self.focused, PlainEditor | Field)
        emptied = not self.query_one("#quiet-text", PlainEditor).text
        if typed and key not in ("escape", "tab", "shift+tab", "pageup", "pagedown"):
            ours = self._state == "item" and (key == "enter" or (key == "backspace" and emptied))
            if not ours:
                return
        event.stop()
        event.prevent_default()
        match self._state:
            case _ if key in ("pageup", "pagedown"):
                self._scroll(1 if key == "pagedown" else -1)
            case "word" if key == "escape":
                self._leave()
            case "start" if key == "enter":
                self._go(0)
            case "end" if key == "enter":
                self._to("locked")
            case "end" if key == "backspace":
                self._go(len(self.form.questions) - 1)
            case "start" | "end" | "item" if key == "escape":
                self._try(self._save, lambda: self._to("stopped"))
            case "half-way" if key == "enter":
                self._go(self.item.place)
            case "half-way" | "open" if key == "escape":
                self._leave()
            case "half-way" if key in ("n", "N"):
                self._begin(FormInHand(self.session))
            case "open" if key == "enter":
                self._begin(FormInHand(self.session))
            case "item":
                self._answer_key(key, event.character or "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The word: chosen, or given to get on."""
        event.stop()
        text = event.value
        if self._state == "word":
            if len(text.strip()) < SHORTEST:
                self._said = TOO_SHORT
                self._show()
                return
            self._word = Word(text)
            self._begin(self.form)
        elif self._word is not None and text.strip() and self._word.is_it(text):
            self._to("open" if self._state == "locked" else "half-way")
        elif self._state == "stopped" and not text.strip():
            self._go(self.item.place)
        elif text.strip():
            self._to(self._state, NOT_THE_WORD)

    def _answer_key(self, key: str, character: str) -> None:
        item = self.item
        if key == "backspace":
            self._try(self._save, lambda: self._go(item.place - 1))
        elif key == "enter":
            self._try(self._save, lambda: self._go(item.place + 1))
        elif self._writes:
            return
        elif key in _STEPS:
            item.move(_STEPS[key])
            self._follows = True
            self._show()
        elif key in ("space", "delete") and not item.several:
            self._try(lambda: self.form.save(item.question, None), lambda: self._go(item.place))
        elif key == "space" or (key != "delete" and item.type(character)):
            self._follows = True
            if item.several:
                self._try(lambda: self.form.choose(item.question, item.marked), self._show)
            else:
                self._show()

    def _save(self) -> None:
        """Save what is chosen or written of the item that is shown; nothing chosen is left blank.

        Of several choices each is saved already.
        """
        item = self.item
        if self._writes:
            self.form.save(item.question, self.query_one("#quiet-text", PlainEditor).text)
        elif self._state == "item" and not item.several and item.picked - self.form.chosen(item.question):
            self.form.choose(item.question, item.marked)
