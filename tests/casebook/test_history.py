"""History is append-only, and the present is a fold of it."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from casereview.casebook import Casebook, CasebookError, Change
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from casereview.scoring import Tally
from tests.casebook.hands import (
    counted_by_hand,
    fold_by_hand,
    join,
    perform,
    present,
    rows,
    run,
    sign_off,
    sql,
    ticking,
)
from tests.strategies import CASES, READERS, examples, programs

Program = list[tuple[Any, ...]]


def counted(path: Path) -> dict[str, dict[str, str]]:
    with Casebook.open(path, write=False) as casebook:
        return {line.ref: dict(line.counted.answers) for line in casebook.case_lines()}


@examples(60)
@given(programs)
def test_after_any_program_the_heads_are_the_fold_of_the_history_and_it_is_intact(
    template: Path, small: QuestionSet, program: Program
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        run(path, program)
        assert set(rows(path, "heads")) == fold_by_hand(rows(path, "entries"))
        assert verify(path).faults == []
        assert counted(path) == counted_by_hand(path, small)
        with Casebook.open(path, write=False) as casebook:
            running = casebook.running_tally()
            assert running.tallies() == {
                row.id: _tally([answers.get(row.id, "blank") for answers in counted_by_hand(path, small).values()])
                for row in small.questions
            }


def _tally(answers: list[str]) -> Tally:
    return Tally(*(answers.count(each) for each in ("yes", "no", "na", "blank", "unresolved")))


@examples(40)
@given(programs, programs)
def test_two_copies_joined_either_way_hold_the_same_present_and_count_the_same(
    template: Path, small: QuestionSet, one: Program, two: Program
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = (Path(shutil.copy(template, Path(folder) / name)) for name in ("first.db", "second.db"))
        run(first, one)
        run(second, two)
        lone = Path(shutil.copy(first, Path(folder) / "lone.db"))
        join(first, second)
        join(second, lone)
        join(second, lone)
        assert present(first) == present(second)
        assert counted(first) == counted(second) == counted_by_hand(first, small)
        verdicts = verify(first), verify(second)
        assert [verdict.faults for verdict in verdicts] == [[], []]
        assert verdicts[0].digest == verdicts[1].digest
        for case in CASES:
            for reader in READERS:
                with Casebook.open(first, write=False) as casebook:
                    casebook.reading(case, reader)
        run(first, one)
        assert set(rows(first, "heads")) == fold_by_hand(rows(first, "entries"))


# Facts are everybody's: here only Ann sets them, as undo takes back what its own assessor did.
_own = programs.map(lambda program: [(*each[:-1], "Ann") if each[0] == "put_facts" else each for each in program])


@examples(60)
@given(_own)
def test_undo_then_redo_leaves_the_present_as_it_was(template: Path, program: Program) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        with Casebook.open(path, clock=ticking()) as casebook:
            for operation in program:
                if operation != ("close_and_open",):
                    perform(casebook, operation)
            for case in CASES:
                for reader in READERS:
                    before = present(path)
                    steps = 0
                    try:
                        while casebook.undo(case, reader) is not None:
                            steps += 1
                        for _ in range(steps):
                            assert casebook.redo(case, reader) is not None
                    except CasebookError:
                        assert casebook.reading(case, reader).signed_off
                        assert steps == 0
                    assert present(path) == before


def test_undo_steps_back_through_everything_and_redo_forward_again(casebook: Casebook, path: Path) -> None:
    start = present(path)
    casebook.answer("A1", "assessed", "no", "Ann")
    casebook.give_reasons("A1", "assessed", ["late", "missing"], "Ann")
    casebook.note("A1", "assessed", "page 3", "Ann")
    casebook.put_facts("A1", {"gender": "male", "rmp-needed": "no"}, "Ann")
    casebook.mark("A1", "safe", True, "Ann")
    end = present(path)
    taken = [casebook.undo("A1", "Ann") for _ in range(6)]
    assert taken == ["safe", "fact:gender", "assessed", "assessed", "assessed", None]
    assert present(path) == start
    again = [casebook.redo("A1", "Ann") for _ in range(6)]
    assert again == ["assessed", "assessed", "assessed", "fact:gender", "safe", None]
    assert present(path) == end


def test_undo_is_of_one_case_and_one_assessor(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.answer("B2", "assessed", "no", "Ann")
    casebook.answer("A1", "assessed", "na", "Bea")
    assert casebook.undo("A1", "Ann") == "assessed"
    assert casebook.reading("A1", "Ann").answers == {}
    assert casebook.reading("B2", "Ann").answers == {"assessed": "no"}
    assert casebook.reading("A1", "Bea").answers == {"assessed": "na"}
    assert casebook.undo("A1", "Cy") is None


def test_a_new_change_forgets_what_could_be_redone_in_that_case_only(casebook: Casebook) -> None:
    for case in CASES:
        casebook.answer(case, "assessed", "yes", "Ann")
        casebook.undo(case, "Ann")
    casebook.answer("A1", "safe", "no", "Ann")
    assert casebook.redo("A1", "Ann") is None
    assert casebook.redo("B2", "Ann") == "assessed"


def test_undo_appends(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    before = rows(path, "entries")
    casebook.undo("A1", "Ann")
    assert rows(path, "entries")[:-1] == before
    assert casebook.history("A1", "assessed")[-1].value == "null"


def test_undo_does_not_reach_into_a_signed_off_case(casebook: Casebook, path: Path) -> None:
    sign_off(casebook, "A1", "Ann")
    before = rows(path, "entries")
    with pytest.raises(CasebookError, match="signed off"):
        casebook.undo("A1", "Ann")
    assert rows(path, "entries") == before
    casebook.reopen("A1", "one more look", "Ann")
    assert casebook.undo("A1", "Ann") == "joint-police"


@pytest.mark.parametrize("statement", ["UPDATE entries SET value = 'x'", "DELETE FROM entries", "UPDATE entries SET at = at WHERE number = 1"])  # fmt: skip
def test_the_file_itself_refuses_to_change_or_delete_history(path: Path, statement: str) -> None:
    with sql(path, write=True) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)


def test_an_equal_value_writes_nothing(casebook: Casebook, path: Path) -> None:
    def enter() -> None:
        casebook.answer("A1", "assessed", "no", "Ann")
        casebook.give_reasons("A1", "assessed", ["late", "missing"], "Ann")
        casebook.give_reasons("A1", "assessed", ["missing", "late", "late"], "Ann")
        casebook.note("A1", "assessed", "page 3", "Ann")
        casebook.mark("A1", "assessed", True, "Ann")
        casebook.put_facts("A1", {"gender": "male"}, "Ann")

    enter()
    before = path.read_bytes()
    enter()
    casebook.answer("A1", "safe", None, "Ann")
    casebook.note("A1", "safe", "", "Ann")
    casebook.mark("A1", "safe", False, "Ann")
    casebook.give_reasons("A1", "safe", [], "Ann")
    casebook.put_facts("A1", {"rmp-needed": None}, "Ann")
    assert path.read_bytes() == before
    assert casebook.record([Change("A1", "assessed", "answer", "no")], "Ann") == 0


def test_a_fact_is_the_same_whoever_enters_it(casebook: Casebook, path: Path) -> None:
    before = len(rows(path, "entries"))
    casebook.put_facts("B2", {"gender": "female"}, "Ann")
    assert len(rows(path, "entries")) == before
    casebook.put_facts("B2", {"gender": "male"}, "Ann")
    assert casebook.reading("B2", "Bea").facts["gender"] == "male"


@pytest.mark.parametrize("write", [False, True])
def test_opening_and_reading_writes_nothing(path: Path, write: bool) -> None:
    before = path.read_bytes()
    with Casebook.open(path, write=write) as casebook:
        casebook.case_refs()
        casebook.reading("A1", "Ann")
        list(casebook.case_lines())
        casebook.history()
        casebook.summary()
        casebook.last_touched()
        casebook.draft("A1", "assessed", "Ann")
        casebook.place("A1", "Ann")
        casebook.last_case("Ann")
        assert casebook.last_reader == ""
        assert casebook.holder
        casebook.version()
    verify(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_history_says_who_entered_what_when_in_order(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.answer("A1", "assessed", "no", "Ann")
    casebook.answer("A1", "safe", "no", "Bea")
    casebook.answer("B2", "safe", "no", "Bea")
    history = casebook.history("A1")
    assert [(each.item, each.value, each.reader) for each in history] == [
        ("case", '{"added":true}', "Lead"),
        ("assessed", '"yes"', "Ann"),
        ("assessed", '"no"', "Ann"),
        ("safe", '"no"', "Bea"),
    ]
    assert history[2].parents == (history[1].id,)
    assert [each.value for each in casebook.history("A1", "assessed")] == ['"yes"', '"no"']
    assert len(casebook.history()) == 8
    assert [each.at for each in history] == sorted(each.at for each in history)
    assert all(each.at.endswith("Z") for each in history)


def test_each_reading_of_a_case_has_a_replica_of_its_own_in_each_opening_with_a_hash_chain(path: Path) -> None:
    for answer in ("yes", "no"):
        with Casebook.open(path) as casebook:
            casebook.answer("A1", "assessed", answer, "Ann")
            casebook.answer("A1", "safe", answer, "Bea")
            casebook.note("A1", "safe", answer, "Ann")
            casebook.resolve("A1", "assessed", answer, "", "Ann")
            casebook.put_facts("B2", {"gender": None if answer == "yes" else "male"}, "Ann")
            history = casebook.history()
            inspection = casebook.inspection.id
    chains: dict[str, list[Any]] = {}
    for entry in history:
        chains.setdefault(entry.replica, []).append(entry)
    assert sorted(len(chain) for chain in chains.values()) == [1] * 7 + [2, 2, 3]  # B2 was made with two facts
    for chain in chains.values():
        assert len({(entry.case, entry.slot.reading, entry.field == "resolution") for entry in chain}) == 1
    for chain in chains.values():
        assert [entry.seq for entry in chain] == list(range(1, len(chain) + 1))
        assert [entry.previous for entry in chain] == [bytes(32), *(entry.id for entry in chain[:-1])]
    for entry in history:
        content = ["casereview.entry/1", inspection, entry.replica, entry.seq, entry.previous.hex()]
        content += [entry.case, entry.item, entry.field, entry.value, entry.reader]
        content += [[parent.hex() for parent in entry.parents], entry.at]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).digest() == entry.id


def test_the_views_read_well_in_an_sqlite_browser(casebook: Casebook, path: Path) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.answer("A1", "safe", "yes", "Ann")
    casebook.answer("A1", "safe", None, "Ann")
    assert rows(path, '"present answers"') == [("A1", "assessed", "Ann", "yes")]
    assert rows(path, '"case facts"') == [("B2", "gender", "female"), ("B2", "rmp-needed", "no")]
    assert len(rows(path, "history")) == len(casebook.history())
