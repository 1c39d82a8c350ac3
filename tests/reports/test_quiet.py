"""No small number of cases can be read in a sentence, nor worked out from it."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.findings.draft import draft
from casereview.findings.figures import filled
from casereview.questions.model import QuestionSet, Reason
from casereview.reports.quiet import quiet, tells
from casereview.scoring import QuestionFigures, Tally, percent
from tests.strategies import examples, question, question_set

SMALL = 3
REASONS = (Reason("late", "Late", "it was late"), Reason("thin", "Thin", "it was thin"))
ONE = question_set(
    [question("q", "1.1", reasons=REASONS, good="the plan was good", poor="the plan was poor", among="cases with one")]
)


def figures(name: str, yes: int, no: int, **reasons: int) -> QuestionFigures:
    given = {reason: count for reason, count in reasons.items() if count}
    return QuestionFigures(name, Tally(yes, no), percent(yes, yes + no), given)


def said(question_set: QuestionSet, *rows: QuestionFigures) -> list[str]:
    return [quiet(each, question_set) for each in draft(question_set, rows)]


def test_one_is_never_said_as_what_is_left_of_the_total() -> None:
    assert said(ONE, figures("q", 22, 1, late=1)) == ["The plan was good in almost all of the 23 cases with one."]
    assert said(ONE, figures("q", 22, 1)) == said(ONE, figures("q", 21, 2))
    assert said(ONE, figures("q", 8, 2)) == ["The plan was good in most of the 10 cases with one."]


def test_nothing_is_changed_where_nothing_is_small() -> None:
    rows = [figures("q", 14, 9, late=6, thin=3)]
    assert said(ONE, *rows) == [each.text for each in draft(ONE, rows)]
    assert said(ONE, figures("q", 12, 0)) == ["The plan was good in all 12 cases with one."]


def test_a_small_number_of_reasons_is_said_as_such() -> None:
    (sentence,) = said(ONE, figures("q", 14, 9, late=2, thin=5))
    assert sentence.endswith("it was thin in 5 of the 9 and it was late in a small number.")
    (sentence,) = said(ONE, figures("q", 14, 9, late=8, thin=9))
    assert sentence.endswith("it was thin in all 9 and it was late in most of them.")


@pytest.mark.parametrize(("yes", "no"), [(1, 0), (0, 1), (2, 0), (0, 2)])
def test_a_question_about_one_case_or_two_says_neither_how_many_nor_why(yes: int, no: int) -> None:
    (sentence,) = said(ONE, figures("q", yes, no, late=no))
    assert sentence.endswith("in the small number of cases with one.")


def test_no_small_count_follows_from_a_sentence_and_its_list() -> None:
    """Every sentence that tells of a small count is also that of another count: nobody can tell which it was."""
    largest = 17
    behind: dict[tuple[str, str], list[dict[str, int]]] = defaultdict(list)
    for yes, no in product(range(largest), repeat=2):
        if yes + no >= largest:  # all of a total, so that none is alone for want of its like
            continue
        for late, thin in product(range(no + 1), repeat=2):
            counts = {"yes": yes, "no": no, "scored": yes + no, "late": late, "not late": no - late}
            for finding in draft(ONE, [figures("q", yes, no, late=late, thin=thin)]):
                behind[finding.which, quiet(finding, ONE)].append(counts)
    assert len(behind) > 300
    for (which, sentence), counts in behind.items():
        for name in counts[0] if "late" in sentence else ("yes", "no", "scored"):
            possible = {each[name] for each in counts}
            assert len(possible) > 1 or not 0 < possible.pop() < SMALL, (which, sentence, name)


ROWS = question_set(
    [
        question(f"q/{item}", "1.1", matrix="q", item=item, good="work with {item} was good", poor="it lacked {item}")
        for item in ("Health", "the police", "ETE")
    ]
)


@examples(60)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=3, max_size=3))
def test_rows_said_together_tell_no_small_count(counts: list[tuple[int, int]]) -> None:
    rows = [figures(each.id, *count) for each, count in zip(ROWS.questions, counts, strict=True)]
    for finding in draft(ROWS, rows):
        sentence = quiet(finding, ROWS)
        numbers = {int(each) for each in re.findall(r"\d+", re.sub(r"\(\d+%\)", "", sentence))}
        plain = [each.tally for each in finding.figures if not tells(each.tally, ROWS.finding_rules)]
        # A number said is one of a row that tells nothing small, or the total beside words.
        allowed = {number for tally in plain for number in (tally.yes, tally.no, tally.scored)}
        allowed |= {each.tally.scored for each in finding.figures if each.tally.scored >= 10}
        assert numbers <= allowed
        assert not numbers & set(range(1, SMALL))
        assert sentence.count("%") <= len(plain)


def test_rows_name_each_item_once_in_the_order_of_the_set() -> None:
    rows = [figures("q/Health", 11, 1), figures("q/the police", 12, 0), figures("q/ETE", 10, 2)]
    (sentence,) = said(ROWS, *rows)
    assert (
        sentence
        == "Work with health was good in most of 12 cases, the police was good in all 12 and ETE was good in most of 12."
    )


def worded(wording: str, *rows: QuestionFigures) -> str:
    (finding,) = draft(ONE, rows)
    finding = finding._replace(wording=wording, text=filled(wording, rows))
    return quiet(finding, ONE)


def test_figures_in_a_persons_own_words_are_hidden_and_what_was_typed_stays() -> None:
    wording = "Plans were good in {yes} of the {scored} cases ({yes%}), late in {late}, in 2 teams."
    assert (
        worded(wording, figures("q", 22, 1, late=1))
        == "Plans were good in almost all of the 23 cases, late in all, in 2 teams."
    )
    assert (
        worded(wording, figures("q", 14, 9, late=4))
        == "Plans were good in 14 of the 23 cases (61%), late in 4, in 2 teams."
    )
    assert worded(wording, figures("q", 14, 9, late=1)).endswith("late in a small number, in 2 teams.")
    assert worded("{yes} of {scored} ({yes}, {yes%}) {unknown}", figures("q", 2, 0)) == "all of few (all) {unknown}"


@examples(100)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_persons_own_words_say_no_small_figure(yes: int, no: int, late: int) -> None:
    row = figures("q", yes, no, late=min(late, no))
    for finding in draft(ONE, [row]):
        wording = "{yes} and {no} of {scored} ({yes%}, {no%}) and {no%}: {late}"
        sentence = quiet(finding._replace(wording=wording), ONE)
        if tells(row.tally, ONE.finding_rules):
            assert "%" not in sentence
            assert set(re.findall(r"\d+", sentence)) <= {str(yes + no)}
        left = min(late, no)
        if 0 < left < SMALL or 0 < no - left < SMALL:
            assert not re.search(r": \d", sentence)
