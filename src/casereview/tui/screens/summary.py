"""The scores as they stand: headlines, sections, criteria, and what is behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Digits

from casereview.casebook import CaseLine
from casereview.casebook.errors import CasebookError
from casereview.reports.documents.comparators import Range, shipped_ranges
from casereview.reports.text.bar import bar
from casereview.reports.text.score_text import behind_score
from casereview.scoring import FEW, Score, Summary
from casereview.scoring.interval import estimates
from casereview.scoring.overall_words import overall_short
from casereview.scoring.rules import counts_of, in_full, rule_of
from casereview.scoring.words import cases_said, provisional, x_of_y
from casereview.text import counted, natural
from casereview.tui.actions import Action
from casereview.tui.score_rows import heading, score_line
from casereview.tui.screens.base import ListScreen
from casereview.tui.screens.dialogs import Show
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
        self._rule = rule_of(session.question_set)
        self._headlines = self._summary.of_kind("theme")
        self._unresolved = 0

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(self._title(), self._state())(width), classes="heading")
        with Horizontal(id="headlines"):
            for place in range(len(self._headlines)):
                yield from self._headline(place)
        if self._summary.overall is not None:
            yield OneLine(self._overall, id="overall")
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
            if self._rule.shares:
                yield OneLine(
                    lambda width: [
                        (
                            f" {bar(self._theme(place).percent, self.session.question_set.bands, max(4, width - 2))}",
                            "bar",
                        )
                    ]
                )

    def _overall(self, width: int) -> Line:
        """The overall rating in a line: its words and points, and what it is without."""
        rating = self._summary.overall
        if rating is None:
            return [(fit(" Overall  for all cases together only", width), "dim")]
        keys = [(each.shown, each.words) for each in self.actions if each.call == "ratings"]
        room = width - sum(len(shown) + len(words) + 4 for shown, words in keys)
        line: Line = [(fit(f" Overall  {overall_short(rating)}", max(0, room)), "strong")]
        for shown, words in keys:
            line += [(f"  {shown}", "key"), (f" {words} ", "")]
        return line

    def _theme(self, place: int) -> Score:
        return self._summary.of_kind("theme")[place]

    def _band_line(self, place: int, width: int, line: int) -> Line:
        score = self._theme(place)
        words = score.band.label if score.band else "no cases yet"
        tally = counts_of(score)
        if not self._rule.shares and score.tally.scored:
            words = f"sufficient of {score.tally.scored}"
        elif tally is not None and 0 < tally.scored < FEW:
            words = f"{x_of_y(tally)}: {words}"
        # Never cut: "minimum improvement" without "required" would read as praise.
        lines = wrapped(words, width - 1)
        return [(fit(f" {lines[line] if line < len(lines) else ''}", width), "dim")]

    def on_mount(self) -> None:
        """Show the figures."""
        super().on_mount()
        self._fill()
        self._guide()

    def _fill(self) -> None:
        self.query_one(Rows).focus()
        self.refresh_figures()
        self._narrow_or_low()

    async def _lay_out_anew(self) -> None:
        if self in self.app.screen_stack:  # and not left meanwhile
            await self.recompose()
            self._fill()

    def _guide(self) -> None:
        """Say what comes next; first of all what is not scored until it is settled."""
        self._unresolved = unresolved = self._summary.answers.unresolved
        if unresolved:
            key = next(each.shown for each in self.actions if each.call == "conflicts")
            self.say(f"{counted(unresolved, 'answer')} unresolved and not scored: {key} settles.", "warn")
        else:
            more = " Marks in the bars: band limits." if self._headlines and self._rule.shares else ""
            more = " Counts: of the lowest key question." if self._rule.rated else more
            self.say(f"Enter lists the questions behind a figure.{more}")

    def action_present(self) -> None:
        """Open the meeting view."""
        self.ways.open_present()

    @property
    def actions(self) -> list[Action]:
        """This screen's actions; ratings are entered where standards are judged elsewhere."""
        elsewhere = self.session.question_set.elsewhere
        return [each for each in super().actions if elsewhere or each.call != "ratings"]

    def action_ratings(self) -> None:
        """Open the standards of the overall rating."""
        self.ways.open_ratings()

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
        self.query_one("#headlines").display = bool(self._headlines) and self.app.size.height >= LOW

    def on_screen_resume(self) -> None:
        """Figures may have changed meanwhile."""
        before = self._unresolved
        self.look(self.refresh_figures)
        if before != self._summary.answers.unresolved:
            self._guide()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Say in full what the line under the cursor is."""
        score, question_set = self._summary.scores[event.index], self.session.question_set
        words = x_of_y(score.tally) if self._rule.pooled else in_full(question_set, score)
        self.say(f"{score.name}: {words}")

    def refresh_figures(self) -> None:
        """Show the figures as they are now."""
        self._summary = self.session.summary_of(*self._only) if self._only else self.session.summary
        headlines = self._summary.of_kind("theme")
        if len(headlines) != len(self._headlines):  # another question set is asked by now
            self._headlines = headlines
            self.call_later(self._lay_out_anew)
            return
        for score, digits in zip(headlines, self.query(Digits), strict=True):
            whole = f"{score.tally.yes}" if score.tally.scored and not self._rule.shares else "-"
            digits.update(whole if score.percent is None else f"{score.percent}%")
        for line in self.query(OneLine):
            line.refresh()
        rows = self.query_one(Rows)
        rows.show(len(self._summary.scores), rows.cursor)

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
        return heading(self.session.question_set, self.query_one(Rows).scrollable_content_region.width or width)

    def _line(self, index: int, width: int, here: bool) -> Line:
        return score_line(self.session.question_set, self._summary.scores[index], width, here=here)

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
            counts = f"{x_of_y(tally):>9} {whole if self._rule.shares else '':>5}  {tally.na:>3} n/a{still}"
            rows.append(Choice(question, self.session.question_set.by_id[question].short, counts))

        def picked(question: str | None) -> None:
            if question is not None:
                self._cases_of(question)

        self.app.push_screen(
            Pick(f"{score.title}: {in_full(self.session.question_set, score)}", rows, search=True), picked
        )

    def _cases_of(self, question_id: str) -> None:
        """List the cases that said no to a question, with the reasons; then those unresolved."""
        question = self.session.question_set.by_id[question_id]
        tally = next(each.tally for each in self._summary.questions if each.id == question_id)
        rows, kept_back, said_no = [], 0, self.session.question_set.words.answers["no"]
        for line in sorted(self.session.lines.values(), key=lambda line: natural(line.ref)):
            if not self._in_view(line):
                continue
            answer = line.counted.answers.get(question_id)
            if answer in ("no", "unresolved") and self.session.not_to_be_seen(line):
                kept_back += 1
            elif answer == "unresolved":
                rows.append(Choice(line.ref, f"{fit(line.ref, 14)} Unresolved"))
            elif answer == "no":
                labels = [
                    reason.label
                    for reason in question.reasons
                    if reason.id in line.counted.reasons.get(question_id, ())
                ]
                words = "; ".join(labels) or "no reason ticked"
                rows.append(Choice(line.ref, f"{fit(line.ref, 14)} {said_no}: {words}"))

        def picked(ref: str | None) -> None:
            if ref is not None:
                self.ways.open_review(ref, question_id)

        if kept_back:
            rows.append(
                Choice(None, f"{counted(kept_back, 'case')} of your second readings: not shown before the sign-offs")
            )
        how_many = f"{tally.no} no" + (f", {tally.unresolved} unresolved" if tally.unresolved else "")
        self.app.push_screen(Pick(f"{question.short}: {how_many}", rows, none="No case said no."), picked)

    def action_why(self) -> None:
        """Show what stands behind the figure: its interval, the ranges of others, what would move it."""
        score = self._summary.scores[self.query_one(Rows).cursor]
        lines = [line.counted for line in self.session.lines.values() if self._in_view(line)]
        estimate = estimates(self.session.question_set, lines)[score.kind, score.id]
        beside = self._ranges().get(score.id) if score.kind == "theme" and not self._only else None
        words = behind_score(self.session.question_set, score, estimate, self._summary, beside)
        self.app.push_screen(
            Show(
                score.name,
                lambda width: [[(line, "")] for each in words for line in [*wrapped(each, width), ""]],
            )
        )

    def _ranges(self) -> Mapping[str, Range]:
        """The published ranges that come with the question set, if any; a damaged file is as good as none here."""
        try:
            return shipped_ranges(self.session.question_set)
        except (CasebookError, OSError):
            return {}

    def _in_view(self, line: CaseLine) -> bool:
        return not self._only or line.counted.facts.get(self._only[0], "") == self._only[1]

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
