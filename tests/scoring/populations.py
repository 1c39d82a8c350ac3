"""Cases drawn by chance, for laws that hold in the long run."""

from __future__ import annotations

import random

from casereview.scoring.interval import InCase


def population(chance: random.Random, cases: int) -> list[InCase]:
    """Cases that differ much: a good worker's answers are nearly all yes, another's nearly all no."""
    made = []
    for _ in range(cases):
        leaning, scored = chance.betavariate(0.8, 0.4), chance.randint(5, 25)
        made.append(InCase(sum(chance.random() < leaning for _ in range(scored)), scored))
    return made
