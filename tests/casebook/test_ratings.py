"""Ratings of standards that are judged elsewhere: entries like all others, that count towards the overall rating."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Casebook, CasebookError, NewCase, NotPermitted, Refused
from casereview.casebook.ratings import Rated, rating_named
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.questions.check import check
from casereview.scoring import OverallRating
from tests.casebook.forging import forging
from tests.standards import standards, standards_data

LEAD = "L Reed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A casebook in which all is sufficient: three standards of three points each."""

    def fill(casebook: Casebook) -> None:
        casebook.put_facts("C-1", {"rmp-needed": "yes"}, LEAD)
        for question in casebook.question_set.scored:
            casebook.answer("C-1", question.id, "yes", "A Jones")

    Casebook.create(tmp_path / "a.db", standards(), "Area", [NewCase("C-1", {})], fill=fill)
    return tmp_path / "a.db"


@pytest.fixture
def other(path: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(path, tmp_path / "b.db"))


def overall(casebook: Casebook) -> OverallRating:
    found = casebook.summary().overall
    assert found is not None
    return found


def test_the_set_is_sound() -> None:
    assert check(standards_data()) == []


def test_a_rating_is_entered_changed_and_taken_back_and_the_history_has_it_all(path: Path) -> None:
    with Casebook.open(path) as casebook:
        assert casebook.ratings() == {}
        casebook.rate("o1", "moderate", LEAD)
        casebook.rate("o1", "minimum", LEAD)
        assert casebook.ratings() == {"o1": Rated(("minimum",), (LEAD,))}
        casebook.rate("o1", None, LEAD)
        assert casebook.ratings_given() == {}
        entries = [(e.case, e.item, e.field, e.value) for e in casebook.history()][-3:]
        assert entries == [("", "rating:o1", "rating", value) for value in ('"moderate"', '"minimum"', "null")]
        number = len(casebook.history())
        casebook.rate("o1", None, LEAD)
        assert len(casebook.history()) == number, "the same again is nothing new"
    assert verify(path).faults == []


def test_the_overall_rating_counts_what_is_entered_with_the_cases(path: Path) -> None:
    with Casebook.open(path) as casebook:
        found = overall(casebook)
        assert (found.points, found.most, found.elsewhere, found.band) == (9, 9, 2, None)
        casebook.rate("o1", "drastic", LEAD)
        casebook.rate("o2", "substantial", LEAD)
        found = overall(casebook)
        assert (found.points, found.most, found.elsewhere, found.band and found.band.id) == (10, 15, 0, "high")
        assert [(each.id, each.points, each.elsewhere) for each in found.standards] == [
            ("1.1", 3, False), ("1.2", 3, False), ("2.1", 3, False), ("o1", 0, True), ("o2", 1, True),
        ]  # fmt: skip


def test_not_rated_is_entered_and_is_never_zero(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.rate("o1", "not-rated", LEAD)
        casebook.rate("o2", "minimum", LEAD)
        found = overall(casebook)
        assert (found.points, found.most, found.not_rated, found.elsewhere) == (12, 12, 1, 0)
        assert found.band is not None
        casebook.rate("o1", "drastic", LEAD)
        assert (overall(casebook).points, overall(casebook).most) == (12, 15)


def test_the_figures_of_some_cases_have_no_overall_rating(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.rate("o1", "minimum", LEAD)
        assert {each.overall for each in casebook.summaries_by("rmp-needed").values()} == {None}


@pytest.mark.parametrize(
    ("standard", "rating", "said"),
    [
        ("o9", "minimum", "no standard 'o9' is judged elsewhere; it can be o1, o2"),
        ("1.1", "minimum", "standard 1.1 is rated by the cases here"),
        ("o1", "low", "'low' is no rating; it can be minimum, moderate, substantial, drastic, not-rated"),
        ("o1", "", "'' is no rating"),
    ],
)
def test_what_is_no_standard_or_no_rating_is_refused(path: Path, standard: str, rating: str, said: str) -> None:
    with Casebook.open(path) as casebook:
        number = len(casebook.history())
        with pytest.raises(Refused, match=said):
            casebook.rate(standard, rating, LEAD)
        with pytest.raises(Refused, match="a name"):
            casebook.rate("o1", "minimum", " ")
        assert len(casebook.history()) == number


def test_a_set_without_such_standards_has_nothing_to_rate(tmp_path: Path, small: QuestionSet) -> None:
    Casebook.create(tmp_path / "s.db", small, "Area")
    with Casebook.open(tmp_path / "s.db") as casebook:
        assert casebook.ratings_given() == {}
        with pytest.raises(Refused, match="question set small lists no standards that are judged elsewhere"):
            casebook.rate("o1", "minimum", LEAD)


def test_a_casebook_opened_to_look_at_takes_no_rating(path: Path) -> None:
    with Casebook.open(path, write=False) as casebook, pytest.raises(NotPermitted):
        casebook.rate("o1", "minimum", LEAD)


def test_a_rating_can_be_named_by_its_label() -> None:
    asked = standards()
    for words in ("minimum", "Minimum improvement required", " minimum  IMPROVEMENT required"):
        assert rating_named(asked, words) == "minimum"
    assert [rating_named(asked, words) for words in ("Not rated", "not-rated")] == ["not-rated"] * 2
    assert rating_named(asked, "better") == "better"


# --- copies ---


def differ(path: Path, other: Path, mine: str | None, theirs: str | None, *, before: str | None = None) -> None:
    with Casebook.open(path) as here:
        if before:
            here.rate("o1", before, LEAD)
            shutil.copy(path, other)
        here.rate("o1", mine, LEAD)
    with Casebook.open(other) as there:
        there.rate("o1", theirs, "M Reed")
    with Casebook.open(path) as here:
        here.merge([other], LEAD)


@pytest.mark.parametrize(
    ("mine", "theirs", "before"),
    [("minimum", "drastic", None), ("minimum", "not-rated", "moderate"), ("minimum", None, "moderate")],
)
def test_ratings_of_two_copies_differ_and_count_as_not_given_until_settled(
    path: Path, other: Path, mine: str, theirs: str | None, before: str | None
) -> None:
    differ(path, other, mine, theirs, before=before)
    with Casebook.open(path) as here:
        assert here.ratings_given() == {"o1": None}
        found = overall(here)
        assert (found.points, found.most, found.elsewhere, found.band) == (9, 9, 2, None)
        [standard] = [each for each in found.standards if each.id == "o1"]
        assert (standard.differs, standard.given, standard.points) == (True, False, None)
        assert here.differing_decisions() == 1
        [conflict] = here.conflicts()
        assert (conflict.case, conflict.item, conflict.field) == ("", "rating:o1", "rating")
        assert {side.value for side in conflict.sides} == {mine, theirs}
        here.settle(conflict, theirs, LEAD)
        assert here.conflicts() == []
        assert here.ratings_given() == ({"o1": theirs} if theirs else {})
    assert verify(path).faults == []


def test_rating_anew_settles_a_difference(path: Path, other: Path) -> None:
    differ(path, other, "minimum", "drastic")
    with Casebook.open(path) as here:
        here.rate("o1", "minimum", LEAD)
        assert here.conflicts() == []
        assert here.ratings_given() == {"o1": "minimum"}


def test_the_same_rating_in_two_copies_is_no_conflict(path: Path, other: Path) -> None:
    differ(path, other, "minimum", "minimum")
    with Casebook.open(path) as here:
        assert here.conflicts() == []
        assert here.ratings()["o1"].rating == "minimum"


@pytest.mark.parametrize(
    "forged",
    [
        {"item": "rating:o9"}, {"item": "rating:1.1"}, {"item": "o1"}, {"value": '"low"'}, {"value": "3"}, {"value": "[]"},
        {"value": "true"}, {"case": "C-1"}, {"field": "rating@Eve"},
    ],
    ids=str,
)  # fmt: skip
def test_a_rating_that_can_not_be_is_refused_from_elsewhere(path: Path, other: Path, forged: dict[str, str]) -> None:
    with forging(other) as forger:
        forger.enter(**({"case": "", "item": "rating:o1", "field": "rating", "value": '"minimum"'} | forged))
    with Casebook.open(path) as here:
        arrival = here.merge([other], LEAD).arrivals[0]
        assert isinstance(arrival.refused, CasebookError)
        assert here.ratings() == {}


# --- another question set ---


def changed(change: Callable[[dict[str, list[dict[str, str]]]], object]) -> QuestionSet:
    data = standards_data() | {"version": "1.1.0"}
    change(data)
    assert check(data) == []
    return build(data)


def test_a_rating_goes_with_an_upgrade_and_is_gone_where_the_set_lists_it_no_more(path: Path) -> None:
    without = changed(lambda data: data["overall"].update(elsewhere=[{"id": "o2", "title": "Staff, all of them"}]))  # type: ignore[attr-defined]
    with Casebook.open(path) as casebook:
        casebook.rate("o1", "minimum", LEAD)
        casebook.rate("o2", "moderate", LEAD)
        assert casebook.plan_upgrade(without).ratings == {"o1": "minimum"}
        casebook.upgrade(without, LEAD)
        assert casebook.ratings_given() == {"o2": "moderate"}
        found = overall(casebook)
        assert (found.points, found.elsewhere) == (11, 1)
        with pytest.raises(Refused, match="it can be o2"):
            casebook.rate("o1", "minimum", LEAD)
        casebook.undo_upgrade(LEAD)
        assert casebook.ratings_given() == {"o1": "minimum", "o2": "moderate"}
    assert verify(path).faults == []


def test_a_rating_that_the_set_knows_no_more_does_not_count(path: Path) -> None:
    def rename(data: dict[str, list[dict[str, str]]]) -> None:
        data["bands"][0]["id"] = "best"

    with Casebook.open(path) as casebook:
        casebook.rate("o1", "minimum", LEAD)
        casebook.rate("o2", "moderate", LEAD)
        plan = casebook.upgrade(changed(rename), LEAD)
        assert plan.ratings == {"o1": "minimum"}
        assert casebook.ratings_given() == {"o2": "moderate"}
        casebook.rate("o1", "best", LEAD)
        assert casebook.ratings_given() == {"o1": "best", "o2": "moderate"}
    assert verify(path).faults == []


def test_a_conflict_about_a_standard_that_is_gone_is_none(path: Path, other: Path) -> None:
    differ(path, other, "minimum", "drastic")
    without = changed(lambda data: data["overall"].pop("elsewhere"))  # type: ignore[attr-defined]
    with Casebook.open(path) as here:
        here.upgrade(without, LEAD)
        assert here.conflicts() == []
        assert here.differing_decisions() == 0
        here.undo_upgrade(LEAD)
        assert len(here.conflicts()) == 1


def test_a_copy_that_is_not_upgraded_rates_what_it_knows(path: Path, other: Path) -> None:
    without = changed(lambda data: data["overall"].pop("elsewhere"))  # type: ignore[attr-defined]
    with Casebook.open(path) as here:
        here.upgrade(without, LEAD)
    with Casebook.open(other) as there:
        there.rate("o1", "minimum", "M Reed")
    for into, come in ((path, other), (other, path)):
        with Casebook.open(into) as casebook:
            assert casebook.merge([come], LEAD).arrivals[0].refused is None
            assert casebook.ratings() == {}
        assert verify(into).faults == []


def test_an_assessors_copy_holds_no_ratings_and_merges_back(path: Path, tmp_path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.rate("o1", "minimum", LEAD)
        casebook.allocate({"C-1": ("A Jones", "")}, LEAD, {"A Jones": tmp_path / "jones.db"})
    with Casebook.open(tmp_path / "jones.db") as theirs:
        assert theirs.ratings() == {}
        theirs.answer("C-1", "safe", "no", "A Jones")
    with Casebook.open(path) as casebook:
        casebook.merge([tmp_path / "jones.db"], LEAD)
        assert casebook.ratings_given() == {"o1": "minimum"}
