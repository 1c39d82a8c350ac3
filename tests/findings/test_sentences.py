"""How a finding is said: in how many cases, in words where words are better, and why."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.findings.figures import filled, named, unknown
from casereview.findings.sentences import about_one, about_rows, listed
from casereview.questions.model import FindingRules, Question, Reason
from casereview.scoring import QuestionFigures, Tally, percent

RULES = FindingRules()
PLAN = Question(
    id="rmp", part="p", criterion="1.1", section="1", themes=(), short="RMP quality", text="?", guidance="",
    not_applicable="", applies_when={}, reasons=(
        Reason("unclear", "Response unclear", "the planned response was unclear"),
        Reason("nobody", "Nobody named", "it was not said who would act"),
        Reason("bare", "RMP bare"),
    ),
    good="the risk management plan was good enough", poor="the risk management plan fell short",
    among="cases that needed one",
)  # fmt: skip


def figures(yes: int, no: int, question: str = "rmp", **reasons: int) -> QuestionFigures:
    return QuestionFigures(question, Tally(yes=yes, no=no), percent(yes, yes + no), reasons)


def said(yes: int, no: int, why: bool = True, **reasons: int) -> str:
    found = figures(yes, no, **reasons)
    return filled(about_one(PLAN, found, RULES, why=why), [found])


@pytest.mark.parametrize(
    ("yes", "no", "sentence"),
    [
        (14, 9, "The risk management plan was good enough in 14 of the 23 cases that needed one (61%)."),
        (23, 0, "The risk management plan was good enough in all 23 cases that needed one."),
        (2, 0, "The risk management plan was good enough in both cases that needed one."),
        (1, 0, "The risk management plan was good enough in the one case concerned."),
        (0, 1, "The risk management plan fell short in the one case concerned."),
        (0, 5, "The risk management plan fell short in all 5 cases that needed one."),
        (22, 1, "The risk management plan was good enough in almost all of the 23 cases that needed one (22, 96%)."),
        (7, 7, "The risk management plan was good enough in half of the 14 cases that needed one (7)."),
        (4, 1, "The risk management plan was good enough in 4 of the 5 cases that needed one."),
        (3, 6, "The risk management plan fell short in 6 of the 9 cases that needed one."),
        # 37.5 and 62.5 both round up: neither is the other's complement.
        (9, 15, "The risk management plan fell short in 15 of the 24 cases that needed one (63%)."),
        (15, 9, "The risk management plan was good enough in 15 of the 24 cases that needed one (63%)."),
    ],
)  # fmt: skip
def test_in_how_many_cases(yes: int, no: int, sentence: str) -> None:
    assert said(yes, no) == sentence


@pytest.mark.parametrize(
    ("yes", "no", "reasons", "why"),
    [
        (14, 9, {"unclear": 7, "nobody": 4}, "Where it fell short, the planned response was unclear in 7 of the 9 and it was not said who would act in 4."),
        (2, 3, {"unclear": 3}, "In each of them the planned response was unclear."),
        (5, 2, {"nobody": 2}, "Wherever it fell short, it was not said who would act."),
        (5, 1, {"unclear": 1, "nobody": 1}, "In the one where it fell short, the planned response was unclear and it was not said who would act."),
        (2, 3, {"unclear": 3, "nobody": 1}, "In each of them the planned response was unclear; it was not said who would act in 1."),
        (2, 3, {"unclear": 3, "nobody": 3}, "In each of them the planned response was unclear and it was not said who would act."),
        (2, 3, {"unclear": 2, "nobody": 1}, "Of these, the planned response was unclear in 2 of the 3 and it was not said who would act in 1."),
        (5, 2, {"bare": 1}, "Where it fell short, the reason was “RMP bare” in 1 of the 2."),
        (5, 2, {"gone-from-the-set": 1}, ""),
    ],
)  # fmt: skip
def test_why_among_the_insufficient_only(yes: int, no: int, reasons: dict[str, int], why: str) -> None:
    sentences = said(yes, no, **reasons).split(". ", 1)
    assert (sentences[1] if len(sentences) > 1 else "") == why
    assert why not in said(yes, no, why=False, **reasons) or not why


def test_a_question_without_words_of_its_own_is_said_by_its_label() -> None:
    found = figures(3, 9)
    bare = PLAN._replace(good="", poor="", among="", reasons=())
    assert (
        filled(about_one(bare, found, RULES, why=True), [found])
        == "“RMP quality” was judged not sufficient in 9 of the 12 cases (75%)."
    )


def test_the_rows_of_a_repeated_question_are_one_sentence() -> None:
    rows = [
        PLAN._replace(id=f"plan-{name}", matrix="plan", item=item, good="the plan dealt with {item}", poor="the plan left out {item}")
        for name, item in (("e", "Education"), ("s", "Substance misuse"), ("x", "ETE"), ("h", "Health"))
    ]  # fmt: skip
    found = [figures(15, 2, "plan-e"), figures(11, 2, "plan-s"), figures(2, 0, "plan-x"), figures(1, 0, "plan-h")]
    assert filled(about_rows(rows, found, "yes", RULES), found) == (
        "The plan dealt with education in 15 of 17 cases (88%), substance misuse in 11 of 13 (85%), ETE in both and health in the one."
    )
    assert filled(about_rows(rows[:2], found[:2], "no", RULES), found[:2]) == (
        "The plan left out education in 2 of 17 cases (12%) and substance misuse in 2 of 13 (15%)."
    )


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_every_number_in_a_sentence_is_a_figure_of_it(yes: int, no: int, unclear: int, nobody: int) -> None:
    if not yes + no:
        return
    found = figures(yes, no, unclear=min(unclear, no), nobody=min(nobody, no))
    sentence = about_one(PLAN, found, RULES, why=True)
    assert not re.search(r"\d", sentence)  # each comes from a name, none is written into the words
    assert unknown(sentence, [found]) == []
    numbers = {int(each) for each in re.findall(r"\d+", filled(sentence, [found]))}
    known = {yes, no, yes + no, found.reasons["unclear"], found.reasons["nobody"]}
    assert numbers <= known | {percent(yes, yes + no), percent(no, yes + no)}
    assert ("%" in filled(sentence, [found])) <= (yes + no >= RULES.few)


def test_a_list_in_words() -> None:
    assert [listed(each) for each in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_names_that_stand_for_nothing_stay_and_are_told() -> None:
    found = [figures(14, 9, unclear=7)]
    assert filled("{yes} of {scored}, {yes%}; {unclear}; {nobody} {", found) == "14 of 23, 61%; 7; {nobody} {"
    assert unknown("{yes} {nobody} {a b}", found) == ["nobody"]
    two = [figures(1, 2, "a"), figures(3, 4, "b")]
    assert named(two)["yes@b"] == "3"
    assert filled("{no@a}/{scored@b}/{yes}", two) == "2/7/{yes}"
