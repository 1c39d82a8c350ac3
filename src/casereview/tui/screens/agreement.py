"""How far first and second readings agree: the figures on top, below them every answer on which they do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult

from casereview.casebook.second import SecondReadings, pairs
from casereview.questions import ANSWER_WORDS, Question
from casereview.reports.text.agreement_text import answer_words, not_yet, standing, table_of_two
from casereview.scoring.agreement import Group, Grouping, Shared, Side, groups, overall
from casereview.scoring.agreement_words import CAUTION, COLUMNS, agreed, applicability, cells, few, measures
from casereview.text import capital, natural, visible
from casereview.tui.screens.base import ListScreen
from casereview.tui.screens.dialogs import Show
from casereview.tui.screens.pick import Choice, Pick
from casereview.tui.screens.question_page import KINDS
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Rows, fit, wrapped

_BY: dict[Grouping, str] = {
    "overall": "all together",
    "part": "by part",
    "theme": "by theme",
    "pair": "by pair of assessors",
    "question": "by question",
}
# The figures stand above the list while there is room for both.
_ROOMY = 18


class Row(NamedTuple):
    """A line of the list: a group with its figures, or one answer of it on which the readings differ."""

    group: Group
    shared: Shared | None = None


class AgreementScreen(ListScreen):
    """Raw agreement first, then the coefficients; Enter shows both sides of a disagreement, or what a figure means."""

    kind: ClassVar[str] = "agreement"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._by: Grouping = "overall"
        self._readings = SecondReadings()
        self._whole: Group = overall(())
        self._list: list[Row] = []
        self._case_room = 0

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(self._title(), self._waiting())(width), classes="heading")
        for make in (self._raw_line, self._applies_line, self._coefficients_line, self._caution_line):
            yield OneLine(make, classes="agreement-figure")
        yield OneLine(self._columns, classes="columns")
        yield Rows(self._line, id="disagreements")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Read the second readings and show them."""
        super().on_mount()
        self.look(self._read)
        rows = self.query_one(Rows)
        # On the first disagreement, not on the group that it belongs to.
        rows.show(max(1, len(self._list)), 1)
        rows.focus()
        self._guide()
        self.on_resize()

    def on_resize(self) -> None:
        """Where there are few lines, they are for the list."""
        low = self.app.size.height < _ROOMY
        for place, line in enumerate(self.query(".agreement-figure")):
            line.display = place == 0 or not low

    def on_screen_resume(self) -> None:
        """Readings may have been signed off meanwhile."""
        super().on_screen_resume()
        self.look(self.refresh_figures)

    def refresh_figures(self) -> None:
        """Show the figures as they are now, the cursor on the same line."""
        rows = self.query_one(Rows)
        here = self._key(self._list[rows.cursor]) if self._list else None
        self._read()
        keys = [self._key(each) for each in self._list]
        rows.show(max(1, len(self._list)), keys.index(here) if here in keys else rows.cursor)
        for line in self.query(OneLine):
            line.refresh()

    def _key(self, row: Row) -> tuple[object, ...]:
        shared = row.shared
        return (row.group.names, shared and (shared.case, shared.question, shared.first.reader, shared.second.reader))

    def _read(self) -> None:
        session = self.session
        self._readings = pairs(session.casebook, session.lines.values() if session.loaded else None)
        shared = sorted(self._readings.shared, key=lambda each: natural(each.case))
        self._whole = overall(shared)
        self._case_room = min(20, max((cell_len(visible(each.case[:60])) for each in shared), default=0))
        self._list = [
            row
            for group in (groups(session.question_set, shared, self._by) if shared else ())
            for row in (Row(group), *(Row(group, each) for each in group.disagreements))
        ]

    def _guide(self) -> None:
        if self._list:
            self.say("Enter shows both sides in full; on a heading, what its figures mean.")
        else:
            self.say(" ".join(standing(self._readings)), "warn")

    # --- what is shown ---

    def _title(self) -> str:
        return f"{self.session.casebook.inspection.area}  Agreement, {_BY[self._by]}"

    def _waiting(self) -> str:
        waiting = self._readings.open_seconds + self._readings.open_firsts
        return f"{waiting} not signed off" if waiting else ""

    def _raw_line(self, width: int) -> Line:
        return [(" Raw agreement  ", ""), (agreed(self._whole.table), "strong"), (" judged yes or no by both", "dim")]

    def _applies_line(self, width: int) -> Line:
        return [(fit(f" Does it apply? {applicability(self._whole.table)}", width), "")]

    def _coefficients_line(self, width: int) -> Line:
        table = self._whole.table
        if not table.enough:
            return [(fit(f" {few(table)}", width), "dim")]
        line: Line = [(" ", "")]
        found = measures(table)
        whole = sum(len(f"{each.name} {each.figure}   ") for each in found) <= width
        for each, short in zip(found, COLUMNS, strict=True):
            line += [(f"{each.name if whole else short} ", ""), (each.figure, "strong"), ("   ", "")]
        return line

    def _caution_line(self, width: int) -> Line:
        return [(fit(f" {CAUTION}" if self._whole.table.enough else "", width), "dim")]

    def _answer_room(self, width: int) -> int:
        return 17 if width >= 70 else 6

    def _columns(self, width: int) -> Line:
        # Above the answers, which are narrower than the screen where a scrollbar stands beside them.
        width = self.query_one(Rows).scrollable_content_region.width or width
        room = self._answer_room(width)
        who = self._who_room(width)
        left = width - 2 * room - who - 3
        return [(f"   {fit('case and question', left)}{fit('first', room)}{fit('second', room)}{fit('', who)}", "head")]

    def _who_room(self, width: int) -> int:
        return 32 if width >= 110 else 0

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._list:
            return [(fit("   Nothing to compare yet.", width), "dim")]
        row = self._list[index]
        mark = ("▸ " if here else "  ", "key")
        if row.shared is None:
            return [mark, *self._group_line(row.group, width - 2)]
        return [mark, *self._shared_line(row.shared, width - 2)]

    def _group_line(self, group: Group, width: int) -> Line:
        said = agreed(group.table)
        if group.table.enough and width >= 70:
            said += "".join(f"  {name} {figure}" for name, figure in zip(COLUMNS[:2], cells(group.table), strict=False))
        if group.table.applicability:
            said += f"  {group.table.applicability} n/a apart"
        room = max(8, width - len(said) - 1)
        return [(fit(group.title, room) + " ", "strong"), (said, "")]

    def _shared_line(self, shared: Shared, width: int) -> Line:
        room, who = self._answer_room(width + 2), self._who_room(width + 2)
        question = self.session.question_set.by_id[shared.question]
        left = max(8, width - 2 * room - who - 1)
        names = f"{shared.first.reader} / {shared.second.reader}" if who else ""
        return [
            (" " + fit(f"{fit(shared.case, self._case_room)} {question.short}", left - 1) + " ", ""),
            *((fit(self._short(side, room), room), KINDS[side.answer]) for side in (shared.first, shared.second)),
            (fit(names, who), "dim"),
        ]

    def _short(self, side: Side, room: int) -> str:
        words = self.session.question_set.words.answers
        return answer_words(side, words) if room > 6 or words[side.answer] != ANSWER_WORDS["na"] else "N/A"

    # --- keys ---

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Show both sides of a disagreement, or what the figures of a group mean."""
        if not self._list:
            self._guide()
            return
        row = self._list[self.query_one(Rows).cursor]
        if row.shared is None:
            self.app.push_screen(Show(f"Agreement: {row.group.title}", lambda width: _figures(row.group, width)))
        else:
            shared, question = row.shared, self.session.question_set.by_id[row.shared.question]
            words = self.session.question_set.words.answers
            self.app.push_screen(
                Show(f"{shared.case}: {question.short}", lambda width: _both_sides(shared, question, words, width))
            )

    def action_group(self) -> None:
        """Choose how the list is grouped."""

        def picked(by: Grouping | None) -> None:
            if by is not None:
                self._by = by
                self.look(self.refresh_figures)
                self.query_one(Rows).go(0)
                self.say(" ".join(not_yet(self._readings)) or f"Grouped {_BY[by]}, in the order of the question set.")

        choices = [Choice(by, capital(words)) for by, words in _BY.items()]
        self.app.push_screen(Pick("Agreement", choices), picked)

    def title_words(self) -> str:
        """What this screen is called."""
        return "agreement"


def _figures(group: Group, width: int) -> list[Line]:
    """A group's figures, each with what it means."""
    table = group.table
    lines: list[Line] = [[(f" Raw agreement  {agreed(table)}", "strong"), (" judged yes or no by both", "")], []]
    lines += [[(f" {line}", "")] for line in table_of_two(table)]
    lines += [[], *([(line, "")] for line in wrapped(f"Does it apply? {applicability(table)}", width - 1, " ")), []]
    for each in measures(table):
        lines.append([(f" {each.name} ", "head"), (each.figure, "strong")])
        lines += [[(line, "")] for line in wrapped(each.meaning, width - 1, "   ")]
    lines += [[(line, "")] for line in wrapped(few(table), width - 1, " ")]
    return lines


def _both_sides(shared: Shared, question: Question, words: Mapping[str, str], width: int) -> list[Line]:
    """Everything that both readings say to a question, and its guidance."""
    wide = width - 1
    lines: list[Line] = [[(line, "strong")] for line in wrapped(question.text, wide, " ")]
    for side, which in ((shared.first, "First reading"), (shared.second, "Second reading")):
        lines += [[], *([(line, "head")] for line in wrapped(f"{which}: {side.reader}", wide, " "))]
        lines.append([(f"   {answer_words(side, words)}", KINDS[side.answer])])
        if side.suggested:
            lines.append([("   pre-filled from the facts or an earlier answer", "dim")])
        labels = [reason.label for reason in question.reasons if reason.id in side.reasons]
        lines += [[(line, "no")] for line in wrapped(f"because: {'; '.join(labels)}", wide, "   ") if labels]
        lines += [[(line, "")] for line in wrapped(f"Note: {side.note}", wide, "   ") if side.note]
    for title, text in (("What to look for", question.guidance), (words["na"], question.not_applicable)):
        if text:
            lines += [[], [(f" {title}", "head")], *([(line, "")] for line in wrapped(text, wide, "   "))]
    return lines
