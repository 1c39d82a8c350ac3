"""What all screens share: keys from the action table, a heading, a footer, and how a failed save is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from textual.binding import Binding
from textual.screen import Screen

from casereview.casebook import CasebookError, NotPermitted, Refused
from casereview.questions import QuestionSetError
from casereview.tui.actions import Action, of_screen
from casereview.tui.session import Session
from casereview.tui.ways import Ways
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Page, Rows, fit

# Below this nothing useful fits; the screen says what it needs instead.
SMALLEST = (40, 12)


class BaseScreen(Screen[None]):
    """A screen whose keys come from the action table; `kind` is its name there."""

    kind: ClassVar[str] = ""
    AUTO_FOCUS: ClassVar[str | None] = None
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def ways(self) -> Ways:
        """The ways to the other screens, and the user's settings."""
        return cast(Ways, self.app)

    @property
    def actions(self) -> list[Action]:
        """This screen's actions, with the user's keys, in the words of the language that is shown."""
        words = self.session.question_set.words.actions
        return [
            each._replace(words=words[each.id][0], help=words[each.id][1] or each.help) if each.id in words else each
            for each in of_screen(self.kind, self.ways.config.actions)
        ]

    def on_mount(self) -> None:
        """Bind the keys of the table."""
        self.bind_actions()

    def on_screen_resume(self) -> None:
        """What can be done here may have changed meanwhile."""
        self.query(Keys).refresh()

    def bind_actions(self) -> None:
        """Make the table's keys this screen's bindings."""
        for action in self.actions:
            for key in action.keys:
                # In place of whatever Textual has on that key (shift+tab).
                self._bindings.key_to_bindings[key] = [
                    Binding(key, action.call, action.words, show=False, priority=key == "tab")
                ]

    def may_write(self) -> bool:
        """Tell whether this screen can change anything now."""
        return not self.session.read_only

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no action that can not be done now."""
        found = next((each for each in self.actions if each.method == action), None) if self.kind else None
        return not (found is not None and found.writes and not self.may_write())

    def try_to(
        self, operation: Callable[[], object], then: Callable[[], None] = lambda: None, *, what: str = ""
    ) -> bool:
        """Carry out an operation of the casebook; tell whether it was done.

        What is refused is said in the status line. What the disk did not take is said in a dialog that offers to try
        again, with everything left on the screen as it was typed; `then` follows once it has worked. `what` names it
        there.
        """
        try:
            operation()
        except (NotPermitted, Refused) as error:
            self.app.bell()
            self.say(str(error), "warn")
            return False
        except CasebookError as error:
            self._offer_again(str(error), operation, then, what)
            return False
        then()
        return True

    def _offer_again(self, message: str, operation: Callable[[], object], then: Callable[[], None], what: str) -> None:
        from casereview.tui.screens.dialogs import NotSaved

        def answered(again: bool | None) -> None:
            if again:
                self.try_to(operation, then, what=what)
            else:
                self.say(f"NOT SAVED: {what or 'the last key'}. Press it again when the disk is back.", "warn")

        self.say("")
        self.app.push_screen(NotSaved(message, what), answered)

    def look(self, reading: Callable[[], object]) -> None:
        """Read something for the screen; if it can not be read, say so and leave the screen as it was."""
        try:
            reading()
        except CasebookError as error:
            self.say(str(error), "warn")

    def say(self, words: str, kind: str = "dim") -> None:
        """Say something in the status line."""
        for status in self.query("#status").results(OneLine):
            status.show(lambda width: [(fit(f" {words}", width), kind)])

    def refresh_figures(self) -> None:
        """Show the figures as they are now: another window has written."""

    def speak(self) -> None:
        """Show everything in the language that is shown now; the cursor and what was typed stay."""
        for keys in self.query(Keys):
            keys.offer(self.actions)
        # What was said is in the words of before.
        self.say("")
        read_to = [(page, page.scroll_offset.y) for page in self.query(Page)]
        self.look(self.refresh_figures)
        for page, line in read_to:
            page.draw_again()
            page.scroll_to(y=line, animate=False)
        for lines in self.query("Lines"):
            lines.refresh()

    def action_language(self) -> None:
        """Show the question set's words in the next language, on this screen and on those below it."""
        try:
            said = self.session.next_language()
        except QuestionSetError as error:
            self.app.bell()
            self.say(f"{error.faults[0]}; `casereview questions check` lists all", "warn")
            return
        for screen in self.app.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.speak()
        self.say(said)

    def write_alert(self, case: str) -> None:
        """Raise a case alert; what is half-typed is kept."""
        from casereview.tui.screens.write import Write

        session = self.session
        if session.read_only or not session.reader:
            self.say("An alert needs a casebook open for writing, and a name.", "warn")
            return

        def keep(text: str) -> None:
            session.casebook.put_draft(case, "alert", text, session.reader)

        def save(text: str, then: Callable[[], None]) -> None:
            def raised() -> None:
                then()
                self.refresh_figures()
                self.say("Alert raised. Tell the lead inspector today.", "warn")

            raise_it = lambda: session.casebook.raise_alert(case, text, session.reader)  # noqa: E731 - read once, here
            self.try_to(lambda: session.change(case, raise_it), raised)

        draft = session.casebook.draft(case, "alert", session.reader)
        explanation = "A serious concern that must be raised today. No names."
        write = Write(f"Case alert: {case}", explanation, draft, keep, save, deliberate="Raise the alert")

        def tell() -> None:
            if session.casebook.draft(case, "alert", session.reader):
                self.refresh_figures()
                self.say("ALERT NOT RAISED. The text is kept: press ! to go on with it.", "warn")

        self.app.push_screen(write, lambda text: self.look(tell) if text is None else None)

    def action_help(self) -> None:
        """List what each key does here."""
        from casereview.tui.screens.help import Help

        def chosen(call: str | None) -> None:
            if call:
                self.call_later(self.run_action, call)

        self.app.push_screen(Help(self.title_words(), [each for each in self.actions if each.call != "help"]), chosen)

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def title_words(self) -> str:
        """What this screen is called."""
        return self.kind.capitalize()

    def heading(self, left: str, right: str = "") -> Callable[[int], Line]:
        """Return a heading line: what is on the left gives way to what is on the right."""

        def line(width: int) -> Line:
            room = max(0, width - len(right) - 3)
            return [(" " + fit(left, room), "title"), (f" {right} ", "")]

        return line


class ListScreen(BaseScreen):
    """A screen whose main thing is a list: the arrows move in it, a click chooses."""

    def action_down(self) -> None:
        """Move down."""
        self.query_one(Rows).move(1)

    def action_up(self) -> None:
        """Move up."""
        self.query_one(Rows).move(-1)


class PageScreen(BaseScreen):
    """A screen whose main thing is a page to read: it is scrolled by a line, or by as much as is in sight."""

    def action_down(self) -> None:
        """Scroll down."""
        self._scroll(1)

    def action_up(self) -> None:
        """Scroll up."""
        self._scroll(-1)

    def action_read_on(self) -> None:
        """Scroll a page down; two lines stay in sight."""
        self._scroll(max(1, self.query_one(Page).size.height - 2))

    def action_read_back(self) -> None:
        """Scroll a page up."""
        self._scroll(-max(1, self.query_one(Page).size.height - 2))

    def _scroll(self, by: int) -> None:
        page = self.query_one(Page)
        page.scroll_to(y=page.scroll_offset.y + by, animate=False)
