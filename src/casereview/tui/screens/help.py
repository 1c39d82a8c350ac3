"""What each key does on a screen; Enter does it, so no key need be remembered."""

from __future__ import annotations

from collections.abc import Sequence

from casereview.tui.actions import Action, key_words
from casereview.tui.screens.dialogs import Pick
from casereview.tui.widgets.lines import fit


class Help(Pick):
    """The keys of one screen, searchable."""

    def __init__(self, screen: str, actions: Sequence[Action]) -> None:
        rows = [(each.call, fit(" ".join(key_words(key) for key in each.keys), 10) + each.help) for each in actions]
        super().__init__(f"Keys: {screen}   (ctrl+p lists them too)", rows, search=True)
        self.keys = (("↑↓", "move"), ("Enter", "do it"), ("Esc", "back"))
