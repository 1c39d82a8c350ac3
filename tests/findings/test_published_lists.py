"""The example's findings stand in the lists in which the published report has them: the question set's limits are right.

tests/data/bromley_lists.csv says where the report prints each question, among the strengths of its criterion or among the
areas for improvement.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.example import write_example
from casereview.findings.draft import draft

DATA = Path(__file__).parents[1] / "data"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PUBLISHED = {row["question"]: row["list"] for row in table("bromley_lists.csv")}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """For each question, the lists in which a sentence speaks of it."""
    path = tmp_path_factory.mktemp("lists") / "demo.db"
    write_example(path, "cci-2009")
    found: dict[str, list[str]] = {}
    with Casebook.open(path, write=False) as casebook:
        for finding in draft(casebook.question_set, casebook.summary().questions):
            for question in finding.questions:
                found.setdefault(question, []).append(finding.which)
    return found


def test_every_question_with_a_printed_figure_has_its_published_list() -> None:
    assert {row["question"] for row in table("bromley_published.csv")} <= set(PUBLISHED)


def test_every_question_is_in_its_published_list_and_in_no_other(drafted: dict[str, list[str]]) -> None:
    assert {name: drafted.get(name, []) for name in PUBLISHED} == {name: [where] for name, where in PUBLISHED.items()}
