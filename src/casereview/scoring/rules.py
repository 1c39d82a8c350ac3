"""The rules of scoring, by the names that question sets choose them by.

A rule is a module of pure functions and a line here; nothing else in the program asks which rule it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from casereview.questions.model import Overall, QuestionSet
from casereview.scoring import counts, lowest, pooled, words
from casereview.scoring.score import Kind, OverallRating, Score, Summary, WhatIf
from casereview.scoring.tally import Tally
from casereview.text import counted


class Rule(NamedTuple):
    """What a rule does.

    `score` makes a theme's, section's or criterion's score from the tallies by question; `said` puts a score in words and `share` one
    question's tally; `what_if` tells what the scores to watch would become with a yes and with a no (see `outlook`). `shares` tells
    whether there are percentages at all, `pooled` whether all answers of a score weigh the same, so that intervals and steps
    to the next band can be had. `rated` rules give each standard the rating of one of its questions. `approach` is the rule in
    a paragraph for the reader of a report.
    """

    score: Callable[[QuestionSet, Kind, str, Mapping[str, Tally]], Score]
    said: Callable[[Score], str]
    share: Callable[[Tally], str]
    what_if: Callable[[Summary, str, str], list[WhatIf]]
    approach: str
    shares: bool = True
    pooled: bool = False
    rated: bool = False


RULES: Mapping[str, Rule] = {
    "pooled": Rule(pooled.score, pooled.said, words.share, pooled.watched, pooled.APPROACH, pooled=True),
    "counts": Rule(counts.score, counts.said, counts.share, counts.watched, counts.APPROACH, shares=False),
    "lowest-key-question": Rule(lowest.score, lowest.said, words.share, lowest.watched, lowest.APPROACH, rated=True),
}


def rule_of(asked: QuestionSet | Score) -> Rule:
    """Return the rule by which a question set is scored, or a score was made."""
    return RULES[asked.rule if isinstance(asked, Score) else asked.scoring]


def said(score: Score) -> str:
    """Return a score for people: `75%`; `10 of 14` under counts; `7 of 12 points`; what there is where nothing is scored."""
    return rule_of(score).said(score)


def said_of(question_set: QuestionSet, tally: Tally) -> str:
    """Return one question's share for people, as the set's rule says it: `75%`, or `10 of 14`."""
    return rule_of(question_set).share(tally)


def in_full(question_set: QuestionSet, score: Score) -> str:
    """Return a score with what stands behind it: `14 of 23, 61%`; `10 of 14`; `61%, lowest: Safety of the child`."""
    if score.lowest:
        return f"{said(score)}, the lowest: {question_set.by_id[score.lowest].short} ({words.x_of_y(score.behind)})"
    if score.rule == "pooled":
        return f"{words.x_of_y(score.tally)}, {said(score)}"
    unrated = counted(score.not_rated, "standard") if score.kind == "section" and score.points is not None else ""
    return f"{said(score)}, {unrated} not rated" if score.not_rated and unrated else said(score)


def overall_said(rating: OverallRating, overall: Overall) -> str:
    """Return an overall rating in a sentence: `Good: 25 of 36 points.`, and what it lacks."""
    if not rating.most:
        return f"No overall rating: none of the {overall.standards} standards is rated."
    points = f"{rating.points} of {rating.most} points"
    unrated = f" {counted(rating.not_rated, 'standard')} not rated, and left out of it." if rating.not_rated else ""
    if rating.band is not None:
        return f"{rating.band.label}: {points}.{unrated}"
    return (
        f"{points}.{unrated} An overall rating takes {overall.standards} standards;"
        f" {counted(rating.elsewhere, 'other')} {'is' if rating.elsewhere == 1 else 'are'} judged elsewhere."
    )
