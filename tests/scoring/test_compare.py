"""Two inspections side by side: only what means the same, both scored anew over it, and chance told from change."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import QuestionSet
from casereview.questions.changes import compare as changed
from casereview.questions.model import Reason
from casereview.scoring import CaseAnswers, Tally
from casereview.scoring.compare import Comparison, Difference, Rows, compare, limits, narrowed, rows
from casereview.scoring.compare_words import (
    MEANING,
    VERDICTS,
    difference_said,
    points_said,
    rows_said,
    verdict_said,
)
from casereview.scoring.interval import Estimate, estimate
from tests.scoring.oracle import whole
from tests.scoring.populations import population
from tests.scoring.rated import rated
from tests.strategies import question, question_set, random_cases, random_question_set

BEFORE = question_set(
    [
        question("same", "1.1", ("lor", "roh")),
        question("also", "1.1", ("lor",)),
        question("words", "1.1", text="In the old words?"),
        question("gone", "1.2"),
        question("moved", "2.1", ("roh",)),
    ]
)
AFTER = question_set(
    [
        question("new", "2.1", ("lor",)),
        question("moved", "1.1", ("lor", "roh")),
        question("words", "1.1", text="In new words?"),
        question("also", "1.1", ("lor",), guidance="Other guidance."),
        question("same", "1.1", ("roh", "lor")),
    ]
)


def answered(share: int, cases: int = 20, **more: str) -> list[CaseAnswers]:
    """Cases of which every `share`th has no for all it is asked, the others yes."""
    asked = ("same", "also", "words", "gone", "moved", "new")
    return [
        CaseAnswers(f"c{place}", {}, dict.fromkeys(asked, "no" if place % share == 0 else "yes") | more, started=True)
        for place in range(cases)
    ]


def found_in(comparison: Comparison, kind: str, identifier: str) -> Difference:
    return next(each for each in comparison.differences if (each.kind, each.id) == (kind, identifier))


def test_rows_are_the_same_with_the_same_id_and_words_and_the_rest_is_listed() -> None:
    assert rows(BEFORE, AFTER) == Rows(
        common=("moved", "also", "same"),
        only_before=("gone",),
        only_after=("new",),
        reworded=("words",),
        moved=("moved",),
        rescored=(),
    )


def test_a_row_is_reworded_where_an_upgrade_would_say_so_but_for_the_labels_of_reasons() -> None:
    late = (Reason("late", "Late"),)
    old = question_set(
        [
            question("a", "1.1", text="One\nor two?", reasons=late),
            question("b", "1.1", reasons=late),
            question("c", "1.1", text="So?"),
        ]
    )
    new = question_set(
        [
            question("a", "1.1", text="One or two?", reasons=(*late, Reason("more", "More"))),
            question("b", "1.1", reasons=(Reason("late", "Too late"),)),
            question("c", "1.1", text="Or so?"),
        ]
    )
    found = rows(old, new)
    assert (found.common, found.reworded) == (("a", "b"), ("c",))
    assert tuple(each.name for each in changed(old, new).reworded) == ("b", "c")


def test_what_is_scored_in_one_only_is_compared_in_none() -> None:
    """A key question that became a prompt, as if it had dragged the first time down."""
    old = question_set([question("key", "1.1"), question("child", "1.1"), question("always", "1.1", prompt_of="key")])
    new = question_set(
        [question("key", "1.1"), question("child", "1.1", prompt_of="key"), question("always", "1.1", prompt_of="key")]
    )
    cases = [CaseAnswers(f"c{place}", {}, {"key": "yes", "child": "no", "always": "no"}) for place in range(10)]
    for one, other in ((old, new), (new, old)):
        found = compare(one, cases, other, cases)
        assert found.rows == Rows(("key",), (), (), (), (), ("child",))
        assert {each.points for each in found.differences} == {0}
        for each in found.differences:
            assert each.before.score.questions == each.after.score.questions == ("key",)
    assert rows_said(found.rows) == "1 question means the same in both: only these are compared."


def test_scores_by_two_rules_have_no_difference() -> None:
    asked = question_set([question("a", "1.1"), question("b", "1.1")])
    cases = [CaseAnswers(f"c{place}", {}, {"a": "yes", "b": "no" if place % 2 else "yes"}) for place in range(20)]
    criterion = found_in(compare(asked, cases, rated(asked), cases), "criterion", "1.1")
    assert (criterion.before.score.percent, criterion.after.score.percent) == (75, 50)
    assert (criterion.points, criterion.low, criterion.high, criterion.verdict) == (None, None, None, "untold")
    assert (points_said(criterion), difference_said(criterion)) == ("-", "The two are scored by different rules.")
    assert verdict_said(criterion) == "not held against chance"


def test_a_row_feeds_only_what_it_feeds_in_both() -> None:
    old, new = narrowed(BEFORE, AFTER), narrowed(AFTER, BEFORE)
    assert [(each.id, each.criterion, each.section, each.themes) for each in new.questions] == [
        ("moved", "", "", ("roh",)),
        ("also", "1.1", "1", ("lor",)),
        ("same", "1.1", "1", ("roh", "lor")),
    ]
    assert {each.id: set(each.themes) for each in old.questions} == {
        each.id: set(each.themes) for each in new.questions
    }


def test_what_is_not_common_moves_no_score() -> None:
    plain = compare(BEFORE, answered(4), AFTER, answered(5))
    other = compare(BEFORE, answered(4, words="no", gone="no"), AFTER, answered(5, words="no", new="no"))
    assert other == plain
    criterion = found_in(plain, "criterion", "1.1")
    assert (criterion.before.score.tally, criterion.after.score.tally) == (Tally(30, 10), Tally(32, 8))
    assert (criterion.before.score.percent, criterion.after.score.percent, criterion.points) == (75, 80, 5)
    assert found_in(plain, "theme", "roh").before.score.questions == ("same", "moved")
    assert plain.answers == (Tally(45, 15), Tally(48, 12))
    assert plain.cases == (20, 20)


def test_only_scores_that_a_common_row_feeds_are_there_in_the_later_sets_order() -> None:
    found = compare(BEFORE, [], AFTER, [])
    assert [(each.kind, each.id) for each in found.differences] == [
        ("theme", "lor"),
        ("theme", "roh"),
        ("section", "1"),
        ("criterion", "1.1"),
    ]
    assert [each.id for each in found.of_kind("theme")] == ["lor", "roh"]


def test_a_score_that_the_earlier_inspection_had_not_is_left_out() -> None:
    only = question_set([question("same", "1.1")])
    later = question_set([question("same", "1.1", ("lor",))])
    assert [each.kind for each in compare(only, [], later, []).differences] == ["section", "criterion"]


def test_nothing_scored_and_too_few_are_too_few_to_tell() -> None:
    empty = found_in(compare(BEFORE, [], AFTER, answered(4)), "theme", "lor")
    assert (empty.points, empty.low, empty.high, empty.verdict) == (None, None, None, "few")
    few = found_in(compare(BEFORE, answered(4), AFTER, answered(2, 4)), "theme", "lor")
    assert (few.points, few.verdict) == (-25, "few")
    later = found_in(compare(BEFORE, answered(2, 4), AFTER, answered(4)), "theme", "lor")
    assert (later.points, later.verdict) == (25, "few")


def test_a_large_difference_of_many_cases_is_larger_than_chance_and_a_small_one_is_not() -> None:
    large = found_in(compare(BEFORE, answered(2, 60), AFTER, answered(10, 60)), "theme", "lor")
    assert (large.points, large.verdict) == (40, "larger")
    assert large.low is not None
    assert large.high is not None
    assert 0 < large.low < 40 < large.high < 100
    small = found_in(compare(BEFORE, answered(4, 60), AFTER, answered(5, 60)), "theme", "lor")
    assert (small.points, small.verdict) == (5, "chance")
    fewer = found_in(compare(BEFORE, answered(2, 8), AFTER, answered(10, 8)), "theme", "lor")
    assert (fewer.points, fewer.verdict) == (38, "chance"), "the same shares, of eight cases"


@given(st.randoms(use_true_random=False))
def test_both_sides_are_scored_anew_over_the_common_rows(chance: random.Random) -> None:
    """Against raw counting of each score's common rows, without the program's own scoring."""
    before, after = random_question_set(chance), random_question_set(chance)
    past, present = random_cases(chance, before), random_cases(chance, after)
    found = compare(before, past, after, present)
    common = {each.id for each in before.questions} & {each.id for each in after.questions}
    assert set(found.rows.common) == common

    def feeds(asked: QuestionSet, row: str, kind: str, identifier: str) -> bool:
        fed = asked.by_id[row]
        return identifier in ({"criterion": (fed.criterion,), "section": (fed.section,)}.get(kind) or fed.themes)

    for each in found.differences:
        both = [row for row in common if all(feeds(asked, row, each.kind, each.id) for asked in (before, after))]
        assert set(each.after.score.questions) == set(each.before.score.questions) == set(both)
        old, new = (
            whole([case.answers.get(row, "blank") for case in cases for row in both]) for cases in (past, present)
        )
        assert (each.before.score.percent, each.after.score.percent) == (old, new)
        assert each.points == (None if old is None or new is None else new - old)
        assert (each.verdict == "few") == (each.before.estimate.whole is None or each.after.estimate.whole is None)


@given(st.randoms(use_true_random=False))
def test_an_inspection_against_itself_shows_no_change_and_the_other_way_round_the_opposite(
    chance: random.Random,
) -> None:
    asked = random_question_set(chance)
    cases, others = random_cases(chance, asked), random_cases(chance, asked)
    for each in compare(asked, cases, asked, cases).differences:
        assert (each.points or 0, each.verdict in ("chance", "few")) == (0, True)
    there, back = (compare(asked, *sides) for sides in ((cases, asked, others), (others, asked, cases)))
    for one, other in zip(there.differences, back.differences, strict=True):
        assert (one.points is None, one.verdict) == (other.points is None, other.verdict)
        assert one.points is None or one.points == -(other.points or 0)
        assert one.low is None or other.high is None or one.low == pytest.approx(-other.high)


def test_five_in_a_hundred_pairs_of_samples_of_the_same_work_seem_to_differ() -> None:
    chance, draws = random.Random(1998), 1_000
    made = population(chance, 5_000)
    alarms = 0
    for _ in range(draws):
        found = limits(estimate(chance.sample(made, 30)), estimate(chance.sample(made, 30)))
        assert found is not None
        alarms += not found[0] <= 0 <= found[1]
    assert 0.02 <= alarms / draws <= 0.08


def test_the_limits_of_a_difference_are_newcombes() -> None:
    """Worked by hand from the two intervals: 56 of 70 against 48 of 80, table II of the article (method 10)."""
    first = Estimate(48, 80, 9, low=0.4905, high=0.7000)
    second = Estimate(56, 70, 9, low=0.6917, high=0.8769)
    found = limits(first, second)
    assert found is not None
    assert found == pytest.approx((5.24, 33.4), abs=0.1)


def test_a_difference_is_said_in_words() -> None:
    def said(points: int | None, verdict: str) -> tuple[str, str, str]:
        sides = found_in(compare(BEFORE, answered(4), AFTER, answered(4)), "theme", "lor")
        made = sides._replace(points=points, verdict=verdict)  # type: ignore[arg-type]
        return points_said(made), verdict_said(made), difference_said(made)

    assert said(6, "larger") == ("+6", "larger than chance", "6 points higher: larger than chance.")
    assert said(-1, "chance") == ("-1", "could be chance", "1 point lower: could be chance.")
    assert said(0, "chance") == ("0", "no difference", "The same in whole points.")
    assert said(None, "few") == ("-", "too few to tell", "One of the two has no score.")
    assert said(0, "few") == ("0", "too few to tell", "The same in whole points.")
    assert set(VERDICTS) == {"larger", "chance", "few", "untold"}
    assert "does not say why" in MEANING


def test_how_much_is_compared_is_said_in_words() -> None:
    assert rows_said(rows(BEFORE, AFTER)) == (
        "3 questions mean the same in both: only these are compared. 1 of them feeds other scores than before: counted"
        " only in those fed in both."
    )
    assert rows_said(Rows(("a",), (), (), (), (), ())) == "1 question means the same in both: only these are compared."
    assert "2 of them feed other" in rows_said(Rows(("a", "b"), (), (), (), ("a", "b"), ()))
