"""The keys for options and marks, on a screen that is filled in: a method for each digit, as the table of actions names them."""

from __future__ import annotations


class Digits:
    """A screen with a key for each digit; `digit` says what it does."""

    def digit(self, digit: int) -> None:
        """Do what a digit does."""
        raise NotImplementedError

    def action_pick_0(self) -> None:
        """Choose option 10, or the mark 0."""
        self.digit(0)

    def action_pick_1(self) -> None:
        """Choose option 1, or the mark 1."""
        self.digit(1)

    def action_pick_2(self) -> None:
        """Choose option 2, or the mark 2."""
        self.digit(2)

    def action_pick_3(self) -> None:
        """Choose option 3, or the mark 3."""
        self.digit(3)

    def action_pick_4(self) -> None:
        """Choose option 4, or the mark 4."""
        self.digit(4)

    def action_pick_5(self) -> None:
        """Choose option 5, or the mark 5."""
        self.digit(5)

    def action_pick_6(self) -> None:
        """Choose option 6, or the mark 6."""
        self.digit(6)

    def action_pick_7(self) -> None:
        """Choose option 7, or the mark 7."""
        self.digit(7)

    def action_pick_8(self) -> None:
        """Choose option 8, or the mark 8."""
        self.digit(8)

    def action_pick_9(self) -> None:
        """Choose option 9, or the mark 9."""
        self.digit(9)
