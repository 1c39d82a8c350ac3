"""The scores as they stand, and what is behind each."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual.widgets import Digits

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.scoring import Summary
from casereview.scoring.words import share
from tests.tui.hands import KNOWN, ME, Hand, answer_all, make, opened


@pytest.fixture
def sample(tmp_path: Path, small: QuestionSet) -> Path:
    """Thirty cases, answered at random."""
    draw = random.Random(7)

    def fill(casebook: Casebook) -> None:
        for case in casebook.case_refs():
            for question in small.questions:
                answer = draw.choice(["yes", "yes", "no", "na", None])
                casebook.answer(case, question.id, answer, ME)
                if answer == "no" and question.reasons:
                    casebook.give_reasons(case, question.id, [draw.choice(question.reasons).id], ME)

    facts = {f"C-{n}": {"gender": draw.choice(["male", "female"]), "rmp-needed": "yes"} for n in range(30)}
    return make(tmp_path / "a.db", small, facts, fill)


def rows_say(hand: Hand, summary: Summary) -> None:
    """What the list shows is these figures, whole."""
    lines = [line.removeprefix("▸ ") for line in hand.words("#scores").split("\n")]
    assert len(lines) == len(summary.scores)
    for line, score in zip(lines, summary.scores, strict=True):
        tally = score.tally
        assert line.endswith(f" {tally.yes} {tally.no} {tally.na} {tally.blank}"), line
        assert f" {share(tally)} " in line
        if score.kind != "section" and score.band:
            assert f" {score.band.id.capitalize()} " in line
    digits = [digits.value for digits in hand.app.screen.query(Digits)]
    assert digits == ["-" if score.percent is None else f"{score.percent}%" for score in summary.of_kind("theme")]


async def test_no_number_is_cut_on_a_narrow_screen(sample: Path) -> None:
    async with opened(sample, size=(40, 12)) as hand:
        await hand.press("s")
        scores = hand.summary().scores
        shown = [line.removeprefix("▸ ") for line in hand.words("#scores").split("\n")]
        for line, score in zip(shown, scores, strict=False):  # as many as there is room for
            assert line.endswith(f" {score.tally.yes} {score.tally.no}"), line
        assert "n/a" not in hand.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_figures_are_those_of_the_casebook(sample: Path, size: tuple[int, int]) -> None:
    async with opened(sample, size=size) as hand:
        await hand.press("s")
        summary = hand.summary()
        rows_say(hand, summary)
        assert f"provisional: {summary.answers.blank} blank" in hand.heading
        assert "30 cases" in hand.heading
        for score in summary.of_kind("theme"):
            assert score.band
            assert score.band.label.removesuffix(" required") in hand.screen
            assert score.title in hand.screen
        assert "┃" in hand.screen


async def test_nothing_answered_has_no_percentages(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("s")
        assert hand.words("#scores").count("none yet") == 7
        assert "0%" not in hand.screen
        assert "no cases yet" in hand.screen


async def test_few_answers_show_the_count_first_also_in_the_headline(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, ["C-1"], lambda casebook: answer_all(casebook, "C-1", "yes", but=("safe",)))
    async with opened(path) as hand:
        await hand.press("s")
        assert "3 of 3: Minimum" in hand.screen
        assert "3 of 3 (100%)" in hand.words("#scores")


async def test_all_answered_is_not_provisional(tmp_path: Path, small: QuestionSet) -> None:
    path = make(tmp_path / "a.db", small, ["C-1"], lambda casebook: answer_all(casebook, "C-1", "no"))
    async with opened(path) as hand:
        await hand.press("s")
        assert "provisional" not in hand.heading
        assert hand.heading == "Area Summary 1 case, 1 started, 0 signed off"


async def test_the_title_under_the_cursor_is_told_in_full(tmp_path: Path, large: QuestionSet) -> None:
    async with opened(make(tmp_path / "a.db", large, {"C-1": {}})) as hand:
        await hand.press("s")
        for score in hand.summary().scores:
            await hand.press("down")
            at = hand.one("#scores").cursor
            assert hand.summary().scores[at].title in hand.status
            assert "…" not in hand.status
            assert score.title
        await hand.press("up", "k", "j", "home", "end")


async def test_enter_lists_the_questions_and_then_the_cases_that_said_no(sample: Path, small: QuestionSet) -> None:
    async with opened(sample) as hand:
        await hand.press("s")
        summary = hand.summary()
        figures = {each.id: each for each in summary.questions}
        theme = summary.of_kind("theme")[0]
        await hand.press("enter")
        listed = hand.words("#choices").split("\n")
        assert len(listed) == len(theme.questions)
        for line, question in zip(listed, theme.questions, strict=True):
            tally = figures[question].tally
            assert (
                f"{tally.yes} of {tally.scored} {figures[question].percent}% {tally.na} n/a {tally.open} open" in line
            )
        assert f"{theme.tally.yes} of {theme.tally.scored}" in hand.words(".box-title")
        # The first question: the cases that said no, with their reasons.
        await hand.press("enter")
        said = hand.words("#choices").split("\n")
        first = small.by_id[theme.questions[0]]
        cases = hand.ask(lambda casebook: list(casebook.case_lines()))
        expected = {
            line.ref: [first.reason(each).label for each in line.counted.reasons[first.id]]  # type: ignore[union-attr]
            for line in cases
            if line.counted.answers.get(first.id) == "no"
        }
        assert len(said) == len(expected) == figures[first.id].tally.no
        for line in said:
            ref = line.removeprefix("▸ ").split()[0]
            assert line.endswith(f"No: {'; '.join(expected[ref])}")
        # And Enter there opens that case at that question.
        await hand.press("enter")
        assert (hand.kind, hand.question) == ("review", first.id)
        await hand.press("escape")
        assert hand.kind == "summary"


async def test_the_questions_can_be_searched(sample: Path) -> None:
    async with opened(sample) as hand:
        await hand.press("s", "enter")
        await hand.type("deliv")
        assert hand.words("#choices").count("\n") == 0
        await hand.press("escape")
        assert hand.kind == "summary"


async def test_a_question_nobody_said_no_to(tmp_path: Path, small: QuestionSet) -> None:
    async with opened(make(tmp_path / "a.db", small, ["C-1"])) as hand:
        await hand.press("s", "enter", "enter")
        assert "No case said no" in hand.screen
        await hand.press("enter", "escape")
        assert hand.kind == "summary"


async def test_unresolved_answers_are_listed_as_such(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", "assessed", "yes", ME)
        casebook.answer("C-1", "assessed", "no", "B Smith")

    async with opened(make(tmp_path / "a.db", small, ["C-1"], fill)) as hand:
        await hand.press("s")
        assert "1 unresolved" in hand.heading
        await hand.press("enter", "enter")
        assert "C-1 Unresolved" in hand.words("#choices")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_long_reasons_can_be_read_whole(tmp_path: Path, large: QuestionSet, size: tuple[int, int]) -> None:
    question = max(large.questions, key=lambda each: sum(len(reason.label) for reason in each.reasons))

    def fill(casebook: Casebook) -> None:
        casebook.answer("C-1", question.id, "no", ME)
        casebook.give_reasons("C-1", question.id, [reason.id for reason in question.reasons[:3]], ME)

    async with opened(make(tmp_path / "a.db", large, {"C-1": {}}, fill), size=size) as hand:
        await hand.press("s")
        place = [score.id for score in hand.summary().scores].index(question.criterion)
        await hand.press(*["down"] * place, "enter")
        await hand.type(question.short)
        await hand.press("enter")
        whole = " ".join(hand.words("#whole").split())
        assert all(reason.label in whole for reason in question.reasons[:3])


async def test_breakdown_by_a_fact(sample: Path) -> None:
    async with opened(sample) as hand:
        await hand.press("s", "b")
        by = hand.ask(lambda casebook: casebook.summaries_by("gender"))
        assert f"Gender Female {by['female'].cases} cases" in hand.words("#choices")
        await hand.type("female")
        await hand.press("enter")
        rows_say(hand, by["female"])
        assert "Only Gender: Female" in hand.heading
        assert "0 shows all again" in hand.status
        await hand.press("enter", "enter")
        males = hand.ask(
            lambda casebook: {line.ref for line in casebook.case_lines() if line.counted.facts["gender"] == "male"}
        )
        listed = {line.removeprefix("▸ ").split()[0] for line in hand.words("#choices").split("\n")}
        assert not listed & males
        await hand.press("escape", "0")
        rows_say(hand, hand.summary())
        assert "All cases" in hand.status
        await hand.press("b", "escape")
        rows_say(hand, hand.summary())


async def test_it_follows_answers_given_in_this_window(path: Path) -> None:
    async with opened(path, case="C-1") as hand:
        await hand.press("s", "escape", "y", "x", "s")
        rows_say(hand, hand.summary())
        await hand.press("escape", "u", "s")
        rows_say(hand, hand.summary())


async def test_it_follows_another_window_within_two_seconds(path: Path) -> None:
    async with opened(path, write=False) as hand:
        await hand.press("s")
        with Casebook.open(path) as other:
            answer_all(other, "C-1", "yes", "B Smith")
            await hand.until(lambda: "3 of 3 (100%)" in hand.words("#scores"), 2.0)
            rows_say(hand, hand.summary())
            other.answer("C-2", "assessed", "no", "B Smith")
            await hand.until(lambda: "3 of 4 (75%)" in hand.words("#scores"), 2.0)
        rows_say(hand, hand.summary())


async def test_the_question_follows_another_window_too(path: Path) -> None:
    async with opened(path, write=False, reader="B Smith", case="C-1") as hand:
        with Casebook.open(path) as other:
            other.answer("C-1", "assessed", "yes", "B Smith")
        await hand.until(lambda: "(●) y" in hand.words("#answers"), 2.0)


async def test_summary_before_the_figures_are_counted(path: Path) -> None:
    from casereview.tui.app import CaseReview
    from casereview.tui.session import Session

    with Casebook.open(path) as casebook:
        app = CaseReview(Session(casebook, ME))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("s", "s")
            await pilot.pause(0.1)
            await pilot.press("s")
            await pilot.pause(0.1)
            assert app.session.loaded


async def test_theme_ids_of_every_allowed_form(tmp_path: Path, small_data: dict[str, object]) -> None:
    from casereview.questions.build import build

    small_data["themes"][0]["id"] = "1.a-b"  # type: ignore[index]
    for question in small_data["questions"]:  # type: ignore[attr-defined]
        question["themes"] = ["1.a-b" if each == "roh" else each for each in question.get("themes", [])]
    path = make(tmp_path / "a.db", build(small_data), {"C-1": KNOWN})  # type: ignore[arg-type]
    async with opened(path) as hand:
        await hand.press("s")
        rows_say(hand, hand.summary())


async def test_no_themes_at_all(tmp_path: Path, small_data: dict[str, object]) -> None:
    from casereview.questions.build import build

    small_data["themes"] = []
    for question in small_data["questions"]:  # type: ignore[attr-defined]
        question.pop("themes", None)
    async with opened(make(tmp_path / "a.db", build(small_data), {"C-1": KNOWN}), case="C-1") as hand:  # type: ignore[arg-type]
        assert "no headline" in hand.words("#what-if")
        await hand.press("y", "s", "enter", "escape", "escape", "escape")
        assert hand.kind == "cases"


async def test_w_says_what_stands_behind_a_score(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        for case in ("C-1", "C-2"):
            answer_all(casebook, case, "yes", but=["assessed"])
            casebook.answer(case, "assessed", "no", ME)

    async with opened(make(tmp_path / "a.db", small, fill=fill)) as hand:
        await hand.press("s", "w")
        text = hand.screen
        assert "4 of 6 (67%). Moderate" in text, text
        assert "No interval" in text
        assert "What pulls it down most" in text
        await hand.press("escape")
        assert "What pulls it down most" not in hand.screen


async def test_the_cases_behind_a_question_are_counted_as_they_are(tmp_path: Path, small: QuestionSet) -> None:
    """What is unresolved is no no, and has no reasons that could be ticked."""

    def fill(casebook: Casebook) -> None:
        for case, answer in (("C-1", "no"), ("C-2", "no"), ("C-3", "yes")):
            casebook.answer(case, "safe", answer, ME)
        casebook.answer("C-2", "safe", "yes", "B Shah")

    async with opened(make(tmp_path / "a.db", small, fill=fill)) as hand:
        await hand.press("s")
        hand.app.screen._cases_of("safe")  # type: ignore[attr-defined]
        await hand.pilot.pause()
        assert ": 1 no, 1 unresolved" in hand.screen
        shown = [" ".join(line.split()) for line in hand.lines]
        assert any("C-1 No: no reason ticked" in line for line in shown)
        assert any("C-2 Unresolved" in line for line in shown)
        assert "Unresolved:" not in hand.screen
