"""The example screening reproduces a published letter: every count and every word for one, recomputed from its entries.

The figures in tests/data are those of the "Report of Short Quality Screening (SQS) of youth offending work in Bury" (HM
Inspectorate of Probation, 2013): counts where the letter prints counts, its words where it prints words, and the list in which it
names the work, if it does.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.example import write_example
from casereview.casebook.verify import verify
from casereview.findings.draft import draft
from casereview.reports.documents.content import gather
from casereview.reports.documents.outline import document
from tests.reports.reading import headings, texts

SET = "sqs-2012"
with (Path(__file__).parent / "data" / "bury_published.csv").open(encoding="utf-8", newline="") as file:
    PUBLISHED = list(csv.DictReader(file))

# What the letter's words leave open, as we read them.
WORDS: dict[str, Callable[[int, int], bool]] = {
    "all": lambda yes, of: yes == of > 0,
    "all but one": lambda yes, of: yes == of - 1,
    "almost all": lambda yes, of: Fraction(9, 10) <= Fraction(yes, of) < 1,
    "over two-thirds": lambda yes, of: Fraction(2, 3) < Fraction(yes, of) < Fraction(3, 4),
    "just over half": lambda yes, of: Fraction(1, 2) < Fraction(yes, of) < Fraction(3, 5),
    "less than half": lambda yes, of: Fraction(yes, of) < Fraction(1, 2),
    "routinely": lambda yes, of: Fraction(yes, of) >= Fraction(4, 5),
    "high levels": lambda yes, of: Fraction(yes, of) >= Fraction(4, 5),
}


@pytest.fixture(scope="module")
def bury(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    path = tmp_path_factory.mktemp("bury") / "bury.db"
    write_example(path, SET)
    with Casebook.open(path, write=False) as casebook:
        yield casebook


@pytest.fixture(scope="module")
def counts(bury: Casebook) -> dict[str, Counter[str]]:
    """Answers by question, and facts by fact, from the history and nothing else."""
    counted: dict[str, Counter[str]] = {}
    for entry in bury.history():
        if entry.field in ("answer", "value"):
            counted.setdefault(entry.item.removeprefix("fact:"), Counter())[entry.value.strip('"')] += 1
    return counted


def test_there_are_14_cases_each_answered_whole(bury: Casebook) -> None:
    summary = bury.summary()
    assert (summary.cases, summary.started, summary.signed_off) == (14, 14, 12)
    assert (summary.answers.blank, summary.answers.unresolved) == (0, 0)
    assert verify(bury.path).faults == []
    assert "invented" in bury.inspection.about
    assert "reconstructed" in bury.inspection.area


def test_everything_that_is_asked_is_in_the_published_figures(bury: Casebook) -> None:
    asked = {question.id for question in bury.question_set.questions} | {"sqs-psr-done"}
    assert {row["question"] for row in PUBLISHED} == asked
    assert all(row["applicable"] or row["words"] for row in PUBLISHED)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row["question"])
def test_a_published_count_or_word_holds(row: dict[str, str], counts: dict[str, Counter[str]], bury: Casebook) -> None:
    counted = counts[row["question"]]
    yes, applicable = counted["yes"], counted["yes"] + counted["no"]
    assert sum(counted.values()) == 14
    if row["applicable"]:
        assert (yes, applicable) == (int(row["yes"]), int(row["applicable"]))
    if row["percent"]:
        assert int(Fraction(100 * yes, applicable) + Fraction(1, 2)) == int(row["percent"])
    if row["words"]:
        assert WORDS[row["words"]](yes, applicable), (yes, applicable)


def test_three_of_ten_plans_gave_too_little_attention_to_harm(counts: dict[str, Counter[str]]) -> None:
    assert counts["sqs-roh-plan"]["no"] == 3


def test_reports_to_the_court_are_judged_where_there_was_one(counts: dict[str, Counter[str]]) -> None:
    for question in ("sqs-psr-quality", "sqs-psr-roh", "sqs-psr-vul", "sqs-diversity-psr"):
        assert counts[question]["na"] == counts["sqs-psr-done"]["no"]
    assert counts["sqs-other-court-info"]["na"] == counts["sqs-psr-done"]["yes"]


def test_what_the_letter_lists_is_in_that_list_and_in_no_other(bury: Casebook) -> None:
    where = {
        question: finding.which
        for finding in draft(bury.question_set, bury.summary().questions)
        for question in finding.questions
    }
    listed = {row["question"]: row["list"] for row in PUBLISHED if row["list"]}
    assert {question: where.get(question) for question in listed} == listed
    # One more area than the letter lists, whose lists are of the most significant only.
    assert {name for name, which in where.items() if which == "improvement"} - set(listed) == {"sqs-lor-review"}


def test_a_screening_gives_no_score_no_percentage_and_no_band(bury: Casebook) -> None:
    summary = bury.summary()
    assert bury.question_set.bands == ()
    assert {(each.percent, each.band) for each in summary.scores} == {(None, None)}


def test_the_letter_tells_of_every_question_in_counts(bury: Casebook, counts: dict[str, Counter[str]]) -> None:
    made = document(gather(bury, today=date(2013, 5, 8), shares=False), "letter")
    said = " ".join(texts(made))
    assert "%" not in said
    assert "improvement required" not in said
    for words in (
        "timely and sufficient in 10 of the 14 cases",
        "of good quality in 7 of the 10 cases with one",
        "reoffending was sufficient in 12 of the 14 cases",
        "in all 4 cases that had one",
        "reviewed adequately in 7 of the 11 relevant cases",
        "thoroughly in 8 of the 10 cases with a pre-sentence report",
        "of good quality in 12 of the 14 cases",
        "risk of harm to others in 7 of the 10 relevant cases",
        "vulnerability adequately in 6 of the 10 cases",
        "sufficiently assessed in 8 of the 14 cases",
        "acceptable standard in 8 of the 12 cases that called for a review",
        "in almost all of the 14 cases (13)",
        "well-being of the child or young person in all 14 cases",
        "was not effective in 7 of the 13 relevant cases",
        "Yes 10, No 4",
    ):
        assert words in said, words
    numbered = [f"{criterion.id}." for criterion in bury.question_set.criteria]
    paragraphs = [each for each in texts(made) if each.startswith(tuple(numbered))]
    assert len(paragraphs) == len(bury.question_set.questions)
    titles = [text for _, text in headings(made)]
    assert titles == [
        *(criterion.title for criterion in bury.question_set.criteria),
        "Particular strengths", "What must change", "The cases that we looked at",
    ]  # fmt: skip
    assert [each.id for each in bury.recommendations()] == ["vulnerability", "oversight"]
