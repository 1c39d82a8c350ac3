"""The example reproduces a published inspection: every printed figure, recomputed from the shipped casebook's entries.

The figures in tests/data are those of "Core Case Inspection of youth offending work in Bromley" (HM Inspectorate of
Probation, 2012): counts where the report prints counts, percentages where it prints percentages.
"""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.casebook.example import write_example
from casereview.casebook.verify import verify
from casereview.scoring import Summary

DATA = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PUBLISHED = table("bromley_published.csv")
SCORES = table("bromley_scores.csv")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("example") / "demo.db"
    write_example(path, "cci-2009")
    with Casebook.open(path, write=False) as casebook:
        yield casebook


@pytest.fixture(scope="module")
def counts(shipped: Casebook) -> dict[str, Counter[str]]:
    """Answers by question, counted from the history and nothing else: each question was answered once per case."""
    counted: dict[str, Counter[str]] = {}
    seen: set[tuple[str, str]] = set()
    for entry in shipped.history():
        if entry.field == "answer":
            assert (entry.case, entry.item) not in seen
            seen.add((entry.case, entry.item))
            counted.setdefault(entry.item, Counter())[entry.value.strip('"')] += 1
    return counted


@pytest.fixture(scope="module")
def summary(shipped: Casebook) -> Summary:
    return shipped.summary()


def half_up(part: int, whole: int) -> int:
    return int(Fraction(100 * part, whole) + Fraction(1, 2))


def test_there_are_38_cases_each_answered_whole(shipped: Casebook, summary: Summary) -> None:
    assert (summary.cases, summary.started, summary.signed_off) == (38, 38, 30)
    assert (summary.answers.blank, summary.answers.unresolved) == (0, 0)
    assert verify(shipped.path).faults == []
    assert "invented" in shipped.inspection.about
    assert "reconstructed" in shipped.inspection.area


def test_every_published_question_is_checked() -> None:
    assert len(PUBLISHED) >= 100
    assert {row["question"] for row in PUBLISHED if row["applicable"]} >= {
        "rmp-quality",
        "safe-oversight",
        "lor-quality",
    }


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row["question"])
def test_a_published_count_or_percentage_holds(
    row: dict[str, str], counts: dict[str, Counter[str]], summary: Summary
) -> None:
    counted = counts[row["question"]]
    yes, scored = counted["yes"], counted["yes"] + counted["no"]
    if row["applicable"]:
        assert (yes, scored) == (int(row["yes"]), int(row["applicable"]))
    if row["percent"]:
        part = counted["no"] if row["of"] == "no" else yes
        assert half_up(part, scored) == int(row["percent"])
    figures = next(each for each in summary.questions if each.id == row["question"])
    assert (figures.tally.yes, figures.tally.no) == (yes, counted["no"])


@pytest.mark.parametrize("row", SCORES, ids=lambda row: f"{row['kind']}-{row['id']}")
def test_a_published_score_and_band_hold(
    row: dict[str, str], summary: Summary, counts: dict[str, Counter[str]]
) -> None:
    score = next(each for each in summary.scores if (each.kind, each.id) == (row["kind"], row["id"]))
    yes = sum(counts[question]["yes"] for question in score.questions)
    no = sum(counts[question]["no"] for question in score.questions)
    assert score.percent == half_up(yes, yes + no) == int(row["percent"])
    if row["band"]:
        assert score.band is not None
        assert score.band.id == row["band"]


def test_section_3_is_pooled_and_not_a_mean(summary: Summary) -> None:
    percent = {score.id: score.percent for score in summary.scores if score.kind != "theme"}
    assert (percent["3.1"], percent["3.2"], percent["3"]) == (67, 90, 73)


@pytest.mark.parametrize("row", table("bromley_reasons.csv"), ids=lambda row: f"{row['question']}-{row['reason']}")
def test_a_published_reason_holds(row: dict[str, str], summary: Summary) -> None:
    figures = next(each for each in summary.questions if each.id == row["question"])
    ticked = figures.reasons[row["reason"]]
    if row["count"] == "half":
        assert 2 * ticked == figures.tally.no
    elif row["count"] == "most":
        assert ticked == max(figures.reasons.values())
    else:
        assert ticked == int(row["count"])
        assert figures.tally.no == int(row["of_no"])


def test_what_is_printed_in_words_holds_too(counts: dict[str, Counter[str]]) -> None:
    def share(question: str) -> Fraction:
        return Fraction(counts[question]["yes"], counts[question]["yes"] + counts[question]["no"])

    assert share("rosh-screen-done") > Fraction(9, 10)  # nearly all
    assert Fraction(7, 10) < share("lor-learning-style") < Fraction(3, 4)  # almost three-quarters
    assert share("out-victim-risk") < Fraction(1, 2)  # fewer than half
    assert counts["lor-scaled-level"]["no"] == 1  # all but one
    factors = [question for question in counts if question.startswith("out-factors-")]
    worse = Fraction(sum(counts[q]["no"] for q in factors), sum(counts[q]["yes"] + counts[q]["no"] for q in factors))
    assert Fraction(3, 5) < worse < Fraction(2, 3)  # nearly two-thirds show no reduction


def test_blank_is_the_same_sample_unanswered(tmp_path: Path, shipped: Casebook) -> None:
    write_example(tmp_path / "blank.db", "cci-2009", blank=True)
    with Casebook.open(tmp_path / "blank.db", write=False) as blank:
        assert [(line.ref, line.counted.facts) for line in blank.case_lines()] == [
            (line.ref, line.counted.facts) for line in shipped.case_lines()
        ]
        assert blank.summary().started == 0
