"""The standards of the overall rating: those that the cases rate, and those judged elsewhere, to be rated by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rich.cells import cell_len

from casereview.casebook.entry import INSPECTION
from casereview.casebook.ratings import Rated
from casereview.questions.model import UNRATED
from casereview.scoring import StandardRating
from casereview.scoring.overall_words import overall_said, overall_short, standard_said
from casereview.text import clipped, counted
from casereview.tui.actions import Action
from casereview.tui.screens.deciding import Deciding
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Line, Rows, fit

_POINTS = 10
_WIDE = 56  # from this width on there is room for them


class RatingsScreen(Deciding):
    """Every standard with its rating and points; a digit rates one that is judged elsewhere, by the
    order of the bands.
    """

    kind: ClassVar[str] = "ratings"
    nothing = "No standards in this question set."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._entered: Mapping[str, Rated] = {}

    @property
    def actions(self) -> list[Action]:
        """This screen's actions: a digit for each band, in its words."""
        bands, found = self.session.question_set.bands, []
        for each in super().actions:
            number = each.id.removeprefix("ratings.pick-")
            if number == each.id:
                found.append(each)
            elif int(number) <= len(bands):
                label = bands[int(number) - 1].label
                found.append(each._replace(words=label, help=f"Rate the standard: {label}"))
        return found

    # --- what is shown ---

    def read(self) -> list[Any]:
        """Return the standards under two headings."""
        self._entered = self.session.casebook.ratings()
        rating = self.session.summary.overall
        standards = rating.standards if rating else ()
        rows: list[Any] = []
        for title, found in (
            ("Rated by the cases here", [each for each in standards if not each.elsewhere]),
            ("Judged elsewhere", [each for each in standards if each.elsewhere]),
        ):
            rows += [title, *found] if found else []
        return rows

    def name_of(self, row: Any) -> str:
        """Return its id."""
        return str(row.id)

    def heading_words(self) -> str:
        """The area."""
        return f"Ratings  {self.session.casebook.inspection.area}"

    def state(self, width: int) -> str:
        """The overall rating, or the points so far."""
        rating = self.session.summary.overall
        if not self.session.loaded or rating is None:
            return "counting…"
        return overall_short(rating)

    def draw(self, row: Any, width: int) -> Line:
        """Return a standard: its name, its rating, its points."""
        points = "" if row.points is None else counted(row.points, "point")
        longest = max(cell_len(each) for each in (*self.session.question_set.ratings.values(), "Not entered yet"))
        room, points_room = min(longest + 1, max(16, width * 2 // 5)), _POINTS if width >= _WIDE else 0
        name = max(1, width - room - points_room - 1)
        return [
            (fit(f"{row.id} {row.title}", name) + " ", "" if row.elsewhere else "dim"),
            (fit(standard_said(row), room), _ink(row)),
            (f"{points:>{points_room}}" if points_room else "", "dim"),
        ]

    def in_short(self, row: Any) -> str:
        """What can be entered here."""
        return self._keys() if row.elsewhere else _HERE

    def in_full(self, row: Any, width: int) -> list[Line]:
        """Return a standard whole, what can be entered, and the overall rating."""
        rating, overall = self.session.summary.overall, self.session.question_set.overall
        texts = [(f"{row.id} {row.title}: {standard_said(row)}{self._by(row)}", "strong")]
        texts.append((self._keys() if row.elsewhere else _HERE, "key" if row.elsewhere else "dim"))
        if rating is not None and overall is not None:
            texts.append((f"Overall: {overall_said(rating, overall)}", ""))
        return [line for text, ink in texts for line in self.text_lines(text, width, ink)]

    def _by(self, standard: StandardRating) -> str:
        """Who entered it; where copies differ, what each says."""
        entered = self._entered.get(standard.id)
        if entered is None or not (standard.given or standard.differs):
            return ""
        words = self.session.question_set.ratings
        said = [
            f"{words.get(value, value) if value else 'taken back'} by {clipped(reader, 40)}"
            for value, reader in zip(entered.values, entered.readers, strict=True)
        ]
        return f" ({'; '.join(said)})" if standard.differs else f", entered by {clipped(entered.readers[0], 40)}"

    def _keys(self) -> str:
        """Return what each key enters: `1 Outstanding  2 Good  x Not rated`."""
        picks = [each for each in self.actions if each.method in ("pick", "unrated")]
        return "  ".join(f"{each.shown} {each.words}" for each in picks)

    # --- keys ---

    def action_pick(self, digit: int) -> None:
        """Rate the standard with the band of that number."""
        bands = self.session.question_set.bands
        if 0 < digit <= len(bands):
            self._rate(bands[digit - 1].id)

    def action_unrated(self) -> None:
        """Say that the standard is not rated."""
        self._rate(UNRATED)

    def action_clear(self) -> None:
        """Take the rating back."""
        self._rate(None)

    def _rate(self, rating: str | None) -> None:
        row, session = self.here, self.session
        if row is None:
            return
        if not row.elsewhere:
            self.app.bell()
            self.say(_HERE, "warn")
            return
        before = self._entered.get(row.id)
        if rating is None and (before is None or (before.rating is None and not before.differs)):
            self.say(f"{row.title}: nothing is entered.", "warn")
            return
        words = session.question_set.ratings[rating] if rating else "taken back"

        def put(value: str | None) -> None:
            session.change(INSPECTION, lambda: session.casebook.rate(row.id, value, session.reader))

        # What copies differed on is settled by this: there is no one value to go back to.
        back = None if before is not None and before.differs else lambda: put(before.rating if before else None)
        self.do(lambda: put(rating), f"{row.title}: {words}.", back)
        if rating is not None:
            self._on()

    def on_mount(self) -> None:
        """Show the standards, the cursor on the first that has no rating yet, or that is judged elsewhere."""
        super().on_mount()
        first = (at for at, row in enumerate(self._list) if not isinstance(row, str) and row.elsewhere)
        self.query_one(Rows).go(next(first, 1))
        if self.here is not None and self.here.given:
            self._on()

    def _on(self) -> None:
        """Go to the next standard that has no rating yet, below the cursor; where there is none, stay."""
        rows = self.query_one(Rows)
        below = range(rows.cursor + 1, len(self._list))
        without = (at for at in below if not isinstance(self._list[at], str) and not self._list[at].given)
        rows.go(next(without, rows.cursor))

    def action_open(self) -> None:
        """Show the standard whole."""
        row = self.here
        if row is not None:
            self.show_lines("Rating", lambda width: self.in_full(row, width))

    def title_words(self) -> str:
        """What this screen is called."""
        return "the ratings"


_HERE = "Rated by the cases here; nothing is entered."


def _ink(standard: StandardRating) -> str:
    if standard.differs:
        return "warn"
    return "strong" if standard.band else "dim"
