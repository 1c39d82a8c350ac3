"""`L` shows the question set's words in another language: all of them, everywhere, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.casebook.decisions import Action, Chosen, Decision
from casereview.questions import QuestionSet, QuestionSetError, find
from casereview.tui.actions import ACTIONS
from casereview.tui.app import CaseReview
from casereview.tui.session import Session
from casereview.tui.widgets.lines import Lines, Rows
from tests.questions import pseudo
from tests.tui.hands import ME, Hand, make, speaking
from tests.tui.ways import WAY

YOU = "B Smith"
IDS = [each.id for each in ACTIONS]
# The screens that are walked, from the list of cases; the cursor is on C-1, which is under way. Not walked: what shows no word of
# a question set, and what is there with other sets only.
OTHERS = ("progress", "merge", "ratings", "respondents", "entry", "responses")
WAYS = {name: way for name, way in WAY.items() if name not in OTHERS}
# What these open over the screen, once it speaks another language.
DIALOGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "cases": (("question_mark",),),
    "review": (("slash",), ("G",), ("h",), ("question_mark",), ("n",), ("e",)),
    "finish": (("question_mark",),),
    "summary": (("enter",), ("enter", "enter"), ("w",), ("b",)),
    "agreement": (("enter",), ("b",)),
    "conflict": (("e",),),
    "findings": (("enter",), ("e",)),
    "recommendations": (("enter",), ("e",)),
    "plan": (("enter",), ("n",)),
}
# Nothing of the question set is on these, or only once something is there.
PLAIN = ("allocation",)


@pytest.fixture(scope="module")
def own(large: QuestionSet) -> QuestionSet:
    """The shipped set, each of its texts with a mark."""
    return pseudo.canaried(large)


@pytest.fixture(scope="module")
def large() -> QuestionSet:
    return find("cci-2009")


@pytest.fixture(scope="module")
def translation(own: QuestionSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pseudo.write(tmp_path_factory.mktemp("language") / "cci-2009.qps.toml", own, IDS)


def fill(casebook: Casebook) -> None:
    """Something on every screen: answers, reasons, a second reading, a conflict, findings, recommendations, a plan."""
    questions = casebook.question_set.questions
    for case in ("C-1", "C-2", "C-3"):
        for place, question in enumerate(questions[: 3 if case == "C-1" else None]):
            answer = ("yes", "no", "na", "yes", "yes")[place % 5]
            casebook.answer(case, question.id, answer, ME)
            if answer == "no" and question.reasons:
                casebook.give_reasons(case, question.id, [question.reasons[0].id], ME)
    casebook.sign_off("C-2", ME)
    casebook.begin_second_reading("C-2", YOU)
    for place, question in enumerate(questions):
        casebook.answer("C-2", question.id, ("no", "no", "na", "yes")[place % 4], YOU)
    casebook.sign_off("C-2", YOU)
    casebook.answer("C-3", questions[0].id, "no", YOU)  # copies differ
    finding = questions[1].id
    casebook.decide(finding, ME, Decision(state="accepted"))
    standard = casebook.question_set.recommendations[0]
    casebook.recommend(Chosen(standard.id, place=1), ME)
    casebook.plan(Action("", standard.id, what="Train the team"), ME)


@pytest.fixture(scope="module")
def made(own: QuestionSet, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A casebook of the marked set, as bytes, for each test to have its own."""
    place = tmp_path_factory.mktemp("made") / "a.db"
    return make(place, own, {f"C-{n}": {"tier": "custody", "status": "current"} for n in (1, 2, 3)}, fill).read_bytes()


@pytest.fixture
def book(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    path.write_bytes(made)
    return path


def shown(hand: Hand) -> Iterator[str]:
    """Every line of the topmost screen, in sight or not."""
    yield from hand.lines
    for widget in hand.app.screen.query(Lines):
        width = widget.scrollable_content_region.width
        if widget.display and width:
            yield from ("".join(text for text, _ in widget.line(at, width)) for at in range(widget.count()))


def left(hand: Hand) -> list[str]:
    """The lines that show a text of the set as it was written."""
    return [line.strip() for line in shown(hand) if pseudo.CANARY.lower() in line.lower()]


@pytest.mark.parametrize("size", [(80, 24), (130, 45)], ids=str)
@pytest.mark.parametrize("screen", WAYS)
async def test_no_text_of_the_set_is_left_untranslated(
    book: Path, translation: Path, screen: str, size: tuple[int, int]
) -> None:
    async with speaking(book, translation, size) as hand:
        await hand.press(*WAYS[screen])
        assert hand.kind == screen
        assert left(hand) or screen in PLAIN
        await hand.press("L")
        assert hand.kind == screen
        assert left(hand) == []
        assert "⟦" in hand.screen
        for keys in DIALOGS.get(screen, ()):
            depth = len(hand.app.screen_stack)
            await hand.press(*keys)
            assert len(hand.app.screen_stack) > depth, keys
            assert left(hand) == [], keys
            while len(hand.app.screen_stack) > depth:
                await hand.press("escape")
        # And back again, on the screens below too.
        await hand.press("L")
        assert left(hand) or screen in PLAIN
        assert "⟦" not in hand.screen


QUESTIONNAIRE = {"respondents": (), "entry": ("enter",), "responses": ("s",)}


@pytest.mark.parametrize("screen", QUESTIONNAIRE)
async def test_no_text_of_a_questionnaire_is_left_untranslated(tmp_path: Path, screen: str) -> None:
    own = pseudo.canaried(find("young-people"))
    translation = pseudo.write(tmp_path / "young-people.qps.toml", own, IDS)

    def said(casebook: Casebook) -> None:
        casebook.add_respondent(ME)
        for question in own.questions:
            if question.options:
                option = question.options[0].id
                casebook.respond("R-01", question.id, [option] if question.kind == "choices" else option, ME)

    async with speaking(make(tmp_path / "a.db", own, {}, said), translation) as hand:
        await hand.press(*QUESTIONNAIRE[screen])
        assert hand.kind == screen
        await hand.press("L")
        assert left(hand) == []
        assert "⟦" in hand.screen
        if screen == "entry":
            await hand.press("home", *("up",) * 30)
            for _ in own.questions:
                assert left(hand) == []
                await hand.press("down")


async def test_a_screen_that_lies_below_speaks_the_language_too(book: Path, translation: Path) -> None:
    async with speaking(book, translation) as hand:
        await hand.press("enter", "y", "s", "L", "escape")
        assert hand.kind == "review"
        assert left(hand) == []
        assert "⟦" in hand.screen


async def test_place_cursor_and_selection_stay(book: Path, translation: Path) -> None:
    async with speaking(book, translation) as hand:
        await hand.press("down", "enter", "right_square_bracket", "down", "down")
        question, index = hand.question, hand.one("#part").cursor
        await hand.press("pagedown")
        scrolled = hand.one("#question").scroll_offset.y
        await hand.press("L")
        assert hand.question == question
        assert hand.one("#part").cursor == index
        assert hand.one("#question").scroll_offset.y == scrolled or hand.one("#question").max_scroll_y < scrolled
    async with speaking(book, translation) as hand:
        for screen in ("f", "s", "A"):
            await hand.press(screen, "down", "down")
            cursor = hand.app.screen.query_one(Rows).cursor
            await hand.press("L")
            assert hand.app.screen.query_one(Rows).cursor == cursor
            await hand.press("escape")


async def test_what_is_half_typed_stays_and_l_can_be_typed(book: Path, translation: Path) -> None:
    async with speaking(book, translation) as hand:
        await hand.press("enter", "e")
        await hand.type("Look at page 3 L")
        await hand.until(lambda: bool(hand.ask(lambda book: book.draft("C-1", _of(hand), ME))))
        assert "⟦" not in hand.screen
        await hand.press("escape", "L", "e")
        assert hand.one("#text").text == "Look at page 3 L"
        assert left(hand) == []


def _of(hand: Hand) -> str:
    return str(hand.app.screen_stack[-2].question.id)  # type: ignore[attr-defined]


async def test_reasons_that_are_being_ticked_are_said_anew(book: Path, translation: Path) -> None:
    async with speaking(book, translation) as hand:
        await hand.press("enter", "n", "2")
        assert hand.kind == "Reasons"
        ticked = [line for line in hand.words("#reasons").splitlines() if "[x]" in line]
        await hand.press("L")
        assert hand.kind == "Reasons"
        assert left(hand) == []
        again = [line for line in hand.words("#reasons").splitlines() if "[x]" in line]
        assert len(again) == len(ticked) == 1
        assert again[0].split()[:3] == ticked[0].split()[:3]
        await hand.press("3", "escape")
        question = hand.question
    assert len(_history(book, question)["reasons"]) == 2


def _history(path: Path, question: str) -> dict[str, list[str]]:
    with Casebook.open(path, write=False) as casebook:
        found: dict[str, list[str]] = {}
        for entry in casebook.history("C-1", question):
            found.setdefault(entry.field, []).append(entry.value)
        return found


KEYS = (
    "enter",
    "y",
    "L",
    "n",
    "1",
    "enter",
    "x",
    "f",
    "L",
    "y",
    "u",
    "F",
    "right",
    "escape",
    "escape",
    "f",
    "a",
    "r",
    "a",
)


async def test_the_same_keys_make_the_same_entries_in_any_language(
    made: bytes, translation: Path, tmp_path: Path
) -> None:
    entries = []
    for name, keys in (("with", KEYS), ("without", tuple(key for key in KEYS if key != "L"))):
        path = tmp_path / f"{name}.db"
        path.write_bytes(made)
        async with speaking(path, translation) as hand:
            await hand.press(*keys)
        with Casebook.open(path, write=False) as casebook:
            found = [entry for case in ("C-1", "") for entry in casebook.history(case or None)]
            entries.append([(each.case, each.item, each.field, each.value) for each in found])
    assert entries[0] == entries[1]
    assert len(entries[0]) > 8
    assert "⟦" not in repr(entries[0])


async def test_the_language_is_remembered_for_the_assessor_and_the_copy(book: Path, translation: Path) -> None:
    async with speaking(book, translation) as hand:
        await hand.press("L")
    async with speaking(book, translation) as hand:
        assert left(hand) == []
        assert "⟦" in hand.screen
    async with speaking(book, translation, reader=YOU) as hand:
        assert "⟦" not in hand.screen
    async with speaking(book, translation) as hand:
        await hand.press("L")
        assert "⟦" not in hand.screen
    async with speaking(book, translation) as hand:
        assert "⟦" not in hand.screen


async def test_a_language_that_is_gone_or_broken_leaves_the_words_as_they_were(
    book: Path, translation: Path, tmp_path: Path
) -> None:
    async with speaking(book, translation) as hand:
        await hand.press("L")
    broken = tmp_path / "cci-2009.qps.toml"
    broken.write_text("language = 3\n", encoding="utf-8")
    for gone in (broken, tmp_path / "nowhere.toml"):
        async with speaking(book, gone) as hand:
            assert "⟦" not in hand.screen
            await hand.press("L")
            assert "⟦" not in hand.screen
            assert gone.name in hand.status
            await hand.press("enter")
            assert hand.kind == "review"


async def test_without_a_translation_it_says_so(path: Path) -> None:
    with Casebook.open(path) as casebook:
        app = CaseReview(Session(casebook, ME))
        async with app.run_test(size=(80, 24)) as pilot:
            hand = Hand(pilot, app, path)
            await hand.press("L")
            assert "no translation" in hand.status


async def test_the_footer_and_the_help_are_in_the_words_of_the_translation(book: Path, translation: Path) -> None:
    async with speaking(book, translation) as hand:
        await hand.press("enter", "L")
        assert pseudo.spoken("yes", 24) in hand.words(".keys")
        await hand.press("question_mark")
        assert pseudo.spoken("review.yes") in hand.words("#choices")


def test_a_translation_that_is_given_must_fit_the_set(book: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "a.cy.toml"
    wrong.write_text('language = "cy"\nof = "cci-2009"\n[parts]\nassett = "Asset"\n', encoding="utf-8")
    with Casebook.open(book) as casebook:
        languages = Session(casebook, ME, translations={"cy": wrong}, strict=True).languages
        with pytest.raises(QuestionSetError, match="did you mean 'asset'"):
            languages.prove()


async def test_the_shipped_welsh_is_there_for_the_shipped_set(large: QuestionSet, tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", large)
    with Casebook.open(path) as casebook:
        app = CaseReview(Session(casebook, ME))
        async with app.run_test(size=(100, 30)) as pilot:
            hand = Hand(pilot, app, path)
            await hand.until(lambda: app.session.loaded)
            await hand.press("s", "L")
            assert "Tebygolrwydd" in hand.screen
            assert "Cymraeg" in hand.status
