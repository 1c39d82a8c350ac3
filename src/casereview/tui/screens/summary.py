"""The scores as they stand: headlines, sections, criteria, and what is behind each figure."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Digits

from casereview.questions import ANSWER_WORDS
from casereview.reports.bar import bar
from casereview.scoring import FEW, Score, Summary
from casereview.scoring.words import cases_said, provisional, share, x_of_y
from casereview.text import counted, natural
from casereview.tui.screens.base import ListScreen
from casereview.tui.screens.pick import Choice, Pick
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Rows, fit, wrapped

# Below this height the headlines give way to the list of scores.
LOW = 18


class SummaryScreen(ListScreen):
    """Every score; Enter goes to the questions behind one, then to the cases."""

    kind: ClassVar[str] = "summary"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._only: tuple[str, str] | None = None
        self._summary: Summary = session.summary
        self._unresolved = 0

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(self._title(), self._state())(width), classes="heading")
        with Horizontal(id="headlines"):
            for place in range(len(self._summary.of_kind("theme"))):
                yield from self._headline(place)
        yield OneLine(self._columns, classes="columns")
        yield Rows(self._line, id="scores")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def _headline(self, place: int) -> ComposeResult:
        with Vertical(classes="headline"):
            yield OneLine(lambda width: [(fit(f" {self._theme(place).title}", width), "strong")])
            yield Digits("")
            yield OneLine(lambda width: self._band_line(place, width, 0))
            yield OneLine(lambda width: self._band_line(place, width, 1))
            yield OneLine(
                lambda width: [
                    (f" {bar(self._theme(place).percent, self.session.question_set.bands, max(4, width - 2))}", "bar")
                ]
            )

    def _theme(self, place: int) -> Score:
        return self._summary.of_kind("theme")[place]

    def _band_line(self, place: int, width: int, line: int) -> Line:
        score = self._theme(place)
        words = score.band.label if score.band else "no cases yet"
        if 0 < score.tally.scored < FEW:
            words = f"{x_of_y(score.tally)}: {words}"
        # Never cut: "minimum improvement" without "required" would read as praise.
        lines = wrapped(words, width - 1)
        return [(fit(f" {lines[line] if line < len(lines) else ''}", width), "dim")]

    def on_mount(self) -> None:
        """Show the figures."""
        super().on_mount()
        rows = self.query_one(Rows)
        rows.show(len(self._summary.scores))
        rows.focus()
        self._guide()
        self.refresh_figures()
        self._narrow_or_low()

    def _guide(self) -> None:
        """Say what comes next; first of all what is not scored until it is settled."""
        self._unresolved = unresolved = self._summary.answers.unresolved
        if unresolved:
            key = next(each.shown for each in self.actions if each.call == "conflicts")
            self.say(f"{counted(unresolved, 'answer')} unresolved and not scored: {key} settles.", "warn")
        else:
            self.say("Enter lists the questions behind a figure. Marks in the bars: band limits.")

    def action_conflicts(self) -> None:
        """Open what is in conflict."""
        self.ways.open_conflicts()

    def action_findings(self) -> None:
        """Open what the answers say."""
        self.ways.open_findings()

    def on_resize(self) -> None:
        """Where there are few lines, they are for the figures."""
        self._narrow_or_low()

    def _narrow_or_low(self) -> None:
        self.query_one("#headlines").display = self.app.size.height >= LOW

    def on_screen_resume(self) -> None:
        """Figures may have changed meanwhile."""
        said = self._unresolved
        self.look(self.refresh_figures)
        if said != self._summary.answers.unresolved:
            self._guide()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Say in full what the line under the cursor is."""
        score = self._summary.scores[event.index]
        self.say(f"{self._called(score)}: {x_of_y(score.tally)}")

    def refresh_figures(self) -> None:
        """Show the figures as they are now."""
        self._summary = self.session.summary_of(*self._only) if self._only else self.session.summary
        for score, digits in zip(self._summary.of_kind("theme"), self.query(Digits), strict=True):
            digits.update("-" if score.percent is None else f"{score.percent}%")
        for line in self.query(OneLine):
            line.refresh()
        self.query_one(Rows).refresh()

    def _title(self) -> str:
        if self._only is None:
            cases = f": {counted(self._summary.cases, 'case')}" if self._summary.provisional else ""
            return f"{self.session.casebook.inspection.area}  Summary{cases}"
        fact = self.session.question_set.fact[self._only[0]]
        return f"Only {fact.label.rstrip('?')}: {fact.words(self._only[1]) or 'open'}"

    def _state(self) -> str:
        summary = self._summary
        if not self.session.loaded:
            return "counting…"
        return provisional(summary.answers) or cases_said(summary.cases, summary.started, summary.signed_off)

    def _columns(self, width: int) -> Line:
        # Above the figures, which are narrower than the screen where a scrollbar stands beside them.
        width = self.query_one(Rows).scrollable_content_region.width or width
        count = self._count_room(width)
        counts = "".join(f"{word:>{count}}" for word in ("yes", "no", "n/a")) + f"{'blank':>{count + 1}}"
        band = fit("band", self._band_room(width))
        return [(f"  {fit('', self._title_room(width))} {band}{'score':<14}{counts}", "head")]

    def _count_room(self, width: int) -> int:
        return 5 if width < 99 else 9

    def _title_room(self, width: int) -> int:
        return max(8, width - 18 - self._band_room(width) - 4 * self._count_room(width))

    def _band_room(self, width: int) -> int:
        return 0 if width < 69 else 12

    def _called(self, score: Score) -> str:
        return score.title if score.kind == "theme" else f"{score.id} {score.title}"

    def _line(self, index: int, width: int, here: bool) -> Line:
        score = self._summary.scores[index]
        tally = score.tally
        title_room, band_room, count = self._title_room(width), self._band_room(width), self._count_room(width)
        title: Line = [(f"{'▸' if here else ' '} ", "key")]
        if score.kind == "section":
            # Sections are published as figures without a band, so their long titles may stand in its place.
            title.append((fit(self._called(score), title_room + band_room) + " ", "strong"))
        else:
            band = score.band.id.capitalize() if score.band else ""
            title.append((fit(self._called(score), title_room) + " ", "" if score.kind == "criterion" else "strong"))
            title.append((fit(band, band_room), ""))
        open_answers = f"{tally.blank}" + (f"+{tally.unresolved}?" if tally.unresolved else "")
        return [
            *title,
            (fit(share(tally), 13) + " ", "strong"),
            (f"{tally.yes:>{count}}", "yes"),
            (f"{tally.no:>{count}}", "no"),
            (f"{tally.na:>{count}}{open_answers:>{count + 1}}", "dim"),
        ]

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """List the questions behind the figure."""
        score = self._summary.scores[self.query_one(Rows).cursor]
        figures = {each.id: each for each in self._summary.questions}
        rows = []
        for question in score.questions:
            tally = figures[question].tally
            whole = "-" if figures[question].percent is None else f"{figures[question].percent}%"
            still = f"  {tally.open:>3} open" if score.tally.open else ""
            counts = f"{x_of_y(tally):>9} {whole:>5}  {tally.na:>3} n/a{still}"
            rows.append(Choice(question, self.session.question_set.by_id[question].short, counts))

        def picked(question: str | None) -> None:
            if question is not None:
                self._cases_of(question)

        self.app.push_screen(
            Pick(f"{score.title}: {x_of_y(score.tally)}, {share(score.tally)}", rows, search=True), picked
        )

    def _cases_of(self, question_id: str) -> None:
        """List the cases that said no to a question, with the reasons; then those unresolved."""
        question = self.session.question_set.by_id[question_id]
        rows, kept_back = [], 0
        for line in sorted(self.session.lines.values(), key=lambda line: natural(line.ref)):
            if self._only and line.counted.facts.get(self._only[0], "") != self._only[1]:
                continue
            answer = line.counted.answers.get(question_id)
            if answer in ("no", "unresolved") and self.session.not_to_be_seen(line):
                kept_back += 1
            elif answer in ("no", "unresolved"):
                labels = [
                    reason.label
                    for reason in question.reasons
                    if reason.id in line.counted.reasons.get(question_id, ())
                ]
                words = "; ".join(labels) or "no reason ticked"
                rows.append(Choice(line.ref, f"{fit(line.ref, 14)} {ANSWER_WORDS.get(answer, 'Unresolved')}: {words}"))

        def picked(ref: str | None) -> None:
            if ref is not None:
                self.ways.open_review(ref, question_id)

        if kept_back:
            rows.append(
                Choice(None, f"{counted(kept_back, 'case')} of your second readings: not shown before the sign-offs")
            )
        self.app.push_screen(Pick(f"{question.short}: {len(rows)} no", rows, none="No case said no."), picked)

    def action_breakdown(self) -> None:
        """Choose a fact and a value."""
        choices = []
        for fact in self.session.question_set.facts:
            values = [line.counted.facts.get(fact.id, "") for line in self.session.lines.values()]
            choices += [
                Choice(
                    (fact.id, option.id),
                    f"{fact.label} {option.label}",
                    f"{counted(values.count(option.id), 'case'):>9}",
                )
                for option in fact.options
                if option.id in values
            ]

        def picked(only: tuple[str, str] | None) -> None:
            if only is not None:
                self._only = only
                self.refresh_figures()
                self.say("Only some cases; 0 shows all again.", "warn")

        self.app.push_screen(
            Pick("Scores of some cases only", choices, search=True, none="No facts known yet."), picked
        )

    def action_everything(self) -> None:
        """Show all cases again."""
        self._only = None
        self.refresh_figures()
        self.say("All cases.")

    def title_words(self) -> str:
        """What this screen is called."""
        return "summary"
