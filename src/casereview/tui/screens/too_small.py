"""Nothing is answered unseen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from casereview.tui.widgets.lines import Page, wrapped


class TooSmall(ModalScreen[None]):
    """Covers everything while the window is too small to show a question; takes no keys."""

    def __init__(self, smallest: tuple[int, int]) -> None:
        super().__init__()
        self._words = (
            f"Too small. casereview needs {smallest[0]} columns and {smallest[1]} lines. Make the window larger."
        )

    def compose(self) -> ComposeResult:
        """The words."""
        yield Page(classes="too-small-page")

    def on_mount(self) -> None:
        """Show them."""
        self.query_one(Page).show(lambda width: [[(line, "warn")] for line in wrapped(self._words, width)])

    def on_screen_resume(self) -> None:
        """Something closed over this after the window had grown: there is nothing to cover any more."""
        if not self.app.has_class("too-small"):
            self.dismiss()
