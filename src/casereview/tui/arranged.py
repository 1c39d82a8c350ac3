"""Which lines of a list are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from casereview.casebook import CaseLine
from casereview.text import natural

_FIRST, _LAST = "reference", "last touched"


class Arranged:
    """References in the order that was chosen, those left out that do not match what was typed.

    `searched` gives what is looked through for one, in small letters; `rank` what an order of one's own goes by, the
    most first.
    """

    def __init__(
        self, orders: Iterable[str], searched: Callable[[CaseLine], str], rank: Callable[[str, CaseLine], int]
    ) -> None:
        self.orders = (_FIRST, *orders, _LAST)
        self.order = _FIRST
        self.refs: list[str] = []
        self.shown: list[str] = []
        self.touched: dict[str, str] = {}
        self.words: list[str] = []
        self._searched = searched
        self._rank = rank

    def take(self, refs: Iterable[str]) -> None:
        """Take note of which there are."""
        self.refs = sorted(refs, key=natural)

    def arrange(self, lines: Mapping[str, CaseLine]) -> None:
        """Put together what is shown; of what is not counted yet the reference is all there is to go by."""
        self.shown = [ref for ref in self.refs if all(word in self._text(ref, lines) for word in self.words)]
        if self.order == _LAST:
            self.shown.sort(key=lambda ref: self.touched.get(ref, ""), reverse=True)
        elif self.order != _FIRST:
            self.shown.sort(key=lambda ref: self._rank(self.order, lines[ref]) if ref in lines else 0, reverse=True)

    def turn(self) -> str:
        """Take the next order, and return it."""
        self.order = self.orders[(self.orders.index(self.order) + 1) % len(self.orders)]
        return self.order

    def _text(self, ref: str, lines: Mapping[str, CaseLine]) -> str:
        return self._searched(lines[ref]) if ref in lines else ref.casefold()
