"""Who reads which case: cases against assessors, each case moved by a key and saved at once."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult

from casereview.casebook import CaseLine
from casereview.text import counted, natural, visible
from casereview.tui.screens.base import ListScreen
from casereview.tui.session import Session
from casereview.tui.widgets.keys import Keys
from casereview.tui.widgets.lines import Line, OneLine, Rows, fit, shortened

_KEYED = 9  # assessors that have a key


class AllocationScreen(ListScreen):
    """Each case with its first and second reader, and on top how many cases each assessor has."""

    kind: ClassVar[str] = "allocation"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._names: list[str] = []
        self._lines: list[CaseLine] = []

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield OneLine(lambda width: self.heading(*self._heading())(width), classes="heading")
        yield OneLine(lambda width: self._counts(width)[0], id="counts", classes="scores")
        yield OneLine(lambda width: self._counts(width)[-1], id="counts-more", classes="scores")
        yield OneLine(self._columns, classes="columns")
        yield Rows(self._line, id="allocation")
        yield OneLine([], id="status")
        yield Keys(self.actions)

    def on_mount(self) -> None:
        """Show who has what."""
        super().on_mount()
        self.look(self.refresh_figures)
        self.query_one(Rows).focus()
        self._guide()

    def refresh_figures(self) -> None:
        """Show who has what now, the cursor on the same case."""
        session, rows = self.session, self.query_one(Rows)
        here = self._lines[rows.cursor].ref if self._lines else ""
        lines = session.lines.values() if session.loaded else session.casebook.case_lines()
        self._lines = sorted(lines, key=lambda line: natural(line.ref))
        found = {name for line in self._lines for name in (line.first, line.second, *line.readers, *line.seconds)}
        found |= set(session.casebook.assessors())
        # Whoever was here stays in place, also without a case: as long as the screen is open a number is the same
        # person's.
        new = found - {"", *self._names}
        self._names += sorted(new, key=lambda name: (name.casefold(), name))
        refs = [line.ref for line in self._lines]
        rows.show(max(1, len(refs)), refs.index(here) if here in refs else 0)
        self._make_room()
        for line in self.query(OneLine):
            line.refresh()

    def _guide(self) -> None:
        if not self.may_write():
            self.say("To look at only.")
        elif not self._names:
            self.say("a adds an assessor. `casereview allocate --evenly` deals all cases.")
        else:
            self.say("A number or an arrow gives the case away, and back again. Saved at once.")

    # --- what is shown ---

    def _heading(self) -> tuple[str, str]:
        free = sum(1 for line in self._lines if not line.first)
        right = f"{counted(free, 'case')} given to nobody" if free else counted(len(self._lines), "case")
        return f"{self.session.casebook.inspection.area}  Share out", right

    def on_resize(self) -> None:
        """What had room in one line may need two."""
        self._make_room()

    def _make_room(self) -> None:
        """The names stand in two lines where one is too short for them."""
        two = len(self._counts(self.size.width)) > 1
        self.query_one("#counts").set_class(two, "first-of-two")
        self.query_one("#counts-more").display = two

    def _counts(self, width: int) -> list[Line]:
        """Return each assessor with key, cases and second readings: one line,
        or two where that leaves more of the names.
        """
        first = Counter(line.first for line in self._lines)
        second = Counter(line.second for line in self._lines)
        numbers = [f" {first[name]}{f'+{second[name]}' * bool(second[name])}" for name in self._names]
        keyed = list(zip(range(1, len(numbers) + 1), self._names, numbers, strict=True))
        taken = sum(min(cell_len(visible(name)), 40) + len(number) + 4 for _, name, number in keyed)
        half = (len(keyed) + 1) // 2 if taken >= width else len(keyed)
        lines: list[Line] = []
        for part in (keyed[:half], keyed[half:]):
            titles = shortened([name for _, name, _ in part], width - 1 - sum(len(number) + 4 for *_, number in part))
            line: Line = [(" ", "")]
            for title, (place, _, number) in zip(titles, part, strict=True):
                line += [(f"{place if place <= _KEYED else ' '} ", "key"), (title, ""), (f"{number}  ", "strong")]
            lines += [line] if part or not lines else []
        return lines

    def _rooms(self, width: int) -> tuple[int, int, int]:
        """How wide the reference, the group and each name are."""
        group = 12 if self._fact and width >= 70 else 0
        ref = max(8, min(20, (width - 17 - group) // 3))
        return ref, group, max(6, (width - 17 - ref - group) // 2)

    def _columns(self, width: int) -> Line:
        ref, group, name = self._rooms(width)
        fact = self.session.question_set.fact[self._fact].short if group else ""
        words = (
            f"   {fit('case', ref)} {fit(fact, group)} {fit('first reader', name)} {fit('second reader', name)} state"
        )
        return [(fit(words, width), "head")]

    def _line(self, index: int, width: int, here: bool) -> Line:
        if not self._lines:
            return [(fit("   No cases yet.", width), "dim")]
        line = self._lines[index]
        ref, group, name = self._rooms(width)
        fact = self.session.question_set.fact.get(self._fact)
        tier = fact.words(line.counted.facts.get(self._fact)) if fact and group else ""
        # Whoever began a case that was given to nobody: in brackets.
        first = line.first or " ".join(f"({reader})" for reader in line.readers)
        second = line.second or " ".join(f"({reader})" for reader in line.seconds)
        return [
            (" ▸ " if here else "   ", "key"),
            (f"{fit(line.ref, ref)} ", "strong" if here else ""),
            (f"{fit(tier, group)} ", "dim"),
            (f"{fit(first or '-', name)} ", ""),
            (f"{fit(second or '-', name)} ", ""),
            (fit(self._state(line), 10), "dim"),
        ]

    def _state(self, line: CaseLine) -> str:
        if line.counted.signed_off:
            return "signed off"
        return "under way" if line.counted.started else ""

    @property
    def _fact(self) -> str:
        known = self.session.question_set.fact
        return "tier" if "tier" in known else next(iter(known), "")

    # --- keys ---

    @property
    def _here(self) -> CaseLine | None:
        return self._lines[self.query_one(Rows).cursor] if self._lines else None

    def _give(self, line: CaseLine, first: str, second: str) -> None:
        casebook, who = self.session.casebook, self.session.reader

        def given() -> None:
            self.refresh_figures()
            twice = f", read twice by {second}" if second else ""
            self.say(f"{line.ref}: {first or 'nobody'}{twice}.")

        give = lambda: casebook.allocate({line.ref: (first, second)}, who)  # noqa: E731 - read once, here
        self.try_to(lambda: self.session.change(line.ref, give), given, what=f"case {line.ref[:40]}")

    def _next_of(self, names: list[str], now: str, by: int) -> str:
        # Nobody comes between the last and the first.
        ring = ["", *names]
        return ring[(ring.index(now) + by) % len(ring)] if now in ring else ring[-1 if by < 0 else 1 % len(ring)]

    def _move(self, by: int) -> None:
        line = self._here
        if line is not None:
            may = [name for name in self._names if name not in (line.second, *line.seconds)]
            self._give(line, self._next_of(may, line.first, by), line.second)

    def action_right(self) -> None:
        """Give the case to the next assessor."""
        self._move(1)

    def action_left(self) -> None:
        """Give the case to the assessor before."""
        self._move(-1)

    def action_to(self, number: int) -> None:
        """Give the case to the assessor of that number on top; 0 is nobody."""
        line = self._here
        if line is None:
            return
        if number > len(self._names):
            self.app.bell()
            self.say(f"There is no assessor {number}; a adds one.", "warn")
        else:
            self._give(line, self._names[number - 1] if number else "", line.second)

    def action_second(self) -> None:
        """Take the next second reader, or none."""
        line = self._here
        if line is not None:
            may = [name for name in self._names if name not in (line.first, *line.readers)]
            self._give(line, line.first, self._next_of(may, line.second, 1))

    def action_assessor(self) -> None:
        """Ask for the name of one more assessor."""
        from casereview.sampling.sharing import check_names
        from casereview.tui.screens.dialogs import Ask

        def named(typed: str | None) -> None:
            if typed is None:
                return
            name = typed.strip()
            if name in self._names:
                self.say(f"{name} is there already, as number {self._names.index(name) + 1}.", "warn")
            elif self.try_to(lambda: check_names([name], self._names)):
                self._names.append(name)
                self.look(self.refresh_figures)
                self._guide()

        explanation = "The assessor's name, as it is to stand in the file. It needs one; Esc adds nobody."
        self.app.push_screen(Ask("Who else reads cases?", explanation), named)

    def may_write(self) -> bool:
        """Who shares out has a name."""
        return super().may_write() and bool(self.session.reader)

    def title_words(self) -> str:
        """What this screen is called."""
        return "share out"
