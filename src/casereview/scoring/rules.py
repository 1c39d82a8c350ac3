"""The rules of scoring, by the names that question sets choose them by.

A rule is a module of pure functions and a line here. Its name stands among `questions.model.SCORINGS` and in
`questions.file_model`, what it needs of a set in `questions.check_kinds`, and how a set that has it is described in
`reports.text.question_set_text`. All else asks what the rule gives (see `Rule`), never which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from casereview.questions.model import QuestionSet
from casereview.scoring import counts, lowest, pooled, words
from casereview.scoring.score import FEW, Kind, Score, Summary, WhatIf
from casereview.scoring.tally import Tally
from casereview.text import counted


class Rule(NamedTuple):
    """What a rule does.

    `score` makes a theme's, section's or criterion's score from the tallies by question; `said` puts a score in words
    and `share` one question's tally; `what_if` tells what the scores to watch would become with a yes and with a no
    (see `outlook`). `shares` tells whether there are percentages at all, `pooled` whether all answers of a score weigh
    the same, so that intervals and steps to the next band can be had. `rated` rules give each standard the rating of
    one of its questions. `approach` is the rule in a paragraph for the reader of a report, `{criteria}` in it the set's
    word for them.
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
    "counts": Rule(counts.score, counts.said, words.x_of_y, counts.watched, counts.APPROACH, shares=False),
    "lowest-key-question": Rule(lowest.score, lowest.said, words.share, lowest.watched, lowest.APPROACH, rated=True),
}


def rule_of(asked: QuestionSet | Score) -> Rule:
    """Return the rule by which a question set is scored, or a score was made."""
    return RULES[asked.rule if isinstance(asked, Score) else asked.scoring]


def said(score: Score) -> str:
    """Return a score for people: `75%`; `10 of 14` under counts; `7 of 12
    points`; what there is where nothing is scored.
    """
    return rule_of(score).said(score)


def said_of(question_set: QuestionSet, tally: Tally) -> str:
    """Return one question's share for people, as the set's rule says it: `75%`, or `10 of 14`."""
    return rule_of(question_set).share(tally)


RATED_COUNTS = (
    "The counts of a standard are those of its lowest key question; its other questions have their own cases."
)


def counts_of(score: Score) -> Tally | None:
    """Return the tally that a score shows beside it: of all its questions;
    where one question sets the score, of that one.

    None where there is only a sum over questions that are each rated by themselves: of a section of rated standards, of
    a standard that is not rated.
    """
    return score.of if rule_of(score).rated else score.tally


def in_full(question_set: QuestionSet, score: Score) -> str:
    """Return a score with what stands behind it, said once: `14 of 23, 61%`; `3 of 5 (60%)`; `10 of 14`; `61%, the
    lowest: Safety of the child (14 of 23)`.
    """
    behind = words.x_of_y(score.behind) if score.behind.scored >= FEW else ""
    if score.lowest:
        lowest = question_set.by_id[score.lowest].short
        return f"{said(score)}, the lowest: {lowest}{f' ({behind})' if behind else ''}"
    if behind and rule_of(score).pooled:
        return f"{behind}, {said(score)}"
    unrated = counted(score.not_rated, "standard") if score.kind == "section" and score.points is not None else ""
    return f"{said(score)}, {unrated} not rated" if score.not_rated and unrated else said(score)
