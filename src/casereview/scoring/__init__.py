"""The figures: tallies, scores, bands. Pure: values in, values out; no files, no database, no screen."""

from casereview.scoring.pooled import what_if
from casereview.scoring.score import (
    FEW,
    Kind,
    OverallRating,
    QuestionFigures,
    Score,
    Summary,
    WhatIf,
    band_of,
    percent,
    questions_of,
)
from casereview.scoring.summary import outlook, score, summarise
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
    "Summary",
    "Tally",
    "WhatIf",
    "band_of",
    "outlook",
    "percent",
    "questions_of",
    "score",
    "summarise",
    "total",
    "what_if",
]
