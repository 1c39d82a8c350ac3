"""The footer: what the most useful keys do here. At most seven, so that none is hidden at 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from casereview.tui.actions import Action
from casereview.tui.widgets.lines import Line, OneLine


def _size(action: Action) -> int:
    return cell_len(f"{action.shown} {action.words}")


class Keys(OneLine):
    """The footer line; a click on a key does what the key does."""

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__(self._keys, classes="keys")
        self._actions = [action for action in actions if action.footer]

    def offer(self, actions: Sequence[Action]) -> None:
        """Offer these actions: the same ones in other words."""
        self._actions = [action for action in actions if action.footer]
        self.refresh()

    def _laid_out(self, width: int) -> list[tuple[int, int, Action]]:
        """Where each key starts and ends; the last ones that find no room are left to the help, which always stays."""
        # What can not be done now (a case to look at only) is not offered.
        shown = [each for each in self._actions if not self.is_mounted or self.screen.check_action(each.method, ())]
        while len(shown) > 1 and sum(map(_size, shown)) + 2 * len(shown) - 1 > width:
            shown.remove(next(each for each in reversed(shown) if each.call != "help"))
        places, at = [], 1
        for action in shown:
            places.append((at, at + _size(action), action))
            at += _size(action) + 2
        return places

    def _keys(self, width: int) -> Line:
        line: Line = [(" ", "")]
        for _, _, action in self._laid_out(width):
            line += [(action.shown, "key"), (f" {action.words}  ", "")]
        return line

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        for start, end, action in self._laid_out(self.size.width):
            if start <= event.x < end:
                await self.screen.run_action(action.call)
