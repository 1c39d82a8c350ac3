"""A comparison as text and as data: every figure is there, every question not compared is named, nothing acts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.errors import Refused
from casereview.casebook.follow import followed
from casereview.casebook.reinspection import compared
from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.reports.data.compare_json import comparison_as_data
from casereview.reports.text.compare_text import comparison_lines
from tests.questionnaire import begin
from tests.reports.comparing import make


@pytest.fixture
def later(small_data: dict) -> QuestionSet:  # type: ignore[type-arg]
    """A later version: one question gone, one reworded, one new, one in another criterion."""
    by_id = {each["id"]: each for each in small_data["questions"]}
    by_id["safe"]["text"] = "Was vulnerability [b]assessed[/b] in time?"
    by_id["assessed"]["criterion"] = "1.2"
    small_data["questions"].remove(by_id["rmp-timely"])
    small_data["questions"].append({**by_id["delivered"], "id": "fresh", "text": "Is it new?\x1b[31m"})
    small_data["version"] = "2.0.0"
    return build(small_data)


@pytest.fixture
def pair(tmp_path: Path, small: QuestionSet, later: QuestionSet) -> Iterator[tuple[Casebook, Casebook]]:
    old = make(tmp_path / "old.db", small, "Anytown", 11)
    new = make(tmp_path / "new.db", later, "Any\x1b[31mtown", 1)
    with Casebook.open(old, write=False) as before, Casebook.open(new, write=False) as after:
        yield before, after


def test_the_text_has_both_scores_the_points_and_what_chance_has_to_do_with_it(
    pair: tuple[Casebook, Casebook],
) -> None:
    lines = comparison_lines(*pair, compared(*pair))
    text = "\n".join(lines)
    assert "Before: Anytown, 2026-11-21, Small inspection 1.0.0, 12 cases" in text
    assert "After: Any␛[31mtown, 2026-11-21, Small inspection 2.0.0, 12 cases" in text
    assert any(line.split() == ["Risk", "of", "Harm", "8%", "92%", "+84", "larger", "than", "chance"] for line in lines)
    assert "5 questions mean the same in both: only these are compared." in " ".join(lines)
    assert all(len(line) <= 80 for line in lines)
    assert "\x1b" not in text


def test_every_question_not_compared_is_named_under_its_reason(pair: tuple[Casebook, Casebook]) -> None:
    lines = comparison_lines(*pair, compared(*pair))
    listed = lines[lines.index("Asked only before: 1") :]
    assert [line.split()[0] if line.startswith("  ") else line for line in listed if line] == [
        "Asked only before: 1", "rmp-timely",
        "Asked only after: 1", "fresh",
        "Asked in other words, so not compared: 1", "safe",
        "Counted in other scores than before: 1", "assessed",
    ]  # fmt: skip


def test_a_key_question_that_became_a_prompt_is_named(
    tmp_path: Path,
    small: QuestionSet,
    small_data: dict,  # type: ignore[type-arg]
) -> None:
    next(each for each in small_data["questions"] if each["id"] == "rmp-timely")["prompt_of"] = "rmp-done"
    paths = [
        make(tmp_path / f"{each.digest}.db", each, "Town", 1)
        for each in (small, build(small_data | {"version": "1.1.0"}))
    ]
    with Casebook.open(paths[0], write=False) as before, Casebook.open(paths[1], write=False) as after:
        found = compared(before, after)
        lines = comparison_lines(before, after, found)
        assert comparison_as_data(before, after, found)["questions"]["rescored"] == ["rmp-timely"]
    assert lines[-2:] == [
        "Scored in one of the two only, so not compared: 1",
        "  rmp-timely  Was the risk management plan made on time?",
    ]


@pytest.mark.parametrize("width", [40, 60, 120])
def test_the_text_keeps_to_its_width(pair: tuple[Casebook, Casebook], width: int) -> None:
    assert all(len(line) <= width for line in comparison_lines(*pair, compared(*pair), width=width))


def test_what_is_still_open_is_said_beside_its_inspection(tmp_path: Path, small: QuestionSet) -> None:
    paths = [make(tmp_path / name, small, "Town", 2, blank=1) for name in ("one.db", "two.db")]
    with Casebook.open(paths[0], write=False) as before, Casebook.open(paths[1], write=False) as after:
        lines = comparison_lines(before, after, compared(before, after), width=120)
        assert lines[0].endswith("12 cases; provisional: 12 blank")
        assert not any(line.startswith("Asked") for line in lines)


def test_the_data_are_the_published_format(pair: tuple[Casebook, Casebook]) -> None:
    data = json.loads(json.dumps(comparison_as_data(*pair, compared(*pair))))
    assert list(data) == ["format", "before", "after", "questions", "scores", "same_version_other_content"]
    assert data["same_version_other_content"] is False
    assert data["format"] == "casereview.comparison/1"
    assert data["before"] == {
        "area": "Anytown",
        "created_at": "2026-11-21T09:14:00.000Z",
        "question_set": "small",
        "version": "1.0.0",
        "cases": 12,
        "answers": {"yes": 5, "no": 55, "na": 0, "blank": 0, "unresolved": 0},
        "digest": pair[0].question_set.digest,
    }
    assert data["questions"] == {
        "common": ["assessed", "rmp-done", "delivered", "joint-health", "joint-police"],
        "only_before": ["rmp-timely"],
        "only_after": ["fresh"],
        "reworded": ["safe"],
        "moved": ["assessed"],
        "rescored": [],
    }
    roh = data["scores"][0]
    assert list(roh) == ["kind", "id", "title", "before", "after", "points", "low", "high", "verdict"]
    assert (roh["kind"], roh["id"], roh["points"], roh["verdict"]) == ("theme", "roh", 84, "larger")
    assert roh["before"] == {
        "yes": 3, "no": 33, "na": 0, "blank": 0, "unresolved": 0, "percent": 8, "band": "drastic", "interval": [1, 41],
    }  # fmt: skip
    assert 0 < roh["low"] < 84 < roh["high"] < 100


def test_where_there_is_too_little_the_data_say_nothing_rather_than_a_figure(
    tmp_path: Path, small: QuestionSet
) -> None:
    paths = [make(tmp_path / name, small, "Town", 0, cases) for name, cases in (("one.db", 12), ("two.db", 0))]
    with Casebook.open(paths[0], write=False) as before, Casebook.open(paths[1], write=False) as after:
        roh = comparison_as_data(before, after, compared(before, after))["scores"][0]
    assert (roh["points"], roh["low"], roh["high"], roh["verdict"]) == (None, None, None, "few")
    assert (roh["after"]["percent"], roh["after"]["band"], roh["after"]["interval"]) == (None, None, None)


def test_sets_of_one_version_and_other_content_are_told_apart(
    tmp_path: Path,
    small: QuestionSet,
    small_data: dict,  # type: ignore[type-arg]
) -> None:
    other = build(small_data | {"about": "Otherwise."})
    paths = [make(tmp_path / f"{each.digest}.db", each, "Town", 1) for each in (small, other)]
    with Casebook.open(paths[0], write=False) as before, Casebook.open(paths[1], write=False) as after:
        lines = comparison_lines(before, after, compared(before, after), width=120)
        assert comparison_as_data(before, after, compared(before, after))["same_version_other_content"]
    assert f"Small inspection 1.0.0 ({small.digest[:8]}), 12 cases" in lines[0]
    assert f"Small inspection 1.0.0 ({other.digest[:8]}), 12 cases" in lines[1]
    assert lines[2].startswith("Same id and version, other content: small 1.0.0 (")


def test_copies_of_one_inspection_are_not_compared(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "one.db", small, "Town", 1)
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with (
        Casebook.open(path, write=False) as before,
        Casebook.open(copy, write=False) as after,
        pytest.raises(Refused, match=r"copy\.db: a copy of the same inspection as .*one\.db; .*merge"),
    ):
        compared(before, after)


def test_inspections_that_share_no_question_are_not_compared(
    tmp_path: Path,
    small: QuestionSet,
    small_data: dict,  # type: ignore[type-arg]
) -> None:
    for each in small_data["questions"]:
        each["text"] = f"Otherwise: {each['text']}"
    old = make(tmp_path / "old.db", small, "Town", 1)
    new = make(tmp_path / "new.db", build(small_data), "Town", 1)
    with (
        Casebook.open(old, write=False) as before,
        Casebook.open(new, write=False) as after,
        pytest.raises(Refused, match="no scored question means the same"),
    ):
        compared(before, after)


def test_where_nothing_is_held_against_chance_that_is_not_explained(
    tmp_path: Path, small: QuestionSet, small_data: dict[str, Any]
) -> None:
    counted = build(small_data | {"scoring": "counts", "bands": []})
    shown = []
    for each in (small, counted):
        sides = [make(tmp_path / f"{side}-{each.scoring}.db", each, side, 5) for side in ("before", "after")]
        with Casebook.open(sides[0], write=False) as before, Casebook.open(sides[1], write=False) as after:
            shown.append("\n".join(comparison_lines(before, after, compared(before, after))))
    assert ["Larger than chance:" in each for each in shown] == [True, False]
    assert "not held against chance" in shown[1]


def test_questionnaires_are_neither_compared_nor_followed(tmp_path: Path) -> None:
    paths = [begin(tmp_path / name) for name in ("a.db", "b.db")]
    with Casebook.open(paths[0], write=False) as before, Casebook.open(paths[1], write=False) as after:
        with pytest.raises(Refused, match=r"a\.db: a questionnaire is counted and never scored, so there is nothing"):
            compared(before, after)
        with pytest.raises(Refused, match=r"a\.db: a questionnaire is counted and never scored, so there is no trend"):
            followed([before, after])
