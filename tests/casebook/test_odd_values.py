"""What is odd and can come about all the same: references without end, empty choices, reasons called `no`."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase, Refused
from casereview.questions.build import build
from tests.questionnaire import ME, begin, fill_in


def test_respondents_can_be_added_after_any_reference(tmp_path: Path) -> None:
    with Casebook.open(begin(tmp_path / "q.db")) as casebook:
        casebook.add_cases([NewCase("R-999999999", {}), NewCase("R-" + "9" * 50, {})], "Lead")
        assert [casebook.add_respondent(ME) for _ in range(3)] == ["R-1000000000", "R-1000000001", "R-1000000002"]


@pytest.mark.parametrize("nothing", [(), [], set(), frozenset()])
def test_no_option_chosen_is_nothing_said(tmp_path: Path, nothing: object) -> None:
    with Casebook.open(begin(tmp_path / "q.db")) as casebook:
        ref = fill_in(casebook, **{"with": ["school"]})
        casebook.respond(ref, "with", nothing, ME)
        assert casebook.reading(ref, ME).responses == {}


def test_what_was_cleared_again_is_not_settled(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "yes", ME)
        casebook.resolve("A1", "assessed", "no", "", "Lead")
        casebook.answer("A1", "assessed", None, ME)
        casebook.resolve("A1", "assessed", "na", "said otherwise", "Lead")  # a settled one can be settled otherwise
        casebook.unresolve("A1", "assessed", "Lead")
        with pytest.raises(Refused, match="nobody has answered"):
            casebook.resolve("A1", "assessed", "no", "", "Lead")


def test_an_orphan_is_counted_among_its_like(path: Path, small_data: dict[str, Any]) -> None:
    """A reason may have the id of an answer."""
    assessed = next(each for each in small_data["questions"] if each["id"] == "assessed")
    with_no = copy.deepcopy(small_data) | {"version": "1.1.0"}
    next(each for each in with_no["questions"] if each["id"] == "assessed")["reasons"].append(
        {"id": "no", "label": "No evidence", "phrase": "there was no evidence"}
    )
    assert assessed["reasons"]
    with Casebook.open(path) as casebook:
        casebook.upgrade(build(with_no), "Lead")
        casebook.answer("A1", "assessed", "no", ME)
        plan = casebook.plan_upgrade(build(small_data))
        assert plan.orphans == {("assessed", "reason", "no"): 0}
        casebook.give_reasons("A1", "assessed", ["no"], ME)
        assert casebook.plan_upgrade(build(small_data)).orphans == {("assessed", "reason", "no"): 1}
