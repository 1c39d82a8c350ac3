"""The least that a Textual program can be: the floor for the first frame."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("bare-first-frame")


if __name__ == "__main__":
    Bare().run()
