"""A case on the screens after the question set was upgraded: what asks again, and why, is said where it is asked."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Digits

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.questions.build import build
from tests.tui.hands import ME, Hand, answer_all, make, opened


@pytest.fixture
def later(small_data: dict[str, Any]) -> QuestionSet:
    """One question reworded, one under another id, one moved, one gone, one new, one without a reason that it had."""
    by_id = {each["id"]: each for each in small_data["questions"]}
    by_id["safe"]["text"] = "Is it clear how vulnerable the child is?"
    by_id["delivered"]["id"] = "work-done"
    by_id["rmp-done"]["part"] = "delivery"
    by_id["assessed"]["reasons"] = by_id["assessed"]["reasons"][:1]
    new = {**by_id["assessed"], "id": "heard", "text": "Was the child heard?", "short": "child heard", "reasons": []}
    questions = [each for each in small_data["questions"] if each["id"] != "rmp-timely"] + [new]
    parts = [each for each in small_data["parts"] if each["id"] != "rmp"]
    return build(small_data | {"version": "1.1.0", "parts": parts, "questions": questions, "recommendations": []})


@pytest.fixture
def path(tmp_path: Path, small: QuestionSet, later: QuestionSet) -> Path:
    """A case answered and signed off, in a casebook that was upgraded then."""

    def fill(casebook: Casebook) -> None:
        answer_all(casebook, "C-1", "yes")
        casebook.answer("C-1", "assessed", "no", ME)
        casebook.give_reasons("C-1", "assessed", ["late"], ME)
        casebook.sign_off("C-1", ME)
        casebook.upgrade(later, "L Lead")
        casebook.reopen("C-1", "the questions changed", ME)

    return make(tmp_path / "a.db", small, ["C-1"], fill)


async def at(hand: Hand, question: str) -> str:
    """Go to a question; return its page."""
    hand.app.open_review("C-1", question)
    await hand.pilot.pause()
    return " ".join(hand.words("#question").split())


async def test_a_reworded_question_asks_again_and_says_what_was_answered_before(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        assert hand.question == "safe"  # the first blank one
        said = "Answered Yes in another wording, which does not count: it is asked again. The history has it."
        assert said in await at(hand, "safe")
        await hand.press("h")
        assert f"{ME}  answer (another wording)" in hand.screen
        await hand.press("escape", "n")
        assert "another wording" not in await at(hand, "safe")
        assert hand.reading().answers["safe"] == "no"
        await hand.press("h")
        assert hand.screen.count("(another wording)") == 1


async def test_a_case_that_was_signed_off_says_on_the_list_that_it_asks_again(path: Path, later: QuestionSet) -> None:
    with Casebook.open(path) as casebook:
        casebook.undo_upgrade("L Lead")
        casebook.sign_off("C-1", ME)
    async with opened(path) as hand:
        assert " signed off " in hand.words("#cases")
    with Casebook.open(path) as casebook:
        casebook.upgrade(later, "L Lead")
    async with opened(path) as hand:
        assert " 5/7 1 asks again " in hand.words("#cases")


async def test_what_only_has_another_name_or_place_is_answered_and_what_is_new_is_blank(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        assert "another wording" not in await at(hand, "work-done")
        assert hand.reading().answers["work-done"] == "yes"
        assert (await at(hand, "rmp-done")).startswith("Delivery · ")
        assert hand.reading().answers["rmp-done"] == "yes"
        assert "another wording" not in await at(hand, "heard")
        assert hand.reading().answer("heard") == "blank"
        assert "No reason ticked yet" in await at(hand, "assessed")


async def test_an_upgrade_that_is_taken_back_brings_the_answers_back(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("C-1", "safe", "no", ME)
        casebook.undo_upgrade("L Lead")
    async with opened(path, case="C-1") as hand:
        assert "another wording" not in await at(hand, "safe")
        assert hand.reading().answers["safe"] == "yes"
        await hand.press("h")
        assert hand.screen.count("(another wording)") == 1  # what was answered to the later words is in the history


# --- upgraded while the screens are open ---


@pytest.fixture
def apart(tmp_path: Path, small: QuestionSet, later: QuestionSet) -> Path:
    """A casebook in which two upgrades stand against one another, and an answer to what one of them gives another id."""
    path = make(tmp_path / "one.db", small, ["C-1", "C-2"], lambda casebook: answer_all(casebook, "C-1", "no"))
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    third = build(json.loads(small.source) | {"version": "1.2.0"})
    for each, to, answer in ((path, later, "yes"), (other, third, "no")):
        with Casebook.open(each) as casebook:
            casebook.answer("C-2", "delivered", answer, each.stem)
            casebook.upgrade(to, each.stem)
    with Casebook.open(path) as casebook:
        casebook.merge([other], "L Lead")
    return path


async def test_which_upgrade_stands_is_settled_on_the_screen_and_everything_is_counted_anew(apart: Path) -> None:
    async with opened(apart) as hand:
        assert hand.status == "Copies were upgraded differently: c settles."
        assert " of 9 " not in hand.heading
        await hand.press("c", "enter")
        assert "Until one is chosen, small 1.0.0 (" in " ".join(hand.words("Page").split())
        place = next(line.split()[0] for line in hand.lines if "small 1.1.0 (" in line)
        await hand.press(place)
        assert "Settled: small 1.1.0 (" in hand.status
        # The next one, under the name that it has now.
        assert "Was the work delivered as planned?" in hand.words("Page")
        assert "work-done" not in hand.heading
        await hand.press("1", "escape", "escape")
        assert hand.kind == "cases"
        await hand.until(lambda: hand.app.session.loaded)
        assert hand.app.session.summary == hand.summary()
        assert {each.id for each in hand.app.session.summary.questions} >= {"work-done", "heard"}
        await hand.press("s")
        assert hand.kind == "summary"


async def test_both_sides_of_two_upgrades_are_told_apart_and_what_differs_is_shown(apart: Path) -> None:
    for size in ((60, 20), (80, 24), (120, 40)):
        async with opened(apart, size=size) as hand:
            await hand.press("c", "enter")
            with Casebook.open(apart, write=False) as casebook:
                (found,) = (each for each in casebook.conflicts() if each.field == "question-set")
            for side in found.sides:
                digest = hashlib.sha256(side.value["content"].encode()).hexdigest()[:8]
                assert digest in hand.words("#answers")
            assert "another answer" not in hand.status
            said = " ".join(hand.words("Page").split())
            assert "What differs between 1 and 2" in said
            assert "heard" in said


async def test_a_fact_whose_value_is_gone_says_what_was_entered(
    tmp_path: Path, small: QuestionSet, small_data: dict[str, Any]
) -> None:
    path = make(tmp_path / "a.db", small, {"C-1": {"gender": "female"}})
    small_data["facts"][0]["options"] = ["male", "other"]
    with Casebook.open(path) as casebook:
        casebook.upgrade(build(small_data | {"version": "1.1.0"}), "L Lead")
    async with opened(path) as hand:
        await hand.press("F")
        said = " ".join(hand.words("#about-fact").split())
        assert "Entered before: Female. The question set was changed, so it does not count" in said
        await hand.press("2", "up")
        assert "Entered before" not in hand.words("#about-fact")


async def test_a_window_that_follows_along_asks_what_was_upgraded_elsewhere(path: Path, small: QuestionSet) -> None:
    async with opened(path, write=False, case="C-1") as hand:
        assert hand.kind == "review"
        with Casebook.open(path) as casebook:
            casebook.undo_upgrade("L Lead")
        await hand.until(lambda: hand.app.session.question_set == small)
        await hand.until(lambda: hand.kind == "cases")
        assert "The question set was changed elsewhere" in hand.status
        assert hand.app.session.summary == hand.summary()
        await hand.press("enter")
        assert hand.kind == "review"


def fewer(data: dict[str, Any]) -> QuestionSet:
    """One headline less, and three questions alone."""
    data |= {"version": "2.0.0", "recommendations": [], "themes": data["themes"][:1]}
    data["questions"] = [each for each in data["questions"] if each["id"] in ("assessed", "safe", "delivered")]
    data["parts"] = [each for each in data["parts"] if each["id"] != "rmp"]
    for each in data["questions"]:
        each["themes"] = [theme for theme in each.get("themes", []) if theme == data["themes"][0]["id"]]
        each.pop("applies_when", None)
    return build(data)


async def test_the_summary_below_has_the_headlines_of_the_upgrade_that_was_settled(
    tmp_path: Path, small: QuestionSet, small_data: dict[str, Any]
) -> None:
    path = make(tmp_path / "one.db", small, ["C-1"], lambda casebook: answer_all(casebook, "C-1", "no"))
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    for each, to in ((path, fewer(small_data)), (other, build(json.loads(small.source) | {"version": "1.2.0"}))):
        with Casebook.open(each) as casebook:
            casebook.upgrade(to, each.stem)
    with Casebook.open(path) as casebook:
        casebook.merge([other], "L Lead")
    async with opened(path) as hand:
        await hand.press("s", "c", "enter")
        await hand.press(next(line.split()[0] for line in hand.lines if "small 2.0.0 (" in line))
        await hand.until(lambda: hand.app.session.loaded)
        await hand.press("escape")
        await hand.until(lambda: hand.kind == "summary")
        summary = hand.summary()
        assert [each.value for each in hand.app.screen.query(Digits)] == [f"{summary.of_kind('theme')[0].percent}%"]
        assert hand.one("#scores").count() == len(summary.scores)
        await hand.press("down", "enter", "escape", "w", "escape")
        assert hand.kind == "summary"


@pytest.mark.parametrize(
    "keys", [("s",), ("s", "m"), ("f",), ("enter", "down", "down"), ("enter", "d"), ("s", "enter")]
)
async def test_no_screen_goes_on_showing_what_is_not_asked_any_more(
    tmp_path: Path, small: QuestionSet, small_data: dict[str, Any], keys: tuple[str, ...]
) -> None:
    """What lies over the list is left before anything is counted."""
    path = make(tmp_path / "a.db", small, fill=lambda casebook: answer_all(casebook, "C-1", "no"))
    async with opened(path, write=False) as hand:
        await hand.press(*keys)
        assert len(hand.app.screen_stack) > 1
        load, counted_under = hand.app.session.load, []

        async def seen() -> None:
            counted_under.append(hand.kind)
            await load()

        hand.app.session.load = seen  # type: ignore[method-assign]
        with Casebook.open(path) as casebook:
            casebook.upgrade(fewer(small_data), "L Lead")
        await hand.until(
            lambda: "The question set was changed elsewhere" in hand.status if hand.kind == "cases" else False
        )
        assert counted_under == ["cases"]
        assert hand.app.session.summary == hand.summary()
        await hand.press("s")
        assert hand.kind == "summary"
        assert len(hand.app.session.summary.of_kind("theme")) == 1
