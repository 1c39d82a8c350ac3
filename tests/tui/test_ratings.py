"""The ratings screen: a digit rates a standard that is judged elsewhere, at once in the file and in the overall rating."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import QuestionSet
from casereview.questions.build import build
from tests.questions import pseudo
from tests.standards import standards, standards_data
from tests.tui.hands import ME, Hand, answer_all, make, opened, speaking


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A casebook in which the three standards of the cases have three points each."""
    return make(tmp_path / "a.db", standards(), ["C-1"], lambda casebook: answer_all(casebook, "C-1"))


def given(hand: Hand) -> Mapping[str, str | None]:
    found: Mapping[str, str | None] = hand.ask(lambda casebook: casebook.ratings_given())
    return found


async def test_a_digit_rates_and_goes_on_to_the_next(path: Path) -> None:
    async with opened(path, size=(100, 30)) as hand:
        await hand.press("s")
        assert "Overall 9 of 9 points, 2 standards to come r ratings" in hand.words("#overall")
        await hand.press("r")
        assert hand.kind == "ratings"
        assert "9 of 9 points, 2 standards to come" in hand.heading
        assert "1.1 Risk of Harm Minimum improvement required 3 points" in hand.words("#decided")
        assert "1 Minimum improvement required 2 Moderate improvement required" in hand.words("#in-full")
        await hand.press("2")
        assert given(hand) == {"o1": "moderate"}
        await hand.press("x")
        assert given(hand) == {"o1": "moderate", "o2": "not-rated"}
        assert "High, 11 of 12 points, 1 not rated" in hand.heading
        await hand.press("escape")
        assert "Overall High, 11 of 12 points, 1 not rated" in hand.words("#overall")


async def test_a_rating_is_taken_back_and_the_last_change_undone(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("s", "r", "4", "1", "u")
        assert given(hand) == {"o1": "drastic"}
        await hand.press("home", "down", "down", "down")
        assert "o1 Leadership: Drastic improvement required, entered by A Jones" in hand.words("#in-full")
        await hand.press("space")
        assert given(hand) == {}
        assert "Leadership: taken back." in hand.status
        await hand.press("space")
        assert "Leadership: nothing is entered." in hand.status
        await hand.press("u")
        assert given(hand) == {"o1": "drastic"}


async def test_what_the_cases_rate_takes_no_rating_and_a_digit_without_a_band_does_nothing(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("s", "r", "5", "9", "home", "1", "x", "space")
        assert given(hand) == {}
        assert "Rated by the cases here" in hand.status


async def test_copies_that_differ_are_told_and_rating_anew_settles_them(path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "b.db"))
    with Casebook.open(path) as here, Casebook.open(other) as there:
        here.rate("o1", "minimum", ME)
        there.rate("o1", "drastic", "M Reed")
    with Casebook.open(path) as here:
        here.merge([other], ME)
    async with opened(path, size=(100, 30)) as hand:
        await hand.press("s", "r")
        assert "o1 Leadership Copies differ" in hand.words("#decided")
        full = " ".join(hand.words("#in-full").split())
        assert "Minimum improvement required by A Jones" in full
        assert "Drastic improvement required by M Reed" in full
        await hand.press("1")
        assert given(hand) == {"o1": "minimum"}
        assert hand.ask(lambda casebook: casebook.conflicts()) == []


async def test_settling_in_the_list_of_conflicts_changes_the_overall_rating_on_the_screen(
    path: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(path, tmp_path / "b.db"))
    with Casebook.open(path) as here, Casebook.open(other) as there:
        here.rate("o1", "minimum", ME)
        there.rate("o1", "drastic", "M Reed")
    with Casebook.open(path) as here:
        here.merge([other], ME)
    async with opened(path) as hand:
        await hand.press("s")
        assert "9 of 9 points, 2 standards to come" in hand.words("#overall")
        await hand.press("c")
        assert "Rating: Leadership" in hand.screen
        await hand.press("enter", "1")
        assert list(given(hand)) == ["o1"]
        await hand.press("escape")
        await hand.until(lambda: "of 12 points, 1 standard to come" in hand.words("#overall"))


async def test_a_casebook_to_look_at_takes_no_rating(path: Path) -> None:
    async with opened(path, write=False) as hand:
        await hand.press("s", "r", "1", "x")
        assert hand.kind == "ratings"
        assert given(hand) == {}
        assert "Not rated" not in hand.one("Keys").words


async def test_the_figures_of_some_cases_have_no_overall_rating(path: Path) -> None:
    async with opened(path) as hand:
        await hand.press("s", "b", "enter")
        assert "for all cases together only" in hand.words("#overall")
        await hand.press("0")
        assert "9 of 9 points" in hand.words("#overall")


async def test_without_standards_judged_elsewhere_there_is_no_such_key(tmp_path: Path, small: QuestionSet) -> None:
    async with opened(make(tmp_path / "s.db", small)) as hand:
        await hand.press("s", "r")
        assert hand.kind == "summary"
        assert not hand.app.screen.query("#overall")


async def test_the_help_names_each_band_with_its_key(path: Path) -> None:
    async with opened(path, size=(100, 40)) as hand:
        await hand.press("s", "r", "question_mark")
        assert "4 Rate the standard: Drastic improvement required" in " ".join(hand.screen.split())
        assert "rating 5" not in hand.screen


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_it_fits_every_size(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size=size) as hand:
        await hand.press("s", "r", "1", "2")
        assert given(hand) == {"o1": "minimum", "o2": "moderate"}
        assert "o2 " in hand.screen
        assert "Moderate" in hand.screen


async def test_titles_and_bands_are_shown_in_the_language_that_is_chosen(path: Path, tmp_path: Path) -> None:
    translation = pseudo.write(tmp_path / "small.qps.toml", standards())
    async with speaking(path, translation) as hand:
        await hand.press("s", "r", "L", "2")
        assert given(hand) == {"o1": "moderate"}
        said = hand.screen
        assert pseudo.spoken("Leadership") in said
        assert pseudo.spoken("Moderate improvement required") in said
        assert "Leadership" not in said.replace(pseudo.spoken("Leadership"), "")
        assert "Moderate improvement" not in said


async def test_no_title_of_a_standard_acts_on_the_screen(tmp_path: Path) -> None:
    data = standards_data()
    data["overall"]["elsewhere"][0]["title"] = "[/][@click=app.quit]Leadership[/] [b]x"
    async with opened(make(tmp_path / "h.db", build(data), ["C-1"]), size=(120, 40)) as hand:
        await hand.press("s", "r", "1", "up")
        assert "o1 [/][@click=app.quit]Leadership[/] [b]x: Minimum" in hand.words("#in-full")
        await hand.press("space")
        assert "[/][@click=app.quit]Leadership[/] [b]x: taken back." in hand.status
