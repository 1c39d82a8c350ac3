"""What kind of thing is asked, and how it is scored: the faults that the checker finds, and what the program builds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereview.questions.build import build
from casereview.questions.check import check
from casereview.questions.translate import missing, read_translation, translated
from casereview.questions.translate_places import kind_of, said
from casereview.reports.data.question_set_json import question_set_as_data
from tests.questions.kinds import rated, respondents
from tests.standards import standards, with_standards

Change = Callable[[dict[str, Any]], Any]


def faults(data: dict[str, Any]) -> list[str]:
    return [str(fault) for fault in check(data)]


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


def test_points_are_optional_for_all_bands_together_where_there_is_no_overall_rating(
    small_data: dict[str, Any],
) -> None:
    rated(small_data)
    del small_data["overall"]
    assert faults(small_data) == []
    for each in small_data["bands"]:
        del each["points"]
    assert faults(small_data) == []


def test_standards_judged_elsewhere_are_listed_and_can_be_rated(small_data: dict[str, Any]) -> None:
    assert (build(small_data).elsewhere, build(small_data).overall) == ({}, None)
    with_standards(small_data)
    assert faults(small_data) == []
    built = build(small_data)
    assert built.elsewhere == {"o1": "Leadership", "o2": "Staff"}
    assert list(built.ratings) == ["minimum", "moderate", "substantial", "drastic", "not-rated"]
    overall = question_set_as_data(built)["overall"]
    assert overall["elsewhere"][0] == {"id": "o1", "title": "Leadership"}
    assert overall["bands"][0] == {"id": "high", "label": "High", "points": None, "from": 8, "to": 15}


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


@pytest.mark.parametrize(("gate", "kind"), [("helped", "choice"), ("with", "choices"), ("mark", "scale")])
@pytest.mark.parametrize("value", ["yes", "school", "1"])
def test_nothing_waits_for_what_is_not_answered_yes_or_no(
    small_data: dict[str, Any], gate: str, kind: str, value: str
) -> None:
    respondents(small_data)
    small_data["questions"][3]["applies_when"] = {gate: value}
    assert faults(small_data) == [
        f"question more: 'applies_when' names '{gate}', a {kind}; it can name a fact, or a question that is answered yes or no"
    ]


@pytest.mark.parametrize(
    ("make", "change", "fault"),
    [
        (respondents, lambda d: d.update(scoring="pooled"), "'bands' is missing"),
        (respondents, lambda d: d.pop("unit"), "a choice is asked of respondents"),
        (respondents, lambda d: d["questions"][0].update(options=["yes"]), "'options' is missing: at least two"),
        (respondents, lambda d: d["questions"][0].update(options=["yes", "yes"]), "an option is there twice"),
        (respondents, lambda d: d["questions"][3].update(options=["yes", "no"]), "'options' belong to a choice"),
        (respondents, lambda d: d["questions"][0].pop("kind"), "question helped: 'kind' is missing; write kind = \"choice\""),
        (respondents, lambda d: d["questions"][2].pop("kind"), "question mark: 'kind' is missing; write kind = \"scale\""),
        (respondents, lambda d: d["questions"][3].update(low="a"), "'low' and 'high' name the ends of a scale"),
        (respondents, lambda d: d["questions"][3].update(not_applicable="x"), "'not_applicable' belongs to a judgement"),
        (rated, lambda d: d["bands"][0].pop("points"), "'points' is missing: ratings add up to the overall one"),
        (rated, lambda d: (d.pop("overall"), d["bands"][0].pop("points")), "'points' is missing: every band has points, or none has"),
        (rated, lambda d: [each.pop("points") for each in d["bands"]], "band drastic: 'points' is missing"),
        (rated, lambda d: d["overall"].update(standards=4, elsewhere=[{"id": "o1", "title": "A"}, {"id": "o2", "title": "B"}]), "'standards' is 4, and there are 3 criteria and 2 standards judged elsewhere; each is one"),
        (rated, lambda d: d["overall"].update(elsewhere=[{"id": "o1", "title": "A"}] * 2), "standard o1: this id is used twice"),
        (rated, lambda d: d["overall"].update(elsewhere=[{"id": "1.1", "title": "A"}]), "standard 1.1: a criterion has this id too"),
        (rated, lambda d: d["overall"].update(elsewhere=[{"id": "o1"}]), "standard o1: 'title' is missing"),
        (rated, lambda d: d["overall"].update(elsewhere=[{"id": "o1", "title": "A", "points": 3}]), "standard o1: 'points' is not known here"),
        (rated, lambda d: d["overall"].update(elsewhere=[{"id": "O 1", "title": "A"}]), "'id' is 'O 1'; an id has"),
        (rated, lambda d: (d["overall"].update(elsewhere=[{"id": "o1", "title": "A"}]), d["bands"][0].update(id="not-rated")), "band not-rated: stands for a standard judged elsewhere"),
        (rated, lambda d: d["overall"]["bands"].pop(0), "its bands leave a gap"),
        (rated, lambda d: d["overall"]["bands"].append({"id": "more", "from": 19, "label": "More"}), "two of its bands start from 19"),
        (rated, lambda d: d["overall"]["bands"].append({"id": "top", "from": 37, "label": "Top"}), "overall: band top starts from 37; the most points of 12 standards are 36"),
        (rated, lambda d: d["overall"]["bands"].append({"id": "high", "from": 30, "label": "More"}), "overall: band high is there twice"),
        (rated, lambda d: d["overall"].update(standards=2), "'standards' is 2, and there are 3 criteria; each is one"),
        (rated, lambda d: d.update(scoring="pooled"), "only 'lowest-key-question' adds ratings up"),
        (rated, lambda d: (d.update(scoring="pooled"), d.pop("overall")), "band minimum: 'points' belong to ratings"),
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
        ({"prompt_of": "nothing"}, "'prompt_of' names 'nothing', which is no question"),
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


def test_the_titles_of_standards_judged_elsewhere_can_be_translated(tmp_path: Path) -> None:
    path = tmp_path / "small.cy.toml"
    path.write_text('language = "cy"\nof = "small"\nname = "Cymraeg"\n[elsewhere]\no1 = "Arweinyddiaeth"\n')
    made = translated(standards(), read_translation(path, standards()))
    assert made.elsewhere == {"o1": "Arweinyddiaeth", "o2": "Staff"}
    lacking = missing(standards(), read_translation(path, standards()))
    assert ("elsewhere", "o2", "title") in lacking
    assert ("elsewhere", "o1", "title") not in lacking
    assert (said(("elsewhere", "o2", "title")), kind_of(("elsewhere", "o2", "title"))) == (
        "standard o2: title",
        "standard",
    )
