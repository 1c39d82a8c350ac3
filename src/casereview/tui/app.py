"""The program with the screens."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from casereview.casebook import CasebookError
from casereview.text import visible
from casereview.tui.config import Config
from casereview.tui.palette import THEMES, palette
from casereview.tui.screens.base import SMALLEST, BaseScreen
from casereview.tui.screens.cases import Cases
from casereview.tui.screens.roster import Roster
from casereview.tui.session import Session
from casereview.tui.widgets.lines import wrapped


class CaseReview(App[int]):
    """One sitting at one casebook."""

    CSS_PATH = "casereview.tcss"
    TITLE = "casereview"
    # Only what the action table offers, and the palette: nothing else may take a key.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, session: Session, config: Config | None = None, *, case: str = "") -> None:
        super().__init__()
        self.session = session
        self.config = config or Config()
        self._first_case = case
        self._covered = False
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.config.theme
        self._styles: tuple[str, dict[str, Style]] = ("", {})

    @property
    def opening(self) -> str:
        """The case that was asked for when the program was started, until it is opened."""
        return self._first_case

    @property
    def styles_of_kinds(self) -> dict[str, Style]:
        """The style of each kind of text in the present theme."""
        if self._styles[0] != self.theme:
            self._styles = (self.theme, palette(self.theme_variables))
        return self._styles[1]

    def get_default_screen(self) -> Screen[None]:
        """The list of cases is where everything starts; of a questionnaire the list of respondents."""
        if self.session.question_set.unit == "respondent":
            from casereview.tui.screens.respondents import Respondents

            return Respondents(self.session)
        return Cases(self.session)

    def on_mount(self) -> None:
        """Open the case that was asked for."""
        self.call_after_refresh(self._open_first)

    def _open_first(self) -> None:
        """Once there is room to show it."""
        if self._first_case and not self.has_class("too-small"):
            case, self._first_case = self._first_case, ""
            self.open_case(case)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key does; a casebook that can not be read is said in words and does not end the program."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except CasebookError as error:
            from casereview.tui.screens.dialogs import Show

            words = str(error)
            self.push_screen(
                Show("Can not be read", lambda width: [[(line, "")] for line in wrapped(words, width, " ")])
            )
            return True

    def on_resize(self, event: events.Resize) -> None:
        """Say so where nothing useful fits."""
        width, height = event.size  # the app's own size is still the one before
        small = width < SMALLEST[0] or height < SMALLEST[1]
        # For the style sheet: what gives way where there is little room.
        self.set_class(small, "too-small")
        self.set_class(height < 16, "low")
        self.call_later(self._cover, small)

    def _cover(self, small: bool) -> None:
        """Nothing is answered unseen: where nothing useful fits, a screen that takes no answers says so."""
        if small == self._covered:
            return
        from casereview.tui.screens.too_small import TooSmall

        self._covered = small
        if small:
            self.push_screen(TooSmall(SMALLEST))
        else:
            if isinstance(self.screen, TooSmall):
                self.pop_screen()
            self.call_after_refresh(self._open_first)

    # --- from screen to screen ---

    def open_case(self, case: str) -> None:
        """Open a case where it was left; who begins one, as first or second
        reader, is asked for facts that are open first.
        """
        session, set_ = self.session, self.session.question_set
        line = session.casebook.case_line(case)
        if set_.unit == "respondent":
            self.open_form(case)
            return
        gates_open = any(fact in set_.fact and fact not in line.counted.facts for fact in set_.gated_by)
        begins = session.reader_shown(case) == session.reader and not session.reading(case).answers
        if begins and gates_open and session.reader and not session.read_only:
            from casereview.tui.screens.facts import Facts

            self.push_screen(Facts(session, case, before_review=True))
        else:
            self.open_review(case)

    def open_review(self, case: str, question: str = "") -> None:
        """Open a case at a question, or where it was left."""
        if self.session.question_set.unit == "respondent":
            self.open_form(case, question)
            return
        from casereview.tui.screens.review import Review

        if isinstance(self.screen, Review) and self.screen.case == case and question:
            self.screen.go(self.session.question_set.position[question])
        else:
            self.push_screen(Review(self.session, case, question))

    def open_form(self, case: str = "", question: str = "") -> None:
        """Open the form of a respondent, or a new one, to be entered from paper."""
        from casereview.tui.screens.form_entry import FormEntry

        self.push_screen(FormEntry(self.session, case, question))

    def open_hand_over(self, case: str = "") -> None:
        """Hand the questionnaire over to a respondent."""
        from casereview.tui.screens.hand_over import HandOver

        def leave() -> None:
            self.pop_screen()

        self.push_screen(HandOver(self.session, case, leave))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a respondent has the screen the app does nothing of its own: it is not left and shows no palette."""
        return not any(getattr(screen, "quiet", False) for screen in self.screen_stack)

    def open_facts(self, case: str) -> None:
        """Open the facts of a case."""
        from casereview.tui.screens.facts import Facts

        self.push_screen(Facts(self.session, case))

    def open_finish(self, case: str) -> None:
        """Open what is left to do in a case."""
        from casereview.tui.screens.finish import Finish

        self.push_screen(Finish(self.session, case))

    def open_summary(self) -> None:
        """Open the scores, or what respondents said."""
        if self.session.question_set.unit == "respondent":
            from casereview.tui.screens.responses import ResponsesScreen

            self.push_screen(ResponsesScreen(self.session))
            return
        from casereview.tui.screens.summary import SummaryScreen

        self.push_screen(SummaryScreen(self.session))

    def open_present(self) -> None:
        """Open the meeting view."""
        from casereview.tui.screens.present import Present

        self.push_screen(Present(self.session))

    def open_agreement(self) -> None:
        """Open how far first and second readings agree."""
        from casereview.tui.screens.agreement import AgreementScreen

        self.push_screen(AgreementScreen(self.session))

    def open_allocation(self) -> None:
        """Open who reads which case."""
        from casereview.tui.screens.allocation import AllocationScreen

        self.push_screen(AllocationScreen(self.session))

    def open_progress(self) -> None:
        """Open how far the assessors are."""
        from casereview.tui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen(self.session))

    def open_merge(self, source: Path) -> None:
        """Open what merging a file or a folder would bring."""
        from casereview.tui.screens.merge import MergeScreen

        self.push_screen(MergeScreen(self.session, source))

    def open_conflicts(self) -> None:
        """Open what is in conflict."""
        from casereview.tui.screens.conflicts import ConflictsScreen

        self.push_screen(ConflictsScreen(self.session))

    def open_findings(self) -> None:
        """Open what the answers say."""
        from casereview.tui.screens.findings import FindingsScreen

        self._back_or_on_to(FindingsScreen)

    def open_recommendations(self) -> None:
        """Open what must be done."""
        from casereview.tui.screens.recommendations import RecommendationsScreen

        self._back_or_on_to(RecommendationsScreen)

    def open_plan(self) -> None:
        """Open the improvement plan."""
        from casereview.tui.screens.plan import PlanScreen

        self._back_or_on_to(PlanScreen)

    def open_ratings(self) -> None:
        """Open the standards of the overall rating."""
        from casereview.tui.screens.ratings import RatingsScreen

        self.push_screen(RatingsScreen(self.session))

    def _back_or_on_to(self, kind: type[BaseScreen]) -> None:
        """Go back to a screen that is open below; open it where none is. Else r and p would pile them up."""
        if any(isinstance(each, kind) for each in self.screen_stack):
            while not isinstance(self.screen, kind):
                self.pop_screen()
        else:
            self.push_screen(kind(self.session))

    def read_again(self) -> None:
        """Count every case anew and show it everywhere: this window has merged, or asks another question set."""
        for screen in self.screen_stack:
            if isinstance(screen, Roster):
                screen.call_later(screen.read_again)

    def back_to_cases(self, signed_off: str) -> None:
        """Go back to the list of cases after a case was signed off."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, Cases):
            self.screen.go_on_after(signed_off)

    # --- palette, keys, crash ---

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers what the screen's keys do now, and the colours."""
        if isinstance(screen, BaseScreen):
            for action in screen.actions:
                if screen.check_action(action.method, ()):
                    words = _unmarked(f"{action.words[:1].upper()}{action.words[1:]} ({action.shown})")
                    yield SystemCommand(words, _unmarked(action.help), self._runner(screen, action.call))
        for theme in THEMES:
            if theme.name != self.theme:
                yield SystemCommand(
                    f"Colours: {theme.name}", "For this sitting", lambda name=theme.name: self._recolour(name)
                )

    def _runner(self, screen: BaseScreen, call: str) -> Callable[[], None]:
        def run() -> None:
            screen.call_later(screen.run_action, call)

        return run

    def _recolour(self, theme: str) -> None:
        self.theme = theme

    def _fatal_error(self) -> None:
        """End after a fault of ours: where it was, and no values, as they can be case text."""
        error = self._exception
        where = ""
        if error is not None:
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "casereview" in frame.filename]
            frames = frames or list(traceback.extract_tb(error.__traceback__))
            where = (
                f" ({type(error).__name__} in {Path(frames[-1].filename).name} line {frames[-1].lineno})"
                if frames
                else ""
            )
        words = f"casereview: something went wrong{where}. Nothing that was shown as saved is lost; start it again."
        self._exit_renderables.append(Text(words))
        self._close_messages_no_wait()


def _unmarked(text: str) -> str:
    """Return a text so that Textual, which reads the palette's as markup, shows it literally: a
    translation can hold anything.
    """
    return visible(text).replace("[", "\\[")
