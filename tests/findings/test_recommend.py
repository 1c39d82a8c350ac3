"""Standard recommendations, suggested by the lowest-scoring key questions."""

from __future__ import annotations

from dataclasses import replace

from casereview.findings.recommend import suggest
from casereview.questions import QuestionSet
from casereview.questions.model import Recommendation
from casereview.scoring import QuestionFigures, Tally, percent


def test_the_lowest_share_comes_first_and_key_questions_decide(small: QuestionSet) -> None:
    keys = [each.id for each in small.questions if each.themes][:2]
    other = next(each.id for each in small.questions if not each.themes)
    made = replace(
        small,
        recommendations=(
            Recommendation("a", "A", "", (keys[0], other)),
            Recommendation("b", "B", "", (keys[1],)),
            Recommendation("c", "C", "", (other,)),
            Recommendation("d", "D", "", ()),
        ),
    )
    counts = {keys[0]: (5, 5), keys[1]: (2, 8), other: (0, 0)}
    figures = {
        each.id: QuestionFigures(each.id, Tally(yes=yes, no=no), percent(yes, yes + no), {})
        for each in made.questions
        for yes, no in [counts.get(each.id, (0, 0))]
    }
    assert [(each.recommendation.id, each.percent) for each in suggest(made, figures)] == [("b", 20), ("a", 50)]
    figures[other] = QuestionFigures(other, Tally(yes=0, no=10), 0, {})
    found = suggest(made, figures)
    assert [(each.recommendation.id, each.percent) for each in found] == [("c", 0), ("b", 20), ("a", 50)]
    assert [each.id for each in found[2].lowest] == [keys[0]]  # the key question alone, though the other is lower
    figures[keys[0]] = QuestionFigures(keys[0], Tally(yes=9, no=1), 90, {})
    assert [each.recommendation.id for each in suggest(made, figures)] == ["c", "b"]


def test_a_prompt_that_is_named_says_nothing_of_the_share(small: QuestionSet) -> None:
    key, prompt = (each.id for each in small.questions[:2])
    made = replace(small, recommendations=(Recommendation("a", "A", "", (prompt, key)),))
    figures = {key: QuestionFigures(key, Tally(yes=1, no=3), 25, {})}  # a prompt has no figures
    assert [each.percent for each in suggest(made, figures)] == [25]
