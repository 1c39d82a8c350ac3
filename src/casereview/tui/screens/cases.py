"""The list of cases: where the day begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult

from casereview.casebook import CasebookError, CaseLine
from casereview.scoring.rules import said
from casereview.scoring.words import provisional
from casereview.text import counted, natural, visible
from casereview.tui.actions import Action
from casereview.tui.screens import case_rows
from casereview.tui.screens.base import BaseScreen, ListScreen
from casereview.tui.screens.case_rows import Standing
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Rows, fit, shortened

if TYPE_CHECKING:
    from textual.widgets import Input

_ORDERS = ("reference", "most to do", "most no", "last touched")
# How often the file is looked at for changes made by another window, in seconds.
_WATCH = 1.0


class Cases(ListScreen):
    """Every case with its progress, and the headline scores as they stand."""

    kind: ClassVar[str] = "cases"

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(*self._heading())(width), classes="heading")
        yield OneLine(self._scores, id="scores", classes="scores")
        yield OneLine(self._columns, classes="columns")
        yield Rows(self._line, id="cases")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show the references at once; the figures follow when they are counted."""
        super().on_mount()
        self._order = 0
        self._unresolved = 0
        self._touched: dict[str, str] = {}
        self._search: dict[str, str] = {}
        self._take(self.session.casebook.case_refs())
        self._shown = list(self._refs)
        self._words: list[str] = []
        rows = self.query_one(Rows)
        last = self.session.casebook.last_case(self.session.reader) if self.session.reader else ""
        rows.show(len(self._shown), self._shown.index(last) if last in self._shown else 0)
        rows.focus()
        self._guide()
        # A case that is being opened comes first: it is what will be seen, and counting would take the processor from it.
        self.set_timer(0.15 if self.ways.opening else 0.02, self._load)
        self.set_interval(_WATCH, self._watch)

    def _guide(self) -> None:
        """Say what comes next."""
        if self.session.notice:
            self.say(self.session.notice, "warn")
        elif self._asks:
            self.say("n enters a new form from paper; H hands the questionnaire over.")
        elif not self._refs:
            self.say("No cases yet: start the casebook with `casereview new ... --cases FILE.csv`.", "warn")
        elif self._shown:
            self.say(self.session.casebook.inspection.about or "Enter opens the case under the cursor.")

    def _say_unresolved(self) -> None:
        """Say what is not scored until it is settled, and the key for it."""
        unresolved = self.session.summary.answers.unresolved
        if unresolved and not self.session.notice:
            key = next(each.shown for each in self.actions if each.call == "conflicts")
            self.say(f"{counted(unresolved, 'answer')} unresolved and not scored: {key} settles.", "warn")
        elif self._unresolved and not unresolved:
            self.say("Nothing is unresolved any more.")
        self._unresolved = unresolved

    async def _load(self) -> None:
        try:
            await self.session.load()
        except CasebookError as error:
            self.say(str(error), "warn")
            return
        self.look(self._show_everywhere)
        self._say_unresolved()
        if not self.session.reader and not self.session.read_only:
            self.action_assessor()

    async def _watch(self) -> None:
        try:
            changed = self.session.loaded and await self.session.changed_elsewhere()
        except CasebookError as error:
            self.say(str(error), "warn")
            return
        if changed:
            self.look(self._show_everywhere)

    def _show_everywhere(self) -> None:
        """The figures are new: on this list and on whatever screen lies over it."""
        self._touched = self.session.casebook.last_touched()
        self._take(self.session.lines)
        for screen in self.app.screen_stack:
            # One that is only just being opened has nothing to draw on yet, and reads the figures by itself.
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.refresh_figures()

    def refresh_figures(self) -> None:
        """Show the figures as they are now."""
        self._rearrange()

    def on_screen_resume(self) -> None:
        """Coming back from a case: its line has changed."""
        if self.session.loaded:
            self.look(self._after_a_case)

    def _after_a_case(self) -> None:
        self._touched = self.session.casebook.last_touched()
        self._take(self.session.lines)
        self._rearrange()
        if self._unresolved != self.session.summary.answers.unresolved:
            self._say_unresolved()

    # --- what is shown ---

    def _heading(self) -> tuple[str, str]:
        who = self.session.reader or "nobody yet"
        right = f"READ ONLY  {who}" if self.session.read_only else who
        left = f"{self.session.casebook.inspection.area}  "
        if self.session.loaded:
            summary = self.session.summary
            left += (
                provisional(summary.answers) or f"{summary.signed_off} of {counted(summary.cases, 'case')} signed off"
            )
        return left, fit(right, min(len(right), 36))

    def _scores(self, width: int) -> Line:
        if not self.session.loaded:
            return [(" counting…", "dim")]
        # A set without headlines is known by its sections.
        scores = self.session.summary.of_kind("theme") or self.session.summary.of_kind("section")
        shares = [said(score) for score in scores]
        titles = shortened([score.title for score in scores], width - 1 - sum(len(each) + 4 for each in shares))
        line: Line = [(" ", "")]
        for title, figure in zip(titles, shares, strict=True):
            line += [(f"{title} ", ""), (figure, "strong"), ("   ", "")]
        return line

    def _take(self, refs: Iterable[str]) -> None:
        self._refs = sorted(refs, key=natural)
        self._longest = max((cell_len(visible(ref[:60])) for ref in self._refs), default=0)

    def _columns(self, width: int) -> Line:
        # The lines have less room where there is a scroll bar beside them.
        width = min(width, self.query_one(Rows).scrollable_content_region.width or width)
        return case_rows.head(self.session.question_set, case_rows.reference_room(self._longest, width), width)

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._shown:
            return [(fit("   No case matches; Esc shows all.", width), "dim")]
        ref = self._shown[index]
        line = self.session.lines.get(ref)
        room = case_rows.reference_room(self._longest, width)
        start = case_rows.start(ref, room, here=here)
        if line is None:
            return start
        set_, touched = self.session.question_set, self._touched.get(ref, "")
        return [*start, *case_rows.rest(set_, line, self._stands(line), touched, room, width)]

    def _stands(self, line: CaseLine) -> Standing:
        hidden = self.session.not_to_be_seen(line)
        return case_rows.standing(self.session.question_set, line, hidden=hidden, of=self.session.of_another(line))

    # --- order and filter ---

    def _rearrange(self) -> None:
        rows = self.query_one(Rows)
        at = self._shown[rows.cursor] if self._shown else ""
        words, lines = self._words, self.session.lines
        self._shown = [ref for ref in self._refs if not words or all(word in self._searched(ref) for word in words)]
        match _ORDERS[self._order]:
            case "most to do":
                self._shown.sort(key=lambda ref: self._stands(lines[ref]).to_do if ref in lines else 0, reverse=True)
            case "most no":
                self._shown.sort(key=lambda ref: self._stands(lines[ref]).said_no if ref in lines else 0, reverse=True)
            case "last touched":
                self._shown.sort(key=lambda ref: self._touched.get(ref, ""), reverse=True)
        rows.show(max(1, len(self._shown)), self._shown.index(at) if at in self._shown else 0)
        for line in self.query(OneLine):
            line.refresh()

    def _searched(self, ref: str) -> str:
        line = self.session.lines.get(ref)
        if line is None:
            return ref.casefold()
        return case_rows.searched(self.session.question_set, line, self._stands(line))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show only the cases that match what is typed."""
        self._words = event.value.casefold().split()
        self._rearrange()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        self.query_one(Rows).focus()

    def action_filter(self) -> None:
        """Show the filter."""
        from casereview.tui.widgets.fields import Field

        if not self.query("#filter"):
            hint = "type to show only some cases; Enter goes to the list, Esc shows all"
            self.mount(Field(placeholder=hint, id="filter"), before=".columns")
        self.query_one("#filter").focus()

    def go_on_after(self, signed_off: str) -> None:
        """Put the cursor on the next case that is not signed off, and say so."""
        at = self._shown.index(signed_off) if signed_off in self._shown else 0
        done = f"Case {fit(signed_off, min(len(signed_off), 30))} is signed off."
        for ref in self._shown[at + 1 :] + self._shown[:at]:
            line = self.session.lines.get(ref)
            if line is not None and not line.counted.signed_off:
                self.query_one(Rows).go(self._shown.index(ref))
                self.say(f"{done} Enter opens the next one.")
                return
        self.say(f"{done} Nothing is left to sign off here.")

    def action_sort(self) -> None:
        """Take the next order."""
        self._order = (self._order + 1) % len(_ORDERS)
        self._rearrange()
        self.query_one(Rows).go(0)
        self.say(f"Order: {_ORDERS[self._order]}.")

    # --- keys ---

    @property
    def here(self) -> str:
        """The case under the cursor, or nothing."""
        return self._shown[self.query_one(Rows).cursor] if self._shown else ""

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the case where it was left."""
        if self.here:
            self._with_reader(lambda: self.ways.open_case(self.here))

    def action_facts(self) -> None:
        """Open the facts of the case."""
        if self.here:
            self._with_reader(lambda: self.ways.open_facts(self.here))

    def action_summary(self) -> None:
        """Open the summary."""
        self.ways.open_summary()

    def action_findings(self) -> None:
        """Open what the answers say."""
        self.ways.open_findings()

    def action_allocation(self) -> None:
        """Open who reads which case."""
        self._with_reader(self.ways.open_allocation)

    def action_progress(self) -> None:
        """Open how far the assessors are."""
        self.ways.open_progress()

    def action_merge(self) -> None:
        """Ask what to merge, and show what would come."""
        from casereview.tui.screens.merge import ask_for_source

        self._with_reader(lambda: ask_for_source(self, self.ways.open_merge))

    def action_conflicts(self) -> None:
        """Open what is in conflict."""
        self._with_reader(self.ways.open_conflicts)

    async def read_again(self) -> None:
        """Count every case anew: this window has merged."""
        try:
            await self.session.read_again()
        except CasebookError as error:
            self.say(str(error), "warn")
            return
        self.look(self._show_everywhere)
        self._say_unresolved()

    def action_agreement(self) -> None:
        """Open how far first and second readings agree."""
        self.ways.open_agreement()

    def action_second(self) -> None:
        """Begin a second reading."""
        ref = self.here
        if ref:
            self._with_reader(lambda: self._begin_second(ref))

    def _begin_second(self, ref: str) -> None:
        session = self.session

        def begin() -> None:
            session.change(ref, lambda: session.casebook.begin_second_reading(ref, session.reader))

        self.try_to(begin, lambda: self.ways.open_case(ref))

    @property
    def _asks(self) -> bool:
        """Tell whether respondents are asked here."""
        return self.session.question_set.unit == "respondent"

    @property
    def actions(self) -> list[Action]:
        """This screen's actions; forms are for questionnaires."""
        return [each for each in super().actions if self._asks or each.call not in ("new_form", "hand_over")]

    def action_new_form(self) -> None:
        """Begin the form of a new respondent."""
        self._with_reader(self.ways.open_form)

    def action_hand_over(self) -> None:
        """Hand the questionnaire over: to the respondent under the cursor if nothing is entered yet, else to a new one."""
        line = self.session.lines.get(self.here)
        untouched = line is not None and not (line.readers or line.seconds or line.signed)
        case = self.here if untouched else ""
        self._with_reader(lambda: self.ways.open_hand_over(case))

    def _with_reader(self, then: Callable[[], object]) -> None:
        """Nothing is entered without a name to it."""
        if self.session.reader or self.session.read_only:
            then()
        else:
            self.action_assessor()

    def action_assessor(self) -> None:
        """Ask who is assessing."""

        def named(name: str | None) -> None:
            if name:
                self.try_to(lambda: self.session.casebook.sit_down(name), lambda: seated(name))

        def seated(name: str) -> None:
            self.session.reader = name
            self.say(f"Assessing as {name}. Enter opens the case under the cursor.")
            self._rearrange()

        from casereview.tui.screens.dialogs import Ask

        explanation = "Your name goes with every answer. It is remembered in this casebook."
        self.app.push_screen(Ask("Who is assessing?", explanation, self.session.reader), named)

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

    def action_back(self) -> None:
        """Show all cases again; Esc once too often does not end the program."""
        if self.query("#filter"):
            self.query("#filter").remove()
            self._words = []
            self._rearrange()
            self.query_one(Rows).focus()
        else:
            self.say("q leaves casereview. Everything is saved already.")

    def title_words(self) -> str:
        """What this screen is called."""
        return f"Cases ({counted(len(self._refs), 'case')})"
