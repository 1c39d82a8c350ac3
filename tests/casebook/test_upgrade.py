"""Upgrading a casebook that is in use to another question set: nothing is lost, nothing counts that was asked in other words."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, CasebookError, Refused
from casereview.casebook.asked import side_words
from casereview.casebook.decisions import Chosen, Decision
from casereview.casebook.verify import verify
from casereview.findings import choose
from casereview.questions import QuestionSet
from casereview.questions.build import build, canonical
from casereview.questions.load import read
from tests.casebook.hands import standing
from tests.questionnaire import begin
from tests.questionnaire import data as questionnaire_data

DATA = read(Path(__file__).parents[1] / "data" / "small.toml")


def other_set(**more: Any) -> QuestionSet:
    """The small set with `safe` in other words and `delivered` under another id; `more` goes over the file's data."""
    data = copy.deepcopy(DATA) | {"version": "1.1.0", "recommendations": []} | more
    for each in data["questions"]:
        if each["id"] == "safe":
            each["text"] = "Was it assessed how vulnerable the child is?"
        if each["id"] == "delivered":
            each["id"] = "work-done"
    return build(data)


def without(*names: str) -> QuestionSet:
    """The small set without some questions, and without the gates that look back to them."""
    data = copy.deepcopy(DATA) | {"version": "1.2.0", "recommendations": []}
    data["questions"] = [each for each in data["questions"] if each["id"] not in names]
    for each in data["questions"]:
        each["applies_when"] = {k: v for k, v in each.get("applies_when", {}).items() if k not in names}
    return build(data)


def test_a_reworded_question_asks_again_and_a_renamed_one_keeps_its_answers(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.answer("A1", "delivered", "no", "Ann")
    casebook.upgrade(other_set(), "Lead")
    assert casebook.reading("A1", "Ann").answers == {"work-done": "no"}
    casebook.answer("A1", "safe", "no", "Ann")
    assert casebook.reading("A1", "Ann").answers == {"work-done": "no", "safe": "no"}
    entries = casebook.history("A1", "safe")
    assert [(each.item.partition("~")[0], each.value) for each in entries] == [("safe", '"yes"'), ("safe", '"no"')]
    assert [each.value for each in casebook.history("A1", "work-done")] == ['"no"']
    casebook.undo_upgrade("Lead")
    assert casebook.reading("A1", "Ann").answers == {"safe": "yes", "delivered": "no"}
    casebook.upgrade(other_set(), "Lead")
    assert casebook.reading("A1", "Ann").answers == {"work-done": "no", "safe": "no"}


def test_a_reading_knows_what_was_answered_in_another_wording(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.answer("A1", "rmp-timely", "yes", "Ann")
    assert casebook.reading("A1", "Ann").otherwise == {}
    casebook.upgrade(other_set(), "Lead")
    assert casebook.reading("A1", "Ann").otherwise == {"safe": "yes"}
    assert casebook.reading("A1", "Bea").otherwise == {}
    casebook.answer("A1", "safe", "no", "Ann")
    assert casebook.reading("A1", "Ann").otherwise == {"safe": "yes"}
    casebook.undo_upgrade("Lead")
    found = casebook.reading("A1", "Ann")
    assert (found.answers, found.otherwise) == ({"safe": "yes", "rmp-timely": "yes"}, {"safe": "no"})


def test_what_is_said_to_mean_the_same_counts(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.upgrade(other_set(), "Lead", ["safe"])
    assert casebook.reading("A1", "Ann").answers == {"safe": "yes"}
    with pytest.raises(Refused, match="'assessed' is not reworded"):
        casebook.plan_upgrade(without("rmp-timely"), ["assessed"])


def test_the_same_options_in_another_order_are_no_conflict(tmp_path: Path) -> None:
    """Copies that ask in another order keep what is chosen in another order; people chose the same."""
    data = questionnaire_data()
    begin(tmp_path / "one.db", lambda casebook: casebook.add_respondent("Lead"))
    other = Path(shutil.copy(tmp_path / "one.db", tmp_path / "other.db"))
    data["questions"][1]["options"].reverse()
    with Casebook.open(tmp_path / "one.db") as casebook:
        casebook.upgrade(build(data | {"version": "1.1.0"}), "Lead")
        casebook.respond("R-01", "with", ["school", "home"], "Ann")
    with Casebook.open(other) as casebook:
        casebook.respond("R-01", "with", ["school", "home"], "Ann")
        casebook.merge([tmp_path / "one.db"], "Lead")
        assert casebook.conflicts() == []
        assert [form.values for form in casebook.forms()] == [{"with": ["home", "school"]}]
        casebook.undo_upgrade("Lead")
        casebook.upgrade(build(questionnaire_data() | {"version": "1.2.0"}), "Lead")
        assert [form.values for form in casebook.forms()] == [{"with": ["school", "home"]}]


def test_undo_does_not_reach_back_over_an_upgrade(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.upgrade(other_set(), "Lead")
    assert casebook.undo("A1", "Ann") is None
    casebook.undo_upgrade("Lead")
    assert casebook.reading("A1", "Ann").answers == {"safe": "yes"}


def test_upgrades_are_taken_back_one_after_the_other(casebook: Casebook) -> None:
    first = casebook.question_set
    casebook.upgrade(other_set(), "Lead")
    casebook.upgrade(without("rmp-timely"), "Lead")
    assert casebook.undo_upgrade("Lead").digest == other_set().digest
    assert casebook.undo_upgrade("Lead") == first
    with pytest.raises(Refused, match="no upgrade to take back"):
        casebook.undo_upgrade("Lead")


def test_nothing_is_written_by_a_plan_or_by_what_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with Casebook.open(path, write=False) as casebook:
        assert casebook.plan_upgrade(other_set()).changes.renamed == (("delivered", "work-done"),)
    with Casebook.open(path) as casebook:
        with pytest.raises(Refused, match="is asked already"):
            casebook.upgrade(casebook.question_set, "Lead")
        asks_people = build(copy.deepcopy(DATA) | {"unit": "respondent"})
        with pytest.raises(Refused, match="about a respondent"):
            casebook.upgrade(asks_people, "Lead")
        with pytest.raises(Refused, match="is not sound"):
            casebook.upgrade(without("safe"), "Lead")  # a criterion that no question belongs to
        with pytest.raises(Refused, match="say who"):
            casebook.upgrade(other_set(), " ")
    assert path.read_bytes() == before


@pytest.fixture
def apart(path: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies, upgraded differently without sight of each other."""
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    for each, to in ((path, other_set()), (other, without("rmp-timely"))):
        with Casebook.open(each) as casebook:
            casebook.answer("A1", "assessed", "yes", each.stem)
            casebook.upgrade(to, each.stem)
    return path, other


def test_two_upgrades_without_sight_of_each_other_are_a_conflict_and_the_older_set_stands(
    apart: tuple[Path, Path], small: QuestionSet
) -> None:
    for into, source in (apart, apart[::-1]):
        copied = Path(shutil.copy(into, into.with_name(f"both-{into.name}")))
        with Casebook.open(copied) as casebook:
            casebook.merge([source], "Lead")
            assert casebook.question_set.digest == small.digest
            (conflict,) = casebook.conflicts()
            assert (conflict.field, len(conflict.sides)) == ("question-set", 2)
            with pytest.raises(Refused, match="settle it first"):
                casebook.undo_upgrade("Lead")
    both = [into.with_name(f"both-{into.name}") for into in apart]
    assert standing(both[0]) == standing(both[1])
    with Casebook.open(both[0]) as casebook:  # settled like any other conflict
        side = next(each for each in casebook.conflicts()[0].sides if "work-done" in each.value["content"])
        casebook.settle(casebook.conflicts()[0], side.value, "Lead")
        assert (casebook.question_set.digest, casebook.conflicts()) == (other_set().digest, [])
    with Casebook.open(both[1]) as casebook:  # or by upgrading: to a third set, or to the one that stands
        casebook.upgrade(small, "Lead")
        assert (casebook.question_set, casebook.conflicts()) == (small, [])
    for each in both:
        assert verify(each).faults == []


def test_the_same_upgrade_made_twice_is_no_conflict(path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    for each in (path, other):
        with Casebook.open(each) as casebook:
            casebook.upgrade(other_set(), each.stem)
    with Casebook.open(path) as casebook:
        casebook.merge([other], "Lead")
        assert casebook.conflicts() == []
        assert casebook.question_set.digest == other_set().digest
        casebook.undo_upgrade("Lead")
        assert casebook.question_set.digest != other_set().digest


def test_an_assessors_copy_of_an_upgraded_casebook_asks_the_same_and_merges_back(path: Path, tmp_path: Path) -> None:
    copied = tmp_path / "Ann.db"
    with Casebook.open(path) as casebook:
        casebook.upgrade(other_set(), "Lead")
        casebook.recommend(Chosen("own", text="Do it.", who="Managers"), "Lead")
        casebook.allocate({"A1": ("Ann", "")}, "Lead", {"Ann": copied})
    with Casebook.open(copied) as casebook:
        assert casebook.question_set.digest == other_set().digest
        casebook.answer("A1", "safe", "no", "Ann")
    assert verify(copied).faults == []
    with Casebook.open(path) as casebook:
        casebook.merge([copied], "Lead")
        assert casebook.case_line("A1").counted.answers == {"safe": "no"}


def recommending(*words: tuple[str, str], **more: Any) -> QuestionSet:
    """The small set with other standard recommendations: id and words."""
    made = [{"id": name, "text": text, "who": "All", "questions": ["assessed"]} for name, text in words]
    return build(copy.deepcopy(DATA) | {"version": "1.3.0", "recommendations": made} | more)


def test_a_recommendation_that_was_made_keeps_its_words_when_the_set_has_it_no_more(
    casebook: Casebook, small: QuestionSet
) -> None:
    standard = small.recommendations[0]
    casebook.recommend(Chosen(standard.id, place=1), "Lead")
    casebook.recommend(Chosen("own", "Do it.", place=2), "Lead")
    kept = [Chosen(standard.id, standard.text, standard.who, 1), Chosen("own", "Do it.", "", 2)]
    casebook.upgrade(recommending(), "Lead")
    assert casebook.recommendations() == kept
    casebook.upgrade(recommending(("another", "Other words."), version="1.4.0"), "Lead")
    assert casebook.recommendations() == kept
    for each in choose.reordered(casebook.recommendations(), "own", 1):  # which writes both
        casebook.recommend(each, "Lead")
    assert [each.id for each in casebook.recommendations()] == ["own", standard.id]
    for _ in range(2):
        casebook.undo_upgrade("Lead")
    offers = {
        each.id: each
        for each in choose.offers(
            small, {each.id: each for each in casebook.summary().questions}, casebook.recommendations()
        )
    }
    assert (offers[standard.id].text, offers[standard.id].own_words) == (standard.text, False)


def test_what_was_decided_about_a_finding_goes_with_a_question_that_was_only_renamed(casebook: Casebook) -> None:
    worded = Decision("accepted", "Work was delivered in {yes} of {scored} cases.", "1/2")
    casebook.decide("delivered", "Lead", worded)
    casebook.decide("joint/strength", "Lead", Decision("dropped"))
    casebook.upgrade(other_set(), "Lead")
    assert casebook.decisions() == {"work-done": worded, "joint/strength": Decision("dropped")}
    casebook.decide("work-done", "Lead", Decision("dropped"))
    assert casebook.decisions()["work-done"] == Decision("dropped")
    casebook.undo_upgrade("Lead")
    assert casebook.decisions()["delivered"] == Decision("dropped")
    swapped = copy.deepcopy(DATA) | {
        "version": "1.5.0",
        "recommendations": [],
    }  # the id is used for another question then
    by_id = {each["id"]: each for each in swapped["questions"]}
    by_id["delivered"]["id"], by_id["assessed"]["id"] = "work-done", "delivered"
    by_id["assessed"]["text"] = "Quite another?"
    casebook.upgrade(build(swapped), "Lead")
    assert casebook.decisions()["work-done"] == Decision("dropped")
    casebook.decide("delivered", "Lead", Decision("accepted"))
    assert casebook.decisions()["delivered"] == Decision("accepted")
    assert casebook.decisions()["work-done"] == Decision("dropped")


def test_what_was_decided_about_another_question_of_the_same_id_is_not_said_of_this_one(casebook: Casebook) -> None:
    data = copy.deepcopy(DATA) | {"version": "1.5.0"}
    data["questions"].append(
        {
            "id": "work-done",
            "part": "delivery",
            "criterion": "2.1",
            "text": "Was more done?",
            "good": "yes",
            "poor": "no",
        }
    )
    casebook.upgrade(build(data), "Lead")
    casebook.decide("work-done", "Lead", Decision("accepted"))
    casebook.undo_upgrade("Lead")
    casebook.upgrade(other_set(), "Lead")
    assert casebook.decisions() == {}


def test_the_words_of_a_recommendation_are_those_of_the_latest_set_that_has_it(
    path: Path, tmp_path: Path, small: QuestionSet
) -> None:
    with Casebook.open(path) as casebook:
        casebook.upgrade(recommending(("new", "Words of then.")), "Lead")
        casebook.recommend(Chosen("new", place=1), "Lead")
        casebook.upgrade(recommending(("new", "Words of later."), version="1.4.0"), "Lead")
        assert casebook.recommendations() == [Chosen("new", place=1)]  # in the words of the set, whatever they are
        casebook.upgrade(recommending(version="1.5.0"), "Lead")
        assert casebook.recommendations() == [Chosen("new", "Words of later.", "All", 1)]
        for _ in range(3):
            casebook.undo_upgrade("Lead")
        assert casebook.question_set == small  # where neither stands any more it is one of them, in every copy the same
        (chosen,) = casebook.recommendations()
        assert chosen.text.startswith("Words of ")
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    with Casebook.open(other, write=False) as casebook:
        assert casebook.recommendations() == [chosen]


def test_a_merge_says_what_was_upgraded_and_who_has_not_seen_it(path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    with Casebook.open(other) as casebook:
        casebook.answer("A1", "safe", "yes", "Ann")
    with Casebook.open(path) as casebook:
        casebook.upgrade(other_set(), "Lead")
        (arrival,) = casebook.merge([other], "Lead").arrivals
        assert "another question set is asked there" in " ".join(arrival.mapped)
    with Casebook.open(other) as casebook:
        planned = casebook.plan_merge([path], "Lead")
        (arrival,) = casebook.merge([path], "Lead").arrivals
        assert planned.arrivals[0].mapped == arrival.mapped
        assert arrival.mapped[0].startswith("upgraded to small 1.1.0 (")
        assert casebook.question_set.digest == other_set().digest


def test_sets_of_one_version_and_other_content_are_told_apart(path: Path) -> None:
    same_version = other_set(version="1.0.0")
    with Casebook.open(path) as casebook:
        first = casebook.question_set
        plan = casebook.plan_upgrade(same_version)
        assert (plan.before.version, plan.after.version) == ("1.0.0", "1.0.0")
        assert casebook.upgrade(same_version, "Lead").changes.reworded[0].name == "safe"
    assert (
        verify(path).question_set == f"small 1.0.0 ({same_version.digest[:8]})" != f"small 1.0.0 ({first.digest[:8]})"
    )


# --- upgrades from elsewhere ---


def _bad_values() -> list[Any]:
    good = other_set()
    fault = json.loads(good.source)
    fault["questions"][0]["applies_when"] = {"nothing": "yes"}
    return [
        {"content": good.source},
        {"content": good.source, "items": "safe"},
        {"content": good.source, "items": "safe assessed"},  # two questions under one item
        {"content": good.source, "items": "safe safe~zz"},
        {"content": good.source, "items": "safe safe"},
        {"content": good.source, "items": "nothing safe~0123456789ab"},
        {"content": good.source, "items": "safe fact:gender~0123456789ab"},
        {"content": good.source.replace(":", ": "), "items": ""},  # not the one way to write it
        {"content": canonical(fault), "items": ""},
        {"content": "[" * 100_000, "items": ""},
        {"content": "{}", "items": ""},
        {"content": 7, "items": ""},
        "a text",
        [],
    ]


@pytest.mark.parametrize("number", range(len(_bad_values())))
def test_an_upgrade_that_is_none_is_refused_and_nothing_comes(path: Path, tmp_path: Path, number: int) -> None:
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    with Casebook.open(other) as casebook:
        casebook.answer("A1", "safe", "yes", "Ann")
        with casebook._writing():
            from casereview.casebook.ledger import Change

            casebook._ledger.append([Change("", "question-set", "question-set", _bad_values()[number])], "Mallory")
    before = path.read_bytes()
    with Casebook.open(path) as casebook:
        (arrival,) = casebook.merge([other], "Lead").arrivals
        assert isinstance(arrival.refused, CasebookError)
    assert path.read_bytes() == before


def test_there_is_an_end_to_upgrades_and_what_was_made_before_it_is_intact(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook._connection.execute("PRAGMA synchronous = OFF")
        for _ in range(50):
            casebook.upgrade(other_set(), "Lead")
            casebook.undo_upgrade("Lead")
        with pytest.raises(Refused, match="no more sets fit"):
            casebook.upgrade(other_set(), "Lead")
    assert verify(path).faults == []


# --- what a plan says of what was entered before ---


def test_a_plan_counts_the_earlier_answers_that_count_again(casebook: Casebook, small: QuestionSet) -> None:
    for question in ("safe", "rmp-timely", "assessed"):
        casebook.answer("A1", question, "yes", "Ann")
    assert casebook.plan_upgrade(other_set()).earlier == {}
    casebook.upgrade(other_set(), "Lead")
    casebook.answer("A1", "safe", "no", "Ann")
    assert casebook.plan_upgrade(small).earlier == {"safe": 1}
    assert casebook.plan_upgrade(small, ["safe"]).earlier == {}
    casebook.undo_upgrade("Lead")
    assert casebook.plan_upgrade(other_set()).earlier == {"safe": 1}
    casebook.upgrade(without("rmp-timely"), "Lead")
    plan = casebook.plan_upgrade(small)
    assert (plan.changes.new, plan.earlier) == (("rmp-timely",), {"rmp-timely": 1})
    casebook.upgrade(small, "Lead")
    assert casebook.reading("A1", "Ann").answers == {"safe": "yes", "rmp-timely": "yes", "assessed": "yes"}


def test_what_means_the_same_is_said_before_the_set_is_asked(casebook: Casebook, small: QuestionSet) -> None:
    with pytest.raises(Refused, match="nothing to upgrade"):
        casebook.plan_upgrade(small, all_same=True)
    casebook.upgrade(other_set(), "Lead")
    for how in ({"same": ["safe"]}, {"all_same": True}):
        with pytest.raises(Refused, match="take the upgrade back first, with --undo"):
            casebook.plan_upgrade(other_set(), **how)
    with pytest.raises(Refused, match="'bogus' is not reworded"):
        casebook.plan_upgrade(other_set(), ["bogus"])


def test_a_fact_whose_value_can_not_be_chosen_any_more_is_known_with_its_words(casebook: Casebook) -> None:
    casebook.put_facts("A1", {"gender": "female"}, "Ann")
    data = copy.deepcopy(DATA) | {"version": "1.1.0"}
    data["facts"][0]["options"] = ["male", "other"]
    casebook.upgrade(build(data), "Lead")
    found = casebook.reading("A1", "Ann")
    assert (found.facts, found.otherwise) == ({}, {"fact:gender": "Female"})
    casebook.put_facts("A1", {"gender": "other"}, "Ann")
    assert casebook.reading("A1", "Ann").otherwise == {}
    casebook.undo_upgrade("Lead")
    found = casebook.reading("A1", "Ann")
    assert (found.facts, found.otherwise) == ({}, {"fact:gender": "Other"})


def test_two_upgrades_to_one_set_are_told_apart_also_where_it_has_the_first_words_again(
    path: Path, tmp_path: Path
) -> None:
    with Casebook.open(path) as casebook:
        casebook.upgrade(other_set(), "Lead")
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    for each, same in ((path, ["safe"]), (other, [])):
        with Casebook.open(each) as casebook:
            casebook.upgrade(build(copy.deepcopy(DATA) | {"version": "1.3.0"}), each.stem, same)
    with Casebook.open(path) as casebook:
        casebook.merge([other], "Lead")
        (conflict,) = casebook.conflicts()
        values = [side.value for side in conflict.sides]
        said = {side.reader: side_words(values, side.value).partition("; ")[2] for side in conflict.sides}
        assert said == {path.stem: "means the same: safe", "other": "asked again: safe"}
