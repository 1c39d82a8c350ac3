"""The summary for programs."""

from __future__ import annotations

import json

from casereview.casebook import Casebook
from casereview.reports.data.summary_json import as_data, breakdown_as_data


def test_the_format_is_exactly_as_published_keys_in_order(casebook: Casebook) -> None:
    data = as_data(casebook, casebook.summary())
    assert list(data) == ["format", "inspection", "cases", "answers", "scores", "questions"]
    assert data["format"] == "casereview.summary/1"
    assert data["inspection"] == {"area": "Anytown", "question_set": "small", "version": "1.0.0"}
    assert data["cases"] == {"total": 3, "started": 2, "signed_off": 1}
    assert data["answers"] == {"yes": 4, "no": 3, "na": 3, "blank": 11, "unresolved": 0}
    assert json.dumps(data["scores"][0]) == json.dumps(
        {"kind": "theme", "id": "roh", "title": "Risk of Harm", "yes": 2, "no": 2, "na": 1, "blank": 4}
        | {"unresolved": 0, "percent": 50, "band": "substantial"}
    )
    assert json.dumps(data["questions"][0]) == json.dumps(
        {"id": "assessed", "yes": 1, "no": 1, "na": 0, "blank": 1, "unresolved": 0, "percent": 50}
        | {"reasons": {"missing": 1, "late": 1}}
    )


def test_scores_are_themes_then_sections_each_with_its_criteria(casebook: Casebook) -> None:
    data = as_data(casebook, casebook.summary())
    assert [(each["kind"], each["id"]) for each in data["scores"]] == [
        ("theme", "roh"),
        ("theme", "safeguarding"),
        ("section", "1"),
        ("criterion", "1.1"),
        ("criterion", "1.2"),
        ("section", "2"),
        ("criterion", "2.1"),
    ]


def test_nothing_scored_has_neither_percentage_nor_band(casebook: Casebook) -> None:
    data = as_data(casebook, casebook.summaries_by("rmp-needed")[""])
    assert {(each["percent"], each["band"]) for each in data["scores"]} == {(None, None)}
    assert {each["percent"] for each in data["questions"]} == {None}


def test_a_breakdown_has_a_group_for_each_value_and_adds_up(casebook: Casebook) -> None:
    data = breakdown_as_data(casebook, "rmp-needed", casebook.summaries_by("rmp-needed"))
    assert [(group["value"], group["label"]) for group in data["groups"]] == [("yes", "Yes"), ("no", "No"), (None, "")]
    whole = as_data(casebook, casebook.summary())
    for name, number in whole["answers"].items():
        assert sum(group["answers"][name] for group in data["groups"]) == number
