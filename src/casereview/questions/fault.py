"""One thing wrong with a question set, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casereview.text import nearest


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a question set: `where` names the id, `what` the fault and the remedy.

    `hint` is the end of the sentence where it takes long to find: asked for only when the fault is shown.
    """

    where: str
    what: str
    hint: Callable[[], str] = str

    def __str__(self) -> str:
        what = self.what + self.hint()
        return f"{self.where}: {what}" if self.where else what


def what_instead(word: str, known: Iterable[str], otherwise: str = "add it, or name one that is there") -> str:
    """Return the end of a sentence about an unknown word: the known one that is nearest, all where they are few, or
    `otherwise`.
    """
    known = sorted(set(known))
    others = f"; it can be {', '.join(known)}" if 0 < len(known) <= 8 else f"; {otherwise}"
    return nearest(word, known) or others
