"""The figures: tallies, scores, bands. Pure: values in, values out; no files, no database, no screen."""

from casereview.scoring.score import (
    FEW,
    Kind,
    QuestionFigures,
    Score,
    Summary,
    WhatIf,
    band_of,
    percent,
    questions_of,
    score,
    summarise,
    what_if,
)
from casereview.scoring.tally import BLANK, UNRESOLVED, CaseAnswers, RunningTally, Tally, total

__all__ = [
    "BLANK",
    "FEW",
    "UNRESOLVED",
    "CaseAnswers",
    "Kind",
    "QuestionFigures",
    "RunningTally",
    "Score",
    "Summary",
    "Tally",
    "WhatIf",
    "band_of",
    "percent",
    "questions_of",
    "score",
    "summarise",
    "total",
    "what_if",
]
