"""A few lines to fill in, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from casereview.casebook import CasebookError
from casereview.tui.screens.dialogs import Dialog
from casereview.tui.widgets.fields import Field
from casereview.tui.widgets.lines import Line, OneLine, Page, fit, wrapped

Values = Mapping[str, str]
_ASK = "NOT SAVED: ctrl+s saves it, Esc again gives up what was typed."


class Blank(NamedTuple):
    """A line of a form: its name, what stands before it, what is in it, and a hint where nothing is."""

    name: str
    label: str
    text: str = ""
    hint: str = ""


class Form(Dialog[None]):
    """Lines to fill in.

    Enter goes to the next and saves on the last; Esc leaves everything as it was, after asking if something was typed.

    `save` is given the values by name; what it raises is said in the box, which stays as it was typed. `look` is given
    the name and the text of the line that is being filled in; what it returns is said above that text.
    """

    keys = (("Enter", "next"), ("ctrl+s", "save"), ("Esc", "back, unsaved"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("tab,down", "move(1)", show=False, priority=True),
        Binding("shift+tab,up", "move(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        heading: str,
        explanation: str,
        blanks: Sequence[Blank],
        save: Callable[[Values], object],
        look: Callable[[str, str], str] = lambda name, text: "",
    ) -> None:
        super().__init__()
        self.heading = heading
        self.add_class("form")
        self._explanation = explanation
        self._trouble = ""
        self._blanks = blanks
        self._save = save
        self._look = look

    def content(self) -> ComposeResult:
        """The explanation and the lines; below them the one that is being filled in, in full."""
        yield OneLine(self._about, id="about")
        for place, each in enumerate(self._blanks):
            with Horizontal(classes="blank"):
                yield OneLine([(fit(f" {each.label}", 12), "head")], classes="label")
                # Not selected when it is come to: the next key would replace it all.
                yield Field(_on_one_line(each.text), placeholder=each.hint, select_on_focus=False, id=f"blank-{place}")
        yield Page(classes="box-whole")

    def _about(self, width: int) -> Line:
        return [(fit(f" {self._trouble or self._explanation}", width), "warn" if self._trouble else "dim")]

    def _fields(self) -> list[Field]:
        return list(self.query(Field))

    def on_mount(self) -> None:
        """Begin with the first."""
        self._fields()[0].focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another line: its text in full."""
        self._show_whole()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed, in full."""
        self._trouble = ""
        self.query_one("#about", OneLine).refresh()
        self._show_whole()

    def _show_whole(self) -> None:
        text = self.focused.value if isinstance(self.focused, Field) else ""
        places = [place for place, each in enumerate(self._fields()) if each.has_focus]
        caution = self._look(self._blanks[places[0]].name, text) if places and text else ""
        page = self.query_one(Page)
        page.show(
            lambda width: (
                [[(line, "warn")] for line in wrapped(caution, width - 1) if line]
                + [[(line, "")] for line in wrapped(text[:1500], width - 1)]
            )
        )

    def action_move(self, by: int) -> None:
        """Go to another line."""
        fields = self._fields()
        here = next((place for place, each in enumerate(fields) if each.has_focus), 0)
        fields[(here + by) % len(fields)].focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: on, or save."""
        if event.input is self._fields()[-1]:
            self.action_save()
        else:
            self.action_move(1)

    def action_save(self) -> None:
        """Save and close; what is refused is said, and nothing that was typed is lost."""
        values = {
            # A line is even; a text of several lines that was not touched stays as it was.
            each.name: each.text if field.value == _on_one_line(each.text) else field.value.strip()
            for each, field in zip(self._blanks, self._fields(), strict=True)
        }
        try:
            self._save(values)
        except CasebookError as error:
            self.app.bell()
            self._trouble = f"NOT SAVED: {error}"
            self.query_one("#about", OneLine).refresh()
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Close, unsaved; what was typed is given up the second time only."""
        typed = any(
            field.value != _on_one_line(each.text) for each, field in zip(self._blanks, self._fields(), strict=True)
        )
        if typed and self._trouble != _ASK:
            self.app.bell()
            self._trouble = _ASK
            self.query_one("#about", OneLine).refresh()
        else:
            self.dismiss(None)


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines())
