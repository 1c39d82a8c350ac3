"""What is in conflict, both sides of it, and the keys that settle it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions import QuestionSet
from tests.questionnaire import begin, fill_in
from tests.tui.hands import ME, Hand, answer_all, make, opened
from tests.tui.hostile import WALKED, literal

BEA, LEAD = "B Shah", "L Lead"


def disagree(casebook: Casebook) -> None:
    """Two first readings that differ on three questions of two cases; C-10 is to come after C-2."""
    for case in ("C-2", "C-10"):
        casebook.answer(case, "assessed", "yes", ME)
        casebook.answer(case, "assessed", "no", BEA)
    casebook.give_reasons("C-2", "assessed", ["late"], BEA)
    casebook.note("C-2", "assessed", "Page 3 of the file.", BEA)
    casebook.answer("C-2", "delivered", "na", BEA)
    casebook.answer("C-2", "delivered", "no", BEA)
    casebook.answer("C-2", "delivered", "yes", ME)


@pytest.fixture
def differing(tmp_path: Path, small: QuestionSet) -> Path:
    return make(tmp_path / "a.db", small, ["C-1", "C-2", "C-10"], disagree)


def copies_differ(path: Path, question_set: QuestionSet, **fills: Callable[[Casebook], None]) -> Path:
    """A casebook of three cases into which copies were merged that know nothing of one another."""
    make(path, question_set)
    for name in fills:
        shutil.copy(path, path.with_name(f"{name}.db"))
    for name, fill in fills.items():
        with Casebook.open(path.with_name(f"{name}.db")) as casebook:
            fill(casebook)
    with Casebook.open(path) as casebook:
        casebook.merge([path.with_name(f"{name}.db") for name in fills], LEAD)
    return path


def counted_in(hand: Hand, case: str, question: str = "assessed") -> str | None:
    found: str | None = hand.ask(lambda casebook: casebook.case_line(case).counted.answers.get(question))
    return found


def left(hand: Hand) -> int:
    return int(hand.ask(lambda casebook: len(casebook.conflicts())))


async def test_the_list_shows_both_values_by_case(differing: Path) -> None:
    async with opened(differing, reader=LEAD) as hand:
        assert "3 unresolved" in hand.heading
        assert hand.status == "3 answers unresolved and not scored: c settles."
        await hand.press("s")
        assert "3 unresolved" in hand.heading
        assert hand.status == "3 answers unresolved and not scored: c settles."
        await hand.press("c")
        assert hand.kind == "conflicts"
        assert hand.heading.endswith("3 conflicts in 2 cases")
        assert hand.words("#conflicts").split("\n") == [
            "C-2",
            f"▸ assessment done Yes: {ME} | No: {BEA}",
            f"Was the work delivered as planned? Yes: {ME} | No: {BEA}",
            "C-10",
            f"assessment done Yes: {ME} | No: {BEA}",
        ]
        await hand.press("down", "down", "down", "up", "up", "up", "up")
        assert hand.one("#conflicts").cursor == 1
        await hand.press("escape")
        assert hand.kind == "summary"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_detail_says_all_that_is_known_of_both_sides(differing: Path, size: tuple[int, int]) -> None:
    async with opened(differing, reader=LEAD, size=size) as hand:
        await hand.press("c", "enter")
        assert hand.kind == "conflict"
        assert hand.heading == "C-2 assessment done 1 of 3"
        words = hand.words("#conflict")
        assert words.startswith("Was an assessment done?\nUnresolved: not scored until it is settled.")
        wanted = ["1 Yes", f"{ME}, 05 Jan 09:00", "2 No", f"{BEA}, 05 Jan 09:00", "because: Late"]
        for each in [*wanted, "Note: Page 3 of the file.", "Both saw before: blank", "What to look for"]:
            assert each in words
        beside = "1 Yes 2 No" in words
        assert beside == (size[0] >= 100)
        assert hand.words("#answers") == f"1 Yes: {ME} 2 No: {BEA}"
        # Not alike: each says what it saw.
        await hand.press("down")
        words = hand.words("#conflict")
        assert "saw before: blank" in words
        assert "saw before: Not applicable" in words
        assert "Both saw" not in words


@pytest.mark.parametrize(("key", "answer"), [("1", "yes"), ("2", "no")])
async def test_one_key_takes_a_side_and_goes_on_to_the_next(differing: Path, key: str, answer: str) -> None:
    async with opened(differing, reader=LEAD) as hand:
        await hand.press("c", "enter", key)
        assert counted_in(hand, "C-2") == answer
        resolution = hand.ask(lambda casebook: casebook.resolution("C-2", "assessed"))
        assert (resolution.answer, resolution.reader, resolution.note) == (answer, LEAD, "")
        assert hand.heading == "C-2 Was the work delivered as planned? 1 of 2"
        assert hand.status.startswith("Settled: ")
        assert "to assessment done. u undoes." in hand.status
        assert hand.app.session.summary == hand.summary()
        # The last one: back to the list, which says so.
        await hand.press(key, key)
        assert left(hand) == 0
        assert hand.kind == "conflicts"
        assert hand.status.endswith("Nothing is left to settle.")
        assert hand.words("#conflicts") == "Nothing is left to settle."
        await hand.press("enter", "escape")
        assert hand.kind == "cases"
        assert "unresolved" not in hand.heading
        assert hand.status == "Nothing is unresolved any more."


@pytest.mark.parametrize("key", ["3", "4"])
async def test_there_is_no_third_side_of_two(differing: Path, key: str) -> None:
    async with opened(differing, reader=LEAD) as hand:
        before = hand.history("C-2")
        await hand.press("c", "enter", key)
        assert hand.status == f"There is no side {key} here."
        assert hand.history("C-2") == before


@pytest.mark.parametrize("key", ["3", "4"])
async def test_a_third_and_a_fourth_side_can_be_taken(tmp_path: Path, small: QuestionSet, key: str) -> None:
    def noted(text: str) -> Callable[[Casebook], None]:
        return lambda casebook: casebook.note("C-1", "assessed", text, ME)

    path = copies_differ(tmp_path / "a.db", small, **{f"c{n}": noted(f"note {n}") for n in range(4)})
    async with opened(path, reader=LEAD, size=(160, 40)) as hand:
        await hand.press("c", "enter")
        side = hand.ask(lambda casebook: casebook.conflicts())[0].sides[int(key) - 1]
        assert f'{key} "{side.value}"' in hand.words("#conflict")
        await hand.press(key)
        assert hand.reading().notes == {"assessed": side.value}
        assert hand.kind == "conflicts"


async def test_a_case_replaced_twice_is_settled_and_the_sample_follows(tmp_path: Path, small: QuestionSet) -> None:
    def base(casebook: Casebook) -> None:
        casebook.add_cases([NewCase("R-1", {}), NewCase("R-2", {})], LEAD, reserves=True)

    path = make(tmp_path / "a.db", small, fill=base)
    for name, why, instead in (("one", "file lost", "R-1"), ("other", "moved away", "")):
        shutil.copy(path, tmp_path / f"{name}.db")
        with Casebook.open(tmp_path / f"{name}.db") as casebook:
            casebook.replace_case("C-1", why, LEAD, instead or "R-2")
    with Casebook.open(path) as casebook:
        casebook.merge([tmp_path / "one.db", tmp_path / "other.db"], LEAD)
    async with opened(path, reader=LEAD, size=(120, 40)) as hand:
        await hand.press("c")
        words = hand.words("#conflicts")
        assert "In the sample or not" in words
        assert 'taken out: "file lost"' in words
        assert 'taken out: "moved away"' in words
        await hand.press("enter", "1")
        assert hand.kind == "conflicts"
        assert left(hand) == 0
        await hand.press("escape")
        await hand.until(lambda: hand.app.session.summary == hand.summary())


@pytest.mark.parametrize(("key", "answer"), [("y", "yes"), ("n", "no"), ("x", "na"), ("space", None)])
async def test_e_enters_another_answer_with_a_note(differing: Path, key: str, answer: str | None) -> None:
    async with opened(differing, reader=LEAD) as hand:
        await hand.press("c", "enter", "e")
        assert hand.kind == "Third"
        await hand.press(key)
        assert hand.kind == "Write"
        await hand.type("we agreed")
        await hand.press("tab", "enter")
        assert hand.kind == "conflict"
        assert hand.heading.endswith("1 of 2")
        assert counted_in(hand, "C-2") == answer
        resolution = hand.ask(lambda casebook: casebook.resolution("C-2", "assessed"))
        assert (resolution.answer, resolution.note) == (answer, "we agreed")
        assert hand.ask(lambda casebook: casebook.draft("C-2", "resolution:assessed", LEAD)) == ""


async def test_escape_settles_nothing_and_keeps_the_half_typed_note(differing: Path) -> None:
    async with opened(differing, reader=LEAD) as hand:
        before = hand.history("C-2")
        await hand.press("c", "enter", "e", "escape")
        assert hand.kind == "conflict"
        await hand.press("e", "n")
        await hand.type("half")
        await hand.press("escape")
        assert hand.kind == "conflict"
        assert hand.history("C-2") == before
        await hand.press("e", "n")
        assert hand.one("#text").text == "half"
        await hand.press("escape", "escape", "escape")
        assert hand.kind == "cases"


async def test_u_undoes_what_was_settled_last(differing: Path) -> None:
    async with opened(differing, reader=LEAD) as hand:
        await hand.press("c", "enter", "u")
        assert hand.status.startswith("Nothing was settled here")
        await hand.press("1", "2")
        assert left(hand) == 1
        await hand.press("u")
        assert hand.heading == "C-2 Was the work delivered as planned? 1 of 2"
        assert counted_in(hand, "C-2", "delivered") == "unresolved"
        assert counted_in(hand, "C-2") == "yes"
        await hand.press("u")
        assert hand.heading == "C-2 assessment done 1 of 3"
        assert left(hand) == 3
        assert hand.app.session.summary == hand.summary()
        # The whole way, and back from the list.
        await hand.press("1", "1", "1", "u")
        assert hand.kind == "conflicts"
        assert hand.heading.endswith("1 conflict in 1 case")
        assert hand.words("#conflicts").split("\n") == ["C-10", f"▸ assessment done Yes: {ME} | No: {BEA}"]
        await hand.press("u", "u", "u")
        assert hand.status.startswith("Nothing was settled here")
        assert left(hand) == 3


async def test_the_next_and_the_one_before_without_settling(differing: Path) -> None:
    async with opened(differing, reader=LEAD) as hand:
        await hand.press("c", "enter", "up")
        assert hand.status == "This is the first one."
        await hand.press("j", "j")
        assert hand.heading == "C-10 assessment done 3 of 3"
        await hand.press("j")
        assert hand.status == "This is the last one."
        await hand.press("k")
        assert hand.heading.endswith("2 of 3")
        assert left(hand) == 3


async def test_the_page_scrolls_where_it_is_low(differing: Path) -> None:
    async with opened(differing, reader=LEAD, size=(60, 16)) as hand:
        await hand.press("c", "enter", "pagedown")
        assert hand.one("#conflict").scroll_offset.y > 0
        await hand.press("pageup")
        assert hand.one("#conflict").scroll_offset.y == 0


async def test_copies_of_one_reading_that_differ_are_settled_in_it(tmp_path: Path, small: QuestionSet) -> None:
    """A note, reasons, a fact, and a sign-off: taken, and another one taken after u."""

    def one(casebook: Casebook) -> None:
        casebook.note("C-1", "assessed", "the one", ME)
        casebook.put_facts("C-1", {"gender": "female"}, ME)
        casebook.give_reasons("C-2", "assessed", ["late"], ME)
        casebook.mark("C-2", "safe", True, ME)

    def other(casebook: Casebook) -> None:
        casebook.note("C-1", "assessed", "the other", ME)
        casebook.put_facts("C-1", {"gender": None}, ME)
        casebook.give_reasons("C-2", "assessed", ["missing", "late"], ME)
        casebook.answer("C-2", "safe", "yes", ME)

    path = copies_differ(tmp_path / "a.db", small, one=one, other=other)
    async with opened(path, reader=LEAD, size=(120, 40)) as hand:
        await hand.press("c")
        listed = hand.words("#conflicts")
        assert listed.count("\n") + 1 == 2 + 3
        assert f"Note of {ME}: assessment done" in listed
        assert "Fact: Gender" in listed
        assert f"Reasons of {ME}: assessment done" in listed
        assert "Late: A Jones" in listed
        await hand.press("enter")
        assert f"Copies of the reading of {ME} differ" in hand.words("#conflict")
        conflict = hand.ask(lambda casebook: casebook.conflicts("C-1"))
        note = next(each for each in conflict if each.field == "note")
        await hand.press("2")
        assert hand.reading().notes == {"assessed": note.sides[1].value}
        # Settled in the reading, in the name of who settled it.
        assert hand.history("C-1")[-1].reader == LEAD
        await hand.press("u")
        assert "It was settled; 1 or 2 takes another" in hand.status
        await hand.press("1")
        assert hand.reading().notes == {"assessed": note.sides[0].value}
        assert left(hand) == 2
        # e picks among the sides where there is no answer to enter.
        await hand.press("e")
        assert hand.kind == "Pick"
        await hand.press("escape")
        await hand.press("e", "down", "enter")
        assert left(hand) == 1
        await hand.press("1")
        assert left(hand) == 0
        assert hand.kind == "conflicts"
        # Taken up again from the list, it says that it is settled.
        await hand.press("u")
        assert "(settled)" in hand.words("#conflicts")


async def test_every_kind_of_conflict_is_said_in_words(tmp_path: Path, small: QuestionSet) -> None:
    def base(casebook: Casebook) -> None:
        answer_all(casebook, "C-1")
        casebook.sign_off("C-1", ME)
        casebook.raise_alert("C-2", "Ran away.", ME)

    make(tmp_path / "base.db", small, fill=base)
    with Casebook.open(tmp_path / "base.db", write=False) as casebook:
        alert = casebook.reading("C-2", ME).alerts[0].id

    def one(casebook: Casebook) -> None:
        casebook.reopen("C-1", "a page was found", ME)
        casebook.withdraw_alert("C-2", alert, "found safe", ME)
        casebook.allocate({"C-3": (ME, "")}, LEAD)
        casebook.begin_second_reading("C-2", BEA)
        casebook.answer("C-2", "safe", "yes", BEA)

    def other(casebook: Casebook) -> None:
        casebook.reopen("C-1", "a page was lost", ME)
        casebook.withdraw_alert("C-2", alert, "a false alarm", ME)
        casebook.allocate({"C-3": (BEA, "")}, LEAD)
        casebook.begin_second_reading("C-2", BEA)
        casebook.answer("C-2", "safe", "no", BEA)

    path = tmp_path / "a.db"
    shutil.copy(tmp_path / "base.db", path)
    for name, fill in (("one", one), ("other", other)):
        shutil.copy(path, tmp_path / f"{name}.db")
        with Casebook.open(tmp_path / f"{name}.db") as casebook:
            fill(casebook)
    with Casebook.open(path) as casebook:
        casebook.merge([tmp_path / "one.db", tmp_path / "other.db"], LEAD)
    async with opened(path, reader=LEAD, size=(160, 40)) as hand:
        await hand.press("c")
        words = hand.words("#conflicts")
        for each in (
            'withdrawn: "found safe" (raised: "Ran away.")',
            'withdrawn: "a false alarm" (raised: "Ran away.")',
            "Case alert",
            f"Sign-off of {ME}",
        ):
            assert each in words
        for each in (
            'opened again: "a page was lost"',
            "Whose case for the first reading",
            f"{BEA}: {LEAD}",
            f"Answer of {BEA}: ",
        ):
            assert each in words
        await hand.press("enter")
        while hand.kind == "conflict":
            literal(hand)
            assert hand.words("#conflict")
            await hand.press("1")
        assert left(hand) == 0


async def test_a_casebook_to_look_at_and_nobody_settle_nothing(differing: Path) -> None:
    before = differing.read_bytes()
    async with opened(differing, reader=LEAD, write=False) as hand:
        await hand.press("c")
        assert hand.status.startswith("To look at only.")
        await hand.press("enter")
        assert hand.status == "Open for reading only: to look at."
        await hand.press("1", "2", "e", "u")
        assert hand.kind == "conflict"
        assert "take 1" not in hand.lines[-1]
    assert differing.read_bytes() == before
    async with opened(differing, reader="") as hand:
        await hand.press("escape", "c")
        assert hand.kind == "Ask"
        await hand.press("escape", "s", "c", "enter")
        assert hand.kind == "conflict"
        assert "who you are" in hand.status
        await hand.press("1")
        assert left(hand) == 3


async def test_what_the_disk_does_not_take_is_offered_again(differing: Path) -> None:
    async with opened(differing, reader=LEAD) as hand:
        await hand.press("c", "enter", "e", "n")
        await hand.type("we agreed")
        away = differing.with_name("away.db")
        differing.rename(away)
        await hand.press("tab", "enter")
        assert hand.kind == "NotSaved"
        away.rename(differing)
        await hand.press("r")
        assert hand.kind == "conflict"
        assert hand.ask(lambda casebook: casebook.resolution("C-2", "assessed")).note == "we agreed"
        differing.rename(away)
        await hand.press("u")
        assert hand.kind == "NotSaved"
        away.rename(differing)
        await hand.press("r")
        assert hand.heading == "C-2 assessment done 1 of 3"


async def test_what_another_window_settles_leaves_the_list(differing: Path) -> None:
    async with opened(differing, write=False) as hand:
        await hand.press("c")
        with Casebook.open(differing) as casebook:
            casebook.resolve("C-2", "assessed", "yes", "", LEAD)
        await hand.until(lambda: hand.heading.endswith("2 conflicts in 2 cases"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
async def test_every_size(differing: Path, size: tuple[int, int]) -> None:
    async with opened(differing, reader=LEAD, size=size) as hand:
        for keys, kind in ((("c",), "conflicts"), (("enter",), "conflict"), (("e",), "Third"), (("n",), "Write")):
            await hand.press(*keys)
            assert hand.kind == kind
            assert len(hand.lines) == size[1]
            assert "? help" in hand.lines[-1] or "Esc" in hand.screen


@pytest.mark.parametrize("text", WALKED, ids=lambda text: ascii(text[:16]))
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_does_nothing(tmp_path: Path, small: QuestionSet, text: str, size: tuple[int, int]) -> None:
    who, other = (text.strip() or "A")[:200], f"B{text.strip()}"[:200]
    ref = text if text.strip() else f"C{text}"

    def fill(casebook: Casebook) -> None:
        for reader, answer in ((who, "no"), (other, "yes")):
            casebook.answer(ref, "assessed", answer, reader)
            casebook.note(ref, "assessed", text, reader)
            casebook.answer(ref, "safe", answer, reader)
        casebook.resolve(ref, "safe", "yes", text, who)

    path = make(tmp_path / "a.db", small, [ref], fill)
    async with opened(path, reader=who, size=size) as hand:
        for key in ("c", "enter", "pagedown", "e", "n"):
            await hand.press(key)
            literal(hand)
        assert hand.kind == "Write"
        hand.one("#text").insert(text[:5000])
        await hand.press("tab", "enter")
        literal(hand)
        assert left(hand) == 0
        assert hand.kind == "conflicts"
        for key in ("u", "enter", "1", "escape"):
            await hand.press(key)
            literal(hand)
        assert hand.kind == "cases"
        # Settled, as the assessor sees it.
        await hand.press("enter")
        hand.app.screen.go(hand.app.session.question_set.position["safe"])  # type: ignore[attr-defined]
        await hand.pilot.pause()
        literal(hand)
        assert "Settled: Yes, by" in hand.words("#question")


async def test_responses_are_said_in_the_words_of_their_options(tmp_path: Path) -> None:
    """As the command says them, and as the form does; ids and lists are for programs."""
    path = begin(tmp_path / "a.db", lambda casebook: fill_in(casebook, BEA))
    other = Path(shutil.copy(path, tmp_path / "other.db"))
    for each, values in (
        (path, {"helped": "yes", "with": ["school", "home"]}),
        (other, {"helped": "a-bit", "with": []}),
    ):
        with Casebook.open(each) as casebook:
            for question, value in values.items():
                casebook.respond("R-01", question, value or ["friends"], BEA)
    with Casebook.open(path) as casebook:
        casebook.merge([other], LEAD)
    async with opened(path, reader=LEAD) as hand:
        await hand.press("c")
        words = hand.words("#conflicts")
        assert f"Yes: {BEA}" in words
        assert f"A bit: {BEA}" in words
        await hand.press("enter")
        seen = [hand.screen]
        await hand.press("down")
        seen.append(hand.screen)
        assert all("[" not in each and "a-bit" not in each and "friends" not in each for each in seen)
        assert "A bit" in seen[0]
        assert "School; Home" in seen[1]
        assert "Friends" in seen[1]
