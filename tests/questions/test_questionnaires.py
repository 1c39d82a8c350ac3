"""The questionnaires that are shipped: answered with one key each, nothing scored, and readable for those who are asked."""

from __future__ import annotations

import re

import pytest

from casereview.questions import QuestionSet, load, shipped
from casereview.questions.model import Question
from casereview.tui.widgets.item import OPTION_KEYS

SETS = {path.stem: found for path in shipped() if (found := load(path)).unit == "respondent"}

# What the letters of the screening say that staff were asked.
STAFF = {f"sqs-staff-{name}" for name in ("roh", "vul", "engage", "comply", "training", "support", "improve")}


@pytest.fixture(params=SETS.values(), ids=SETS)
def asked(request: pytest.FixtureRequest) -> QuestionSet:
    return request.param  # type: ignore[no-any-return]


def said(question: Question) -> list[str]:
    """What a respondent reads of an item."""
    return [question.text, *(option.label for option in question.options), *filter(None, question.ends)]


def test_these_are_shipped() -> None:
    assert set(SETS) == {"young-people", "victims", "case-managers"}


def test_nothing_is_scored_and_every_kind_is_asked(asked: QuestionSet) -> None:
    assert asked.scored == ()
    assert {question.kind for question in asked.questions} == {"choice", "choices", "scale", "text"}


def test_every_option_has_a_key_and_says_something_else_than_the_others(asked: QuestionSet) -> None:
    for question in asked.questions:
        labels = [option.label for option in question.options]
        assert len(labels) <= len(OPTION_KEYS), question.id
        assert len(set(labels)) == len(labels), question.id
        assert all(len(label) <= 60 for label in labels), question.id


def test_the_ends_of_every_scale_are_named(asked: QuestionSet) -> None:
    assert [each.id for each in asked.questions if each.kind == "scale" and not all(each.ends)] == []


def test_nobody_is_asked_who_they_are(asked: QuestionSet) -> None:
    for question in asked.questions:
        assert not re.search(r"\b(your name|birth|address|how old|which school)\b", question.text.casefold()), (
            question.id
        )


def test_every_question_ends_as_one_or_tells_what_to_do(asked: QuestionSet) -> None:
    for question in asked.questions:
        assert question.text.endswith(("?", "? You can pick more than one.", ".")), question.id
        if question.kind == "choices":
            assert re.search(r"more than one|all that", question.text), question.id


def test_the_staff_interview_asks_what_the_screening_reported() -> None:
    assert {each.id for each in SETS["case-managers"].questions} >= STAFF


# --- words for a child of about nine ---


def syllables(word: str) -> int:
    """Return about how many syllables a word has."""
    groups = len(re.findall(r"[aeiouy]+", word.casefold().removesuffix("e")))
    return max(1, groups)


def test_a_child_of_nine_can_read_what_children_are_asked() -> None:
    """Flesch-Kincaid (Kincaid et al. 1975): a grade of 4 is an age of about nine; for the whole, and no sentence far above it."""
    texts = [text for question in SETS["young-people"].questions for text in said(question)]
    sentences = [each for text in texts for each in re.split(r"[.?!]\s*", text) if len(each.split()) > 2]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade < 4
    assert max(len(sentence.split()) for sentence in sentences) <= 15
    assert max(len(word) for word in words) <= 10
    assert max(map(syllables, words)) <= 4
