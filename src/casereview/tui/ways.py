"""What screens and widgets may ask of the app: the ways from one screen to another, and how things look.

The screens know this list and not the app; the app knows the screens.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from rich.style import Style

from casereview.tui.config import Config


class Ways(Protocol):
    """The app, as its screens see it."""

    config: Config

    @property
    def styles_of_kinds(self) -> dict[str, Style]:
        """The style of each kind of text in the present theme."""

    @property
    def opening(self) -> str:
        """The case that was asked for when the program was started, until it is opened."""

    def open_case(self, case: str) -> None:
        """Open a case where it was left, by its facts if it is new."""

    def open_review(self, case: str, question: str = "") -> None:
        """Open a case at a question, or where it was left."""

    def open_form(self, case: str = "") -> None:
        """Open the form of a respondent, or a new one, to be entered from paper."""

    def open_hand_over(self, case: str = "") -> None:
        """Hand the questionnaire over to a respondent."""

    def open_facts(self, case: str) -> None:
        """Open the facts of a case."""

    def open_finish(self, case: str) -> None:
        """Open what is left to do in a case."""

    def open_summary(self) -> None:
        """Open the scores."""

    def open_present(self) -> None:
        """Open the meeting view."""

    def open_agreement(self) -> None:
        """Open how far first and second readings agree."""

    def open_allocation(self) -> None:
        """Open who reads which case."""

    def open_progress(self) -> None:
        """Open how far the assessors are."""

    def open_merge(self, source: Path) -> None:
        """Open what merging a file or a folder would bring."""

    def open_conflicts(self) -> None:
        """Open what is in conflict."""

    def open_findings(self) -> None:
        """Open what the answers say."""

    def open_recommendations(self) -> None:
        """Open what must be done."""

    def open_plan(self) -> None:
        """Open the improvement plan."""

    def open_ratings(self) -> None:
        """Open the standards of the overall rating."""

    def read_again(self) -> None:
        """Count every case anew and show it everywhere: this window has merged, or asks another question set."""

    def back_to_cases(self, signed_off: str) -> None:
        """Go back to the list of cases after a case was signed off."""
