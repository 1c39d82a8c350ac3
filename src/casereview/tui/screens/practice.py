"""Notable practice in a case: an invented first name and a short account, with what in it may identify somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, TextArea

from casereview.casebook.decisions import Practice
from casereview.findings.identify import Warning
from casereview.reports.documents import typed
from casereview.reports.text.findings_text import may_identify
from casereview.tui.screens.base import BaseScreen
from casereview.tui.screens.write import Write
from casereview.tui.session import Session
from casereview.tui.widgets.fields import Editor, Field
from casereview.tui.widgets.lines import OneLine, Page, Rows, fit, wrapped

ITEM = "practice"


class Account(Write):
    """The name and the account; beneath them what may identify somebody. It is saved once that was seen."""

    def __init__(
        self,
        case: str,
        name: str,
        text: str,
        look: Callable[[str, str], Sequence[Warning]],
        keep: Callable[[str], None],
        save: Callable[[str, str, Callable[[], None]], None],
    ) -> None:
        explanation = "Making a difference: what was done, and what came of it."
        super().__init__(f"Notable practice: {case}", explanation, text, keep, self._seen_first)
        self._name = name
        self._look = look
        self._save_account = save
        self._found: Sequence[Warning] = ()
        self._seen: Sequence[Warning] | None = None
        self.keys = (("Esc", "save and close"), ("Tab", "name, account, discard"))

    def content(self) -> ComposeResult:
        """The name, the account, what may identify somebody."""
        about, text, choices = super().content()
        yield about
        with Horizontal(classes="blank"):
            yield OneLine([(fit(" Name", 12), "head")], classes="label")
            yield Field(
                self._name, placeholder="an invented first name", max_length=60, select_on_focus=False, id="name"
            )
        yield text
        yield Page(id="identify", classes="box-text")
        yield choices

    def on_mount(self) -> None:
        """Look at what is there."""
        self._look_again()

    def first(self) -> Widget:
        """Begin with the name, where there is none."""
        return super().first() if self._name else self.query_one(Field)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Look at what is written."""
        self._look_again()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The invented name identifies nobody."""
        self._look_again()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: from the name to the account."""
        self.query_one(Editor).focus()

    @property
    def name_given(self) -> str:
        """The invented name."""
        return self.query_one(Field).value.strip()

    def _look_again(self) -> None:
        self._found = self._look(self.text, self.name_given)
        words = (
            may_identify(self._found) if self._found else "Nothing that would identify somebody was found. Look too."
        )
        kind = "warn" if self._found else "dim"
        self.query_one("#identify", Page).show(lambda width: [[(line, kind)] for line in wrapped(words, width)])
        self.refuse("")

    def _seen_first(self, text: str, then: Callable[[], None]) -> None:
        """Save; where something may identify somebody, the second time."""
        if text.strip() and self._found and self._found != self._seen:
            self._seen = self._found
            self.app.bell()
            self.refuse("Read the warning below. Esc again saves it as it is.")
        else:
            self._save_account(self.name_given, text, then)

    def action_next(self) -> None:
        """Tab: the name, the account, the choices."""
        order = [self.query_one(Field), self.query_one(Editor), self.query_one(Rows)]
        here = next((place for place, each in enumerate(order) if each.has_focus), 0)
        order[(here + 1) % 3].focus()
        self.query_one(Rows).refresh()


def looking(session: Session, account: bool = True) -> Callable[[str, str], Sequence[Warning]]:
    """Return what finds the words of an account, given with its invented name,
    or of another text, that may identify somebody.
    """
    return typed.looking(session.casebook, account=account)


def write_practice(screen: BaseScreen, case: str) -> None:
    """Write an account of notable practice in a case; what is half-typed is kept."""
    session = screen.session
    if session.read_only or not session.reader:
        screen.say("An account needs a casebook open for writing, and a name.", "warn")
        return
    line = session.lines.get(case) or session.casebook.case_line(case)
    if session.not_to_be_seen(line):
        screen.say("Hidden until both readings of this case are signed off.", "warn")
        return
    before = next((each for each in session.casebook.practices() if each.case == case), Practice(case, "", ""))
    draft = session.casebook.draft(case, ITEM, session.reader)

    def keep(text: str) -> None:
        session.casebook.put_draft(case, ITEM, text, session.reader)

    def save(name: str, text: str, then: Callable[[], None]) -> None:
        def mark() -> None:
            if (name, text.strip()) != before[1:]:
                session.casebook.mark_practice(case, name, text, session.reader)
            keep("")

        def saved() -> None:
            then()
            screen.refresh_figures()
            screen.say("Saved: the account of notable practice." if text.strip() else "No account is kept.")

        screen.try_to(mark, saved, what="the account of notable practice")

    screen.app.push_screen(Account(case, before.name, draft or before.text, looking(session), keep, save))
