"""Upgrading a casebook that is in use to another question set: nothing is lost, nothing counts that was asked in other words."""

from __future__ import annotations

import copy
import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, CasebookError, NewCase, Refused
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from casereview.questions.build import build, canonical
from casereview.questions.load import read
from casereview.reports.data.export_csv import COLUMNS, csv_rows
from casereview.reports.data.tables import tables
from tests.casebook.hands import rows, ticking
from tests.questions.editing import Edited, edited, rounds

DATA = read(Path(__file__).parents[1] / "data" / "small.toml")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A casebook with something of everything, and a copy of it in which an assessor went on."""
    where = tmp_path_factory.mktemp("upgrade")
    data = copy.deepcopy(DATA)
    data["facts"][0]["options"].append("other")
    cases = [
        NewCase("A1", {"gender": "male"}),
        NewCase("B2", {"gender": "other", "rmp-needed": "no"}),
        NewCase("C3", {}),
    ]
    Casebook.create(where / "lead.db", build(data), "Invented town", cases, by="Lead", clock=ticking())
    chance = random.Random(5)
    with Casebook.open(where / "lead.db", clock=ticking()) as lead:
        lead.put_facts("A1", {"rmp-needed": "yes"}, "Ann")
        for case in ("A1", "B2"):
            for row in lead.question_set.questions:
                lead.answer(case, row.id, chance.choice(["yes", "no", "no", "na"]), "Ann")
                lead.note(case, row.id, f"p. {chance.randint(1, 99)}", "Ann")
                lead.give_reasons(case, row.id, [each.id for each in row.reasons if chance.random() < 0.7], "Ann")
        lead.answer("A1", "safe", "yes", "Ann")
        lead.answer("A1", "safe", "no", "Bea")  # unresolved
        lead.answer("B2", "safe", "yes", "Ann")
        lead.answer("B2", "safe", "no", "Bea")
        lead.resolve("B2", "safe", "yes", "agreed", "Lead")
        lead.begin_second_reading("A1", "Cy")
        lead.answer("A1", "assessed", "yes", "Cy")
        lead.mark("A1", "assessed", True, "Ann")
        lead.raise_alert("A1", "seen alone", "Ann")
        lead.sign_off("B2", "Ann")
    shutil.copy(where / "lead.db", where / "ann.db")
    with Casebook.open(where / "ann.db", clock=ticking("2026-02-01T09:00:00+00:00")) as ann:
        ann.answer("A1", "assessed", "na", "Ann")
        for question in ("safe", "delivered", "joint-health"):
            ann.answer("C3", question, "yes", "Ann")
        ann.put_facts("C3", {"gender": "other"}, "Ann")
    return where / "lead.db", where / "ann.db"


def given(casebook: Casebook) -> dict[str, tuple[dict[str, str], dict[str, tuple[str, ...]], dict[str, str]]]:
    """What people entered and counts, by case: answers, reasons, facts."""
    return {
        line.ref: (
            {item: answer for item, answer in line.counted.answers.items() if item not in line.counted.suggested},
            {item: reasons for item, reasons in line.counted.reasons.items() if reasons},
            {f"fact:{name}": value for name, value in line.counted.facts.items()},
        )
        for line in casebook.case_lines()
    }


def expected(before: dict[str, Any], to: Edited, same: frozenset[str]) -> dict[str, Any]:
    """What should count after the upgrade, from what each edit did, and from nothing that the program says."""
    asked = to.question_set

    def carried(old: dict[str, Any], names: list[str]) -> dict[str, Any]:
        found = {}
        for name in names:
            was, means_the_same = to.was.get(name, ("", False))
            source = was if means_the_same else name if name in same else ""
            if source in old:
                found[name] = old[source]
        return found

    questions = [each.id for each in asked.questions]
    found = {}
    for case, (answers, reasons, facts) in before.items():
        ticked = {
            name: left
            for name, old in carried(reasons, questions).items()
            if (left := tuple(each for each in old if asked.by_id[name].reason(each)))
        }
        values = carried(facts, [f"fact:{each.id}" for each in asked.facts])
        known = {name: value for name, value in values.items() if asked.fact[name[5:]].option(value)}
        found[case] = (carried(answers, questions), ticked, known)
    return found


def check_export(casebook: Casebook, columns: dict[str, list[str]]) -> None:
    """Every table has the columns that it had, and every cell stands under its name."""
    found = {each.name: [field.name for field in each.fields] for each in tables(casebook)}
    assert found == columns
    for table in tables(casebook):
        assert all(len(row) == len(table.fields) for row in table.rows)
    header, *lines = csv_rows(casebook, raw=True)
    assert tuple(header[: len(COLUMNS)]) == COLUMNS
    assert header[len(COLUMNS) :] == [f"fact:{each.id}" for each in casebook.question_set.facts]
    counted = {line.ref: line.counted for line in casebook.case_lines()}
    for line in lines:
        row = dict(zip(header, line, strict=True))
        case, asked = counted[row["case"]], casebook.question_set.by_id[row["question"]]
        assert (row["part"], row["criterion"]) == (asked.part, asked.criterion)
        assert row["answer"] == case.answers.get(asked.id, "")
        assert all(row[f"fact:{name}"] == value for name, value in case.facts.items())
    assert len(lines) == len(counted) * len(casebook.question_set.questions)


@contextmanager
def quickly(path: Path, **how: Any) -> Iterator[Casebook]:
    """Open a casebook without waiting for the disk: what is proved here is not that it is durable."""
    with Casebook.open(path, **how) as casebook:
        casebook._connection.execute("PRAGMA synchronous = OFF")
        yield casebook


def standing(path: Path) -> set[tuple[Any, ...]]:
    return {(*row[:4], row[5]) for row in rows(path, "heads")}


@pytest.mark.parametrize(
    ("seed", "edits"), [(1, 250), (2, 250), *(pytest.param(seed, 250, marks=pytest.mark.trust) for seed in (3, 4))]
)
def test_a_thousand_edits_of_the_set_under_a_filled_casebook_lose_no_answer(
    tmp_path: Path, filled: tuple[Path, Path], seed: int, edits: int
) -> None:
    chance = random.Random(seed)
    lead, ann = filled
    data = json.loads(source_of(lead))
    for number in rounds(chance, edits):
        to = edited(data, chance, number)
        one, other = (Path(shutil.copy(each, tmp_path / each.name)) for each in (lead, ann))
        history = rows(one, "entries ORDER BY number")
        with quickly(one, clock=ticking("2026-03-01T09:00:00+00:00")) as casebook:
            before, summary = given(casebook), casebook.summary()
            lines = list(casebook.case_lines())
            columns = {each.name: [field.name for field in each.fields] for each in tables(casebook)}
            changes = casebook.plan_upgrade(to.question_set).changes
            can = [each.name for each in changes.reworded if each.can_mean_the_same]
            done = casebook.upgrade(to.question_set, "Lead", [name for name in can if chance.random() < 0.3])
            wanted = expected(before, to, done.same)
            assert given(casebook) == wanted
            check_export(casebook, columns)
            casebook.undo_upgrade("Lead")
            assert (given(casebook), casebook.summary(), list(casebook.case_lines())) == (before, summary, lines)
            casebook.upgrade(to.question_set, "Lead", done.same)
        with quickly(one, write=False) as casebook:
            assert given(casebook) == wanted
        assert rows(one, "entries ORDER BY number")[: len(history)] == history
        # A copy that is not upgraded went on. In either order the two come to the same, with her answers where they count.
        with quickly(other, write=False) as casebook:
            hers = given(casebook)
        there = Path(shutil.copy(other, tmp_path / "there.db"))
        with quickly(there) as casebook:
            assert [each.refused for each in casebook.merge([one], "Lead").arrivals] == [None]
            assert given(casebook) == expected(hers, to, done.same)
            summary = casebook.summary()
        with quickly(one) as casebook:
            assert [each.refused for each in casebook.merge([other], "Lead").arrivals] == [None]
            assert (given(casebook), casebook.summary()) == (expected(hers, to, done.same), summary)
        assert standing(one) == standing(there)
        assert verify(one).faults == verify(there).faults == []
        assert verify(one).digest == verify(there).digest
        for each in tmp_path.iterdir():
            each.unlink()


def source_of(path: Path) -> str:
    with Casebook.open(path, write=False) as casebook:
        return casebook.question_set.source


# --- one thing at a time ---


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


def test_what_is_said_to_mean_the_same_counts(casebook: Casebook) -> None:
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.upgrade(other_set(), "Lead", ["safe"])
    assert casebook.reading("A1", "Ann").answers == {"safe": "yes"}
    with pytest.raises(Refused, match="'assessed' is not reworded"):
        casebook.plan_upgrade(without("rmp-timely"), ["assessed"])


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
        casebook.recommend(chosen_like("own"), "Lead")
        casebook.allocate({"A1": ("Ann", "")}, "Lead", {"Ann": copied})
    with Casebook.open(copied) as casebook:
        assert casebook.question_set.digest == other_set().digest
        casebook.answer("A1", "safe", "no", "Ann")
    assert verify(copied).faults == []
    with Casebook.open(path) as casebook:
        casebook.merge([copied], "Lead")
        assert casebook.case_line("A1").counted.answers == {"safe": "no"}


def chosen_like(name: str) -> Any:
    from casereview.casebook.decisions import Chosen

    return Chosen(name, text="Do it.", who="Managers")


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
