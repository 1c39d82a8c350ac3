"""The figures: tallies, scores, bands. Pure: values in, values out; no files, no database, no screen."""

from casereview.scoring.score import (
    FEW,
    Kind,
    OverallRating,
    QuestionFigures,
    Score,
    StandardRating,
    Summary,
    WhatIf,
    percent,
)
from casereview.scoring.summary import outlook, summarise
from casereview.scoring.tally import BLANK, UNRESOLVED, CaseAnswers, RunningTally, Tally, total

__all__ = [
    "BLANK",
    "FEW",
    "UNRESOLVED",
    "CaseAnswers",
    "Kind",
    "OverallRating",
    "QuestionFigures",
    "RunningTally",
    "Score",
    "StandardRating",
    "Summary",
    "Tally",
    "WhatIf",
    "outlook",
    "percent",
    "summarise",
    "total",
]
