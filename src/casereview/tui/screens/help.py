"""What each key does on a screen; Enter does it, so no key need be remembered."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from casereview.tui.actions import Action
from casereview.tui.key_names import key_words
from casereview.tui.screens.pick import Choice, Pick
from casereview.tui.widgets.lines import fit


class Help(Pick):
    """The keys of one screen, searchable."""

    def __init__(self, screen: str, actions: Sequence[Action]) -> None:
        keys = {each.call: " ".join(key_words(key) for key in each.keys) for each in actions}
        room = max(map(cell_len, keys.values()), default=0) + 2
        # The cursor starts on nothing: a hasty Enter closes the list and answers no question.
        rows: list[Choice] = [Choice(None, "Back to the screen")]
        rows += [Choice(each.call, fit(keys[each.call], room) + each.help) for each in actions]
        super().__init__(f"Keys: {screen}   (ctrl+p lists them too)", rows, search=True)
        self.keys = (("↑↓", "move"), ("Enter", "do it"), ("Esc", "back"))
