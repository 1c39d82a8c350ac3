"""The screens under other rules of scoring: prompts beneath a key question, ratings, counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet, find
from tests.tui.hands import ME, Hand, answer_all, make, opened

FACTS = {"child-concern": "yes", "others-concern": "yes", "review-due": "yes"}
PROMPTS = [f"assess-change-{name}" for name in ("why", "strengths", "life", "family", "victims")]


@pytest.fixture(scope="module")
def rated() -> QuestionSet:
    """A set with key questions and prompts."""
    return find("youth-casework")


@pytest.fixture
def path(tmp_path: Path, rated: QuestionSet) -> Path:
    """A casebook with nothing answered."""
    return make(tmp_path / "a.db", rated, {"C-1": FACTS, "C-2": FACTS})


def keys(casebook: Casebook, case: str, answer: str) -> None:
    """Answer every key question alike and no prompt."""
    answer_all(casebook, case, answer, but=[each.id for each in casebook.question_set.questions if each.prompt_of])


@pytest.fixture
def answered(tmp_path: Path, rated: QuestionSet) -> Path:
    """Two cases: all key questions yes but for the safety of the child in planning, and one standard without answers."""

    def fill(casebook: Casebook) -> None:
        for case, planning in (("C-1", "yes"), ("C-2", "no")):
            keys(casebook, case, "yes")
            casebook.answer(case, "plan-child", planning, ME)
            for question in casebook.question_set.scored:
                if question.criterion == "4":
                    casebook.answer(case, question.id, "na", ME)

    return make(tmp_path / "b.db", rated, {"C-1": FACTS, "C-2": FACTS}, fill=fill)


# --- prompts ---


async def test_a_key_question_stands_with_its_prompts_and_their_answers(path: Path) -> None:
    async with opened(path, case="C-1", size=(80, 40)) as hand:
        assert hand.question == "assess-change"
        assert "question 1 of 12" in hand.heading
        assert "12 blank" in hand.heading
        page = hand.words("#question")
        assert "the judgement is yours" in page
        assert "· Does it explain why the child behaved so" in page
        await hand.press("down", "y")
        await hand.press("up", "up")
        assert hand.question == "assess-change"
        page = hand.words("#question")
        assert "✓ Does it explain why" in page
        assert "· Does it find what is going well" in page


async def test_prompts_are_answered_with_the_same_keys_and_lead_back_to_the_judgement(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("down")
        assert hand.question == PROMPTS[0]
        assert "question 1 of 12, prompt 1 of 5" in hand.heading
        assert "never scored" in hand.words("#what-if")
        for prompt, key in zip(PROMPTS, "ynxyy", strict=True):
            assert hand.question == prompt
            await hand.press(key)
        assert hand.question == "assess-change"
        assert hand.reading().answers == dict(zip(PROMPTS, ("yes", "no", "na", "yes", "yes"), strict=True))
        assert "12 blank" in hand.heading


async def test_a_key_question_is_never_answered_by_its_prompts(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("down", *"yyyyy")
        assert hand.reading().answer("assess-change") == "blank"
        await hand.press("n")
        assert hand.reading().answer("assess-change") == "no"


async def test_an_answer_leads_to_the_next_key_question_past_its_prompts(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("y")
        assert hand.question == "assess-child"
        assert "11 blank" in hand.heading
        await hand.press("g")
        assert hand.question == "assess-others"


async def test_a_prompt_that_is_answered_is_passed_over_on_the_way_through_the_others(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("down", "down", "y", "up", "up")
        assert hand.question == PROMPTS[0]
        await hand.press("y")
        assert hand.question == PROMPTS[2]


async def test_a_case_is_signed_off_without_an_answer_to_any_prompt(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        for _ in range(12):
            await hand.press("y")
        assert hand.kind == "finish"
        assert "0 blank" in hand.screen
        await hand.press("o")
        assert hand.reading().signed_off
        assert hand.kind == "cases"
        assert "12/12" in hand.screen
        assert "signed off" in hand.screen


async def test_the_list_of_the_part_shows_prompts_beneath_their_key_question(path: Path) -> None:
    async with opened(path, case="C-1", size=(120, 40)) as hand:
        listed = hand.words("#part")
        assert "Assessing: positive change" in listed
        assert "· Explains the behaviour" in listed
        strip = hand.words("#strip")
        assert "[·]··" in strip  # key questions only
        assert "····" not in strip


async def test_what_is_left_lists_no_prompt(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("d")
        assert "12 questions blank" in hand.screen
        await hand.press("escape", "G")
        assert "Blank or marked: 12" in hand.screen


# --- ratings ---


async def test_the_rating_of_the_standard_is_what_an_answer_would_change(answered: Path) -> None:
    async with opened(answered, case="C-1") as hand:
        await hand.press(*["]"] * 1)
        assert hand.question == "plan-change"
        assert "Planning 1 of 2 (50%) with yes 50% with no 50%" in hand.words("#what-if")


async def test_the_summary_says_ratings_points_and_what_is_not_rated(answered: Path) -> None:
    async with opened(answered, case="C-1", size=(100, 30)) as hand:
        await hand.press("s")
        assert hand.kind == "summary"
        rows = hand.words("#scores")
        assert "7 of 9 points" in rows
        assert "Requires improvement" in rows
        assert "not rated" in rows
        assert "0%" not in rows.replace("100%", "").replace("50%", "")
        await hand.press("w")
        assert hand.screen.count("7 of 9 points") == 1
        assert "· Planning: requires improvement, 1 of 3 points." in hand.screen
        assert "Overall. 7 of 9 points. 1 standard not rated" in hand.screen
        await hand.press("escape", "down", "down")
        assert "1 of 2 (50%), the lowest: Planning: safety of the child" in hand.status
        await hand.press("w")
        assert "Planning: positive change: 2 of 2 (100%)" in hand.screen


# --- counts ---


@pytest.fixture
def screening(tmp_path: Path) -> Path:
    """A screening of three cases, all answered."""

    def fill(casebook: Casebook) -> None:
        for case, answer in (("C-1", "yes"), ("C-2", "yes"), ("C-3", "no")):
            answer_all(casebook, case, answer)

    return make(tmp_path / "s.db", find("sqs-2012"), {each: {} for each in ("C-1", "C-2", "C-3")}, fill=fill)


async def walk(hand: Hand) -> list[str]:
    """Return every screen between the list of cases and the recommendations."""
    seen = [hand.screen]
    for key in ("s", "down", "enter", "escape", "w", "escape", "f", "enter", "escape", "r"):
        await hand.press(key)
        seen.append(hand.screen)
    return seen


async def test_no_screen_of_a_screening_says_a_percentage(screening: Path) -> None:
    async with opened(screening, size=(100, 30)) as hand:
        seen = await walk(hand)
        assert not any("%" in each for each in seen)
        assert "2 of 3" in "".join(seen)
        assert "sufficient" in "".join(seen)


async def test_the_question_says_how_many_so_far(screening: Path) -> None:
    async with opened(screening, case="C-1") as hand:
        assert "So far 2 of 3, in all cases. Counted; no score." in hand.words("#what-if")
