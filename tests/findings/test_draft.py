"""Which answers make a finding, in what order, and what a decision does to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casereview.casebook.decisions import Decision
from casereview.findings.draft import decided, draft, weight, which_list
from casereview.findings.figures import key
from casereview.questions import QuestionSet
from casereview.questions.model import FindingRules
from casereview.scoring import QuestionFigures, Tally, percent

RULES = FindingRules(strength_from=70, strength_from_few=67, improvement_below=67)


def figures(question_set: QuestionSet, **counts: tuple[int, int]) -> list[QuestionFigures]:
    return [
        QuestionFigures(question.id, Tally(yes=yes, no=no), percent(yes, yes + no), {})
        for question in question_set.questions
        for yes, no in [counts.get(question.id.replace("-", "_"), (0, 0))]
    ]


@pytest.mark.parametrize(
    ("yes", "no", "own", "which"),
    [
        (7, 3, None, "strength"), (69, 31, None, None), (66, 34, None, "improvement"), (67, 33, None, None),
        (2, 1, None, "strength"), (1, 1, None, "improvement"), (0, 0, None, None),
        (73, 27, 75, "improvement"), (75, 25, 75, "strength"),
    ],
)  # fmt: skip
def test_the_limits_are_the_question_sets(
    small: QuestionSet, yes: int, no: int, own: int | None, which: str | None
) -> None:
    question = small.questions[0]._replace(strength_from=own)
    assert which_list(question, QuestionFigures("q", Tally(yes=yes, no=no), percent(yes, yes + no), {}), RULES) == which


def test_by_weight_of_evidence_and_not_by_share_alone() -> None:
    many = QuestionFigures("a", Tally(yes=19, no=1), 95, {})
    few = QuestionFigures("b", Tally(yes=2, no=0), 100, {})
    assert weight("strength", [many]) > weight("strength", [few])
    assert weight("improvement", [QuestionFigures("a", Tally(yes=5, no=15), 25, {})]) > weight(
        "improvement", [QuestionFigures("b", Tally(yes=0, no=2), 0, {})]
    )


def test_findings_come_by_criterion_strengths_first(small: QuestionSet) -> None:
    ids = [question.id for question in small.questions if not question.matrix][:4]
    counts = {name.replace("-", "_"): (9, 1) if place % 2 else (1, 9) for place, name in enumerate(ids)}
    found = draft(small, figures(small, **counts))
    order = [each.id for each in small.criteria]
    places = [(order.index(each.criterion), each.which == "improvement") for each in found]
    assert places == sorted(places)
    assert {each.id for each in found} == set(ids)


def test_what_was_decided_goes_with_the_finding(small: QuestionSet) -> None:
    name = small.questions[0].id
    counts = figures(small, **{name.replace("-", "_"): (9, 1)})
    (plain,) = draft(small, counts)
    worded = Decision("accepted", "In {yes} cases of {scored}: well done.", key(plain.figures), 3)
    (found,) = decided(small, counts, {name: worded})
    assert (found.text, found.state, found.place, found.changed) == (
        "In 9 cases of 10: well done.",
        "accepted",
        3,
        False,
    )
    later = figures(small, **{name.replace("-", "_"): (8, 2)})
    (found,) = decided(small, later, {name: worded})
    assert (found.text, found.changed) == ("In 8 cases of 10: well done.", True)
    (found,) = decided(small, later, {name: Decision("dropped")})
    assert not found.printed
    assert decided(small, counts, {"no-such-question": Decision("accepted")}) == [plain]


def test_an_accepted_finding_stays_when_its_figures_leave_both_lists(small: QuestionSet) -> None:
    name = small.questions[0].id
    between = figures(small, **{name.replace("-", "_"): (70, 30)})
    assert draft(small, between) == []
    (found,) = decided(small, between, {name: Decision("accepted")})
    assert (found.which, found.changed) == ("strength", True)
    (found,) = decided(small, figures(small, **{name.replace("-", "_"): (66, 34)}), {name: Decision("accepted")})
    assert (found.which, found.changed) == ("improvement", True)
    assert decided(small, between, {name: Decision("dropped")}) == []


def test_an_accepted_finding_about_rows_stays_when_rows_leave_its_list(small: QuestionSet) -> None:
    together = figures(small, joint_health=(8, 1), joint_police=(8, 1))
    (finding,) = decided(small, together, {})
    accepted = {
        finding.id: Decision("accepted", "Good work in {yes@joint-health} cases.", figures=key(finding.figures))
    }
    assert not decided(small, together, accepted)[0].changed
    apart = figures(small, joint_health=(8, 1), joint_police=(1, 8))
    kept = {each.id: each for each in decided(small, apart, accepted)}
    assert (kept[finding.id].text, kept[finding.id].changed) == ("Good work in 8 cases.", True)


def test_places_that_were_chosen_come_first(small: QuestionSet) -> None:
    criterion = small.questions[0].criterion
    ids = [each.id for each in small.questions if each.criterion == criterion and not each.matrix][:2]
    if len(ids) < 2:
        pytest.fail("the small set needs two plain questions in its first criterion")
    counts = figures(small, **{name.replace("-", "_"): (9, 1 + place) for place, name in enumerate(ids)})
    drafted = [each.id for each in draft(small, counts)]
    moved = [each.id for each in decided(small, counts, {drafted[1]: Decision(place=1)})]
    assert moved == drafted[::-1]


def test_counts_alone_where_there_are_no_percentages(small: QuestionSet) -> None:
    name = small.questions[0].id
    (found,) = draft(small, figures(small, **{name.replace("-", "_"): (30, 8)}), shares=False)
    assert "%" not in found.text
    assert "30 of the 38" in found.text


def test_rows_without_words_stand_alone(small: QuestionSet) -> None:
    bare = replace(small, questions=tuple(each._replace(good="", poor="") for each in small.questions))
    rows = [each.id for each in bare.questions if each.matrix][:2]
    found = draft(bare, figures(bare, **{name.replace("-", "_"): (9, 1) for name in rows}))
    assert {each.id for each in found} == set(rows)
