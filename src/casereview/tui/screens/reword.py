"""Wording a finding anew: figures stay names in braces while it is written, numbers when it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import TextArea

from casereview.findings.figures import filled, fixed, named, unknown
from casereview.findings.identify import Warning
from casereview.findings.model import Finding
from casereview.reports.text.findings_text import may_identify
from casereview.tui.screens.write import Write
from casereview.tui.widgets.fields import Editor
from casereview.tui.widgets.lines import Line, Page, wrapped


class Reword(Write):
    """The sentence to write; beneath it how it reads, and the figures that there are."""

    def __init__(
        self,
        finding: Finding,
        text: str,
        keep: Callable[[str], None],
        save: Callable[[str, Callable[[], None]], None],
        look: Callable[[str, str], Sequence[Warning]] = lambda text, name: (),
    ) -> None:
        explanation = "Names in braces are figures, kept live. Empty: the draft."
        super().__init__(f"Reword: {finding.id}", explanation, text, keep, save)
        self._finding = finding
        self._look = look

    def content(self) -> ComposeResult:
        """The sentence, then how it reads."""
        *above, choices = super().content()
        yield from above
        yield Page(id="reads", classes="box-text")
        yield choices

    def on_mount(self) -> None:
        """Show how it reads."""
        self._read()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """It reads differently now."""
        self.refuse("")
        self._read()

    def _read(self) -> None:
        text, figures = " ".join(self.query_one(Editor).text.split()), self._finding.figures
        wrong = unknown(text, figures)
        stays = fixed(text) if text != self._finding.draft else []
        reads = filled((text or self._finding.draft)[:4000], figures)
        found_in_it = self._look(text, "") if text != self._finding.draft else ()
        there_are = "   ".join(f"{{{name}}} {figure}" for name, figure in named(figures).items())

        def lines(width: int) -> list[Line]:
            found: list[Line] = []
            for name in wrong[:2]:
                found += [[(line, "warn")] for line in wrapped(f"{{{name}}} stands for no figure.", width)]
            if found_in_it:
                found += [[(line, "warn")] for line in wrapped(may_identify(found_in_it), width)]
            if stays:
                words = f"{', '.join(f'“{each}”' for each in stays[:4])} will not change with the figures."
                found += [[(line, "warn")] for line in wrapped(words, width)]
            found += [[(line, "strong")] for line in wrapped(("" if text else "The draft: ") + reads, width)]
            return found + [[(line, "dim")] for line in wrapped(f"Figures: {there_are}", width)]

        self.query_one("#reads", Page).show(lines)

    def _choices(self) -> list[str]:
        return ["Save and close", "Discard what was typed just now"]
