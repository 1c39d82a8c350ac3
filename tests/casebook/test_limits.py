"""What the program writes is never more than it reads: names, references, places, upgrades."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase, Refused
from casereview.casebook.values import LONGEST_NAME, LONGEST_TEXT, MOST_PLACES
from casereview.casebook.verify import verify
from tests.casebook.forging import forging
from tests.casebook.hands import fold_by_hand, rows, sql
from tests.casebook.test_upgrade import other_set

LONG = "x" * (LONGEST_NAME + 1)


@pytest.mark.parametrize("name", [LONG, " ", "half \ud800"])
@pytest.mark.parametrize(
    "doing",
    [
        lambda casebook, name: casebook.add_cases([NewCase("C3", {})], name),
        lambda casebook, name: casebook.allocate({"A1": ("Ann", "")}, name),
        lambda casebook, name: casebook.replace_case("A1", "lost", name),
        lambda casebook, name: casebook.unresolve("A1", "safe", name),
        lambda casebook, name: casebook.answer("A1", "safe", "yes", name),
    ],
)
def test_nothing_is_entered_in_a_name_that_no_merge_would_take(
    path: Path, doing: Callable[[Casebook, str], object], name: str
) -> None:
    with Casebook.open(path) as casebook:
        casebook.add_cases([NewCase("R1", {})], "Lead", reserves=True)
        casebook.answer("A1", "safe", "yes", "Ann")
        casebook.resolve("A1", "safe", "no", "", "Lead")
        before = rows(path, "entries")
        with pytest.raises(Refused, match="a name of at most 200 characters"):
            doing(casebook, name)
    assert rows(path, "entries") == before
    assert verify(path).faults == []


def test_nobody_named_may_add_cases(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.add_cases([NewCase("C3", {})], "")
    assert verify(path).faults == []


def test_a_reference_is_no_longer_than_a_merge_takes(casebook: Casebook, path: Path) -> None:
    with pytest.raises(Refused, match="the text has 1,000,001 characters; at most 1,000,000 fit"):
        casebook.add_cases([NewCase("x" * (LONGEST_TEXT + 1), {})], "Lead")
    casebook.add_cases([NewCase("x" * LONGEST_TEXT, {})], "Lead")
    assert verify(path).faults == []


# --- places ---


@pytest.mark.parametrize(
    ("case", "item", "field", "value"),
    [
        ("R9", "case", "case", {"reserve": MOST_PLACES + 1}),
        ("R9", "case", "case", {"reserve": True}),
        ("", "finding:safe", "finding", {"state": "", "text": "", "figures": "", "place": MOST_PLACES + 1}),
        ("", "recommendation:r", "recommendation", {"text": "", "who": "", "place": -MOST_PLACES - 1}),
    ],
)
def test_a_place_beyond_all_counting_is_refused(
    path: Path, case: str, item: str, field: str, value: dict[str, object]
) -> None:
    copy = Path(shutil.copy(path, path.with_name("copy.db")))
    with forging(copy) as forger:
        forger.enter(case, item, field, json.dumps(value, sort_keys=True, separators=(",", ":")))
    with Casebook.open(path) as casebook:
        (arrival,) = casebook.merge([copy], "Lead").arrivals
    assert "holds a value that the question set or this version does not allow" in str(arrival.refused)


def test_a_reserve_after_the_last_place_there_is_is_refused_and_nothing_is_spoilt(path: Path) -> None:
    with forging(path) as forger:
        forger.enter("R9", "case", "case", json.dumps({"reserve": MOST_PLACES}, separators=(",", ":")))
    with sql(path, write=True) as connection:
        connection.execute("DELETE FROM heads")
        heads = fold_by_hand(connection.execute("SELECT * FROM entries").fetchall())
        connection.executemany("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?)", heads)
    with Casebook.open(path) as casebook, pytest.raises(Refused, match="no more reserves fit"):
        casebook.add_cases([NewCase("R10", {})], "Lead", reserves=True)
    assert verify(path).faults == []


def test_a_reserve_that_copies_put_in_different_places_is_there_once(path: Path) -> None:
    other = Path(shutil.copy(path, path.with_name("other.db")))
    for file, names in ((path, "XY"), (other, "YX")):
        with Casebook.open(file) as casebook:
            casebook.add_cases([NewCase(name, {}) for name in names], "Lead", reserves=True)
    with Casebook.open(path) as casebook:
        casebook.merge([other], "Lead")
        assert casebook.reserves() == [("X", 1), ("Y", 1)]
        assert len(casebook.conflicts()) == 2


# --- upgrades ---


def test_an_upgrade_can_be_taken_back_at_the_limit(
    casebook: Casebook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casereview.casebook.upgrades.MOST_UPGRADES", 6)
    monkeypatch.setattr("casereview.casebook.proof.MOST_UPGRADES", 6)
    for version in ("1.1.0", "1.2.0", "1.3.0"):
        casebook.upgrade(other_set(version=version), "Lead")
    with pytest.raises(Refused, match="has been upgraded 3 times; no more sets fit into it"):
        casebook.upgrade(other_set(version="1.4.0"), "Lead")
    assert [casebook.undo_upgrade("Lead").version for _ in range(3)] == ["1.2.0", "1.1.0", "1.0.0"]
    assert verify(path).faults == []


def test_a_set_that_comes_and_goes_is_counted_once(
    casebook: Casebook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = 2 * len(other_set().source)  # nearly what an entry holds of it
    for module in ("upgrades", "proof"):
        monkeypatch.setattr(f"casereview.casebook.{module}.MOST_CHARACTERS", 3 * once)
    for _ in range(5):
        casebook.upgrade(other_set(), "Lead")
        casebook.undo_upgrade("Lead")
    with pytest.raises(Refused, match="has been upgraded 10 times; no more sets fit"):
        casebook.upgrade(other_set(version="1.2.0", about="x" * once), "Lead")
    assert verify(path).faults == []
