"""A reading against the key, as lines for a person and as data for a program."""

from __future__ import annotations

import json

import pytest

from casereview.casebook.training import Compared, Training
from casereview.questions import QuestionSet
from casereview.reports.data.training_json import training_as_data
from casereview.reports.text.training_text import training_lines
from casereview.scoring.agreement import Side
from tests.strategies import HOSTILE


@pytest.fixture
def training(small: QuestionSet) -> Training:
    """Ann against the key: one alike, two not."""
    assessed, safe = small.by_id["assessed"], small.by_id["safe"]
    return Training(
        "Ann",
        ("K1",),
        (
            Compared("K1", small.by_id["delivered"], Side("Ann", "yes"), "yes", (), ()),
            Compared(
                "K1",
                assessed,
                Side("Ann", "na", True, note="None on file."),
                "no",
                ("missing", "late"),
                ("It is late.",),
            ),
            Compared("K1", safe, Side("Ann", "no", reasons=("thin",)), "yes", (), ()),
        ),
        no_key=1,
        unsettled=2,
        unanswered=3,
    )


def test_how_many_agree_comes_first_then_each_difference_with_the_guidance(training: Training) -> None:
    assert list(training_lines(training)) == [
        "Ann: 1 of 3 answers agree with the key (K1)",
        "Left out: 1 question without an answer in the key.",
        "Left out: 2 questions unresolved in the key.",
        "Left out: 3 questions not answered by Ann.",
        "",
        "K1  Was an assessment done?",
        "  Answer: Not applicable (pre-filled from the facts or an earlier answer)",
        "    note: None on file.",
        "  Key: No, because: Assessment missing; Late",
        "    note of the key: It is late.",
        "  Guidance: It covers the whole file.",
        "  The evidence is in Asset.",
        "  Not applicable: Never. A missing assessment is a no.",
        "",
        "K1  Was vulnerability assessed well enough?",
        "  Answer: No, because: Evidence thin",
        "  Key: Yes",
    ]


def test_where_all_agree_there_is_one_line(training: Training) -> None:
    alike = training._replace(compared=training.compared[:1], no_key=0, unsettled=0, unanswered=0)
    assert list(training_lines(alike)) == ["Ann: 1 of 1 answers agree with the key (K1)"]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_no_line_is_wider_than_asked_whatever_was_noted(training: Training, text: str) -> None:
    odd = training.compared[1]._replace(own=Side("Ann", "na", note=text), key_notes=(text,))
    lines = list(training_lines(training._replace(compared=(odd,)), width=60))
    assert max(map(len, lines)) <= 60
    assert all(line.isprintable() for line in lines)


def test_what_nobody_had_to_judge_is_said(training: Training) -> None:
    found = training._replace(compared=training.compared[:1], no_key=0, unsettled=0, unanswered=0, prefilled=43)
    assert list(training_lines(found)) == [
        "Ann: 1 of 1 answers agree with the key (K1)",
        "Not counted: 43 pre-filled as not applicable, as in the key; nobody had to judge",
        "  them.",
    ]
    assert (training_as_data(found)["agreed"], training_as_data(found)["agreed_prefilled"]) == (1, 43)


def test_data_hold_every_difference_whole(training: Training) -> None:
    data = training_as_data(training)
    assert json.loads(json.dumps(data)) == data
    assert list(data) == [
        "format",
        "assessor",
        "cases",
        "agreed",
        "agreed_prefilled",
        "compared",
        "left_out",
        "differences",
    ]
    assert (data["format"], data["agreed"], data["compared"]) == ("casereview.training/1", 1, 3)
    assert data["left_out"] == {"blank_in_key": 1, "unresolved_in_key": 2, "not_answered": 3}
    assert data["differences"][0] == {
        "case": "K1",
        "question": "assessed",
        "text": "Was an assessment done?",
        "answer": "na",
        "reasons": [],
        "note": "None on file.",
        "key": "no",
        "key_reasons": ["missing", "late"],
        "key_notes": ["It is late."],
        "guidance": "It covers the whole file.\nThe evidence is in Asset.",
        "not_applicable": "Never. A missing assessment is a no.",
    }
    assert data["differences"][1]["note"] is None
