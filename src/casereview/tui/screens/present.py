"""The feedback meeting on a projector: one thing at a time, nothing about one case."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from casereview.casebook import CasebookError
from casereview.questions.model import Band
from casereview.reports.meeting.meeting import Meeting, meeting_of
from casereview.reports.meeting.quiet_scores import Figure
from casereview.reports.meeting.slides import Layout, Slide, slides
from casereview.reports.text.bar import bar
from casereview.tui.screens.base import BaseScreen
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.large import large
from casereview.tui.widgets.lines import Line, OneLine, Page, fit, wrapped

# Short lines are read from afar; beyond this a wider screen only gets wider margins.
_WIDEST = 64


class Present(BaseScreen):
    """The meeting view; `visit` is the last day of the visit, if it is known, and `everything` shows all findings."""

    kind: ClassVar[str] = "present"

    def __init__(self, session: Session, visit: date | None = None, everything: bool = False) -> None:
        super().__init__(session)
        self._visit = visit
        self._everything = everything
        self._meeting: Meeting | None = None
        self._slides: tuple[Slide, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(self._standing, classes="heading")
        yield Page(id="slide")
        # Where other screens have messages there is only the place: none of them can say anything about a case here.
        yield OneLine(self._progress, id="progress")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Gather what is shown."""
        super().on_mount()
        self.refresh_figures()

    def refresh_figures(self) -> None:
        """Gather it anew: another window has written."""
        try:
            self._meeting = meeting_of(self.session.casebook, self._visit, everything=self._everything)
        except CasebookError:
            # What is shown stays; the reason is for the other screens, as it may name a case.
            if self._meeting is None:
                self.query_one("#slide", Page).show(lambda width: [[(" The casebook can not be read.", "warn")]])
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the slides out anew, and stay at the same one, as far as there is such a one."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self._meeting is None:
            return
        before = self._slides[self._at] if self._slides else None
        width, height = self.app.size
        self._text = max(20, min(_WIDEST, width - 8))
        # Heading, place and keys; a gap, the title's lines and a gap.
        rows = max(1, height - 3 - 6)
        self._slides = slides(self._meeting, Layout(self._wrap, rows, max(1, min(4, rows // 4)), rows))
        alike = [
            place
            for place, each in enumerate(self._slides)
            if before and (each.above, each.title) == (before.above, before.title)
        ]
        self._go(alike[0] if alike and self._at not in alike else self._at)

    def _wrap(self, text: str) -> list[str]:
        return wrapped(text, self._text - 3) if text else []

    # --- what is shown ---

    def _standing(self, width: int) -> Line:
        area = self._meeting.area if self._meeting else ""
        standing = " PROVISIONAL " if self._meeting and self._meeting.provisional else ""
        return [(" " + fit(area, max(0, width - len(standing) - 1)), "title"), (standing, "warn")]

    def _progress(self, width: int) -> Line:
        place = f"{self._at + 1} of {len(self._slides)}" if self._slides else ""
        return [(f"{place:>{max(0, width - 2)}}", "dim")]

    def _go(self, place: int) -> None:
        self._at = min(max(place, 0), len(self._slides) - 1)
        self.query_one("#slide", Page).show(self._lines)
        for line in self.query(OneLine):
            line.refresh()

    def _lines(self, width: int) -> list[Line]:
        if not self._slides or self._meeting is None:
            return []
        slide = self._slides[self._at]
        lines: list[Line] = [[]]
        # Always three lines above, so that the title does not jump from one to the next.
        lines += [[(fit(slide.above, self._text), "dim")]] if slide.above else [[]]
        title = wrapped(slide.title, self._text)
        lines += [[(line, "title")] for line in (title if slide.whole else title[:2])] + [[]]
        if slide.big:
            lines += self._big(slide.big, self._meeting.bands, self.app.size.height - 3 - len(lines))
        for figure in slide.figures:
            lines += [*self._figure(figure, self._meeting.bands), []]
        for words, number in slide.table:
            lines += self._row(words, number)
        if slide.below:
            lines += [[], *([(line, "dim")] for line in self._wrap(slide.below))]
        for place, item in enumerate(slide.items):
            sign = f"{slide.numbered + place}. " if slide.numbered else "•  " if len(slide.items) > 1 else ""
            text = self._wrap(item.text)
            lines += [[(sign if not at else " " * len(sign), "key"), (line, "strong")] for at, line in enumerate(text)]
            lines += [[(" " * len(sign), ""), (line, "dim")] for line in self._wrap(item.small)] + [[]]
        margin = " " * max(1, (width - self._text) // 2)
        return [[(margin, ""), *line] for line in lines]

    def _big(self, figure: Figure, bands: tuple[Band, ...], room: int) -> list[Line]:
        """One score, as large as there is room for; what does not fit below it is left out."""
        if figure.percent is None:
            lines: list[Line] = [[(figure.said, "strong")], []]
        elif room < 10:
            lines = [[(figure.said, "strong")]]
        else:
            lines = [*([(line, "strong")] for line in large(figure.percent, 2 if room >= 22 else 1)), []]
        lines += self._bar(figure, bands) if figure.bar else []
        if figure.band:
            lines += [[(line, "strong")] for line in wrapped(figure.band, self._text)]
        for words in (f"{figure.behind}. {figure.interval}", figure.behind) if figure.behind else ():
            small: list[Line] = [[], *([(line, "dim")] for line in wrapped(words, self._text))]
            if len(lines) + len(small) <= room:
                return lines + small
        return lines

    def _figure(self, figure: Figure, bands: tuple[Band, ...]) -> list[Line]:
        title = fit(figure.title, self._text - len(figure.said) - 1)
        lines: list[Line] = [[(f"{title} ", ""), (figure.said, "strong")]]
        if figure.bar:
            lines.append([(bar(figure.percent, bands, self._text), "bar")])
        return [*lines, [(fit(figure.band, self._text), "dim")]] if figure.band else lines

    def _row(self, words: str, number: str) -> list[Line]:
        room = self._text - len(number) - 2
        first, *more = wrapped(words, room) or [""]
        return [[(f"{fit(first, room)}  ", ""), (number, "strong")], *([(line, "")] for line in more)]

    def _bar(self, figure: Figure, bands: tuple[Band, ...]) -> list[Line]:
        """A bar, and below it the limits of the bands."""
        limits = ""
        for first in sorted(each.first for each in bands if each.first > 0):
            limits = f"{limits:<{first * self._text // 100}}{first}"
        return [[(bar(figure.percent, bands, self._text), "bar")], [(limits, "dim")]]

    # --- keys ---

    def action_next(self) -> None:
        """Show the next thing."""
        self._go(self._at + 1)

    def action_previous(self) -> None:
        """Show the one before."""
        self._go(self._at - 1)

    def action_everything(self) -> None:
        """Show all findings, or the accepted or weightiest again; stay at the same thing."""
        self._everything = not self._everything
        self.refresh_figures()

    def action_first(self) -> None:
        """Show the first."""
        self._go(0)

    def action_last(self) -> None:
        """Show the last."""
        self._go(len(self._slides) - 1)

    def action_back(self) -> None:
        """Go back; where this is all that is open, end: no list of cases comes up in front of the room."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.app.exit(0)

    def title_words(self) -> str:
        """What this screen is called."""
        return "meeting view"
