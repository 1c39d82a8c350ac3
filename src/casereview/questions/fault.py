"""One thing wrong with a question set, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from casereview.text import counted, nearest

MOST_FAULTS = 20
Said = TypeVar("Said")


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


def few(faults: Iterable[Said], said: Callable[[str], Said], count: int | None = None) -> list[Said]:
    """Return the first faults, and how many more there are, as `said` makes one of it: nobody reads a thousand lines.

    There are `count` faults, or as many as come.
    """
    coming = iter(faults)
    told = list(islice(coming, MOST_FAULTS))
    more = sum(1 for _ in coming) if count is None else count - len(told)
    return [*told, said(f"and {counted(more, 'fault')} more")] if more else told
