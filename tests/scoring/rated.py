"""Ratings as they are published: their bands, the twelve standards of an overall one, and those of one inspection."""

from __future__ import annotations

from dataclasses import replace

from casereview.questions import QuestionSet
from casereview.questions.model import Band, Overall

RATINGS = (
    Band("outstanding", 80, 100, "Outstanding", 3),
    Band("good", 65, 79, "Good", 2),
    Band("requires", 50, 64, "Requires improvement", 1),
    Band("inadequate", 0, 49, "Inadequate", 0),
)


OVERALL = Overall(
    12,
    (
        Band("outstanding", 31, 36, "Outstanding"),
        Band("good", 19, 30, "Good"),
        Band("requires", 7, 18, "Requires improvement"),
        Band("inadequate", 0, 6, "Inadequate"),
    ),
)


EAST_SUSSEX = (2, 2, 3, 3, 2, 0, 3, 3, 1, 1, 3, 2)


def rated(asked: QuestionSet, overall: Overall | None = None, bands: tuple[Band, ...] = RATINGS) -> QuestionSet:
    return replace(asked, scoring="lowest-key-question", bands=bands, overall=overall)
