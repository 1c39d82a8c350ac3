"""Agreement as lines for a person and as data for a program."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.second import SecondReadings, pairs
from casereview.questions import QuestionSet
from casereview.reports.data.agreement_json import agreement_as_data
from casereview.reports.text.agreement_text import agreement_lines, standing
from casereview.scoring.agreement import Table, table_of
from tests.strategies import HOSTILE

ANN, BEA = "A Jones", "B Shah"
FIGURES = ["raw", "kappa", "ac1", "positive", "negative", "prevalence"]
COUNTS = ["shared", "judged", "agreed", "both_yes", "first_yes", "second_yes", "both_no", "both_na", "applicability"]


def sample(path: Path, asked: QuestionSet, cases: int, note: str = "See p. 3.", seed: int = 4) -> Path:
    """Cases that two people read, answers and readers drawn; the second case's readers change places."""
    draw = random.Random(seed)

    def fill(casebook: Casebook) -> None:
        for place, case in enumerate(casebook.case_refs()):
            first, second = (ANN, BEA) if place != 1 else (BEA, ANN)
            casebook.begin_second_reading(case, second)
            for row in asked.questions:
                answer = draw.choice(["yes", "yes", "yes", "no", "na"])
                other = answer if draw.random() < 0.7 else draw.choice(["yes", "no", "na"])
                casebook.answer(case, row.id, answer, first)
                casebook.answer(case, row.id, other, second)
                if answer != other and note:
                    casebook.note(case, row.id, note, second)
            casebook.sign_off(case, first)
            casebook.sign_off(case, second)

    Casebook.create(path, asked, "Anytown", [NewCase(f"BR-{n:03}", {}) for n in range(cases)], fill=fill)
    return path


def lines_of(path: Path, width: int = 80) -> list[str]:
    with Casebook.open(path, write=False) as casebook:
        return agreement_lines(casebook, pairs(casebook), width=width)


def test_raw_agreement_and_the_disagreements_come_before_any_coefficient(tmp_path: Path, small: QuestionSet) -> None:
    path = sample(tmp_path / "a.db", small, 6)
    lines = lines_of(path)
    with Casebook.open(path, write=False) as casebook:
        shared = pairs(casebook).shared
    table = table_of(shared)
    assert lines[:4] == ["Anytown", "Small inspection 1.0.0", "", "6 second readings compared, of 6 cases."]
    raw = f"Raw agreement: {table.agreed} of {table.judged} ({table.raw.percent}%) of the answers that both judged yes or no"
    listed = f"Disagreements: {table.differ} yes against no, {table.applicability} on applicability"
    assert lines.index(raw) < lines.index(listed) < lines.index("Coefficients") < lines.index("By part")
    assert lines[lines.index(raw) + 2].split() == ["first", "yes", str(table.both_yes), str(table.first_yes)]
    assert lines[lines.index(raw) + 3].split() == ["first", "no", str(table.second_yes), str(table.both_no)]
    each = [line for line in lines if line.startswith("BR-")]
    assert len(each) == table.differ + table.applicability
    # Who said what is under each, the first reading first; the note is the second reader's.
    at = lines.index(each[0])
    assert "(first)" in lines[at + 1]
    assert lines[at + 2].endswith('(second): "See p. 3."')
    said = " ".join(" ".join(lines).split())
    assert f"Cohen's kappa {table.kappa.value:.2f}: " in said
    assert "Kappa moves with prevalence" in said


def test_above_a_long_list_it_is_said_that_the_figures_follow(tmp_path: Path, small: QuestionSet) -> None:
    said = "The coefficients, and the tables by part, theme, pair and question, stand below this list."
    assert said in " ".join(lines_of(sample(tmp_path / "a.db", small, 30)))
    assert said not in " ".join(lines_of(sample(tmp_path / "b.db", small, 2)))


def test_parts_themes_pairs_and_questions_have_their_tables(tmp_path: Path, small: QuestionSet) -> None:
    lines = lines_of(sample(tmp_path / "a.db", small, 30))
    for title in ("By part", "By theme", "By pair of assessors", "By question"):
        assert lines[lines.index(title) + 1].split()[:3] == ["Agree", "N/A", "Apart"]
    # One pair, whoever read first.
    assert lines[lines.index("By pair of assessors") + 2].startswith(f"{ANN} and {BEA}  ")
    assert lines[lines.index("By pair of assessors") + 3] == ""
    with Casebook.open(tmp_path / "a.db", write=False) as casebook:
        table = table_of(each for each in pairs(casebook).shared if each.part == "rmp")
    (rmp,) = (line for line in lines[lines.index("By part") :] if line.startswith("Risk management plan "))
    assert rmp.split()[3:10] == [
        *f"{table.agreed} of {table.judged} ({table.raw.percent}%)".split(),
        str(table.both_na),
        str(table.applicability),
        f"{table.kappa.value:.2f}",
    ]


def test_below_twenty_answers_there_are_counts_and_no_columns_of_figures(tmp_path: Path, small: QuestionSet) -> None:
    lines = lines_of(sample(tmp_path / "a.db", small, 2))
    said = " ".join(lines)
    assert "Counts only: " in said
    assert "Coefficients" not in lines
    assert "%" not in said
    assert "Kappa" not in said


def test_readings_that_agree_throughout(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.begin_second_reading("C", BEA)
        for reader in (ANN, BEA):
            for row in small.questions:
                casebook.answer("C", row.id, "yes", reader)
            casebook.sign_off("C", reader)

    Casebook.create(tmp_path / "a.db", small, "Anytown", [NewCase("C", {})], fill=fill)
    assert "No disagreements" in lines_of(tmp_path / "a.db")


def test_what_is_not_compared_is_said_and_not_shown(tmp_path: Path, small: QuestionSet) -> None:
    path = sample(tmp_path / "a.db", small, 2)
    with Casebook.open(path) as casebook:
        casebook.reopen("BR-000", "one more", BEA)
        casebook.reopen("BR-001", "one more", BEA)
    assert lines_of(path)[3:] == [
        "1 second reading is not signed off yet.",
        "1 second reading waits for the first reading to be signed off.",
    ]


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        (SecondReadings(), ["No second reading has been begun."]),
        (SecondReadings(open_seconds=3), ["3 second readings are not signed off yet."]),
        (SecondReadings(open_firsts=2), ["2 second readings wait for the first reading to be signed off."]),
        (
            SecondReadings(cases=1, compared=2, blank=4, unresolved=1),
            ["2 second readings compared, of 1 case.", "Left out: 4 not answered by both, 1 unresolved."],
        ),
        (
            SecondReadings(cases=1, compared=1, unresolved=1),
            ["1 second reading compared, of 1 case.", "Left out: 1 unresolved."],
        ),
    ],
)
def test_how_far_the_second_readings_are(readings: SecondReadings, said: list[str]) -> None:
    assert standing(readings) == said


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(
    "note",
    ["", "x" * 5000, *(each for each in HOSTILE if len(each) < 100 and "\x1b" in each)],
    ids=lambda note: ascii(note[:8]),
)
def test_no_line_is_wider_than_asked(tmp_path: Path, small: QuestionSet, width: int, note: str) -> None:
    lines = lines_of(sample(tmp_path / "a.db", small, 8, note), width)
    assert max(map(len, lines)) <= width
    assert all(line.isprintable() for line in lines)


# --- for programs ---


def test_data_hold_every_figure_in_a_stable_order(tmp_path: Path, small: QuestionSet) -> None:
    path = sample(tmp_path / "a.db", small, 30)
    with Casebook.open(path, write=False) as casebook:
        readings = pairs(casebook)
        data = agreement_as_data(casebook, readings)
    assert json.loads(json.dumps(data)) == data
    assert list(data) == [
        *("format", "inspection", "readings", "left_out", "fewest"),
        *("overall", "parts", "themes", "pairs", "questions", "disagreements"),
    ]
    assert data["format"] == "casereview.agreement/1"
    assert data["inspection"] == {"area": "Anytown", "question_set": "small", "version": "1.0.0"}
    assert data["readings"] == {"compared": 30, "cases": 30, "second_not_signed_off": 0, "first_not_signed_off": 0}
    assert data["left_out"] == {"blank": 0, "unresolved": 0}
    assert data["fewest"] == 20
    assert list(data["overall"]) == COUNTS + FIGURES
    table = table_of(readings.shared)
    assert {name: data["overall"][name] for name in Table._fields} == table._asdict()
    assert {name: data["overall"][name] for name in FIGURES} == {name: getattr(table, name).value for name in FIGURES}
    assert [each["id"] for each in data["parts"]] == ["asset", "rmp", "delivery"]
    assert [each["id"] for each in data["themes"]] == ["roh", "safeguarding"]
    assert [each["assessors"] for each in data["pairs"]] == [[ANN, BEA]]
    assert [each["id"] for each in data["questions"]] == [row.id for row in small.questions]
    assert len(data["disagreements"]) == table.differ + table.applicability
    for each in data["disagreements"]:
        na = "na" in (each["first"]["answer"], each["second"]["answer"])
        assert each["about"] == ("applicability" if na else "answer")
        assert list(each["first"]) == ["assessor", "answer", "suggested", "reasons", "note"]
        assert (each["first"]["note"], each["second"]["note"]) == (None, "See p. 3.")


def test_data_of_few_answers_hold_counts_and_null_for_each_figure(tmp_path: Path, small: QuestionSet) -> None:
    with Casebook.open(sample(tmp_path / "a.db", small, 2), write=False) as casebook:
        data = agreement_as_data(casebook, pairs(casebook))
    assert data["overall"]["judged"] < 20
    assert {data["overall"][name] for name in FIGURES} == {None}


def test_data_before_any_second_reading(casebook: Casebook) -> None:
    data = agreement_as_data(casebook, pairs(casebook))
    assert data["overall"]["shared"] == 0
    assert data["parts"] == data["pairs"] == data["disagreements"] == []
