"""A question set to read through."""

from __future__ import annotations

from dataclasses import replace

from casereview.questions import QuestionSet, find
from casereview.reports.text.question_set_text import question_set_lines
from tests.standards import standards


def test_a_question_is_shown_with_all_that_bears_on_its_answer(small: QuestionSet) -> None:
    lines = list(question_set_lines(small))
    assert lines[0] == "Small inspection 1.0.0 (small)"
    start = lines.index("rmp-timely")
    assert lines[start : start + 6] == [
        "rmp-timely",
        "  Was the risk management plan made on time?",
        "  Criterion 1.1",
        "  Applies when Was a risk management plan made? (rmp-done) is Yes",
        "  Reasons for a no",
        "  - Late; in findings: it was made late",
    ]
    assert lines[start + 6 : start + 9] == [
        "  In findings, for a yes: the risk management plan was made on time",
        "  In findings, for a no: the risk management plan was not made on time",
        "  In findings, among: cases that had one",
    ]
    assert "  Applies when Was a risk management plan needed is Yes" in lines
    assert "  Criterion 1.1; key question: Risk of Harm" in lines


def test_all_that_a_set_holds_besides_its_questions_is_there() -> None:
    text = "\n".join(question_set_lines(standards()))
    assert "\n  75 to 100: Minimum improvement required (3 points)\n" in text
    assert "\nOverall rating\n==============\n  5 standards; the points of their ratings together\n" in text
    assert "\n  8 to 15: High\n" in text
    assert "\nJudged elsewhere\n================\n  o1 Leadership\n" in text
    assert (
        "\nRecommendations\n===============\n\nplans\n  Make a risk management plan on time wherever one is needed.\n"
        "  For: Operational managers\n  Suggested by: rmp-done, rmp-timely\n" in text
    )
    assert "\nGlossary\n========\n  RMP: Risk management plan: what will be done" in text


def test_a_set_that_says_nothing_about_itself_has_one_blank_line_below_its_title(small: QuestionSet) -> None:
    lines = list(question_set_lines(replace(small, about="")))
    assert (lines[1], lines[2][:7]) == ("", "Scored:")


def test_facts_come_first_with_what_a_file_of_cases_may_hold(small: QuestionSet) -> None:
    lines = list(question_set_lines(small))
    start = lines.index("Facts")
    assert lines[start - 1 : start + 13] == [
        "",
        "Facts",
        "=====",
        "",
        "gender",
        "  Gender",
        "  One of: male, female",
        "",
        "rmp-needed",
        "  Was a risk management plan needed?",
        "  By your own judgement.",
        "  One of: yes, no",
        "",
        "Asset (initial assessment)",
    ]


def test_a_set_without_facts_has_no_section_of_them(small: QuestionSet) -> None:
    assert "Facts" not in list(question_set_lines(replace(small, facts=())))


def test_every_row_of_the_shipped_instrument_is_there_and_fits(small: QuestionSet) -> None:
    shipped = find("cci-2009")
    lines = list(question_set_lines(shipped))
    assert [line for line in lines if len(line) > 80] == []
    assert {question.id for question in shipped.questions} <= set(lines)
    assert {fact.id for fact in shipped.facts} <= set(lines)


def test_a_manager_sees_all_that_an_assessor_or_a_respondent_can_answer() -> None:
    text = "\n".join(question_set_lines(find("victims")))
    for question in find("victims").questions:
        for option in question.options:
            assert f"  - {option.label}" in text
    assert "Counted, never scored: x of y. 13 items." in text
    assert "  0 to 10: 0 is " in text
    assert "  In their own words" in text
    assert "Any of\n" in text
    assert "so a question is answered" not in text


def test_a_key_question_names_its_prompts_and_every_question_its_guidance() -> None:
    shown = find("youth-casework")
    text = " ".join(" ".join(question_set_lines(shown)).split())
    assert "Yes, no or not applicable: so a question is answered unless it says otherwise." in text
    for key, prompts in shown.prompts.items():
        assert f"Prompts: {', '.join(each.id for each in prompts)}" in text, key
    for question in shown.questions:
        assert " ".join(question.guidance.split()) in text
