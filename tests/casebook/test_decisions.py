"""What is decided about the inspection as a whole: entries like all others, that merge like all others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase, Refused
from casereview.casebook.decisions import Action, Chosen, Decision, Practice
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet

LEAD = "L Reed"


@pytest.fixture
def path(tmp_path: Path, small: QuestionSet) -> Path:
    Casebook.create(tmp_path / "a.db", small, "Area", [NewCase("C-1", {}), NewCase("C-2", {})])
    return tmp_path / "a.db"


def test_a_decision_about_a_finding_is_kept_changed_and_taken_back(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.decide("assessed", LEAD, Decision("accepted", "In words of our own.", "3/4", 2))
        assert casebook.decisions() == {"assessed": Decision("accepted", "In words of our own.", "3/4", 2)}
        casebook.decide("assessed", LEAD, Decision("dropped"))
        assert casebook.decisions()["assessed"].state == "dropped"
        casebook.decide("assessed", LEAD, Decision())
        assert casebook.decisions() == {}
        assert [entry.case for entry in casebook.history()][-3:] == ["", "", ""]
    assert verify(path).faults == []


def test_recommendations_stand_in_their_order_and_one_of_ones_own_needs_words(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.recommend(Chosen("own-1", "Plans are countersigned", "Head of service", 2), LEAD)
        casebook.recommend(Chosen("own-2", "Plans are reviewed", "", 1), LEAD)
        assert [each.id for each in casebook.recommendations()] == ["own-2", "own-1"]
        with pytest.raises(Refused, match="needs words"):
            casebook.recommend(Chosen("own-3", "  "), LEAD)
        casebook.drop_recommendation("own-2", LEAD)
        assert [each.id for each in casebook.recommendations()] == ["own-1"]


def test_the_improvement_plan_by_date_and_what_is_due(path: Path) -> None:
    with Casebook.open(path) as casebook:
        late = casebook.plan(Action("", "own-1", "Train all staff", "A Manager", "2012-06-30"), LEAD)
        soon = casebook.plan(Action("", "own-1", "Write the guide", "B Manager", "2012-05-31", "2012-09-01"), LEAD)
        never = casebook.plan(Action("", "", "Talk to health"), LEAD)
        assert [each.id for each in casebook.actions()] == [soon, late, never]
        first, second, last = casebook.actions()
        assert first.overdue(date(2012, 6, 1))
        assert not first.overdue(date(2012, 5, 31))
        assert second.due(date(2012, 6, 20))
        assert not second.due(date(2012, 6, 1))
        assert not last.due(date(2012, 6, 1))
        casebook.plan(first._replace(done=True), LEAD)
        assert not casebook.actions()[0].overdue(date(2013, 1, 1))
        casebook.drop_action(late, LEAD)
        assert [each.id for each in casebook.actions()] == [soon, never]
        for wrong in (
            Action("", what=" "),
            Action("", what="x", by="31.5.2012"),
            Action("", what="x", review="2012-02-30"),
        ):
            with pytest.raises(Refused):
                casebook.plan(wrong, LEAD)


def test_notable_practice_belongs_to_its_case(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.mark_practice("C-2", "Josh", "His worker went with him to each appointment.", "A Jones")
        assert casebook.practices() == [Practice("C-2", "Josh", "His worker went with him to each appointment.")]
        with pytest.raises(Refused, match="C-9"):
            casebook.mark_practice("C-9", "", "x", "A Jones")
        casebook.mark_practice("C-2", "Josh", " ", "A Jones")
        assert casebook.practices() == []


def test_ids_that_are_none_are_refused(path: Path) -> None:
    with Casebook.open(path) as casebook:
        for wrong in ("", " ", "x" * 151):
            with pytest.raises(Refused, match="no id"):
                casebook.decide(wrong, LEAD, Decision("accepted"))


def test_decisions_of_two_copies_differ_until_settled(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.db"
    other.write_bytes(path.read_bytes())
    with Casebook.open(path) as here, Casebook.open(other) as there:
        here.decide("assessed", LEAD, Decision("accepted"))
        there.decide("assessed", "M Reed", Decision("dropped"))
        there.plan(Action("", what="Train all staff"), LEAD)
        there.mark_practice("C-1", "Josh", "Well done.", LEAD)
    with Casebook.open(path) as here:
        receipt = here.merge([other], LEAD)
        assert receipt.arrivals[0].conflicts == 1
        assert receipt.arrivals[0].cases == ("C-1",)
        assert here.decisions()["assessed"].differs
        assert here.differing_decisions() == 1
        assert [each.what for each in here.actions()] == ["Train all staff"]
        (conflict,) = here.conflicts()
        assert (conflict.case, conflict.item) == ("", "finding:assessed")
        here.settle(conflict, conflict.sides[0].value, LEAD)
        assert here.conflicts() == []
        assert not here.decisions()["assessed"].differs
        assert here.differing_decisions() == 0
    assert verify(path).faults == []
