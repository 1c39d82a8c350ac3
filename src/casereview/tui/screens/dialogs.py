"""Small questions put over a screen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from casereview.casebook import CasebookError
from casereview.questions import Question
from casereview.text import visible
from casereview.tui.widgets.fields import Editor, Field
from casereview.tui.widgets.lines import Line, OneLine, Page, Rows, fit, wrapped

Result = TypeVar("Result")

# A half-typed text is kept after this many seconds without a further key, and at the latest after twice that.
DRAFT_SECONDS = 1.0


class Dialog(ModalScreen[Result]):
    """A box over the screen: a title, something, and a line that says what the keys do."""

    heading = ""
    keys: Sequence[tuple[str, str]] = ()

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="box"):
            yield OneLine(lambda width: [(fit(f" {self.heading}", width), "title")], classes="box-title")
            yield from self.content()
            yield OneLine(self._keys, classes="box-keys")

    def content(self) -> ComposeResult:
        """What is in the box."""
        raise NotImplementedError

    def _keys(self, width: int) -> Line:
        return [span for key, words in self.keys for span in ((f" {key}", "key"), (f" {words} ", ""))]


class NotSaved(Dialog[bool]):
    """The disk did not take it: try again?"""

    heading = "NOT SAVED"
    keys = (("r", "try again"), ("Esc", "go back, unsaved"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
    ]

    def __init__(self, message: str) -> None:
        super().__init__()
        self._message = message

    def content(self) -> ComposeResult:
        """The message."""
        yield Page(classes="box-text")

    def on_mount(self) -> None:
        """Show it."""
        words = f"{self._message}\n\nWhat you typed is still on the screen, and everything that was shown as saved is saved."
        self.query_one(Page).show(lambda width: [[(line, "")] for line in wrapped(words, width)])

    def action_answer(self, again: bool) -> None:
        """Close with the answer."""
        self.dismiss(again)


class Ask(Dialog[str | None]):
    """One line to fill in; Enter gives it, Esc gives None."""

    keys = (("Enter", "go on"), ("Esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, heading: str, explanation: str, text: str = "", *, must: bool = True) -> None:
        super().__init__()
        self.heading = heading
        self._explanation = explanation
        self._text = text
        self._must = must

    def content(self) -> ComposeResult:
        """The explanation and the line."""
        yield Page(classes="box-text")
        yield Field(self._text, max_length=2000)

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(Page).show(lambda width: [[(line, "")] for line in wrapped(self._explanation, width)])
        self.query_one(Field).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: give it."""
        if event.value.strip() or not self._must:
            self.dismiss(event.value.strip())
        else:
            self.app.bell()

    def action_leave(self) -> None:
        """Esc: give nothing."""
        self.dismiss(None)


class Write(Dialog[str | None]):
    """A text of several lines, kept while it is half-typed.

    `keep` is called with the text at most two seconds after a key; while it raises, the box says that nothing is kept and it
    is tried again. With `deliberate` the text is given by Tab and Enter only and
    Esc leaves it half-typed (a case alert); otherwise Esc saves and closes (a note).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+s", "give", show=False, priority=True),
        Binding("tab", "next", show=False, priority=True),
    ]

    def __init__(
        self,
        heading: str,
        explanation: str,
        text: str,
        keep: Callable[[str], None],
        save: Callable[[str, Callable[[], None]], None],
        *,
        deliberate: str = "",
    ) -> None:
        super().__init__()
        self.heading = heading
        self._explanation = explanation
        self._text = text
        self._keep = keep
        self._save = save
        self._deliberate = deliberate
        self._kept = text
        self._untouched = ""
        self._trouble = ""
        if deliberate:
            self.keys = (("Tab Enter", deliberate), ("Esc", "back, keep as half-typed"))
        else:
            self.keys = (("Esc", "save and close"), ("Tab", "undo or discard"))

    def content(self) -> ComposeResult:
        """The explanation, the text, and what else can be done."""
        yield OneLine(self._about, id="about")
        yield Editor(self._text, id="text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield Rows(self._choice, id="choices")

    def _about(self, width: int) -> Line:
        return [(fit(f" {self._trouble or self._explanation}", width), "warn" if self._trouble else "dim")]

    def _choices(self) -> list[str]:
        if self._deliberate:
            return [self._deliberate, "Discard what is typed"]
        return ["Save and close", "Discard what was typed just now"]

    def _choice(self, index: int, width: int, here: bool) -> Line:
        shown = here and self.query_one("#choices").has_focus
        return [(fit(f" {'▸' if shown else ' '} {self._choices()[index]}", width), "strong" if shown else "dim")]

    def on_mount(self) -> None:
        """Begin at the end of the text, and look after it."""
        self.query_one(Rows).show(len(self._choices()))
        area = self.query_one(Editor)
        self._untouched = area.text
        area.move_cursor(area.document.end)
        area.focus()
        self.set_interval(DRAFT_SECONDS, self._keep_draft)

    @property
    def text(self) -> str:
        """What is typed; as it came, to the character, while nothing was changed (an editor evens out line ends)."""
        text = self.query_one(Editor).text
        return self._text if text == self._untouched else text

    def _keep_draft(self) -> bool:
        """Keep what is half-typed; tell whether it is kept."""
        text = self.text
        if text != self._kept:
            try:
                self._keep(text)
            except CasebookError:
                self._trouble = "NOT KEPT: the casebook can not be reached. Do not close this yet."
            else:
                self._kept, self._trouble = text, ""
            self.query_one("#about", OneLine).refresh()
        return text == self._kept

    def action_next(self) -> None:
        """Tab: between the text and the choices."""
        rows, area = self.query_one(Rows), self.query_one(Editor)
        (area if rows.has_focus else rows).focus()
        rows.refresh()

    def action_leave(self) -> None:
        """Esc."""
        if not self._deliberate:
            self.action_give()
        elif self._keep_draft():
            self.dismiss(None)
        else:
            self.app.bell()

    def _close(self, text: str | None) -> None:
        self._kept = self.text  # nothing is half-typed any more
        self.dismiss(text)

    def action_give(self) -> None:
        """Save, and close once it is saved; until then the text stays."""
        text = self.text
        self._save(text, lambda: self._close(text))

    def on_key(self, event: events.Key) -> None:
        """On the choices: up, down, Enter."""
        rows = self.query_one(Rows)
        if rows.has_focus and event.key in ("up", "down", "enter"):
            event.stop()
            if event.key == "enter":
                self._choose(rows.cursor)
            else:
                rows.move(1 if event.key == "down" else -1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a choice."""
        self._choose(event.index)

    def _choose(self, index: int) -> None:
        if index == 0:
            self.action_give()
        else:
            with contextlib.suppress(CasebookError):
                self._keep("")
            self._close(None)


class Reasons(Dialog[bool]):
    """Tick the reasons for a *no*; each tick is saved at once. Gives True when the assessor goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(False)", show=False),
        Binding("enter", "leave(True)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("space", "tick", show=False),
    ]
    keys = (("1-9", "tick"), ("Enter", "go on"), ("Esc", "stay here"))

    def __init__(
        self, question: Question, ticked: tuple[str, ...], save: Callable[[set[str], Callable[[], None]], None]
    ) -> None:
        super().__init__()
        self.heading = f"Why no? {question.short}"
        self._reasons = question.reasons
        self._ticked = set(ticked)
        self._save = save

    def content(self) -> ComposeResult:
        """The reasons."""
        yield Rows(self._line, id="reasons")

    def _line(self, index: int, width: int, here: bool) -> Line:
        reason = self._reasons[index]
        ticked = reason.id in self._ticked
        text = f" {'▸' if here else ' '} {index + 1 if index < 9 else ' '} {'[x]' if ticked else '[ ]'} {reason.label}"
        return [(fit(text, width), "strong" if ticked else "")]

    def on_mount(self) -> None:
        """Show the reasons."""
        rows = self.query_one(Rows)
        rows.show(len(self._reasons))
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        """A number ticks."""
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._reasons):
            event.stop()
            self._tick(int(event.key) - 1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click ticks."""
        self._tick(event.index)

    def action_tick(self) -> None:
        """Space ticks what the cursor is on."""
        self._tick(self.query_one(Rows).cursor)

    def _tick(self, index: int) -> None:
        wanted = self._ticked ^ {self._reasons[index].id}
        rows = self.query_one(Rows)

        def saved() -> None:
            self._ticked = wanted
            rows.refresh()

        rows.go(index)
        self._save(wanted, saved)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(Rows).move(by)

    def action_leave(self, go_on: bool) -> None:
        """Close."""
        self.dismiss(go_on)


# From this height of the screen on, a list has room below it for the line under the cursor in full.
_ROOMY = 20


class Choice(NamedTuple):
    """A line to pick: what is given, its text, and what stays whole at the right when the text must be cut."""

    value: Any
    text: str
    right: str = ""

    def line(self, width: int) -> str:
        """Return the line for a width in cells."""
        room = self._room(width)
        return fit(self.text, room) + (f"  {self.right}" if room < width else "")

    def is_cut(self, width: int) -> bool:
        """Tell whether the text must be cut for a width."""
        room = self._room(width)
        return cell_len(visible(self.text[: room + 1])) > room

    def _room(self, width: int) -> int:
        room = width - cell_len(self.right) - 2
        return room if self.right and room >= 8 else width


class Pick(Dialog[Any]):
    """A list to pick one thing from, narrowed by typing if `search` is on. Gives what was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("enter", "pick", show=False, priority=True),
    ]

    def __init__(
        self, heading: str, choices: Sequence[Choice], *, search: bool = False, none: str = "Nothing here."
    ) -> None:
        super().__init__()
        self.heading = heading
        self.add_class("tall")
        self._choices = [(choice, choice.text.casefold()) for choice in choices]
        self._found = self._choices
        self._search = search
        self._none = none
        self.keys = (("↑↓", "move"), ("Enter", "go there"), ("Esc", "back")) if choices else (("Esc", "back"),)

    def content(self) -> ComposeResult:
        """The field to type in, if any, and the list."""
        if self._search:
            yield Field(placeholder="type words, parts of words will do")
        yield Rows(self._line, id="choices", focus=not self._search)
        yield Page(id="whole", classes="box-whole")

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._found:
            return [(fit(f"   {self._none}", width), "dim")]
        return [(f" {'▸' if here else ' '} {self._found[index][0].line(width - 3)}", "strong" if here else "")]

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The cursor is on another line."""
        self._show_whole()

    def on_resize(self) -> None:
        """What is cut depends on the width."""
        self.call_after_refresh(self._show_whole)

    def _show_whole(self) -> None:
        """Below the list: the line under the cursor in full, if the list has to cut any."""
        rows, page = self.query_one(Rows), self.query_one("#whole", Page)
        room = rows.scrollable_content_region.width - 3
        page.display = self.app.size.height >= _ROOMY and any(choice.is_cut(room) for choice, _ in self._choices)
        text = self._found[rows.cursor][0].text if self._found else ""
        page.show(lambda width: [[(line, "")] for line in wrapped(text[:1000], width - 1, " ")])

    def on_mount(self) -> None:
        """Show the list."""
        self._show()
        (self.query_one(Field) if self._search else self.query_one(Rows)).focus()

    def _show(self) -> None:
        self.query_one(Rows).show(max(1, len(self._found)))
        self._show_whole()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list: every word typed must occur."""
        words = event.value.casefold().split()
        self._found = [each for each in self._choices if all(word in each[1] for word in words)]
        self._show()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click picks."""
        self.action_pick()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(Rows).move(by)

    def action_pick(self) -> None:
        """Give what the cursor is on."""
        if self._found:
            self.dismiss(self._found[self.query_one(Rows).cursor][0].value)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


class Show(Dialog[None]):
    """Text to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "leave", show=False),
        Binding("down,j", "scroll_by(1)", show=False),
        Binding("up,k", "scroll_by(-1)", show=False),
        Binding("pagedown,space", "scroll_by(10)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
    ]
    keys = (("↑↓", "scroll"), ("Esc", "back"))

    def __init__(self, heading: str, make: Callable[[int], list[Line]]) -> None:
        super().__init__()
        self.heading = heading
        self.add_class("tall")
        self._make = make

    def content(self) -> ComposeResult:
        """The text."""
        yield Page(classes="box-page")

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(Page).show(self._make)

    def action_scroll_by(self, by: int) -> None:
        """Scroll."""
        page = self.query_one(Page)
        page.scroll_to(y=page.scroll_offset.y + by, animate=False)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
