"""Small questions put over a screen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from casereview.tui.widgets.fields import Field
from casereview.tui.widgets.lines import Line, OneLine, Page, fit, wrapped

Result = TypeVar("Result")


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

    @abstractmethod
    def content(self) -> ComposeResult:
        """What is in the box."""

    def _keys(self, width: int) -> Line:
        return [span for key, words in self.keys for span in ((f" {key}", "key"), (f" {words} ", ""))]


class NotSaved(Dialog[bool]):
    """The disk did not take it: try again?"""

    keys = (("r", "try again"), ("Esc", "go back, unsaved"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
    ]

    def __init__(self, message: str, what: str) -> None:
        super().__init__()
        self.heading = f"NOT SAVED: {what}" if what else "NOT SAVED"
        self._message = message

    def content(self) -> ComposeResult:
        """The message."""
        yield Page(classes="box-text")

    def on_mount(self) -> None:
        """Show it."""
        words = f"{self._message}\n\nNothing that you typed is lost, and everything that was shown as saved is saved."
        self.query_one(Page).show(lambda width: [[(line, "")] for line in wrapped(words, width)])

    def action_answer(self, again: bool) -> None:
        """Close with the answer."""
        self.dismiss(again)


class Ask(Dialog[str | None]):
    """One line to fill in; Enter gives it, Esc gives None."""

    keys = (("Enter", "go on"), ("Esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, heading: str, explanation: str, text: str = "") -> None:
        super().__init__()
        self.heading = heading
        self._explanation = explanation
        self._text = text

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
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.app.bell()

    def action_leave(self) -> None:
        """Esc: give nothing."""
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
