"""What stands behind a pooled score, in words."""

from __future__ import annotations

import pytest

from casereview.questions import QuestionSet
from casereview.reports.text.score_text import behind_score
from casereview.scoring import CaseAnswers, RunningTally, summarise
from casereview.scoring.interval import estimates


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [
        (9, 3, "75%, 9 of 12 answers sufficient. Minimum improvement required."),
        (3, 2, "3 of 5 (60%). Moderate improvement required."),
        (0, 0, "no cases."),
    ],
)
def test_the_count_behind_a_score_is_said_once(small: QuestionSet, yes: int, no: int, said: str) -> None:
    answers = ["yes"] * yes + ["no"] * no or ["na"]
    others = dict.fromkeys((row.id for row in small.questions), "na")
    cases = [CaseAnswers(f"C-{place}", {}, others | {"safe": each}) for place, each in enumerate(answers)]
    running = RunningTally((row.id for row in small.questions), cases)
    summary = summarise(small, running.tallies(), {}, cases=len(cases), started=0, signed_off=0)
    score = next(each for each in summary.of_kind("criterion") if each.id == "1.2")
    assert behind_score(small, score, estimates(small, cases)["criterion", "1.2"], summary)[0] == said
