"""What kind of thing is asked, and how it is scored: the faults that the checker finds, and what the program builds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casereview.questions.build import build
from casereview.questions.check import check

Change = Callable[[dict[str, Any]], Any]


def faults(data: dict[str, Any]) -> list[str]:
    return [str(fault) for fault in check(data)]


def respondents(data: dict[str, Any]) -> None:
    """A questionnaire: one item of each kind."""
    data |= {"unit": "respondent", "scoring": "counts", "bands": [], "themes": [], "recommendations": []}
    part, criterion = data["parts"][0]["id"], data["criteria"][0]["id"]
    common = {"part": part, "criterion": criterion}
    data["sections"], data["criteria"] = data["sections"][:1], data["criteria"][:1]
    data["questions"] = [
        {"id": "helped", "text": "Did it help?", "kind": "choice", "options": ["yes", "a-bit", "no"], **common},
        {"id": "with", "text": "What with?", "kind": "choices", "options": ["school", "home"], **common},
        {"id": "mark", "text": "How good was it?", "kind": "scale", "low": "no good", "high": "very good", **common},
        {"id": "more", "text": "Anything else?", "kind": "text", **common},
    ]


def rated(data: dict[str, Any]) -> None:
    """Standards rated by their lowest key question."""
    data["scoring"] = "lowest-key-question"
    for points, band in enumerate(sorted(data["bands"], key=lambda each: each["from"])):
        band["points"] = points
    data["overall"] = {
        "standards": 12,
        "bands": [{"id": "low", "from": 0, "label": "Low"}, {"id": "high", "from": 19, "label": "High"}],
    }


def test_a_questionnaire_is_sound_and_nothing_in_it_is_scored(small_data: dict[str, Any]) -> None:
    respondents(small_data)
    assert faults(small_data) == []
    built = build(small_data)
    assert built.scored == ()
    assert [each.kind for each in built.questions] == ["choice", "choices", "scale", "text"]
    assert [each.label for each in built.questions[0].options] == ["Yes", "A bit", "No"]
    assert built.questions[2].ends == ("no good", "very good")


def test_ratings_have_points_and_an_overall(small_data: dict[str, Any]) -> None:
    rated(small_data)
    assert faults(small_data) == []
    built = build(small_data)
    assert [band.points for band in built.bands] == [3, 2, 1, 0]
    assert built.overall is not None
    assert [(band.first, band.last) for band in built.overall.bands] == [(19, 36), (0, 18)]


def test_prompts_stand_beneath_their_key_question_and_are_not_scored(small_data: dict[str, Any]) -> None:
    key = next(each for each in small_data["questions"] if "for_each" not in each)
    small_data["questions"].append(
        {"id": "prompt", "text": "Seen?", "part": key["part"], "criterion": key["criterion"], "prompt_of": key["id"]}
    )
    assert faults(small_data) == []
    built = build(small_data)
    assert not built.by_id["prompt"].scored
    assert [each.id for each in built.prompts[key["id"]]] == ["prompt"]
    assert "prompt" not in [each.id for each in built.scored]


@pytest.mark.parametrize(
    ("make", "change", "fault"),
    [
        (respondents, lambda d: d.update(scoring="pooled"), "'bands' is missing"),
        (respondents, lambda d: d.pop("unit"), "a choice is asked of respondents"),
        (respondents, lambda d: d["questions"][0].update(options=["yes"]), "'options' is missing: at least two"),
        (respondents, lambda d: d["questions"][0].update(options=["yes", "yes"]), "an option is there twice"),
        (respondents, lambda d: d["questions"][3].update(options=["yes", "no"]), "'options' belong to a choice"),
        (respondents, lambda d: d["questions"][3].update(low="a"), "'low' and 'high' name the ends of a scale"),
        (respondents, lambda d: d["questions"][3].update(not_applicable="x"), "'not_applicable' belongs to a judgement"),
        (rated, lambda d: d["bands"][0].pop("points"), "'points' is missing"),
        (rated, lambda d: d["overall"]["bands"].pop(0), "its bands leave a gap"),
        (rated, lambda d: d["overall"].update(standards=2), "'standards' is 2, and there are 3 criteria; each is one"),
        (rated, lambda d: d.update(scoring="pooled"), "only 'lowest-key-question' adds ratings up"),
        (rated, lambda d: d.update(scoring="counts"), "'counts' gives no score"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told(
    small_data: dict[str, Any], make: Callable[[dict[str, Any]], None], change: Change, fault: str
) -> None:
    make(small_data)
    change(small_data)
    assert fault in " ".join(faults(small_data))


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"prompt_of": "nothing"}, "no question 'nothing'"),
        ({"prompt_of": "prompt"}, "can have no prompts"),
        ({"themes": ["roh"]}, "feeds no theme"),
        ({"criterion": "2.1"}, "a prompt belongs where its key question does"),
    ],
)
def test_prompts_that_lead_nowhere_are_told(small_data: dict[str, Any], more: dict[str, Any], fault: str) -> None:
    key = next(each for each in small_data["questions"] if "for_each" not in each and each["criterion"] != "2.1")
    prompt = {"id": "prompt", "text": "?", "part": key["part"], "criterion": key["criterion"], "prompt_of": key["id"]}
    small_data["questions"].append(prompt | more)
    assert fault in " ".join(faults(small_data))


def test_a_standard_without_a_key_question_is_told(small_data: dict[str, Any]) -> None:
    rated(small_data)
    last = small_data["criteria"][-1]["id"]
    first = next(each for each in small_data["questions"] if each["criterion"] != last and "for_each" not in each)
    for each in small_data["questions"]:
        if each["criterion"] == last:
            each |= {"prompt_of": first["id"]}
    assert f"criterion {last}: has no key question" in " ".join(faults(small_data))
