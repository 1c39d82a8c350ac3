"""One case on the screen, question by question: what is shown of it, and moving about in it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from casereview.questions import Question
from casereview.scoring import outlook
from casereview.scoring.rules import rule_of
from casereview.tui import places
from casereview.tui.screens import question_page
from casereview.tui.screens.base import PageScreen
from casereview.tui.screens.dialogs import Show
from casereview.tui.screens.pick import Choice, Pick
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Page, Rows, fit

# The questions of the part stand beside the question from this width on.
_WIDE = 100
# A move without an answer is remembered after this many seconds, so that a key held down does not wear the disk.
_PLACE_SECONDS = 0.2


class CaseScreen(PageScreen):
    """One case, question by question, to look at."""

    def __init__(self, session: Session, case: str, question: str = "") -> None:
        super().__init__(session)
        self.case = case
        self.reader = session.reader_shown(case)
        place = question or session.casebook.place(case, self.reader)
        self.reading = session.reading(case, self.reader)
        self.index = session.question_set.position.get(place, next(iter(self._blanks()), 0))
        self._saved = ""
        self._place_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(self._heading_line, id="heading", classes="heading")
        yield OneLine(self._strip, id="strip")
        with Horizontal(id="body"):
            yield Page(id="question")
            yield Rows(self._part_line, focus=False, id="part")
        yield OneLine(self._answer_line, id="answers")
        yield OneLine(self._what_if_line, id="what-if")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show the question."""
        super().on_mount()
        self._narrow_or_wide()
        self._show_part()
        self._show_question()
        self._guide()

    def on_resize(self) -> None:
        """Show the part's questions beside the question if there is room."""
        self._narrow_or_wide()

    def _narrow_or_wide(self) -> None:
        self.query_one("#part", Rows).display = self.app.size.width >= _WIDE

    def _guide(self) -> None:
        if self.reader != self.session.reader:
            self.say(
                f"To look at: {fit(self.reader, min(len(self.reader), 24))}'s. 2 on the list of cases begins your own."
            )
        elif self.reading.signed_off:
            self.say("Signed off: to look at. d opens it again, with a reason.")
        elif self.session.read_only:
            self.say(self.session.notice or "Open for reading only.", "warn")
        elif any(alert.withdrawn is None for alert in self.reading.alerts):
            self.say("This case has an alert; d lists it.", "warn")
        elif self.reading.second:
            self.say("Second reading: for measuring agreement, never scored.")

    def on_screen_resume(self) -> None:
        """Coming back: facts, alerts or the sign-off may have changed."""
        self.look(self.refresh_figures)

    def refresh_figures(self) -> None:
        """Read the case again and show it."""
        self.reading = self.session.reading(self.case, self.reader)
        self._show_question()
        self.query_one("#part", Rows).refresh()

    # --- what is shown ---

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in the language that is shown."""
        return self.session.question_set.questions

    @property
    def question(self) -> Question:
        """The question on the screen."""
        return self.questions[self.index]

    @property
    def part(self) -> tuple[Question, ...]:
        """The questions of the part that the question belongs to."""
        return self.session.question_set.by_part[self.question.part]

    def _blanks(self) -> list[int]:
        return places.blanks(self.session.question_set, self.reading)

    def _heading_line(self, width: int) -> Line:
        left = len(self._blanks())
        state = "signed off" if self.reading.signed_off else "READ ONLY" if not self.may_write() else self._saved
        right = f"{state}  {left} blank" if left else f"{state}  all answered"
        return self.heading(f"{self.case}  {self._place_words()}", right)(width)

    def _place_words(self) -> str:
        """Which question of how many; prompts are counted by themselves."""
        asked, question = [each.id for each in self.questions if not each.prompt_of], self.question
        number = f"question {asked.index(question.prompt_of or question.id) + 1} of {len(asked)}"
        if not question.prompt_of:
            return number
        prompts = [each.id for each in self.session.question_set.prompts[question.prompt_of]]
        return f"{number}, prompt {prompts.index(question.id) + 1} of {len(prompts)}"

    def _strip(self, width: int) -> Line:
        return question_page.strip(self.session.question_set, self.question, self.reading, width)

    def _part_line(self, index: int, width: int, here: bool) -> Line:
        return question_page.part_line(self.part[index], self.reading, here, width)

    def _answer_line(self, width: int) -> Line:
        keys = {action.call: action.shown for action in self.actions}
        return question_page.answer_line(self.question, self.reading, keys, self._words, width)

    def _what_if_line(self, width: int) -> Line:
        if self.question.prompt_of:
            return [(fit(" A prompt: it helps to judge, and is never scored or needed.", width), "dim")]
        if self.reading.second:
            return [(fit(" Second reading: never scored.", width), "dim")]
        if not self.session.loaded:
            return [(" counting…", "dim")]
        line = self.session.lines.get(self.case)
        answer = line.counted.answers.get(self.question.id, "blank") if line else "blank"
        set_, summary = self.session.question_set, self.session.summary
        if not rule_of(set_).shares:
            return question_page.count_line(set_, self.question, summary, width)
        return question_page.what_if_line(outlook(set_, summary, self.question.id, answer), width)

    def _show_question(self) -> None:
        """Draw all that depends on the question."""
        question_set, question, reading, draft = (
            self.session.question_set,
            self.question,
            self.reading,
            bool(self._draft()),
        )
        whose = reading.handed_over.get(question.id)
        before = self.session.reading(self.case, whose) if whose else None
        line = self.session.lines.get(self.case)
        unresolved = line is not None and line.counted.answers.get(question.id) == "unresolved"
        self.query_one("#question", Page).show(
            lambda width: question_page.page(
                question_set, question, reading, draft, width, before=before, unresolved=unresolved
            )
        )
        for name in ("#heading", "#strip", "#answers", "#what-if"):
            self.query_one(name, OneLine).refresh()

    @property
    def _words(self) -> Mapping[str, str]:
        return self.session.question_set.words.answers

    def _draft(self) -> str:
        if not self.may_write():
            return ""
        return self.session.casebook.draft(self.case, self.question.id, self.reader)

    def _show_part(self) -> None:
        ids = [question.id for question in self.part]
        self.query_one("#part", Rows).show(len(ids), ids.index(self.question.id))

    # --- moving ---

    def go(self, index: int) -> None:
        """Go to a question by its place; what was said of the one before goes."""
        self.say("")
        index = min(max(index, 0), len(self.questions) - 1)
        part_before, self.index = self.question.part, index
        if self.question.part != part_before:
            self._show_part()
        else:
            rows = self.query_one("#part", Rows)
            rows.go(next(place for place, question in enumerate(self.part) if question.id == self.question.id))
        self._show_question()
        if self.may_write():
            if self._place_timer is not None:
                self._place_timer.stop()
            self._place_timer = self.set_timer(_PLACE_SECONDS, self._remember_place)

    def _remember_place(self) -> None:
        self.look(self._store_place)

    def _store_place(self) -> None:
        casebook = self.session.casebook
        # An answer has stored where it leads already; a second write would wear the disk for nothing.
        if casebook.place(self.case, self.reader) != self.question.id:
            self.try_to(lambda: casebook.put_place(self.case, self.question.id, self.reader))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """A click on the list beside goes to that question."""
        chosen = self.session.question_set.position[self.part[event.index].id]
        if chosen != self.index:
            self.go(chosen)

    def action_next(self) -> None:
        """Next question."""
        self.go(self.index + 1)

    def action_previous(self) -> None:
        """Question before."""
        self.go(self.index - 1)

    def action_next_blank(self) -> None:
        """Next blank question."""
        blanks = self._blanks()
        if blanks:
            place = places.following(blanks, self.index)
            self.go(self.index if place is None else place)
        else:
            self.say("Nothing is blank. d shows what is left to do and signs the case off.")

    def action_next_part(self) -> None:
        """First question of the next part."""
        self._go_part(1)

    def action_previous_part(self) -> None:
        """First question of the part before."""
        self._go_part(-1)

    def _go_part(self, by: int) -> None:
        place = places.part_from(self.session.question_set, self.question.part, by)
        if place is not None:
            self.go(place)

    # --- the rest ---

    def action_blanks(self) -> None:
        """List all that is blank or marked."""
        choices, blanks = [], self._blanks()
        for index, question in enumerate(self.questions):
            marked = question.id in self.reading.marks
            if marked or index in blanks:
                part = self.session.question_set.title_of("part", question.part)
                choices.append(Choice(index, f"{'⚑' if marked else ' '} {fit(part, 22)} {question.short}"))
        self._pick(f"Blank or marked: {len(choices)}", choices, none="Nothing is blank and nothing is marked.")

    def action_search(self) -> None:
        """Find a question by word."""
        choices = [
            Choice(index, f"{question_page.sign(self.reading, question.id)[0]} {question.short}: {question.text}")
            for index, question in enumerate(self.questions)
        ]
        self._pick("Find a question", choices, search=True, none="No question has these words.")

    def _pick(self, heading: str, choices: list[Choice], *, search: bool = False, none: str) -> None:
        def picked(index: int | None) -> None:
            if index is not None:
                self.go(index)

        self.app.push_screen(Pick(heading, choices, search=search, none=none), picked)

    def action_facts(self) -> None:
        """Open the case facts."""
        self.ways.open_facts(self.case)

    def action_summary(self) -> None:
        """Open the summary."""
        self.ways.open_summary()

    def action_finish(self) -> None:
        """Open what is left to do."""
        self.ways.open_finish(self.case)

    def action_history(self) -> None:
        """Show who answered this question, when."""
        question = self.question
        entries = self.session.casebook.history(self.case, question.id)
        own = [entry for entry in reversed(entries) if entry.reader == self.reader]
        self.app.push_screen(
            Show(
                f"History: {question.short}",
                lambda width: question_page.history(question, own, self.session.casebook.asked, self._words, width),
            )
        )

    def title_words(self) -> str:
        """What this screen is called."""
        return f"case {self.case}"
