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
from casereview.reports.meeting.quiet import quiet, replaced
from casereview.reports.meeting.quiet_counts import near_totals, tells
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
    (sentence,) = said(ONE, figures("q", 2, 8, late=3, thin=8))
    assert sentence.endswith("In each of them it was thin; it was late in some.")
    (sentence,) = said(ONE, figures("q", 0, 4, late=2, thin=2))
    assert sentence.endswith("Of these, in some it was late or it was thin.")
    (sentence,) = said(ONE, figures("q", 14, 9, late=8, thin=9))
    assert sentence.endswith("Wherever it fell short, it was thin; it was late in most of them.")


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


def test_rows_of_which_the_same_is_said_stand_together_in_the_order_of_the_set() -> None:
    rows = [figures("q/Health", 11, 1), figures("q/the police", 12, 0), figures("q/ETE", 10, 2)]
    (sentence,) = said(ROWS, *rows)
    assert sentence == "Work with health and ETE was good in most of 12 cases; and the police was good in all 12 cases."


def test_rows_of_few_cases_are_no_row_of_mosts() -> None:
    rows = [figures("q/Health", 1, 3), figures("q/the police", 1, 2), figures("q/ETE", 1, 3)]
    assert said(ROWS, *rows) == ["It lacked health, the police and ETE in most of the few cases."]


# --- totals beside one another ---

CHAIN = question_set(
    [question(name, "1.1", reasons=REASONS, good=f"{name} was done", poor=f"{name} was not done") for name in "abc"]
    + [question("d", "1.2", good="d was done", poor="d was not done")]
)


def chain(cases: int, *rows: QuestionFigures) -> list[str]:
    found = draft(CHAIN, rows)
    near = near_totals(found, cases, CHAIN)
    return [quiet(each, CHAIN, near[each.criterion]) for each in found]


def test_a_total_that_differs_by_few_from_the_cases_or_another_of_its_criterion_is_not_said() -> None:
    assert chain(38, figures("a", 37, 1), figures("b", 33, 4)) == [
        "A was done in almost all of the 38 cases.",
        "B was done in 33 of the cases.",
    ]
    assert chain(38, figures("a", 25, 0), figures("b", 27, 1), figures("c", 26, 1)) == [
        "A was done in all 25 cases.",
        "B was done in almost all of the 28 cases.",
        "C was done in almost all of the cases.",
    ]
    # Of another criterion, or as many: both may be said.
    assert chain(38, figures("a", 24, 4), figures("d", 23, 4)) == [
        "A was done in 24 of the 28 cases (86%).",
        "D was done in 23 of the 27 cases (85%).",
    ]
    assert chain(38, figures("a", 34, 4)) == ["A was done in 34 of the 38 cases (89%)."]


def test_why_it_fell_short_does_not_tell_a_total_that_is_not_said() -> None:
    assert chain(38, figures("a", 19, 18, late=12, thin=6)) == [
        "A was done in 19 of the cases. Where it fell short, it was late in most of them and it was thin in some of them."
    ]
    assert chain(38, figures("a", 10, 26, late=26)) == [
        "A was not done in 26 of the cases. In each of them it was late."
    ]


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=3), st.integers(40, 90))
def test_no_two_totals_said_in_a_criterion_differ_by_few(counts: list[tuple[int, int]], cases: int) -> None:
    rows = [figures(name, *count) for name, count in zip("abc", counts, strict=True)]
    totals = {
        int(total)
        for each in chain(cases, *rows)
        for total in re.findall(r"of the (\d+) cases|all (\d+) cases", each)
        for total in total
        if total
    }
    for total in totals:
        assert not any(0 < abs(total - other) < SMALL for other in {*totals, cases}), totals


# --- reasons that come to the total ---

THREE = question_set(
    [
        question(
            "q",
            "1.1",
            reasons=(*REASONS, Reason("all", "All", "it was all at once")),
            good="it was good",
            poor="it was poor",
        )
    ]
)


def why(yes: int, no: int, **reasons: int) -> str:
    (sentence,) = said(THREE, figures("q", yes, no, **reasons))
    return sentence.partition(". ")[2]


def test_a_small_number_does_not_follow_from_the_reasons_beside_it() -> None:
    assert why(19, 18, late=11, thin=6, all=1) == (
        "Where it fell short, it was late in 11 of the 18 and in some of them it was thin or it was all at once."
    )
    assert why(19, 18, late=11, thin=1, all=6) == why(19, 18, late=11, thin=2, all=5)
    assert why(14, 9, late=5, thin=2, all=2).endswith(
        "in some of them it was late, it was thin or it was all at once."
    )  # 9 less 5 is twice the largest small number
    assert (
        why(14, 9, late=5, thin=1)
        == "Where it fell short, it was late in 5 of the 9 and it was thin in a small number."
    )


def test_no_small_number_of_a_reason_follows_where_the_reasons_come_to_the_total() -> None:
    behind: dict[str, list[dict[str, int]]] = defaultdict(list)
    for no in range(3, 20):
        for late, thin in product(range(no + 1), repeat=2):
            if late + thin <= no:
                counts = {"late": late, "thin": thin, "all": no - late - thin}
                behind[why(no + 1, no, **counts)].append(counts)
    for sentence, counts in behind.items():
        for name in counts[0]:
            possible = {each[name] for each in counts}
            assert len(possible) > 1 or not 0 < possible.pop() < SMALL, (sentence, name)


def test_the_reasons_named_are_those_of_the_draft() -> None:
    four = question_set(
        [
            question(
                "q", "1.1", reasons=tuple(Reason(n, n, n) for n in ("early", "late", "thin", "odd")), good="g", poor="p"
            )
        ]
    )
    rows = [figures("q", 14, 9, early=1, late=2, thin=4, odd=2)]
    assert said(four, *rows) == [
        "G in 14 of the 23 cases (61%). Where it fell short, thin in 4 of the 9, late in a small number and odd in a small number."
    ]
    for each in ("late", "thin", "odd"):
        assert each in draft(four, rows)[0].text


# --- a person's own words ---


def worded(wording: str, *rows: QuestionFigures, near: frozenset[int] = frozenset()) -> str:
    (finding,) = draft(ONE, rows)
    finding = finding._replace(wording=wording, text=filled(wording, rows))
    said = quiet(finding, ONE, near)
    assert replaced(finding, ONE, near) is (said == quiet(finding._replace(wording=""), ONE, near))
    return said


def test_figures_in_a_persons_own_words_become_words_where_that_reads_well() -> None:
    wording = "Plans were good in {yes} of the {scored} cases ({yes%}), in 2 teams."
    assert worded(wording, figures("q", 22, 1)) == "Plans were good in almost all of the 23 cases, in 2 teams."
    assert worded(wording, figures("q", 14, 9)) == "Plans were good in 14 of the 23 cases (61%), in 2 teams."
    assert (
        worded(wording, figures("q", 14, 9), near=frozenset({23})) == "Plans were good in 14 of the cases, in 2 teams."
    )
    assert worded("Not in {no} of {scored} cases.", figures("q", 22, 1)) == "Not in a small number of the 23 cases."


@pytest.mark.parametrize(
    ("wording", "row", "near"),
    [
        ("{no} case had none, {no%}.", figures("q", 22, 1), frozenset()),
        ("Late in {late}.", figures("q", 14, 9, late=1), frozenset()),
        ("{yes} of {scored} ({yes}, {yes%})", figures("q", 2, 0), frozenset()),
        ("{yes} were good and {no} were not.", figures("q", 14, 9), frozenset({23})),
        ("{yes%} were good.", figures("q", 14, 9), frozenset({23})),
    ],
)
def test_where_words_would_not_read_well_the_draft_stands_there(
    wording: str, row: QuestionFigures, near: frozenset[int]
) -> None:
    (drafted,) = draft(ONE, [row])
    assert worded(wording, row, near=near) == quiet(drafted, ONE, near)


@examples(100)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_persons_own_words_say_no_small_figure(yes: int, no: int, late: int) -> None:
    row = figures("q", yes, no, late=min(late, no))
    for finding in draft(ONE, [row]):
        for wording in ("{yes} of {scored} cases ({yes%}, {no%})", "{no} of {scored} cases and {no%}", "Late: {late}"):
            sentence = quiet(finding._replace(wording=wording), ONE)
            if tells(row.tally, ONE.finding_rules):
                assert "%" not in sentence
                assert set(re.findall(r"\d+", sentence)) <= {str(yes + no)}
            left = min(late, no)
            if 0 < left < SMALL or 0 < no - left < SMALL:
                assert not re.search(r"Late: \d", sentence)
